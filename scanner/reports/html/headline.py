"""The assessment in a few sentences. An incomplete scan never looks clean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scanner.reports.html.coverage import Coverage
from scanner.reports.html.tally import Tally
from scanner.reports.interface import Assessment


@dataclass(frozen=True, slots=True)
class Headline:
    """`state` is incomplete, empty, action or clean; only the last is told in a calm colour."""

    state: str
    label: str
    sentences: tuple[str, ...]


def headline(
    assessment: Assessment, coverage: Coverage, tally: Tally, t: dict[str, str], number: Callable[[int], str]
) -> Headline:
    """What the scan says as a whole, in the language of the texts `t`."""
    doubts = tuple(_doubts(assessment, coverage, t, number))
    if doubts:
        state = "incomplete"
    elif not coverage.items:
        state = "empty"
    else:
        state = "action" if tally.action else "clean"
    found = _found(tally, coverage, t, number, "_read" if doubts else "")
    sentences = (t["say_empty"],) if state == "empty" else (*doubts, found)
    if state in ("action", "clean") and coverage.unread:
        sentences += (t["say_allowed"].format(items=number(coverage.unread)),)
    if not assessment.legend.approved:
        sentences += (t["say_preliminary"],)
    return Headline(state, t[f"label_{state}"], sentences)


def _doubts(
    assessment: Assessment, coverage: Coverage, t: dict[str, str], number: Callable[[int], str]
) -> Iterator[str]:
    """Why the scan is no ground to call the data clean."""
    if assessment.scan.finished is None:
        yield t["say_unfinished"]
    elif not assessment.complete or coverage.folders:
        yield t["say_unread"].format(items=number(coverage.unread), folders=number(coverage.folders))
    if sampled(assessment):
        yield t["say_sample"]


def sampled(assessment: Assessment) -> bool:
    """Whether the scan was asked to read only a part."""
    return dict(assessment.scan.options).get("depth", "full") != "full"


def _found(tally: Tally, coverage: Coverage, t: dict[str, str], number: Callable[[int], str], where: str) -> str:
    if tally.action:
        count, total, items = map(number, (tally.action, tally.findings, tally.action_items))
        return t["say_action" + where].format(count=count, total=total, items=items)
    if tally.findings:
        return t["say_clean" + where].format(total=number(tally.findings))
    return t["say_nothing" + where].format(read=number(coverage.read))
