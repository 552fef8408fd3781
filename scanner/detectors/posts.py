"""Posts and trades: whether somebody holds one, and which of the two it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from scanner.detectors.found import Found
from scanner.detectors.lexicon import Hit
from scanner.detectors.names_terms import places
from scanner.detectors.posts_extent import has_unit, left, right
from scanner.detectors.posts_near import (
    an_item,
    given_by_verb,
    in_career,
    name_before,
    name_behind,
    on_line,
    said_of,
    written_to,
)
from scanner.detectors.posts_trade import Trade
from scanner.detectors.reading import Reading
from scanner.detectors.vocabulary import Means
from scanner.model import NAMES, Evidence

_WHOLES = frozenset({"address", "birth_place", "email", *NAMES})
_I_AM = re.compile(r"[^\W\d_]{4,}м[ыиу]н")  # `сантехникмин`
_FIELD = re.compile(r"[^\W\d_]{3,}(?:лог|ном|граф|тер|метр|ург|иатр|соф|хник|техн)(?:и[яиюей]{1,2}|иями?|иях)")
_AREA = re.compile(r"[^\W\d_]{3,}(?:тик|ник|фик|ург|терап|истик)(?:а|асы|ия)")  # `статистика`, no form of `статистик`
_RANKED = re.compile(r"(?:инспектор|советник|кенешчи|adviser|advisor|inspector|counsell?or)[^\W\d_]{0,8}")
_CLASS = re.compile(r",?[ ](?:\d|[ivx]{1,3})(?:-?[^\W\d_]{1,3})?[ -](?:клас|class|klas)")
_CLASS_BEFORE = re.compile(r"\d-?[ ]?(?:класстагы|класстын|класс|го класса)[ ](?:[^\W\d_]{5,14}[ ])?\Z")
_MANY = re.compile(
    r"(?:(?:(?<!ди)(?<!мак)л[аео]|[мнй]де|чта|дисте)р(?:[ыиу]?|[гд][аео]н?|[нд][ыиу]н?)|[^\W\d_](?:ов|ев|ами|ями|ах|ях)|[^\Ws]s)\Z"
)  # the plural
_IS = re.compile(r"\b(?:is|was|became|am|been)(?: an?| the| our| now| currently| still)? \Z")
# Words of programs that are written as posts are (`directory`, `constructor`), a line of a change log, and surnames
# that are trades: `Sarah Miner`, `Miller, J.`
_PROGRAM = re.compile(r"director(?:y|ies)|constructors?|interpreter script|loaders?|builders?")
_CHANGE = re.compile(
    r"[ ]{0,6}[*+-] (?:\[?[0-9a-f]{7,40}\b.*|[a-z][\w/.,-]{1,30}: .*|.*\([A-Z][^()\n]{3,40}\)(?: ?#\d+\S*)?[ ]*)"
)
_SURNAME = re.compile(
    r"Mill?er|Miner|Baker|Cook|Taylor|Tailor|Mason|Potter|Fisher|Shepherd|Hunter|Weaver|Turner|Barber|Butcher|Painter"
    r"|Carpenter|Singer|Brewer|Dyer|Tanner|Trader|Merchant|Sailor|Farmer|Porter|Driver|Archer|Builder|Gardener|Page"
)
_GIVEN_BEFORE = re.compile(r"(?<!\A)\b(?!The|Our|My|His|Her|An?\b)[A-Z][a-z]+ \Z")
_INITIAL = re.compile(r",? [A-Z]\.")
_OF_WHAT = re.compile(r"[^\W\d_]{3}[нтд][ыиу]н[ ]\Z")  # `филиалынын слесары`
_PARTY = re.compile(r"[^.]?[ ]?\bThe \Z")  # `The Consultant` of a contract
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
        of_a_unit = of_a_unit or any(
            _OF_WHAT.search(reading.folded, max(0, at - 20), at) is not None for at in {start, hit.start}
        )
        several = hit.first == hit.last and _MANY.search(reading.folded, max(start, hit.end - 8), hit.end) is not None
        trade = Trade(reading, terms, start, end, bare=bare, of_a_unit=of_a_unit)
        list_ = Evidence("list")
        if name_behind(reading, start, end):
            return Found(trade.category(behind=True), start, end, 0.9, (list_, Evidence("neighbours")))
        if several or (bare and _AREA.fullmatch(reading.folded, hit.start, hit.end)):
            return None
        if name_before(reading, start, end):
            return Found(trade.category(), start, end, 0.9, (list_, Evidence("neighbours")))
        if in_career(reading, start):
            return Found(trade.category(behind=True, career=True), start, end, 0.75, (list_, Evidence("cue")))
        sure = any(means.strength == "sure" for means in terms)
        if sure and written_to(reading, hit.start, hit.end):
            return Found("position", start, end, 0.75, (list_, Evidence("neighbours")))
        if said_of(reading, start) and reading.of_a_person(start, end):
            return Found(trade.category(), start, end, 0.7, (list_, Evidence("neighbours")))
        if given_by_verb(reading, start, end) or (of_a_unit and _IS.search(reading.text[max(0, start - 20) : start])):
            return Found(trade.category(), start, end, 0.75, (list_, Evidence("cue")))
        if _I_AM.fullmatch(reading.folded[reading.tokens[hit.last].start : hit.end]):
            return Found(trade.category(), start, end, 0.75, (list_, Evidence("neighbours")))
        plainly = of_a_unit or (sure and not (bare and hit.first == hit.last)) or an_item(reading, start, end)
        if not vague and (plainly or sure) and on_line(reading, start, end, near=not plainly):
            return Found(trade.category(), start, end, 0.6 + 0.1 * sure, (list_, Evidence("neighbours")))
        if trade.of_kin_near:
            return Found("profession", start, end, 0.7, (list_, Evidence("neighbours")))
        if trade.hardly_a_post and reading.owners:
            return Found("profession", start, end, 0.6, (list_,))
        return None


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
        or (
            hit.first == hit.last
            and reading.text[hit.start].isascii()
            and _of_a_program(reading.text, hit.start, hit.end)
        )
        or _SIGN.search(reading.folded[max(0, hit.start - 12) : hit.start])
        or (reading.text[max(0, hit.start - 1) : hit.start] == "«" and reading.text.startswith("»", hit.end))
        or (_RANKED.fullmatch(word) and _CLASS.match(reading.folded, hit.end))
        or (_RANKED.fullmatch(word) and _CLASS_BEFORE.search(reading.folded[max(0, hit.start - 34) : hit.start]))
    )


def _of_a_program(text: str, start: int, end: int) -> bool:
    """Whether an English word is a program's or a surname."""
    if _PROGRAM.fullmatch(text, start, end):
        return True
    if _SURNAME.fullmatch(text, start, end) and (
        _GIVEN_BEFORE.search(text, max(0, start - 20), start) or _INITIAL.match(text, end)
    ):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start], text[start:].partition("\n")[0]
    return text[start].islower() and _CHANGE.fullmatch("".join(line)) is not None
