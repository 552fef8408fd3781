"""The demo: the same for a seed, every kind of file, and a truth that is what the files hold."""

import datetime as dt
import io
import json
import re
import sqlite3
import time
import tomllib
import zipfile
from collections import Counter
from contextlib import closing

import lxml.etree
import pypdfium2
import pytest
import python_calamine

from scanner.errors import UsageError
from scanner.policy.arrays import load_arrays
from scanner.policy.declaration import load_declaration
from scanner.policy.locations import Locations
from scanner.synthetic import planted_values, write_demo
from scanner.synthetic.demo import AS_OF, Made
from scanner.synthetic.marked import CATEGORIES, NEAR_MISS
from scanner.synthetic.plan import plan
from scanner.synthetic.vocabulary import DATA

FORMATS = {"txt", "log", "csv", "tsv", "json", "jsonl", "html", "xml", "docx", "xlsx", "pdf", "png", "sqlite"}
CHARSETS = {"utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "kz1048"} | {
    f"utf-16{end}{mark}" for end in ("le", "be") for mark in ("", "-sig")
}
STATUSES = {"declared", "excess", "undeclared", "unregistered", "due", "overdue", "stale", "inaccurate"}
ARRAYS = {
    "appeals": "citizens-appeals",
    "personnel": "hr-personal-files",
    "payroll": "payroll",
    "sick_leave": "sick-leave",
    "contracts": "contracts",
    "visitors": "visitors",
    "notifications": "notifications",
}


@pytest.fixture(scope="module")
def made():
    return Made(2026)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    begun = time.perf_counter()
    summary = write_demo(folder)
    assert time.perf_counter() - begun < 10  # seconds; one on an idle machine
    return folder, summary


def truth(folder):
    return [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]


def files_of(folder):
    share = folder / "share"
    return {path.relative_to(share).as_posix(): path for path in share.rglob("*") if path.is_file()}


def test_there_are_many_files_of_every_format_and_charset(demo):
    files = files_of(demo[0])
    assert len(files) == demo[1].files >= 90
    assert {name.rsplit(".", 1)[1] for name in files} == FORMATS
    assert {planned.charset for folder in plan().folders for planned in folder.files} == CHARSETS


def test_clean_items_hold_a_hundred_near_misses(made):
    counted = made.summary().counts
    clean = [file for file in made.files if not counted["share", file.item] and not file.unread]
    near = [span for file in clean for piece in file.said for span in piece.spans]
    assert len(clean) >= 12
    assert len(near) >= 100
    assert len({span.category for span in near}) >= 12
    assert all(span.category.startswith(NEAR_MISS) for span in near)


def test_the_truth_covers_every_file_and_table_once(demo):
    folder, _summary = demo
    lines = truth(folder)
    items = [(line["target"], line["item"]) for line in lines]
    assert len(items) == len(set(items))
    tables = {
        ("share", "Кадрлар/kadry.sqlite!employees"),
        ("share", "Кадрлар/kadry.sqlite!visits"),
        ("share", "Кадрлар/kadry.sqlite!rooms"),
        ("registry", "main.visits"),
        ("registry", "main.subscribers"),
        ("registry", "main.suppliers"),
    }
    assert set(items) == {("share", name) for name in files_of(folder)} | tables
    assert {category for line in lines for category in line["categories"]} == set(CATEGORIES)


def test_the_same_seed_gives_the_same_share_and_another_one_another(made):
    again, other = Made(2026), Made(2027)
    assert [(file.item, file.modified, file.said, file.locked) for file in made.files] == [
        (file.item, file.modified, file.said, file.locked) for file in again.files
    ]
    assert made.databases == again.databases
    assert not {file.said for file in made.files} <= {file.said for file in other.files}
    # Encryption salts itself, and a PDF's identity is its own affair.
    same = [file.data == twin.data for file, twin in zip(made.files, again.files, strict=True) if not file.unread]
    assert all(same)


def test_planted_values_are_those_of_the_written_demo(demo):
    folder, summary = demo
    assert planted_values(2026) == summary.values
    assert len(summary.values) > 1000
    names = "\n".join(files_of(folder))
    assert not [text for text in summary.values if text in names or len(text) < 6]


def texts_of(data, suffix):
    """All that a file says, by means of other libraries than ours."""
    if suffix == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            trees = [lxml.etree.fromstring(archive.read(name)) for name in archive.namelist()]
        return ["".join(str(text) for text in tree.itertext()) for tree in trees]
    if suffix == "xlsx":
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
        return [str(int(cell)) if isinstance(cell, float) else str(cell) for row in rows for cell in row]
    if suffix == "pdf":
        return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return [data.decode(charset.removesuffix("-sig"), "replace") for charset in CHARSETS]


def solid(text):
    return re.sub(r"\s", "", text)


def test_every_readable_file_holds_every_value_of_its_truth(made):
    for file in made.files:
        if file.unread:
            continue
        name, *content = file.said
        said = [solid(text) for text in texts_of(file.data, file.item.rsplit(".", 1)[1])]
        assert file.item.endswith(name.text)
        missing = [
            text for piece in content for _kind, text in piece.values() if not any(solid(text) in s for s in said)
        ]
        assert not missing, file.item


def test_tables_hold_what_the_truth_counts(demo, made):
    folder, summary = demo
    for path, target, prefix in (
        ("share/Кадрлар/kadry.sqlite", "share", "Кадрлар/kadry.sqlite!"),
        ("registry.sqlite", "registry", "main."),
    ):
        with closing(sqlite3.connect(folder / path)) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                counted = summary.counts[target, f"{prefix}{name}"]
                columns = {"phone": "phone", "pin": "pin", "email": "email", "birth_date": "birth_date"}
                for category, column in columns.items():
                    if category in counted and column in [
                        c[1] for c in connection.execute(f"PRAGMA table_info({name})")
                    ]:
                        found = connection.execute(f"SELECT count({column}) FROM {name}").fetchone()[0]
                        assert found == counted[category]


def test_two_employees_contradict_their_pin_and_nobody_else(made):
    employees = next(table for table in made.databases["Кадрлар/kadry.sqlite"] if table.name == "employees")
    pin, born = employees.columns.index("pin"), employees.columns.index("birth_date")
    differ = [
        row for row in employees.rows if dt.date.fromisoformat(row[born].text).strftime("%d%m%Y") != row[pin].text[1:9]
    ]
    assert len(differ) == 2


def test_unreadable_files_are_said_to_be_so_and_counted_by_their_name_only(demo):
    lines = {line["item"]: line for line in truth(demo[0]) if "unread" in line}
    assert Counter(line["unread"] for line in lines.values()) == {
        "encrypted": 3,
        "corrupt": 3,
        "empty": 1,
        "picture": 1,
    }
    assert all(set(line["categories"]) <= {"surname"} for line in lines.values())


def test_expectations_cover_what_the_truth_counts_and_every_status(demo):
    _folder, summary = demo
    counted = {(*item, category) for item, categories in summary.counts.items() for category in categories}
    assert set(summary.expected) == counted
    assert set().union(*summary.expected.values()) == STATUSES
    assert all(found == {"unregistered"} for found in summary.expected.values() if "unregistered" in found)


def test_file_times_are_those_of_the_documents_and_spread_over_many_days(demo, made):
    folder, _summary = demo
    files = files_of(folder)
    days = Counter(dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date() for path in files.values())
    assert max(days.values()) < len(files) / 5
    for file in made.files:
        assert files[file.item].stat().st_mtime == file.modified.timestamp()
        assert file.modified.date() < AS_OF


def test_the_settings_name_what_was_written(demo):
    folder, _summary = demo
    settings = tomllib.loads((folder / "scanner.toml").read_text("utf-8"))
    assert settings["as_of"] == AS_OF
    assert [target["name"] for target in settings["targets"]] == ["share", "registry"]
    assert (folder / settings["targets"][0]["path"]).is_dir()
    assert (folder / settings["targets"][1]["url"].removeprefix("sqlite:///")).is_file()
    assert len(list((folder / settings["arrays"]).glob("*.yaml"))) == 7
    assert not (folder / settings["key_file"]).exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("бар")
    with pytest.raises(UsageError, match="is not empty"):
        write_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture(scope="module")
def declared():
    declaration = load_declaration()
    return declaration, {array.id: array for array in load_arrays(DATA / "arrays", declaration)}


def test_the_arrays_are_what_the_policy_accepts(declared):
    assert set(declared[1]) == set(ARRAYS.values())


@pytest.mark.parametrize(("verdicts", "array_id"), sorted(ARRAYS.items()))
def test_verdicts_written_by_hand_agree_with_the_matrix(declared, verdicts, array_id):
    declaration, array = declared[0], declared[1][array_id]
    for category, statuses in plan().verdicts[verdicts].items():
        needs = {declaration.need(purpose, category) for purpose in array.purposes}
        needed = "required" in needs or ("optional" in needs and bool(array.categories.get(category)))
        named = category in array.categories
        by_rule = {(True, True): ["declared"], (True, False): ["excess"], (False, True): ["undeclared"]}
        assert statuses == by_rule.get((named, needed), ["excess", "undeclared"]), category


def test_every_item_lies_in_the_array_whose_verdicts_it_has(declared, made):
    locations = Locations(list(declared[1].values()))

    def covered(target, item):
        array = locations.find(target, item)
        return array.id if array else None

    for folder in plan().folders:
        assert covered("share", f"{folder.path}/any.txt") == ARRAYS.get(folder.verdicts), folder.path
    assert covered("share", "Кадрлар/kadry.sqlite!employees") == "hr-personal-files"
    assert covered("share", "Кадрлар/kadry.sqlite!visits") is None
    assert covered("registry", "main.visits") == "visitors"
    assert covered("registry", "main.subscribers") is None


def test_database_tables_have_expectations_for_each_category_they_hold(made):
    for tables in made.databases.values():
        for table in tables:
            held = {span.category for cell in table.pieces() for span in cell.spans} & set(CATEGORIES)
            assert set(table.statuses) == held
