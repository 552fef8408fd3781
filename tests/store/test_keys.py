"""The key comes from the environment, the keyring or an owner-only file, and is never shown."""

from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from scanner.errors import KeyMissingError
from scanner.store import keys
from scanner.store.keys import Key, default_file, load_key

SECRET = bytes(range(200, 232))


class Ring(keyring.backend.KeyringBackend):  # type: ignore[misc]
    """A keyring of one entry; "locked" is one that refuses."""

    priority = 1

    def __init__(self, text: str | None) -> None:
        self.text = text

    def get_password(self, service: str, username: str) -> str | None:
        assert (service, username) == ("scanner", "key")
        if self.text == "locked":
            raise keyring.errors.KeyringLocked
        return self.text

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees this machine's own key, nor makes one."""
    monkeypatch.delenv("SCANNER_KEY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    before = keyring.get_keyring()
    keyring.set_keyring(Ring(None))
    yield
    keyring.set_keyring(before)


@pytest.mark.parametrize(
    "text",
    [
        SECRET.hex(),
        SECRET.hex().upper() + "\n",
        base64.b64encode(SECRET).decode(),
        base64.urlsafe_b64encode(SECRET).decode().rstrip("="),
    ],
)
def test_the_environments_key_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    monkeypatch.setenv("SCANNER_KEY", text)
    keyring.set_keyring(Ring("ff" * 32))

    assert load_key(tmp_path / "key").secret == SECRET
    assert not (tmp_path / "key").exists()


def test_the_keyrings_key_comes_second(tmp_path: Path) -> None:
    keyring.set_keyring(Ring(SECRET.hex()))

    assert load_key(tmp_path / "key").secret == SECRET
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("text", ["", "00" * 15, "00" * 65, "not a key!", "ключ" * 9, "a" * 25])
def test_an_unfit_key_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SCANNER_KEY", text)

    with pytest.raises(KeyMissingError, match="SCANNER_KEY holds no key") as told:
        load_key()
    assert not text or text not in str(told.value)


def test_a_locked_keyring_is_passed_by(tmp_path: Path) -> None:
    keyring.set_keyring(Ring("locked"))

    assert load_key(tmp_path / "key") == load_key(tmp_path / "key")


def test_without_the_keyring_package_the_file_serves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert len(load_key(tmp_path / "key").secret) == 32


def test_the_file_is_made_once_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "new" / "key"
    before = os.umask(0)
    try:
        made = load_key(path)
    finally:
        os.umask(before)

    assert load_key(path) == made
    assert len(made.secret) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["key"]


def test_the_usual_file_lies_in_the_users_settings(tmp_path: Path) -> None:
    made = load_key()

    assert default_file() == tmp_path / "config" / "scanner" / "key"
    assert bytes.fromhex(default_file().read_text()) == made.secret


def test_each_machine_makes_its_own_key(tmp_path: Path) -> None:
    assert load_key(tmp_path / "a").secret != load_key(tmp_path / "b").secret


def test_many_at_once_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _each: load_key(tmp_path / "key").secret, range(32)))

    assert len(made) == 1


def test_whoever_comes_second_takes_the_firsts_key(tmp_path: Path) -> None:
    first = load_key(tmp_path / "key")
    keys._make(tmp_path / "key")  # lost the race between looking and making

    assert load_key(tmp_path / "key") == first
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    load_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o640)

    with pytest.raises(KeyMissingError, match="chmod 600"):
        load_key(tmp_path / "key")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"abcd"])
def test_a_spoilt_file_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    """A new key in its place would make every earlier fingerprint worthless."""
    path = tmp_path / "key"
    path.touch(0o600)
    path.write_bytes(content)

    with pytest.raises(KeyMissingError, match="holds no key"):
        load_key(path)
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(KeyMissingError, match=r"the key file .*File exists"):
        load_key(tmp_path / "file" / "key")


def test_a_keys_id_names_it_and_gives_nothing_away() -> None:
    key = Key.of(SECRET)

    assert key.id == Key.of(SECRET).id != Key.of(SECRET[::-1]).id
    assert len(key.id) == 16
    for shown in (repr(key), str(key), f"{key}", key.id):
        assert SECRET.hex() not in shown
        assert repr(SECRET) not in shown
    assert "•••" in repr(key)


def test_the_keyring_is_not_loaded_when_the_environment_has_the_key() -> None:
    code = "import sys; from scanner.store.keys import load_key; load_key(); print('keyring' in sys.modules)"
    environment = {**os.environ, "SCANNER_KEY": SECRET.hex()}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert ran.stdout == "False\n"
