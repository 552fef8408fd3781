"""How well the type of a document and its subject group are told, on the labelled texts.

    python -m benchmarks.accuracy.document_types [fit]

Prints both halves. `fit` prints the weights that suit the odd half best (for `rules/terms/document_types.yaml`): each
text is judged twice, with all its cues and without those that no other text of that half has, so that cues written for
one text do not make the figures surer than they are.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import log
from typing import get_args

from benchmarks.accuracy.corpus import Labelled, own_texts
from benchmarks.accuracy.score import Counts
from scanner.detectors.document_type import (
    Cue,
    DocumentType,
    DocumentTypeTerms,
    Fit,
    Place,
    TypeName,
    document_type,
    found_cues,
    group_chances,
    judge,
    type_chances,
)
from scanner.detectors.names_terms import terms

OTHER = "other"
_TYPES = get_args(TypeName)
_BINS = (0.0, 0.5, 0.7, 0.85, 0.95, 1.001)
_STEPS = (0.7, 0.85, 1.15, 1.4)
_ROUNDS = 6
_LEAST = 0.1  # share of its weight that a title keeps in the body


@dataclass(frozen=True, slots=True)
class Judged:
    """A text's true type and group, and what was told of it."""

    genre: str
    subject: str | None
    told: DocumentType | None

    @property
    def type(self) -> str:
        """The type told, or `other`."""
        return self.told.type if self.told else OTHER


def judged(text: Labelled, told: DocumentType | None) -> Judged:
    """The text beside what was told of it."""
    return Judged(text.genre if text.genre in _TYPES else OTHER, None if text.subject == "none" else text.subject, told)


def by_type(results: Sequence[Judged]) -> dict[str, Counts]:
    """Right, false and missed texts of each type that is in the results."""
    counts = {name: Counts() for name in _TYPES}
    for result in results:
        if result.genre == result.type != OTHER:
            counts[result.genre].right += 1
            continue
        if result.type != OTHER:
            counts[result.type].false += 1
        if result.genre != OTHER:
            counts[result.genre].missed += 1
    return counts


def table(title: str, results: Sequence[Judged]) -> Iterator[str]:
    """The lines that are printed of a half."""
    counts = by_type(results)
    yield f"## {title}: {len(results)} texts"
    yield f"{'type':20} {'P':>5} {'R':>5} {'F1':>5} {'true':>5}"
    for name, count in counts.items():
        yield f"{name:20} {count.precision:5.2f} {count.recall:5.2f} {count.f1:5.2f} {count.true:5}"
    yield f"{'macro F1':20} {'':11} {sum(count.f1 for count in counts.values()) / len(counts):5.2f}"
    for (true, told), number in Counter((r.genre, r.type) for r in results if r.genre != r.type).most_common():
        yield f"   {true} taken for {told}: {number}"
    typed = [r for r in results if r.told and r.subject and r.genre == r.type]
    right = sum(r.told is not None and r.told.subject_group == r.subject for r in typed)
    yield f"subject group, where the type is right and the author told one: {right} of {len(typed)}"
    for low, high in pairwise(_BINS):
        sure = [(r.told.confidence, r.genre == r.type) for r in results if r.told and low <= r.told.confidence < high]
        if sure:
            mean, hit = (sum(column) / len(sure) for column in zip(*sure, strict=True))
            yield f"confidence {low:.2f}-{min(high, 1):.2f}: {len(sure):3} texts, mean {mean:.2f}, right {hit:.2f}"


@dataclass(frozen=True, slots=True)
class _Known:
    text: Labelled
    cues: dict[Cue, Place]


def _shared(texts: Sequence[Labelled]) -> list[_Known]:
    """The texts with those of their cues that another text has too."""
    found = [found_cues(text.text) for text in texts]
    often = Counter(cue for cues in found for cue in cues)
    return [
        _Known(text, {cue: place for cue, place in cues.items() if often[cue] > 1})
        for text, cues in zip(texts, found, strict=True)
    ]


def _loss(known: Sequence[_Known], data: DocumentTypeTerms) -> float:
    """The mean surprise at the true types, and at half weight at the true groups."""
    total = 0.0
    for one in known:
        name = next((name for name in data.types if name == one.text.genre), None)
        total -= log(max(type_chances(one.cues, data)[name], 1e-9))
        if name is not None:
            groups = group_chances(one.cues, data, name)
            group = next((group for group in data.groups if group == one.text.subject), None)
            total -= 0.5 * log(max(groups[group], 1e-9))
    return total / len(known)


def fitted(known: Sequence[_Known], data: DocumentTypeTerms) -> DocumentTypeTerms:
    """The rules with weights moved one by one, while that makes the true answers less surprising."""
    loss = _loss(known, data)
    for _ in range(_ROUNDS):
        before = loss
        for tried in product(_names(data.fit), _STEPS):
            other = data.model_copy(update={"fit": _moved(data.fit, *tried)})
            if _in_order(other.fit) and (now := _loss(known, other)) < loss - 1e-4:
                data, loss = other, now
        if before - loss < 1e-3:
            break
    return data


def _names(fit: Fit) -> list[tuple[str, str]]:
    """Every weight by its keys; the strength `title` stays, as the sharpness scales all."""
    return [
        (key, inner)
        for key, value in fit.model_dump().items()
        for inner in (value if isinstance(value, dict) else ("",))
        if (key, inner) not in {("strengths", "title"), ("places", "titled")}
    ]


def _in_order(fit: Fit) -> bool:
    """Whether stronger cues weigh more, and no place is out of the question."""
    weights, places = fit.strengths, fit.places
    ordered = (
        weights["title"] >= weights["strong"] >= 1.4 * weights["fair"] and weights["fair"] >= 1.4 * weights["weak"]
    )
    return ordered and 1 >= places["head"] >= places["body"] >= _LEAST


def _moved(fit: Fit, name: tuple[str, str], step: float) -> Fit:
    values = fit.model_dump()
    key, inner = name
    if inner:
        values[key][inner] *= step
    else:
        values[key] *= step
    return Fit.model_validate(values)


def main() -> None:
    """Prints the tables, or the fitted weights."""
    texts = own_texts()
    building = [text for text in texts if not text.for_testing]
    if "fit" in sys.argv[1:]:
        known = _shared(building)
        whole = [_Known(text, found_cues(text.text)) for text in building]
        data = fitted([*known, *whole], terms("document_types", DocumentTypeTerms))
        print(data.fit.model_dump())
        for title, kept in (("odd half, cues of one text left out", known), ("odd half", whole)):
            print(*table(title, [judged(one.text, judge(one.cues, data)) for one in kept]), "", sep="\n")
        return
    for title, half in (("odd half (built on)", building), ("even half", [t for t in texts if t.for_testing])):
        print(*table(title, [judged(text, document_type(text.text)) for text in half]), "", sep="\n")


if __name__ == "__main__":
    main()
