"""Folders and files of this machine (and whatever is mounted on it).

Paths stay bytes from the first to the last, so that a name in any encoding can be listed, opened and told apart.
Links are not followed, a folder is never entered twice on one way down, and at no time are more paths in memory
than the way down is long.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import pwd
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from scanner.errors import SourceError, UnreadError
from scanner.i18n import _
from scanner.model import Item, ItemKind, Outcome, Reason, Status

_SURROGATE = re.compile("[\udc80-\udcff]")
_AMBIGUOUS = re.compile(r"\\\\|\\x")
_REASONS = {
    errno.EACCES: Reason.PERMISSION,
    errno.EPERM: Reason.PERMISSION,
    errno.ENOENT: Reason.VANISHED,
    errno.ENOTDIR: Reason.VANISHED,
    errno.ESTALE: Reason.VANISHED,
    errno.ELOOP: Reason.SYMLINK,
}


def name_of(path: bytes) -> str:
    """A path as text, one text for one path: bytes that are no UTF-8 become `\\xNN`."""
    text = path.decode("utf-8", "surrogateescape")
    if _SURROGATE.search(text) or _AMBIGUOUS.search(text):
        text = text.replace("\\", "\\\\")
        text = _SURROGATE.sub(lambda match: f"\\x{ord(match.group()) - 0xDC00:02x}", text)
    return text


def unread(error: OSError) -> UnreadError:
    """What an error of the operating system says of an item."""
    return UnreadError(_REASONS.get(error.errno or 0, Reason.UNREADABLE), os.strerror(error.errno or 0))


@dataclass(frozen=True, slots=True)
class FileContent:
    """A regular file's bytes."""

    name: str
    size: int | None
    path: bytes

    def open(self) -> BinaryIO:
        """Opened without following a link that took the file's place, and without waiting on a fifo."""
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise unread(error) from None
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise UnreadError(Reason.SPECIAL_FILE)
        return os.fdopen(handle, "rb")


@dataclass(frozen=True, slots=True)
class _Level:
    """A folder on the way down."""

    path: bytes
    entries: Iterator[os.DirEntry[bytes]]
    identity: tuple[int, int]
    open_to_all: bool  # whether everyone can pass through it


@dataclass(frozen=True, slots=True)
class FileSource:
    """A folder with everything below it, or one file."""

    root: bytes
    label: str

    def items(self) -> Iterator[tuple[Item, Outcome | None]]:
        """Every file, link and special file below the root, and every folder that cannot be listed."""
        try:
            info = os.stat(self.root)
        except OSError as error:
            raise SourceError(f"{name_of(self.root)}: {os.strerror(error.errno or 0)}") from None
        if not stat.S_ISDIR(info.st_mode):
            yield self._item(os.path.basename(self.root), info, open_to_all=True)
            return
        try:
            entries = os.scandir(self.root)
        except OSError as error:
            raise SourceError(f"{name_of(self.root)}: {os.strerror(error.errno or 0)}") from None
        yield from self._walk(_Level(b"", entries, _identity(info), bool(info.st_mode & stat.S_IXOTH)))

    def _walk(self, top: _Level) -> Iterator[tuple[Item, Outcome | None]]:
        way = [top]
        while way:
            level = way[-1]
            try:
                entry = next(level.entries, None)
            except OSError as error:
                yield self._folder(level.path, unread(error))
                entry = None
            if entry is None:
                way.pop()
                continue
            path = os.path.join(level.path, entry.name)
            try:
                info = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(info.st_mode):
                    way += self._enter(path, info, way)
                    continue
            except OSError as error:
                yield (
                    self._folder(path, unread(error))
                    if entry.is_dir(follow_symlinks=False)
                    else self._lost(path, unread(error))
                )
                continue
            yield self._item(path, info, level.open_to_all)

    def _enter(self, path: bytes, info: os.stat_result, way: list[_Level]) -> list[_Level]:
        if any(level.identity == _identity(info) for level in way):
            return []  # a mount that leads back up: its items are being listed already
        open_to_all = way[-1].open_to_all and bool(info.st_mode & stat.S_IXOTH)
        return [_Level(path, os.scandir(self._full(path)), _identity(info), open_to_all)]

    def _item(self, path: bytes, info: os.stat_result, open_to_all: bool) -> tuple[Item, Outcome | None]:
        item = Item(
            target=self.label,
            name=name_of(path),
            size=info.st_size,
            modified=_moment(info.st_mtime),
            owner=_owner(info.st_uid),
            everyone_reads=open_to_all and bool(info.st_mode & stat.S_IROTH),
            stamp=_stamp(info),
            locator=(path,),
        )
        return item, self._outcome(path, info.st_mode)

    def _outcome(self, path: bytes, mode: int) -> Outcome | None:
        if stat.S_ISREG(mode):
            return None
        if not stat.S_ISLNK(mode):
            return Outcome(Status.SKIPPED, Reason.SPECIAL_FILE)
        named = os.path.realpath(self._full(path))
        inside = named == self.root or named.startswith(os.path.join(self.root, b""))
        kept = os.path.isfile(named) or os.path.isdir(named)
        return Outcome(Status.SKIPPED, Reason.LINK_OUTSIDE if kept and not inside else Reason.SYMLINK)

    def _folder(self, path: bytes, error: UnreadError) -> tuple[Item, Outcome]:
        item = Item(self.label, name_of(path) + "/", ItemKind.FOLDER, locator=(path,))
        return item, Outcome(Status.FAILED, error.reason, error.detail)

    def _lost(self, path: bytes, error: UnreadError) -> tuple[Item, Outcome]:
        return Item(self.label, name_of(path), locator=(path,)), Outcome(Status.FAILED, error.reason, error.detail)

    def open(self, item: Item) -> FileContent:
        """The file's bytes."""
        return FileContent(item.name, item.size, self._full(_path(item)))

    def stamp(self, item: Item) -> str:
        """The file's stamp now. Raises UnreadError when it is gone."""
        try:
            return _stamp(os.lstat(self._full(_path(item))))
        except OSError as error:
            raise unread(error) from None

    def _full(self, path: bytes) -> bytes:
        return os.path.join(self.root, path) if os.path.isdir(self.root) else self.root


def file_source(path: str | bytes, label: str | None = None) -> FileSource:
    """The source of a path. Its label is the last part of the path, so that a share mounted elsewhere keeps its
    findings' identity. Raises SourceError when nothing is there."""
    named = os.path.abspath(os.fsencode(path))
    if not os.path.exists(named):
        raise SourceError(_("{path}: no such file or folder").format(path=name_of(named)))
    # A link that somebody names is meant to be followed; one that is met below is not.
    return FileSource(os.path.realpath(named), label or name_of(os.path.basename(named)) or "root")


def _path(item: Item) -> bytes:
    path = item.locator[0]
    assert isinstance(path, bytes)
    return path


def _identity(info: os.stat_result) -> tuple[int, int]:
    return info.st_dev, info.st_ino


def _stamp(info: os.stat_result) -> str:
    # The change time too: a program can set the modification time back, not this one.
    return f"{info.st_size}-{info.st_mtime_ns}-{info.st_ctime_ns}"


def _moment(seconds: float) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None


@lru_cache(maxsize=4096)
def _owner(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
