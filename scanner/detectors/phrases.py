"""Phrases said of a person: vocabularies with their case forms, and what stands behind a form's label.

One pass over a text's words finds the phrases of all vocabularies, the labels of forms, and the words that speak of a
person. A phrase is believed by itself (`sure`), near a person, or behind its label; behind the label of a category that
takes free values, whatever stands there is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scanner.detectors.clauses import alone, clause, named
from scanner.detectors.cleaning import cleaned, folded
from scanner.detectors.lexicon import Hit, Lexicon
from scanner.detectors.posts import PostReader
from scanner.detectors.reading import Reading
from scanner.detectors.rules import Detector, Rules
from scanner.detectors.studies import study
from scanner.detectors.values import Value, ValueReader
from scanner.detectors.vocabulary import Means, lexicon_phrases
from scanner.folding import Clean, loose
from scanner.model import Evidence, Match

_NEXT = 60  # characters between a label without a mark and its value
_SHORTEST_ITEM = 3  # letters: `M` and `S` mean something only behind a label
_NAMED = frozenset({"awards", "education"})  # whose words have a name beside them: `медаль «Даңк»`, `… named after X`
_POSTS = frozenset({"position", "profession"})
_WITH_POSTS = frozenset({"education", "awards", "class_rank"})  # a post inside a value of these is part of it
_JOINT = re.compile(r"[ ]?(?:[,/]|[ ](?:and|и|жана|да)(?=[ ]))[ \n]{1,3}")  # what parts two phrases told as one
_COUNTED = re.compile(
    r"(?:[ ]{1,16}|[ ]?[-–—:][ ])(?:болжол менен |about |около )?\d[\d ]{0,8}(?:,\d|[ ]?%|[ ]\d{3}\b)"
)  # statistics
_LIST = ("list", "neighbours")


@dataclass(frozen=True, slots=True)
class _Found:
    """A value at `start:end` of the clean text."""

    category: str
    start: int
    end: int
    confidence: float
    why: tuple[Evidence, ...]


class PhraseDetector:
    """Finds the values of every rule with `engine: phrases`."""

    of_somebody = True

    def __init__(self, rules: Rules) -> None:
        self._rules = {rule.category: rule for rule in rules.detectors if rule.engine == "phrases" and rule.phrases}
        self._lexicon: Lexicon[Means] = Lexicon(lexicon_phrases(rules))
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
        stops = self._stops(reading)
        found = list(self._labelled(reading, stops))
        found += self._terms(reading, stops, found)
        return [_match(one, plain, text) for one in self._settled(found, plain.text)]

    # --- behind labels --------------------------------------------------------------------------------------------

    def _labelled(self, reading: Reading, stops: list[int]) -> Iterator[_Found]:
        """What stands behind labels: free values, and listed ones right after a label without a mark."""
        for hit in reading.hits:
            for means in hit.payloads:
                rule = self._rules.get(means.category) if means.kind == "label" else None
                if rule and (found := self._value(reading, rule, hit.start, hit.end, stops)):
                    why = (Evidence("cue", means.label),)
                    yield from (replace(one, why=why) for one in found)
                    break

    def _stops(self, reading: Reading) -> list[int]:
        """Where the next label begins, or a value of another kind: a value ends there."""
        stops = {
            hit.start
            for hit in reading.hits
            if any(means.kind == "label" for means in hit.payloads)
            and self._values.marked(reading.text, hit.start, hit.end)
        }
        stops.update(start for start, _ in reading.numbers)
        return sorted(stops)

    def _value(self, reading: Reading, rule: Detector, label: int, end: int, stops: list[int]) -> list[_Found]:
        """The value behind the label at `label:end`, or the several that a list there holds."""
        phrases = rule.phrases
        assert phrases is not None
        sure = phrases.confidence.value
        value = self._values.read(reading.text, label, end, stops, commas=bool(phrases.commas)) if sure else None
        if not sure or not value or reading.already_known(rule.category, value.start, value.end):
            return []
        parts = [(value.start, value.end)]
        if value.listed and phrases.commas in ("listed", "apart"):
            parts = self._values.items(reading.text, value)
            if phrases.commas == "listed":
                last = next(
                    (at for at in range(1, len(parts)) if not reading.listed(rule.category, *parts[at])), len(parts)
                )
                parts = [(value.start, parts[last - 1][1])]
        if not self._fits(reading, rule, replace(value, end=parts[-1][1])):
            return []
        return [_Found(rule.category, start, stop, sure, ()) for start, stop in parts]

    def _fits(self, reading: Reading, rule: Detector, value: Value) -> bool:
        """Whether a value is no longer than its kind, and a listed one where its label has no mark."""
        assert rule.phrases is not None
        at = bisect_left(reading.tokens, value.start, key=lambda token: token.start)
        end = bisect_left(reading.tokens, value.end, key=lambda token: token.start)
        if end - at > rule.phrases.words * (2 if value.listed else 1):
            return False
        if rule.phrases.only_listed and not reading.listed(rule.category, value.start, value.end):
            return False
        return value.marked or reading.listed(rule.category, value.start, value.start + 1)

    # --- phrases of vocabularies ------------------------------------------------------------------------------------

    def _terms(self, reading: Reading, stops: list[int], labelled: list[_Found]) -> Iterator[_Found]:
        taken = sorted((one.start, one.end, one.category) for one in labelled)
        behind: frozenset[str] = frozenset()  # the categories of the label last seen
        behind_end = -_NEXT
        for number, hit in enumerate(reading.hits):
            terms = [means for means in hit.payloads if means.kind == "term"]
            labels = frozenset(means.category for means in hit.payloads if means.kind == "label")
            if terms and not (labels and self._values.marked(reading.text, hit.start, hit.end)):
                label = behind if _on(reading.text, behind_end, hit.start) else frozenset()
                label |= _label_behind(reading, number)
                within = _category_at(taken, hit.start)
                if all(means.category != within for means in terms):
                    yield from self._term(reading, stops, hit, terms, label, within)
            if any(means.category == "institutions" for means in hit.payloads):
                yield from self._finished(reading, hit)
            if labels:
                behind, behind_end = labels, hit.end

    def _term(
        self,
        reading: Reading,
        stops: list[int],
        hit: Hit[Means],
        terms: list[Means],
        label: frozenset[str],
        within: str | None,
    ) -> Iterator[_Found]:
        """What a listed phrase is, by the label before it, by itself, or by a person spoken of near it."""
        labelled = next((means.category for means in terms if means.category in label), None)
        if labelled and not (labelled not in _POSTS and _COUNTED.match(reading.text, hit.end)):
            yield from self._behind_label(reading, hit, labelled)
        elif any(means.category in _POSTS for means in terms):
            post = self._posts.held(reading, hit, terms) if within not in _WITH_POSTS else None
            if post:
                yield _Found(post.category, post.start, post.end, post.confidence, post.why)
        elif not reading.in_a_name(hit.start, hit.end) and not _COUNTED.match(reading.text, hit.end):
            for means in terms:
                if within and means.strength != "sure":
                    continue
                if found := list(self._told(reading, stops, hit, means)):
                    yield from found
                    return

    def _behind_label(self, reading: Reading, hit: Hit[Means], category: str) -> Iterator[_Found]:
        phrases = self._rules[category].phrases
        if phrases and phrases.confidence.label:
            post = self._posts.extended(reading, hit) if category in _POSTS else hit
            yield _Found(category, post.start, post.end, phrases.confidence.label, (Evidence("list"), Evidence("cue")))

    def _told(self, reading: Reading, stops: list[int], hit: Hit[Means], means: Means) -> Iterator[_Found]:
        """A phrase told of a person without a label; where it is a label itself, what stands behind it."""
        rule = self._rules[means.category]
        assert rule.phrases is not None
        confidence = rule.phrases.confidence
        sure = {"sure": confidence.sure, "person": confidence.person, "cue": confidence.item}[means.strength]
        if not sure or reading.vetoed(means.category, hit.start):
            return
        if means.strength != "sure" and not reading.of_a_person(hit.start, hit.end):
            return
        why = tuple(map(Evidence, _LIST[: 1 + (means.strength != "sure")]))
        start, end = named(reading, hit) if means.category in _NAMED else (hit.start, hit.end)
        if means.strength == "cue" and (end - start < _SHORTEST_ITEM or not alone(reading, start, end)):
            return
        if means.category == "education":
            start, end = study(reading, start, end)
            if means.strength == "cue":  # a level with a school is more than the level
                sure = round(sure + 0.12 * (end - start > hit.end - hit.start), 2)
        elif rule.phrases.clause:
            start, end = clause(reading, hit)
            if reading.text[end : end + 2].lstrip()[:1] == ":":
                for one in self._value(reading, rule, start, end, stops):
                    yield replace(one, confidence=sure, why=why)
                return
        yield _Found(means.category, start, end, sure, why)

    def _finished(self, reading: Reading, hit: Hit[Means]) -> Iterator[_Found]:
        """A school that a verb says somebody finished: `окончила ОшГУ`, `КУУну бүтүргөн`."""
        near = any(
            (0 <= hit.start - end <= _NEXT and "\n" not in reading.text[end : hit.start])
            or (0 <= start - hit.end <= _NEXT and "\n" not in reading.text[hit.end : start])
            for start, end in reading.studied
        )
        if near and reading.of_a_person(hit.start, hit.end):
            start, end = study(reading, hit.start, hit.end)
            yield _Found("education", start, end, 0.7, (Evidence("list"), Evidence("cue")))

    # --- together ---------------------------------------------------------------------------------------------------

    def _settled(self, found: list[_Found], text: str) -> list[_Found]:
        """Of two of one category that overlap the surer, then the longer."""
        kept: list[_Found] = []
        for one in sorted(self._joined(found, text), key=lambda one: (-one.confidence, one.start - one.end)):
            if not any(
                one.category == other.category and one.start < other.end and other.start < one.end for other in kept
            ):
                kept.append(one)
        return sorted(kept, key=lambda one: (one.start, -one.end))

    def _joined(self, found: list[_Found], text: str) -> list[_Found]:
        """Clauses of one category that overlap, or have but a comma or `and` between, are one: `a Muslim and prays`."""
        joined: list[_Found] = []
        for one in sorted(found, key=lambda one: (one.category, one.start)):
            before = joined[-1] if joined and joined[-1].category == one.category else None
            phrases = self._rules[one.category].phrases
            whole = one.category == "education" or bool(phrases and phrases.clause)
            if before and whole and (one.start < before.end or _JOINT.fullmatch(text, before.end, one.start)):
                sure = max(before.confidence, one.confidence)
                joined[-1] = replace(before, end=max(before.end, one.end), confidence=sure)
            else:
                joined.append(one)
        return joined


def _on(text: str, start: int, end: int) -> bool:
    """Whether a label still speaks of what begins at `end`: no line, sentence or list between."""
    between = text[max(0, start) : end] if end - start <= _NEXT else ";"
    return between.count("\n") <= 1 and "\n" not in between.strip(" \n") and not re.search(r";|\. ", between)


def _label_behind(reading: Reading, number: int) -> frozenset[str]:
    """The categories of a label right behind a phrase: `узбек по национальности`."""
    following = reading.hits[number + 1] if number + 1 < len(reading.hits) else None
    if following is None or reading.text[reading.hits[number].end : following.start] != " ":
        return frozenset()
    labels = (means.category for means in following.payloads if means.kind == "label")
    return frozenset(labels) - _POSTS


def _category_at(taken: list[tuple[int, int, str]], start: int) -> str | None:
    at = bisect_right(taken, start, key=lambda one: one[0]) - 1
    return taken[at][2] if at >= 0 and start < taken[at][1] else None


def _match(found: _Found, plain: Clean, text: str) -> Match:
    start, end = plain.span(found.start, found.end)
    value = text[start:end]
    return Match(
        found.category, start, end, found.confidence, found.why, value=value, canonical=" ".join(loose(value).split())
    )
