"""Makes office documents for the tests, part by part, and reads them with a reader."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from scanner.extract.interface import Block, Content, Limits
from scanner.model import Gap, Picture, Table, Text, canonical

Read = Callable[[Content, Limits], Iterator[Block]]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class Bytes:
    """A file's bytes in memory."""

    data: bytes = field(repr=False)
    name: str = "file"
    size: int | None = None
    path: bytes | None = None

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


@dataclass
class Seen:
    """What a reader gave, tables read to their end when they were met."""

    texts: list[Text] = field(default_factory=list)
    tables: list[tuple[Table, dict[int, tuple[str | None, ...]]]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each line of text with its place in the machine's spelling."""
        return [(line, canonical(text.locate(start))) for text in self.texts for start, line in _lines(text.text)]

    def everything(self) -> str:
        """All that was read, for counting."""
        cells = (cell or "" for table, rows in self.tables for row in (table.header, *rows.values()) for cell in row)
        return "\n".join((*(text.text for text in self.texts), *cells))


def seen(read: Read, data: bytes, limits: Limits | None = None) -> Seen:
    found = Seen()
    for block in read(Bytes(data), limits or Limits()):
        match block:
            case Text():
                found.texts.append(block)
            case Table():
                found.tables.append((block, rows_of(block)))
            case Gap():
                found.gaps.append(block)
            case Picture():
                found.pictures.append(block)
    return found


def rows_of(table: Table) -> dict[int, tuple[str | None, ...]]:
    """A table's rows by number."""
    return {number: row for batch in table.batches for number, row in zip(batch.numbers, batch.rows, strict=True)}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, relations: str = "", main: str = "document.main", **parts: Any) -> bytes:
    """A Word file with this body. Other parts by kind: `header="<w:p>…"`; what has a dot or slash is a file name."""
    files: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W} {R} {A} {MC}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    types = {"word/document.xml": f"{_TYPE}.wordprocessingml.{main}+xml"}
    roots = {"header": "hdr", "footer": "ftr"}
    for name, content in parts.items():
        if "/" in name:
            files[name] = content
            continue
        files[f"word/{name}.xml"] = f"<w:{roots.get(name, name)} {W}>{content}</w:{roots.get(name, name)}>"
        types[f"word/{name}.xml"] = f"{_TYPE}.wordprocessingml.{name}+xml"
    return zipped({"[Content_Types].xml": _types(types), **files})


def xlsx(
    rows: str, styles: str = "", strings: str = "", workbook: str = "", relations: str = "", **parts: str
) -> bytes:
    """A workbook of one sheet, "Лист1", with these rows. Other parts by file name."""
    kinds = {"xl/workbook.xml": "sheet.main", "xl/sheet1.xml": "worksheet", "xl/strings.xml": "sharedStrings"}
    types = {name: f"{_TYPE}.spreadsheetml.{kind}+xml" for name, kind in kinds.items()}
    types["xl/styles.xml"] = f"{_TYPE}.spreadsheetml.styles+xml"
    sheets = '<sheets><sheet name="Лист1" sheetId="1" r:id="r1"/></sheets>'
    files = {
        "[Content_Types].xml": _types(types),
        "xl/workbook.xml": f"<workbook {S} {R}>{workbook}{sheets}</workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relation('r1', 'worksheet', 'sheet1.xml')}</Relationships>",
        "xl/sheet1.xml": f"<worksheet {S} {R}><sheetData>{rows}</sheetData></worksheet>",
        "xl/_rels/sheet1.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
        "xl/strings.xml": f"<sst {S}>{strings}</sst>",
    }
    return zipped(files | parts)


def relation(name: str, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'


def paragraph(*runs: str) -> str:
    """A paragraph; a run that is no XML yet is put in one."""
    return "<w:p>" + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that is no XML yet becomes a paragraph."""
    cells = ("".join(f"<w:tc>{c if c.startswith('<') else paragraph(c)}</w:tc>" for c in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def _types(types: dict[str, str]) -> str:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return f'<Types><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, line
        start += len(line) + 1
