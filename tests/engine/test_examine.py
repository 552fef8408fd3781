"""One item from start to end: everything that can happen to it ends in one outcome, and no value gets out."""

import datetime as dt

import pytest

from scanner.engine.examine import examine
from scanner.model import Item, Outcome, Reason, Status
from tests.engine.fakes import MemorySource, make_tools

PIN = "21203199801234"


def examined(content, name="a.txt", outcome=None, stamp_now="1"):
    source = MemorySource(((name, content),), stamp_now=stamp_now)
    return examine(source, Item("memory", name, stamp="1"), outcome, make_tools())


def test_a_read_item_has_its_findings_with_places_and_masked_examples():
    result = examined(f"2019 {PIN} {PIN} Асанов_Бакыт")

    assert result.outcome == Outcome(Status.SCANNED)
    assert {finding.category: (finding.count, finding.subjects) for finding in result.findings} == {
        "pin": (2, 1),
        "surname": (1, 1),
        "given_name": (1, 1),
    }
    assert result.findings[1].places[0].location == (("line", "1"),)
    assert result.facts.document_date == dt.date(2019, 3, 5)
    assert result.facts.media == "fake"
    assert PIN not in repr(result)
    assert "Асанов" not in repr(result)


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        ("stop:encrypted", Status.FAILED, Reason.ENCRYPTED),
        ("stop:unsupported", Status.SKIPPED, Reason.UNSUPPORTED),
        ("stop:picture", Status.SKIPPED, Reason.PICTURE),
        ("stop:empty", Status.SKIPPED, Reason.EMPTY),
        ("gap:too_large", Status.PARTIAL, Reason.TOO_LARGE),
        ("picture", Status.PARTIAL, Reason.PICTURE),
        ("gap:corrupt stop:corrupt", Status.PARTIAL, Reason.CORRUPT),
        ("deep", Status.FAILED, Reason.TOO_DEEP),
        ("eat", Status.FAILED, Reason.MEMORY),
        ("fault", Status.FAILED, Reason.CRASHED),
    ],
)
def test_what_was_not_read_is_told_with_its_reason(content, status, reason):
    outcome = examined(content).outcome

    assert (outcome.status, outcome.reason) == (status, reason)
    assert outcome.unread == (reason is not Reason.EMPTY)


def test_a_fault_is_told_by_kind_and_place_and_never_by_its_message():
    detail = examined("fault").outcome.detail
    assert detail.startswith("ValueError tests.engine.fakes:")
    assert PIN not in detail


def test_what_was_found_before_a_reader_gave_up_is_kept():
    result = examined(f"gap:timeout {PIN}")
    assert result.outcome.status is Status.PARTIAL
    assert [finding.category for finding in result.findings] == ["pin"]


def test_a_value_in_the_files_own_name_counts_even_when_the_file_cannot_be_read():
    for outcome in (None, Outcome(Status.FAILED, Reason.TIMEOUT)):
        result = examined("stop:encrypted", name=f"hr/Асанов_Бакыт {PIN}.docx", outcome=outcome)
        assert {finding.category for finding in result.findings} == {"pin", "surname", "given_name"}
        assert result.outcome.status is Status.FAILED


def test_the_folder_above_is_not_the_files_name():
    assert not examined("nothing", name=f"{PIN}/a.txt").findings


def test_an_item_that_changed_while_it_was_read_is_partial():
    outcome = examined("text", stamp_now="2").outcome
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)


def test_members_are_items_of_their_own_with_their_own_outcomes():
    result = examined("member:b.txt rows:people bad:c.docx")

    members = {member.item.name: member for member in result.members}
    assert {name: member.outcome.status for name, member in members.items()} == {
        "a.txt!b.txt": Status.SCANNED,
        "a.txt!people": Status.PARTIAL,
        "a.txt!c.docx": Status.FAILED,
    }
    assert members["a.txt!b.txt"].findings[0].count == 1
    assert members["a.txt!people"].outcome.detail == "binary cells"
    facts = members["a.txt!people"].facts
    assert (facts.rows_read, facts.rows_total) == (2, None)  # not read whole
    assert result.outcome.status is Status.SCANNED
    assert not result.findings


def test_values_that_a_pages_text_and_its_table_both_show_count_once():
    [finding] = examined(f"page {PIN} {PIN}").findings
    assert finding.count == 2


def test_rows_give_persons_and_agreement_of_pin_and_birth_date():
    table = f"{PIN},1998-03-12\n{PIN},1998-03-13\n11203199801235,1998-03-12\nx,y"

    result = examined(table, name="table")

    pin, birth = result.findings[1], result.findings[0]
    assert (pin.count, pin.subjects, birth.count, birth.subjects) == (3, 2, 3, 2)
    assert result.facts.persons == 2
    assert (result.facts.rows_read, result.facts.rows_total, result.facts.tables[0].total) == (4, 4, 4)
    assert (result.facts.pin_birth_same, result.facts.pin_birth_differ) == (2, 1)
    assert {prints.kind: len(prints) for prints in result.facts.prints} == {"pin": 2, "pin+birth_date": 3}
