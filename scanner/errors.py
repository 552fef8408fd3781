"""The tree of errors. Every one says what to do in its message, and survives the way between processes.

ScannerError
├── UsageError          the command or its options are wrong            (exit code 2)
├── ConfigError         files a holder edits: all mistakes at once      (exit code 2)
├── KeyMissingError     the fingerprints' key is missing or another one (exit code 2)
├── StoreError          the store cannot be opened or written           (exit code 4)
├── SourceError         a whole target cannot be listed or opened
└── UnreadError         one item, or a part of it, cannot be read: carries the Reason of its outcome
"""

from __future__ import annotations

from scanner.model import Reason


class ScannerError(Exception):
    """Base of every error that is meant for a person."""


class UsageError(ScannerError):
    """Raised when a command's arguments make no sense together."""


class ConfigError(ScannerError):
    """Raised with every mistake found in the holder's files: `problems` are lines `file:line: what, allowed`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.problems)


class KeyMissingError(ScannerError):
    """Raised when no key, or not the right one, is at hand for keyed fingerprints."""


class StoreError(ScannerError):
    """Raised when the store cannot be used: wrong permissions, newer schema, disk full."""


class SourceError(ScannerError):
    """Raised when a target as a whole cannot be read: no such folder, no such database."""


class UnreadError(ScannerError):
    """Raised by sources and readers when an item cannot be read. `detail` holds no data of the item."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
