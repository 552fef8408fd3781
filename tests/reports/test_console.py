"""The end of a scan on the terminal: short, calm, and never cleaner than what was read."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from scanner.i18n import LANGUAGES
from scanner.model import Reason, Status
from scanner.reports.console import show
from tests.reports.sample import SCAN, Sample, assessed, item, sample, verdict

FINE = assessed(item("a"), "pin", (verdict("declared", "7", "none"),))
WRONG = assessed(item("a"), "pin", (verdict("excess", "8"), verdict("overdue", "20, 25")))
REPORTS = [("html", "/srv/report.html"), ("jsonl", "/srv/findings.jsonl")]


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


def shown(assessment: Sample, lang: str = "en", out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    show(assessment, out, lang, REPORTS)
    return out.getvalue()


def test_the_whole_page() -> None:
    assert shown(sample()) == (
        "Preliminary assessment: 3 of 4 findings need attention.\n"
        "Not read, or not whole: 3 of 8 items. They may hold anything.\n"
        "\n"
        "Findings by category\n"
        "  pin [en]     2  declared [en]: 1, excess [en]: 1, overdue [en]: 1\n"
        "  health [en]  1  special [en]: 1\n"
        "  phone [en]   1  unregistered [en]: 1\n"
        "\n"
        "Not read\n"
        "  encrypted or protected by a password                         1\n"
        "  a picture: text in it is not read yet                        1\n"
        "  folders that could not be opened: what they hold is unknown  1\n"
        "\n"
        "Reports\n"
        "  html   /srv/report.html\n"
        "  jsonl  /srv/findings.jsonl\n"
        "\n"
        "What to do next\n"
        "  destroy [en]   1 finding  policy clauses: 8, 25\n"
        "  register [en]  1 finding  policy clauses: 10\n"
        "  stop [en]      1 finding  policy clauses: 9\n"
        "  Give access to what was not read, and run the same command: it reads only that again.\n"
        "  Have the matrix of purposes and categories approved: what rests on it is preliminary.\n"
    )


LOCKED = item("locked.pdf", Status.FAILED, Reason.ENCRYPTED)
LINK = item("link", Status.SKIPPED, Reason.SYMLINK)
UNFINISHED = replace(SCAN, finished=None)


@pytest.mark.parametrize(
    ("assessment", "said"),
    [
        (Sample([item("a")]), "Preliminary assessment: no personal data found."),
        (Sample([item("a"), LINK]), "Preliminary assessment: no personal data found."),
        (Sample([item("a")], [FINE]), "Preliminary assessment: nothing needs attention; every finding agrees"),
        (Sample([item("a")], [FINE, WRONG]), "Preliminary assessment: 1 of 2 findings need attention."),
        (Sample([item("a")], [WRONG]), "Preliminary assessment: 1 of 1 finding needs attention."),
    ],
)
def test_the_verdict(assessment: Sample, said: str) -> None:
    assert shown(assessment).startswith(said)


@pytest.mark.parametrize(
    "assessment",
    [
        Sample([]),
        Sample([item("a"), LOCKED], complete=False),
        Sample([item("a"), LOCKED], complete=True),  # so many unread items were allowed
        Sample([item("a"), LOCKED], [FINE], complete=False),
        Sample([item("a")], [FINE], complete=False),
        Sample([item("a")], scan=UNFINISHED),
        Sample([item("a", Status.PARTIAL, Reason.CORRUPT)]),
    ],
)
def test_a_scan_that_did_not_see_everything_never_looks_clean(assessment: Sample) -> None:
    text = shown(assessment)

    assert text.startswith("No conclusion:")
    assert "no personal data found" not in text


@pytest.mark.parametrize(
    ("assessment", "said"),
    [
        (Sample([item("a")], [WRONG], scan=UNFINISHED), "The scan was interrupted: the same command goes on with it."),
        (Sample([item("a")], [WRONG], complete=False), "The scan is incomplete: not every target could be read."),
        (Sample([item("a"), LOCKED], [WRONG]), "Not read, or not whole: 1 of 2 items. They may hold anything."),
    ],
)
def test_findings_do_not_hide_that_something_was_not_read(assessment: Sample, said: str) -> None:
    assert shown(assessment).splitlines()[1] == said


def test_an_unread_item_without_a_reason_is_counted_too() -> None:
    assert "for no known reason  1" in shown(Sample([item("a", Status.FAILED)]))


def test_links_and_empty_files_are_not_unread() -> None:
    empty = item("b", Status.SKIPPED, Reason.EMPTY)

    assert "Not read" not in shown(Sample([item("a"), LINK, empty]))


def test_a_finding_asks_once_for_a_remedy_and_names_each_clause_once() -> None:
    assert "destroy [en]  1 finding  policy clauses: 8, 20, 25\n" in shown(Sample([item("a")], [WRONG]))


def test_clauses_are_in_the_order_of_the_policy() -> None:
    verdicts = tuple(verdict("excess", clause) for clause in ("10", "7.1", "9", "7"))

    assert "policy clauses: 7, 7.1, 9, 10\n" in shown(Sample([item("a")], [assessed(item("a"), "pin", verdicts)]))


def test_an_approved_matrix_is_not_asked_for() -> None:
    assessment = Sample([item("a")], [WRONG])

    assert "approved" in shown(assessment)
    assert "approved" not in shown(replace(assessment, legend=replace(assessment.legend, approved=True)))


def test_a_category_or_status_without_words_is_named_by_its_code() -> None:
    found = assessed(item("a"), "plate_number", (verdict("brand_new", remedy="think"),))
    text = shown(Sample([item("a")], [found]))

    assert "plate_number  1  brand_new: 1" in text
    assert "think  1 finding" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_law_come_in_the_language_asked_for(lang: str) -> None:
    text = shown(sample(), lang)

    assert f"overdue [{lang}]: 1" in text
    assert all(f"[{other}]" not in text for other in set(LANGUAGES) - {lang})


def test_a_terminal_gets_the_same_words_with_bold_titles() -> None:
    fancy = shown(sample(), out=Terminal())

    assert "\x1b[1mPreliminary assessment: 3 of 4 findings need attention." in fancy
    for row in ("health [en]  1  special [en]: 1", "html   /srv/report.html", "Give access to what was not read"):
        assert row in fancy


@pytest.mark.parametrize("out", [io.StringIO, Terminal])
def test_words_and_paths_cannot_drive_the_terminal(out: type[io.StringIO], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assessment = Sample([item("a")], [WRONG])
    evil = replace(assessment.legend, categories={"pin": {"en": "\x1b[2J[bold]pin[/bold]\u202e"}})
    stream = out()
    show(replace(assessment, legend=evil), stream, "en", [("html", "/srv/\x9b\n\udcff.html")])

    assert "\\u001b[2J[bold]pin[/bold]\\u202e" in stream.getvalue()
    assert "/srv/\\u009b\\u000a\\udcff.html" in stream.getvalue()
    assert not {*stream.getvalue()} & {"\x9b", "\u202e", "\udcff"}
    assert "\x1b[2J" not in stream.getvalue()


@pytest.mark.parametrize("out", [io.StringIO, Terminal])
def test_no_name_and_no_example_is_shown(out: type[io.StringIO]) -> None:
    text = shown(sample(), out=out())

    for name in ("orders", "kadry", "list.csv", "private", "2••", "aibek"):
        assert name not in text


def test_nothing_found_says_nothing_more_than_needed() -> None:
    out = io.StringIO()
    show(Sample([item("a")]), out, "en")

    assert out.getvalue() == "Preliminary assessment: no personal data found.\n"
