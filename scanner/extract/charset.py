"""Which characters a file's bytes stand for, and the file as a stream of them.

A ladder, most certain first: byte-order mark, zero bytes of UTF-16, UTF-8, then the single-byte charset in which
pairs of neighbouring letters are most like those of `words.txt`: everyday Russian and Kyrgyz words of forms and
letters, and names, written down by hand; the pairs are counted when first needed.
"""

from __future__ import annotations

import codecs
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import BinaryIO

# The longer mark first: UTF-32's begins like UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# With what the rare ones must be better by. Where two decode a text alike the first is taken; kz1048 and ptcp154
# are the only ones with ө ү ң.
_NARROW = {
    "cp1251": 0.0,
    "kz1048": 0.0,
    "koi8-r": 0.0,
    "cp866": 0.0,
    "cp1252": 0.0,
    "iso8859-5": 0.2,
    "mac-cyrillic": 0.3,
    "ptcp154": 0.0,
}

_BLOCK = 1 << 16
_ENOUGH = 4096  # bytes of words outside ASCII that decide
_HEAD = 4096  # bytes looked at for zero bytes
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_RUN = re.compile(rb"(.)\1{2,}", re.DOTALL)
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UTF8_CYRILLIC = re.compile(rb"((?:[\xd0-\xd3][\x80-\xbf]){3,})")
_HIGH = re.compile(rb"[\x80-\xff]+")
_SIGNS = frozenset("«»„“”‘’–—…№§°•\u00a0\u00ad")
_ACCENTS = frozenset("éèêëàâäçîïôöùûüñßáíóúåæøãõ")
# Scores are natural logarithms.
_ACCENTED = -4.0
_SIGN = -5.0
_UNSEEN = -9.0


class TextStream:
    """A file's characters, read once. `lost` counts those that could not be decoded, `seen` all of them."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.encoding = encoding
        self.seen = 0
        self.lost = 0
        self._stream = stream

    def chunks(self) -> Iterator[str]:
        """The text in chunks of some 64,000 characters: line ends are `\\n`, zero bytes blanks."""
        newlines = io.IncrementalNewlineDecoder(None, translate=True)
        decode = self._decoder()
        while raw := self._stream.read(_BLOCK):
            yield self._count(newlines.decode(decode(raw, False)))
        yield self._count(newlines.decode(decode(b"", True), final=True))

    def _decoder(self) -> Callable[[bytes, bool], str]:
        if self.encoding in _NARROW:
            return self._decode_narrow
        errors = _MIXED if self.encoding.startswith("utf-8") else "replace"
        return codecs.getincrementaldecoder(self.encoding)(errors).decode

    def _decode_narrow(self, raw: bytes, final: bool) -> str:
        """Single bytes, and UTF-8 where somebody appended some."""
        parts = _UTF8_CYRILLIC.split(raw)
        return "".join(part.decode("utf-8" if at % 2 else self.encoding, "replace") for at, part in enumerate(parts))

    def lines(self, longest: int) -> Iterator[tuple[int, str]]:
        """Lines with their numbers (from 1) and their line ends; one that is longer than `longest` comes in
        several parts with the same number."""
        number, held = 1, ""
        for chunk in self.chunks():
            *whole, held = (held + chunk).split("\n")
            for line in whole:
                yield number, f"{line}\n"
                number += 1
            if len(held) > longest:
                yield number, held
                held = ""
        if held:
            yield number, held

    def _count(self, text: str) -> str:
        self.seen += len(text)
        self.lost += text.count("\ufffd")
        return text.replace("\0", " ")


def open_text(stream: BinaryIO) -> TextStream:
    """The characters of a seekable stream, from its start. Looks for letters beyond ASCII through the whole of
    it: a log may hold its first Russian word after a gigabyte."""
    encoding = _survey(stream)
    stream.seek(0)
    return TextStream(stream, encoding)


def detect(sample: bytes) -> str:
    """The charset of a text's bytes, as Python names it; `utf-8` for plain ASCII."""
    return _wide(sample[:_HEAD]) or _by_words(_words(sample))


def _survey(stream: BinaryIO) -> str:
    stream.seek(0)
    words: list[bytes] = []
    size = 0
    block = stream.read(_BLOCK)
    if wide := _wide(block[:_HEAD]):
        return wide
    while block and size < _ENOUGH:
        if not block.isascii():
            found = _words(block)
            words += found
            size += sum(map(len, found))
        block = stream.read(_BLOCK)
    return _by_words(words)


def _words(sample: bytes) -> list[bytes]:
    return [word for word in _WORD.findall(sample) if not word.isascii()]


def _wide(head: bytes) -> str | None:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    even, odd = head[0:-1:2], head[1::2]
    if _high_bytes(odd) and not _high_bytes(even):
        return "utf-16-le"
    if _high_bytes(even) and not _high_bytes(odd):
        return "utf-16-be"
    return None


def _high_bytes(half: bytes) -> bool:
    """Whether these are the upper bytes of UTF-16: of Latin, Cyrillic, dashes and quotes."""
    count = half.count(0) + half.count(4)
    return count > 1 and count + half.count(0x20) + half.count(0x21) >= 0.95 * len(half)


def _by_words(words: list[bytes]) -> str:
    if not words:
        return "utf-8"
    sample = b" ".join(words)
    if _is_utf8(sample):
        return "utf-8"
    high = sum(map(len, _HIGH.findall(sample)))
    valid = sum(map(len, _UTF8.findall(sample)))
    # No single-byte text has three Cyrillic letters of UTF-8 in a row: such a file may mix both.
    cyrillic = sum(map(len, _UTF8_CYRILLIC.findall(sample)))
    if valid >= 0.8 * high or cyrillic >= 0.05 * high:
        return "utf-8"
    padded = b" " + _RUN.sub(rb"\1\1", sample[: 2 * _ENOUGH]) + b" "
    # Pairs inside ASCII say nothing.
    pairs = {pair: count for pair, count in Counter(pairwise(padded)).items() if max(pair) >= 0x80}
    return max(_NARROW, key=lambda name: _likeness(pairs, name) - _NARROW[name])


def _is_utf8(sample: bytes) -> bool:
    """Whether all is UTF-8 but for a character cut at the end."""
    try:
        return not codecs.getincrementaldecoder("utf-8")().decode(sample).isascii()
    except UnicodeDecodeError:
        return False


def _likeness(pairs: dict[tuple[int, int], int], charset: str) -> float:
    """How much a text's pairs of letters are like those of words: the mean of their scores."""
    letters = bytes(range(256)).decode(charset, "replace")
    scores = (_pair(letters[left], letters[right]) * count for (left, right), count in pairs.items())
    return sum(scores) / sum(pairs.values())


def _pair(left: str, right: str) -> float:
    known = _table().get((left + right).lower())
    if known is not None:
        return known - 3.0 if left.islower() and right.isupper() else known
    if left in _SIGNS or right in _SIGNS:
        return _SIGN
    return _western(left, right)


def _western(left: str, right: str) -> float:
    """An accented letter beside a plain one is Western; any other pair that no word has is unlikely."""
    if left.isascii() == right.isascii() or not (left + right).isalpha():
        return _UNSEEN
    return _ACCENTED if max(left, right).lower() in _ACCENTS else _UNSEEN


@cache
def _table() -> dict[str, float]:
    """Natural logarithms of the shares of pairs in our words; a word's ends count as blanks."""
    words = files("scanner.extract").joinpath("words.txt").read_text("utf-8").split()
    pairs = Counter(left + right for word in words for left, right in pairwise(f" {word} "))
    total = pairs.total()
    return {pair: math.log(count / total) for pair, count in pairs.items()}


def _mixed(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 inside a UTF-8 file: a run of them is Windows text pasted in, one alone is lost."""
    assert isinstance(error, UnicodeDecodeError)
    run = _HIGH.match(error.object, error.start)
    assert run is not None
    whole = run.group()
    if len(whole) < 3 or _UTF8_CYRILLIC.search(whole):
        return "\ufffd", error.end
    return whole.decode("kz1048", "replace"), run.end()


_MIXED = "scanner-mixed"
codecs.register_error(_MIXED, _mixed)
