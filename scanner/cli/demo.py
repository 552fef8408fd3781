"""`scanner demo`: a made-up share and database to try everything on."""

from __future__ import annotations

from pathlib import Path

import click

from scanner.i18n import _


@click.command(
    "demo",
    short_help=_("Write a made-up share to try everything on."),
    help=_("Write a made-up share, a database, arrays and the truth about them into a folder; nothing in it is real."),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["ky", "ru", "en"]), help=_("Language of messages."))
def command(folder: Path, lang: str | None) -> None:
    """Writes the demo and says how to scan it."""
    from scanner.synthetic.demo import write_demo

    summary = write_demo(folder)
    click.echo(
        _("{files} made-up files and {tables} tables in {folder}").format(
            files=summary.files, tables=summary.tables, folder=folder
        )
    )
    click.echo(_("Scan them with: scanner scan --config {path}").format(path=folder / "scanner.toml"))
