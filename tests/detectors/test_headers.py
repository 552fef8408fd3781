"""Column names: whole and abbreviated, in any script; words of other things say nothing."""

import pytest

from scanner.detectors.columns_terms import is_cryptic, is_empty, is_total
from scanner.detectors.headers import HeaderIndex, parts, romanised, words
from scanner.detectors.rules import load_rules


@pytest.fixture(scope="module")
def index():
    return load_rules().index


SURE = 0.78


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Фамилия, имя, отчество", "surname"),
        ("Атасы/апасы (Ф.А.А.)", "surname"),
        ("ФизЛицо.ИНН", "pin"),
        ("Нац-ть", "ethnicity"),
        ("Образ.", "education"),
        ("Туулган к.", "birth_date"),
        ("1. Улутуңуз", "ethnicity"),
        ("jashagan_jeri", "address"),
        ("zhashagan zheri", "address"),
        ("dolzhn.", "position"),
        ("НомерКвалСертификата", "qualification_cert"),
        ("BirthDt", "birth_date"),
        ("SurName", "surname"),
        ("Соц. отчисления", "insurance_contrib"),
        ("гр. инв.", "health"),
        ("tuul_kun", "birth_date"),
        ("yrs_srv", "years_worked"),
        ("m_rozhd", "birth_place"),
    ],
)
def test_a_name_speaks_of_a_category(index, name, category):
    found = index.find(name)
    assert found is not None
    assert found[0] == category
    assert found[1] >= SURE


@pytest.mark.parametrize(
    "name",
    [
        "Кол-во",
        "created_at",
        "address_ip",
        "Инв. номер",
        "№ счета-фактуры",
        "part",
        "Киреше салыгы",
        "Дата приема",
        "status",
    ],
)
def test_other_names_speak_of_none(index, name):
    found = index.find(name)
    assert found is None or found[1] < SURE


def test_a_name_of_two_things_speaks_of_both(index):
    assert {claim.category for claim in index.claims("Адрес, тел.")} == {"address", "phone"}
    both = {claim.category for claim in index.claims("data i mesto rozhd.") if claim.strength >= SURE}
    assert both == {"birth_date", "birth_place"}
    assert parts("Место работы, должность") == 2


def test_what_rules_a_category_out_is_no_part_of_a_longer_phrase_of_it():
    index = HeaderIndex.build([("date", ("дата", "дата и место"), ("место",))])
    assert index.find("место и дата") is None
    assert index.find("дата и место") == ("date", 1.0)


def test_all_ways_to_write_a_word_in_latin_are_one():
    assert {romanised(word) for word in ("жашаган", "jashagan", "zhashagan")} == {"jashagan"}
    assert romanised("familiya") == romanised("фамилия") == romanised("familia")
    assert words("pinPensioner1") == ("pin", "pensioner")


@pytest.mark.parametrize(
    ("name", "cryptic"), [("", True), ("F1", True), ("col_17", True), ("Поле3", True), ("note", False)]
)
def test_names_that_say_nothing(name, cryptic):
    assert is_cryptic(name) is cryptic


def test_placeholders_and_totals():
    assert all(map(is_empty, (None, "", " - ", "—", "жок", "Нет.", "н/д", "NULL")))
    assert not any(map(is_empty, ("0", "Нетов", "жокту")))
    assert is_total((None, "ИТОГО:", "5"))
    assert not is_total(("Общественный отдел", "5"))
