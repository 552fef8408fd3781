"""Names of people in prose, forms and lists: Kyrgyz, Russian and their neighbours, in Cyrillic and in Latin script.

A capitalised word is looked up once (`names_vocabulary`), the row of words is parsed by templates
(`names_grammar`), and what stands around it settles the rest (`names_context`): labels and titles speak for a
person, words such as `көчөсү` or `имени` for a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from scanner.detectors.cleaning import cleaned
from scanner.detectors.names_context import Context, cues
from scanner.detectors.names_grammar import Parse, parses
from scanner.detectors.names_person import Person, genitive, numbered, parts_of, vouched
from scanner.detectors.names_small import small_names
from scanner.detectors.names_tokens import Row, read
from scanner.detectors.names_vocabulary import Vocabulary
from scanner.detectors.things import lends_names
from scanner.detectors.validators import pin
from scanner.folding import loose
from scanner.model import Evidence, Match

REPORTED = 0.3
"""Names less sure than this are not returned."""
_WORTH = 0.35  # a lone word less sure than this needs a title before it
_SHORT = 100  # characters of a text that is no sentence: a file's name, a cell
_LABELS = {"surname": "s", "given": "g", "patronymic": "p"}
_KNOWN = frozenset("GgHhSsRr")  # codes of words that lists or endings tell
_ORDER = "sgp"  # of the parts behind a label of full names
_RUN = re.compile(r"(?<=\|)[XCLGgHhSsdRrPQk]{1,3}")
_CYRILLIC = re.compile("[А-яЁё]")
_LATIN_ENDING = re.compile(r"[oeOE][vV](?:[aA]|ich|ICH|na|NA)?\b")
_ADJECTIVE = re.compile(
    r"(?:ого|его|ой|ый|ий|ая|ое|ые|ых|ому|ным|ской|дык|лык|тик|стан|лар|лер|дар|дер|тар|тер|тели|цы|ники|исты)$"
)
_VERB = re.compile(r"(?:[еи]т|[ую]т|[аеиы]л[аи]?|[аеи]ть|[ыиу]п|[гк]ан|[гк]ен|[дт][ыиу]|ing|ed)$")
_AND = re.compile(r",?[ ](?:(?:и|жана|менен|мнен|and|&|or|или)[ ])?|[ ]?[/&+][ ]?")
_SYLLABLES = re.compile("[A-Z][a-z]{1,5}-[a-z]{1,5}")  # `Kim Eun-bi`
_COMMA = re.compile(",[ ]")  # `Асанова, Кундуз`
_SEALS = frozenset(["М.П.", "М.О.", "М.Ө.", "M.П.", "M.O."])  # the place of one
_PRICE = re.compile(r"\d[ ]?(?:KGS|som|USD|сом)(?!\w)|(?:KGS|USD|[$€])[ ]?\d")
_PAGE = 1500  # characters of a text that has one subject
_PRICES = 4  # of a price list: `Erich Krause` is no person there
_LONG = 400  # characters of a text that has room to name somebody in full
_INITIALED = 0.85  # a surname before initials less sure than this is doubted in capitals
_SMALL = 0.76  # of a whole name written small
_SURE, _LIKELY, _DOUBTFUL, _LISTED = 0.75, 0.72, 0.5, 0.97
_PERSONAL = re.compile(r"(?<!\d)[12](?:0[1-9]|[12]\d|3[01])(?:0\d|1[0-2])(?:19|20)\d\d0\d{4}(?!\d)")  # a PIN's form
_LETTER = 20000  # characters: a text in Latin script that is no longer is read whole
_AROUND = 120  # characters of a text in Latin script that are read on either side of evidence


class NameDetector:
    """Surnames, given names and patronymics in running text."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()

    def given(self, word: str) -> bool:
        """Whether a word is a listed given name, in any case."""
        return self._vocabulary.word(word).code in "GHh"

    def refused(self, text: str, start: int, end: int) -> bool:
        """Whether the lists or the words around say that a span of a text names no person."""
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text[start:end])
        if not words or any(self._vocabulary.word(word).code == "T" for word in words):
            return True
        return Context(cleaned(text).text).of_a_place(start, end, whole=len(words) > 1)

    def base(self, word: str) -> str:
        """A single word of a name in base form, loosely folded."""
        known = self._vocabulary.word(word)
        return known.family.base() if known.family else known.given or loose(word)

    def find(self, text: str) -> list[Match]:
        """Parts of names by start, each with the number of its person within `text`."""
        plain = cleaned(text)
        row = read(plain.text, _windows(plain.text), self._vocabulary)
        context = Context(plain.text)
        persons = _settled(list(_parsed(row, context)), list(_labelled(row, context)))
        persons += [
            Person(parts_of(small.parse.roles, small.tokens), _SMALL, (Evidence("list"), Evidence("neighbours")))
            for small in small_names(plain.text, self._vocabulary, context)
            if not context.of_a_place(small.tokens[0].start, small.tokens[-1].end, whole=len(small.tokens) > 1)
        ]
        people = numbered(vouched(_worth(persons, text, context), row))
        found = [match for person in people for match in person.matches(text, plain)]
        return sorted(found, key=lambda match: match.start)


def _worth(persons: list[Person], text: str, context: Context) -> list[Person]:
    """Without lone words that only look like names, where a text of some length names nobody in full (brands), or
    speaks of things that bear names."""
    if any(person.single and not person.label for person in persons) and lends_names(context.text):
        persons = [person for person in persons if not person.single or person.label]
    if len(text) < _PAGE and any(map(_foreign, persons)) and sum(1 for _ in _PRICE.finditer(text)) >= _PRICES:
        persons = [person for person in persons if not _foreign(person)]
    if len(text) < _LONG or any(pin(found.group()).ok for found in _PERSONAL.finditer(text)):
        return persons
    if any(
        _told(person) or (person.confidence >= _SURE and len(person.parts) > 1 and not _listed(person))
        for person in persons
    ):
        return persons
    return [
        person
        for person in persons
        if person.confidence < _DOUBTFUL
        or (len(person.parts) > 1 and not (_latin(person) and (person.confidence < _LIKELY or _listed(person))))
    ]


def _latin(person: Person) -> bool:
    return any(token.word.code in "HhLRrQ" for part in person.parts for token in part.tokens)


def _foreign(person: Person) -> bool:
    """Whether only lists of foreign names speak for it: they hold brands too."""
    return not _told(person) and all(token.word.code in "hr" for part in person.parts for token in part.tokens)


def _listed(person: Person) -> bool:
    """Whether lists alone speak for a name: `John Deere` and `Granny Smith` stand on them too."""
    return person.confidence < _LISTED and {why.code for why in person.why} <= {"list", "neighbours"}


def _told(person: Person) -> bool:
    return any(why.code == "cue" for why in person.why)


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches worth reading: all of a text with Cyrillic, of another only what is near to some evidence."""
    if _CYRILLIC.search(text) or len(text) < _LETTER:
        return [(0, len(text))]
    small = text.lower()
    evidence = _latin_evidence() if any(mark in small for mark in cues().latin_marks) else _LATIN_ENDING
    windows: list[tuple[int, int]] = []
    for found in evidence.finditer(text):
        start, end = max(0, found.start() - _AROUND), min(len(text), found.end() + _AROUND)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


@cache
def _latin_evidence() -> re.Pattern[str]:
    return re.compile(rf"{_LATIN_ENDING.pattern}|(?i:{'|'.join(cues().latin_marks)})")


def _parsed(row: Row, context: Context) -> Iterator[Person]:
    """The persons that the grammar sees, judged by what stands around them."""
    for parse in _told_apart(row, context):
        tokens = row.words(parse.start, parse.end)
        if parse.roles == "s" and tokens[0].word.code == "X" and _ADJECTIVE.search(tokens[0].text):
            continue
        if "".join(token.text for token in tokens[:2]) in _SEALS and (
            "n" in row.codes[parse.start : parse.end] or tokens[-1].word.code not in "SR"
        ):
            continue
        if "+" in parse.roles and genitive(tokens[parse.roles.index("+") - 1]):
            continue  # `Асандын уулу`: somebody's son, no name
        codes = row.codes[parse.start : parse.end].replace("n", "")
        person = Person(parts_of(parse.roles, tokens), parse.confidence, _evidence(codes))
        person = _judged(person, context)
        if person.confidence >= REPORTED:
            yield person


def _told_apart(row: Row, context: Context) -> Iterator[Parse]:
    """What the grammar sees, without unknown words that nothing around speaks for; a known name beside one stays."""
    for parse in parses(row.codes):
        if parse.confidence >= _WORTH or _spoken_for(row, parse, context):
            yield parse
        elif row.codes[parse.start] in "XL" and row.codes[parse.end - 1] in "GgHh":
            for rest in parses(row.codes[parse.end - 1 : parse.end]):
                alone = replace(rest, start=parse.end - 1, end=parse.end)
                if alone.confidence >= _WORTH or _spoken_for(row, alone, context):
                    yield alone


def _spoken_for(row: Row, parse: Parse, context: Context) -> bool:
    """Whether something around words that are less than sure says that they name a person."""
    tokens = row.words(parse.start, parse.end)
    start, end = tokens[0].start, tokens[-1].end
    codes = row.codes[parse.start : parse.end]
    known = codes[0] in _KNOWN
    if codes == "I":
        return context.honoured(start)
    if codes == "L":
        return context.honoured(start) or (context.titled(start) and context.addressed(end))
    if codes[0] == "L" or codes in ("IL", "XG"):
        if _ADJECTIVE.search(tokens[0].text) or _VERB.search(tokens[0].text):
            return False
        if context.honoured(start) or context.described(end, known=codes[-1] in _KNOWN):
            return True
        if codes[-1] == "I" or codes == "IL":
            return context.in_company(start, end) or context.itemised(start, end) or context.titled(start, known=True)
        if codes[-1] == "L":
            return False
        plain = codes[0] == "L" or tokens[0].text[-1] not in "аяыиуюнАЯЫИУЮН"  # no genitive: `курьер Соцфонда Акбар`
        return context.itemised(start, end) or (plain and context.titled(start, known=True))
    near = context.titled(start, known=known) or context.addressed(end) or context.speaks(start, end)
    if not near and known:
        near = context.described(end, known=True) or context.acts(start, end) or context.slashed(start, end)
        near = near or (len(tokens) == 1 and _beside(row, parse, context))
    return near or (len(tokens) > 1 and context.titled_far(start))


def _beside(row: Row, parse: Parse, context: Context) -> bool:
    """Whether a listed name stands next in a list: `Айбек, Рахат жана Нурия`."""
    for place, joint in zip((parse.start - 2, parse.end + 1), (parse.start - 1, parse.end), strict=True):
        if 0 <= place < len(row.codes) and row.codes[joint] == "|" and row.codes[place] in "GHSRr":
            first, last = sorted((row.tokens[place], row.tokens[parse.start]))
            if (_AND if row.codes[place] in "GH" else _COMMA).fullmatch(context.text, first.end, last.start):
                return row.codes[place] != "r" or context.titled(first.start, known=True)
    return False


@cache
def _evidence(codes: str) -> tuple[Evidence, ...]:
    kinds = {"list": "GHhgr", "ending": "SsdRPQVU", "initials": "I"}
    why = tuple(Evidence(code) for code, letters in kinds.items() if set(letters) & set(codes))
    return (*why, Evidence("neighbours")) if len(codes) > 1 else why


def _judged(person: Person, context: Context) -> Person:
    """The person with a confidence that minds labels, titles, and words that make the name a place's."""
    label = context.label(person.start)
    if label:
        return _under_label(person, label)
    if context.of_a_place(person.start, person.end, whole=person.whole or person.listed_first):
        return replace(person, confidence=0.0)
    alone = len(person.parts) == 1
    if person.single and context.of_no_person(person.start, person.end):
        return replace(person, confidence=0.0)
    known = person.parts[0].tokens[0].word.code in _KNOWN
    word = person.parts[0].tokens[0].word
    turns = word.code in "GgHhSR" and not (person.shouted and word.code in "gh")
    if alone and word.ordinary:
        return replace(person, confidence=0.0)
    quoted = alone and context.quoted(person.start, person.end)
    if alone and not quoted and (context.addressed(person.end) or (turns and context.speaks(person.start, person.end))):
        return _raised(person, 0.25)
    if alone and known and context.signed(person.start, person.end):
        return _raised(person, 0.25)
    if person.confidence < _DOUBTFUL and (weak := _weak(person, context)):
        return replace(_raised(person, weak), why=(*person.why, Evidence("neighbours")))
    if context.titled(person.start, known=known) and not quoted:
        return _raised(person, 0.25)
    if person.listed_first and person.confidence >= _INITIALED:
        return replace(person, confidence=round(person.confidence - (0.35 if person.shouted else 0), 2))
    if len(person.parts) > 1 and person.confidence < 0.5 and not person.shouted and context.titled_far(person.start):
        return _raised(person, 0.45)
    if person.whole:
        codes = {token.word.code for part in person.parts for token in part.tokens}
        unknown = bool(codes & set("XCL")) or codes <= set("gd")
        odd = unknown and (person.shouted or context.quoted(person.start, person.end))
        return replace(person, confidence=round(person.confidence - 0.45, 2)) if odd else person
    doubt = 0.5 if person.shouted or context.quoted(person.start, person.end) else 0.0
    if person.single and not word.named and len(context.text) > _SHORT and context.opens_sentence(person.start):
        doubt += 0.05
    return replace(person, confidence=round(person.confidence - doubt, 2))


def _weak(person: Person, context: Context) -> float:
    """What evidence adds to a name that was only taken for one because of it."""
    codes = "".join(token.word.code for part in person.parts for token in part.tokens)
    if person.confidence < _WORTH and (codes[0] == "L" or codes in ("I", "IL", "XG")):
        return _SURE - person.confidence
    if codes == "rL":
        told = _SYLLABLES.fullmatch(person.parts[1].tokens[0].text) or context.described(person.end, known=False)
        return 0.3 if told else 0.0
    if codes == "hI":
        return 0.3
    if person.single and context.slashed(person.start, person.end):
        return 0.3
    if codes not in ("g", "h") or person.shouted or context.titled(person.start, known=True):
        return 0.0
    return 0.0 if context.quoted(person.start, person.end) else 0.3


def _under_label(person: Person, label: str) -> Person:
    parts = person.parts
    given = label in _LABELS and _LABELS[label] == "g" and _latin(person) and "p" not in person.roles
    if label in _LABELS and (len(parts) == 1 or given):
        parts = tuple(replace(part, role=_LABELS[label]) for part in parts)  # `Given names: John Paul`
    return replace(_raised(person, 0.4), parts=parts, label=label)


def _raised(person: Person, by: float) -> Person:
    cue = (*person.why, Evidence("cue"))
    return replace(person, confidence=round(min(0.97, person.confidence + by), 2), why=cue)


def _labelled(row: Row, context: Context) -> Iterator[Person]:
    """Names that a label tells, whatever the words are."""
    for run in _RUN.finditer(row.codes):
        tokens = row.words(run.start(), run.end())
        label = context.label(tokens[0].start)
        alone = len(tokens) == 1 and tokens[0].word.code not in "Ssd"
        if not label or (label == "full" and (alone or tokens[0].word.code == "L")):
            continue
        roles = _LABELS.get(label) or _ORDER[: len(tokens)]
        yield Person(parts_of(roles, tokens[: len(roles)]), 0.75, (Evidence("cue"),), label)


def _settled(parsed: list[Person], labelled: list[Person]) -> list[Person]:
    """Both kinds without overlaps: the grammar knows better where it sees as many words of a name, or more."""
    owners = {start: person.starts for person in parsed for start in person.starts}
    kept = [person for person in labelled if not person.starts <= owners.get(person.start, frozenset())]
    taken = {start for person in kept for start in person.starts}
    return kept + [person for person in parsed if taken.isdisjoint(person.starts)]
