"""What a PDF says beside the text of its pages: form fields, notes, links, bookmarks."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pypdfium2 import PdfiumError, raw

from scanner.extract.package import Line, address

_FIELDS_OF_TEXT = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


class Marginalia:
    """Reads them page by page; made before the first page is loaded, as pdfium wants it. `files` is set once a
    page has a file attached."""

    def __init__(self, pdf: Any) -> None:
        self.files = False
        self._pdf = pdf
        if pdf.get_formtype() != raw.FORMTYPE_NONE:
            pdf.init_forms()
        self._seen: set[str] = set()  # a field may stand on several pages
        self._authors: set[str] = set()
        self._bookmarks = _bookmarks(pdf)

    def lines(self, page: Any, index: int, text: str) -> Iterator[str]:
        """What belongs to the page and is not in its text: `label: value` of fields, notes, addresses, bookmarks."""
        shown = "".join(text.split())
        for line in (*self._annotations(page), *self._bookmarks.get(index, ())):
            if line not in self._seen and "".join(line.split()) not in shown:
                self._seen.add(line)
                yield line

    def authors(self) -> Iterator[Line]:
        """Who wrote the notes."""
        for author in sorted(self._authors - {""}):
            yield author, (("property", "author"),)

    def _annotations(self, page: Any) -> Iterator[str]:
        for number in range(raw.FPDFPage_GetAnnotCount(page)):
            with _annotation(page, number) as note:
                match raw.FPDFAnnot_GetSubtype(note) if note else None:
                    case raw.FPDF_ANNOT_WIDGET:
                        yield self._field(note)
                    case raw.FPDF_ANNOT_LINK:
                        yield self._link(note)
                    case raw.FPDF_ANNOT_POPUP | None:  # shows the text of another
                        continue
                    case kind:
                        self.files |= kind == raw.FPDF_ANNOT_FILEATTACHMENT
                        self._authors.add(_string(raw.FPDFAnnot_GetStringValue, note, b"T"))
                        yield _string(raw.FPDFAnnot_GetStringValue, note, b"Contents")

    def _field(self, note: Any) -> str:
        form = self._pdf.formenv
        if not form or raw.FPDFAnnot_GetFormFieldType(form, note) not in _FIELDS_OF_TEXT:
            return ""
        label = _string(raw.FPDFAnnot_GetFormFieldAlternateName, form, note)
        value = _string(raw.FPDFAnnot_GetFormFieldValue, form, note)
        return f"{label or _string(raw.FPDFAnnot_GetFormFieldName, form, note)}: {value}" if value else ""

    def _link(self, note: Any) -> str:
        action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(note))
        size = raw.FPDFAction_GetURIPath(self._pdf, action, None, 0) if action else 0
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(self._pdf, action, buffer, size)
        return address(buffer.raw.rstrip(b"\0").decode("utf-8", "replace"))


@contextmanager
def _annotation(page: Any, number: int) -> Iterator[Any]:
    note = raw.FPDFPage_GetAnnot(page, number)
    try:
        yield note
    finally:
        if note:
            raw.FPDFPage_CloseAnnot(note)


def _string(get: Callable[..., int], *what: Any) -> str:
    """A string of pdfium's: asked once for its size in bytes, once for itself (UTF-16, ends with a zero)."""
    size = get(*what, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(*what, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0").strip()


def _bookmarks(pdf: Any) -> dict[int, list[str]]:
    """Bookmarks by the page they lead to, those that lead nowhere with the first."""
    found: dict[int, list[str]] = {}
    try:
        for bookmark in pdf.get_toc():
            target = bookmark.get_dest()
            index = (target.get_index() if target else None) or 0
            found.setdefault(index if index < len(pdf) else 0, []).append(bookmark.get_title())
    except PdfiumError:
        return found
    return found
