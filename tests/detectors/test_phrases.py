"""Phrases of vocabularies and values behind labels, as the whole detector reads them."""

import pytest

from scanner import app

DETECTOR = app.text_detector(0.5)
NAMED = "Асанов Бакыт Кубанычович"


def found(text, category):
    return [match.value for match in DETECTOR.find(text) if match.category == category]


@pytest.mark.parametrize(
    ("category", "text", "value"),
    [
        ("marital_status", "Үй-бүлөлүк абалы: үйлөнгөн", "үйлөнгөн"),
        ("marital_status", "Семейное положение ______ холост", "холост"),
        ("education", "5. Образование высшее", "высшее"),
        ("education", "Билими: жогорку, КУУ, юрист", "жогорку, КУУ, юрист"),
        ("ethnicity", "УЛУТУ / ETHNICITY   КЫРГЫЗ", "КЫРГЫЗ"),
        ("awards", "Сыйлыктары: «Даңк» медалы", "«Даңк» медалы"),
        ("awards", 'Awards: medal "Dank"', 'medal "Dank"'),
        ("health", "Диагноз: сахарный диабет II типа", "сахарный диабет II типа"),
        ("birth_place", "Место рождения: г. Ош", "г. Ош"),
        ("class_rank", "Классный чин: советник 2 класса", "советник 2 класса"),
        ("military_rank", "Аскердик наамы: запастагы лейтенант", "запастагы лейтенант"),
        ("religion_philosophy", "Вероисповедание: ислам", "ислам"),
        ("political", "Партийность: беспартийный", "беспартийный"),
        ("profession", "Кесиби: тигүүчү; тел. 0555 12 34 56", "тигүүчү"),
    ],
)
def test_a_value_stands_behind_its_label(category, text, value):
    assert found(text, category) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Үй-бүлөлүк абалы: ______",
        "Награды: нет",
        "Сыйлыктары: жок",
        "Диагноз:\n\nДата: 12.03.2020",
        "Marital status:",
    ],
)
def test_an_empty_label_has_no_value(text):
    matches = {match.category for match in DETECTOR.find(text)}
    assert not matches & {"marital_status", "awards", "health"}


@pytest.mark.parametrize(
    ("category", "text", "value"),
    [
        ("ethnicity", f"{NAMED}, 1985-жылы туулган, кыргыз, Ош ш.", "кыргыз"),
        ("education", f"{NAMED} окончил ОшГУ, факультет права, и работает у нас.", "окончил ОшГУ, факультет права"),
    ],
)
def test_a_listed_word_counts_among_a_persons_particulars(category, text, value):
    assert found(text, category) == [value]


@pytest.mark.parametrize("text", ["кыргыз тили жана адабияты", "русский язык и литература", "Уйгур ашканасы ачылды"])
def test_the_same_word_about_something_else_does_not(text):
    assert found(text, "ethnicity") == []
