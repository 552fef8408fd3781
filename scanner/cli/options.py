"""Options that several commands share, and how they override the settings file."""

from __future__ import annotations

import datetime as dt
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from scanner import settings as configuration
from scanner.errors import UsageError
from scanner.i18n import LANGUAGES, _, activate
from scanner.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Confidence(click.FloatRange):
    """A confidence; not `nan`, which no match is under and none is over."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Fails for what is none."""
        number = float(super().convert(value, param, ctx))
        return self.fail(f"{value}: {self._describe_range()}", param, ctx) if math.isnan(number) else number


class _Reports(click.ParamType[Any]):
    """`FORMAT=PATH`."""

    name = "FORMAT=PATH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        form, equals, path = str(value).partition("=")
        known = get_args(configuration.Format)
        if form not in known or not equals or not path:
            self.fail(_("write FORMAT=PATH; formats are: {known}").format(known=", ".join(known)), param, ctx)
        return form, Path(path)


class _StoreFile(click.Path):
    """A path, or `sqlite:///PATH`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(str(configuration.store_file(value)), param, ctx)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Statuses(click.ParamType[Any]):
    """`STATUS,…`; empty for none."""

    name = "STATUS,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        words = tuple(word for word in str(value).split(",") if word)
        known = get_args(configuration.Status)
        if wrong := [word for word in words if word not in known]:
            message = _("unknown: {wrong}; statuses are: {known}")
            self.fail(message.format(wrong=", ".join(wrong), known=", ".join(known)), param, ctx)
        return words


names_option = click.option(
    "--names",
    type=click.Choice(get_args(configuration.Names)),
    help=_("How names are looked for: by rules and lists (fast: the default), or by a trained model too (deep)."),
)
"""`--names fast|deep`."""


def assessing(command: _Command) -> _Command:
    """Options of every command that assesses a stored scan."""
    date = click.DateTime(["%Y-%m-%d"])
    for option in (
        click.option("-q", "--quiet", is_flag=True, help=_("Print nothing but errors.")),
        click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of reports and messages.")),
        click.option(
            "--as-of", type=date, help=_("The day that verdicts are computed for (default: the day of the scan).")
        ),
        click.option(
            "--max-unread",
            type=click.IntRange(0),
            help=_("How many items may stay unread for the scan to count as complete."),
        ),
        click.option("--fail-on", type=_Statuses(), help=_("Statuses that make the exit code 1.")),
        click.option(
            "reports", "-f", "--format", type=_Reports(), multiple=True, help=_("Write a report; - is standard output.")
        ),
        click.option("--store", type=_StoreFile(path_type=Path), help=_("Where scans are kept.")),
        click.option("--arrays", type=click.Path(path_type=Path), help=_("Folder or file of the declared arrays.")),
        click.option("--policy", type=click.Path(path_type=Path), help=_("The policy (default: the shipped one).")),
        click.option("--config", type=click.Path(path_type=Path), help=_("Settings file (default: scanner.toml).")),
    ):
        command = option(command)
    return command


def settings_of(options: dict[str, Any]) -> tuple[Settings, Path]:
    """The settings file with the command line's options over it, and the folder its targets start from."""
    path = configuration.find(options.get("config"), Path.cwd())
    if path is not None and not path.is_file():
        raise UsageError(_("{path}: no such settings file").format(path=path))
    settings, folder = configuration.load(path)
    if settings.lang and not options.get("lang") and not os.environ.get("SCANNER_LANG"):
        activate(settings.lang)
    names = ("policy", "arrays", "store", "fail_on", "max_unread", "min_confidence", "names", "workers")
    given = {name: options[name] for name in names if options.get(name) is not None}
    if isinstance(options.get("as_of"), dt.datetime):
        given["as_of"] = options["as_of"].date()
    if options.get("reports"):
        given["reports"] = _one_each(options["reports"])
    return settings.model_copy(update=given), folder


def _one_each(reports: tuple[tuple[str, Path], ...]) -> dict[str, Path]:
    """Reports by format. Raises UsageError where one would silently take another's place."""
    chosen = dict(reports)
    if len(chosen) < len(reports):
        raise UsageError(_("a format can be given once"))
    if [str(path) for path in chosen.values()].count("-") > 1:
        raise UsageError(_("only one report can go to standard output"))
    return chosen
