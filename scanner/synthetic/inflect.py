"""Case endings of names in Kyrgyz and Russian sentences, and their spelling in Latin letters.

Only as much grammar as made-up names need: the lists in `data/names.yaml` have no exceptions to these rules.
"""

from __future__ import annotations

_KY_VOWELS = {
    letter: endings
    for letters, endings in (
        ("аыя", ("ы", "а")),
        ("еэи", ("и", "е")),
        ("о", ("у", "о")),
        ("өү", ("ү", "ө")),
        ("ую", ("у", "а")),
    )
    for letter in letters
}
_VOICELESS = "кпстфхцчшщ"
_HARD_STEMS = "гкхжшчщ"

_LATIN_ONE = str.maketrans("абвгдеёзийклмноөпрстуүфыэ", "abvgdeeziyklmnooprstuufye")
_LATIN_MORE = str.maketrans(
    {
        "ж": "zh",
        "ң": "ng",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ъ": "",
        "ь": "",
        "ю": "iu",
        "я": "ia",
    }
)


def kyrgyz(word: str, case: str) -> str:
    """`word` in the genitive (`gen`), dative, accusative (`acc`) or ablative (`abl`), by vowel harmony."""
    narrow, broad = next(_KY_VOWELS[letter] for letter in reversed(word.lower()) if letter in _KY_VOWELS)
    last = word[-1].lower()
    hard = "т" if last in _VOICELESS else "д"
    match case:
        case "gen":
            return f"{word}{'н' if last in _KY_VOWELS else hard}{narrow}н"
        case "dat":
            return f"{word}{'к' if last in _VOICELESS else 'г'}{broad}"
        case "acc":
            return f"{word}{'н' if last in _KY_VOWELS else hard}{narrow}"
        case _:
            return f"{word}{hard}{broad}н"


def _russian_surname(word: str, female: bool, case: str) -> str:
    if female:
        return word[:-1] + {"gen": "ой", "dat": "ой", "acc": "у"}.get(case, "ой")
    return word + {"gen": "а", "dat": "у", "acc": "а"}.get(case, "ым")


def _russian_given(word: str, female: bool, case: str) -> str:
    at = ("gen", "dat", "acc", "ins").index(case)
    stem, last = word[:-1], word[-1]
    if last == "а":
        return stem + (("и" if stem[-1] in _HARD_STEMS else "ы"), "е", "у", "ой")[at]
    if last == "я":
        return stem + ("и", "е", "ю", "ей")[at]
    if last == "ь":
        return stem + (("и", "и", "ь", "ью") if female else ("я", "ю", "я", "ем"))[at]
    if last == "й" and not female:
        return stem + ("я", "ю", "я", "ем")[at]
    if female or last in "иоуыэюөү":
        return word
    return word + ("а", "у", "а", "ом")[at]


def russian(part: str, word: str, female: bool, case: str) -> str:
    """A name part (`surname`, `given_name`, `patronymic`) in the genitive, dative, accusative or instrumental (`ins`).

    `X уулу` and `X кызы` do not decline.
    """
    if " " in word:
        return word
    if part == "surname":
        return _russian_surname(word, female, case)
    if part == "patronymic" and not female:
        return word + {"gen": "а", "dat": "у", "acc": "а"}.get(case, "ем")
    return _russian_given(word, female, case)


def romanised(text: str) -> str:
    """Cyrillic as Latin letters, in the way of identity cards; other characters stay."""
    spelt = [letter.lower().translate(_LATIN_ONE).translate(_LATIN_MORE) for letter in text]
    return "".join(
        (new.capitalize() if old.isupper() else new) if old.isalpha() else old
        for old, new in zip(text, spelt, strict=True)
    )
