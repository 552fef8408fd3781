"""Tables by column: headers in four spellings, nameless columns by their values, chance never."""

import datetime as dt
from collections import Counter
from random import Random

import pytest

from scanner.detectors.addresses import AddressDetector
from scanner.detectors.columns import ColumnDetector
from scanner.detectors.names import NameDetector
from scanner.detectors.phrases import PhraseDetector
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
    first = (ProseDetector(rules), NameDetector(), AddressDetector())
    return ColumnDetector(Together(first, (PhraseDetector(rules),)), rules, 0.5)


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


def test_a_passport_in_two_columns_is_one_with_the_zeros_it_lost(columns):
    for header in (["passport_series", "passport_number"], ["серия", "№ номер"], ["Паспорт серия", "номер"]):
        records, _ = scanned(columns, [["AN", "1234567"], ["ID", "123456"]], header)
        matches = [placed.match for record in records for placed in record.matches]
        assert [match.part for match in matches] == ["series", matches[1].part] * 2
        assert [match.canonical for match in matches[1::2]] == ["AN1234567", "ID0123456"]


def test_issuer_and_day_of_issue_belong_to_a_passport_beside_them(columns, people):
    rows = [[each.surname, f"AN{3000000 + at}", "МКК 50-03", "12.08.2020"] for at, each in enumerate(people)]
    records, _ = scanned(columns, rows, ["фам.", "пасп. №", "кем выдан", "дата выдачи"])
    parts = [placed.match.part for placed in records[0].matches if placed.match.category == "passport"]
    assert parts[1:] == ["issuer", "issue_date"]
    alone, _ = scanned(columns, [row[:1] + row[2:] for row in rows], ["фам.", "договор", "дата выдачи"])
    assert "issue_date" not in {placed.match.part for record in alone for placed in record.matches}


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


NAMED = [
    ("Ээлеген кызматы", "position", ["башкы адис", "айдоочу", "министрдин орун басары"]),
    ("dolzhn", "position", ["glavnyi spetsialist", "voditel", "zavhoz"]),
    ("Образ.", "education", ["среднее", "неполн. высшее, КРСУ", "СШ № 3"]),
    ("Сем. полож.", "marital_status", ["женат", "холост", "разведен, 2 детей"]),
    ("Улутуңуз", "ethnicity", ["кыргыз", "дунган", "өзбек"]),
    ("religion", "religion_philosophy", ["sunni", "none of them", "orthodox"]),
    ("Кайсы партияны колдойсуз", "political", ["Ата Мекен партиясынын мүчөсү", "партиясыз", "КПСС мүчөсү болгон"]),
    ("dx_note", "health", ["bronchial asthma", "forearm fracture", "kidney failure"]),
    ("Воин. звание", "military_rank", ["рядовой", "мл. сержант", "ст. лейтенант запаса"]),
    ("Кл. чин", "class_rank", ["инспектор 2 класса", "советник", "инспектор"]),
    ("Мурдагы сыйлыктары", "awards", ["«Даңк» медалы", "Ардак грамота", "«Данакер» ордени"]),
    ("spec-t'", "profession", ["slesar", "voditel", "povar"]),
    ("Оклад", "salary", ["18 500", "24700,00", "9800 сом"]),
    ("Сумма к выдаче", "pay", ["18450.00", "21300", "9 800"]),
    ("пенсиясы", "income", ["7 840 сом", "6120", "13 960"]),
    ("Взносы в СФ", "insurance_contrib", ["1800,00", "900", "1 500"]),
    ("СтажЛет", "years_worked", ["12", "40 ж. 2 ай", "с 2008 г."]),
    ("№ серт-та", "qualification_cert", ["МС-11 004871", "ПБ-000412", "2231"]),
    ("mkb", "disease_code", ["J45.0", "I10", "O80.0"]),
    ("Гос. №", "vehicle_plate", ["01KG123ABC", "B 5520 AT", "08 KG 440 ADC"]),
    ("Туулган ж.", "birth_year", ["1964", "1971", "1990"]),
    ("Туулган к.", "birth_date", ["12.03.1964", "4-май", "19900102"]),
    ("Нас. пункт, улица", "address", ["с. Тамчы, ул. Манаса 15", "г. Ош, ул. Ленина 5", "Балыкчы, Ясная 3"]),
    ("откуда родом", "birth_place", ["г. Нарын", "Ошская обл., с. Кара-Бак", "с. Тюп"]),
]


@pytest.mark.parametrize(("header", "category", "cells"), NAMED)
def test_every_category_is_found_under_its_header_beside_a_person(columns, people, header, category, cells):
    rows = [[each.surname, each.given_name, cell] for each, cell in zip(people, cells, strict=False)]
    records, facts = scanned(columns, rows, ["Фамилия", "Имя", header])
    assert [category in {placed.match.category for placed in record.matches} for record in records] == [True] * 3
    assert (header, category) in {(name, found) for name, found, _ in facts.columns}


@pytest.mark.parametrize(("header", "category", "cells"), NAMED[:19])
def test_what_is_personal_only_of_somebody_is_nothing_in_a_table_of_nobody(columns, header, category, cells):
    records, _ = scanned(columns, [[str(at), cell] for at, cell in enumerate(cells)], ["№", header])
    assert category not in categories(records)


def test_placeholders_totals_and_codes_are_no_values(columns, people):
    rows = [
        [each.surname, post, pay] for each, post, pay in zip(people, ("адис", "-", "жок", "2"), "1234", strict=False)
    ]
    rows = [[name, post, f"1{pay} 500"] for name, post, pay in rows] + [["Итого:", "x", "48 000"]]
    records, _ = scanned(columns, rows, ["Фамилия", "Кызматы", "На руки"])
    found = Counter(placed.match.category for record in records for placed in record.matches)
    assert found == {"surname": 4, "position": 1, "pay": 4}


NAMELESS = [
    ("birth_date", ["12.03.1964", "03.05.1954", "28.09.1949", "01.02.1961"]),
    ("birth_year", ["1964", "1954", "1949", "1961"]),
    ("position", ["главный специалист", "бухгалтер", "водитель", "завхоз"]),
    ("education", ["высшее", "среднее", "высшее", "среднее специальное"]),
    ("marital_status", ["jenat", "holost", "razveden", "jenat"]),
    ("ethnicity", ["кыргыз", "дунган", "орус", "өзбек"]),
    ("disease_code", ["J45.0", "I10", "E11.9", "O80.0"]),
    ("payment_card", ["9417 0310 2204 1187", "9417 0310 2204 1195", "4169 5853 0011 2033", "9417 0310 2204 1203"]),
    ("vehicle_plate", ["01KG123ABC", "B 5520 AT", "08 KG 440 ADC", "04 KG 611 ADF"]),
    ("email", ["a@mail.kg", "b@mail.kg", "c@gmail.com", "d@inbox.ru"]),
    ("address", ["г. Балыкчы, ул. Гагарина 48", "с. Тамчы, Манаса 15", "Ош ш., Ленин к. 5", "г. Кант, ул. Мира 5"]),
    ("years_worked", ["36 жыл", "40 ж. 2 ай", "29 жыл", "33 жыл"]),
]


@pytest.mark.parametrize("header", [(), ("F1", "F2", "F3")])
@pytest.mark.parametrize(("category", "cells"), NAMELESS)
def test_nameless_columns_beside_names_are_known_by_their_values(columns, people, header, category, cells):
    rows = [
        [str(at), f"{each.surname} {each.given_name}", cell]
        for at, (each, cell) in enumerate(zip(people, cells, strict=False))
    ]
    assert category in categories(scanned(columns, rows, header)[0])


@pytest.mark.parametrize(
    "cells", [["01.02.2024", "05.02.2024", "07.02.2024"], ["2022", "2023", "2024"], ["24500", "18700", "9800"]]
)
def test_dates_of_today_and_amounts_say_nothing_by_themselves(columns, people, cells):
    rows = [[f"{each.surname} {each.given_name}", "x", "y", cell] for each, cell in zip(people, cells, strict=False)]
    found = categories(scanned(columns, rows)[0])
    assert found <= {"surname", "given_name", "patronymic"}


def test_a_date_that_agrees_with_the_pin_is_the_birth_date_also_of_a_child(columns):
    rng = Random(5)
    born = [dt.date(2020, 3, day) for day in range(1, 9)]
    rows = [["x", numbers.pin(rng, False, day), f"{day:%d.%m.%Y}", "05.02.2024"] for day in born]
    _, facts = scanned(columns, rows)
    assert [(name, category) for name, category, _ in facts.columns] == [("2", "pin"), ("3", "birth_date")]


def test_a_birth_date_in_three_columns_is_one_day(columns, people):
    rows = [[each.surname, str(each.born.day), str(each.born.month), str(each.born.year)] for each in people]
    for header in (("Фамилия", "күнү", "айы", "жылы"), ("FAM", "kun", "ai", "jyl"), ()):
        records, _ = scanned(columns, rows, header)
        births = [placed.match for placed in records[0].matches if placed.match.category == "birth_date"]
        assert [match.canonical for match in births] == [iso(people[0].born)] * 3


def test_an_address_in_several_columns_is_one(columns):
    rows = [["Асанов", "Чүй обл.", "Кант", "Мира", "17"], ["Ким", "Ош обл.", "Өзгөн", "Ленин", "5/2"]]
    for header in (
        ("Фамилия", "область", "город", "ул.", "дом"),
        ("fam", "addressRegion", "addressCity", "street", "house"),
    ):
        records, _ = scanned(columns, rows, header)
        pieces = [placed.match for placed in records[0].matches if placed.match.category == "address"]
        assert len(pieces) == 4
        assert len({match.canonical for match in pieces}) == 1


def test_a_column_that_lists_two_things_is_read_for_both(columns, people):
    rows = [
        [people[0].surname, "Бишкек, Кок-Жар, 18-32, т. 0555 64 21 09", "1964, Талас обл., Манас р."],
        [people[1].surname, "ул. Московская 190 кв. 5", "1971, Нарын ш."],
    ]
    records, _ = scanned(columns, rows, ["Фамилия", "Адрес, тел.", "Туулган жылы, жери"])
    found = {placed.match.category: placed.match.value for placed in records[0].matches}
    assert found["address"] == "Бишкек, Кок-Жар, 18-32"
    assert found["phone"].endswith("64 21 09")
    assert (found["birth_year"], found["birth_place"]) == ("1964", "Талас обл., Манас р.")


def test_a_header_of_two_rows_and_one_below_titles_are_read(columns):
    rows = [["", "число", "месяц", "год", "серия", "номер"], ["Асанов Бакыт", "3", "4", "1985", "ID", "1234567"]] * 1
    rows += [["Ким Елена", "15", "12", "1990", "AN", "345678"]]
    header = ("ФИО", "Дата рождения", "", "", "Паспорт", "")
    records, facts = scanned(columns, rows, header)
    assert categories(records) == {"surname", "given_name", "birth_date", "passport"}
    assert facts.rows == 2
    titled = [["Список", "", ""], ["ФИО", "Должность", "Тел."], ["Асанов Бакыт", "адис", "0555123456"]]
    records, facts = scanned(columns, titled)
    assert {name for name, *_ in facts.columns} == {"ФИО", "Должность", "Тел."}


def test_heads_of_schools_do_not_make_their_addresses_a_persons(columns):
    rows = [["СШ №1", "Асанов Бакыт Кубанычович", "г. Ош, ул. Ленина 5"]] * 4
    found = categories(scanned(columns, rows, ["Школа", "Директор", "Адрес"])[0])
    assert found == {"surname", "given_name", "patronymic"}


def test_facts_say_how_many_rows_a_verdict_rests_on(columns, people):
    rows = [[each.surname, each.pin if at % 2 else None] for at, each in enumerate(people)]
    _, facts = scanned(columns, rows, ["Фамилия", "ПИН"], total=5 * ROWS)
    assert (facts.read, facts.rows, facts.total) == ((ROWS, ROWS // 2), ROWS, 5 * ROWS)


def _payroll():
    for number in range(12):
        base = 14_000 + 1_350 * number
        bonus, years = (number % 3) * 700, 0.05 * base
        total = base + bonus + years
        yield base, bonus, years, total, 0.1 * total, total - 0.1 * total - 430


def taken(facts):
    return {name: category for name, category, _ in facts.columns}


def test_amounts_that_hang_together_are_pay_and_contributions_without_names(columns, people):
    rows = [
        (f"{each.surname} {each.given_name}", *(f"{amount:.2f}" for amount in amounts))
        for each, amounts in zip(people, _payroll(), strict=False)
    ]
    _, facts = scanned(columns, rows)
    assert {taken(facts)[str(at)] for at in (2, 3, 4, 5)} == {"pay"}
    assert taken(facts)["6"] == "insurance_contrib"


def test_inventory_numbers_beside_names_are_no_pay(columns, people):
    rows = [(f"{each.surname} {each.given_name}", f"{10_113 + 7 * at}", str(at % 9)) for at, each in enumerate(people)]
    _, facts = scanned(columns, rows)
    assert set(taken(facts).values()) == {"surname"}


def test_an_amount_beside_a_salary_is_pay_and_a_tax_is_not(columns, people):
    rows = [
        (f"{each.surname} {each.given_name}", f"{base}", f"{years:.2f}", f"{0.09 * total:.2f}")
        for each, (base, _, years, total, *_) in zip(people, _payroll(), strict=False)
    ]
    _, facts = scanned(columns, rows, ["ФИО", "Оклад", "Р/к", "Подоходный налог"])
    assert taken(facts) == {"ФИО": "surname", "Оклад": "salary", "Р/к": "pay"}


def test_a_surname_with_a_comma_before_the_given_name_is_a_persons(columns):
    cells = [("Kulov, Stanislav",), ("Jumabekova, Altynai",), ("Toktosunov, Azim",), ("Sharshenova, Nazik",)]
    records, _ = scanned(columns, cells, ["F1"])
    assert categories(records) == {"surname", "given_name"}


def test_a_nameless_day_behind_a_passport_is_its_day_of_issue(columns, people):
    rows = [(each.surname, f"ID{1204563 + at}", f"{1 + at % 28:02}.04.2019") for at, each in enumerate(people)]
    records, _ = scanned(columns, rows)
    parts = {
        placed.match.part for record in records for placed in record.matches if placed.match.category == "passport"
    }
    assert parts == {"number", "issue_date"}
