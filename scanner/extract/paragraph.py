"""A paragraph of Word: its runs joined to the text that a reader sees, and what hangs in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from lxml import etree

from scanner.extract.package import Relation, address, attribute, local, relation_id

_BLANKS = {"tab": " ", "ptab": " ", "sym": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_WORD = re.compile(r"\S+")
# Text moved elsewhere is read where it stands now. An object is a gap of the document; its picture says nothing.
_PASSED_OVER = ("moveFrom", "object")


class _State(Enum):
    KEPT = auto()
    ADDED = auto()
    GONE = auto()


class Paragraph:
    """What a `w:p` holds: its text, text boxes that are anchored in it, and how many pictures."""

    def __init__(self, element: etree._Element, relations: dict[str, Relation]) -> None:
        self.boxes: list[etree._Element] = []
        self.pictures = 0
        self._relations = relations
        self._runs: list[tuple[str, _State]] = []
        self._asides: list[str] = []  # addresses behind links, descriptions of pictures
        self._codes = ""  # of fields
        self._collect(element, _State.KEPT)

    def text(self) -> str:
        """The text as it stands, hidden or not; then, on lines of their own, what was deleted, and addresses
        behind links and descriptions of pictures that the text does not show."""
        now = "".join(text for text, state in self._runs if state is not _State.GONE)
        asides = dict.fromkeys([*self._asides, *map(address, _LINK.findall(self._codes))])
        lines = [now, " ".join(self._deleted()), *(aside for aside in asides if aside not in now)]
        return "\n".join(line.strip() for line in lines if not line.isspace() and line)

    def _deleted(self) -> Iterator[str]:
        """Deleted text to whole words: of `2120<del>9</del>1984…` the number as it was."""
        if not any(state is _State.GONE for _, state in self._runs):
            return
        before = ""
        flags = bytearray()  # a byte a character: 1 where a letter or digit was deleted
        for text, state in self._runs:
            if state is not _State.ADDED:
                before += text
                flags += bytes(map(str.isalnum, text)) if state is _State.GONE else bytes(len(text))
        for word in _WORD.finditer(before):
            if any(flags[word.start() : word.end()]):
                yield word.group()

    def _collect(self, element: etree._Element, state: _State) -> None:
        for child in element:
            name = local(child)
            if name in ("t", "delText"):
                self._runs.append((child.text or "", state))
            elif name in _BLANKS:
                self._runs.append((_BLANKS[name], state))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "AlternateContent":
                self._alternative(child, state)
            elif name not in _PASSED_OVER:
                self._note(child, name)
                if not name.endswith("Pr"):
                    self._collect(child, _state(name, state))

    def _alternative(self, element: etree._Element, state: _State) -> None:
        """The first branch that holds anything: the others say the same for older programs."""
        for branch in element:
            before = self._found()
            self._collect(branch, state)
            if self._found() != before:
                return

    def _found(self) -> int:
        return len(self._runs) + len(self.boxes) + len(self._asides) + self.pictures

    def _note(self, element: etree._Element, name: str) -> None:
        """What an element says beside its text."""
        if name in ("blip", "imagedata") and relation_id(element):
            self.pictures += 1
        elif name in ("docPr", "cNvPr") and (description := attribute(element, "descr").strip()):
            self._asides.append(description)
        elif name == "hyperlink" and (relation := self._relations.get(relation_id(element))) and relation.external:
            self._asides.append(relation.address)
        elif name == "instrText":
            self._codes += element.text or ""
        elif name == "fldSimple":
            self._codes += attribute(element, "instr")


def _state(name: str, state: _State) -> _State:
    if name == "del":
        return _State.GONE
    return _State.ADDED if name == "ins" and state is _State.KEPT else state
