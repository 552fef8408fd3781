"""Money columns without a name: what they are follows from how their numbers hang together."""

import pytest

from tests.detectors.test_columns import columns, people, scanned, taken

__all__ = ["columns", "people"]  # fixtures

RATES = (18_500, 21_000, 14_300, 32_700)


def payroll(people):
    """Rate, accrued, bonus, total, contribution (10 %), tax, net: one a row."""
    for number, each in enumerate(people):
        rate = RATES[number % 4]
        accrued = rate if number % 2 else rate - 1_137
        bonus = 450 * (number % 5) + 25
        total = accrued + bonus
        contribution = round(total * 0.1, 2)
        tax = round((total - contribution - 650) * 0.1, 2)
        net = total - contribution - tax
        yield [each.surname, each.given_name, rate, accrued, bonus, total, contribution, tax, net]


def as_text(rows):
    return [[cell if isinstance(cell, str) else f"{cell:.2f}" for cell in row] for row in rows]


def test_total_is_accrued_and_bonus_and_net_is_total_without_contribution_and_tax(columns, people):
    _, facts = scanned(columns, as_text(payroll(people)), [f"F{number}" for number in range(1, 10)])

    found = taken(facts)
    assert [found.get(f"F{number}") for number in (4, 5, 6, 9)] == ["pay"] * 4
    assert found.get("F7") == "insurance_contrib"
    assert "F8" not in found  # a tax is no category


def test_loans_beside_their_percents_and_terms_are_no_pay(columns, people):
    rows = [
        [each.surname, each.given_name, "бухгалтер", str(50_000 + 7_500 * (number % 6)), f"{18 + number % 4}%", "24"]
        for number, each in enumerate(people)
    ]

    _, facts = scanned(columns, rows, ["1", "2", "3", "4", "5", "6"])

    assert "4" not in taken(facts)


@pytest.mark.parametrize(("label", "category"), [("премия", "pay"), ("оклад", "salary"), ("пенсия", "income")])
def test_cells_that_say_what_they_are_need_no_header(columns, people, label, category):
    rows = [
        [each.surname, each.given_name, f"{label} {7_000 + 350 * (number % 9)}"] for number, each in enumerate(people)
    ]

    _, facts = scanned(columns, rows, ["1", "2", "3"])

    assert taken(facts).get("3") == category
