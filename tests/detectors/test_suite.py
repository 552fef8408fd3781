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
