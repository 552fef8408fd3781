"""What the values of a column say by themselves: amounts, dates, codes, places, and words of the vocabularies."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from statistics import median

from scanner.detectors.columns_column import AMOUNTS, BIRTHS, SURE_SHARE
from scanner.detectors.columns_terms import cell_words
from scanner.detectors.lexicon import Lexicon
from scanner.detectors.names_forms import from_latin
from scanner.detectors.rules import Rules
from scanner.detectors.validators import VALIDATORS, month_names, read_date
from scanner.detectors.vocabulary import phrase_terms
from scanner.folding import clean, loose
from scanner.model import NAMES

AMOUNT = re.compile(
    r"[^\d@]{0,24}\d[\d\s.,'’]{0,16}(?:[^\W\d]{1,10}\.?|[$€₽])?(?:\s?/\s?[^\W\d]{1,6}\.?)?(?:\s?\([^\W\d][^\d()]{0,20}\))?"
)
"""A number with or without words before it, a currency and a remark behind it."""
_LABELLED = re.compile(r"\s*(?P<label>[^\W\d][^\d:=]{0,30}?)[\s:=–-]{0,3}(?=\d)")
YEAR = re.compile(r"(?:19|20)\d\d(?:[\s-]{0,2}(?:г|ж|y)\.?[^\W\d]{0,3}\.?(?:\s?р\.?)?)?")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ T]00:00(?::00)?)?(?:\s?[гж]\.?\s?(?:р\.?)?)?")
_WRITTEN = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T][\d:.+Z]*)?|(\d\d?)[./](\d\d?)[./](\d{4})")
_PACKED = re.compile(r"(?:19|20)\d{6}|\d{4}(?:19|20)\d\d")
_WORDED = re.compile(
    r"[\d\s.,'«»\"-]{0,8}[^\W\d_]{3,10}[\s.,'«»\"-]{1,3}[\d\s.,гж-]{1,12}[^\W\d_]{0,6}\.?|\d{1,2}[\s-]{1,2}[^\W\d_]{3,10}"
)
_SERVICE = re.compile(
    r"(?:[сc]\s)?\d{1,2}(?:[.,]\d)?\s?(?:жыл|ж\b|лет|год|л\b|г\b|years?|yrs?|y\b|jyl|let|god).{0,20}"
    r"|(?:[сc]|from)\s?(?:19|20)\d\d.{0,10}|(?:[сc]|from)?\s?(?:19|20)\d\d\s?(?:[-–—]|по|to)\s?(?:(?:19|20)\d\d|н\.?\s?в\.?|now).{0,6}"
    r"|\d{1,2}\s?(?:ай|мес|months?)\b.{0,3}"
)
_CODE = re.compile(r"[A-TV-Za-tv-z]\d\d(?:\.\d{1,2}|\.[xX-])?[+*]?")
_CARD = re.compile(r"(?:9417|[2456]\d{3})(?:[ -][\d*xX]{4}){3}|9417\d{12}")
_SUM = re.compile(
    r"(?:\d{1,3}(?:[ \u00a0]\d{3}){1,2}|\d{3,7})(?:[.,]\d\d)(?:\s?[^\W\d_]{1,4}\.?)?"
    r"|(?:\d{1,3}(?:[ \u00a0]\d{3}){1,2}|\d{3,7})\s?(?:сом|som|с\.|kgs|KGS|сомов|coм)|\d{1,3}(?:[ \u00a0]\d{3}){1,2}"
)
_DIGIT = re.compile(r"\d")
# An amount, and no year.
_LARGE = re.compile(r"(?!(?:19|20)\d\d(?!\d))\d{1,3}[ \u00a0]?\d{3}(?:[.,]\d{1,2})?(?:\s?[^\W\d]{1,4}\.?)?")
_HALF = 0.5
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SHARED = 0.6  # what a word of several vocabularies counts for each
_POSTS = frozenset({"position", "profession"})
# Of these, words that mean it only behind a label mean it in a column of them too.
_PLAIN = frozenset(
    {
        "ethnicity",
        "education",
        "position",
        "profession",
        "marital_status",
        "military_rank",
        "class_rank",
        "religion_philosophy",
    }
)


def share(cells: Sequence[str], one: Iterable[bool]) -> float:
    """How many of the cells are so."""
    return sum(one) / len(cells) if cells else 0.0


def worded(cells: Sequence[str]) -> float:
    """The share of cells that are words, not codes."""
    return share(cells, (bool(_LETTERS.search(cell)) and len(cell) <= 200 for cell in cells))


def amounts(cells: Sequence[str]) -> float:
    """The share of cells that are a number of some digits, with or without a currency."""
    return share(cells, (is_amount(cell) for cell in cells))


def is_amount(cell: str) -> bool:
    """Whether a cell is an amount that is not nothing, and no number of another kind."""
    cell = cell.strip()
    digits = [char for char in cell if char.isdigit()]
    amount = (
        AMOUNT.fullmatch(cell) is not None and 0 < len(digits) <= 11 and any(char in "123456789" for char in digits)
    )
    return amount and day_of(cell) is None


def spoken(cells: Sequence[str]) -> str:
    """The words that stand before the numbers of nearly all cells, the same in each: `доход 38 000`."""
    found = Counter(match["label"].strip() for cell in cells if (match := _LABELLED.match(cell)))
    label, count = max(found.items(), key=lambda pair: pair[1], default=("", 0))
    return label if count >= SURE_SHARE * len(cells) else ""


def day_of(cell: str) -> dt.date | None:
    """The day a cell names and nothing else."""
    cell = cell.strip()
    if _DAY.fullmatch(cell) or (_WORDED.fullmatch(cell) and holds_month(cell)):
        return read_date(cell.split("T")[0].split(" 00:")[0])
    if _PACKED.fullmatch(cell):
        year_first = cell[:2] in ("19", "20") and "01" <= cell[4:6] <= "12" and "01" <= cell[6:] <= "31"
        pieces = (cell[:4], cell[4:6], cell[6:]) if year_first else (cell[:2], cell[2:4], cell[4:])
        return read_date("-".join(pieces) if year_first else ".".join(pieces))
    return None


def written_day(cell: str) -> dt.date | None:
    """The day of a cell that is a date in figures, day first or year first, maybe with a time."""
    parsed = _WRITTEN.fullmatch(cell.strip())
    if not parsed:
        return None
    numbers = [int(part) for part in parsed.groups() if part]
    year, month, day = numbers if parsed.group(1) else reversed(numbers)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def holds_month(cell: str) -> bool:
    """Whether a month is named."""
    words = loose(cell)
    return any(name in words for names in month_names() for name in names)


def is_birth(cell: str) -> bool:
    """Whether a cell under the header of a birth date is one, whole or in part: a day, a year, a day and a month."""
    cell = cell.strip()
    if not any(char.isdigit() for char in cell) or len(cell) > 40:
        return False
    return (
        day_of(cell) is not None
        or bool(YEAR.fullmatch(cell))
        or holds_month(cell)
        or bool(re.fullmatch(r"\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\.?|\d{1,2}", cell))
    )


def years(cells: Sequence[str]) -> list[int]:
    """The years of cells that are a year and nothing else."""
    return [int(cell.strip()[:4]) for cell in cells if YEAR.fullmatch(cell.strip())]


def numbers(cells: Sequence[str]) -> list[int]:
    """The cells that are small whole numbers."""
    return [int(cell) for cell in map(str.strip, cells) if cell.isdecimal() and len(cell) < 5]


def middle_age(days: Sequence[int], today: int) -> float:
    """Years from the middle of these years to today's."""
    return today - median(days) if days else 0.0


def services(cells: Sequence[str]) -> float:
    """The share of cells that tell how long somebody has served, if some tell it in months, spans or many years."""
    found = [cell for cell in map(loose, map(str.strip, cells)) if _SERVICE.fullmatch(cell)]
    return len(found) / len(cells) if cells else 0.0


def codes(cells: Sequence[str]) -> tuple[float, float]:
    """The share of cells that are valid codes of illnesses, and of those with a dot."""
    icd = VALIDATORS["icd10"]
    dotted = share(cells, ("." in cell for cell in cells))
    sound = share(cells, (bool(_CODE.fullmatch(cell.strip())) and icd(cell.strip()).ok is not False for cell in cells))
    return sound, dotted


def cards(cells: Sequence[str]) -> float:
    """The share of cells that are written as numbers of payment cards are."""
    return share(cells, (bool(_CARD.fullmatch(cell.strip())) for cell in cells))


def sums(cells: Sequence[str]) -> float:
    """The share of cells that are written as sums of money are: grouped, with hundredths, or with a currency."""
    return share(cells, (bool(_SUM.fullmatch(cell.strip())) for cell in cells))


def plausible(category: str, cells: list[str]) -> bool:
    """Whether a column's values may be of a category at all, whatever its name says."""
    if category in AMOUNTS:
        zero = share(cells, (cell.strip(" 0.,-") == "" for cell in cells))
        years = share(cells, (bool(YEAR.fullmatch(cell.strip())) for cell in cells))
        percents = share(cells, ("%" in cell for cell in cells))
        return amounts(cells) + zero >= _HALF and max(years, percents) < SURE_SHARE
    if category == "years_worked" and share(cells, (bool(_LARGE.fullmatch(cell.strip())) for cell in cells)) >= _HALF:
        return False
    if category in BIRTHS or category in ("years_worked", "qualification_cert"):
        return share(cells, (bool(_DIGIT.search(cell)) for cell in cells)) >= _HALF
    if category in ("pin", "passport", "phone", "email", "current_account", "payment_card", "vehicle_plate", *NAMES):
        return True
    if category in ("disease_code", "signature", "health"):
        return True
    return worded(cells) >= _HALF


# --- vocabularies ---------------------------------------------------------------------------------------------------


@cache
def _lexicon(listed: tuple[tuple[str, str], ...], *, headed: bool) -> Lexicon[str]:
    return Lexicon(
        (phrase, category)
        for category, name in listed
        for phrase, strength in phrase_terms(name)
        if headed or strength not in ("cue", "label") or category in _PLAIN
    )


def lexicon(rules: Rules, *, headed: bool = False) -> Lexicon[str]:
    """The phrases of all vocabularies, each with its category; `headed`: also those that count behind a label only."""
    listed = [(rule.category, rule.phrases.terms) for rule in rules.detectors if rule.phrases and rule.phrases.terms]
    return _lexicon(tuple(listed), headed=headed)


def _spellings(cell: str) -> list[str]:
    text = loose(clean(cell).text)
    return [text, from_latin(text)] if text.isascii() else [text]


def _begun(cell: str, listed: Mapping[str, re.Pattern[str]]) -> set[str]:
    """The categories of whose words one begins a cell."""
    spellings = _spellings(cell)
    return {category for category, words in listed.items() if any(map(words.match, spellings))}


def vocabulary(rules: Rules, cells: Sequence[str], *, headed: bool = False) -> defaultdict[str, float]:
    """The share of cells that hold a word of each category's vocabulary; words of several count less."""
    known = lexicon(rules, headed=headed)
    shares: defaultdict[str, float] = defaultdict(float)
    listed = [cell_words("cell_words"), cell_words("cell_words_beside")]
    begun = [_begun(cell, listed[0]) for cell in cells]
    surely = set().union(*begun)
    for at, cell in enumerate(cells):
        found: dict[str, float] = {}
        for text in _spellings(cell):
            for hit in known.hits(text, known.tokens(text)):
                if hit.start > 12 and hit.end - hit.start < len(text) / 3:
                    continue  # a word of a long remark
                categories = set(hit.payloads)
                alone = len(categories) == 1 or categories <= _POSTS
                for category in categories:
                    found[category] = max(found.get(category, 0.0), 1.0 if alone else _SHARED)
        found |= dict.fromkeys(begun[at] | (surely & _begun(cell, listed[1])), 1.0)
        for category, weight in found.items():
            shares[category] += weight / len(cells)
    return shares
