"""Gives the made-up numbers of our own corpora the check digits that the rules ask for.

    python -m benchmarks.accuracy.repair FILE…

A number marked `!` keeps its wrong one. In a file of tables the `columns:` line says which cells hold numbers.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from scanner.synthetic.numbers import account_key, pin_check_digit

_NUMBER = re.compile(r"\{(pin|current_account)(!?)\|([^{}]*)\}")
_RUN = re.compile(r"(?<![\d+])\d(?:[ -]?\d)*(?![\d!])")
_LENGTHS = {"pin": 14, "current_account": 16}


def repaired(category: str, value: str) -> str:
    """The value with right check digits in the places of the old ones; as it is where its form is another."""
    digits = re.sub(r"\D", "", value)
    if category == "pin" and len(digits) == 14:
        digits = digits[:13] + pin_check_digit(digits[:13])
    elif category == "current_account" and len(digits) == 16:
        digits = "1" + digits[1:14]
        digits += account_key(digits)
    elif len(digits):
        return value
    following = iter(digits)
    return re.sub(r"\d", lambda _: next(following), value)


def texts(content: str) -> str:
    """The content of a file of texts with its labelled numbers repaired."""
    return _NUMBER.sub(_repair, content)


def tables(content: str) -> str:
    """The content of a file of tables with the numbers of its columns of PINs and accounts repaired."""
    columns: list[list[str]] = []
    lines = []
    for line in content.split("\n"):
        if line.startswith("==="):
            columns = []
        elif line.startswith("columns:"):
            held = [cell.split() for cell in line.removeprefix("columns:").split(";")]
            columns = [[category for category in _LENGTHS if category in cell] for cell in held]
        elif columns:
            cells = line.split(";")
            line = ";".join([*map(_cell, columns, cells), *cells[len(columns) :]])
        lines.append(line)
    return "\n".join(lines)


def _repair(found: re.Match[str]) -> str:
    category, wrong, value = found.groups()
    return found.group() if wrong else f"{{{category}|{repaired(category, value)}}}"


def _cell(categories: list[str], cell: str) -> str:
    """The cell with each run of a number's length repaired; an organisation's PIN-like number (0…) stays."""
    for category in categories:
        cell = _RUN.sub(lambda run, category=category: _run(category, run[0]), cell)  # type: ignore[misc]
    return cell


def _run(category: str, run: str) -> str:
    return run if category == "pin" and run[0] not in "12" else repaired(category, run)


def main() -> None:
    """Rewrites the files."""
    for name in sys.argv[1:]:
        path = Path(name)
        content = path.read_text("utf-8")
        path.write_text(tables(content) if re.search(r"^columns:", content, re.MULTILINE) else texts(content), "utf-8")


if __name__ == "__main__":
    main()
