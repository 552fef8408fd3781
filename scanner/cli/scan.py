"""`scanner scan`: crawl, detect, assess, report; the same command again goes on where it was interrupted."""

from __future__ import annotations

import shlex
import signal
import sys
from pathlib import Path
from typing import Any

import click

from scanner.cli.options import Confidence, assessing, names_option, settings_of
from scanner.cli.show import finish
from scanner.i18n import _
from scanner.settings import MOST_WORKERS


@click.command(
    "scan",
    short_help=_("Scan folders, files and databases."),
    help=_(
        "Scan folders, files and databases (or the targets of scanner.toml), and hold what is found against the "
        "policy and its arrays. The same command again goes on where it was interrupted, and skips what did not change."
    ),
)
@click.argument("targets", nargs=-1, metavar="[TARGET]…")
@click.option("--full", is_flag=True, help=_("Read everything again, whatever earlier scans know."))
@click.option("--workers", type=click.IntRange(1, MOST_WORKERS), help=_("Worker processes (default: one a processor)."))
@click.option("--min-confidence", type=Confidence(0, 1), help=_("Matches less sure are left out (default: 0.5)."))
@names_option
@click.option(
    "style",
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "none"]),
    default="auto",
    help=_("How progress is shown on standard error."),
)
@assessing
def command(targets: tuple[str, ...], full: bool, style: str, **options: Any) -> int:
    """Runs the scan and answers with its exit code."""
    from scanner import app
    from scanner.cli.progress import progress

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service that is stopped saves and says so as well
    settings, folder = settings_of(options)
    # What the user names lies where the user stands; what the settings name, where they lie.
    found = app.sources(map(app.target_of, targets), Path.cwd()) if targets else app.sources(settings.targets, folder)
    with app.open_store(settings) as store:
        try:
            with app.alone(store), progress("none" if options["quiet"] else style) as item_ended:
                scan = app.scan(settings, found, store, item_ended, full=full)
        except KeyboardInterrupt:
            again = shlex.join(["scanner", *sys.argv[1:]])
            click.echo(_("Interrupted; what was done is saved. To go on: {command}").format(command=again), err=True)
            return 130
        return finish(settings, store, scan, quiet=options["quiet"])
