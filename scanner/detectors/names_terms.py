"""The word lists of names: given names, endings of surnames and patronymics, places, words that are no names.

All lists are data of `rules/terms/`; here they are only checked and folded.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from scanner import rulefiles
from scanner.folding import loose


def _folded(value: object) -> object:
    return frozenset(loose(value).split()) if isinstance(value, str) else value


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_folded)]
"""Words written in one text with blanks between them, kept loosely folded."""

_Terms = TypeVar("_Terms", bound="Terms")


class Terms(BaseModel):
    """A file of word lists."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GivenNames(Terms):
    """Given names by sex and origin; names that are everyday words too; endings that make a word look like one."""

    male: dict[str, Words]
    female: dict[str, Words]
    irregular: dict[str, Words]
    everyday: Words
    endings: Words
    foreign_male: Words = frozenset()
    foreign_female: Words = frozenset()


class Surnames(Terms):
    """Listed surnames without an ending of their own, and ordinary words that end like a surname."""

    listed: Words
    not_surnames: Words
    foreign: Words = frozenset()
    asian: Words = frozenset()


class Places(Terms):
    """Regions, districts, towns of the country (some in Latin script too), and places abroad."""

    regions: Words
    districts: Words
    towns: Words
    abroad: Words
    latin: Words


class NotNames(Terms):
    """Capitalised words that are no part of a name, in Cyrillic and in Latin script."""

    words: Words
    latin: Words


class NameContext(Terms):
    """Labels (regular expressions by kind of name) and words that stand beside names; `word-` is any that begins so."""

    labels: dict[str, list[str]]
    titles: Words
    honours: Words
    behind: Words
    acts: Words
    at: Words
    places_before: dict[str, Words]
    places_after: dict[str, Words]
    latin_marks: Words
    names_of_things: Words
    greetings: Annotated[tuple[str, ...], BeforeValidator(_split)]
    kin: Annotated[tuple[str, ...], BeforeValidator(_split)]
    things: dict[str, Words]


def terms(name: str, model: type[_Terms]) -> _Terms:
    """The file `rules/terms/<name>.yaml`. Raises ConfigError with every mistake in it."""
    return rulefiles.load(rulefiles.root() / "terms" / f"{name}.yaml", model)


def either(words: tuple[str, ...], ending: int) -> str:
    """A pattern for one of some words; a `*` in one stands for up to so many letters."""
    return "|".join(re.escape(word).replace(r"\*", rf"\w{{0,{ending}}}") for word in words)


@cache
def places() -> Places:
    """All places, loaded once."""
    return terms("places", Places)
