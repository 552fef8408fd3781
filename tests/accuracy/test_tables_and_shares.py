"""Columns of tables and labelled shares, through the real reader and a real scan."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.accuracy import __main__ as tool
from benchmarks.accuracy import share, tables
from benchmarks.accuracy.engines import Found, Peer, PeerMissingError, Scanner
from benchmarks.accuracy.repair import repaired
from benchmarks.accuracy.score import Counts

PINS = [repaired("pin", f"2{day:02}04198512340") for day in range(10, 14)]
TABLE = "\n".join(
    [
        "=== id: tab-ru-02; lang: ru; header: 2",
        "columns: -; surname given_name; pin; -",
        "Список;;;",
        "№;ФИО;ПИН;код",
        *(f"{at};Асанов Бакыт;{pin};А{at}" for at, pin in enumerate(PINS)),
    ]
)


@pytest.fixture(scope="module")
def scanner():
    return Scanner("fast")


@pytest.fixture
def table(tmp_path):
    (tmp_path / "t.txt").write_text(TABLE + "\n", "utf-8")
    assert tables.is_tables(tmp_path / "t.txt")
    (read,) = tables.read_tables(tmp_path / "t.txt")
    return read


def test_a_table_as_it_stands(table):
    assert (table.header, table.for_testing, len(table.rows)) == (2, True, 6)
    assert table.pairs == {(1, "surname"), (1, "given_name"), (2, "pin")}
    assert table.without_header().rows == table.rows[2:]


def test_the_sign_of_a_wrong_number_is_no_part_of_it(tmp_path):
    (tmp_path / "t.txt").write_text(TABLE.replace(PINS[0], PINS[0] + "!"), "utf-8")
    (read,) = tables.read_tables(tmp_path / "t.txt")
    assert read.rows[2][2] == PINS[0]


def test_columns_are_found_through_the_reader(table, scanner):
    assert tables.found(table, tables.detectors(scanner)) == table.pairs


def test_columns_compare_as_pairs():
    counts = tables.compare({(0, "pin"), (1, "phone")}, {(0, "pin"), (2, "phone")})
    assert counts == {"pin": Counts(right=1), "phone": Counts(false=1, missed=1)}
    assert tables.by_family({(0, "surname"), (0, "given_name"), (1, "pin")}) == {(0, "names"), (1, "pin")}


def _share(folder, lines):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hr").mkdir()
    (folder / "hr/a.txt").write_text(f"ПИН: {PINS[0]}\nПИН: {PINS[1]}\n", "utf-8")
    return "".join(json.dumps(line) + "\n" for line in lines)


LINES = [
    {"item": "hr/a.txt", "categories": {"pin": 4}},
    {"item": "hr/b.txt", "categories": {"pin": 1, "phone": 1}},
]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["inside", "beside", "demo"])
def test_a_share_is_scanned_wherever_its_truth_lies(tmp_path, scanner, place):
    files = tmp_path / "x" / "share" if place == "demo" else tmp_path / "x"
    truth = _share(files, LINES)
    ((tmp_path if place == "beside" else tmp_path / "x") / share.TRUTH).write_text(truth, "utf-8")
    read = share.read_share(tmp_path / "x")
    counts = share.compare(read.truth, share.scanned(read, scanner))
    assert counts["pin"] == (Counts(right=1, missed=1), 0.5)
    assert counts["phone"] == (Counts(missed=1), 0)


def test_only_labelled_categories_of_a_share_are_scored():
    true = {("share", "a", "pin"): 2, ("share", "b", "pin"): 0}
    found = {("share", "a", "pin"): 3, ("share", "b", "pin"): 1, ("share", "a", "health"): 1}
    assert share.compare(true, found) == {"pin": (Counts(right=1, false=1), 1.5)}


def test_the_tool_prints_and_writes_json(tmp_path, capsys):
    text = f"=== id: ru-02; lang: ru; genre: other; subject: none\nПИН: {{pin|{PINS[0]}}}\n"
    (tmp_path / "texts.txt").write_text(text, "utf-8")
    (tmp_path / "plain.txt").write_text("Жыйын болду.\n", "utf-8")
    out = tmp_path / "out.json"
    words = [str(tmp_path / "texts.txt"), str(tmp_path / "plain.txt"), "--names", "fast", "--json", str(out)]
    assert tool.main(words) == 0
    figures = json.loads(out.read_text("utf-8"))
    assert figures["missed"] == []
    assert figures["figures"][0]["categories"]["pin"]["ru"]["f1"] == 1
    printed = capsys.readouterr().out
    assert "identifiers 0" in printed
    assert PINS[0] not in printed + out.read_text("utf-8")


def test_what_cannot_be_measured_is_told(tmp_path, capsys):
    assert tool.main([str(tmp_path / "nowhere")]) == 2
    assert "is not there" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        tool.main(["--names", "slow"])


PEER = """
import json, sys
for line in sys.stdin:
    found = [{"start": 0, "end": 3, "type": "PERSON", "score": 0.5}, {"start": 0, "end": 3, "type": "URL", "score": 1}]
    print(json.dumps({"id": json.loads(line)["id"], "matches": found}), flush=True)
"""


def test_a_peer_answers_from_its_own_process(tmp_path):
    (tmp_path / "peer.py").write_text(PEER, "utf-8")
    peer = Peer("stub", python=Path(sys.executable), script=tmp_path / "peer.py")
    assert peer.find("Bob") == [Found(0, 3, "person", None, 0.5)]
    peer.close()


def test_a_peer_that_is_not_there_or_does_not_start(tmp_path):
    with pytest.raises(PeerMissingError, match="make peers"):
        Peer("stub", python=tmp_path / "python")
    (tmp_path / "peer.py").write_text("raise SystemExit(1)", "utf-8")
    with pytest.raises(PeerMissingError, match="does not answer"):
        Peer("stub", python=Path(sys.executable), script=tmp_path / "peer.py")
