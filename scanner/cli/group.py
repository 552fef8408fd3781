"""The group of commands. Each command's module is imported only when it is called: starting must be quick."""

from __future__ import annotations

import importlib
import io
import os
import sys

import click

from scanner import __version__
from scanner.i18n import LANGUAGES, _, activate, choose

COMMANDS = {
    "scan": "scanner.cli.scan",
    "report": "scanner.cli.report",
    "detect": "scanner.cli.detect",
    "rules": "scanner.cli.rules",
    "policy": "scanner.cli.policy",
    "demo": "scanner.cli.demo",
}
FAULT = 4
INTERRUPTED = 130
_STDERR = 2


class _Lazy(click.Group):
    """A group that knows its commands' names and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name]).command
        return command


def _group() -> click.Group:
    summary = _(
        "Finds personal data that a holder should not have: crawls shares and databases, holds what it finds "
        "against the declared policy, and says what is excess, overdue, undeclared or unregistered."
    )
    # The language is chosen before click reads a word (`_language_in`); the option is here to be known and checked.
    lang = click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=_("Language of messages."))
    group = _Lazy("scanner", help=summary, params=[lang], context_settings={"help_option_names": ["-h", "--help"]})
    return click.version_option(__version__, prog_name="scanner")(group)


def run(arguments: list[str] | None = None) -> None:
    """Runs a command and exits with its code (contract: exit codes)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _ready_output()
    # Before any command is imported: its help is written in the language that is asked for.
    activate(choose(_language_in(arguments)))
    try:
        code = _group().main(arguments, prog_name="scanner", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except Exception as error:
        code = _explain(error)
    sys.exit(_written_out(code or 0))


def _written_out(code: int) -> int:
    """The exit code after the last of our output is written; where it cannot be, that is told now and not at the end
    of the process, which would have a code of its own."""
    try:
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        pass  # the reader of our output has gone: what the code says of the data stands
    except OSError as error:
        code = code if code == FAULT else _explain(error)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _ready_output() -> None:
    """A terminal that lacks a letter, or a stream that is closed, is no reason to end without an exit code."""
    # A closed stream's number would go to the next file that is opened: the store, with our messages in it.
    while (opened := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        continue
    os.close(opened)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(_STDERR, "w", encoding="utf-8", closefd=False)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _language_in(arguments: list[str]) -> str | None:
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


def _explain(error: Exception) -> int:
    """Tells a person what went wrong; a fault of ours is told without its message, which may quote the data."""
    from scanner.errors import ConfigError, KeyMissingError, ScannerError, SourceError, UsageError

    if isinstance(error, ScannerError):
        click.echo(_("Error: {message}").format(message=error), err=True)
        return 2 if isinstance(error, ConfigError | KeyMissingError | SourceError | UsageError) else FAULT
    if isinstance(error, OSError) and error.errno is not None:
        click.echo(_("Error: {message}").format(message=error.strerror), err=True)
        return FAULT
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""
    click.echo(
        _("The program has a fault: {kind} at {place}. What was saved so far is kept.").format(
            kind=type(error).__name__, place=place
        ),
        err=True,
    )
    return FAULT
