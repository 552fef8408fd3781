"""What a scan says at its end on the terminal: the verdict, the counts, what was not read, and what to do next.

Counts and words only: no item's name, and never a value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from scanner.i18n import catalogue
from scanner.model import Reason
from scanner.reports.interface import Assessment, Legend
from scanner.reports.totals import Totals, asking
from scanner.reports.words import pick, printable, reason
from scanner.verdicts import Words

_INDENT = "  "
_CLAUSE = re.compile(r"\d+(?:\.\d+)*")  # a verdict can name several: `20, 25`


@dataclass(slots=True)
class _Remedy:
    """How many findings ask for one remedy, by which clauses."""

    findings: int = 0
    clauses: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Section:
    """A title, a table of rows of equal length, and sentences below it."""

    title: str
    rows: list[tuple[str, ...]]
    sentences: list[str] = field(default_factory=list)


def show(assessment: Assessment, out: TextIO, lang: str, reports: Sequence[tuple[str, str]] = ()) -> None:
    """Writes the end of a scan: with bold titles and wrapped tables to a terminal, as aligned lines elsewhere.

    `reports` are (format, path) pairs of the reports written.
    """
    _ = catalogue(lang).gettext
    totals, remedies = _count(assessment)
    sections = [
        _Section(_("Findings by category"), list(_found(totals, assessment.legend, lang))),
        _Section(_("Not read"), list(_unread(totals, lang))),
        _Section(_("Reports"), list(reports)),
        _Section(
            _("What to do next"),
            list(_next(remedies, assessment.legend, lang)),
            list(_advice(totals, assessment.legend, lang)),
        ),
    ]
    write = _write_rich if out.isatty() else _write_plain
    told = [section for section in sections if section.rows or section.sentences]
    write(list(_verdict(assessment, totals, lang)), told, out)


def _count(assessment: Assessment) -> tuple[Totals, dict[str, _Remedy]]:
    totals, remedies = Totals(), defaultdict[str, _Remedy](_Remedy)
    for stored in assessment.items():
        totals.add_item(stored)
    for assessed in assessment.findings():
        totals.add_finding(assessed)
        verdicts = asking(assessed)
        for code in {verdict.remedy for verdict in verdicts}:
            remedies[code].findings += 1
        for verdict in verdicts:
            remedies[verdict.remedy].clauses.update(_CLAUSE.findall(verdict.clause))
    return totals, remedies


def _verdict(assessment: Assessment, totals: Totals, lang: str) -> Iterator[str]:
    """The verdict, then what limits it. A scan that did not see everything never sounds clean."""
    _, ngettext = catalogue(lang).gettext, catalogue(lang).ngettext
    found = totals.findings.total()
    if totals.attention:
        yield ngettext(
            "Preliminary assessment: {count} of {total} finding needs attention.",
            "Preliminary assessment: {count} of {total} findings need attention.",
            found,
        ).format(count=totals.attention, total=found)
    elif not totals.items:
        yield _("No conclusion: the targets hold no items, nothing was scanned.")
    elif totals.unread or not (assessment.complete and assessment.scan.finished):
        yield _("No conclusion: not everything was read. Of what was read, nothing needs attention.")
    elif found:
        yield _("Preliminary assessment: nothing needs attention; every finding agrees with the declaration.")
    else:
        yield _("Preliminary assessment: no personal data found.")
    if assessment.scan.finished is None:
        yield _("The scan was interrupted: the same command goes on with it.")
    if totals.unread:
        yield _("Not read, or not whole: {unread} of {total} items. They may hold anything.").format(
            unread=totals.unread, total=totals.items
        )
    elif not assessment.complete:
        yield _("The scan is incomplete: not every target could be read.")


def _found(totals: Totals, legend: Legend, lang: str) -> Iterator[tuple[str, ...]]:
    order = {status: at for at, status in enumerate(legend.statuses)}
    for category, count in totals.findings.most_common():
        statuses = [(status, number) for (of, status), number in totals.statuses.items() if of == category]
        statuses.sort(key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
        said = ", ".join(f"{_name(legend.statuses, status, lang)}: {number}" for status, number in statuses)
        yield _name(legend.categories, category, lang), str(count), said


def _unread(totals: Totals, lang: str) -> Iterator[tuple[str, ...]]:
    _ = catalogue(lang).gettext
    for why, count in totals.unread_reasons.most_common():
        yield _why(why, lang), str(count)
    if totals.folders:
        yield _("folders that could not be opened: what they hold is unknown"), str(totals.folders)


def _why(why: Reason | None, lang: str) -> str:
    _ = catalogue(lang).gettext
    return reason(why, lang) if why else _("for no known reason")


def _next(remedies: dict[str, _Remedy], legend: Legend, lang: str) -> Iterator[tuple[str, ...]]:
    _, ngettext = catalogue(lang).gettext, catalogue(lang).ngettext
    for code, remedy in sorted(remedies.items(), key=lambda pair: (-pair[1].findings, pair[0])):
        count = ngettext("{count} finding", "{count} findings", remedy.findings).format(count=remedy.findings)
        clauses = ", ".join(sorted(remedy.clauses, key=lambda clause: [int(part) for part in clause.split(".")]))
        yield _name(legend.remedies, code, lang), count, _("policy clauses: {clauses}").format(clauses=clauses)


def _advice(totals: Totals, legend: Legend, lang: str) -> Iterator[str]:
    _ = catalogue(lang).gettext
    if totals.unread:
        yield _("Give access to what was not read, and run the same command: it reads only that again.")
    if totals.findings and not legend.approved:
        yield _("Have the matrix of purposes and categories approved: what rests on it is preliminary.")


def _name(words: dict[str, Words], code: str, lang: str) -> str:
    return pick(words.get(code, {}), lang) or code


def _write_plain(sentences: list[str], sections: list[_Section], out: TextIO) -> None:
    lines = list(sentences)
    for section in sections:
        lines += ["", section.title]
        rows = [tuple(map(printable, row)) for row in section.rows]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append((_INDENT + _INDENT.join(cells)).rstrip())
        lines += [_INDENT + sentence for sentence in section.sentences]
    out.writelines(printable(line) + "\n" for line in lines)


def _write_rich(sentences: list[str], sections: list[_Section], out: TextIO) -> None:
    # Imported here: whoever pipes the output away need not wait for it.
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, highlight=False)
    margin = (0, 0, 0, len(_INDENT))
    for at, sentence in enumerate(sentences):
        console.print(Text(printable(sentence), style="" if at else "bold"))
    for section in sections:
        console.print(Text("\n" + section.title, style="bold"))
        if section.rows:
            table = Table(box=None, show_header=False, padding=(0, len(_INDENT), 0, 0))
            for row in section.rows:
                table.add_row(*(Text(printable(cell)) for cell in row))
            console.print(Padding(table, margin))
        for sentence in section.sentences:
            console.print(Padding(Text(printable(sentence)), margin))
