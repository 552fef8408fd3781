"""Fits what stated confidences are worth, on the building half of our labelled texts.

    python -m benchmarks.accuracy.calibrate

Writes `rules/calibration.yaml`. For each category the matches are sorted by stated confidence and made a rising curve
(isotonic regression by pooling neighbours); a category with few matches leans on the curve of all.
"""

from __future__ import annotations

from collections import defaultdict

from benchmarks.accuracy import corpus
from benchmarks.accuracy.score import by_category
from scanner import app, rulefiles
from scanner.synthetic.marked import Span

Point = tuple[float, bool]  # stated confidence, whether the match was right
_LEAN = 12  # matches of all that a category's own are mixed with
_CAUTION = 8  # wrong ones added to each: the rules were tuned on these very texts, and few matches prove little
_FEW = 25  # matches below which a category has no curve of its own
_LOWEST, _HIGHEST = 0.02, 0.995
_EVEN = 0.42  # half of what a strict overlap calls wrong is a span that reaches too far or not far enough


def points() -> dict[str, list[Point]]:
    """Stated and true for every match in the building half, as written and as careless people type it."""
    texts = [text for text in (*corpus.own_texts(), *corpus.passages()) if not text.for_testing]
    detector = app.text_detector(0.5, "deep", calibrated=False)
    found: dict[str, list[Point]] = defaultdict(list)
    for text in (*texts, *corpus.careless(texts), *corpus.dropped(texts)):
        matches = detector.find(text.text)
        spans = [Span(match.start, match.end, match.category) for match in matches]
        right = {
            (span.start, span.end, span.category)
            for pairing in by_category(spans, text.spans).values()
            for span, _true in pairing.right
        }
        for match in (match for match in matches if not match.flawed):
            found[match.category].append((match.confidence, (match.start, match.end, match.category) in right))
    return found


def curve(own: list[Point], prior: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A rising curve through (stated, share right), each stated value leaning on the prior."""
    values: dict[float, list[bool]] = defaultdict(list)
    for stated, right in own:
        values[stated].append(right)
    pools: list[list[float]] = []  # [sum of right, weight, first stated, last stated]
    for stated in sorted(values):
        rights = values[stated]
        held = sum(rights) + _LEAN * _at(prior, stated)
        pools.append([held, len(rights) + _LEAN + _CAUTION, stated, stated])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] >= pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [pools[-1][0] + last[0], pools[-1][1] + last[1], pools[-1][2], last[3]]
    shares = [(first, last, _bounded(right / weight)) for right, weight, first, last in pools]
    return [(stated, share) for first, last, share in shares for stated in dict.fromkeys((first, last))]


def _bounded(share: float) -> float:
    """What is nearly even counts as even: by default it is shown then, and somebody looks."""
    return 0.5 if _EVEN <= share < 0.5 else min(_HIGHEST, max(_LOWEST, share))


def _at(points_: list[tuple[float, float]], stated: float) -> float:
    return min(points_, key=lambda point: abs(point[0] - stated))[1] if points_ else stated


def main() -> None:
    """Writes the file."""
    found = points()
    everything = [point for each in found.values() for point in each]
    overall = curve(everything, [])
    curves = {name: curve(own, overall) for name, own in sorted(found.items()) if len(own) >= _FEW}
    lines = [
        "# What stated confidences are worth, fitted on the building half of the labelled texts by",
        "# `python -m benchmarks.accuracy.calibrate`: the share of such matches that were right. Not edited by hand.",
        f"others: {_flow(overall)}",
        "curves:",
        *(f"  {name}: {_flow(points_)}" for name, points_ in curves.items()),
    ]
    path = rulefiles.root() / "calibration.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: {len(everything)} matches, {len(curves)} curves")


def _flow(points_: list[tuple[float, float]]) -> str:
    stated = ", ".join(f"{stated:g}" for stated, _ in points_)
    worth = ", ".join(f"{worth:.3f}" for _, worth in points_)
    return f"{{stated: [{stated}], worth: [{worth}]}}"


if __name__ == "__main__":
    main()
