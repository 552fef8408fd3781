"""The command line: one small file a command; parses, calls `app`, prints, exits."""

from __future__ import annotations

import sys


def main() -> None:
    """The `scanner` command."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything is imported: scripts ask it often.
        from scanner import __version__

        sys.stdout.write(f"scanner {__version__}\n")
        return
    from scanner.cli.group import run

    run()
