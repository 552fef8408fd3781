"""Tables pasted into text: a cell's column says what it is."""

from __future__ import annotations

import pytest

from scanner.detectors.pasted import pasted_cells
from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import load_rules
from scanner.folding import clean

RULES = load_rules()
DETECTOR = ProseDetector(RULES)


def found(text: str) -> list[tuple[str, str]]:
    """Category and value of each match that is as sure as a scan asks for."""
    return [(match.category, text[match.start : match.end]) for match in DETECTOR.find(text) if match.confidence >= 0.5]


def test_an_amount_belongs_to_its_column():
    text = (
        "No; Name; Official rate; Accrued; Insurance contributions; A/c\n"
        "1; Asanov Bakyt; 14 000 som; 15 400 som; 2656.50; 1240100000012301\n"
        "total;;28 000 som;30 800 som;5313.00;\n"
    )
    assert found(text) == [
        ("salary", "14 000 som"),
        ("pay", "15 400 som"),
        ("insurance_contrib", "2656.50"),
        ("current_account", "1240100000012301"),
    ]


@pytest.mark.parametrize("mark", ["\t", ";", "|", "!", " // ", " / ", "     "])
def test_every_mark_parts_cells(mark):
    rows = [("аты-жөнү", "туулган жылы", "стажы", "телефон"), ("Асанов Бакыт", "1985", "12 жыл", "0555123456")]
    text = "\n".join(map(mark.join, rows))
    assert ("birth_year", "1985") in found(text)
    assert ("years_worked", "12 жыл") in found(text)


def test_offsets_are_those_of_the_clean_text():
    text = "Аты\u00ad-жөнү;Туулган жылы;Оклад\nАсанов;1985;14 000\n"
    plain = clean(text)
    cells = {plain.text[cell.start : cell.end] for cell in pasted_cells(plain, text, RULES.index)}
    assert cells == {"Асанов", "1985", "14 000"}


@pytest.mark.parametrize(
    "text",
    [
        "Цена; количество; сумма; итог\n100; 2; 200; 300\n",
        "Оклад; стаж\n14 000\n",
        "Бул жерде айлык; кирешеси; башка сөз бар, бирок кийинки сапта ячейка жок\nЖөн эле сап\nДагы сап\n",
    ],
)
def test_other_text_is_no_table(text):
    assert [cell for cell in pasted_cells(clean(text), text, RULES.index) if cell.categories] == []
