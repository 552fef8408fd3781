"""The parts of an xlsx that its sheets lean on: sheet list, shared strings, styles, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scanner.errors import UnreadError
from scanner.extract.formats import Formats
from scanner.extract.package import Line, Package, attribute, local, relation_id
from scanner.model import Gap, Location, Reason

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook's sheets (title and part, hidden ones too), its names, and what turns raw cells into text."""

    sheets: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]  # defined names and what they stand for
    strings: list[str]
    formats: Formats
    gaps: tuple[Gap, ...]  # of the parts above: a missing string is a cell that was not read


def open_workbook(package: Package) -> Workbook:
    """Reads what the sheets need. Raises UnreadError where there is no readable workbook."""
    parts = package.parts("main")
    if not parts:
        raise UnreadError(Reason.CORRUPT, "no workbook")
    relations = package.relations(parts[0])
    sheets: list[tuple[str, str]] = []
    names: list[tuple[str, str]] = []
    since_1904 = False
    for element in package.elements(parts[0], "workbookPr", "sheet", "definedName"):
        match local(element):
            case "workbookPr":
                since_1904 = element.get("date1904") in ("1", "true")
            case "sheet" if (target := relations.get(relation_id(element))) is not None:
                sheets.append((element.get("name", ""), target.target))
            case "definedName" if not element.get("name", "").startswith("_xlnm."):
                names.append((element.get("name", ""), element.text or ""))
    listed = {part for _, part in sheets}
    # A sheet that the workbook does not list is shown by no program and lies in the file all the same.
    sheets += [(part.rpartition("/")[2], part) for part in package.parts("worksheet") if part not in listed]
    gaps: list[Gap] = []
    strings = list(_strings(package, gaps))
    return Workbook(tuple(sheets), tuple(names), strings, Formats(_codes(package, gaps), since_1904), tuple(gaps))


def rich_text(element: etree._Element) -> str:
    """The text of a shared or inline string or a comment, its runs joined, without the reading aids of East Asian
    scripts (`rPh`)."""
    runs = [child for child in element if local(child) in ("t", "r")]
    text = "".join(run.text or "" for child in runs for run in child.iter("{*}t"))
    return _ESCAPE.sub(_unescape, text) if "_x" in text else text


def comments(package: Package, part: str, place: Location, authors: set[str]) -> Iterator[Line]:
    """The comments of a sheet with the cells they belong to, old (notes) and threaded; adds who wrote them."""
    kinds = {"comments": "comment", "threadedComment": "threadedComment"}
    found = [relation for relation in package.relations(part).values() if relation.kind in kinds]
    threaded = any(relation.kind == "threadedComment" for relation in found)
    for relation in found:
        names: list[str] = []
        for element in package.elements(relation.target, "author", kinds[relation.kind]):
            if local(element) == "author":
                names.append(element.text or "")
                continue
            author = element.get("authorId", "")
            # For older programs a thread is repeated as a note, whose author is the thread's id.
            if threaded and author.isdecimal() and "".join(names[int(author) : int(author) + 1]).startswith("tc="):
                continue
            for text in element.iterfind("{*}text"):
                yield rich_text(text) or text.text or "", (*place, ("cell", element.get("ref", "")))
        authors.update(name for name in names if name and not name.startswith("tc="))


def _strings(package: Package, gaps: list[Gap]) -> Iterator[str]:
    try:
        for part in package.parts("sharedStrings"):
            yield from map(rich_text, package.elements(part, "si"))
    except UnreadError as error:
        gaps.append(Gap(error.reason, (("name", "sharedStrings"),), error.detail))


def _codes(package: Package, gaps: list[Gap]) -> list[int | str]:
    """The number format of each cell style."""
    spelled: dict[int, str] = {}
    codes: list[int | str] = []
    try:
        for part in package.parts("styles"):
            for element in package.elements(part, "numFmt", "cellXfs"):
                if local(element) == "numFmt":
                    spelled[_integer(element)] = element.get("formatCode", "")
                else:
                    codes += [spelled.get(_integer(style), _integer(style)) for style in element]
    except UnreadError as error:
        gaps.append(Gap(error.reason, (("name", "styles"),), error.detail))
    return codes


def _integer(element: etree._Element) -> int:
    value = attribute(element, "numFmtId")
    return int(value) if value.isdecimal() else 0


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))
