"""Papers as DOCX, part by part: only so can values stand in every corner where Word keeps words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

from scanner.synthetic.documents import Grid, Paper

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_PARTS = {"header": "hdr", "footer": "ftr", "footnote": "footnotes", "comment": "comments"}


def docx(paper: Paper, nested: bool = False) -> bytes:
    """The paper with its corners; `nested` puts its tables inside the cell of another table."""
    corners = {kind: text.text for kind, text in paper.corners}
    parts = {
        "[Content_Types].xml": _content_types(corners),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")]),
        "word/document.xml": _document(paper, corners, nested),
        "word/_rels/document.xml.rels": _relations(
            [(f"{kind}{_plural(kind)}", f"{kind}.xml") for kind in _own(corners)]
        ),
        "docProps/core.xml": _core(paper, corners.get("author", "")),
    }
    for kind in _own(corners):
        parts[f"word/{kind}.xml"] = _part(kind, corners[kind])
    return _zipped(parts)


def _own(corners: dict[str, str]) -> list[str]:
    return [kind for kind in _PARTS if kind in corners]


def _plural(kind: str) -> str:
    return "s" if kind in ("footnote", "comment") else ""


def _content_types(corners: dict[str, str]) -> str:
    overrides = [("document", "document.main+xml"), *((kind, f"{kind}{_plural(kind)}+xml") for kind in _own(corners))]
    listed = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{content}"/>' for name, content in overrides
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{listed}</Types>"
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{core if kind == "core" else f"{_OFFICE}/{kind}"}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(paper: Paper, author: str) -> str:
    moment = f"{paper.day.isoformat()}T09:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _document(paper: Paper, corners: dict[str, str], nested: bool) -> str:
    body = [_paragraph(piece.text) for piece in paper.paragraphs]
    tables = "".join(_titled(grid) for grid in paper.grids)
    if nested:
        tables = _table(1, f"<w:tr><w:tc>{_paragraph('')}{tables}</w:tc></w:tr>")
    body.append(tables)
    body += [_ANCHORS[kind](corners[kind]) for kind in _ANCHORS if kind in corners]
    section = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{_own(corners).index(kind) + 1}"/>'
        for kind in ("header", "footer")
        if kind in corners
    )
    return f"<w:document {_SPACES}><w:body>{''.join(body)}<w:sectPr>{section}</w:sectPr></w:body></w:document>"


def _runs(text: str, tag: str = "w:t") -> str:
    """Two runs: editing history cuts values in the middle, and readers must join them again."""
    middle = len(text) // 2
    halves = (text[:middle], text[middle:])
    return "".join(f'<w:r><{tag} xml:space="preserve">{escape(half)}</{tag}></w:r>' for half in halves)


def _paragraph(text: str) -> str:
    return f"<w:p>{_runs(text)}</w:p>"


def _titled(grid: Grid) -> str:
    rows = [grid.header, *([cell.text for cell in row] for row in grid.rows)]
    cells = ("".join(f"<w:tc>{_paragraph(text)}</w:tc>" for text in row) for row in rows)
    table = _table(len(grid.header), "".join(f"<w:tr>{row}</w:tr>" for row in cells))
    return "".join(_paragraph(line) for line in grid.title) + table + _paragraph("")


def _table(columns: int, rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{rows}</w:tbl>"


def _textbox(text: str) -> str:
    """As Word writes it: once for new versions, once more for old ones. It is one text."""
    content = f"<w:txbxContent>{_paragraph(text)}</w:txbxContent>"
    choice = (
        '<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/>'
        '<wp:docPr id="1" name="t"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice>"
    )
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"


def _tracked(tag: str, text: str) -> str:
    inner = _runs(text, "w:delText" if tag == "w:del" else "w:t")
    return f'<w:p><{tag} w:id="7" w:author="office" w:date="2020-01-01T00:00:00Z">{inner}</{tag}></w:p>'


_ANCHORS: dict[str, Callable[[str], str]] = {
    "textbox": _textbox,
    "inserted": lambda text: _tracked("w:ins", text),
    "deleted": lambda text: _tracked("w:del", text),
    "footnote": lambda _text: '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
    "comment": lambda _text: '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>',
}


def _part(kind: str, text: str) -> str:
    content = _paragraph(text)
    if kind == "footnote":
        content = f'<w:footnote w:id="1">{content}</w:footnote>'
    elif kind == "comment":
        content = f'<w:comment w:id="1" w:author="office" w:initials="o">{content}</w:comment>'
    return f"<w:{_PARTS[kind]} {_SPACES}>{content}</w:{_PARTS[kind]}>"


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    return out.getvalue()
