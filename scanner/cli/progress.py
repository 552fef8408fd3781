"""How a scan shows that it goes on: a line that renews itself, a line now and then, or nothing. On stderr, no names."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from scanner.i18n import _
from scanner.model import ItemResult

_PLAIN_SECONDS = 30
_BAR_SECONDS = 0.2


@contextmanager
def progress(style: str) -> Iterator[Callable[[ItemResult], None]]:
    """A function to call with each item that ended. `style`: auto, bar, plain, none."""
    if style == "auto":
        style = "bar" if sys.stderr.isatty() else "plain"
    meter = _Meter(style)
    try:
        yield meter.item
    finally:
        meter.close()


class _Meter:
    def __init__(self, style: str) -> None:
        self._style = style
        self._started = self._shown = time.monotonic()
        self._items = self._unread = self._bytes = 0
        self._open_line = False

    def item(self, result: ItemResult) -> None:
        self._items += 1 + len(result.members)
        self._unread += sum(each.outcome.unread for each in (result, *result.members))
        self._bytes += result.item.size or 0
        wait = {"bar": _BAR_SECONDS, "plain": _PLAIN_SECONDS}.get(self._style)
        if wait is not None and time.monotonic() - self._shown >= wait:
            self._show()

    def _show(self) -> None:
        self._shown = time.monotonic()
        seconds = max(self._shown - self._started, 0.001)
        words = _("{items} items, {unread} not read, {megabytes:.0f} MB, {speed:.1f} MB/s").format(
            items=self._items, unread=self._unread, megabytes=self._bytes / 1e6, speed=self._bytes / 1e6 / seconds
        )
        self._open_line = self._style == "bar"
        click.echo(f"\r\x1b[K{words}" if self._open_line else words, err=True, nl=not self._open_line)

    def close(self) -> None:
        if self._open_line:
            click.echo("\r\x1b[K", err=True, nl=False)
