"""Scores engines on labelled texts, tables and shares by the annotation guide.

    python -m benchmarks.accuracy [PATH…] [--engine scanner,presidio,airlock] [--names fast,deep]
        [--half test|build|kept|all] [--variants plain,dropped,careless] [--min-confidence SHARE] [--json FILE]

Without PATH: our own corpora. A PATH is a `*.spans.jsonl`, a file of our own labelled texts or tables, a plain text
without labels (a text a line: whatever is found there is counted as false), or a labelled share (a folder with
`truth.jsonl`). Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import share, tables
from benchmarks.accuracy.corpus import FOLDER, Labelled, careless, dropped, own_texts, parse, sections, spans_file
from benchmarks.accuracy.engines import Engine, Peer, PeerMissingError, Scanner, engines
from benchmarks.accuracy.measures import as_json, measure
from benchmarks.accuracy.report import Verdicts, print_fast_and_deep, print_figures, print_side_by_side
from scanner.settings import MIN_CONFIDENCE

_VARIANTS: dict[str, Callable[[Iterable[Labelled]], Iterable[Labelled]]] = {
    "plain": list,
    "dropped": dropped,
    "careless": careless,
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts under a name. `own` ones have halves, variants and names told apart by script."""

    name: str
    texts: Sequence[Labelled]
    own: bool = False


def main(words: Sequence[str] | None = None) -> int:
    """Prints the tables; 1 where a bar is missed, 2 where nothing can be measured."""
    asked = _parser().parse_args(words)
    paths = asked.paths or [FOLDER / "texts", FOLDER / "tables" / "tables.txt"]
    try:
        ready = engines(asked.engine, asked.names, asked.min_confidence)
    except PeerMissingError as error:
        print(error, file=sys.stderr)
        return 2
    ours = [engine for engine in ready if isinstance(engine, Scanner)]
    verdicts = Verdicts()
    out: list[object] = []
    for path in paths:
        if not path.exists():
            print(f"{path} is not there", file=sys.stderr)
            return 2
        if path.is_dir() and share.truth_file(path):
            out += share.score(path, ours)
        elif path.is_file() and tables.is_tables(path):
            out += tables.score(path, ours, asked.half, verdicts)
        else:
            for corpus in _corpora(path, asked.half, asked.variants):
                out += _score(corpus, ready, verdicts)
    for engine in ready:
        if isinstance(engine, Peer):
            engine.close()
    print(f"\nbars held: {verdicts.held}, missed: {len(verdicts.missed)}")
    for missed in verdicts.missed:
        print(f"  MISS {missed}")
    if asked.json:
        asked.json.write_text(json.dumps({"missed": verdicts.missed, "figures": out}, ensure_ascii=False, indent=1))
    return int(bool(verdicts.missed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--engine", type=_words_of("scanner", "presidio", "airlock"), default=["scanner"])
    parser.add_argument("--names", type=_words_of("fast", "deep"), default=["deep"])
    parser.add_argument("--half", choices=("test", "build", "kept", "all"), default="test")
    parser.add_argument("--variants", type=_words_of(*_VARIANTS), default=["plain"])
    parser.add_argument("--min-confidence", type=float, default=MIN_CONFIDENCE, help="finds less sure do not count")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser


def _words_of(*known: str) -> Callable[[str], list[str]]:
    """What argparse reads an option with: words between commas, each one of the known."""

    def read(words: str) -> list[str]:
        if wrong := set(words.split(",")) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(wrong))}: not one of {', '.join(known)}")
        return words.split(",")

    return read


def in_half(for_testing: bool, half: str) -> bool:
    """Whether a text or table of one half is wanted."""
    return half == "all" or for_testing == (half == "test")


def _corpora(path: Path, half: str, variants: Iterable[str]) -> list[Corpus]:
    if path.name.endswith(".jsonl"):
        return [Corpus(path.name.removesuffix(".spans.jsonl"), spans_file(path))]
    texts = own_texts(path) if path.is_dir() else _of_file(path)
    if not texts:
        lines = path.read_text("utf-8").splitlines()
        plain = [Labelled(f"{path.stem}-{at}", "", line, ()) for at, line in enumerate(lines, 1) if line.strip()]
        return [Corpus(path.stem, plain)]
    wanted = [text for text in texts if (text.kept_back if half == "kept" else in_half(text.for_testing, half))]
    name = f"{'own texts' if path.is_dir() else path.stem}, {half}"
    return [Corpus(f"{name}, {variant}", list(_VARIANTS[variant](wanted)), own=True) for variant in variants]


def _of_file(path: Path) -> list[Labelled]:
    return [
        Labelled(fields["id"], fields["lang"], *parse(body, fields["id"]), fields["genre"], fields["subject"])
        for fields, body in sections(path)
    ]


def _score(corpus: Corpus, ready: Sequence[Engine], verdicts: Verdicts) -> list[object]:
    figures = [measure(engine, corpus.name, corpus.texts, corpus.own) for engine in ready]
    ours = [one for one in figures if one.engine.startswith("scanner")]
    for one in ours or figures:
        print_figures(one, verdicts if ours else Verdicts())  # the bars are ours
    print_fast_and_deep(figures, verdicts)
    print_side_by_side(ready, figures, verdicts)
    return [as_json(one) for one in figures]


if __name__ == "__main__":
    sys.exit(main())
