"""What the files of the declaration share: strict models, words in three languages, names checked where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Annotated, Protocol, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from scanner.i18n import _
from scanner.verdicts import Words

Names = Mapping[str, Collection[str]]
"""Kind of name (`category`, `purpose` …) → the names of that kind that the declaration has."""

# A validator sees one value only; what the declaration names reaches it here, so that an unknown name is told with
# its own line and together with every other mistake.
_known: ContextVar[Names] = ContextVar("known", default=MappingProxyType({}))


@contextmanager
def knowing(names: Names) -> Iterator[None]:
    """While it lasts, models accept only these names. A kind without names is not checked."""
    token = _known.set(names)
    try:
        yield
    finally:
        _known.reset(token)


def known(kind: str) -> AfterValidator:
    """A check that a text is a name of this kind."""

    def check(value: str) -> str:
        names = _known.get().get(kind)
        if names and value not in names:
            allowed = ", ".join(sorted(names))
            raise complaint(_("unknown name '{name}' (allowed: {allowed})").format(name=value, allowed=allowed))
        return value

    return AfterValidator(check)


def complaint(message: str) -> PydanticCustomError:
    """A mistake of a file in our own words."""
    return PydanticCustomError("declaration", "{message}", {"message": message})


def complain_at(*places: tuple[tuple[int | str, ...], str]) -> ValidationError:
    """Mistakes with the places, inside what is checked, where they stand."""
    details = [InitErrorDetails(type=complaint(message), loc=where, input=None) for where, message in places]
    return ValidationError.from_exception_data("declaration", details)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_HasId)


def different(entries: tuple[_Entry, ...]) -> tuple[_Entry, ...]:
    """A check that no two entries of a list have one id."""
    ids = [entry.id for entry in entries]
    twice = [at for at, name in enumerate(ids) if name in ids[:at]]
    if twice:
        raise complain_at(*(((at, "id"), _("the id '{id}' stands twice").format(id=ids[at])) for at in twice))
    return entries


Line = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
CategoryName = Annotated[str, known("category")]
PurposeName = Annotated[str, known("purpose")]


class Strict(BaseModel):
    """A model that allows no key it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Worded(Strict):
    """Words or a text in each language."""

    ky: Line
    ru: Line
    en: Line

    @property
    def words(self) -> Words:
        """The three as the rest of the program hands them on."""
        return {"ky": self.ky, "ru": self.ru, "en": self.en}
