"""The vocabularies of phrases (`rules/terms/`): what each lists, and how sure each list is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from scanner import rulefiles
from scanner.detectors.rules import Rules, Words

Strength = Literal["sure", "person", "topic", "cue", "label"]
Kind = Literal["term", "label", "person", "part", "study", "edge", "veto", "other"]
_SHORTEST_LABEL = 2  # letters: a label has more


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PhraseTerms(_File):
    """A vocabulary: phrases that tell of a person by themselves (`sure`) or beside a person (`person`), words of its
    subject that do so in most clauses said of one (`topic`: `митинг*`), items beside a person between commas (`cue`; of
    `extent: named` what a quoted name stands beside), and everyday words that do so behind a label only (`label`:
    `active`, `white`). `other` are phrases that tell nothing, though a listed word is in them or a form of one is
    spelt so (`Украины` beside `украин`).
    """

    sure: Words = Words()
    person: Words = Words()
    topic: Words = Words()
    cue: Words = Words()
    label: Words = Words()
    other: Words = Words()

    def __iter__(self) -> Iterator[tuple[str, Strength]]:  # type: ignore[override]
        strengths: tuple[Strength, ...] = ("sure", "person", "topic", "cue", "label")
        for strength in strengths:
            for phrase in getattr(self, strength):
                yield phrase, strength


class PersonWords(_File):
    """Words that say that a sentence speaks of a certain person; `pronouns` say so of a note that names nobody."""

    words: Words
    pronouns: Words


class PostParts(_File):
    """What a post is made of beside its head: adjectives, units, what units are about; verbs that give a post.

    `workplaces` are labels behind which an employer stands and a post after it; `kin` are relatives: what they do is a
    trade.
    """

    modifiers: Words
    units: Words
    unit_words: Words
    verbs: Words = Words()
    workplaces: Words = Words()
    kin: Words = Words()


class StudyParts(_File):
    """What a phrase of education is made of: institutions, specialities; verbs of finishing one."""

    institutions: Words
    verbs: Words
    specialities: Words


class ClauseEdges(_File):
    """Words behind which a phrase told of a person begins (`before`), and before which it ends (`behind`).

    `nothing`: words that say in a form's field that it is left empty.
    """

    before: Words
    behind: Words
    nothing: Words


@dataclass(frozen=True, slots=True)
class Means:
    """What a phrase of the lexicon means: a value, a label before values, a sign of a person, a part of a post."""

    kind: Kind
    category: str
    strength: Strength = "sure"
    label: str = ""  # a label's own words


@cache
def phrase_terms(name: str) -> PhraseTerms:
    """The file `rules/terms/<name>.yaml`. Raises ConfigError with every mistake in it."""
    return rulefiles.load(rulefiles.root() / "terms" / f"{name}.yaml", PhraseTerms)


def person_words() -> PersonWords:
    """Pronouns, kin, roles."""
    return rulefiles.load(rulefiles.root() / "terms" / "person_words.yaml", PersonWords)


def post_parts() -> PostParts:
    """The parts of posts."""
    return rulefiles.load(rulefiles.root() / "terms" / "position_parts.yaml", PostParts)


def study_parts() -> StudyParts:
    """The parts of phrases of education."""
    return rulefiles.load(rulefiles.root() / "terms" / "education_parts.yaml", StudyParts)


def clause_edges() -> ClauseEdges:
    """The words at which phrases told of a person begin and end."""
    return rulefiles.load(rulefiles.root() / "terms" / "clauses.yaml", ClauseEdges)


def lexicon_phrases(rules: Rules) -> Iterator[tuple[str, Means]]:
    """Every phrase of the vocabularies, the labels of all rules, the words for persons and for parts of posts."""
    for rule in rules.detectors:
        labels = {cue.replace("/", " ") for cue in rule.cues if sum(map(str.isalpha, cue)) > _SHORTEST_LABEL}
        beginnings = tuple(f"{label.rstrip('*!')}{end}" for label in labels for end in " /")
        if rule.phrases and rule.phrases.terms:
            for phrase, strength in phrase_terms(rule.phrases.terms):
                if not phrase.startswith(beginnings):  # the label is no part of the value
                    yield phrase, Means("term", rule.category, strength)
            for phrase in phrase_terms(rule.phrases.terms).other:
                yield phrase, Means("other", rule.category)
        for label in sorted(labels):
            yield label, Means("label", rule.category, label=label.rstrip("*!"))
        if rule.engine == "phrases":
            for word in rule.vetoes:
                yield word, Means("veto", rule.category)
    schools, parts, edges = study_parts(), post_parts(), clause_edges()
    others: tuple[tuple[Kind, str, Words], ...] = (
        ("person", "", person_words().words),
        ("study", "institutions", schools.institutions),
        ("study", "specialities", schools.specialities),
        ("study", "studied", schools.verbs),
        ("part", "modifiers", parts.modifiers),
        ("part", "units", parts.units),
        ("part", "unit_words", parts.unit_words),
        ("part", "verbs", parts.verbs),
        ("part", "workplaces", parts.workplaces),
        ("part", "kin", parts.kin),
        ("edge", "before", edges.before),
        ("edge", "behind", edges.behind),
        ("edge", "nothing", edges.nothing),
    )
    for kind, category, words in others:
        for word in words:
            yield word, Means(kind, category)
