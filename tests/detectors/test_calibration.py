"""Calibration: curves rise, hold between and beyond their points, and leave flawed matches alone."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scanner.detectors.calibration import Calibration, Curve, calibration
from scanner.model import Match

CURVE = Curve(stated=(0.5, 0.7, 0.9), worth=(0.4, 0.4, 0.8))


@pytest.mark.parametrize(
    ("stated", "worth"), [(0.5, 0.4), (0.6, 0.4), (0.8, 0.6), (0.9, 0.8), (0.99, 0.8), (0.1, 0.4), (0.0, 0.4)]
)
def test_a_curve_holds_between_and_beyond_its_points(stated, worth):
    assert CURVE(stated) == pytest.approx(worth)


def test_a_category_without_a_curve_takes_that_of_all_others_and_a_flawed_match_keeps_its_own():
    shipped = Calibration(curves={"pin": CURVE}, others=Curve(stated=(0.5,), worth=(0.3,)))

    assert shipped(Match("pin", 0, 1, 0.9)) == 0.8
    assert shipped(Match("phone", 0, 1, 0.9)) == 0.3
    assert shipped(Match("pin", 0, 1, 0.55, flawed=True)) == 0.55


def test_the_shipped_curves_rise_and_are_probabilities():
    shipped = calibration()
    for curve in (*shipped.curves.values(), shipped.others):
        assert len(curve.stated) == len(curve.worth) > 0
        assert list(curve.stated) == sorted(set(curve.stated))
        assert list(curve.worth) == sorted(curve.worth)
        assert 0 < curve.worth[0] <= curve.worth[-1] < 1


def test_a_file_with_an_unknown_key_is_refused():
    with pytest.raises(ValidationError):
        Calibration.model_validate({"curves": {}, "others": {"stated": [1], "worth": [1], "odd": []}})
