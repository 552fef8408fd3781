"""Plain text: notes, logs, source code, and whatever another reader of text gave up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from scanner.extract.charset import TextStream, open_text
from scanner.extract.interface import Block, Content, Limits
from scanner.extract.pieces import cut
from scanner.model import Gap, Location, Reason

_SLICE = 2048  # characters handed to a parser at once: what is read twice where it gives up
_LOST = 0.01  # share of characters that could not be decoded, from which the text counts as damaged
# Programs that write JSON or Java properties spell Cyrillic so, and logs quote them.
_ESCAPE = re.compile(r"\\u(04[0-9a-fA-F]{2})")


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """Pieces of text with line numbers, and a gap where much of it could not be decoded."""
    with content.open() as stream:
        text = open_text(stream)
        yield from cut(((plain(line), at_line(number)) for number, line in text.lines(limits.text_piece)), limits)
        yield from damage(text)


def plain(text: str) -> str:
    r"""The text with escapes of Cyrillic letters (`\u0410`) as letters."""
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text) if "\\u04" in text else text


def at_line(number: int) -> Location:
    """The location of a line, counted from 1."""
    return (("line", str(number)),)


def damage(text: TextStream) -> Iterator[Gap]:
    """A gap if more than a hundredth of the characters read so far could not be decoded."""
    if text.lost > _LOST * text.seen:
        yield Gap(Reason.CORRUPT, detail="undecodable characters")


class Slices:
    """A text handed to a parser slice by slice. Where the parser gives up, `rest` has all that it did not answer
    with events, as lines: nothing is lost, and little is read twice."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self._unanswered: list[str] = []
        self._parts = self._cut(chunks)
        self._line = 1

    def _cut(self, chunks: Iterable[str]) -> Iterator[str]:
        """Slices, longer the longer the parser does not answer: with each it looks at a long string from its start."""
        held: list[str] = []
        for chunk in chunks:
            for at in range(0, len(chunk), _SLICE):
                held.append(chunk[at : at + _SLICE])
                if len(held) >= len(self._unanswered):
                    yield "".join(held)
                    held.clear()
        if held:
            yield "".join(held)

    def __iter__(self) -> Iterator[str]:
        for part in self._parts:
            self._unanswered.append(part)
            yield part

    def answered(self) -> None:
        """Says that the parser has taken note of all but the last slice."""
        if len(self._unanswered) > 1:
            self._line += sum(part.count("\n") for part in self._unanswered[:-1])
            del self._unanswered[:-1]

    def rest(self, limits: Limits) -> Iterator[Block]:
        """The text from the first unanswered slice on."""
        yield from cut(self._rest(), limits)

    def _rest(self) -> Iterator[tuple[str, Location]]:
        for part in chain(self._unanswered, self._parts):
            for line in part.splitlines(keepends=True):
                yield plain(line), at_line(self._line)
                self._line += line.endswith("\n")
