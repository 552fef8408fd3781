"""Names with a trained model beside the rules (`--names deep`): slovnet's NER of Russian news, from natasha's package.

The model reads only paragraphs in Russian that hold a capitalised word the rules cannot place: it is a hundred times
slower than they are, and it takes every capitalised Kyrgyz word for a person. Where both see a name they vouch for it;
a lone word that only the rules take for one is doubted where the model read the paragraph and saw nobody.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from scanner.detectors.cleaning import cleaned
from scanner.detectors.names import NameDetector
from scanner.detectors.names_context import Context, cues
from scanner.detectors.things import lends_names
from scanner.errors import UsageError
from scanner.folding import loose
from scanner.i18n import _
from scanner.model import NAMES, Evidence, Match

_PARAGRAPH = re.compile(r"[^\n]+")
_LONG = 400  # characters of a text that has room to name somebody in full
_LONGEST = 3000  # characters read at once
_KYRGYZ = re.compile(
    "[ӨөҮүҢң]|(?:нын|нин|нун|дын|дин|дун|тын|тин|тун|лар|лер|уулу|кызы|жана|менен|үчүн|учун|болуп|ган|ген)(?!\\w)"
)
_RUSSIAN = re.compile(
    r"(?<!\w)(?:в|во|на|и|не|что|по|из|за|от|для|при|его|её|был|была|года|году|это|как|ул|мне|я|с|у|к|о|об)(?!\w)",
    re.IGNORECASE,
)
_CYRILLIC_WORD = re.compile(r"[А-ЯЁа-яё]{2,}")
_CAPITALISED = re.compile(r"(?<![.!?…\"«\n] )(?<!\A)(?<!\n)\b[А-ЯЁ][а-яё]{2,}")
_ADJECTIVE = re.compile(r"(?:[сц]кого|[сц]кой|ной|ного|ная|ный|III?|IV)$")
_OFFICE = re.compile(r"(?:Нац|Гос|Соц|Глав|Мин[зцсюфтэк])[а-я]{3,}$")  # `Нацстатком`
_NUMBERED = re.compile(r"\d[.)][ ]\Z")
_GOES_ON = re.compile(r",?[ ][а-яё]")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?")
_SENTENCE = 8  # words of a paragraph in which the model may see a lone name by itself
_PROSE = 14  # words of one in which its silence is a doubt
_FEWEST = 4  # Cyrillic words of a paragraph
_ALONE = 0.72  # confidence of what only the model sees
_AGREED = 0.15  # what it adds to the rules'
_DOUBT = 0.3  # what it takes from a lone word of the rules that it does not see
_WEAK = 0.62  # the rules' names less sure than this are doubted


class DeepNameDetector:
    """The rules' names, mended by a model where a text is Russian. Raises UsageError where natasha is not installed."""

    def __init__(self) -> None:
        self._rules = NameDetector()
        _model()

    def find(self, text: str) -> list[Match]:
        """Parts of names by start, each with the number of its person within `text`."""
        found = self._rules.find(text)
        plain = cleaned(text)
        seen: list[tuple[int, int]] = []
        read: list[tuple[int, int]] = []
        for start, end in _paragraphs(plain.text):
            read.append(plain.span(start, end))
            spans = [span for span in _model()(plain.text[start:end]).spans if span.type == "PER"]
            persons = [plain.span(start + span.start, start + span.stop) for span in spans]
            seen += [person for person in persons if not self._rules.refused(text, *person)]
        if not read:
            return found
        seen = [person for person in seen if not _no_name(text, *person, found)]
        found = [_weighed(text, match, seen, read, found) for match in found]
        taken = [(match.start, match.end) for match in found if match.confidence >= 0.5]
        mentions = 1 + max((match.mention or 0 for match in found), default=0)
        if len(text) >= _LONG and not taken and not any(" " in text[start:end] for start, end in seen):
            return found  # lone words in a text that names nobody in full
        for number, (start, end) in enumerate(seen):
            if not any(start < high and low < end for low, high in taken):
                found += self._parts(text, start, end, mentions + number)
        return sorted(found, key=lambda match: (match.start, match.end))

    def _parts(self, text: str, start: int, end: int, mention: int) -> Iterator[Match]:
        words = [(start + word.start(), start + word.end()) for word in _WORDS.finditer(text[start:end])]
        for category, (low, high) in zip(_roles(self._rules, text, words), words, strict=True):
            value = text[low:high]
            yield Match(
                category,
                low,
                high,
                _ALONE,
                (Evidence("model"),),
                value=value,
                canonical=self._rules.base(value),
                mention=mention,
            )


def _roles(rules: NameDetector, text: str, words: list[tuple[int, int]]) -> list[str]:
    """Which part of a name each word is: by the lists, else in the order of Russian news, given name first."""
    if len(words) == 1:
        return ["given_name" if rules.given(text[slice(*words[0])]) else "surname"]
    if len(words) == 2 and rules.given(text[slice(*words[1])]) and not rules.given(text[slice(*words[0])]):
        return ["surname", "given_name"]
    if len(words) == 3 and text[slice(*words[2])].lower().endswith(
        ("вич", "вна", "вича", "вны", "вичу", "вне", "вичем", "вной")
    ):
        return list(NAMES)
    return ["given_name", *["surname"] * (len(words) - 1)]


def _weighed(
    text: str, match: Match, seen: list[tuple[int, int]], read: list[tuple[int, int]], found: list[Match]
) -> Match:
    if any(start <= match.start and match.end <= end for start, end in seen):
        sure = round(min(0.98, match.confidence + _AGREED), 2)
        return replace(match, confidence=sure, why=(*match.why, Evidence("model")))
    alone = sum(other.mention == match.mention for other in found) == 1
    told = any(why.code == "cue" for why in match.why)
    if (
        alone
        and not told
        and match.confidence < _WEAK
        and _words(text, match.start) >= _PROSE
        and any(low <= match.start < high for low, high in read)
    ):
        return replace(match, confidence=round(match.confidence - _DOUBT, 2))
    return match


def _no_name(text: str, start: int, end: int, found: list[Match]) -> bool:
    """Whether a lone word that the rules do not see is no name: it ends as an adjective does, is a title or kin, or
    opens a sentence that does not go on: `Салам!`, `Бефстроганов — 180`."""
    word = text[start:end]
    if " " in word or any(match.start < end and start < match.end for match in found):
        return False
    if lends_names(text) or _words(text, start) < _SENTENCE:
        return True
    if (
        _ADJECTIVE.search(word)
        or _OFFICE.match(word)
        or _NUMBERED.search(text, max(0, start - 6), start)
        or cues().titles.hold(loose(word))
    ):
        return True
    return Context(text).opens_sentence(start) and not _GOES_ON.match(text, end)


def _words(text: str, at: int) -> int:
    """How many words the paragraph has that a place is in: of short ones the model knows no more than the rules."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return len(text[start : end if end >= 0 else None].split())


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches worth the model's time: Russian, with a capitalised word inside a sentence."""
    for found in _PARAGRAPH.finditer(text):
        start, end = found.start(), min(found.end(), found.start() + _LONGEST)
        piece = text[start:end]
        if _CAPITALISED.search(piece) and _is_russian(piece):
            yield start, end


def _is_russian(piece: str) -> bool:
    words = len(_CYRILLIC_WORD.findall(piece))
    return (
        words >= _FEWEST
        and len(_RUSSIAN.findall(piece)) * 3 > len(_KYRGYZ.findall(piece)) * 4
        and bool(_RUSSIAN.search(piece))
    )


@dataclass(frozen=True, slots=True)
class _Files:
    embedding: Path
    model: Path


def _files() -> _Files:
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError(_("deep names need the package natasha: pip install 'scanner[names]'"))
    data = Path(spec.submodule_search_locations[0]) / "data"
    return _Files(
        data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar",
        data / "model" / "slovnet_ner_news_v1.tar",
    )


@cache
def _model() -> Any:
    """The tagger, loaded once a process (0.5 s, 30 MB). Only the files of natasha's package are used."""
    files = _files()
    from navec import Navec
    from slovnet import NER

    tagger = NER.load(files.model)
    tagger.navec(Navec.load(files.embedding))
    return tagger
