"""`scanner policy`: check and show the declaration and the arrays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scanner.i18n import _, active

if TYPE_CHECKING:
    from scanner.policy.locations import Place


@click.group("policy", help=_("The declaration: the policy and its arrays."))
def command() -> None:
    """The group."""


_policy = click.option("--policy", type=click.Path(path_type=Path), help=_("The policy (default: the shipped one)."))
_lang = click.option("--lang", type=click.Choice(["ky", "ru", "en"]), help=_("Language of messages."))


@command.command("check", help=_("Check the declaration and the arrays; every mistake is told with file and line."))
@_policy
@click.option("--arrays", type=click.Path(path_type=Path), help=_("Folder or file of the declared arrays."))
@_lang
def check(policy: Path | None, arrays: Path | None, lang: str | None) -> None:
    """Ends with 2 where something is wrong."""
    from scanner.policy.arrays import load_arrays
    from scanner.policy.declaration import load_declaration
    from scanner.policy.locations import Locations

    declaration = load_declaration(policy)
    declared = load_arrays(arrays, declaration) if arrays else []
    for overlap in Locations(declared).overlaps():
        words = _("{first} and {second} cover the same items; {first} counts")
        click.echo(words.format(first=_place(overlap.first), second=_place(overlap.second)))
    if not declaration.approved:
        click.echo(
            _("The matrix of purposes and categories is not approved: verdicts that rest on it are preliminary.")
        )
    click.echo(
        _("No mistakes. Edition {edition}, {count} arrays.").format(edition=declaration.edition, count=len(declared))
    )


@command.command("show", help=_("Print the policy's clauses."))
@_policy
@_lang
def show(policy: Path | None, lang: str | None) -> None:
    """A clause a paragraph."""
    from scanner.policy.declaration import load_declaration

    for clause in load_declaration(policy).clauses:
        click.echo(f"{clause.number}. {clause.words[active()].strip()}\n")


def _place(place: Place) -> str:
    return f"{place.array.id} ({place.glob.text})"
