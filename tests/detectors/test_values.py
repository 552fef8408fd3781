"""What stands behind a label: where a value begins and ends."""

import pytest

from scanner.detectors.values import ValueReader, balanced

READER = ValueReader()


def value(text, label, *, commas=True, stops=()):
    start = text.index(label)
    found = READER.read(text, start, start + len(label), sorted(text.index(stop) for stop in stops), commas=commas)
    return found and text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Улуту: кыргыз", "Улуту", "кыргыз"),
        ("Улуту / Ethnicity   кыргыз", "Улуту", "кыргыз"),
        ("Улуту (өз каалоосу менен): кыргыз", "Улуту", "кыргыз"),
        ("Улуту ______ кыргыз", "Улуту", "кыргыз"),
        ("3. Улуту\nкыргыз\n4. Билими", "Улуту", "кыргыз"),
        ("(1) Диагноз - бронхит", "Диагноз", "бронхит"),
        ("Диагноз закл.: бронхит", "Диагноз", "бронхит"),
        ("ВУЗ, курс: КНУ, 4 курс", "ВУЗ", "КНУ, 4 курс"),
        ("Ден соолугу?\nЖооп: жакшы", "Ден соолугу", "жакшы"),
        ("5. Образование высшее", "Образование", "высшее"),
        ("Билими: жогорку (КУУ, 2003); тел.", "Билими", "жогорку (КУУ, 2003)"),
        ("Сыйлыгы: «Даңк» медалы", "Сыйлыгы", "«Даңк» медалы"),
        ("Диагноз: бронхит. Асанов Б.", "Диагноз", "бронхит"),
        ("Диагноз: бронхит   Код J20", "Диагноз", "бронхит"),
        (
            "Образование: высшее, КНУ,\nюридический факультет\nТел.",
            "Образование",
            "высшее, КНУ,\nюридический факультет",
        ),
    ],
)
def test_a_value_is_read_as_forms_have_it(text, label, expected):
    assert value(text, label) == expected


@pytest.mark.parametrize(
    "text", ["Улуту:", "Улуту: ______", "Улуту: 12", "Улуту: кыргыз — 73 %", "Улуту: кыргыз 73 %, өзбек 15 %"]
)
def test_nothing_and_statistics_are_no_value(text):
    assert value(text, "Улуту") is None


def test_a_value_ends_at_a_comma_where_its_kind_does():
    assert value("Улуту: кыргыз, уулу бар", "Улуту", commas=False) == "кыргыз"


def test_a_value_ends_where_the_next_label_begins():
    assert value("Улуту: кыргыз Билими: орто", "Улуту", stops=["Билими"]) == "кыргыз"


def test_items_stand_between_commas_outside_quotes():
    text = "медаль «Даңк, биринчи», Ардак грамота, 2022, орден"
    found = READER.read("Сый: " + text, 0, 3, [], commas=True)
    assert found
    assert [("Сый: " + text)[start:end] for start, end in READER.items("Сый: " + text, found)] == [
        "медаль «Даңк, биринчи»",
        "Ардак грамота, 2022",
        "орден",
    ]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("«Даңк» медалы", "Даңк» медалы", "«Даңк» медалы"),
        ("медаль «Даңк»", "медаль «Даңк", "медаль «Даңк»"),
        ('medal "Dank"', 'medal "Dank', 'medal "Dank"'),
        ("(медаль)", "медаль", "медаль"),
    ],
)
def test_quotes_at_the_edges_belong_to_a_value(text, part, whole):
    start = text.index(part)
    low, high = balanced(text, start, start + len(part))
    assert text[low:high] == whole
