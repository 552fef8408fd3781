"""HTML and XML: streamed through libxml2's parsers without a tree, so that size and nesting cost no memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from typing import Any, cast

from lxml import etree

from scanner.extract.charset import open_text
from scanner.extract.interface import Block, Content, Limits
from scanner.extract.page import Page, Part
from scanner.extract.pieces import pieces
from scanner.extract.text import Slices, damage
from scanner.model import Gap, Location, Reason

_SHOWN_DEPTH = 8  # names of a path in a location
_COMMENT = re.compile(r"\s*(?:<!--.*?(?:-->|\Z)\s*|<\?.*?(?:\?>|\Z)\s*)*", re.DOTALL)
_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|table|tr|div|span|p|br|hr|h[1-6]|ul|ol|li|a|b|i"
    r"|font|form|center|pre|img)[\s>/]",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?:!DOCTYPE\s|[^\W\d][\w.:-]*(?:\s+[\w.:-]+\s*=|\s*/?>))")

_Parser = etree.HTMLParser | etree.XMLParser


def kind_of(head: str) -> str | None:
    """`html` or `xml` by a file's first characters, None where they are no markup."""
    begin = _COMMENT.match(head)
    assert begin is not None
    if _PAGE.match(head, begin.end()):
        return "html"
    declared = head.lstrip().startswith("<?xml")
    element = _ELEMENT.match(head, begin.end()) and ("</" in head or "/>" in head)
    return "xml" if declared or element else None


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """Text, tables of pages, and a gap where the parser gives up: from there on the file is read as plain text.

    A file with entities of its own is read as plain text from the start: a few lines of them can stand for
    gigabytes, and what they stand for is text of the file all the same.
    """
    with content.open() as stream:
        text = open_text(stream)
        chunks = text.chunks()
        head = next(chunks, "")
        slices = Slices(chain([head], chunks))
        if kind_of(head) == "html":
            page = Page()
            yield from _blocks(etree.HTMLParser(target=cast(Any, page)), page, slices, limits)
        elif "<!ENTITY" in head:
            yield from slices.rest(limits)
        else:
            document = _Document()
            parser = etree.XMLParser(target=cast(Any, document), resolve_entities=False, no_network=True)
            yield from _blocks(parser, document, slices, limits)
        yield from damage(text)


def _blocks(parser: _Parser, target: Page | _Document, slices: Slices, limits: Limits) -> Iterator[Block]:
    try:
        yield from _grouped(_parts(parser, target, slices), limits)
    except etree.LxmlError:
        target.close()
        yield from _grouped(iter(target.take()), limits)
        yield Gap(Reason.CORRUPT)
        yield from slices.rest(limits)


def _parts(parser: _Parser, target: Page | _Document, slices: Slices) -> Iterator[Part]:
    for part in slices:
        target.told = False
        parser.feed(part)
        if target.told:
            slices.answered()
        yield from target.take()
    parser.close()
    yield from target.take()


def _grouped(parts: Iterator[Part], limits: Limits) -> Iterator[Block]:
    for is_line, group in groupby(parts, key=lambda part: isinstance(part, tuple)):
        if is_line:
            yield from pieces((part for part in group if isinstance(part, tuple)), limits)
        else:
            yield from (part for part in group if not isinstance(part, tuple))


class _Document:
    """The target of an XML parser: an element's text and its attributes as `name: value` lines."""

    def __init__(self) -> None:
        self.told = False  # since it was last set back
        self._parts: list[Part] = []
        self._names: list[str] = []
        self._text: list[str] = []

    def take(self) -> list[Part]:
        """What was read since it was last asked."""
        parts, self._parts = self._parts, []
        return parts

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; text before it belongs to the one around it."""
        self.told = True
        self._end_text()
        self._names.append(_local(tag))
        self._parts += [(f"{_local(name)}: {value}", self._place()) for name, value in attributes.items()]

    def end(self, tag: str) -> None:
        """An element ends."""
        self.told = True
        self._end_text()
        self._names.pop()

    def data(self, text: str) -> None:
        """Characters."""
        self.told = True
        self._text.append(text)

    def comment(self, text: str) -> None:
        """What the author left out of sight."""
        self.told = True
        self._parts.append((text.strip(), self._place()))

    def pi(self, target: str, text: str | None = None) -> None:
        """A processing instruction."""
        self.comment(f"{target} {text or ''}")

    def close(self) -> None:
        """The end of the document, also of a broken one."""
        self._end_text()

    def _end_text(self) -> None:
        text = "".join(self._text).strip()
        self._text = []
        if text:
            self._parts.append((f"{self._names[-1]}: {text}", self._place()))

    def _place(self) -> Location:
        path = "/".join(self._names[-_SHOWN_DEPTH:])
        return (("element", f"…/{path}" if len(self._names) > _SHOWN_DEPTH else path),)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
