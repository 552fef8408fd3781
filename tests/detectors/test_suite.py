"""All detectors together: a whole wins over its parts, pieces count once, file names speak."""

import pytest

from scanner import app
from scanner.detectors.suite import Suite
from scanner.model import Match, Text
from scanner.synthetic.numbers import pin_check_digit

PIN = "2120319980123" + pin_check_digit("2120319980123")


@pytest.fixture(scope="module")
def suite():
    detectors = app.ToolsFactory(b"k" * 32, 0.5, "en")().detectors
    assert isinstance(detectors, Suite)
    return detectors


def found(record):
    return [(placed.match.category, placed.match.value) for placed in record.matches]


def test_a_street_named_after_a_person_is_part_of_the_address(suite):
    record = suite.text(Text("Дареги: Бишкек ш., Токтогул Сатылганов көч., 12-үй, 5-бат."))
    assert {placed.match.category for placed in record.matches} == {"address"}


def test_a_match_belongs_to_the_piece_that_owns_its_start(suite):
    text = f"ПИН: {PIN}\n" * 3
    starts = [match.start for match in suite.together.find(text) if match.category == "pin"]
    assert len(starts) == 3
    record = suite.text(Text(text, own=(0, starts[1])))
    assert len(record.matches) == 1


def test_each_match_has_its_place(suite):
    record = suite.text(Text(f"x\nПИН: {PIN}", marks=((0, (("line", "1"),)), (2, (("line", "2"),)))))
    assert record.matches[0].location == (("line", "2"),)


@pytest.mark.parametrize(
    ("name", "categories"),
    [
        ("Асанов_Бакыт_0555123456.docx", {"surname", "given_name", "phone"}),
        ("asanov_bakyt.pdf", {"surname", "given_name"}),
        (f"{PIN}.jpg", {"pin"}),
        ("bakyt.asanov@mail.kg.eml", {"email"}),
        ("asanov@example.kg", {"email"}),
        ("буйрук_12_2019.docx", set()),
        ("Отчет за 2019 год.xlsx", set()),
        ("backup-20240131120000.sql", set()),
        ("Токтогул району.docx", set()),
    ],
)
def test_a_files_name_is_read_with_its_underscores(suite, name, categories):
    assert {category for category, _ in found(suite.name(name))} == categories


def test_mentions_of_different_detectors_stay_apart(suite):
    record = suite.text(Text("Асанов Бакыт Кубанычович жана Токтосунова Айгүл Болотовна"))
    mentions = {placed.match.mention for placed in record.matches}
    assert len(mentions) == 2


def test_no_raw_value_is_in_a_matchs_repr():
    assert PIN not in repr(Match("pin", 0, 14, 0.9, value=PIN, canonical=PIN))


LEAFLET = "Гипертония: кан басымы 140/90дон жогору. " * 12 + "Диагноз: гипертония. Айлык акы 25 000 сом."


def test_what_is_somebodys_counts_only_where_a_text_of_some_length_names_somebody(suite):
    assert found(suite.text(Text(LEAFLET))) == []

    categories = {category for category, _ in found(suite.text(Text(f"{LEAFLET}\nАсанов Бакыт Кубанычович")))}

    assert {"surname", "health", "pay"} <= categories


def test_a_short_text_need_not_name_anybody(suite):
    assert ("pay", "25 000 сом") in found(suite.text(Text("Айлык акысы 25 000 сом")))


def test_a_pin_in_a_machine_readable_line_is_one_pin(suite):
    line = f"AC12345671KGZ8503127M3003128{PIN}<0"
    pins = [
        value for category, value in found(suite.text(Text(f"P<KGZASANOV<<BAKYT<<<<\n{line}"))) if category == "pin"
    ]
    assert len(pins) <= 1


ORDER = (
    "БУЙРУК № 12-к\n2019-жылдын 5-марты, Бишкек ш.\nБУЙРУК КЫЛАМ:\n"
    + "Асанов Бакыт Кубанычович башкы адис кызматына дайындалсын. " * 8
)


def test_the_kind_of_a_document_is_told_where_it_is_likely(suite):
    kind = suite.kind(ORDER)

    assert (kind.type, kind.confidence > 0.6) == ("order", True)
    assert suite.kind("Суу түтүктөрү оңдолду.").type == ""


def test_a_documents_type_is_a_reason_for_what_is_usual_in_it(suite):
    reasons = {
        placed.match.category: {why.code for why in placed.match.why} for placed in suite.text(Text(ORDER)).matches
    }

    assert "document_type" in reasons["surname"]
