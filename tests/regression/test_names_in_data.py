"""Values that stand where names stand: in keys, sheets, columns, elements. They are masked like any other."""

from __future__ import annotations

import json
import sqlite3

import pytest
import xlsxwriter

from tests.regression.conftest import OTHER_PIN, PIN

PHONE = "0555918273"
EMAIL = "asanov.bakyt@example.kg"
NAME = "Асанов Бакыт Жумабекович"
ROWS = [{"phone": "0700112233"}] * 20


def sheet(path, title, header):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(title)
        page.write_row(0, 0, header)
        for number in range(1, 20):
            page.write_row(number, 0, [f"дело {number}", OTHER_PIN, "2020-01-02"])


def database(path, table, columns):
    with sqlite3.connect(path) as connection:
        connection.execute(f'CREATE TABLE "{table}" ("{columns[0]}", "{columns[1]}")')
        connection.executemany(f'INSERT INTO "{table}" VALUES (?, ?)', [(OTHER_PIN, "2020-01-02")] * 20)
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: sheet(path, PIN, ["дело", "ПИН", "дата"]),
        lambda path: sheet(path, f"ИИН{PIN}x", ["дело", "ПИН", "дата"]),
        lambda path: sheet(path, PHONE, ["дело", "ПИН", f"дата {PIN}"]),
        lambda path: sheet(path, NAME, ["дело", f"ПИН {NAME}", f"дата {NAME}"]),
        lambda path: sheet(path, "Тургунбаева", ["дело", "ПИН", "дата"]),
        lambda path: path.write_text(json.dumps({PIN: {"phone": "0700112233"}, PHONE: {"phone": "0700112233"}})),
        lambda path: path.write_text(json.dumps([{PIN: "0700112233", PHONE: OTHER_PIN, NAME: OTHER_PIN}] * 20)),
        lambda path: path.write_text(json.dumps({"people": {PIN: ROWS, f"{NAME} {PIN}": ROWS, EMAIL: ROWS}})),
        lambda path: path.write_text(
            f"<?xml version='1.0'?><root><p{PIN}>тел. 0700112233</p{PIN}><Асанов_Бакыт_{PIN}>ПИН {OTHER_PIN}"
            f"</Асанов_Бакыт_{PIN}></root>"
        ),
        lambda path: database(path, "t", (PIN, f"день {NAME}")),
        lambda path: database(path, "t", (PHONE, "день")),
    ],
)
def test_a_value_in_a_name_inside_the_data_is_masked(examined, tmp_path, make):
    make(tmp_path / "file")
    result = examined(tmp_path / "file")
    told = repr([(each.findings, each.facts) for each in (result, *result.members)])
    assert "pin" in told or "phone" in told
    assert not [value for value in (PIN, PHONE, "asanov", "Асанов", "Бакыт", "Жумабек", "Тургунбаева") if value in told]


def test_plain_names_inside_the_data_stay_readable(examined, tmp_path):
    sheet(tmp_path / "file.xlsx", "Юр. адреса 2021-2024", ["дело", "ПИН", "Дата приёма"])
    result = examined(tmp_path / "file.xlsx")
    [pins] = [found for found in result.findings if found.category == "pin"]
    assert pins.places[0].location == (("sheet", "Юр. адреса 2021-2024"), ("cell", "B2"))
    assert [name for table in result.facts.tables for name, _ in table.days] == ["Дата приёма"]
