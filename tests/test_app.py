"""The wiring: targets, reports as files, and what an end means, on one small real scan."""

import dataclasses
import datetime as dt
import json
import stat

import pytest

from scanner import app
from scanner.errors import SourceError, UsageError
from scanner.settings import Settings
from scanner.synthetic.numbers import pin_check_digit

PIN = "2120319980123" + pin_check_digit("2120319980123")
ARRAY = """
id: hr
title: {ky: Кадрлар, ru: Кадры, en: Staff}
purposes: [hr_records]
categories: [pin]
locations: ["hr/"]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    for name, text in (("hr/a.txt", f"ПИН: {PIN}"), ("loose/b.txt", f"ПИН: {PIN}"), ("hr/empty.txt", "")):
        path = folder / "share" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "hr.yaml").write_text(ARRAY, "utf-8")
    return folder


@pytest.fixture(scope="module")
def settings(folder):
    return Settings(
        store=folder / "s.sqlite",
        key_file=folder / "keys/key",
        arrays=folder / "hr.yaml",
        as_of=dt.date(2026, 11, 1),
        workers=1,
    )


@pytest.fixture(scope="module")
def assessment(folder, settings):
    store = app.open_store(settings)
    found = app.sources([app.target_of(str(folder / "share"))], folder)
    scan = app.scan(settings, found, store, lambda result: None)
    yield app.assess(settings, store, scan)
    store.close()


def test_a_scan_is_assessed_by_the_arrays_it_is_given(assessment):
    statuses = {found.stored.item.item.name: found.statuses for found in assessment.findings()}
    assert statuses == {"hr/a.txt": ("declared",), "loose/b.txt": ("unregistered",)}
    [array] = assessment.arrays()
    assert (array.id, array.subjects, array.statuses) == ("hr", 1, {"declared": 1})
    assert "+arrays." in assessment.scan.declaration
    assert assessment.complete


def test_findings_that_fail_outweigh_an_incomplete_scan_and_both_are_told(assessment, settings):
    found = app.ending(assessment, settings)
    assert (found.code, len(found.causes)) == (1, 1)

    lenient = settings.model_copy(update={"fail_on": ()})
    assert app.ending(assessment, lenient) == app.Ending(0, ())
    assessment.complete = False
    try:
        assert app.ending(assessment, lenient).code == 3
        both = app.ending(assessment, settings)
        assert (both.code, len(both.causes)) == (1, 2)
    finally:
        assessment.complete = True


def test_an_interrupted_scan_is_never_complete(assessment, settings):
    finished, assessment.scan = assessment.scan, dataclasses.replace(assessment.scan, finished=None)
    assessment.complete = False
    try:
        found = app.ending(assessment, settings.model_copy(update={"fail_on": ()}))
        assert (found.code, found.causes) == (3, ("Incomplete: the scan was interrupted",))
        assert not app.assess(settings, assessment.store, assessment.scan).complete
    finally:
        assessment.scan, assessment.complete = finished, True


def test_a_second_scan_waits_for_no_one_and_says_so(assessment):
    with app.alone(assessment.store), pytest.raises(UsageError, match="another scan"), app.alone(assessment.store):
        pass
    with app.alone(assessment.store):
        pass


def test_a_report_is_written_whole_and_for_the_owner_only(assessment, tmp_path):
    path = tmp_path / "out/r.jsonl"
    app.write_report(assessment, "jsonl", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [json.loads(line)["type"] for line in path.read_text().splitlines()][::100] == ["scan"]
    assert [entry.name for entry in path.parent.iterdir()] == ["r.jsonl"]


def test_a_report_that_fails_leaves_the_old_one_and_no_draft(assessment, tmp_path, monkeypatch):
    path = tmp_path / "r.jsonl"
    path.write_text("old")

    class Broken:
        def write(self, assessment, out, lang):
            out.write(b"half")
            raise OSError("disk full")

    monkeypatch.setattr(app, "report", lambda form: Broken())
    with pytest.raises(OSError, match="disk full"):
        app.write_report(assessment, "jsonl", path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["r.jsonl"]


def test_targets_are_paths_or_urls_and_need_names_of_their_own(folder):
    share = app.target_of(str(folder / "share"))
    with pytest.raises(UsageError, match="share"):
        app.sources([share, share], folder)
    with pytest.raises(UsageError):
        app.sources([], folder)
    with pytest.raises(SourceError):
        app.sources([app.target_of("sqlite:///gone.sqlite")], folder)


def test_a_workers_tools_survive_the_way_and_hide_the_key():
    factory = app.ToolsFactory(b"k" * 32, 0.5, "en")
    assert "kkk" not in repr(factory)
