"""Phrases of many vocabularies found in one pass over a text's words: the longest at each place.

A phrase is words with blanks between: `word*` with any ending, `word!` with none, `*word` with any beginning, `word?`
may be missing, `a/b` either, `#` a number, `…` up to two other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from scanner.detectors.morphology import NUMBER, Forms, Keys
from scanner.folding import loose

WORD = re.compile(r"[^\W\d_]+|\d+")
_GAP = re.compile(r"""[ ._-]{0,2}[«»„“”"'()]?(?:[ ]{0,2}|[ ]?\n[ ]{0,8})[«»„“”"']?""")
_HYPHENATED = re.compile(r"-\n[ ]{0,8}")
_SKIP = "…"
_ABBREVIATION = 4  # letters
_SKIPPED = 2  # words

Payload = TypeVar("Payload")


class Token(NamedTuple):
    """A word at `start:end` of the loose text, and the vocabulary's words it may be."""

    start: int
    end: int
    keys: Keys


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase found at `start:end`; `payloads` are those of all vocabularies that list it."""

    start: int
    end: int
    payloads: tuple[Payload, ...]
    first: int  # number of its first token
    last: int


class _Node(Generic[Payload]):
    __slots__ = ("following", "payloads")

    def __init__(self) -> None:
        self.following: dict[str, _Node[Payload]] = {}
        self.payloads: list[Payload] = []


@dataclass(frozen=True, slots=True)
class _Beginning(Generic[Payload]):
    """What a word means that begins phrases, by itself, and the words that may go on with one."""

    payloads: tuple[Payload, ...]
    following: frozenset[str]

    def ends_before(self, keys: Keys) -> bool:
        return _SKIP not in self.following and self.following.isdisjoint(keys)


class Lexicon(Generic[Payload]):
    """Phrases with what each of them means."""

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        self._root: _Node[Payload] = _Node()
        words: set[str] = set()
        for phrase, payload in phrases:
            for sequence in spelt_out(phrase):
                node = self._root
                for word in sequence:
                    node = node.following.setdefault(word, _Node())
                    words.add(word)
                if payload not in node.payloads:
                    node.payloads.append(payload)
        self._forms = Forms(sorted(words - {"#", _SKIP}))
        self._begins: dict[Keys, _Beginning[Payload] | None] = {(): None}

    def tokens(self, text: str) -> list[Token]:
        """The words of a loose text."""
        forms = self._forms
        return [Token(*found.span(), forms[found.group()]) for found in WORD.finditer(text)]

    def hits(self, text: str, tokens: Sequence[Token]) -> Iterator[Hit[Payload]]:
        """Phrases by start, none over another, the longest at each place."""
        begins, end = self._begins, 0
        for at, token in enumerate(tokens):
            if at < end:
                continue
            if token.keys not in begins:
                begins[token.keys] = self._beginning(token.keys)
            beginning = begins[token.keys]
            if beginning is None:
                continue
            if beginning.ends_before(tokens[at + 1].keys if at + 1 < len(tokens) else ()):
                last, payloads = at, beginning.payloads
            else:
                last, found = self._longest(text, tokens, at)
                payloads = tuple(found)
            if payloads:
                yield Hit(token.start, tokens[last].end, payloads, at, last)
                end = last + 1

    def _beginning(self, keys: Keys) -> _Beginning[Payload] | None:
        nodes = [node for key in keys if (node := self._root.following.get(key))]
        if not nodes:
            return None
        payloads = tuple(dict.fromkeys(payload for node in nodes for payload in node.payloads))
        return _Beginning(payloads, frozenset(key for node in nodes for key in node.following))

    def _longest(self, text: str, tokens: Sequence[Token], first: int) -> tuple[int, list[Payload]]:
        best: tuple[int, list[Payload]] = (first, [])
        stack = [(self._root, first)]  # node, the token to come
        while stack:
            node, at = stack.pop()
            if node.payloads and at - 1 >= best[0]:
                known = best[1] if at - 1 == best[0] else []
                best = (at - 1, known + [payload for payload in node.payloads if payload not in known])
            if at >= len(tokens) or (at > first and not _touch(text, tokens[at - 1], tokens[at])):
                continue
            stack += [(after, at + 1) for key in tokens[at].keys if (after := node.following.get(key))]
            if gap := node.following.get(_SKIP):
                for skipped in range(at, min(at + _SKIPPED + 1, len(tokens))):
                    if not _touch(text, tokens[skipped - 1], tokens[skipped]):
                        break
                    stack.append((gap, skipped))
        return best


def _touch(text: str, left: Token, right: Token) -> bool:
    """Whether nothing parts two words; a full stop only ends an abbreviation, a comma may stand before a number."""
    if right.start - left.end == 1 and text[left.end] == " ":
        return True
    if text.startswith(", ", left.end) and right.start - left.end == 2 and NUMBER in right.keys:
        return True
    if right.start - left.end > 12 or _GAP.fullmatch(text, left.end, right.start) is None:
        return False
    return "." not in text[left.end : right.start] or (
        left.end - left.start <= _ABBREVIATION and not text[left.end - 1].isdecimal()
    )


def spelt_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every sequence of words that a phrase of the vocabularies stands for."""
    choices: list[list[tuple[str, ...]]] = []
    for part in phrase.split():
        optional = part.endswith("?")
        options = [_words(option) for option in part.removesuffix("?").split("/")]
        choices.append([*options, ()] if optional else options)
    for chosen in product(*choices):
        sequence = tuple(word for words in chosen for word in words)
        if sequence:
            yield sequence


def _words(part: str) -> tuple[str, ...]:
    if part in ("#", _SKIP):
        return (part,)
    if part.isupper() and len(part) > 1:  # an abbreviation: its letters, and no endings
        return tuple(f"{word}!" for word in (found.group() for found in WORD.finditer(loose(part))))
    words = [found.group() for found in WORD.finditer(loose(part))]
    if words and part[-1] in "*!":
        words[-1] += part[-1]
    if words and part[0] == "*":
        words[0] = f"*{words[0]}"
    return tuple(words)
