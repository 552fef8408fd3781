"""Phrases of vocabularies and values behind labels, as the whole detector reads them."""

import pytest

from scanner import app

DETECTOR = app.text_detector(0.5, calibrated=False)
HARMLESS = {"surname", "given_name", "patronymic", "phone", "address", "vehicle_plate"}
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
        "Religion: prefer not to say",
        "Аллергия: не отягощена",
        "Marital status: single / married / divorced",
        "single ( ) married ( ) divorced ( )",
        "Улуту: кыргыздар — 73 %, өзбектер — 15 %",
    ],
)
def test_an_empty_label_has_no_value(text):
    matches = {match.category for match in DETECTOR.find(text)}
    assert not matches & {"marital_status", "awards", "health", "religion_philosophy", "ethnicity"}


@pytest.mark.parametrize(
    ("category", "text", "value"),
    [
        ("ethnicity", f"{NAMED}, 1985-жылы туулган, кыргыз, Ош ш.", "кыргыз"),
        ("education", f"{NAMED} окончил ОшГУ, факультет права, и работает у нас.", "ОшГУ, факультет права"),
    ],
)
def test_a_listed_word_counts_among_a_persons_particulars(category, text, value):
    assert found(text, category) == [value]


@pytest.mark.parametrize("text", ["кыргыз тили жана адабияты", "русский язык и литература", "Уйгур ашканасы ачылды"])
def test_the_same_word_about_something_else_does_not(text):
    assert found(text, "ethnicity") == []


@pytest.mark.parametrize(
    ("category", "text", "value"),
    [
        ("health", f"{NAMED} did not come owing to a broken leg, as we know.", "a broken leg"),
        ("health", f"{NAMED} кош бойлуу эмес, бирок бели ооруп жатат.", "бели ооруп жатат"),
        ("health", f"{NAMED}: ашказан рагы, химиотерапия, C16.9", "ашказан рагы, химиотерапия"),
        ("intimate_life", f"{NAMED} Динара менен никесиз жашайт.", "Динара менен никесиз жашайт"),
        (
            "religion_philosophy",
            f"{NAMED}, practising Muslim and prays five times, Osh.",
            "practising Muslim and prays five times",
        ),
        ("political", f"{NAMED} votes for Ata Meken; works here.", "votes for Ata Meken"),
        ("race", f"{NAMED}: European / Caucasian; married", "European / Caucasian"),
    ],
)
def test_a_phrase_stands_for_its_clause(category, text, value):
    assert value in found(text, category)


@pytest.mark.parametrize(
    ("category", "text", "values"),
    [
        ("awards", "Награды: медаль «Даңк», Почётная грамота, 2022", ["медаль «Даңк»", "Почётная грамота, 2022"]),
        ("awards", "Сыйланган: «Даңк» медалы жана «Манас» ордени", ["«Даңк» медалы", "«Манас» ордени"]),
        ("awards", f"{NAMED} Салык кызматынын Ардак грамотасы менен келди.", ["Салык кызматынын Ардак грамотасы"]),
        ("ethnicity", f"{NAMED}, узбек по национальности, живёт в Оше.", ["узбек"]),
        ("ethnicity", "Ethnicity: Tatar, passport copy enclosed", ["Tatar"]),
        ("ethnicity", "Ethnicity: ☑ Kyrgyz ☐ Uzbek ☐ Russian", ["Kyrgyz"]),
        ("ethnicity", f"{NAMED}. Тилдер: кыргыз, орус, англис", []),
        ("class_rank", f"{NAMED}, Inspector, 1st class, Bishkek", ["Inspector, 1st class"]),
        ("class_rank", "присвоен классный чин советник 2 класса Асанову Б. К.", ["советник 2 класса"]),
        ("marital_status", "Семейное положение: бөлөк маалымат берилген", []),
    ],
)
def test_values_are_parted_as_their_kind_is(category, text, values):
    assert found(text, category) == values


@pytest.mark.parametrize(
    "text",
    [
        "Учётная запись: Асанов Бакыт, активна, вход 12.03",
        "User: Bakyt Asanov, active, last login 2024-03-01",
        "Асанов Бакыт Кубатович, отсутствует, 05.03.2024",
        "Асанов Бакыт, Toyota Camry, белый, 01KG123ABC",
        "Bakyt Asanov, T-shirt, Black, size L",
        "Асанов Бакыт, зарегистрирован, ул. Манас 4",
        "Асанов Бакыт, свободен, 0555123456",
        "Bakyt Asanov, private, office 4",
        "Асанов Бакыт, диплом, копия паспорта",
        "Bakyt Asanov, order, 5 May",
        "Асанов Бакыт, «Биримдик», аренда",
        "Сапаров Бектур Райымбекович\nЖалоба\nМне без конца названивают из банка, хотя я ничего не брала.",
        "Асанов Бакыт\nОбращение (повторное)\nПрошу ответить",
    ],
)
def test_everyday_words_beside_a_person_tell_nothing_of_them(text):
    assert {match.category for match in DETECTOR.find(text)} <= HARMLESS


@pytest.mark.parametrize(
    ("text", "category", "value"),
    [
        ("Асанов Бакыт. Брак: повторный", "marital_status", "повторный"),
        ("Bakyt Asanov. Race: White", "race", "White"),
        ("Больной Асанов Бакыт. Жалобы: боли в пояснице", "health", "боли в пояснице"),
        ("Bakyt Asanov. Sex life: active", "intimate_life", "active"),
    ],
)
def test_the_same_words_behind_their_label_do(text, category, value):
    assert found(text, category) == [value]
