"""`scanner report`: render or assess a stored scan again, without reading the data."""

from __future__ import annotations

from typing import Any

import click

from scanner.cli.options import assessing, settings_of
from scanner.errors import UsageError
from scanner.i18n import _


@click.command(
    "report",
    short_help=_("Tell a stored scan again."),
    help=_("Assess a stored scan again and write its reports; the data is not read again."),
)
@click.option("number", "--scan", type=int, help=_("The scan's number (default: the newest)."))
@assessing
def command(number: int | None, **options: Any) -> int:
    """Writes the reports of a stored scan."""
    from scanner import app
    from scanner.cli.show import finish

    settings, _folder = settings_of(options)
    with app.open_store(settings) as store:
        if number is not None and number not in {scan.id for scan in store.scans()}:
            raise UsageError(_("no scan {id} here").format(id=number))
        scan = store.scan(number)
        if scan.finished is None:
            click.echo(_("This scan was interrupted: it holds only a part of its targets."), err=True)
        return finish(settings, store, scan, quiet=options["quiet"])
