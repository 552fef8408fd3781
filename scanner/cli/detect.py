"""`scanner detect`: what the detectors see in one text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from scanner.cli.options import Confidence, names_option
from scanner.detectors.interface import TextDetector
from scanner.errors import UsageError
from scanner.i18n import _, active
from scanner.model import Match
from scanner.privacy import mask
from scanner.settings import MIN_CONFIDENCE, Names


@click.command(
    "detect",
    short_help=_("Show what the detectors see in a text."),
    help=_("Show what the detectors see in a text (standard input by default). Values are shown masked."),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), default="-")
@click.option("--jsonl", is_flag=True, help=_('Read {"id", "text"} lines and write {"id", "matches"} lines.'))
@click.option(
    "--min-confidence",
    type=Confidence(0, 1),
    default=MIN_CONFIDENCE,
    show_default=True,
    help=_("Matches less sure are left out."),
)
@names_option
@click.option("--lang", type=click.Choice(["ky", "ru", "en"]), help=_("Language of messages."))
def command(file: Path, jsonl: bool, min_confidence: float, names: Names | None, lang: str | None) -> None:
    """Prints a line a match, or a JSON line a text."""
    from scanner import app

    detector = app.text_detector(min_confidence, names or "fast")
    with click.open_file(str(file), encoding="utf-8", errors="replace") as stream:
        if jsonl:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    click.echo(json.dumps(_answer(detector, line, number), ensure_ascii=False))
            return
        text = stream.read()
    for match in detector.find(text):
        line = text.count("\n", 0, match.start) + 1
        reasons = "; ".join(_why(match, active()))
        click.echo(f"{line}\t{match.category}\t{match.confidence:.2f}\t{mask(match.category, match.value)}\t{reasons}")


def _answer(detector: TextDetector, line: str, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        id, text = asked["id"], str(asked["text"])
    except (ValueError, KeyError, TypeError):
        raise UsageError(_('line {number} is no {{"id", "text"}} object').format(number=number)) from None
    return {"id": id, "matches": [_match(match) for match in detector.find(text)]}


def _match(match: Match) -> dict[str, Any]:
    part = {"part": match.part} if match.part else {}
    return {
        "start": match.start,
        "end": match.end,
        "category": match.category,
        "score": round(match.confidence, 4),
        "why": _why(match, "en"),
    } | part


def _why(match: Match, lang: str) -> list[str]:
    from scanner.reports.words import evidence

    return [evidence(reason, lang) for reason in match.why]
