"""The holder's arrays, as the register has them (Law, article 30; Cabinet resolution No 638 of 18 November 2022).

An array's file holds one array, or several under `arrays:`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ModelWrapValidatorHandler, TypeAdapter, model_validator

from scanner.i18n import _
from scanner.policy.base import CategoryName, Id, Line, PurposeName, Strict, Worded, complaint, knowing, known
from scanner.policy.declaration import Declaration
from scanner.policy.terms import Hold, Term
from scanner.rulefiles import load_all

_Entry = TypeVar("_Entry")

# The ids met so far, so that the second array of one id is told with its own line.
_taken: ContextVar[set[str] | None] = ContextVar("taken", default=None)


def _free(name: str) -> str:
    taken = _taken.get()
    if taken is not None:
        if name in taken:
            raise complaint(_("another array has the id '{id}'").format(id=name))
        taken.add(name)
    return name


def _relative(glob: str) -> str:
    if glob.startswith("/"):
        raise complaint(_("a location stands inside its target: no '/' at its start"))
    return glob


def _some(entries: tuple[_Entry, ...]) -> tuple[_Entry, ...]:
    """Not `min_length`, which counts only the entries without mistakes."""
    if not entries:
        raise complaint(_("name at least one"))
    return entries


class Location(Strict):
    """Where an array lies: a glob on item names, in every target or in one."""

    glob: Annotated[Line, AfterValidator(_relative)]
    target: Line | None = None


def _as_location(value: Any) -> Any:
    return {"glob": value} if isinstance(value, str) else value


AnyLocation = Annotated[Location, BeforeValidator(_as_location)]


class Toleration(Strict):
    """A place where categories are tolerated that the array would not allow; their term still runs."""

    location: AnyLocation
    categories: Annotated[tuple[CategoryName, ...], AfterValidator(_some)]
    reason: Line


Grounds = dict[CategoryName, Line | None]
"""The categories of an array, each with the ground that an optional one needs."""


def _as_grounds(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return dict.fromkeys(TypeAdapter(list[CategoryName]).validate_python(value))


class Array(Strict):
    """A declared store of personal data. Free texts are in the holder's own language.

    `acts` names, for each special category, the normative legal act on which its processing rests (clause 9).
    `holder` is told only where it is not the declaration's.
    """

    id: Annotated[Id, AfterValidator(_free)]
    title: Worded
    holder: Worded | None = None
    purposes: Annotated[tuple[PurposeName, ...], AfterValidator(_some)]
    methods: tuple[Annotated[str, known("method")], ...] = ()
    regime: Line | None = None
    term: Term | None = None
    hold: Hold | None = None
    forbidden_clocks: tuple[Literal["document", "path_year", "file_time"], ...] = ()
    categories: Annotated[Grounds, BeforeValidator(_as_grounds)]
    acts: dict[CategoryName, Line] = Field(default_factory=dict)
    subject_groups: tuple[Annotated[str, known("subject_group")], ...] = ()
    legal_bases: tuple[Annotated[str, known("legal_basis")], ...] = ()
    sources: tuple[Line, ...] = ()
    recipients: tuple[Line, ...] = ()
    cross_border: tuple[Line, ...] = ()
    informing: Line | None = None
    security: Line | None = None
    responsible: Line | None = None
    locations: Annotated[tuple[AnyLocation, ...], AfterValidator(_some)]
    tolerated: tuple[Toleration, ...] = ()


class _ArrayFile(Strict):
    arrays: tuple[Array, ...]

    @model_validator(mode="wrap")
    @classmethod
    def _one_or_several(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, dict) and "arrays" not in data:
            return cls.model_construct(arrays=(Array.model_validate(data),))
        return handler(data)


def load_arrays(where: Path | Iterable[Path], declaration: Declaration) -> list[Array]:
    """The arrays of a folder (its `*.yaml` and `*.yml`), a file, or several of both, in file order.

    Raises ConfigError with every mistake of every file, names that the declaration does not have among them.
    """
    paths = [where] if isinstance(where, Path) else list(where)
    taken = _taken.set(set())
    try:
        with knowing(declaration.names):
            files = load_all([file for path in paths for file in _files(path)], _ArrayFile)
    finally:
        _taken.reset(taken)
    return [array for file in files for array in file.arrays]


def _files(path: Path) -> list[Path]:
    return sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
