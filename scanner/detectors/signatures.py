"""Filled signature marks in text: `колу /Асанов Б./`, `Асанов К. (подпись)`, `____ /Asanov/`. A bare label is none.

A line with a mark's word, a name between slashes or a blank line is written as a row of codes, a character a thing
(`M` mark, `P` person, `/` slash …), and patterns over that row say what is a filled mark. What counts as one, and where
it begins and ends: the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scanner.detectors.cleaning import cleaned, folded
from scanner.detectors.names_context import starts
from scanner.detectors.names_terms import Terms, Words, terms
from scanner.detectors.signatures_rows import Row, Span, between, named, read
from scanner.folding import Clean, loose
from scanner.model import Evidence, Match

_SIGHT = 160  # characters around a trigger that are read of a long line
_GENITIVE = re.compile("[нтд][ыиу]н$")
_SHAPES = re.compile(r" {2,}[A-ZА-ЯЁӨҮҢ]|(?<![^\W_])/ ?[A-ZА-ЯЁӨҮҢ]|__|\.{5}")
_LINE = re.compile(r"(?<![^\n])[^\n]")
# F filled mark, A one that is no word of a sentence (`/s/`; read as F elsewhere), M mark, R consent, E seal, K label of
# a name, P person, W capitalised and w other word, I initial, d figure, B blank line, D dots, G gap; `[` is `(`. A
# group `span` is the mark where the pattern sees more than it.
_DONE = "(?=$|[GB,;.)(/dE-])"  # a name in running prose goes on with a word
_START = "(?:^|(?<=[GB:;.,)wWPRd-]))"
_SIGNED = "(?:[(/]{1,2}[FM](?:,?[EMF])?[)/]{1,2})"
_RULES: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (name, confidence, re.compile(pattern))
    for name, confidence, pattern in (
        ("list", 0.85, r"P(?:,[PW]){1,5}-?M(?=$|[G.])"),  # Асанов, Осмонов, Тен — подписи
        ("each", 0.85, r"(?:M:|R:?)(?P<each>[PW](?:,?[PW]){1,6})(?=$|[G.;])"),  # Тааныштым: Асанов, Осмонов
        ("behind", 0.9, rf"B?/?P/?,?G?B?G?-?{_SIGNED}B?"),  # Асанов Б. (колу)
        ("mark", 0.9, rf"B?{_SIGNED}[:,-]?G?[/(]?G?[PW][/)]?" + _DONE),  # (signed) Asanov
        ("within", 0.9, r"[(][FM][^()]{0,6}P[)]"),  # (подпись, Асанов Б.)
        ("mark", 0.9, r"[FM][:,-]?G?B?[/(]G?[PW]{1,2}\.?(?:[/)]|(?=$|G))"),  # колу /Асанов Б./
        ("mark", 0.9, r"M(?:[wW]{1,3}|Mw?):(?:[wW]\.?){0,3}/P/"),  # Подпись: гл. бух /Асанов/
        ("label", 0.85, r"M(?:w{1,3}|Mw?)?:?(?P<span>B?/[PW]/|BPB)"),  # Подпись клиента /Асанов/
        ("short", 0.85, r"A[,-]?P" + _DONE),  # судья п/п Асанов
        ("mark", 0.85, rf"{_START}M[(]w{{1,2}}[)]P" + _DONE),  # signature (electronic) Asanov
        ("mark", 0.85, r"MDP" + _DONE),  # колу… Асанов Б.
        (
            "mark",
            0.9,
            r"[FM](?:w{1,3}(?:/w{1,2})?)?:G?B?(?:[(][FM][)])?(?:P|W(?=\.?(?:$|G)))(?:-M)?(?:$|(?=[GB,;.)(/dE-]))",
        ),
        ("mark", 0.85, rf"(?:{_START}M|(?<![wWP])F)[,-]?P(?:,?E)?" + _DONE),  # подп. Асанов
        ("mark", 0.85, r"(?:^|(?<=[GB:wW]))[FM]GP" + _DONE),
        ("mark", 0.6, "(?:^|(?<=[;:G]))[FM]W(?=\\.?(?:$|[;G]))"),
        ("behind", 0.6, r"(?:^|(?<=[;.:G]))W-?[FM](?=\.?(?:$|[;G]))"),
        ("behind", 0.85, r"(?:B?/P/|(?P<name>P)),?B?-?[FM](?:,?E)?(?=$|[G,;.)dB])"),  # Асанов, колу
        ("behind", 0.8, r"P,w{1,3}-[FM](?:,?E)?(?=$|[G,;.])"),
        ("behind", 0.7, r"(?<=P)G(?P<span>F)$"),
        ("consent", 0.7, r"R[:.-]?G?B?(?P<span>P)" + _DONE),
        ("consent", 0.6, r"R[:.-]?G?B?(?P<span>W)(?=\.?(?:$|G))"),
        ("alone", 0.75, r"P[^()]{1,40}?[,-](?P<span>[(][FM](?:,?E)?[)])(?=$|[G;.])"),  # Асанов — кв. 4 — (подп.)
        ("alone", 0.7, r"P[^()]{0,20}d[^()]{1,20}-(?P<span>F)$"),  # Асанов — 500 сом — кол койду
        ("seal", 0.6, r"P,E(?=$|[G.])"),
        ("slash", 0.75, r"(?:^|(?<=[GwWPB:,.)]))B?/G?P/(?=$|[G,;.d(])"),  # Accountant: /Asanov/
        ("slash", 0.6, r"(?<=[wG:B])B?/W/(?=$|G)"),
        ("blank", 0.7, r"(?<![K:])BG?P(?:B|(?=$|[GB,;]))"),  # ____ Асанов Б.
        ("blank", 0.7, r"(?<![K:/])B(?:/|[(])G?P[)]?" + _DONE),  # ____ (Асанов Б.)
        ("blank", 0.6, r"(?<=[GwW])BWB?(?=$)"),
    )
)
_CLOSING: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (name, confidence, re.compile(pattern))
    for name, confidence, pattern in (
        ("gap", 0.55, r"(?:^|(?<=[wW.,]))G(?P<span>P)(?=$|[G,;])"),  # Башкы бухгалтер      Асанов Б.
        ("line", 0.5, r"^P(?=$|,d)"),
        ("line", 0.5, r"^(?P<each>PGP)$"),
        ("line", 0.5, r"(?<=w\.)P$"),
    )
)
"""What counts only in a text's last lines, of names that are not written out."""
_SHORT = frozenset(pattern for *_, pattern in _CLOSING)
_LAST = 4  # lines; a shorter text is a cell, a file's name or a caption
_PROSE = 40  # characters of a line that is longer than an entry of a list
_FENCES = frozenset("(/:B")


class SignatureTerms(Terms):
    """The words of marks by what they say, in all languages."""

    short: list[str]
    filled: dict[str, list[str]]
    plain: dict[str, list[str]]
    read: dict[str, list[str]]
    seal: list[str]
    stamp: dict[str, list[str]]
    holder: list[str]
    labels: list[str]
    prose: Words


class SignatureDetector:
    """Filled signature marks, from what other detectors found of names."""

    of_somebody = False  # it names somebody itself

    def __init__(self) -> None:
        data = terms("signature", SignatureTerms)
        kinds = {
            "A": {"": data.short},
            "F": data.filled,
            "M": data.plain,
            "R": data.read,
            "E": {"": data.seal},
            "K": {"": data.labels},
        }
        words = sorted(
            ((word, code) for code, lists in kinds.items() for words in lists.values() for word in words),
            key=lambda pair: -len(pair[0]),
        )
        self._codes = {loose(word): code for word, code in words}
        self._word = re.compile(
            rf"(?<![^\W_])(?<!-)(?<!№)(?<!№ )(?:{'|'.join(_spelt(word) for word, _ in words)})(?![^\W_]|-\w)"
        )
        stamps = "|".join(
            _spelt(word).replace(" {1,3}", "[ \n]{1,3}") for words in data.stamp.values() for word in words
        )
        holders = "|".join(map(_spelt, data.holder))
        self._stamp = re.compile(
            rf"(?<![^\W_])(?:(?:документ|document)[^\W\d_]{{0,3}} {{1,3}})?(?:{stamps})(?![^\W_])"
            rf"(?:[^\n]{{0,80}}\n){{1,3}}? {{0,8}}(?:{holders}) ?[:—-] ?"
        )
        self._prose = starts(data.prose)

    def find(self, text: str, known: Sequence[Match]) -> list[Match]:
        """Marks by start; `known` are the names that others found in `text`."""
        plain = cleaned(text)
        marks = [
            (word.start(), word.end(), self._codes[" ".join(word.group().split())])
            for word in self._word.finditer(folded(text))
        ]
        names = named(known, plain)
        last = _last_lines(plain.text)
        found = list(self._stamps(text, plain, names))
        stamped = [(match.start, match.end) for match in found]
        hits = [mark[0] for mark in marks if mark[2] in "AFMR"]
        hits += [line.start() for line in _LINE.finditer(plain.text, last)]
        for start, end in _windows(plain.text, hits):
            row = read(plain.text, start, end, (*between(names, start, end), *between(marks, start, end)))
            for first, behind, confidence, rule in self._read(row, plain.text, closing=0 < last <= start):
                begin, stop = plain.span(first, behind)
                if any(start_of < stop and begin < end_of for start_of, end_of in stamped):
                    continue
                plainly = " ".join(re.findall(r"\w+", loose(plain.text[first:behind])))
                why = (Evidence("cue", rule),)
                found.append(
                    Match("signature", begin, stop, confidence, why, value=text[begin:stop], canonical=plainly)
                )
        return sorted(found, key=lambda match: match.start)

    def _stamps(self, text: str, plain: Clean, names: list[Span]) -> Iterator[Match]:
        """Stamps of electronic signatures, from their first line to the name of their owner."""
        for stamp in self._stamp.finditer(folded(text)):
            for _, end, _code in between(names, stamp.end(), stamp.end() + 1):
                begin, stop = plain.span(stamp.start(), end)
                plainly = " ".join(re.findall(r"\w+", loose(text[begin:stop])))
                why = (Evidence("cue"),)
                yield Match("signature", begin, stop, 0.85, why, value=text[begin:stop], canonical=plainly)

    def _read(self, row: Row, text: str, *, closing: bool) -> Iterator[tuple[int, int, float, str]]:
        """The marks of a row: (start, end, confidence, rule)."""
        taken: list[tuple[int, int]] = []
        found = []
        codes = row.codes.replace("A", "F")
        rules = _RULES + _CLOSING * closing
        if closing and not _behind_prose(text, row.spans[0][0] if row.spans else 0):
            rules = tuple(rule for rule in rules if rule[0] != "line")
        for rule, confidence, pattern in rules:
            for hit in pattern.finditer(row.codes if rule == "short" else codes):
                if self._in_prose(row, hit, text) or (pattern in _SHORT and not _short(row.text(*hit.span(), text))):
                    continue
                for first, last in _parts(hit):
                    if not any(first < end and start < last for start, end in taken):
                        taken.append((first, last))
                        found.append((row.spans[first][0], row.spans[last - 1][1], confidence, rule))
        yield from sorted(found)

    def _in_prose(self, row: Row, hit: re.Match[str], text: str) -> bool:
        """Whether a sentence speaks of a signature (`Асановдун колу сынган`) where nothing but words shows a mark."""
        if _FENCES.intersection(hit.group()) or not set(hit.group()) & set("FM"):
            return False
        name = hit.groupdict().get("name")
        if name and _GENITIVE.search(loose(row.text(*hit.span("name"), text))):
            return True
        start, end = row.spans[0][0], row.spans[-1][1]
        return any(self._prose.hold(word) for word in re.findall(r"[^\W\d_]+", loose(text[start:end])))


def _parts(hit: re.Match[str]) -> Iterator[tuple[int, int]]:
    groups = hit.groupdict()
    if groups.get("each"):
        start = hit.start("each")
        for person in re.finditer("[PW]", hit["each"]):
            yield start + person.start(), start + person.end()
    else:
        yield hit.span("span" if groups.get("span") else 0)


def _short(name: str) -> bool:
    """Whether a name is written as people sign: with initials, or the surname alone."""
    return "." in name or " " not in name.strip()


def _behind_prose(text: str, start: int) -> bool:
    """Whether the line above is no entry of a list."""
    above = text[max(0, start - _SIGHT) : start].rstrip()
    return len(above) - above.rfind("\n") > _PROSE


def _spelt(word: str) -> str:
    return re.escape(loose(word)).replace(r"\ ", " {1,3}")


def _last_lines(text: str) -> int:
    """Where the last lines of a text begin."""
    at = len(text.rstrip())
    for _ in range(_LAST):
        at = text.rfind("\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def _windows(text: str, marks: list[int]) -> Iterator[tuple[int, int]]:
    """The lines with a mark, a name between slashes, a blank line or a gap; of a long line what is near to them."""
    hits = sorted([*marks, *(shape.start() for shape in _SHAPES.finditer(text))])
    done = 0
    for hit in hits:
        if hit < done:
            continue
        start = max(done, hit - _SIGHT, text.rfind("\n", max(0, hit - _SIGHT), hit) + 1)
        end = text.find("\n", hit, hit + _SIGHT)
        done = min(len(text), hit + _SIGHT) if end < 0 else end
        yield start, done
