"""Builds the made-up share in memory, file by file, with the truth of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from scanner.synthetic import writers_broken, writers_office, writers_text
from scanner.synthetic.clerk import Clerk
from scanner.synthetic.dirt import habits
from scanner.synthetic.documents import Paper, corners, prose, table
from scanner.synthetic.marked import Marked, counts, fill
from scanner.synthetic.plan import PlannedFile, PlannedFolder, plan
from scanner.synthetic.writers_docx import docx

_REGISTERED = {"ky": "Катталган күнү: ", "ru": "Дата регистрации: ", "en": "Registered on "}
_PASSWORD = "not-a-secret-2026"  # noqa: S105 - nobody is meant to open these files


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of the share. `said` is what a reader can find in it and in its name; `locked` what it says besides,
    out of reach. `statuses` are those of each category found. `unread` is why it cannot be read, None where it can."""

    item: str
    data: bytes
    modified: dt.datetime
    said: tuple[Marked, ...]
    locked: tuple[Marked, ...]
    statuses: dict[str, frozenset[str]]
    unread: str | None


def share(rng: Random) -> Iterator[MadeFile]:
    """Every plain file of the share, in the plan's order."""
    for folder in plan().folders:
        for planned in folder.files:
            for number in range(1, planned.times + 1):
                yield _made(rng, folder, planned, number)


def _made(rng: Random, folder: PlannedFolder, planned: PlannedFile, number: int) -> MadeFile:
    day = folder.days[0] + dt.timedelta(days=rng.randrange((folder.days[1] - folder.days[0]).days + 1))
    clerk = Clerk(rng, planned.lang, day, habits(rng, planned.dirt))
    paper = _paper(clerk, planned).respelt(writers_text.codec(planned.charset))
    name = _name(clerk, planned.name, number)
    data, unread = _written(paper, planned)
    content = tuple(paper.pieces())
    said = (name,) if unread else (name, *content)
    return MadeFile(
        item=f"{folder.path}/{name.text}",
        data=data,
        modified=dt.datetime.combine(day, dt.time(8 + rng.randrange(10), rng.randrange(60)), tzinfo=dt.UTC),
        said=said,
        locked=content if unread else (),
        statuses={category: plan().statuses(folder.verdicts, category, folder.clock) for category in counts(said)},
        unread=unread,
    )


def _name(clerk: Clerk, template: str, number: int) -> Marked:
    """The file's name: of the first person of the document where it names one."""
    clerk.lang = "ru" if clerk.lang == "mixed" else clerk.lang
    return fill(template, lambda field: Marked(str(number)) if field == "k" else clerk.field(field))


def _paper(clerk: Clerk, planned: PlannedFile) -> Paper:
    rng, day = clerk.rng, clerk.date
    plain_lang = "ru" if planned.lang == "mixed" else planned.lang
    first = (Marked(f"{_REGISTERED[plain_lang]}{day:%d.%m.%Y}"),) if planned.dated else ()
    return Paper(
        day,
        (*first, *(prose(clerk, planned.genre, planned.lang) if planned.genre else ())),
        tuple(table(rng, sheet, plain_lang, day, rows) for sheet, rows in planned.sheets),
        corners(rng, planned.corners, plain_lang, day),
    )


def _written(paper: Paper, planned: PlannedFile) -> tuple[bytes, str | None]:
    """The file's bytes, and why no one can read them."""
    match planned.broken:
        case "empty":
            return b"", "empty"
        case "picture":
            return writers_broken.picture(), "picture"
        case "torn":
            return writers_broken.torn(_whole(paper, planned)), "corrupt"
        case "locked" if planned.suffix == "pdf":
            return writers_office.pdf(paper, password=_PASSWORD), "encrypted"
        case "locked":
            return writers_broken.locked_office(_whole(paper, planned), _PASSWORD), "encrypted"
        case None:
            return _whole(paper, planned), None


def _whole(paper: Paper, planned: PlannedFile) -> bytes:
    match planned.suffix:
        case "docx":
            return docx(paper, nested=planned.nested)
        case "xlsx":
            return writers_office.xlsx(paper, planned.hidden, planned.numbers)
        case "pdf":
            return writers_office.pdf(paper)
        case suffix:
            return writers_text.write(paper, suffix, planned.charset, planned.delimiter)
