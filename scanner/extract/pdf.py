"""PDF: the text of every page by pdfium, and the ruled tables of single pages by pdfplumber where they are asked for.

pdfium may abort the whole process on hostile input: whoever reads a PDF does it in a worker that may die.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO

import pypdfium2
from pypdfium2 import raw

from scanner.errors import UnreadError
from scanner.extract.interface import Block, Content, Limits
from scanner.extract.marginalia import Marginalia
from scanner.extract.pieces import pieces
from scanner.extract.shape import Cells, batches, filled, header_at, is_form, names
from scanner.model import Gap, Location, Picture, Reason, Table

_PROPERTIES = ("Title", "Author", "Subject", "Keywords")
_TAIL = 2048  # bytes: `%%EOF` stands in the last 1024 (ISO 32000-1, annex H.3), and some writers add a little
_LITTLE_TEXT = 200  # characters: a heading or a stamp over a scan
_COVERS = 0.25  # of the page, by its pictures
_OUTLINES = 200  # paths: letters drawn as curves; fewer are a frame
_OBJECTS = 10_000  # looked at on one page
_GARBLED = 0.3  # share of characters that no font mapping explains

# Where pdfium has joined a word over a line end it leaves one of these; it takes a line's own hyphen for part of
# a number.
_JOINT = re.compile("[\x02\ufffe]\n?(?=(.?))")
_HYPHEN = re.compile(r"(?<=\d)-\n(?=\d)")
_CUT_NUMBER = re.compile(r"(?<![\d-])(\d+)-\n(\d+)(?![\d-])")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_NO_LETTERS = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_DIGIT_LINES = re.compile(r"^\d+(?:\n\d+)+$", re.MULTILINE)
_WRAPPED = range(10, 21)  # digits of a number that a narrow column breaks into lines: PIN, card, account
_WHOLE = 9  # digits: a shorter line is no phone, PIN or account of its own


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """One text a page (with form fields, notes and bookmarks that the page does not show), a picture for a page
    that must be read by eye, a gap for a page that cannot be read and for attached files.

    Raises UnreadError: encrypted (needs a password to be opened), corrupt.
    """
    with content.open() as stream, closing(_opened(stream)) as pdf:
        yield from pieces(_properties(pdf), limits)
        marginalia = Marginalia(pdf)
        for index in range(len(pdf)):
            yield from _page(pdf, index, marginalia, limits)
        yield from pieces(marginalia.authors(), limits)
        if pdf.count_attachments() or marginalia.files:
            yield Gap(Reason.UNSUPPORTED, detail="attached file")
        if not _ends(stream):
            yield Gap(Reason.CORRUPT, detail="truncated")


def tables(content: Content, page: int) -> Iterator[Table]:
    """The tables of a page (from 1) that are drawn with lines. Raises UnreadError where the page cannot be read."""
    import pdfplumber  # half a second, and only for pages whose text had matches

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings quote the document
    with content.open() as stream:
        try:
            with pdfplumber.open(stream, pages=[page]) as document:
                grids = [table.extract() for sheet in document.pages for table in sheet.find_tables()]
        except Exception:  # pdfminer lets anything through: KeyError, struct.error, AssertionError …
            raise UnreadError(Reason.CORRUPT, "table") from None
    for number, grid in enumerate(grids, 1):
        rows: list[Cells] = [tuple(_cell(text) for text in cells) for cells in grid]
        if len(rows) > 1 and len(rows[0]) > 1 and not is_form(rows):
            yield _table(rows, (("page", str(page)), ("table", str(number))))


def _table(rows: list[Cells], location: Location) -> Table:
    at = header_at(rows)
    start = 0 if at is None else at + 1
    numbered = [(number, cells) for number, cells in enumerate(rows[start:], start + 1) if filled(cells)]
    return Table(batches(numbered), () if at is None else names(rows[at]), location)


def _cell(text: str | None) -> str | None:
    """A cell's lines as one."""
    return ("" if _is_wrapped(text) else " ").join(text.split("\n")) if text else None


def _is_wrapped(lines: str) -> bool:
    """Whether lines of digits are one number that its column was too narrow for: full lines, then the rest."""
    if not _DIGIT_LINES.fullmatch(lines):
        return False
    *full, last = map(len, lines.split("\n"))
    return len(set(full)) == 1 and last <= full[0] and last < _WHOLE and sum(full) + last in _WRAPPED


def _opened(stream: BinaryIO) -> Any:
    try:
        return pypdfium2.PdfDocument(stream)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadError(Reason.ENCRYPTED if locked else Reason.CORRUPT) from None


def _ends(stream: BinaryIO) -> bool:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    return b"%%EOF" in stream.read()


def _properties(pdf: Any) -> Iterator[tuple[str, Location]]:
    seen = {""}
    for name in _PROPERTIES:
        value = pdf.get_metadata_value(name).strip()
        if value not in seen:
            seen.add(value)
            yield value, (("property", name.lower()),)


def _page(pdf: Any, index: int, marginalia: Marginalia, limits: Limits) -> Iterator[Block]:
    place: Location = (("page", str(index + 1)),)
    try:
        with closing(pdf.get_page(index)) as page, closing(page.get_textpage()) as text_page:
            if text_page.count_chars() > limits.unpacked_bytes:
                yield Gap(Reason.TOO_LARGE, place)
                return
            text = _plain(text_page.get_text_bounded())
            # Added, not put in place: should they be several numbers after all, each still stands in the text.
            wrapped = [run.replace("\n", "") for run in _DIGIT_LINES.findall(text) if _is_wrapped(run)]
            lines = [text, *wrapped, *marginalia.lines(page, index, text)]
            to_look_at = _is_picture(page, text)
    except pypdfium2.PdfiumError:
        yield Gap(Reason.CORRUPT, place)
        return
    for piece in pieces(((line, place) for line in lines), limits):
        yield replace(piece, page=index + 1)
    if to_look_at:
        yield Picture(place)


def _plain(text: str) -> str:
    """Page text with plain line ends, ligatures spelled out, and words that a line end broke whole again."""
    text = text.replace("\r\n", "\n").translate(_LIGATURES)
    # A capital behind the break: a double name, whose hyphen is its own.
    text = _JOINT.sub(lambda match: "-" if match.group(1).isupper() else "", text)
    return _HYPHEN.sub("-", _CUT_NUMBER.sub(_rejoined, text))


def _rejoined(match: re.Match[str]) -> str:
    """A hyphen of the line end only, where the digits make one long number."""
    whole = match.group(1) + match.group(2)
    return whole if len(whole) in _WRAPPED else match.group()


def _is_picture(page: Any, text: str) -> bool:
    """Whether a page shows more than its text says: a scan, letters drawn as curves, a font without a mapping."""
    letters = "".join(text.split())
    if len(_NO_LETTERS.findall(letters)) > _GARBLED * len(letters):
        return True
    if len(letters) >= _LITTLE_TEXT:
        return False
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    objects = list(islice(page.get_objects(filter=kinds), _OBJECTS))
    images = [found for found in objects if found.type == raw.FPDF_PAGEOBJ_IMAGE]
    if not letters:
        return bool(images) or len(objects) >= _OUTLINES
    width, height = page.get_size()
    return 0 < _COVERS * float(width * height) <= sum(map(_area, images))


def _area(image: Any) -> float:
    left, bottom, right, top = image.get_bounds()
    return float(abs(right - left) * abs(top - bottom))
