"""`scanner.toml`: what to scan and how, checked, with every mistake reported at once.

Found by `--config`, else SCANNER_CONFIG, else the nearest `scanner.toml` upward. Paths in it are relative to the file.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from scanner import rulefiles
from scanner.i18n import _

FILE = "scanner.toml"
MIN_CONFIDENCE = 0.5
"""Matches less sure than this are left out, where nobody says otherwise."""

MOST_WORKERS = 256
"""Worker processes; more would only keep the machine from answering."""

Status = Literal["excess", "undeclared", "special", "unregistered", "due", "overdue", "stale", "inaccurate"]
Names = Literal["fast", "deep"]
"""How names are looked for: rules and lists, or a trained model beside them."""

Format = Literal["html", "jsonl"]
FAIL_ON: tuple[Status, ...] = ("excess", "overdue", "special", "undeclared", "unregistered")


_SQLITE = "sqlite:///"


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def store_file(word: object) -> object:
    """The file that a store's URL names; anything else as it is. Raises ValueError for another database's URL."""
    if not isinstance(word, str) or "://" not in word:
        return word
    if not word.startswith(_SQLITE):
        raise ValueError(_("the store must be a file: give its path, or sqlite:///PATH"))
    return Path(word.removeprefix(_SQLITE))


class Target(_Checked):
    """Something to scan: a path or a database's URL, with the name it has in reports."""

    name: str | None = None
    path: Path | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Target:
        if (self.path is None) == (self.url is None):
            raise ValueError(_("a target has either a path or a url"))
        return self


class Limits(_Checked):
    """What one item may cost before it is given up and reported."""

    seconds: Annotated[float, Field(gt=0)] = 300
    seconds_per_megabyte: Annotated[float, Field(ge=0)] = 10
    memory_megabytes: Annotated[int, Field(ge=512)] = 4096


class Settings(_Checked):
    """The whole file. `folder` is where it lies."""

    targets: tuple[Target, ...] = ()
    as_of: dt.date | None = None
    store: Annotated[Path | None, BeforeValidator(store_file)] = None
    key_file: Path | None = None
    policy: Path | None = None
    arrays: Path | None = None
    lang: Literal["ky", "ru", "en"] | None = None
    workers: Annotated[int, Field(ge=1, le=MOST_WORKERS)] | None = None
    fail_on: tuple[Status, ...] = FAIL_ON
    max_unread: Annotated[int, Field(ge=0)] = 0
    min_confidence: Annotated[float, Field(ge=0, le=1)] = MIN_CONFIDENCE
    names: Names = "fast"
    reports: dict[Format, Path] = Field(default_factory=dict)
    limits: Limits = Limits()

    def below(self, folder: Path) -> Settings:
        """The same with every path taken from `folder`."""
        paths = {
            name: folder / value
            for name in ("store", "key_file", "policy", "arrays")
            if (value := getattr(self, name)) is not None
        }
        return self.model_copy(
            update=paths
            | {
                "reports": {form: folder / path for form, path in self.reports.items()},
                "targets": tuple(
                    target.model_copy(update={"path": folder / target.path}) if target.path else target
                    for target in self.targets
                ),
            }
        )


def find(given: Path | None, start: Path) -> Path | None:
    """The settings file that counts: the given one, the environment's, the nearest upward of `start`."""
    named = given or os.environ.get("SCANNER_CONFIG")
    if named:
        return Path(named)
    return next((folder / FILE for folder in (start, *start.parents) if (folder / FILE).is_file()), None)


def load(path: Path | None) -> tuple[Settings, Path]:
    """The settings of a file (defaults without one) and the folder that its paths and URLs start from."""
    if path is None:
        return Settings(), Path.cwd()
    folder = path.resolve().parent
    return rulefiles.load(path, Settings).below(folder), folder
