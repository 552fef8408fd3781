"""Writes a scan as one page: no network, a strict content policy, three languages, readable without scripts."""

from __future__ import annotations

import base64
import hashlib
import heapq
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scanner.i18n import LANGUAGES
from scanner.model import Item
from scanner.reports.html.coding import as_json
from scanner.reports.html.coverage import cover
from scanner.reports.html.headline import headline
from scanner.reports.html.names import split
from scanner.reports.html.rows import Rows
from scanner.reports.html.tally import GRAVITY, Tally, order
from scanner.reports.html.texts import NAMES
from scanner.reports.html.voice import Voice
from scanner.reports.interface import ArrayTotals, Assessment
from scanner.reports.words import printable

LISTED = 50_000
"""Findings the page lists, the gravest first. The figures count all of them."""
LISTED_FOLDERS = 200
_HERE = Path(__file__).parent


class HtmlReport:
    """The report an officer opens in a browser."""

    def write(self, assessment: Assessment, out: BinaryIO, lang: str) -> None:
        """Writes the page in all languages; it opens in `lang`."""
        templates = Environment(
            loader=FileSystemLoader(_HERE),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        page = templates.get_template("page.html.j2").stream(_page(assessment, lang))
        page.enable_buffering(1000)
        page.dump(out, encoding="utf-8", errors="backslashreplace")


def _page(assessment: Assessment, lang: str) -> dict[str, Any]:
    """Everything that the template names."""
    several = len(assessment.scan.targets) > 1
    arrays = {array.id: array for array in assessment.arrays()}
    coverage, tally = cover(assessment.items()), Tally(several)
    shown = heapq.nsmallest(LISTED, tally.watch(assessment.findings()), key=order)
    rows = Rows(assessment.legend, {array.id: array.title for array in arrays.values()}, several)
    rows.add(shown)
    voices = [Voice(code, assessment.legend) for code in LANGUAGES]
    return {
        "lang": lang,
        "names": NAMES,
        "voices": sorted(voices, key=lambda voice: voice.lang != lang),
        "headline": {voice.lang: headline(assessment, coverage, tally, voice.t, voice.number) for voice in voices},
        "scan": assessment.scan,
        "legend": assessment.legend,
        "coverage": coverage,
        "limits": _limits(dict(assessment.scan.options)),
        "listed": len(shown),
        "printable": printable,
        "path": partial(_path, several=several),
        **_figures(tally),
        **_arrays(arrays),
        **_data(rows, voices, tally.findings),
        **_assets(voices),
    }


def _figures(tally: Tally) -> dict[str, Any]:
    folders = tally.folders()
    return {
        "tally": tally,
        "tasks": tally.tasks(),
        "categories": tally.categories(),
        "widest": max(tally.totals.values(), default=1),
        "statuses": _ordered(set(tally.statuses)),
        "folders": folders[:LISTED_FOLDERS],
        "more_folders": folders[LISTED_FOLDERS:],
        "gravity": GRAVITY,
    }


def _arrays(arrays: dict[str, ArrayTotals]) -> dict[str, Any]:
    return {
        "arrays": arrays,
        "array_statuses": _ordered({code for array in arrays.values() for code in array.statuses}),
        "persons": sum(array.subjects for array in arrays.values()),
    }


def _data(rows: Rows, voices: list[Voice], total: int) -> dict[str, Markup]:
    """The two tables for the script. They are safe in their elements: `as_json` leaves no `<`."""
    words = {key: [voice.t[key] for voice in voices] for key in voices[0].t}
    table = rows.table() | {"langs": LANGUAGES, "total": total, "texts": words}
    return {"table": Markup(as_json(table)), "details": Markup(as_json(rows.details()))}  # noqa: S704


def _assets(voices: list[Voice]) -> dict[str, Any]:
    """Our own style and script, and the policy that lets nothing else act on the page."""
    style, script = ((_HERE / name).read_text("utf-8") for name in ("report.css", "report.js"))
    # The foot of a printed page is out of the page's reach: its mark comes through a variable of the style.
    style += "".join(f":root:lang({voice.lang}) {{ --mark: {as_json(voice.t['mark'])}; }}\n" for voice in voices)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}  # noqa: S704


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _ordered(statuses: set[str]) -> list[str]:
    known = [code for code in GRAVITY if code in statuses]
    return known + sorted(statuses - set(known))


def _limits(options: dict[str, str]) -> list[str]:
    """Keys of the texts that say what the scan's settings left out."""
    by_depth = {"fast": ["limit_sample"], "survey": ["limit_survey"]}.get(options.get("depth", "full"), [])
    return by_depth + ([] if options.get("names") == "deep" else ["limit_names"])


def _path(item: Item, several: bool) -> str:
    return "/".join(split(item, several))
