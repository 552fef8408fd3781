"""Labelled texts: our own, hand-written with labels in line (`corpora/texts/`, and short passages for building rules in
`corpora/passages/`), and any `*.spans.jsonl`.

In our own files `{category|value}` is a value, `{passport.issuer|…}` a part of one, `{pin!|…}` one whose check digit is
wrong on purpose, `{~what|…}` a near miss (no value). Texts with an odd number are for building, the others for testing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from scanner.synthetic.dirt import habits, plain
from scanner.synthetic.marked import Span

FOLDER = Path(__file__).parent / "corpora"
HEADER = re.compile(r"^=== (?P<fields>id: .*)$", re.MULTILINE)
_LAST = ("dk-", "dr-", "de-", "sf-", "ng-")
_OPEN = re.compile(r"\{(?P<label>~?[a-z_A-Z0-9.!-]+)\||\}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its true spans; `genre` and `subject` where its author told them."""

    id: str
    lang: str
    text: str
    spans: tuple[Span, ...]
    genre: str = ""
    subject: str = ""

    @property
    def for_testing(self) -> bool:
        """Whether it belongs to the half that no rule is tuned on."""
        return self._number % 2 == 0

    @property
    def kept_back(self) -> bool:
        """Whether it is one of the passages that no rule was made from, though they are for building: every third of
        the last ones written."""
        return self.id.startswith(_LAST) and self._number % 6 == 5

    @property
    def _number(self) -> int:
        return int(re.findall(r"\d+", self.id)[-1])


def parse(body: str, where: str) -> tuple[str, tuple[Span, ...]]:
    """A text without its labels, and the spans they marked (near misses left out). Raises ValueError."""
    pieces: list[str] = []
    spans: list[Span] = []
    open_labels: list[tuple[str, int]] = []
    position = length = 0
    for mark in _OPEN.finditer(body):
        if not mark["label"] and not open_labels:
            continue  # a brace of the text's own
        pieces.append(body[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        if mark["label"]:
            open_labels.append((mark["label"], length))
            continue
        label, start = open_labels.pop()
        if not label.startswith("~"):
            category, _, part = label.rstrip("!").partition(".")
            spans.append(Span(start, length, category, part or None))
    if open_labels:
        raise ValueError(f"{where}: {open_labels[-1][0]} is not closed")
    spans.sort(key=lambda span: (span.start, -span.end))
    return "".join((*pieces, body[position:])), tuple(spans)


def sections(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """The header fields and the body of each text or table of a file."""
    content = path.read_text("utf-8")
    headers = list(HEADER.finditer(content))
    for at, header in enumerate(headers):
        end = headers[at + 1].start() if at + 1 < len(headers) else len(content)
        fields = dict(field.strip().split(": ", 1) for field in header["fields"].split(";"))
        yield fields, content[header.end() : end].strip("\n")


def own_texts(folder: Path = FOLDER / "texts") -> list[Labelled]:
    """Every hand-written text of a folder: documents, unless another one is named."""
    return [
        Labelled(fields["id"], fields["lang"], *parse(body, fields["id"]), fields["genre"], fields["subject"])
        for path in sorted(folder.glob("*.txt"))
        for fields, body in sections(path)
    ]


def passages() -> list[Labelled]:
    """Every short passage: all are for building."""
    return own_texts(FOLDER / "passages")


def spans_file(path: Path) -> list[Labelled]:
    """The texts of a `*.spans.jsonl`."""
    with path.open(encoding="utf-8") as lines:
        return [_labelled(json.loads(line)) for line in lines if line.strip()]


def _labelled(line: dict[str, object]) -> Labelled:
    spans = line["spans"]
    assert isinstance(spans, list)
    found = tuple(Span(span["start"], span["end"], span["category"], span.get("part")) for span in spans)
    return Labelled(str(line["id"]), str(line.get("lang", "")), str(line["text"]), found)


def careless(texts: Iterable[Labelled], seed: int = 1) -> Iterator[Labelled]:
    """The same texts as careless people type them: letters dropped, look-alikes, hard blanks. Spans stay right."""
    for text in texts:
        typist = habits(Random(f"{seed} {text.id}"), 0.7)
        words = (typist.words(plain(word)) for word in re.split(r"( )", text.text))
        yield replace(text, id=f"{text.id}-careless", text="".join(words))


def dropped(texts: Iterable[Labelled]) -> Iterator[Labelled]:
    """The same texts typed on a keyboard without ө, ү, ң."""
    for text in texts:
        yield replace(text, id=f"{text.id}-dropped", text=plain(text.text))
