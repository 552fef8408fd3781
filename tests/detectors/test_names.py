"""Names of people: what is a part of one, where it ends, and what only looks like one. All persons are made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.names import NameDetector
from scanner.detectors.names_terms import GivenNames, terms
from scanner.model import Match

DETECTOR = NameDetector()
LETTERS = {"surname": "s", "given_name": "g", "patronymic": "p"}


def found(text: str, least: float = 0.5) -> list[tuple[str, str]]:
    """The parts at least so sure, as (letter of the category, value)."""
    return [(LETTERS[match.category], match.value) for match in DETECTOR.find(text) if match.confidence >= least]


def only(text: str, value: str) -> Match:
    """The one match of this value."""
    (match,) = (match for match in DETECTOR.find(text) if match.value == value)
    return match


WHOLE_NAMES = [
    ("Асанов Бакыт Кубанычович", "s:Асанов g:Бакыт p:Кубанычович"),
    ("Бакыт Асанов келди", "g:Бакыт s:Асанов"),
    ("Б. К. Асанов", "g:Б. p:К. s:Асанов"),
    ("Б.К. Асанов", "g:Б. p:К. s:Асанов"),
    ("Асанов Б. К.", "s:Асанов g:Б. p:К."),
    ("Асанов Б.К., адис", "s:Асанов g:Б. p:К."),
    ("Дж. Осмонова", "g:Дж. s:Осмонова"),
    ("Асан уулу Бакыт", "s:Асан уулу|g:Бакыт"),
    ("Асанова Айгүл Болот кызы", "s:Асанова|g:Айгүл|p:Болот кызы"),
    ("Айгүл Болот кызы", "g:Айгүл|s:Болот кызы"),
    ("Айгүл Асановага кат жазды", "g:Айгүл s:Асановага"),
    ("Бакыт Асановдун үйү", "g:Бакыт s:Асановдун"),
    ("Асан уулунун арызы", "s:Асан уулунун|"),
    ("передать Асанову Бакыту Кубанычовичу", "s:Асанову g:Бакыту p:Кубанычовичу"),
    ("выдана Асановой Айгуль Болотовне", "s:Асановой g:Айгуль p:Болотовне"),
    ("Айгул Асанова жана Омурбек Садыров", "g:Айгул s:Асанова g:Омурбек s:Садыров"),
    ("АСАНОВ БАКЫТ КУБАНЫЧОВИЧ", "s:АСАНОВ g:БАКЫТ p:КУБАНЫЧОВИЧ"),
    ("Asanov Bakyt, Zhaparova Aigul", "s:Asanov g:Bakyt s:Zhaparova g:Aigul"),
    ("Asanova Aigul Bolotovna", "s:Asanova g:Aigul p:Bolotovna"),
    ("Asan uulu Bakyt", "s:Asan uulu|g:Bakyt"),
    ("signed by B. Asanov", "g:B. s:Asanov"),
    ("Иванова Мария Сергеевна", "s:Иванова g:Мария p:Сергеевна"),
    ("с Петром Сидоренко", "g:Петром s:Сидоренко"),
    ("Ахмаджонов Икромжон Собирович", "s:Ахмаджонов g:Икромжон p:Собирович"),
    ("Юсупов Ахмаджон Ўринбой ўғли", "s:Юсупов|g:Ахмаджон|p:Ўринбой ўғли"),
    ("Сушанло Исхар", "s:Сушанло g:Исхар"),
    ("Ким Лариса", "s:Ким g:Лариса"),
    ("Данияр Серікұлы", "g:Данияр s:Серікұлы"),
    ("Асанов\nБакыт\nКубанычович", "s:Асанов g:Бакыт p:Кубанычович"),
    ("Бакыт Асанов\nАйгүл Осмонова", "g:Бакыт s:Асанов g:Айгүл s:Осмонова"),
    ("Aсанов Бaкыт", "s:Aсанов g:Бaкыт"),  # a Latin A and a Latin a
    ("Аса\u00adнов Бакыт", "s:Аса\u00adнов g:Бакыт"),
    ("Асанов\u00a0Бакыт", "s:Асанов g:Бакыт"),
]


@pytest.mark.parametrize(("text", "parts"), WHOLE_NAMES)
def test_each_part_of_a_whole_name_is_found_apart(text: str, parts: str) -> None:
    split = parts.split("|") if "|" in parts else parts.split(" ")
    assert found(text, 0.8) == [tuple(part.split(":", 1)) for part in split if part]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ФИО: Кыдырма Сайкыбек", [("s", "Кыдырма"), ("g", "Сайкыбек")]),
        ("Аты-жөнү: Асанов Бакыт", [("s", "Асанов"), ("g", "Бакыт")]),
        ("Фамилия: Шмель", [("s", "Шмель")]),
        ("Имя: Сайкал", [("g", "Сайкал")]),
        ("Атасынын аты: Мелисович", [("p", "Мелисович")]),
        ("Surname: Kim", [("s", "Kim")]),
        ('{"first_name": "Sary"}', [("g", "Sary")]),
    ],
)
def test_a_label_tells_a_name_that_no_list_knows(text: str, parts: list[tuple[str, str]]) -> None:
    assert found(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Токтогул районунда жол оңдолду",
        "Ч. Айтматов көчөсүндө",
        "ул. К. Датка, 12",
        "улица Токтогула Сатылганова",
        "Манас ордени тапшырылды",
        "«Алымбек Датка» сейил багы",
        "Токтогул Сатылганов атындагы филармония",
        "школа имени Ивана Панфилова",
        "Бишкектин көчөлөрү, Ташкентте, Ошко",
        "Раззаков шаарында, Панфилов районунда",
        "Финансы министрлигинин КМШнын алдындагы бөлүмү",
        "Декабрь, Январда, Президент, Мыйзамдын, Республика",
        "Эламандын уулу келди",
        "Министрлер кабинетинин төрагасы Кабинетине келди",
        "Основы законов, Приказов и Документов",
        "ПРИКАЗ О ПОРЯДКЕ ВЫПЛАТ ДОХОДОВ",
        "Общество в Казахстане и Узбекистане",
        "The Gov class overrides Rev, Dev and Prev in Nov",
        "StdDev FindPrev ToolBar Visual Studio Roman Numerals",
        "Name: Firefox Browser",
        "Copyright (C) Free Software Foundation, Boston",
        "from scanner import Vova, Ivanov.py, @Petrov, https://Asanov.kg",
    ],
)
def test_what_is_no_person_is_not_reported(text: str) -> None:
    assert found(text) == []


def test_somebodys_son_is_named_and_has_no_patronymic() -> None:
    assert found("Анын уулу Бакыт менен келди") == [("g", "Бакыт")]


def test_a_lone_given_name_is_weak_and_a_lone_surname_undecided() -> None:
    assert only("бүгүн Айгүл келет", "Айгүл").confidence == 0.55
    assert only("бүгүн Садыров келет", "Садыров").confidence == 0.5


@pytest.mark.parametrize("text", ["министр Садыров", "катчы Садыров", "директор Садыров", "гражданин Садыров"])
def test_a_title_makes_a_lone_surname_likely(text: str) -> None:
    match = only(text, "Садыров")
    assert match.confidence > 0.7
    assert "cue" in {evidence.code for evidence in match.why}


def test_a_surname_is_believed_where_the_text_names_the_person_in_full() -> None:
    text = "Асанов Бакыт келди. Кийин Асановго кат берилди. Шакирго да."
    first, again = only(text, "Асанов"), only(text, "Асановго")
    assert again.confidence > 0.7
    assert again.mention == first.mention
    assert again.canonical == first.canonical


@pytest.mark.parametrize(
    ("text", "value", "base"),
    [
        ("Бакыт Асановдун", "Асановдун", "асанов"),
        ("Айгүл Асановага", "Асановага", "асанова"),
        ("справка Асановой Айгуль", "Асановой", "асанова"),
        ("Бакыта Асанова", "Асанова", "асанов"),
        ("Айгуль Асанову", "Асанову", "асанова"),
        ("Бакыту Асанову", "Бакыту", "бакыт"),
        ("Асановой Айгуль Болотовне", "Болотовне", "болотовна"),
        ("Асанову Бакыту Болотовичу", "Болотовичу", "болотович"),
        ("Б. Асанов", "Б.", "б."),
        ("Асан уулунун", "Асан уулунун", "асан уулу"),
        ("Өмүрбек Садыров", "Өмүрбек", "омурбек"),
        ("Bakyt Zhaparov", "Zhaparov", "жапаров"),
        ("с Петром Сидоренко", "Петром", "петр"),
        ("Анне Долинской", "Долинской", "долинская"),
    ],
)
def test_the_canonical_form_is_the_loose_nominative(text: str, value: str, base: str) -> None:
    assert only(text, value).canonical == base


def test_parts_of_one_person_share_a_mention_and_persons_do_not() -> None:
    mentions = [match.mention for match in DETECTOR.find("Асанов Бакыт Кубанычович, Осмонова А. Б.")]
    assert mentions == [1, 1, 1, 2, 2, 2]


def test_labelled_parts_that_follow_one_another_are_one_person() -> None:
    form = "Фамилиясы: Асанов\nАты: Бакыт\nАтасынын аты: Кубанычович\n\nФамилиясы: Осмонова\nАты: Айгүл"
    assert [match.mention for match in DETECTOR.find(form)] == [1, 1, 1, 2, 2]


def test_the_raw_value_never_shows_in_a_match() -> None:
    assert "Асанов" not in repr(DETECTOR.find("Асанов Бакыт"))


def test_offsets_are_of_the_text_as_given() -> None:
    text = "Аты:\u200b Аса\u00adнов\t Бакыт"
    assert all(match.value == text[match.start : match.end] for match in DETECTOR.find(text))


PIECES = (
    "Асанов Бакыт Айгүл уулу кызы Б. ФИО: Аты: ул. көчөсү \n — « » \u00ad Kim Asanov name: İ e\u0301 🙂 \x00 имени "
    "ПРИКАЗ президент Серікұлы О‘"
)
MIXTURES = st.lists(st.one_of(st.sampled_from(PIECES.split(" ")), st.text(max_size=3))).map(" ".join)


@settings(deadline=None)
@given(st.one_of(st.text(), MIXTURES))
def test_any_text_gives_sound_offsets(text: str) -> None:
    matches = DETECTOR.find(text)
    assert [match.start for match in matches] == sorted(match.start for match in matches)
    for match in matches:
        assert 0 <= match.start < match.end <= len(text)
        assert match.value == text[match.start : match.end]
        assert 0 < match.confidence < 1
        assert match.canonical
        assert match.why


@pytest.mark.parametrize(
    "text",
    [
        "Ж-" * 20_000 + "_",
        "Ж" * 20_000 + "_",
        "Ж." * 20_000,
        "Асан уулу " * 2_000,
        "Асанов" + " " * 20_000 + "Бакыт",
        "Аты: Бакыт " * 4_000,
    ],
)
def test_a_hostile_text_does_not_stall(text: str) -> None:
    """Each takes a small part of a second; a quadratic scan takes minutes."""
    DETECTOR.find(text)


def test_every_everyday_name_is_a_given_name_of_the_lists() -> None:
    names = terms("given_names", GivenNames)
    known = frozenset().union(*names.male.values(), *names.female.values(), names.foreign_male, names.foreign_female)
    assert names.everyday <= known


@pytest.mark.parametrize("sex", ["male", "female"])
def test_every_listed_name_is_known_beside_a_surname_in_cyrillic(sex: str) -> None:
    names = getattr(terms("given_names", GivenNames), sex)
    plain = sorted(name for words in names.values() for name in words)
    text = ".\n".join(f"Келди {name.title()} Садыров" for name in plain)
    surnames = [match for match in DETECTOR.find(text) if match.value == "Садыров"]
    assert sum(match.confidence >= 0.8 for match in surnames) / len(plain) > 0.99
