"""The compiled gate, kept between runs: to compile it takes seconds, to read it back milliseconds.

It lies in the user's cache, named by a digest of all that it was made from. Hyperscan runs what such a file says, so
the folder must be its owner's alone. Whatever is wrong with the folder or the file, the gate is compiled anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import hyperscan
from platformdirs import user_cache_path

# PREFILTER takes look-around and loosens it: the result is a superset, which is all a gate has to be.
_FLAGS = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_PREFILTER
_MODE = hyperscan.HS_MODE_BLOCK
_KEPT = 8
"""Files that stay: rules change seldom, and a user has a few sets of them at most."""


def database(expressions: Sequence[str]) -> Any:
    """The Hyperscan database of these expressions, numbered from 0: read back where it was kept, else compiled."""
    encoded = [expression.encode() for expression in expressions]
    lengths = [len(expression) for expression in encoded]
    digest = hashlib.sha256(repr((_FLAGS, lengths)).encode() + b"".join(encoded)).hexdigest()
    path = _folder() / f"{digest}.gate"
    return _read(path) or _compiled(encoded, path)


def _folder() -> Path:
    return user_cache_path("scanner", appauthor=False) / "gates"


def _read(path: Path) -> Any | None:
    # The library checks the file: a damaged one, and one of another version or kind of processor, is refused.
    with suppress(OSError, hyperscan.HyperscanError):
        if _own(path.parent):
            kept = hyperscan.loadb(path.read_bytes(), _MODE)
            kept.scratch = hyperscan.Scratch(kept)
            return kept
    return None


def _compiled(encoded: list[bytes], path: Path) -> Any:
    made: Any = hyperscan.Database(mode=_MODE)
    made.compile(expressions=encoded, ids=list(range(len(encoded))), flags=[_FLAGS] * len(encoded))
    if path.is_absolute():  # without a home there is no cache
        with suppress(OSError):
            _keep(path, hyperscan.dumpb(made))
    return made


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _own(path.parent):
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(data)
    Path(draft.name).replace(path)  # whole or not at all, also where two processes write it
    for old in sorted(path.parent.iterdir(), key=os.path.getmtime)[:-_KEPT]:
        old.unlink()


def _own(folder: Path) -> bool:
    """Whether nobody but this user can have written what lies there."""
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & 0o022
