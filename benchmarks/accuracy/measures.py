"""Figures of one engine on one corpus: by category and language, families, persons, false alarms, stated confidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.accuracy.corpus import Labelled
from benchmarks.accuracy.engines import Engine, Found
from benchmarks.accuracy.score import Counts, Pairing, by_category, by_family, pair, persons
from scanner.synthetic.marked import Span

ALL = "all"
IDENTIFIERS = ("pin", "passport number", "phone", "email", "current_account")
"""What the first of the bars is for; a passport's number apart from its issuer and date."""

NUMBER = "passport number"

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")

Table = dict[str, dict[str, Counts]]
"""Row (category, family, group of persons) → language, or ALL → counts."""


@dataclass(slots=True)
class Tenth:
    """The finds whose stated confidence lies in one tenth."""

    stated: float = 0.0  # sum
    right: int = 0
    count: int = 0


@dataclass(slots=True)
class Figures:
    """What is known of an engine on a corpus. `clean` texts are those that hold nothing."""

    engine: str
    corpus: str
    texts: int = 0
    persons_only: bool = False  # a corpus labelled for nothing but whole mentions
    categories: Table = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counts)))
    families: Table = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counts)))
    persons: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    alarms: Counter[str] = field(default_factory=Counter)  # false finds by category in texts that hold nothing
    clean_texts: int = 0
    clean_characters: int = 0
    tenths: list[Tenth] = field(default_factory=lambda: [Tenth() for _ in range(10)])

    def micro(self, lang: str = ALL) -> Counts:
        """The counts of all categories together; the passport's number is counted once."""
        rows = (row[lang] for category, row in self.categories.items() if category != NUMBER and lang in row)
        return sum(rows, Counts())

    def macro(self, lang: str = ALL) -> float:
        """The mean F1 over the categories that the texts hold."""
        rows = [row[lang] for category, row in self.categories.items() if category != NUMBER and lang in row]
        return mean([counts.f1 for counts in rows if counts.true])

    @property
    def languages(self) -> list[str]:
        """Those of the corpus, ours first."""
        seen = {lang for row in self.categories.values() for lang in row} - {ALL}
        ours = [lang for lang in ("ky", "ru", "en", "mixed") if lang in seen]
        return [*ours, *sorted(seen - set(ours))]

    def alarm_rate(self) -> float:
        """False finds for each 1,000 characters that hold nothing."""
        return 1000 * self.alarms.total() / self.clean_characters if self.clean_characters else 0.0


def mean(values: Sequence[float]) -> float:
    """Their mean; 1 where there are none, as nothing was missed."""
    return sum(values) / len(values) if values else 1.0


def measure(engine: Engine, corpus: str, texts: Sequence[Labelled], own: bool) -> Figures:
    """Lets the engine read every text. `own` texts tell Kyrgyz, Russian and Latin names apart by script."""
    figures = Figures(engine.name, corpus, len(texts))
    figures.persons_only = any(span.category == "person" for text in texts for span in text.spans)
    for text in texts:
        _add(figures, text, engine.find(text.text), own)
    return figures


def _add(figures: Figures, text: Labelled, found: list[Found], own: bool) -> None:
    if text.genre == "negative" or not text.spans:
        figures.clean_texts += 1
        figures.clean_characters += len(text.text)
        figures.alarms.update(
            label(span) for pairing in by_category(found, text.spans).values() for span in pairing.false
        )
    whole = pair(persons(found, text.text), persons(text.spans, text.text))
    for group, counts in _person_groups(whole, text, own):
        figures.persons[group] += counts
    if figures.persons_only:
        return
    parts = [span for span in found if span.category != "person"]  # whole mentions are counted above
    pairings = by_category(parts, text.spans)
    pairings[NUMBER] = pair(filter(is_number, found), filter(is_number, text.spans))
    for category, pairing in pairings.items():
        _count(figures.categories[category], text.lang, pairing)
        if category != NUMBER:
            rate(figures.tenths, pairing)
    for family, pairing in by_family(parts, text.spans).items():
        _count(figures.families[family], text.lang, pairing)


def label(span: Span) -> str:
    """The span's category, the passport's number by its own name."""
    return NUMBER if is_number(span) else span.category


def is_number(span: Span) -> bool:
    """Whether the span is a passport's number."""
    return span.category == "passport" and span.part in (None, "number")


def rate(tenths: list[Tenth], pairing: Pairing) -> None:
    """Adds the finds to the tenths of their stated confidence."""
    finds: Iterable[tuple[Span, bool]] = [
        *((found, True) for found, _ in pairing.right),
        *((found, False) for found in pairing.false),
    ]
    for found, right in finds:
        stated = found.confidence if isinstance(found, Found) else 1.0
        tenth = tenths[min(9, int(stated * 10 + 1e-9))]
        tenth.stated += stated
        tenth.right += right
        tenth.count += 1


def _count(row: dict[str, Counts], lang: str, pairing: Pairing) -> None:
    counts = pairing.counts()
    if counts != Counts():
        row[ALL] += counts
        row[lang] += counts


def _person_groups(whole: Pairing, text: Labelled, own: bool) -> Iterable[tuple[str, Counts]]:
    for _, true in whole.right:
        yield from ((group, Counts(right=1)) for group in _groups(true, text, own))
    for found in whole.false:
        yield from ((group, Counts(false=1)) for group in _groups(found, text, own))
    for true in whole.missed:
        yield from ((group, Counts(missed=1)) for group in _groups(true, text, own))


def _groups(span: Span, text: Labelled, own: bool) -> list[str]:
    groups = [ALL, text.lang]
    name = text.text[span.start : span.end]
    if not own:
        return groups
    if len(_LATIN.findall(name)) > len(_CYRILLIC.findall(name)):
        groups.append("Latin")
    elif text.lang in ("ky", "ru"):
        groups.append({"ky": "Kyrgyz", "ru": "Russian"}[text.lang])
    return groups


def as_json(figures: Figures) -> Mapping[str, object]:
    """Everything, for machines."""
    return {
        "engine": figures.engine,
        "corpus": figures.corpus,
        "texts": figures.texts,
        "micro": counts_json(figures.micro()),
        "macro_f1": figures.macro(),
        "categories": {name: _row_json(row) for name, row in sorted(figures.categories.items())},
        "families": {name: _row_json(row) for name, row in sorted(figures.families.items())},
        "persons": _row_json(figures.persons),
        "negatives": {
            "texts": figures.clean_texts,
            "characters": figures.clean_characters,
            "false_per_1000": figures.alarm_rate(),
            "by_category": dict(figures.alarms.most_common()),
        },
        "reliability": [
            {"stated": tenth.stated / tenth.count, "true": tenth.right / tenth.count, "count": tenth.count}
            if tenth.count
            else None
            for tenth in figures.tenths
        ],
    }


def _row_json(row: Mapping[str, Counts]) -> dict[str, object]:
    return {lang: counts_json(counts) for lang, counts in row.items()}


def counts_json(counts: Counts) -> dict[str, float]:
    """Counts and what follows from them."""
    return {
        "right": counts.right,
        "false": counts.false,
        "missed": counts.missed,
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
    }
