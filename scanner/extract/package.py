"""The zip of XML parts that docx and xlsx are, read part by part and never further than the limits allow.

A part is parsed as a stream and its elements are freed once used. A document type is refused: these formats
have none, and entities are how a kilobyte becomes a gigabyte. Namespaces are not looked at, so that the
"strict" spelling of the standard (ISO/IEC 29500) reads like the usual one.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from lzma import LZMAError
from typing import IO, Any, BinaryIO, Literal, TypeVar, cast
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree

from scanner.errors import UnreadError
from scanner.extract.interface import Block, Limits
from scanner.extract.pieces import pieces
from scanner.model import Gap, Location, Reason

_BROKEN = (BadZipFile, zlib.error, LZMAError, struct.error, EOFError, ValueError, etree.LxmlError)
_ENCRYPTED = 0x1  # of a zip entry's flag bits
_MEGABYTE = 2**20
_CHUNK = 2**16
_TYPES = "[content_types].xml"
# What a document says of itself that may name somebody: part, element, what it is called in a location.
_PROPERTIES = {
    "docprops/core.xml": {
        "creator": "author",
        "lastModifiedBy": "last modified by",
        "title": "title",
        "subject": "subject",
        "description": "comments",
        "keywords": "keywords",
        "category": "category",
        "contentStatus": "status",
    },
    "docprops/app.xml": {"Manager": "manager", "Company": "company"},
    "docprops/custom.xml": {"property": "custom"},
}

_Item = TypeVar("_Item")
Line = tuple[str, Location]
Part = Line | Block  # what is read in order: lines of prose, and the blocks that stand between them


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: another part's name, or an address outside."""

    kind: str  # the last word of its type: "hyperlink", "comments", …
    target: str
    external: bool

    @property
    def address(self) -> str:
        """The target as a reader would write it."""
        return address(self.target)


class Package:
    """The parts of a docx or xlsx. Everything it does may raise UnreadError (corrupt, too large, encrypted)."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._limits = limits
        with _refusals():
            self._zip = ZipFile(stream)
        # Names differ in case between parts and references, and some writers use the other slash.
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in self._zip.infolist()}

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        by_name: dict[str, str] = {}
        by_suffix: dict[str, str] = {}
        for element in self.elements(_TYPES, "Override", "Default"):
            kind = element.get("ContentType", "")
            if (name := element.get("PartName")) is not None:
                by_name[name.lstrip("/").lower()] = kind
            else:
                by_suffix[element.get("Extension", "").lower()] = kind
        return by_name, by_suffix

    def parts(self, *kinds: str) -> list[str]:
        """The parts of these kinds, in the zip's order. A kind is the last word of a content type: "header" of
        `….wordprocessingml.header+xml`. By type, not by reference: what nothing points at is still in the file."""
        by_name, by_suffix = self._types
        names = [name for name in self._entries if name != _TYPES]
        types = {name: by_name.get(name) or by_suffix.get(name.rpartition(".")[2], "") for name in names}
        return [name for name, kind in types.items() if kind.removesuffix("+xml").rpartition(".")[2] in kinds]

    def embedded(self) -> Iterator[Gap]:
        """A gap for each file that lies in the document as an object."""
        for name in self._entries:
            if name.rpartition("/")[0].rpartition("/")[2] in ("embeddings", "activex"):
                yield Gap(Reason.UNSUPPORTED, detail="embedded object")

    def elements(self, part: str, *tags: str) -> Iterator[etree._Element]:
        """Each complete element with one of these local names, as it ends, in the order of the part.

        An element is emptied once the next one is asked for: one that lies inside another must be used before.
        """
        for _, element in self._events(part, ("end",), [f"{{*}}{tag}" for tag in tags]):
            yield element
            _free(element)

    def children(self, part: str, depth: int = 1) -> Iterator[etree._Element]:
        """Each complete element that lies `depth` levels under the part's root (1: its children)."""
        level = -1
        for event, element in self._events(part, ("start", "end"), None):
            if event == "start":
                level += 1
                continue
            if level == depth:
                yield element
                _free(element)
            level -= 1

    def _events(
        self, part: str, events: tuple[Literal["start", "end"], ...], tags: list[str] | None
    ) -> Iterator[tuple[str, etree._Element]]:
        parser = etree.XMLPullParser(
            events, tag=tags, no_network=True, resolve_entities=False, remove_comments=True, remove_pis=True
        )
        with _refusals(), self._open(part) as stream:
            checked = False
            while data := stream.read(_CHUNK):
                parser.feed(data)
                for event, element in cast(Iterator[tuple[str, etree._Element]], parser.read_events()):
                    checked = checked or _has_no_doctype(element)
                    yield event, element
            parser.close()

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part points at, by id; nothing where it points at nothing."""
        folder, _, name = part.rpartition("/")
        listing = f"{folder}/_rels/{name}.rels".lstrip("/").lower()
        if listing not in self._entries:
            return {}
        found = {}
        for element in self.elements(listing, "Relationship"):
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/").lower()
            found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], target, external)
        return found

    def properties(self) -> Iterator[Line]:
        """What the document says of itself: author, title, company …; a value said twice is said once."""
        seen: set[str] = set()
        for part, names in _PROPERTIES.items():
            for element in self.children(part) if part in self._entries else ():
                value = "".join(map(str, element.itertext())).strip()
                if local(element) in names and value and value not in seen:
                    seen.add(value)
                    yield value, (("property", element.get("name") or names[local(element)]),)

    def drawn(self, part: str) -> Iterator[str]:
        """The paragraphs of shapes, diagrams and chart titles of a drawing's part."""
        for paragraph in self.elements(part, "p"):
            if text := "".join(run.text or "" for run in paragraph.iter("{*}t")).strip():
                yield text

    def _open(self, part: str) -> _Measured:
        entry = self._entries.get(part.lower())
        if entry is None:
            raise UnreadError(Reason.CORRUPT, "missing part")
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadError(Reason.ENCRYPTED)
        most = min(self._limits.unpacked_bytes, max(_MEGABYTE, self._limits.ratio * entry.compress_size))
        return _Measured(self._zip.open(entry), most)


class _Measured:
    """A part's bytes up to `most`: what a bomb declares as its size is not to be trusted."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._left = most

    def __enter__(self) -> _Measured:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise UnreadError(Reason.TOO_LARGE)
        return data


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _has_no_doctype(element: etree._Element) -> Literal[True]:
    document: Any = element.getroottree().docinfo
    if document.internalDTD is not None:
        raise UnreadError(Reason.CORRUPT, "document type")
    return True


def _free(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def attribute(element: etree._Element, name: str) -> str:
    """The attribute with this local name; "" where the element has none."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def relation_id(element: etree._Element) -> str:
    """The id by which an element refers to a relation (`r:id`, `r:embed`, `r:link`); "" where it has none."""
    return next((str(value) for name, value in element.items() if "/relationships}" in str(name)), "")


def address(target: str) -> str:
    """A link's target as a reader would write it: `mailto:a%40b.kg?subject=…` is `a@b.kg`."""
    scheme, _, rest = target.partition(":")
    plain = scheme.lower() in ("mailto", "tel", "sip", "sms")
    return unquote(rest.partition("?")[0] if plain else target)


def assembled(parts: Iterable[Part], limits: Limits) -> Iterator[Block]:
    """Lines as pieces of text, cut where a block stands between them."""
    for prose, group in groupby(parts, key=lambda part: isinstance(part, tuple)):
        if prose:
            yield from pieces((part for part in group if isinstance(part, tuple)), limits)
        else:
            yield from (part for part in group if not isinstance(part, tuple))


def guarded(blocks: Iterable[_Item], place: Location = ()) -> Iterator[_Item | Gap]:
    """The same, with a gap in place of the rest where the rest cannot be read."""
    try:
        yield from blocks
    except UnreadError as error:
        yield Gap(error.reason, place, error.detail)


@contextmanager
def _refusals() -> Iterator[None]:
    """What zipfile, zlib and lxml say of broken bytes, as UnreadError. Their messages may quote the document."""
    try:
        yield
    except UnreadError:
        raise
    except NotImplementedError:
        raise UnreadError(Reason.UNSUPPORTED, "compression method") from None
    except _BROKEN as error:
        raise UnreadError(_limit_of(error) or Reason.CORRUPT) from None
    except OSError as error:
        if error.errno is not None:  # the medium; what bz2 says of broken bytes has no number
            raise
        raise UnreadError(Reason.CORRUPT) from None


def _limit_of(error: Exception) -> Reason | None:
    """The limit of the parser that sound XML can be beyond: elements in elements, or characters of one text."""
    if getattr(error, "code", None) != etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return None
    return Reason.TOO_DEEP if "depth" in str(error) else Reason.TOO_LARGE
