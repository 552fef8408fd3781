"""Tables by column: headers in four spellings, nameless columns by their values, chance never."""

import datetime as dt
from collections import Counter
from random import Random

import pytest

from scanner.detectors.addresses import AddressDetector
from scanner.detectors.columns import ColumnDetector
from scanner.detectors.names import NameDetector
from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import load_rules
from scanner.detectors.suite import Together
from scanner.model import Batch, Record, Table, TableFacts, canonical
from scanner.synthetic import numbers
from scanner.synthetic.persons import person

ROWS = 40


@pytest.fixture(scope="module")
def columns():
    rules = load_rules()
    return ColumnDetector(Together((ProseDetector(rules), NameDetector(), AddressDetector())), rules, 0.5)


@pytest.fixture(scope="module")
def people():
    rng = Random(7)
    return [person(rng) for _ in range(ROWS)]


def scanned(columns, rows, header=(), **table):
    batches = iter([Batch(tuple(range(1, len(rows) + 1)), tuple(tuple(row) for row in rows))])
    *records, facts = columns.scan(Table(batches, header=tuple(header), **table))
    assert all(isinstance(record, Record) and record.row for record in records)
    assert isinstance(facts, TableFacts)
    return records, facts


def categories(records):
    return {placed.match.category for record in records for placed in record.matches}


def iso(day):
    return day.isoformat()


@pytest.mark.parametrize("header", ["ПИН", "pin_inn", "ИНН сотрудника", "Жеке номери", "PersonalNumber"])
def test_a_pin_column_is_known_by_its_name_also_where_check_digits_fail(columns, people, header):
    rows = [[each.pin] for each in people]
    rows[3] = [each_with_wrong_check(people[3].pin)]

    records, facts = scanned(columns, rows, [header])

    assert categories(records) == {"pin"}
    assert len(records) == ROWS
    flawed = [record for record in records if record.matches[0].match.flawed]
    assert len(flawed) == 1
    assert flawed[0].matches[0].match.confidence < records[0].matches[0].match.confidence
    assert records[0].matches[0].match.why[0].code == "header"
    assert facts.columns == ((header, "pin", 1.0),)


def each_with_wrong_check(pin):
    return pin[:13] + str((int(pin[13]) + 1) % 10)


def test_a_nameless_column_is_known_by_its_values(columns, people):
    rows = [[str(at), each.pin, each.surname, each.given_name] for at, each in enumerate(people)]
    for header in ((), ("col_1", "col_17", "x", "f4")):
        records, facts = scanned(columns, rows, header)
        assert {"pin", "surname", "given_name"} <= categories(records)
        assert "pin" in {category for _, category, _ in facts.columns}


def test_numbers_of_which_a_few_pass_a_check_are_other_numbers(columns):
    rng = Random(3)
    rows = [[numbers.order_number(rng), f"{rng.randrange(10**15, 2 * 10**15)}"] for _ in range(2000)]
    records, _ = scanned(columns, rows, ["buyruk", "kod"])
    assert not records


@pytest.mark.parametrize("name", ["Начислено", "part", "Артикул", "col_2"])
def test_amounts_and_article_numbers_are_nothing(columns, name):
    rng = Random(4)
    rows = [[f"{rng.randrange(200, 990)}00", f"LX{rng.randrange(10**6, 10**7)}"] for _ in range(ROWS)]
    assert not scanned(columns, rows, [name, name])[0]


def test_a_row_is_one_person_and_places_are_addresses_of_cells(columns, people):
    rows = [[each.surname, each.given_name, iso(each.born), each.pin] for each in people]
    header = ("Фамилиясы", "Аты", "Туулган күнү", "ПИН")

    records, _ = scanned(columns, rows, header, spreadsheet=True, location=(("sheet", "Кадры"),))

    assert len(records) == ROWS
    first = records[0].matches
    assert [placed.match.category for placed in first] == ["surname", "given_name", "birth_date", "pin"]
    assert [canonical(placed.location) for placed in first] == [f"sheet Кадры, cell {letter}1" for letter in "ABCD"]
    assert len({placed.match.mention for placed in first[:2]}) == 1
    assert first[2].match.canonical == iso(people[0].born)


def test_a_full_name_in_one_cell_is_taken_apart(columns):
    rows = [["Асанов Бакыт Кубанычович"], ["Токтосунова А. Б."], ["Болот уулу Эрмек"], ["Petrova Anna"]]
    records, _ = scanned(columns, rows, ["ФИО"])
    assert [[placed.match.category for placed in record.matches] for record in records[:2]] == [
        ["surname", "given_name", "patronymic"],
        ["surname", "given_name", "patronymic"],
    ]
    assert {"surname", "given_name"} <= categories(records[2:])


def test_any_word_is_a_surname_where_the_column_says_so(columns):
    records, _ = scanned(columns, [["Ким"], ["Сатыбалды"], ["Цай"]], ["surname"])
    assert len(records) == 3


def test_several_values_in_a_cell_are_all_counted(columns):
    records, _ = scanned(columns, [["0555 12 34 56; 0772 65 43 21"], ["+996 700 111222"]], ["Тел. номер"])
    assert [len(record.matches) for record in records] == [2, 1]


def test_free_text_columns_are_read_as_text(columns, people):
    rows = [[f"Кайрылды: {each.surname} {each.given_name}, ПИН {each.pin}"] for each in people]
    records, _ = scanned(columns, rows, ["note"])
    assert {"pin", "surname", "given_name"} <= categories(records)
    match = next(placed.match for placed in records[0].matches if placed.match.category == "pin")
    assert rows[0][0][match.start : match.end] == people[0].pin


def test_two_surname_columns_are_two_persons(columns):
    records, _ = scanned(
        columns, [["Асанов", "Бакыт", "Токтосунова", "Айгүл"]], ["surname", "first_name", "surname", "first_name"]
    )
    mentions = [placed.match.mention for placed in records[0].matches]
    assert len(set(mentions)) == 2
    assert mentions[0] == mentions[1]


def test_a_name_cell_with_more_than_a_name_is_read_as_text(columns):
    """Clerks number the names, and put phones and several people into one cell."""
    rows = [["1. Асанов Бакыт Кубанычович, 0555 12 34 56"], ["Цай; Ли"], ["Асанов Б.К., Осмонова А.Т."]]
    records, _ = scanned(columns, rows, ["ФИО"])
    found = [Counter(placed.match.category for placed in record.matches) for record in records]
    name = {"surname": 1, "given_name": 1, "patronymic": 1}
    assert found == [{**name, "phone": 1}, {"surname": 2}, {"surname": 2, "given_name": 2, "patronymic": 2}]


@pytest.mark.parametrize("header", ["Аты", "Имя", "name"])
def test_names_of_things_are_no_given_names(columns, header):
    rows = [["Бумага А4"], ["Стул офисный"], ["Кагаз"], ["Принтер"], ["Стол"]]
    assert not scanned(columns, rows, [header])[0]


def test_given_names_alone_are_found_under_their_header(columns, people):
    records, _ = scanned(columns, [[each.given_name] for each in people], ["Аты"])
    assert len(records) == ROWS


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (("Юр. адрес",), ("г. Ош, ул. Масалиева, 5",)),
        (("Уюмдун аталышы", "Дареги"), ("ЖЧК «Тоо»", "Ош ш., Масалиев көчөсү, 5")),
        (("company", "address"), ("Too", "г. Ош, ул. Масалиева, 5")),
        (("n", "inn", "address"), ("1", "01203198510015", "г. Ош, ул. Масалиева, 5")),
        (("address",), ("0x7ffe5fd0a1b2",)),
        (("address",), ("00:1a:2b:3c:4d:5e",)),
    ],
)
def test_addresses_of_organisations_and_machines_are_none(columns, header, cells):
    assert "address" not in categories(scanned(columns, [cells] * 5, header)[0])


@pytest.mark.parametrize("header", [("Ф.И.О.", "Место работы, организация", "Адрес"), ("ПИН", "Мекеме", "Дареги")])
def test_a_persons_address_beside_an_employer_is_found(columns, people, header):
    rows = [
        [each.pin if header[0] == "ПИН" else each.surname, "ОсОО «Тоо»", "г. Ош, ул. Масалиева, 5"] for each in people
    ]
    assert "address" in categories(scanned(columns, rows, header)[0])


def test_a_passport_in_two_columns_is_known_by_its_number(columns):
    records, _ = scanned(columns, [["AN", "1234567"], ["ID", "123456"]], ["passport_series", "passport_number"])
    assert [placed.match.value for record in records for placed in record.matches] == ["1234567", "123456"]


def test_passports_of_a_nameless_column_vouch_for_one_another(columns):
    series = ["AN1234567", "ID 1234568", "AC 1234569", "ID1234570", "AC1234571"]
    records, _ = scanned(columns, [[number] for number in series], ["col_1"])
    assert len(records) == len(series)
    assert not scanned(columns, [[f"LX{number}"] for number in range(1234567, 1234572)], ["col_1"])[0]


def test_later_batches_may_have_more_columns(columns, people):
    batches = iter([Batch((1,), (("a",),)), Batch((2,), (("b", people[0].pin),))])
    *records, _ = columns.scan(Table(batches))
    assert categories(records) == {"pin"}


def test_days_of_date_columns_are_counted_for_terms(columns):
    rows = [["2019-03-05", "a"], ["2019-03-05", "b"], ["07.04.2020", "c"], [None, "d"]]
    _, facts = scanned(columns, rows, ["closed_at", "note"])
    assert facts.days == (("closed_at", ((dt.date(2019, 3, 5), 2), (dt.date(2020, 4, 7), 1))),)
    assert facts.rows == 4


def test_ragged_empty_and_odd_rows_do_no_harm(columns):
    records, facts = scanned(columns, [[], [None, ""], ["\x1f", "\n"], ["x" * 10000]], ["a"])
    assert not records
    assert facts.rows == 4
    assert list(columns.scan(Table(iter(())))) == [TableFacts((), (), (), 0)]


def test_given_names_beside_surnames_are_no_second_surname(columns, people):
    rows = [[each.surname, each.given_name] for each in people]
    records, facts = scanned(columns, rows, ("surname", "name"))
    assert [category for _, category, _ in facts.columns] == ["surname", "given_name"]
    assert len(records) == ROWS


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [("(none) yet", False), ("inet or unix", False), ("Chui Ave 12", True), ("с. Толойкон", True), ("10.0.0.1", False)],
)
def test_an_address_column_in_latin_script_needs_numbers(columns, cell, is_one):
    records, _ = scanned(columns, [[cell]] * 5, ["address"])
    assert (categories(records) == {"address"}) == is_one
