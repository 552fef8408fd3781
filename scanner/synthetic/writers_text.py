"""Papers as bytes of plain formats: txt, log, csv, tsv, json, jsonl, html, xml, in any charset."""

from __future__ import annotations

import codecs
import csv
import html
import io
import json
from collections.abc import Callable
from typing import Any

from scanner.synthetic.documents import Grid, Paper

_MARKS = {
    "utf-8-sig": ("utf-8", codecs.BOM_UTF8),
    "utf-16le-sig": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16be-sig": ("utf-16-be", codecs.BOM_UTF16_BE),
}


def codec(charset: str) -> str:
    """Python's name for a charset; `…-sig` is one with a byte-order mark."""
    return _MARKS.get(charset, (charset, b""))[0]


def write(paper: Paper, suffix: str, charset: str, delimiter: str = ",") -> bytes:
    """The paper in a format and charset. What the charset has no letter for must have been respelt before."""
    mark = _MARKS.get(charset, ("", b""))[1]
    if suffix in ("csv", "tsv"):
        text = _separated(paper, "\t" if suffix == "tsv" else delimiter)
    elif suffix in ("html", "xml"):
        text = _MARKUP[suffix](paper, codec(charset))
    else:
        text = _PLAIN[suffix](paper)
    return mark + text.encode(codec(charset))


def _lines(paper: Paper) -> list[str]:
    lines = [piece.text for piece in paper.paragraphs]
    for grid in paper.grids:
        lines += [*grid.title, " | ".join(grid.header)]
        lines += [" | ".join(cell.text for cell in row) for row in grid.rows]
    return lines


def _txt(paper: Paper) -> str:
    return "\r\n".join(_lines(paper)) + "\r\n"


def _log(paper: Paper) -> str:
    numbered = (f"{paper.day:%Y-%m-%d} 09:{at % 60:02}:07 {line}" for at, line in enumerate(_lines(paper)))
    return "\n".join(numbered) + "\n"


def _separated(paper: Paper, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for grid in paper.grids:
        writer.writerow(grid.header)
        writer.writerows([cell.text for cell in row] for row in grid.rows)
    return out.getvalue()


def _objects(grid: Grid) -> list[dict[str, str]]:
    return [dict(zip(grid.header, (cell.text for cell in row), strict=True)) for row in grid.rows]


def _json(paper: Paper) -> str:
    content: dict[str, Any] = {"date": paper.day.isoformat(), "text": [piece.text for piece in paper.paragraphs]}
    content["tables"] = [_objects(grid) for grid in paper.grids]
    return json.dumps(content, ensure_ascii=False, indent=1)


def _jsonl(paper: Paper) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for grid in paper.grids for row in _objects(grid))


def _html(paper: Paper, charset: str) -> str:
    body = [f"<p>{html.escape(piece.text)}</p>" for piece in paper.paragraphs]
    for grid in paper.grids:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in grid.header)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell.text)}</td>" for cell in row) + "</tr>\n" for row in grid.rows
        )
        body.append(f"<table>\n<tr>{head}</tr>\n{rows}</table>")
    top = f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>-</title></head>\n<body>\n'
    return top + "\n".join(body) + "\n</body></html>\n"


def _xml(paper: Paper, charset: str) -> str:
    parts = [f"<line>{html.escape(piece.text)}</line>" for piece in paper.paragraphs]
    for grid in paper.grids:
        for row in grid.rows:
            cells = (
                f'<cell name="{html.escape(name)}">{html.escape(cell.text)}</cell>'
                for name, cell in zip(grid.header, row, strict=True)
            )
            parts.append(f"<row>{''.join(cells)}</row>")
    return f'<?xml version="1.0" encoding="{charset}"?>\n<document>\n' + "\n".join(parts) + "\n</document>\n"


_PLAIN: dict[str, Callable[[Paper], str]] = {"txt": _txt, "log": _log, "json": _json, "jsonl": _jsonl}
_MARKUP: dict[str, Callable[[Paper, str], str]] = {"html": _html, "xml": _xml}
