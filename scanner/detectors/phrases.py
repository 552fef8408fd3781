"""Phrases said of a person: vocabularies with their case forms, and what stands behind a form's label.

One pass over a text's words finds the phrases of all vocabularies, the labels of forms, and the words that speak of a
person. A phrase is believed by itself (`sure`), near a person, or behind its label; behind the label of a category that
takes free values, whatever stands there is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scanner.detectors.clauses import alone, clause, given, named
from scanner.detectors.cleaning import cleaned, folded
from scanner.detectors.context import phrase
from scanner.detectors.found import Found, settled
from scanner.detectors.labelled import LabelledValues
from scanner.detectors.lexicon import Hit, Lexicon
from scanner.detectors.options import alternatives, asked, dismissed
from scanner.detectors.phrases_refused import heads, tells_nothing
from scanner.detectors.posts import PostReader
from scanner.detectors.reading import Reading
from scanner.detectors.rules import Rules
from scanner.detectors.studies import study
from scanner.detectors.vocabulary import Means, lexicon_phrases
from scanner.model import Evidence, Match

_NEXT = 60  # characters between a label without a mark and its value
_ON_LINE = 200  # characters from a label of education to a further school
_FURTHER = frozenset({". ", "; "})  # `Образование: высшее. КСХИ; АУПКР`
_SHORTEST_ITEM = 3  # letters: `M` and `S` mean something only behind a label
_WITH_POSTS = frozenset({"education", "awards", "class_rank"})  # a post inside a value of these is part of it
_SENTENCE = re.compile(r"\n|[^\W\d_]{3}[.!?] ")
_COUNTED = re.compile(
    r"(?:[ ]{1,16}|[ ]?[-–—:][ ])(?:болжол менен |about |около )?\d[\d ]{0,8}(?:,\d|[ ]?%|[ ]\d{3}\b)"
)  # statistics
_QUOTE = re.compile(r"[«\"“]")
_OFFICE = re.compile(  # `министерство образования`: no label
    r"(?:министерств|минобр|министрли|отдел|управлени|департамент|органы?|систем|сфер"
    r"|ministry of|department of|institute of)[^\W\d_]{0,8} \Z"
)
_LIST = ("list", "neighbours")


class PhraseDetector:
    """Finds the values of every rule with `engine: phrases`."""

    of_somebody = True

    def __init__(self, rules: Rules) -> None:
        self._rules = {
            rule.category: rule.phrases for rule in rules.detectors if rule.engine == "phrases" and rule.phrases
        }
        self._wholes = {name for name, rule in self._rules.items() if rule.extent in ("clause", "study")}
        self._apart = {name for name, rule in self._rules.items() if rule.clauses_apart}
        self._saying = {
            name: (re.compile(rf"(?:(?:{said})[ :–—-]{{1,3}})+(?=\S)"), re.compile(rf"[ ](?:{said})\Z"))
            for name, rule in self._rules.items()
            if (said := "|".join(map(phrase, rule.trimmed)))
        }
        self._posts = {name for name, rule in self._rules.items() if rule.extent == "post"}
        self._lexicon: Lexicon[Means] = Lexicon(lexicon_phrases(rules))
        self._labelled = LabelledValues(self._rules)
        self._reader = PostReader()

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
        reading.stops = self._labelled.stops(reading)
        reading.choices = alternatives(reading)
        found = list(self._labelled.find(reading))
        found += self._terms(reading, found)
        studies = sorted((one.start, one.end) for one in found if one.category == "education")
        found = [one for one in found if one.category not in self._posts or not _inside(one, studies)]
        posts = sorted((one.start, one.end) for one in found if one.category in self._posts)
        found = [one for one in found if one.category not in self._posts or not _inside(one, posts)]
        found = settled(found, plain.text, self._wholes, self._apart)
        return [self._trimmed(one, folded_text).match(plain, text) for one in found]

    def _trimmed(self, one: Found, folded_text: str) -> Found:
        """A value without the words that say what it is: `этнический узбек`, `Uzbek by nationality`."""
        words = self._saying.get(one.category)
        if words is None:
            return one
        before = words[0].match(folded_text, one.start, one.end)
        start = before.end() if before else one.start
        behind = words[1].search(folded_text, start, one.end)
        return replace(one, start=start, end=behind.start() if behind and behind.start() > start else one.end)

    def _terms(self, reading: Reading, labelled: list[Found]) -> Iterator[Found]:
        taken = sorted((one.start, one.end, one.category) for one in labelled)
        behind: frozenset[str] = frozenset()  # the categories of the label last seen
        behind_end = schooled = -_NEXT * 4  # `schooled`: the end of the last label of education
        for number, hit in enumerate(reading.hits):
            not_of = {means.category for means in hit.payloads if means.kind in ("veto", "other")}
            terms = [means for means in hit.payloads if means.kind == "term" and means.category not in not_of]
            labels = frozenset(means.category for means in hit.payloads if means.kind == "label")
            within = _category_at(taken, hit.start)
            if terms and not (labels and self._labelled.marked(reading, hit.start, hit.end)):
                label = behind if _on(reading.text, behind_end, hit.start) else frozenset()
                label |= _label_behind(reading, number) - self._posts
                if all(means.category != within for means in terms):
                    yield from self._term(reading, hit, terms, label, within)
            if within != "education" and any(means.category == "institutions" for means in hit.payloads):
                yield from self._finished(reading, hit, schooled)
            if labels and not _OFFICE.search(reading.folded[max(0, hit.start - 24) : hit.start]):
                behind, behind_end = labels, hit.end
                if "education" in labels and self._labelled.marked(reading, hit.start, hit.end):
                    schooled = hit.end

    def _term(
        self,
        reading: Reading,
        hit: Hit[Means],
        terms: list[Means],
        label: frozenset[str],
        within: str | None,
    ) -> Iterator[Found]:
        """What a listed phrase is, by the label before it, by itself, or by a person spoken of near it."""
        labelled = next((means.category for means in terms if means.category in label), None)
        a_post = any(means.category in self._posts for means in terms)
        if not a_post and (
            _COUNTED.match(reading.text, hit.end)
            or hit.start in reading.choices
            or dismissed(reading.text, hit.start, hit.end)
            or (not labelled and asked(reading.text, hit.end))
        ):
            return
        if labelled:
            yield from self._behind_label(reading, hit, labelled)
        elif a_post:
            post = self._reader.held(reading, hit, terms) if within not in _WITH_POSTS else None
            if post:
                yield post
        elif not reading.in_a_name(hit.start, hit.end):
            for means in terms:
                if within and means.strength != "sure":
                    continue
                if found := list(self._told(reading, hit, means)):
                    yield from found
                    return

    def _behind_label(self, reading: Reading, hit: Hit[Means], category: str) -> Iterator[Found]:
        sure = self._rules[category].confidence.label
        if sure:
            start, end = self._extent(reading, hit, category)
            if "%" in reading.text[start:end] or reading.text.startswith("):", end):
                return  # statistics; the label goes on
            yield Found(category, start, end, sure, (Evidence("list"), Evidence("cue")))

    def _extent(self, reading: Reading, hit: Hit[Means], category: str) -> tuple[int, int]:
        """How far a phrase of the category reaches around a listed one."""
        match self._rules[category].extent:
            case "post":
                return self._reader.extended(reading, hit)
            case "study":
                return study(reading, *named(reading, hit))
            case "named":
                return given(reading, hit)
            case "clause":
                return clause(reading, hit, self._rules[category].clause_words)
            case "phrase":
                return hit.start, hit.end

    def _told(self, reading: Reading, hit: Hit[Means], means: Means) -> Iterator[Found]:
        """A phrase told of a person without a label; where it is a label itself, what stands behind it."""
        rule = self._rules[means.category]
        confidence = rule.confidence
        strengths = {"sure": confidence.sure, "person": confidence.person, "topic": confidence.topic}
        sure = {**strengths, "cue": confidence.item}.get(means.strength)
        if not sure or reading.vetoed(means.category, hit.start):
            return
        if means.strength != "sure" and not reading.of_a_person(hit.start, hit.end, far=rule.extent == "clause"):
            return
        if tells_nothing(reading, hit, means, rule.extent):
            return
        start, end = named(reading, hit) if rule.extent in ("named", "study") else (hit.start, hit.end)
        if means.strength == "cue":
            quoted = _QUOTE.search(reading.text, start, end)  # `«Кайраттуулук» медалы`
            itself = quoted if rule.extent == "named" else alone(reading, start, end)
            if end - start < _SHORTEST_ITEM or not itself:
                return
        why = tuple(map(Evidence, _LIST[: 1 + (means.strength != "sure")]))
        start, end = self._extent(reading, hit, means.category)
        if means.strength != "sure" and "%" in reading.text[start:end]:
            return  # statistics
        bare = end - start == hit.end - hit.start and all(one.category != "institutions" for one in hit.payloads)
        if bare and rule.extent == "study" and means.strength == "cue":
            return  # a speciality alone is a trade
        if rule.extent == "study" and means.strength == "cue" and self._headed(reading, hit):
            return
        if rule.extent != "clause" or not heads(reading.text, start, end):
            yield Found(means.category, start, end, sure, why)
            return
        for one in self._labelled.behind(reading, means.category, start, end):
            if not reading.in_a_name(one.start, one.end):
                yield replace(one, confidence=sure, why=why)

    def _headed(self, reading: Reading, hit: Hit[Means]) -> bool:
        """Whether a post stands right before a school: `директор политехнического колледжа`."""
        return any(
            other.end == hit.start - 1 and any(means.category in self._posts for means in other.payloads)
            for other in reading.hits_in(max(0, hit.start - _NEXT), hit.start)
        )

    def _finished(self, reading: Reading, hit: Hit[Means], schooled: int) -> Iterator[Found]:
        """A school that a verb says somebody finished (`окончила ОшГУ`, `КУУну бүткөн`), or one more behind a label."""
        text = reading.text
        if reading.vetoed("education", hit.start):
            return
        near = any(
            0 <= high - low <= _NEXT and not _SENTENCE.search(text, low - 3, high) and ";" not in text[low:high]
            for start, end in reading.studied
            for low, high in ((end, hit.start), (hit.end, start))
        )
        behind = text[schooled : hit.start] if hit.start - schooled <= _ON_LINE else "\n"
        if not (near and reading.of_a_person(hit.start, hit.end)) and "\n" in behind:
            return
        start, end = study(reading, hit.start, hit.end)
        bare = end - start <= hit.end - hit.start and text[start:end].islower()  # `окончила школу`
        if text[end : end + 2].lstrip(" ,")[:1] == ":" or (end <= hit.end and _kinds(hit, "label")):
            return  # `Багыттаган окуу жайы:`
        further = text[start].isupper() and text[max(0, start - 2) : start] in _FURTHER
        if further or (near and not bare and reading.of_a_person(hit.start, hit.end)):
            yield Found("education", start, end, 0.7, (Evidence("list"), Evidence("cue")))


def _kinds(hit: Hit[Means], kind: str) -> bool:
    return any(means.kind == kind for means in hit.payloads)


def _inside(post: Found, wholes: list[tuple[int, int]]) -> bool:
    """Whether a post is part of a longer phrase: of education (`КУУ, юрист`), or of another post."""
    at = bisect_right(wholes, (post.start, post.end)) - 1
    while at > 0 and wholes[at][1] - wholes[at][0] <= post.end - post.start and wholes[at - 1][1] >= post.end:
        at -= 1
    return at >= 0 and post.end <= wholes[at][1] and post.end - post.start < wholes[at][1] - wholes[at][0]


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
    return frozenset(labels)


def _category_at(taken: list[tuple[int, int, str]], start: int) -> str | None:
    at = bisect_right(taken, start, key=lambda one: one[0]) - 1
    return taken[at][2] if at >= 0 and start < taken[at][1] else None
