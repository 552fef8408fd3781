"""The page an officer opens: what it says, what it keeps from saying, and that nothing in it can act."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

import scanner.reports.html.report as report
from scanner.model import Item, ItemKind, Reason, Status
from scanner.reports.html import HtmlReport
from scanner.reports.html.coding import as_json, sure
from scanner.reports.html.names import split
from scanner.reports.html.texts import texts
from tests.reports.office import ARRAYS, CATEGORIES, MARKUP, STATUSES, hostile, office
from tests.reports.sample import SCAN, TARGET, Sample, assessed, item, sample, verdict

LANGUAGES = ("ky", "ru", "en")
ROOM = Path(report.__file__).parent


def written(assessment: Sample, lang: str = "en") -> str:
    out = io.BytesIO()
    HtmlReport().write(assessment, out, lang)
    return out.getvalue().decode("utf-8")


def parsed(assessment: Sample, lang: str = "en") -> Any:
    return html.document_fromstring(written(assessment, lang))


def copy(page: Any, lang: str = "en") -> Any:
    """The page's copy in one language."""
    return page.xpath(f"//main/div[@lang='{lang}']")[0]


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(page: Any, name: str, lang: str = "en") -> Any:
    return page.xpath(f"//section[@aria-labelledby='{name}-{lang}']")[0]


def table_rows(page: Any, name: str, lang: str = "en") -> list[list[str]]:
    lines = section(page, name, lang).xpath(".//table[1]/tbody/tr")
    return [[text(cell) for cell in line.xpath("./th|./td")] for line in lines]


def data(page: Any, name: str) -> Any:
    return json.loads(page.get_element_by_id(name).text)


def verdict_of(assessment: Sample) -> Any:
    return copy(parsed(assessment)).xpath("./section[1]")[0]


def clean(**changes) -> Sample:
    """A complete scan in which everything is declared."""
    read = item("hr/orders.docx")
    whole = Sample([read], [assessed(read, "pin", (verdict("declared", "7", "none"),))])
    return replace(whole, legend=replace(whole.legend, approved=True), **changes)


# --- one file, closed to everything outside --------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_opens_in_the_language_it_was_asked_for_and_holds_all_three(lang):
    page = parsed(office(), lang)
    assert page.get("lang") == lang
    assert page.xpath("//input[@name='lang'][@checked]/@value") == [lang]
    assert sorted(page.xpath("//main/div/@lang")) == sorted(LANGUAGES)
    assert page.xpath("//main/div[not(@hidden)]/@lang") == [lang]
    for at, code in enumerate(LANGUAGES):
        assert CATEGORIES["pin"][at] in text(section(page, "matrix", code))


def test_nothing_on_the_page_names_another_place():
    page = written(office())
    tree: Any = html.document_fromstring(page)
    assert "http" not in page.replace("http-equiv", "")
    assert not tree.xpath("//@src | //link | //iframe | //object | //@style | //@action")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))


def test_links_lead_to_places_on_the_page():
    page = parsed(office())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = [name for label in page.xpath("//@aria-labelledby") for name in label.split()]
    assert {link[1:] for link in page.xpath("//@href")} | set(named) <= set(ids)


def test_policy_allows_only_the_pages_own_script_and_style():
    page = parsed(sample())
    rules = dict(
        rule.split(" ", 1)
        for rule in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].split("; ")
    )

    def digest(element):
        return f"'sha256-{base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()}'"

    [script] = page.xpath("//script[not(@type)]")
    [style] = page.xpath("//style")
    assert rules == {
        "default-src": "'none'",
        "script-src": digest(script),
        "style-src": digest(style),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_page_has_landmarks_and_every_table_head_says_what_it_heads():
    page = parsed(office())
    assert len(page.xpath("//main")) == 1
    for lang in LANGUAGES:
        assert len(copy(page, lang).xpath(".//h1")) == 1
    assert len(page.xpath("//table")) > 15
    assert not page.xpath("//th[not(@scope)]")
    assert not page.xpath("//thead//th[@scope!='col'] | //tbody//th[@scope!='row']")
    assert not page.xpath("//form//select[not(ancestor::label)] | //form//input[not(ancestor::label)]")
    assert not page.xpath("//svg[not(@aria-label)] | //button[not(@type)]")


def test_two_writings_of_one_scan_are_the_same():
    assert written(office()) == written(office())


# --- names that want to act -------------------------------------------------------------------------------


def test_names_from_the_data_are_shown_and_cannot_act():
    page = written(hostile())
    tree: Any = html.document_fromstring(page)
    assert len(tree.xpath("//script")) == 3
    assert not tree.xpath("//img | //*[@onerror]")
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "\udcff" not in page
    assert MARKUP in text(copy(tree))
    assert "\\u000a" in data(tree, "table")["rows"]["name"][0]


@settings(deadline=None)
@given(st.text())
def test_json_cannot_end_its_element_and_reads_back(value):
    coded = as_json({"value": value})
    assert "<" not in coded
    assert json.loads(coded) == {"value": value}


# --- the assessment in a sentence ---------------------------------------------------------------------------

UNREAD = item("locked.pdf", Status.FAILED, Reason.ENCRYPTED, id=5)
LOCKED_FOLDER = item("private", Status.FAILED, Reason.PERMISSION, id=6, kind=ItemKind.FOLDER)
ACTING = [assessed(item("a.docx"), "pin", (verdict("excess"),))]


@pytest.mark.parametrize(
    ("assessment", "state", "key"),
    [
        (clean(), "clean", "say_clean"),
        (clean(found=[]), "clean", "say_nothing"),
        (clean(found=ACTING), "action", "say_action"),
        (clean(stored=[], found=[]), "empty", "say_empty"),
        (clean(complete=False), "incomplete", "say_unread"),
        (clean(complete=False, found=[]), "incomplete", "say_nothing_read"),
        (clean(complete=False, found=ACTING), "incomplete", "say_action_read"),
        (clean(stored=[item("a"), LOCKED_FOLDER]), "incomplete", "say_unread"),
        (clean(scan=replace(SCAN, finished=None)), "incomplete", "say_unfinished"),
        (clean(scan=replace(SCAN, options=(("depth", "fast"),))), "incomplete", "say_sample"),
        (clean(stored=[item("a"), UNREAD]), "clean", "say_allowed"),
    ],
)
def test_assessment_is_told_in_a_sentence_and_incomplete_never_looks_clean(assessment, state, key):
    told = verdict_of(assessment)
    assert told.get("class") == f"verdict {state}"
    assert texts("en")[f"label_{state}"] in text(told)
    assert texts("en")[key].split("{")[0].split(":")[0] in text(told)


@pytest.mark.parametrize("approved", [True, False])
def test_assessment_is_preliminary_as_long_as_the_matrix_is_not_approved(approved):
    whole = clean()
    told = text(verdict_of(replace(whole, legend=replace(whole.legend, approved=approved))))
    assert ("preliminary assessment" in told) is not approved


def test_share_read_is_never_rounded_up_to_all():
    many = [item(f"{n}.txt", id=n) for n in range(999)]
    page = parsed(clean(stored=[*many, UNREAD]))
    assert "items read: 999 of 1,000 (99%)" in text(copy(page).xpath(".//dl[@class='facts']")[0])


# --- figures -------------------------------------------------------------------------------------------------


def cards(page: Any) -> dict[str, str]:
    groups = section(page, "cards").xpath(".//dl/div")
    return {text(group.xpath("./dt")[0]): text(group.xpath("./dd")[0]) for group in groups}


def test_cards_count_findings_items_and_persons():
    shown = cards(parsed(sample()))
    assert shown == {
        "items listed": "7",
        "items with personal data": "3",
        "persons, by arrays": "230",
        "excess [en]": "1",
        "overdue [en]": "1",
        "undeclared [en]": "0",
        "unregistered [en]": "1",
        "items not read": "2 + not known",
    }


def test_what_the_policy_calls_not_personal_is_no_personal_data():
    found = [replace(assessed(item("a.docx"), "phone", ()), notes=("not_personal",))]
    assert cards(parsed(clean(found=found)))["items with personal data"] == "0"


def test_first_things_to_do_come_by_gravity_then_volume():
    lines = table_rows(parsed(sample()), "todo")
    assert [line[0].split(" [en]")[0] for line in lines] == ["special", "overdue", "unregistered"]
    assert lines[1][1:3] == ["Personnel [en]", "items: 1; values: 12"]
    assert lines[1][3] == "clause 25Clause 25 [en]"
    assert lines[1][4:] == ["destroy [en]", "06.12.2026"]
    assert lines[2][1] == "old (no array)"


def test_same_thing_to_do_in_one_place_is_one_line_with_the_nearest_deadline():
    late = replace(verdict("overdue"), due=dt.date(2027, 1, 1))
    found = [
        assessed(item(f"hr/{n}.docx", id=n), "pin", (verdict("overdue") if n == 3 else late,), count=n)
        for n in range(1, 6)
    ]
    [line] = table_rows(parsed(clean(found=found)), "todo")
    assert line[2] == "items: 5; values: 15"
    assert line[5] == "06.12.2026"


def test_at_most_ten_things_come_first():
    found = [assessed(item(f"{n}/a.txt", id=n), "pin", (verdict("special"),), array=None) for n in range(25)]
    assert len(table_rows(parsed(clean(found=found)), "todo")) == 10


def test_matrix_counts_each_category_by_status_with_a_bar_in_words():
    page = parsed(sample())
    lines = {line[0]: line for line in table_rows(page, "matrix")}
    heads = [text(head) for head in section(page, "matrix").xpath(".//thead//th")]
    assert heads[3:] == [f"{code} [en]" for code in ("special", "overdue", "excess", "unregistered", "declared")]
    assert lines["pin [en]"][1:] == ["2", "", "0", "1", "1", "0", "1"]
    assert "need action: 1; the rest: 1" in section(page, "matrix").xpath(".//svg/@aria-label")


def test_a_folder_without_array_is_one_line_however_many_items_lie_in_it():
    found = [
        assessed(item(f"old/{n // 2}.csv", id=n // 2), category, (verdict("unregistered"),), array=None)
        for n, category in enumerate(["pin", "phone"] * 50)
    ]
    page = parsed(clean(found=found))
    assert table_rows(page, "folders") == [["old", "50", "550", "pin [en], phone [en]"]]


def test_folders_beyond_the_limit_are_counted(monkeypatch):
    monkeypatch.setattr(report, "LISTED_FOLDERS", 3)
    found = [assessed(item(f"{n}/a.csv", id=n), "pin", (verdict("unregistered"),), array=None) for n in range(8)]
    page = parsed(clean(found=found))
    assert len(table_rows(page, "folders")) == 3
    assert "Folders not shown here: 5; items in them: 5." in text(section(page, "folders"))


def test_arrays_are_listed_with_their_totals():
    assert table_rows(parsed(office()), "arrays")[1] == [ARRAYS["payroll"][2], "270", "2", "1", "21"]


# --- what was not read -----------------------------------------------------------------------------------------


def test_what_was_not_read_is_counted_by_reason_and_named():
    page = parsed(sample())
    told = section(page, "coverage")
    reasons = {text(line[0]): text(line[1]) for line in told.xpath(".//table[2]/tbody/tr")}
    assert reasons == {
        "could not be read: encrypted or protected by a password": "1",
        "skipped: a picture: text in it is not read yet": "1",
        "Total": "2",
    }
    assert "Folders that could not be opened: 1." in text(told)
    assert [text(name) for name in told.xpath(".//details//tbody/tr/th")] == [
        f"{TARGET}/locked.pdf",
        f"{TARGET}/private",
        f"{TARGET}/scan.png",
    ]
    assert "Nothing to read in them (empty, links, devices): 1." in text(told)
    assert "Items left out for it: 1." in text(told)


def test_list_of_unread_items_ends_somewhere_and_says_so():
    stored = [item(f"{n}.bin", Status.SKIPPED, Reason.UNSUPPORTED, id=n) for n in range(700)]
    told = section(parsed(clean(stored=stored, found=[], complete=False)), "coverage")
    assert len(told.xpath(".//details//tbody/tr")) == 500
    assert "List of what was not read (700)" in text(told)
    assert "Not shown here: 200." in text(told)


# --- the list of cases --------------------------------------------------------------------------------------------


def test_list_holds_the_findings_with_words_in_three_languages():
    page = parsed(office(66))
    table, details = data(page, "table"), data(page, "details")
    rows = table["rows"]
    assert {len(column) for column in rows.values()} == {66}
    assert len(details["rows"]) == 66
    first = table["sets"][rows["statuses"][0]][0]
    assert table["statuses"][first] == ["special", list(STATUSES["special"])]
    shape, values, example, _sure, _why = details["rows"][0][4][0]
    assert details["shapes"][shape][2] == "sheet \ue000, cell \ue001"
    assert values[0] == "Кадрлар"
    assert example == "2••••••••••345"


def test_figures_stay_exact_where_the_list_is_capped(monkeypatch):
    monkeypatch.setattr(report, "LISTED", 10)
    page = parsed(office(66))
    table = data(page, "table")
    assert len(table["rows"]["name"]) == 10
    assert table["total"] == 66
    assert "10 gravest cases of 66" in text(section(page, "findings"))
    assert sum(int(line[1]) for line in table_rows(page, "matrix")) == 66
    assert {code for row in table["rows"]["statuses"] for code in table["sets"][row]} == {0, 1, 8}


def test_without_findings_there_is_no_list_and_no_table():
    page = parsed(clean(found=[]))
    assert not section(page, "findings").xpath(".//table | .//form")
    assert data(page, "table")["rows"]["name"] == []


@pytest.mark.parametrize(("confidence", "word"), [(1.0, 0), (0.9, 0), (0.89, 1), (0.6, 1), (0.59, 2), (0.0, 2)])
def test_confidence_is_one_of_three_words(confidence, word):
    assert sure(confidence) == word


@pytest.mark.parametrize(
    ("name", "folder", "rest"),
    [
        ("hr/2019/a.docx", "hr/2019", "a.docx"),
        ("hr/b.zip!2019/a.docx", "hr", "b.zip!2019/a.docx"),
        ("to delete!/a.docx", "to delete!", "a.docx"),
        ("kadry.sqlite!employees", TARGET, "kadry.sqlite!employees"),
        ("public.staff", TARGET, "public.staff"),
        ("a\nb/c\u202etxt", "a\\u000ab", "c\\u202etxt"),
    ],
)
def test_item_is_named_by_folder_and_name(name, folder, rest):
    assert split(Item(TARGET, name), several_targets=False) == (folder, rest)


def test_target_stands_before_the_folder_where_there_are_several():
    assert split(Item(TARGET, "hr/a.docx"), several_targets=True) == (f"{TARGET} › hr", "a.docx")


# --- texts and colours --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_is_said_somewhere(lang):
    sources = "".join(path.read_text("utf-8") for path in ROOM.iterdir() if path.is_file() and path.name != "texts.py")
    by_code = ("mean_", "word_", "note_", "label_", "say_")
    unsaid = [key for key in texts(lang) if not re.search(rf"\b{key}\b", sources) and not key.startswith(by_code)]
    assert unsaid == []


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_letters_stand_out_from_their_paper(theme):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    sheets = re.findall(r":root \{([^}]*--grave-paper[^}]*)\}", (ROOM / "report.css").read_text("utf-8"))
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", sheets[theme]))
    inks = ("ink", "faint", "link", "grave", "watch", "fine")
    pairs = [(ink, paper) for ink in inks for paper in ("paper", "soft")]
    pairs += [("ink", f"{tone}-paper") for tone in ("grave", "watch", "fine")]
    pairs += [(tone, f"{tone}-paper") for tone in ("grave", "watch", "fine")]
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
