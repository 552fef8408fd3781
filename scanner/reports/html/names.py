"""How an item is named on the page."""

from __future__ import annotations

import re

from scanner.model import Item
from scanner.reports.words import printable

# A container's name ends in its type; "!" anywhere else is a letter of a name ("to delete!/a.docx").
_INSIDE = re.compile(r"\.\w{1,8}!")


def split(item: Item, several_targets: bool) -> tuple[str, str]:
    """The folder and the name inside it, printable. A container's members stay with the container's name; the
    target stands before the folder where there are several, and for it where there is no folder."""
    inside = _INSIDE.search(item.name)
    cut = item.name.rfind("/", 0, inside.start() if inside else None)
    folder, name = item.name[: max(cut, 0)], item.name[cut + 1 :]
    if several_targets or not folder:
        folder = f"{item.target} › {folder}" if folder else item.target
    return printable(folder), printable(name)
