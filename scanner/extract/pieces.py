"""Long text in pieces: each shows a little of its neighbour, and each character belongs to exactly one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from scanner.extract.interface import Limits
from scanner.model import Location, Text


def pieces(lines: Iterable[tuple[str, Location]], limits: Limits) -> Iterator[Text]:
    """Lines (or paragraphs) with their places as pieces of at most `limits.text_piece` characters, joined by a
    line end; blank pieces are left out. Holds no more than one line and two pieces at a time."""
    return cut(((f"{text}\n", location) for text, location in lines), limits)


def cut(chunks: Iterable[tuple[str, Location]], limits: Limits) -> Iterator[Text]:
    """The same for text that carries its own line ends: a huge line may come in several chunks of one place."""
    window = _Window(limits)
    for text, location in chunks:
        window.mark(location)
        for at in range(0, len(text), limits.text_piece):
            window.add(text[at : at + limits.text_piece])
            while window.length > limits.text_piece:
                yield from window.cut()
    yield from window.last()


class _Window:
    """The text not yet handed on, with its marks; the first `_owned` characters belong to the piece before."""

    def __init__(self, limits: Limits) -> None:
        self.length = 0
        self._size = limits.text_piece
        self._overlap = limits.overlap
        self._parts: list[str] = []
        self._marks: list[tuple[int, Location]] = []
        self._owned = 0

    def mark(self, location: Location) -> None:
        if not self._marks or self._marks[-1][1] != location:
            self._marks.append((self.length, location))

    def add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def cut(self) -> Iterator[Text]:
        """The next piece. The line it is cut at stays whole on both sides of the line that ends its own range:
        a match near it is seen whole, with what stands around it, by the piece it belongs to."""
        text = "".join(self._parts)
        end = _break(text, self._size // 2, self._size)
        start = end - self._overlap
        own_end = _break(text, start + self._overlap // 4, end - self._overlap // 4)
        yield from self._piece(text[:end], own_end)
        self._parts = [text[start:]]
        self.length = len(text) - start
        self._owned = own_end - start
        self._drop_marks(start)

    def last(self) -> Iterator[Text]:
        text = "".join(self._parts).removesuffix("\n")
        yield from self._piece(text, len(text))

    def _piece(self, text: str, own_end: int) -> Iterator[Text]:
        if not text[self._owned : own_end].isspace() and own_end > self._owned:
            marks = self._marks[: bisect_right(self._marks, len(text), key=lambda mark: mark[0])]
            yield Text(text, tuple(marks), (self._owned, own_end))

    def _drop_marks(self, start: int) -> None:
        at = bisect_right(self._marks, start, key=lambda mark: mark[0])
        self._marks = [(max(0, offset - start), location) for offset, location in self._marks[max(0, at - 1) :]]


def _break(text: str, low: int, high: int) -> int:
    """Behind the last line end in `low:high`, else behind the last blank, else `high`."""
    for mark in "\n", " ":
        at = text.rfind(mark, low, high)
        if at >= 0:
            return at + 1
    return high
