"""Posts and trades: whether somebody holds one, and which of the two it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from scanner.detectors.found import Found
from scanner.detectors.lexicon import Hit
from scanner.detectors.names_terms import places
from scanner.detectors.posts_extent import has_unit, left, right
from scanner.detectors.reading import Reading
from scanner.detectors.vocabulary import Means
from scanner.model import NAMES, Evidence

# A name right behind a post, or before it with a mark between.
_TO_NAME = re.compile(
    r"[ ]?(?:[:,—–-]|\()?(?:[ ]{0,12}|[ ]?\n[ ]{0,8})(?:[_/«\"]{0,12}[ ]?){0,2}"
    r"(?:Mr\.?|Ms\.?|Mrs\.?|г-н|г-жа|гр\.)?[ ]?"
)
_FROM_NAME = re.compile(r"[ .]{0,2}[,;—–:/|(!-]{1,2}[ ]{0,8}|[ ]{2,16}|\t|[ ]?\n[ ]{0,4}|[ ]")
_LINE = 70  # characters from a name to its post on one line
_WHOLES = frozenset({"address", "birth_place", "email", *NAMES})
_RANKS = frozenset({"military_rank", "class_rank"})
_MONEY = frozenset({"salary", "pay"})
_PAID = 60  # characters from a post to what is paid for it
_NEAR = 45  # characters from a post of one word in a sentence to a name behind it
_KIN = 60  # characters from a relative to a trade
_CAREER = 110  # characters from a year or an employer's label to a post on its line
_VERB_BEFORE, _VERB_BEHIND, _VERB_FAR = 24, 16, 70  # characters
_PARTICULARS = 180  # characters from a name to a post that is an item of what is told of somebody
_LONG = 40  # characters of the longest name, verb or label
_I_AM = re.compile(r"[^\W\d_]{4,}м[ыиу]н")  # `сантехникмин`
_YEARS = re.compile(
    r"(?:19|20)\d\d[ ]?(?:[гж]\.?|-?ж\.)?[ ]?(?:[-–—]|дан|по|to)[ ]?"
    r"(?:(?:19|20)?\d\d|now|present|date|н\.?[ ]?в|наст|азыр|учур|бүгүн)"
)
_ITEM_BEFORE = re.compile(r"(?:[,;:(|/_!>]|[-–—]|[ ]{2}|\d|вр\.|н\.?в\.|now|present)[ «\"]{0,2}\Z")
_ITEM = re.compile(r"(?:\A|\n|[,;:(|/_!•—–]|[ ]-|[ ]{2})[ «\"\d.)§]{0,4}\Z")
_ITEM_END = re.compile(r"[»\"]?(?:[ ]?[,;)|/_!\n]|[ ]{2}|[ ]?[-–—][ ]|\.?\s*\Z|\.[ \n])")
_PART_END = re.compile(
    r"[»\"]?(?:[ ]?[,;:)|/_!\n(<]|[ ]{2}|[ ]?[-–—][ ]|\.?\s*\Z|\.[ \n]|[ ](?:at|in|of|for|on duty|в|на|при)[ :])"
)
_FIELD = re.compile(r"[^\W\d_]{3,}(?:лог|ном|граф|тер|метр|ург|иатр|соф|хник|техн)(?:и[яиюей]{1,2}|иями?|иях)")
_AREA = re.compile(r"[^\W\d_]{3,}(?:тик|ник|фик|ург|терап|истик)(?:а|асы|ия)")  # `статистика`, no form of `статистик`
_RANKED = re.compile(r"(?:инспектор|советник|кенешчи|adviser|advisor|inspector|counsell?or)[^\W\d_]{0,8}")
_CLASS = re.compile(r",?[ ](?:\d|[ivx]{1,3})(?:-?[^\W\d_]{1,3})?[ -](?:клас|class|klas)")
_CLASS_BEFORE = re.compile(r"\d-?[ ]?(?:класстагы|класстын|класс|го класса)[ ](?:[^\W\d_]{5,14}[ ])?\Z")
_INSTRUMENTAL = re.compile(r"(?:ом|ем|ой|ей|ым|им|ою|ею)(?:[ ][^\n]{1,60})?\Z")
_MANY = re.compile(
    r"(?:(?:(?<!ди)(?<!мак)л[аео]|[мнй]де|чта|дисте)р(?:[ыиу]?|[гд][аео]н?|[нд][ыиу]н?)|[^\W\d_](?:ов|ев|ами|ями|ах|ях)|[^\Ws]s)\Z"
)  # the plural
_BOLUP = re.compile("bolup|katary|ishte")
_IS = re.compile(r"\b(?:is|was|became|am|been)(?: an?| the| our| now| currently| still)? \Z")
_GOES_ON = re.compile(r":|[ ](?:менен|боюнча|деген|эмес|экен)(?![^\W\d_])")
_OF_WHAT = re.compile(r"[^\W\d_]{3}[нтд][ыиу]н[ ]\Z")  # `филиалынын слесары`
_AS = re.compile(r"\b(?:[Aa]s(?: an?| the)?|[Кк]ак) \Z")
_SENTENCE = re.compile(r"(?:[^\W\d_]{3}|\d)[.!?] ")
_ENDS = re.compile(r"\n|[;.] ")
_MARK = re.compile(r"[ ]{0,2}(?:[:_.–—-]|\([^)\n]{0,30}\)[ ]?:)")
_REST = re.compile(r"(?:,[ ][^\n.;:]{4,60})?[ ]{0,4}\n[ ]{0,40}")
_PARTY = re.compile(r"[^.]?[ ]?\bThe \Z")  # `The Consultant` of a contract
_AT_WORK = re.compile(r"[^\W\d_]{3}[дт][ао] \Z|[^\W\d_]{3}[дт]е \Z")  # `мектепте`: a post there
_FREELANCE = re.compile(r"(?:freelance|self-employed|фриланс|внештатн)")
_SENTENCE_BEGINS = re.compile(r"[^\W\d_]{3}[.!?][ ]\Z")
_IN_FAMILY = re.compile(r"(?:в семье|из семьи|үй-бүлөсүндө) \Z")
_TO_KIN = re.compile(r"[ ]?[,:—–-]?[ ]")
_SIGN = re.compile(r"(?:подпис[ьи]|колу|signature)[ ]\Z")


class PostReader:
    """Reads posts around their head words."""

    def extended(self, reading: Reading, hit: Hit[Means]) -> tuple[int, int]:
        """The head word with its adjectives and its unit."""
        return left(reading, hit), right(reading, hit)

    def held(self, reading: Reading, hit: Hit[Means], terms: Sequence[Means]) -> Found | None:
        """The post that a name beside it, a verb, or a label says somebody holds; None where nobody does."""
        terms = [means for means in terms if means.category in ("position", "profession")]
        if not terms or _something_else(reading, hit):
            return None
        start, end = left(reading, hit), right(reading, hit)
        bare = start == hit.start and end == hit.end
        of_a_unit = not bare and has_unit(reading, hit, start, end)
        vague = all(means.strength == "cue" for means in terms)
        if vague and not (of_a_unit and any(means.category == "position" for means in terms)):
            return None
        of_a_unit = of_a_unit or _OF_WHAT.search(reading.folded, max(0, start - 20), start) is not None
        several = hit.first == hit.last and _MANY.search(reading.folded, max(start, hit.end - 8), hit.end) is not None
        trade = _Trade(reading, terms, start, end, bare=bare, of_a_unit=of_a_unit)
        list_ = Evidence("list")
        if _name_behind(reading, start, end):
            return Found(trade.category(behind=True), start, end, 0.9, (list_, Evidence("neighbours")))
        if several or (bare and _AREA.fullmatch(reading.folded, hit.start, hit.end)):
            return None
        if _name_before(reading, start, end):
            return Found(trade.category(), start, end, 0.9, (list_, Evidence("neighbours")))
        if _career(reading, start):
            return Found(trade.category(behind=True, career=True), start, end, 0.75, (list_, Evidence("cue")))
        if _given(reading, start, end) or (of_a_unit and _IS.search(reading.text[max(0, start - 20) : start])):
            return Found(trade.category(), start, end, 0.75, (list_, Evidence("cue")))
        if _I_AM.fullmatch(reading.folded[reading.tokens[hit.last].start : hit.end]):
            return Found(trade.category(), start, end, 0.75, (list_, Evidence("neighbours")))
        sure = any(means.strength == "sure" for means in terms)
        plainly = of_a_unit or (sure and not (bare and hit.first == hit.last)) or _an_item(reading, start, end)
        if not vague and (plainly or sure) and _on_line(reading, start, end, near=not plainly):
            return Found(trade.category(), start, end, 0.6 + 0.1 * sure, (list_, Evidence("neighbours")))
        if trade.of_kin_near:
            return Found("profession", start, end, 0.7, (list_, Evidence("neighbours")))
        if trade.hardly_a_post and reading.owners:
            return Found("profession", start, end, 0.6, (list_,))
        return None


class _Trade:
    """Tells a trade from a post: the same word may be either."""

    def __init__(
        self, reading: Reading, terms: Sequence[Means], start: int, end: int, *, bare: bool, of_a_unit: bool
    ) -> None:
        self._reading, self._start, self._end, self._bare = reading, start, end, bare
        self._of_a_unit = of_a_unit
        strengths = {means.category: means.strength for means in terms}
        self._posts, self._trades = strengths.get("position"), strengths.get("profession")

    def category(self, *, behind: bool = False, career: bool = False) -> str:
        """`profession` of a relative, or where the word is hardly a post; `behind`: a name stands behind the word;
        `career`: it is told where somebody works."""
        a_trade = self._trades not in (None, "cue")
        if (a_trade or self._posts != "sure") and self._of_kin():
            return "profession"
        if not a_trade:
            return "position"
        if self._posts is None:
            return "profession"
        if self._posts == "cue":
            return "profession" if self._bare and not behind else "position"
        if _FREELANCE.match(self._reading.folded, self._start):
            return "profession"
        trade = self._trades == "sure" and not (career or self._of_a_unit or self._paid())
        return "profession" if trade else "position"

    @property
    def hardly_a_post(self) -> bool:
        """Whether the word is a trade wherever it stands in a text about somebody."""
        if self._trades != "sure":
            return False
        return (self._bare and self._posts in (None, "cue")) or self._by_itself()

    def _by_itself(self) -> bool:
        text, start = self._reading.text, self._start
        before = text[max(0, start - 8) : start]
        begins = _ITEM.search(before) or _SENTENCE_BEGINS.search(before)
        return bool(begins and _ITEM_END.match(text[self._end : self._end + 4]))

    @property
    def of_kin_near(self) -> bool:
        """Whether a relative is named right before: `Апам акушерка`."""
        if not self._bare or self._trades not in ("sure", "person"):
            return False
        text, start, end = self._reading.text, self._start, self._end
        if _IN_FAMILY.search(text[max(0, start - 12) : start]):
            return True
        return bool(_ITEM_END.match(text[end : end + 4])) and any(
            _TO_KIN.fullmatch(text, high, start) for _, high in _before(self._reading.kin, start, 5)
        )

    def _of_kin(self) -> bool:
        """Whether it is said of a relative, and no unit with it says that it is a post."""
        behind = _before(self._reading.kin, self._start, _KIN)
        if _AT_WORK.search(self._reading.folded[max(0, self._start - 24) : self._start]):
            return False
        return not self._of_a_unit and any(
            not _ENDS.search(self._reading.text[end : self._start]) and not self._reading.in_a_name(start, end)
            for start, end in behind  # `Сатыбалды уулу` is a name
        )

    def _paid(self) -> bool:
        known, end = self._reading.known, self._end
        at = bisect_left(known, end, key=lambda one: one[0])
        while at < len(known) and known[at][0] <= end + _PAID:
            if known[at][2] in _MONEY:
                return "\n" not in self._reading.text[end : known[at][0]]
            at += 1
        return False


def _something_else(reading: Reading, hit: Hit[Means]) -> bool:
    """Whether a word is part of a name or address, a place (`Балыкчы`), a field of study (`онкология`), a class rank
    (`инспектор 2 класса`), or what the label of a signature says."""
    at = bisect_right(reading.known, hit.end - 1, key=lambda one: one[0])
    if any(hit.start < end and category in _WHOLES for _, end, category in reading.known[max(0, at - 4) : at]):
        return True
    word = reading.folded[reading.tokens[hit.last].start : hit.end]
    if hit.first == hit.last and reading.text[hit.start].isupper():
        towns = places().towns
        if word in towns or any(word[:-cut] in towns for cut in range(1, 4)):
            return True
    return bool(
        _FIELD.fullmatch(word)
        or (reading.text[hit.start].isupper() and _PARTY.search(reading.text, max(0, hit.start - 6), hit.start))
        or _SIGN.search(reading.folded[max(0, hit.start - 12) : hit.start])
        or (reading.text[max(0, hit.start - 1) : hit.start] == "«" and reading.text.startswith("»", hit.end))
        or (_RANKED.fullmatch(word) and _CLASS.match(reading.folded, hit.end))
        or (_RANKED.fullmatch(word) and _CLASS_BEFORE.search(reading.folded[max(0, hit.start - 34) : hit.start]))
    )


def _name_behind(reading: Reading, start: int, end: int) -> bool:
    end = _behind_rank(reading, end)
    at = bisect_left(reading.names, end, key=lambda name: name[0])
    if at == len(reading.names) or reading.names[at][0] - end > 40:
        return False
    return _TO_NAME.fullmatch(reading.text, end, reading.names[at][0]) is not None


def _behind_rank(reading: Reading, end: int) -> int:
    """The end of a rank between a post and a name: `инспектор ИДН капитан милиции Ысаков`."""
    for hit in reading.hits_in(end + 1, end + 4):
        ranks = any(means.kind == "term" and means.category in _RANKS for means in hit.payloads)
        if ranks and not reading.text[end : hit.start].strip(" ,\n"):
            return hit.end
    return end


def _name_before(reading: Reading, start: int, end: int) -> bool:
    for _, name_end in _before(reading.names, start, 20):
        if _FROM_NAME.fullmatch(reading.text, name_end, start):
            # `Эркин бухг: салам` heads a message; `Эркин сатуучу менен` goes on with somebody else
            return reading.text[name_end:start] != " " or not _GOES_ON.match(reading.text, end)
    return False


def _before(spans: Sequence[tuple[int, int]], start: int, reach: int) -> Iterator[tuple[int, int]]:
    """The spans that end at most `reach` characters before `start`, the nearest first."""
    at = bisect_left(spans, start, key=lambda span: span[0]) - 1
    while at >= 0 and spans[at][0] >= start - reach - _LONG:
        if start - reach <= spans[at][1] <= start:
            yield spans[at]
        at -= 1


def _behind(spans: Sequence[tuple[int, int]], end: int, reach: int) -> Iterator[tuple[int, int]]:
    at = bisect_left(spans, end, key=lambda span: span[0])
    while at < len(spans) and spans[at][0] <= end + reach:
        yield spans[at]
        at += 1


def _an_item(reading: Reading, start: int, end: int) -> bool:
    """Whether a post begins its line, or stands by itself between commas, bars or brackets."""
    before = reading.text[max(0, start - 8) : start]
    if not _ITEM.search(before):
        return False
    return before.rstrip(" ")[-1:] in ("", "\n") or _PART_END.match(reading.text, end) is not None


def _on_line(reading: Reading, start: int, end: int, *, near: bool) -> bool:
    """Whether somebody is named on the line; farther, or in a row of a table, where the post is an item; only `near`
    behind it, where the post is a single word of a sentence."""
    text = reading.text
    if near:
        return any(not _breaks(text[end:low]) for low, _ in _behind(reading.names, end, _NEAR))
    item = _ITEM.search(text[max(0, start - 8) : start]) and _ITEM_END.match(text[end : end + 4])
    for _, high in _before(reading.names, start, _PARTICULARS if item else _LINE):
        between = text[high:start]
        if not _breaks(between) or (item and between.count(";") <= 3 and "\n" not in between and ". " not in between):
            return True
    if any(not _breaks(text[end:low]) for low, _ in _behind(reading.names, end, _LINE)):
        return True
    return _signed(reading, start, end)


def _signed(reading: Reading, start: int, end: int) -> bool:
    """Whether a post has a line of its own, and somebody is named in the next."""
    text = reading.text
    if text[max(0, start - 4) : start].strip(" ") not in ("", "\n") and start:
        return False
    rest = _REST.match(text, end)
    if not rest:
        return False
    return any("\n" not in text[rest.end() : low] for low, _ in _behind(reading.names, rest.end(), _CAREER))


def _given(reading: Reading, start: int, end: int) -> bool:
    """Whether a verb gives the post to a person of whom the sentence speaks."""
    text = reading.text
    reach = _VERB_FAR if _INSTRUMENTAL.search(reading.folded[start:end]) else _VERB_BEFORE
    near = (
        _AS.search(text[max(0, start - 8) : start])
        or any(not _breaks(text[high:start]) for _, high in _before(reading.verbs, start, reach))
        or (
            any(
                not _breaks(text[end:low]) and (not text[start].isascii() or _BOLUP.match(reading.folded, low))
                for low, _ in _behind(reading.verbs, end, _VERB_BEHIND)  # Kyrgyz alone has its verb behind
            )
        )
    )
    return bool(near) and (bool(reading.names) or reading.of_a_person(start, end))


def _career(reading: Reading, start: int) -> bool:
    """Whether a post is an item of a line that begins with the years of a service or the label of an employer."""
    low = max(0, start - _CAREER)
    line = reading.text[low:start].rpartition("\n")[2]
    if not line.strip(" –—-•*\t"):  # `HR assistant, Ministry (2019–2022)`
        rest = reading.text[start : start + _CAREER].partition("\n")[0]
        return "," in rest and _YEARS.search(rest) is not None
    if not _ITEM_BEFORE.search(line):
        return False
    if _YEARS.search(line):
        return True
    return any(_MARK.match(reading.text, label_end) for _, label_end in _before(reading.workplaces, start, len(line)))


def _breaks(between: str) -> bool:
    return "\n" in between or ";" in between or _SENTENCE.search(between) is not None
