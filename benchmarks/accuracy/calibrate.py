"""Fits what stated confidences are worth, on the building half of our labelled texts.

    python -m benchmarks.accuracy.calibrate [--kept-back]

Writes `rules/calibration.yaml`; with `--kept-back` it writes nothing, fits without the passages that no rule was made
from, and prints what it states of them beside what is true. For each category the matches are sorted by stated
confidence and made a rising curve (isotonic regression by pooling neighbours); a category with few matches leans on
the curve of all.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.accuracy import corpus
from benchmarks.accuracy.score import by_category
from scanner import app, rulefiles
from scanner.detectors.calibration import Curve
from scanner.synthetic.marked import Span

Point = tuple[float, bool]  # stated confidence, whether the match was right
Points = list[tuple[float, float]]  # stated confidence, share right
_LEAN = 12  # matches of all that a category's own are mixed with
# The rules were tuned on these very texts: on the passages kept back from them 13 % of the matches were wrong, on the
# others 5 %. So each wrong one counts for two and some are added: of what was tried the best of those kept back.
_UNSEEN, _CAUTION = 2, 4
_FEW = 25  # matches below which a category has no curve of its own
_LOWEST, _HIGHEST = 0.02, 0.995
_EVEN = 0.42  # half of what a strict overlap calls wrong is a span that reaches too far or not far enough


def points(texts: Iterable[corpus.Labelled]) -> dict[str, list[Point]]:
    """Stated and true for every match in some texts."""
    detector = app.text_detector(0.5, "deep", calibrated=False)
    found: dict[str, list[Point]] = defaultdict(list)
    for text in texts:
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


def curve(own: list[Point], prior: Points) -> Points:
    """A rising curve through (stated, share right), each stated value leaning on the prior."""
    values: dict[float, list[bool]] = defaultdict(list)
    for stated, right in own:
        values[stated].append(right)
    pools: list[list[float]] = []  # [sum of right, weight, first stated, last stated]
    for stated in sorted(values):
        rights = values[stated]
        held = sum(rights) + _LEAN * _at(prior, stated)
        wrong = len(rights) - sum(rights)
        pools.append([held, sum(rights) + _UNSEEN * wrong + _LEAN + _CAUTION, stated, stated])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] >= pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [pools[-1][0] + last[0], pools[-1][1] + last[1], pools[-1][2], last[3]]
    shares = [(first, last, _bounded(right / weight)) for right, weight, first, last in pools]
    return [(stated, share) for first, last, share in shares for stated in dict.fromkeys((first, last))]


def _bounded(share: float) -> float:
    """What is nearly even counts as even: by default it is shown then, and somebody looks."""
    return 0.5 if _EVEN <= share < 0.5 else min(_HIGHEST, max(_LOWEST, share))


def _at(points_: Points, stated: float) -> float:
    return min(points_, key=lambda point: abs(point[0] - stated))[1] if points_ else stated


def fitted(texts: Sequence[corpus.Labelled]) -> tuple[dict[str, Points], Points, int]:
    """A curve for each category, the one for all others, and of how many matches: from the texts as written and as
    careless people type them."""
    found = points((*texts, *corpus.careless(texts), *corpus.dropped(texts)))
    everything = [point for each in found.values() for point in each]
    overall = curve(everything, [])
    curves = {name: curve(own, overall) for name, own in sorted(found.items()) if len(own) >= _FEW}
    return curves, overall, len(everything)


def main() -> None:
    """Writes the file, or tries the fit on what was kept back."""
    texts = [text for text in (*corpus.own_texts(), *corpus.passages()) if not text.for_testing]
    if sys.argv[1:] == ["--kept-back"]:
        _tried([text for text in texts if not text.kept_back], [text for text in texts if text.kept_back])
        return
    curves, overall, matches = fitted(texts)
    lines = [
        "# What stated confidences are worth, fitted on the building half of the labelled texts by",
        "# `python -m benchmarks.accuracy.calibrate`: the share of such matches that were right. Not edited by hand.",
        f"others: {_flow(overall)}",
        "curves:",
        *(f"  {name}: {_flow(points_)}" for name, points_ in curves.items()),
    ]
    path = rulefiles.root() / "calibration.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: {matches} matches, {len(curves)} curves")


def _tried(texts: Sequence[corpus.Labelled], kept_back: Sequence[corpus.Labelled]) -> None:
    curves, overall, _ = fitted(texts)
    tenths: dict[int, list[Point]] = defaultdict(list)
    for name, own in points(kept_back).items():
        stated, worth = zip(*curves.get(name, overall), strict=True)
        worth_of = Curve(stated=stated, worth=worth)
        for confidence, right in own:
            tenths[min(9, int(worth_of(confidence) * 10))].append((worth_of(confidence), right))
    print("confidence  matches  stated   true")
    for tenth, each in sorted(tenths.items()):
        stated_, true = (sum(column) / len(each) for column in zip(*each, strict=True))
        print(f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}  {len(each):9}   {stated_:.3f}  {true:.3f}")


def _flow(points_: Points) -> str:
    stated = ", ".join(f"{stated:g}" for stated, _ in points_)
    worth = ", ".join(f"{worth:.3f}" for _, worth in points_)
    return f"{{stated: [{stated}], worth: [{worth}]}}"


if __name__ == "__main__":
    main()
