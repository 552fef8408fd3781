"""What a stated confidence is worth: the share of such matches that were right in labelled text.

`rules/calibration.yaml` is fitted by `python -m benchmarks.accuracy.calibrate`; without it a confidence is what the
rules say.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from pydantic import BaseModel, ConfigDict

from scanner import rulefiles
from scanner.model import Match


class Curve(BaseModel):
    """Points of a rising curve: stated confidences (ascending), and what each is worth."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    stated: tuple[float, ...]
    worth: tuple[float, ...]

    def __call__(self, confidence: float) -> float:
        """The worth of a confidence, between the points by straight lines."""
        at = bisect_left(self.stated, confidence)
        if at == len(self.stated):
            return self.worth[-1]
        if at == 0 or self.stated[at] == confidence:
            return self.worth[at]
        low, high = self.stated[at - 1], self.stated[at]
        part = (confidence - low) / (high - low)
        return self.worth[at - 1] + part * (self.worth[at] - self.worth[at - 1])


class Calibration(BaseModel):
    """A curve for each category, and for all others."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    curves: dict[str, Curve]
    others: Curve

    def __call__(self, match: Match) -> float:
        """The probability that a match is right; a flawed one keeps what its rule says: too few are labelled."""
        if match.flawed:
            return match.confidence
        return round(self.curves.get(match.category, self.others)(match.confidence), 4)


@cache
def calibration() -> Calibration:
    """The shipped one. Raises ConfigError with every mistake in it."""
    return rulefiles.load(rulefiles.root() / "calibration.yaml", Calibration)
