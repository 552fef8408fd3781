"""How a category stands with the declaration: every status that needs no clock (contract: how statuses combine).

Each condition holds or not by itself, so a category can be `excess`, `undeclared` and `special` at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from scanner.policy.arrays import Array
from scanner.policy.declaration import Declaration
from scanner.policy.wording import ReasonCode


def standing(declaration: Declaration, array: Array | None, category: str) -> list[ReasonCode]:
    """Why a category may, or may not, be where it was found, in the order of the statuses."""
    if array is None:
        return [*_unlisted(declaration, category), *_without_array(declaration, category), "unregistered"]
    return [*_against(declaration, array, category)]


def needed(declaration: Declaration, array: Array, category: str) -> tuple[str, ...]:
    """The array's purposes that need the category; an optional need counts only with its ground named."""
    needs = {purpose: declaration.need(purpose, category) for purpose in array.purposes}
    enough = ("required", "optional") if array.categories.get(category) else ("required",)
    return tuple(purpose for purpose, need in needs.items() if need in enough)


def lawful(declaration: Declaration, array: Array, category: str) -> bool:
    """Whether the category is an ordinary one, or the array names the act for it.

    An act for information of a medical nature is an act for codes of diseases, which belong to it.
    """
    special = declaration.special(category)
    return special is None or category in array.acts or special in array.acts


def _against(declaration: Declaration, array: Array, category: str) -> Iterator[ReasonCode]:
    named = category in array.categories
    purposes = needed(declaration, array, category)
    if named and purposes:
        yield "declared" if declaration.special(category) != category else "declared_special"
    if not purposes:
        optional = named and any(declaration.need(purpose, category) for purpose in array.purposes)
        yield "excess_without_ground" if optional else "excess"
    if not declaration.lists(category):
        yield "unlisted"
    elif not named:
        yield "unnamed"
    if not lawful(declaration, array, category):
        yield "special"


def _unlisted(declaration: Declaration, category: str) -> Iterator[ReasonCode]:
    if not declaration.lists(category):
        yield "unlisted"


def _without_array(declaration: Declaration, category: str) -> Iterator[ReasonCode]:
    if declaration.special(category):
        yield "special_without_array"
