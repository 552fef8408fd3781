"""A scan that is killed loses nothing and counts nothing twice; `python -m benchmarks.kills` tries it at length."""

import pytest

from benchmarks import kills


@pytest.mark.slow
def test_a_killed_scan_goes_on_to_the_same_findings(capsys):
    assert kills.main(kills=4, copies=3) == 0, capsys.readouterr().out
