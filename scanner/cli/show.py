"""What `scan` and `report` do at their end: write the reports, print the summary, choose the exit code."""

from __future__ import annotations

import sys

import click

from scanner import app
from scanner.i18n import active
from scanner.settings import Settings
from scanner.store.repository import Store
from scanner.verdicts import Scan


def finish(settings: Settings, store: Store, scan: Scan, *, quiet: bool) -> int:
    """Assesses and reports a finished scan. Raises ConfigError."""
    from scanner.reports import console

    assessment = app.assess(settings, store, scan)
    for form, path in settings.reports.items():
        app.write_report(assessment, form, path)
    ending = app.ending(assessment, settings)
    written = [(form, str(path)) for form, path in settings.reports.items() if str(path) != "-"]
    if not quiet:
        # With a report on standard output the summary must not mix with it.
        out = sys.stdout if len(written) == len(settings.reports) else sys.stderr
        console.show(assessment, out, active(), written)
    for cause in ending.causes:
        click.echo(cause, err=True)
    return ending.code
