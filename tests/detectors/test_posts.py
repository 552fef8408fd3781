"""Posts and trades: which count, how far they reach, which of the two they are. All persons are made up."""

from __future__ import annotations

import pytest

from scanner.detectors.names import NameDetector
from scanner.detectors.phrases import PhraseDetector
from scanner.detectors.rules import load_rules

NAMES = NameDetector()
PHRASES = PhraseDetector(load_rules())
POSTS = ("position", "profession")


def found(text: str) -> list[tuple[str, str]]:
    matches = PHRASES.find(text, NAMES.find(text))
    return [(match.category, match.value) for match in matches if match.category in POSTS]


def posts(text: str) -> list[str]:
    return [value for category, value in found(text) if category == "position"]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        (
            "Асанов Бакыт Кубанычович — кадр жана иш кагаздары бөлүмүнүн башкы адиси;",
            "кадр жана иш кагаздары бөлүмүнүн башкы адиси",
        ),
        (
            "Урматтоо менен, персоналдык эсеп секторунун башкы адиси Асанова Гүлнара",
            "персоналдык эсеп секторунун башкы адиси",
        ),
        ("маалыматтык технологиялар боюнча инженер Асанов Бакыт", "маалыматтык технологиялар боюнча инженер"),
        ("Асанова Гүлнара Бакытовна, жол оңдоо бригадасынын мастери", "жол оңдоо бригадасынын мастери"),
        ("Асанов Бакыт, начальник цеха №3, 1974", "начальник цеха №3"),
        ("Старший инспектор по кадрам Асанов Б. К.", "Старший инспектор по кадрам"),
        ("специалист 1 категории финансового отдела Асанов Б. К.", "специалист 1 категории финансового отдела"),
        (
            "Асанову Бакыту, ведущему специалисту отдела пенсионной политики",
            "ведущему специалисту отдела пенсионной политики",
        ),
        ("Врач-инфекционист: Асанов Б. К.", "Врач-инфекционист"),
        ("Asanov Bakyt, head of the licensing unit", "head of the licensing unit"),
        ("Asanov Bakyt (HR lead specialist)", "HR lead specialist"),
    ],
)
def test_a_post_reaches_over_its_adjectives_and_its_unit(text: str, post: str) -> None:
    assert posts(text) == [post]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Панфилов райондук мамлекеттик администрациясынын башкы адиси Асанов Бакыт", "башкы адиси"),
        ("№ 141 «Үмүт» бала бакчасынын башчысы Асанова Гүлнарага", "башчысы"),
        ("Кочкор районунун Чолпон айыл өкмөтүнүн башчысы Асанов Б. К.га", "башчысы"),
    ],
)
def test_an_organisation_with_its_name_is_left_out(text: str, post: str) -> None:
    assert posts(text) == [post]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Асанов Бакыт башкы адис болуп иштейт.", "башкы адис"),
        ("Асанов Бакыт 7 лет работал помощником судьи.", "помощником судьи"),
        ("Она трудилась на Ошском хлебокомбинате сначала лаборантом.", "лаборантом"),
        ("He was appointed as quality inspector.", "quality inspector"),
        ("2014–2019 — мэрия г. Токмок, специалист финансового отдела", "специалист финансового отдела"),
        ("место работы: Соцфонд КР, ведущий инспектор", "ведущий инспектор"),
        ("Азыркы иши: Ноокат лицейи, күзөтчү", "күзөтчү"),
        ("0041;Асанов;Бакыт;21503199000011;архивариус;17400 сом", "архивариус"),
        ("Старший инспектор по кадрам\nмайор внутренней службы     Асанов Б. К.", "Старший инспектор по кадрам"),
    ],
)
def test_a_verb_a_career_or_a_row_says_who_holds_a_post(text: str, post: str) -> None:
    assert posts(text) == [post]


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Кесиби: тигүүчү", "тигүүчү"),
        ("муж Асанов Бакыт, сварщик, 29 лет", "сварщик"),
        ("Жубайы Асанов Бакыт – стоматолог, кирешеси жок", "стоматолог"),
        ("Отец, Бакыт, работал чабаном.", "чабаном"),
        ("Асанов Бакыт (электрик, паспорт жок)", "электрик"),
        ("«Мен сантехникмин», деди Асанов.", "сантехникмин"),
    ],
)
def test_what_a_relative_does_or_is_hardly_a_post_is_a_trade(text: str, trade: str) -> None:
    assert found(text) == [("profession", trade)]


def test_a_trade_before_a_name_is_a_post() -> None:
    assert found("От жагуучу Асанов Бакыт Кубанычович") == [("position", "От жагуучу")]
    assert found("Сварщик Асанов Бакыт Кубанычович") == [("profession", "Сварщик")]  # hardly a post


@pytest.mark.parametrize(
    "text",
    [
        "Директор обязан обеспечить порядок.",
        "Башкы адис кызматына талаптар",
        "Бош орун: бухгалтер, айлыгы 20 000 сом",
        "Асанов Бакыт, кафедра онкологии",
        "Асанов Бакыт жашайт: Балыкчы ш.",
        "Асанов Бакыт, инспектор 2 класса",
        "",
    ],
)
def test_a_post_that_nobody_holds_is_none(text: str) -> None:
    assert posts(text) == []


@pytest.mark.parametrize("text", ["адиси " * 8_000, "башкы " * 8_000 + "адис Асанов Бакыт", "отдела " * 8_000])
def test_a_hostile_text_does_not_stall(text: str) -> None:
    """Each takes a part of a second; a quadratic scan takes minutes."""
    found(text)
