"""The word lists and sentences of `data/`, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from scanner import rulefiles

DATA = Path(__file__).parent / "data"

Sections = list[list[str]]
"""A document's parts in order, each with its wordings to choose from."""


class Strict(BaseModel):
    """A model of a data file that allows no key it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class People(Strict):
    """Given names and surnames (masculine) of one people."""

    male: list[str]
    female: list[str]
    surnames: list[str]


class Names(Strict):
    """The names to combine."""

    kyrgyz: People
    russian: People


class Places(Strict):
    """Cities (ky, ru), districts (region ky, ru, district ky, ru, villages) and streets."""

    cities: list[tuple[str, str]]
    districts: list[tuple[str, str, str, str, list[str]]]
    streets: list[str]


class Genre(Strict):
    """A kind of document with its wordings in each language that it is written in."""

    ky: Sections = []
    ru: Sections = []
    en: Sections = []

    def sections(self, lang: str) -> Sections:
        """The parts in one language; none where the genre is not written in it."""
        found: Sections = getattr(self, lang)
        return found


class Sheet(Strict):
    """A table's lines above the header, and its columns as (header, field)."""

    title: list[str] = []
    columns: list[tuple[str, str]]


class Sheets(Strict):
    """Tables by id."""

    sheets: dict[str, Sheet]


class Genres(Strict):
    """Genres by id."""

    genres: dict[str, Genre]


@cache
def names() -> Names:
    """Given names and surnames."""
    return rulefiles.load(DATA / "names.yaml", Names)


@cache
def places() -> Places:
    """Cities, districts, villages, streets."""
    return rulefiles.load(DATA / "places.yaml", Places)


@cache
def genres() -> dict[str, Genre]:
    """Every genre of `data/genres/`."""
    files = rulefiles.load_all(sorted((DATA / "genres").glob("*.yaml")), Genres)
    return {name: genre for file in files for name, genre in file.genres.items()}


@cache
def sheets() -> dict[str, Sheet]:
    """Every table layout."""
    return rulefiles.load(DATA / "sheets.yaml", Sheets).sheets
