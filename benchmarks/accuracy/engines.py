"""What can be scored: our detectors, and peers in a venv of their own, all by one protocol.

A peer never shares a process with us: `peers.py` runs in the venv that `make peers` makes and answers JSON lines. Our
own engine needs none of that, and nothing here reaches the network.
"""

from __future__ import annotations

import json
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from scanner import app
from scanner.policy.declaration import load_declaration
from scanner.settings import MIN_CONFIDENCE, Names
from scanner.synthetic.marked import Span

PEERS_PYTHON = Path(".venv-peers/bin/python")
_SCRIPT = Path(__file__).with_name("peers.py")

PICTURES = frozenset({"photo_3x4"})
"""Categories that no text holds."""

# What peers call our categories. Their places and groups of people (`LOCATION`, `NRP`) are wider than an address or
# someone's ethnicity: scoring them as such would only make them look bad.
_TYPES = {
    "PERSON": "person",
    "EMAIL_ADDRESS": "email",
    "EMAIL": "email",
    "PHONE_NUMBER": "phone",
    "PHONE": "phone",
    "CREDIT_CARD": "payment_card",
    "CARD": "payment_card",
}
_PEER_CATEGORIES = frozenset({"person", "email", "phone", "payment_card"})


@dataclass(frozen=True, slots=True)
class Found(Span):
    """What an engine found, with the probability it states (1 where it states none)."""

    confidence: float = 1.0


class Engine(Protocol):
    """Something that finds personal data in text."""

    @property
    def name(self) -> str:
        """As tables show it."""

    @property
    def categories(self) -> frozenset[str]:
        """What it can find, by the guide's ids; `person` for whole mentions."""

    def find(self, text: str) -> list[Found]:
        """Its finds; offsets are of `text`."""


def text_categories() -> frozenset[str]:
    """The ids of every category that text can hold."""
    return frozenset(category.id for category in load_declaration().all_categories()) - PICTURES


class Scanner:
    """Our own detectors, wired as a scan wires them."""

    def __init__(self, names: Names = "deep", minimum: float = MIN_CONFIDENCE) -> None:
        self.names = names
        self.minimum = minimum
        self._detector = app.text_detector(minimum, names)
        self.name = f"scanner {names}"
        self.categories = text_categories() | {"person"}

    def find(self, text: str) -> list[Found]:
        """Matches of the stated confidence and more."""
        return [
            Found(match.start, match.end, match.category, match.part, match.confidence)
            for match in self._detector.find(text)
        ]


class PeerMissingError(Exception):
    """The peers' venv is not there, or the peer does not start."""


class Peer:
    """Another tool, asked through its own process, which ends with `close`."""

    def __init__(self, name: str, python: Path = PEERS_PYTHON, script: Path = _SCRIPT) -> None:
        """Raises PeerMissingError."""
        self.name = name
        self.categories = _PEER_CATEGORIES
        if not python.exists():
            raise PeerMissingError(f"{python} is missing: make peers")
        self._process = subprocess.Popen(
            [str(python), str(script), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self.find("ready?")

    def find(self, text: str) -> list[Found]:
        """What it finds of our categories. Raises PeerMissingError where it has ended."""
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps({"id": 0, "text": text}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.close()
            raise PeerMissingError(f"{self.name} does not answer: make peers")
        return [
            Found(match["start"], match["end"], _TYPES[match["type"]], None, match["score"])
            for match in json.loads(line)["matches"]
            if match["type"] in _TYPES
        ]

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin and self._process.stdout
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def engines(names: list[str], ways: list[Names], minimum: float = MIN_CONFIDENCE) -> list[Engine]:
    """The engines by their names; ours once for each way of finding names. Raises PeerMissingError."""
    made: list[Engine] = []
    for name in names:
        if name == "scanner":
            made += [Scanner(way, minimum) for way in ways]
        else:
            made.append(Peer(name))
    return made
