"""The key of all fingerprints: from SCANNER_KEY, the keyring, or an owner-only file made at first use.

There are about 10⁹ possible PINs, so an unkeyed hash of one is no protection: whoever has the store but not the
key learns nothing from its fingerprints.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_config_path

from scanner.errors import KeyMissingError
from scanner.i18n import _
from scanner.privacy import DOT, fingerprint

VARIABLE = "SCANNER_KEY"
SERVICE = "scanner"  # the keyring's entry, with the user name "key"
SHORTEST, LONGEST = 16, 64  # bytes; BLAKE2b takes no longer key
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class Key:
    """The secret, and the public `id` by which stores and baselines know which key they were made with."""

    id: str
    secret: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> Key:
        """The key with its id: a fingerprint of nothing, under the key."""
        return cls(fingerprint(secret, "key-id", "").hex(), secret)

    def __repr__(self) -> str:
        return f"Key({self.id}, {DOT * 3})"


def default_file() -> Path:
    """Where the key is kept when nobody says otherwise: the user's own settings folder."""
    return user_config_path("scanner") / "key"


def load_key(path: Path | None = None) -> Key:
    """The key of this machine; the file is made at first use. Raises KeyMissingError when one is there but unfit."""
    text = os.environ.get(VARIABLE)
    if text is not None:
        return Key.of(_parse(text, VARIABLE))
    text = _from_keyring()
    if text is not None:
        return Key.of(_parse(text, _("the keyring")))
    path = path or default_file()
    try:
        if not path.exists():
            _make(path)
        return Key.of(_read(path))
    except OSError as error:
        raise KeyMissingError(_("the key file {path}: {why}").format(path=path, why=error.strerror)) from error


def _parse(text: str, source: str) -> bytes:
    """Hex or base64, with either alphabet, padded or not."""
    text = "".join(text.split())
    secret = bytes.fromhex(text) if _HEX.fullmatch(text) else _from_base64(text)
    if not SHORTEST <= len(secret) <= LONGEST:
        message = _("{source} holds no key: it must be {shortest} to {longest} bytes, written as hex or base64")
        raise KeyMissingError(message.format(source=source, shortest=SHORTEST, longest=LONGEST))
    return secret


def _from_base64(text: str) -> bytes:
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _from_keyring() -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:  # the optional package is not there
        return None
    try:
        text: str | None = keyring.get_password(SERVICE, "key")
    except KeyringError:  # no keyring on this machine, or it is locked: the file is next
        return None
    return text


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        message = _("others can read the key file {path}: take their rights away (chmod 600), or make a new key")
        raise KeyMissingError(message.format(path=path))
    return _parse(path.read_text("ascii", "replace"), str(path))


def _make(path: Path) -> None:
    """Makes the file whole under another name first: of two processes one wins, and nobody reads half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_bytes(32).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first: its key it is
            os.link(draft, path)
    finally:
        draft.unlink()
