"""What stands behind the labels of forms: free values, and listed ones right after a label without a mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scanner.detectors.found import Found
from scanner.detectors.options import boxed
from scanner.detectors.reading import Reading, beginning_in
from scanner.detectors.rules import Phrases
from scanner.detectors.studies import study
from scanner.detectors.values import Value, ValueReader, balanced
from scanner.model import Evidence

_STUDIED = frozenset({"education", "profession", "position"})
_AMOUNT = re.compile(r"\d[\d ]{2,9}(?:[.,]\d\d)?[ ]?(?:сом|som|KGS|USD|тыс|\$)")
_LEARNING = re.compile(r"(?<![^\W\d_])(?:билими|образование|education)[ ]\Z")
_SCHOOL = 60  # characters of an institution behind a label without a mark
_AND = re.compile(r"[ ](?:жана|и|and)[ ]")


class LabelledValues:
    """Finds the values behind labels, by the rules of each category."""

    def __init__(self, rules: Mapping[str, Phrases]) -> None:
        self._rules = rules
        self._values = ValueReader()

    def marked(self, reading: Reading, start: int, end: int) -> bool:
        """Whether the words `start:end` are parted from what follows as a label is from its value."""
        return self._values.marked(reading.text, start, end)

    def stops(self, reading: Reading) -> list[int]:
        """Where a value ends: the next label begins there, or a value of another kind."""
        stops = {
            hit.start
            for hit in reading.hits
            if any(means.kind == "label" for means in hit.payloads) and self.marked(reading, hit.start, hit.end)
        }
        stops.update(start for start, _ in reading.numbers)
        return sorted(stops)

    def find(self, reading: Reading) -> Iterator[Found]:
        """The values of all labels; of a label of several categories, of the first that takes it."""
        for hit in reading.hits:
            for means in hit.payloads:
                ours = means.kind == "label" and means.category in self._rules
                if ours and means.category == "profession" and reading.of_a_study(hit.start):
                    break  # `окончил колледж по специальности «Сварочное дело»`
                if ours and (found := self.behind(reading, means.category, hit.start, hit.end)):
                    why = (Evidence("cue", means.label),)
                    yield from (replace(one, why=why) for one in found)
                    break

    def behind(self, reading: Reading, category: str, label: int, end: int) -> list[Found]:
        """The value behind the label at `label:end`, or the several that a list there holds; why is left open."""
        rule = self._rules[category]
        sure = rule.confidence.value
        value = self._values.read(reading.text, label, end, reading.stops, commas=bool(rule.commas)) if sure else None
        if not sure or not value or reading.already_known(category, value.start, value.end):
            return []
        if reading.says_nothing(value.start):
            return []
        if (rule.extent in ("named", "post") or rule.only_listed) and not value.marked:
            return []  # `наградить ценным подарком Асанова Б., водителя`: the listed phrase alone
        if rule.extent == "post" and beginning_in(reading.names, value.start, value.start + 1):
            return []  # `Guard on post: Asanov B.`
        if rule.extent == "named" and beginning_in(reading.names, value.start, value.start + 1):
            return []  # `Наградить: Асанова Б., водителя`
        if (value.start, value.end) in reading.kin:  # `кесиби: атасы — курулушчу`
            return []
        if value.start in reading.choices or boxed(reading.text, value.start, value.end):
            return []
        if rule.only_listed and (names := beginning_in(reading.names, value.start + 1, value.end)):
            whole = reading.text[value.start : names[0][0]].rstrip()
            value = replace(value, end=value.start + len(whole))
        parts = self._parts(reading, category, value)
        if not self._fits(reading, category, replace(value, end=parts[-1][1])):
            return []
        return [Found(category, start, stop, sure, ()) for start, stop in parts]

    def _parts(self, reading: Reading, category: str, value: Value) -> list[tuple[int, int]]:
        """A value as one, with its listed items only, or each item apart."""
        rule = self._rules[category]
        commas = rule.commas
        items = self._values.items(reading.text, value)
        if commas == "listed":
            listed = [reading.listed(category, *item) for item in items[1:]]
            last = listed.index(False) if False in listed else len(listed)
            return [(value.start, items[last][1])]
        if rule.extent == "study":
            last = next((at for at, item in enumerate(items) if at and self._else(reading, value, *item)), len(items))
            end = items[last - 1][1] if items else value.end
            return [(value.start, max(end, study(reading, value.start, end)[1]))]
        if commas != "apart":
            return [(value.start, value.end)]
        parts = []
        for start, end in items:
            for mark in _AND.finditer(reading.text, start, end):
                if reading.listed(category, start, mark.start()) and reading.listed(
                    category, mark.end(), min(end, mark.end() + 60)
                ):
                    parts.append((start, mark.start()))
                    start = mark.end()
            parts.append((start, end))
        return [balanced(reading.text, *part) for part in parts]

    def _else(self, reading: Reading, value: Value, start: int, end: int) -> bool:
        """Whether an item behind education tells of something else: `жогорку, ажырашкан`."""
        if any(start <= at < end for at in reading.studies):
            return False
        meant = [means for hit in reading.hits_in(start, end) for means in hit.payloads if means.kind == "term"]
        return not value.marked or any(means.category not in _STUDIED for means in meant)

    def _fits(self, reading: Reading, category: str, value: Value) -> bool:
        """Whether a value is no longer than its kind, and a listed one where its label has no mark."""
        rule = self._rules[category]
        at = bisect_left(reading.tokens, value.start, key=lambda token: token.start)
        end = bisect_left(reading.tokens, value.end, key=lambda token: token.start)
        if end - at > rule.words * (2 if value.listed else 1):
            return False
        if rule.only_listed and not reading.listed(category, value.start, value.end):
            return False
        if rule.extent == "study" and _AMOUNT.match(reading.text, value.start):
            return False
        if (
            rule.extent == "study"
            and not value.marked
            and _LEARNING.search(reading.folded[max(0, value.start - 14) : value.start])
        ):
            end = min(value.end, value.start + _SCHOOL)
            return any(value.start <= at < end for at in reading.studies)  # `Билими Мадина ислам университети`
        return value.marked or reading.listed(category, value.start, value.start + 1)
