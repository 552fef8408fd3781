"""Names that are written small: `асанов бакыт`, `сайра осмоновна`, `бакыт байке`. Only what hardly is anything else.

Every word of a text may be one, so only the words around certain endings, уулу and кызы, and forms of address are
looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scanner.detectors.names_context import Context, cues
from scanner.detectors.names_grammar import Parse, parses
from scanner.detectors.names_tokens import INITIAL, PART, Token
from scanner.detectors.names_vocabulary import Vocabulary, Word
from scanner.folding import loose

_ANCHOR = re.compile(
    r"(?:[ое]в(?:а|у|ой|ым|[дг][оу]н?|дин|ага|анын|аны)?|вич(?:а|у|ем|тин|ке|ти)?|[ое]вн(?:а|ы|е|у|ой|анын|ага)"
    r"|[ ](?:уулу|кызы|у\.|к\.)|[ ](?:байке|эже|агай|мырза|ака|опа)(?:м|[нд][ыие]н?|[гкд][ае]н?)?"
    r"|[oe]va?|[oe]vich|[oe]vna|[ ](?:uulu|kyzy|baike|eje|agai))(?![^\W_])"
)
_LETTERS = "а-яёөүңa-z"
_BEFORE = re.compile(
    rf"(?:(?<![^\W_])[{_LETTERS}-]{{2,24}}[ ])?(?:(?<![^\W_])[{_LETTERS}-]{{2,24}}[ ])?[{_LETTERS}-]{{2,24}}\Z"
)
_AFTER = re.compile(rf"(?:[ ][{_LETTERS}-]{{2,24}}(?![^\W_])|[ ]?[а-яөү]\.|[ ][а-яөү](?=[ ]?[,;\n-]|[ ]?\Z)){{0,2}}")
_WORD = re.compile(rf"[{_LETTERS}]+(?:-[{_LETTERS}]+)?\.?")
# `[10:02] aibek.asanov: salam`
_SPEAKER = re.compile(
    rf"\d:\d\d(?::\d\d)?\]?[ ]{{1,2}}(?:[-–—][ ])?"
    rf"(?P<name>[{_LETTERS}]{{3,24}})(?:[._ ](?P<family>[{_LETTERS}]{{3,24}}))?:[ ]"
)
_BEFORE_TIME = re.compile(r"(?<![^\n])\[?(?:\d{1,2}[./]\d\d(?:[./]\d{2,4})?,?[ ])?\d?\Z")
_SIGHT = 64  # characters
_PARTICLES = frozenset(["уулу", "кызы", "у.", "к.", "uulu", "kyzy"])
_ADDRESS = re.compile(r"(?:байке|эже|агай|мырза|ака|опа)[а-я]{0,3}|baike|eje|agai")
_FATHER = re.compile("[ое]в(?:ич|н)|[oe]v(?:ich|n)")
_WHOLE = frozenset(["sg", "gs", "sgp", "gps", "gp", "gsp", "sgp+", "s+g", "gs+"])


class Small(NamedTuple):
    """A name written small: where its words are, and what parts they make."""

    parse: Parse
    tokens: list[Token]


def small_names(text: str, vocabulary: Vocabulary, context: Context) -> Iterator[Small]:
    """The names written small in a clean text, from left to right."""
    end = 0
    taken: set[int] = set()
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() >= end and (small := _around(text, anchor, vocabulary, context)):
            end = small.tokens[-1].end
            taken.update(token.start for token in small.tokens)
            yield small
    for speaker in _SPEAKER.finditer(text):
        opens = _BEFORE_TIME.search(text, max(0, speaker.start() - 16), speaker.start())
        if opens and speaker.start("name") not in taken and (small := _speaker(speaker, vocabulary)):
            taken.add(small.tokens[0].start)
            yield small
    for kin in cues().kin.finditer(text):
        name = Token(*kin.span("name"), vocabulary.word(kin["name"]), kin["name"])
        if name.word.code in "GH" and name.start not in taken:
            yield Small(Parse("g", 0.6, 0, 1), [name])


def _speaker(line: re.Match[str], vocabulary: Vocabulary) -> Small | None:
    """Who writes a line of a chat, by a listed name or a login made of one."""
    name = Token(*line.span("name"), vocabulary.word(line["name"]), line["name"])
    if name.word.code not in "GgHh":
        return None
    if not line["family"]:
        return Small(Parse("g", 0.6, 0, 1), [name])
    family = Token(*line.span("family"), vocabulary.word(line["family"]), line["family"])
    return Small(Parse("gs", 0.6, 0, 2), [name, family])


def _around(text: str, anchor: re.Match[str], vocabulary: Vocabulary, context: Context) -> Small | None:
    before = _BEFORE.search(text, max(0, anchor.start() - _SIGHT), anchor.end())
    if not before or (before.start() and text[before.start() - 1].isalnum()):
        return None
    after = _AFTER.match(text, anchor.end())
    tokens = [
        Token(word.start(), word.end(), _word(word.group(), vocabulary), word.group())
        for word in _WORD.finditer(text, before.start(), after.end() if after else anchor.end())
    ]
    at = next((number for number, token in enumerate(tokens) if token.end >= anchor.end()), None)
    if at is None:
        return None
    if _ADDRESS.fullmatch(tokens[at].text):
        called = tokens[at - 1] if at else None
        if called and called.word.code in "GgH" and not called.word.ordinary:
            return Small(Parse("g", 0.6, 0, 1), [called])
        return None
    for parse in parses("".join(token.word.code for token in tokens)):
        if parse.start <= at < parse.end and _is_sure(parse.roles, tokens[parse.start : parse.end], vocabulary):
            return Small(parse, tokens[parse.start : parse.end])
    word = tokens[at].word
    if word.named and (context.titled(tokens[at].start, known=True) or context.label(tokens[at].start)):
        return Small(Parse("s", 0.6, at, at + 1), [tokens[at]])
    if word.code in "SR" and context.honoured(tokens[at].start):
        return Small(Parse("s", 0.6, at, at + 1), [tokens[at]])
    return None


def _word(text: str, vocabulary: Vocabulary) -> Word:
    if text in _PARTICLES:
        return PART
    if len(text.rstrip(".")) == 1:
        return INITIAL
    word = vocabulary.word(text.rstrip("."))
    return Word("|") if word.code in "XCLsdhrk" or (len(text) < 3 and word.code != "G") else word


def _is_sure(roles: str, tokens: list[Token], vocabulary: Vocabulary) -> bool:
    """Whether its words are listed names beside a surname or patronymic that is made of a name."""
    codes = {token.word.code for token in tokens}
    if roles not in _WHOLE or not codes & set("SRPQU"):
        return False
    if codes & set("PQ"):
        father = next(token.text for token in tokens if token.word.code in "PQ")
        stem = _FATHER.split(loose(father))[0]
        return bool(codes & set("GgH")) and any(vocabulary.given(stem + end) for end in ("", "й", "ь", "а"))
    if "U" in codes:
        return tokens[0].word.code in "GS" and codes <= set("SGgU")
    family = next(token.word for token in tokens if token.word.code in "SR")
    return bool(codes & set("GH")) or (family.named and bool(codes & set("gI")))
