"""Phrases said of a person: vocabularies with their case forms, and what stands behind a form's label.

One pass over a text's words finds the phrases of all vocabularies, the labels of forms, and the words that speak of a
person. A phrase is believed by itself (`sure`), near a person, or behind its label; behind the label of a category that
takes free values, whatever stands there is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scanner.detectors.cleaning import cleaned, folded
from scanner.detectors.lexicon import Hit, Lexicon, Token
from scanner.detectors.posts import Post, PostReader
from scanner.detectors.rules import Detector, Rules
from scanner.detectors.studies import study
from scanner.detectors.values import Value, ValueReader, balanced
from scanner.detectors.vocabulary import Means, person_words, phrase_terms, post_parts, study_parts
from scanner.folding import Clean, loose
from scanner.model import Evidence, Match

_NAMES = frozenset({"surname", "given_name", "patronymic"})
_NUMBERS = frozenset({"pin", "passport", "phone", "email", "current_account", "birth_date", "birth_year"})
_OWN = frozenset({"pin", "passport", "birth_date", "birth_year"})
_NEAR = 120  # characters between a phrase and the person it is said of
_NEXT = 60  # characters between a label without a mark and its value
_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\d))[.!?…][\s»\")]|\n[ ]*\n")
_CLAUSE = 80  # characters of a clause on either side
_CLAUSE_WORDS = 10
_CLAUSE_END = re.compile(r"[,;:!?()\[\]\n|]|[.](?=\s|$)|[ ][-–—][ ]|[ ]{2}")
_TRIMMED = " \t\n.,-–—_'/"
_AND = re.compile(r"[ ](?:and|и|жана|да)[ ]")
_ITEM_BEFORE = re.compile(r"(?:[,;:(|\t!/]|[-–—]|[ ]{2})[ «\"]{0,2}$|\A$|\n[ ]{0,3}$")
_ITEM_BEHIND = re.compile(r"[»\"]?(?:[ ]?[,;)|\t!\n/]|[ ]{2}|[ ]?[-–—][ ]|\.?\s*$|\.[ \n])")
_SHORTEST_LABEL = 2  # letters: a label has more
_POSTS = frozenset({"position", "profession"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A value at `start:end` of the clean text."""

    category: str
    start: int
    end: int
    confidence: float
    why: tuple[Evidence, ...]


@dataclass(slots=True)
class Reading:
    """A text with all that is known of it while its phrases are read. Offsets are of the clean text."""

    text: str = field(repr=False)
    folded: str = field(repr=False)
    tokens: Sequence[Token]
    hits: list[Hit[Means]]
    known: list[tuple[int, int, str]]  # what other detectors found, by start
    names: list[tuple[int, int]] = field(init=False)
    people: list[int] = field(init=False)  # where something speaks of a person
    parts: dict[int, frozenset[str]] = field(init=False)  # start of a word → which parts of a post it may be
    verbs: list[tuple[int, int]] = field(init=False)  # that give a post
    workplaces: list[tuple[int, int]] = field(init=False)  # labels of employers
    kin: list[tuple[int, int]] = field(init=False)
    studies: list[int] = field(init=False)  # where words of education begin
    studied: list[tuple[int, int]] = field(init=False)  # verbs of finishing a school

    def __post_init__(self) -> None:
        self.names = [(start, end) for start, end, category in self.known if category in _NAMES]
        marks = {start for start, _, category in self.known if category in _NAMES or category in _OWN}
        marks.update(hit.start for hit in self.hits if any(means.kind == "person" for means in hit.payloads))
        self.people = sorted(marks)
        parts: dict[int, frozenset[str]] = {}
        for hit in self.hits:
            kinds = frozenset(means.category for means in hit.payloads if means.kind == "part")
            if kinds:
                parts.update((token.start, kinds) for token in self.tokens[hit.first : hit.last + 1])
        self.parts = parts
        schools = {"institutions", "specialities", "education"}
        self.studies = [hit.start for hit in self.hits if any(means.category in schools for means in hit.payloads)]
        self.studied = [
            (hit.start, hit.end) for hit in self.hits if any(means.category == "studied" for means in hit.payloads)
        ]
        self.verbs, self.workplaces, self.kin = (
            [(hit.start, hit.end) for hit in self.hits if kind in parts.get(hit.start, ())]
            for kind in ("verbs", "workplaces", "kin")
        )

    def already_known(self, category: str, value: Value) -> bool:
        """Whether another detector has read a value of the category there: a place of birth is an address's parts."""
        at = bisect_right(self.known, value.end - 1, key=lambda one: one[0])
        return any(other == category and value.start < end for _, end, other in self.known[max(0, at - 6) : at])

    def of_a_person(self, start: int, end: int) -> bool:
        """Whether a person is spoken of in the sentence around a span, or just before it."""
        at = bisect_left(self.people, start - _NEAR)
        while at < len(self.people) and self.people[at] < end + _NEAR:
            mark = self.people[at]
            if mark < start or mark >= end:
                low, high = (mark, start) if mark < start else (end, mark)
                if not _SENTENCE.search(self.text, low, high):
                    return True
            at += 1
        return False


class PhraseDetector:
    """Finds the values of every rule with `engine: phrases`."""

    of_somebody = True

    def __init__(self, rules: Rules) -> None:
        self._rules = {rule.category: rule for rule in rules.detectors if rule.engine == "phrases"}
        self._lexicon: Lexicon[Means] = Lexicon(_phrases(rules))
        self._values = ValueReader()
        self._posts = PostReader()

    def find(self, text: str, known: Sequence[Match]) -> list[Match]:
        """Matches by start, given what the other detectors found in the same text."""
        plain = cleaned(text)
        folded_text = folded(text)
        tokens = self._lexicon.tokens(folded_text)
        hits = list(self._lexicon.hits(folded_text, tokens))
        if not hits:
            return []
        spans = sorted((plain.cleaned(match.start), plain.cleaned(match.end), match.category) for match in known)
        reading = Reading(plain.text, folded_text, tokens, hits, spans)
        found = list(self._labelled(reading))
        found += self._terms(reading, found)
        return [_match(one, plain, text) for one in _settled(found, plain.text)]

    # --- behind labels --------------------------------------------------------------------------------------------

    def _labelled(self, reading: Reading) -> Iterator[_Found]:
        """What stands behind labels: free values, and listed ones right after a label without a mark."""
        stops = self._stops(reading)
        for hit in reading.hits:
            for means in hit.payloads:
                rule = self._rules.get(means.category) if means.kind == "label" else None
                if rule is None or rule.phrases is None or rule.phrases.confidence.value is None:
                    continue
                value = self._values.read(reading.text, hit.start, hit.end, stops, commas=rule.phrases.commas)
                if value and self._fits(reading, rule, value) and not reading.already_known(rule.category, value):
                    why = (Evidence("cue", means.label),)
                    yield _Found(rule.category, value.start, value.end, rule.phrases.confidence.value, why)
                    break

    def _stops(self, reading: Reading) -> list[int]:
        """Where the next label begins, or a value of another kind: a value ends there."""
        stops = {
            hit.start
            for hit in reading.hits
            if any(means.kind == "label" for means in hit.payloads)
            and self._values.marked(reading.text, hit.start, hit.end)
        }
        stops.update(start for start, _, category in reading.known if category in _NUMBERS)
        return sorted(stops)

    def _fits(self, reading: Reading, rule: Detector, value: Value) -> bool:
        assert rule.phrases is not None
        at = bisect_left(reading.tokens, value.start, key=lambda token: token.start)
        end = bisect_left(reading.tokens, value.end, key=lambda token: token.start)
        if end - at > rule.phrases.words * (2 if value.listed else 1):
            return False
        return value.marked or any(
            hit.start == value.start
            and any(means.kind == "term" and means.category == rule.category for means in hit.payloads)
            for hit in reading.hits
        )

    # --- phrases of vocabularies ------------------------------------------------------------------------------------

    def _terms(self, reading: Reading, labelled: list[_Found]) -> Iterator[_Found]:
        taken = sorted((one.start, one.end, one.category) for one in labelled)
        label: tuple[frozenset[str], int] | None = None  # category and end of the label last seen
        for number, hit in enumerate(reading.hits):
            kinds = {means.kind for means in hit.payloads}
            if "term" in kinds and not ("label" in kinds and self._values.marked(reading.text, hit.start, hit.end)):
                within = _category_at(taken, hit.start)
                yield from self._term(reading, number, hit, label, within)
            if within_study := self._finished(reading, hit):
                yield within_study
            for means in hit.payloads:
                if means.kind == "label":
                    label = (frozenset(other.category for other in hit.payloads if other.kind == "label"), hit.end)
                    break

    def _item(self, reading: Reading, hit: Hit[Means], category: str) -> _Found | None:
        """A listed word by itself in a list of a person's particulars; a school with what was studied there."""
        phrases = self._rules[category].phrases
        why = (Evidence("list"), Evidence("neighbours"))
        if not (
            phrases and phrases.confidence.item and alone(reading.text, hit) and reading.of_a_person(hit.start, hit.end)
        ):
            return None
        start, end, sure = hit.start, hit.end, phrases.confidence.item
        if category == "education":
            start, end = study(reading, hit.start, hit.end)
            sure += 0.12 * (end - start > hit.end - hit.start)
        return _Found(category, start, end, round(sure, 2), why)

    def _finished(self, reading: Reading, hit: Hit[Means]) -> _Found | None:
        """A school that a verb says somebody finished: `окончила ОшГУ`, `КУУну бүтүргөн`."""
        if not any(means.category == "institutions" for means in hit.payloads):
            return None
        near = any(
            (0 <= hit.start - end <= _NEXT and "\n" not in reading.text[end : hit.start])
            or (0 <= start - hit.end <= _NEXT and "\n" not in reading.text[hit.end : start])
            for start, end in reading.studied
        )
        if not near or not reading.of_a_person(hit.start, hit.end):
            return None
        start, end = study(reading, hit.start, hit.end)
        return _Found("education", start, end, 0.7, (Evidence("list"), Evidence("cue")))

    def _term(
        self,
        reading: Reading,
        number: int,
        hit: Hit[Means],
        label: tuple[frozenset[str], int] | None,
        within: str | None,
    ) -> Iterator[_Found]:
        terms = [means for means in hit.payloads if means.kind == "term"]
        near = label and hit.start - label[1] <= _NEXT and _on(reading.text, label[1], hit.start)
        behind = label[0] if label and near else frozenset()
        for means in terms:
            if within == means.category:
                return
        chosen = next((means for means in terms if means.category in behind), None)
        if chosen:
            rule = self._rules[chosen.category]
            sure = rule.phrases and rule.phrases.confidence.label
            if sure:
                post = self._posts.extended(reading, hit) if chosen.category in _POSTS else None
                start, end = (post.start, post.end) if post else (hit.start, hit.end)
                yield _Found(chosen.category, start, end, sure, (Evidence("list"), Evidence("cue")))
            return
        if any(means.category in _POSTS for means in terms):
            if within is None or within not in ("education", "awards", "class_rank"):
                yield from self._post(reading, hit, terms)
            return
        for means in terms:
            rule = self._rules[means.category]
            assert rule.phrases is not None
            if within and means.strength != "sure":
                continue
            if means.strength == "cue":
                item = self._item(reading, hit, means.category)
                if item:
                    yield item
                    return
                continue
            start, end = clause(reading, hit) if rule.phrases.clause else (hit.start, hit.end)
            if means.category == "education":
                start, end = study(reading, hit.start, hit.end)
            if means.strength == "sure" and rule.phrases.confidence.sure:
                yield _Found(means.category, start, end, rule.phrases.confidence.sure, (Evidence("list"),))
                return
            if (
                means.strength == "person"
                and rule.phrases.confidence.person
                and reading.of_a_person(hit.start, hit.end)
            ):
                why = (Evidence("list"), Evidence("neighbours"))
                yield _Found(means.category, start, end, rule.phrases.confidence.person, why)
                return

    def _post(self, reading: Reading, hit: Hit[Means], terms: list[Means]) -> Iterator[_Found]:
        post: Post | None = self._posts.held(reading, hit, terms)
        if post:
            yield _Found(post.category, post.start, post.end, post.confidence, post.why)


def alone(text: str, hit: Hit[Means]) -> bool:
    """Whether a phrase is an item by itself between commas, bars or brackets: in a list of particulars."""
    before, behind = text[max(0, hit.start - 4) : hit.start], text[hit.end : hit.end + 4]
    return bool(_ITEM_BEFORE.search(before) and _ITEM_BEHIND.match(behind))


def clause(reading: Reading, hit: Hit[Means]) -> tuple[int, int]:
    """The clause around a phrase without the person it is said of, or the phrase where the clause is long."""
    text = reading.text
    low = max((mark.end() for mark in _CLAUSE_END.finditer(text, max(0, hit.start - _CLAUSE), hit.start)), default=-1)
    start = max(0, hit.start - _CLAUSE) if low < 0 else low
    high = _CLAUSE_END.search(text, hit.end, hit.end + _CLAUSE)
    end = high.start() if high else min(len(text), hit.end + _CLAUSE)
    for name in reading.names:  # the person stands first in the clause
        if start <= name[0] < hit.start:
            start = name[1]
    for other in reading.hits:
        if (
            start <= other.start
            and other.end <= hit.start
            and any(means.kind in ("person", "label") for means in other.payloads)
        ):
            start = other.end
    value = text[start:end]
    start += len(value) - len(value.lstrip(_TRIMMED))
    end -= len(value) - len(value.rstrip(_TRIMMED))
    start, end = balanced(text, start, end)
    words = text[start:end].count(" ") + 1
    return (start, end) if start <= hit.start and end >= hit.end and words <= _CLAUSE_WORDS else (hit.start, hit.end)


def _phrases(rules: Rules) -> Iterator[tuple[str, Means]]:
    """Every phrase of the vocabularies, the labels of all rules, the words for persons and for parts of posts."""
    for rule in rules.detectors:
        labels = {cue.replace("/", " ") for cue in rule.cues if sum(map(str.isalpha, cue)) > _SHORTEST_LABEL}
        beginnings = tuple(f"{label.rstrip('*')} " for label in labels)
        if rule.phrases and rule.phrases.terms:
            for phrase, strength in phrase_terms(rule.phrases.terms):
                if not phrase.startswith(beginnings):  # the label is no part of the value
                    yield phrase, Means("term", rule.category, strength)
        for label in sorted(labels):
            yield label, Means("label", rule.category, label=label.rstrip("*"))
    for word in person_words().words:
        yield word, Means("person", "")
    schools = study_parts()
    for kind, words in (
        ("institutions", schools.institutions),
        ("specialities", schools.specialities),
        ("studied", schools.verbs),
    ):
        for word in words:
            yield word, Means("study", kind)
    parts = post_parts()
    for kind in ("modifiers", "units", "unit_words", "verbs", "workplaces", "kin"):
        for word in getattr(parts, kind):
            yield word, Means("part", kind)


def _on(text: str, start: int, end: int) -> bool:
    """Whether a label still speaks of what begins at `end`: no line, sentence or list between."""
    between = text[start:end]
    return (
        between.count("\n") <= 1 and ";" not in between and not between.strip(" \n").count("\n") and ". " not in between
    )


def _category_at(taken: list[tuple[int, int, str]], start: int) -> str | None:
    at = bisect_right(taken, start, key=lambda one: one[0]) - 1
    return taken[at][2] if at >= 0 and start < taken[at][1] else None


def _settled(found: list[_Found], text: str) -> list[_Found]:
    """Of two of one category that overlap the surer, then the longer."""
    kept: list[_Found] = []
    for one in sorted(_joined(found, text), key=lambda one: (-one.confidence, one.start - one.end)):
        if not any(
            one.category == other.category and one.start < other.end and other.start < one.end for other in kept
        ):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, -one.end))


def _joined(found: list[_Found], text: str) -> list[_Found]:
    """Two of one category with nothing but `and` between them are one: `a practising Muslim and prays`."""
    joined: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.category, one.start)):
        before = joined[-1] if joined else None
        if before and before.category == one.category and _AND.fullmatch(text, before.end, max(before.end, one.start)):
            joined[-1] = replace(before, end=one.end)
        else:
            joined.append(one)
    return joined


def _match(found: _Found, plain: Clean, text: str) -> Match:
    start, end = plain.span(found.start, found.end)
    value = text[start:end]
    return Match(
        found.category, start, end, found.confidence, found.why, value=value, canonical=" ".join(loose(value).split())
    )
