"""The page in a real browser: how quickly it opens, what its controls do, what it prints, that nothing in it acts."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from scanner.reports.html import HtmlReport
from tests.reports.office import hostile, office
from tests.reports.sample import Sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)

# Works the page as a person would, and writes what came of it where the test can read it.
PROBE = """
const result = {broken: []};
addEventListener("securitypolicyviolation", (event) => result.broken.push(event.violatedDirective));
addEventListener("load", () => {
  const $ = (selector) => document.querySelector("main .copy:not([hidden]) " + selector);
  const $$ = (selector) => [...document.querySelectorAll("main .copy:not([hidden]) " + selector)];
  const names = () => $$(".findings tbody th").map((cell) => cell.lastChild.textContent);
  const pick = (name, value) => {
    $("form").elements[name].value = value;
    $("form").dispatchEvent(new Event("input"));
  };
  const speak = (lang) => document.getElementById("lang-" + lang).click();
  const option = (name, label) => [...$("form").elements[name].options].find((one) => one.label === label).value;
  result.opened = performance.now();
  %s
  const out = document.createElement("pre");
  out.id = "probe";
  out.textContent = JSON.stringify(result);
  document.body.append(out);
});
"""


def written(assessment: Sample, lang: str) -> str:
    out = io.BytesIO()
    HtmlReport().write(assessment, out, lang)
    return out.getvalue().decode()


class Browser:
    """Chromium, one run a page: no state, no network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program = shutil.which("chromium")
        assert program, "Chromium is missing: apt-get install chromium"
        self.program = program

    def run(self, page: str, *options: str) -> str:
        """What the browser writes to its output when it opens the page with these options."""
        path = self.folder / "report.html"
        path.write_text(page, "utf-8")
        command = [self.program, *FLAGS, f"--user-data-dir={self.folder / 'profile'}", *options, path.as_uri()]
        return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode()

    def work(self, page: str, steps: str, *options: str) -> dict[str, Any]:
        """What `steps` put into `result`. The probe is added to the page's policy by its hash; nothing else is."""
        probe = PROBE % steps
        digest = base64.b64encode(hashlib.sha256(probe.encode()).digest()).decode()
        page = page.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
        dom = self.run(page.replace("<style>", f"<script>{probe}</script><style>", 1), "--dump-dom", *options)
        found = re.search(r'<pre id="probe">(.*?)</pre>', dom, re.DOTALL)
        assert found, "the page's scripts did not run to their end"
        result: dict[str, Any] = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        return result


@pytest.fixture
def browser(tmp_path):
    return Browser(tmp_path)


def test_filters_sorting_and_details_work(browser):
    page = written(office(66), "en")
    result = browser.work(
        page,
        """
        result.count = names().length;
        result.first = $(".status.grave, .findings tbody .status").textContent;
        pick("status", option("status", "excess"));
        result.excess = $$(".findings tbody tr").map((row) => row.querySelector(".badges").textContent);
        result.said = $(".found").textContent;
        pick("status", "none");
        result.none = names().length;
        pick("status", "");
        pick("path", "ЫСЫК-КОЛ");
        result.folder = $$(".findings tbody th .quiet").map((cell) => cell.textContent);
        pick("path", "no such folder");
        result.empty = $(".found").textContent;
        pick("path", "");
        $("[data-sort=count]").click();
        result.up = $$(".findings tbody td.num:nth-of-type(2)").map((cell) => Number(cell.textContent));
        $("[data-sort=count]").click();
        result.down = $$(".findings tbody td.num:nth-of-type(2)").map((cell) => Number(cell.textContent));
        result.sorted = $("[data-sort=count]").parentElement.getAttribute("aria-sort");
        pick("status", option("status", "destruction overdue"));
        $("button.open").click();
        result.expanded = $("button.open").getAttribute("aria-expanded");
        result.detail = $("tr.opened").textContent;
        $("button.open").click();
        result.closed = $("tr.opened");
        """,
    )
    assert result["broken"] == []
    assert result["count"] == 66
    assert result["excess"] == ["excess"] * 6
    assert result["said"] == "Cases: 6 of 66. Shown: 1–6."
    assert result["none"] == 5
    assert result["folder"] == ["Жарандардын кайрылуулары/Кирген каттар/2021-жыл/Ысык-Көл облусу"] * 12
    assert result["empty"] == "No case matches the filters."
    assert result["up"] == sorted(result["up"])
    assert result["down"] == sorted(result["up"], reverse=True)
    assert result["sorted"] == "descending"
    assert result["expanded"] == "true"
    assert "2••••••••••345" in result["detail"]
    assert "sheet Кадрлар, cell B" in result["detail"]
    assert "rows to destroy: 4; overdue: 7; of all rows: 1,200" in result["detail"]
    assert "эки жуманын ичинде" in result["detail"]
    assert result["closed"] is None


def test_switch_changes_the_language_and_keeps_filter_and_page_state(browser):
    result = browser.work(
        written(office(66), "ky"),
        """
        result.langs = [document.documentElement.lang];
        pick("path", "Айгүл");
        const before = names();
        speak("ru");
        result.langs.push(document.documentElement.lang);
        result.same = before.length > 0 && JSON.stringify(before) === JSON.stringify(names());
        result.shown = [...document.querySelectorAll("main > .copy")].filter((copy) => copy.offsetHeight > 0).length;
        result.category = $(".findings tbody td").textContent;
        speak("en");
        speak("ru");
        result.options = $("form").elements.status.options.length;
        speak("ky");
        result.again = $("form").elements.status.options.length;
        """,
    )
    assert result["langs"] == ["ky", "ru"]
    assert result["same"] is True
    assert result["shown"] == 1
    assert result["category"] == "фамилия"
    assert result["options"] == result["again"]


def test_switch_works_without_scripts(browser):
    page = written(office(), "ky").replace('value="ky" autocomplete="off" checked', 'value="ky"')
    page = page.replace('value="en" autocomplete="off"', 'value="en" checked')
    page = re.sub("script-src '[^']*'", "script-src 'none'", page)
    browser.run(page, f"--print-to-pdf={browser.folder / 'page.pdf'}")
    told = "".join(read(browser.folder / "page.pdf"))
    assert "One thing that can be scanned" in told
    assert office().legend.holder["ky"] not in told
    assert office().legend.holder["en"] in told


@pytest.mark.parametrize(("findings", "seconds"), [(20_000, 1.0), (60_000, 2.0)])
def test_large_reports_open_quickly_and_page_by_page(browser, findings, seconds):
    """The list ends at 50 000 cases, so that a report of a million opens as one of 60 000 does."""
    result = browser.work(
        written(office(findings), "ru"),
        """
        result.rows = names().length;
        const start = performance.now();
        pick("path", "айгул");
        result.filtered = performance.now() - start;
        const before = names()[0];
        $("[data-turn='1']").click();
        result.turned = names()[0] !== before;
        result.nodes = document.querySelectorAll("*").length;
        """,
    )
    assert result["rows"] == 100
    assert result["turned"] is True
    assert result["nodes"] < 8_000
    assert result["opened"] < seconds * 1000
    assert result["filtered"] < 500


def test_hostile_names_are_text_in_the_browser_too(browser):
    result = browser.work(
        written(hostile(), "en"),
        """
        $("button.open").click();
        result.images = document.images.length;
        result.scripts = document.scripts.length;
        result.name = names()[0];
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='document.title=1'><p style='color:red'>");
        """,
    )
    assert result["images"] == 0
    assert result["scripts"] == 4  # two tables, the page's own, the probe
    assert "<img src=x onerror=alert(2)>" in result["name"]


def read(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_print_is_short_marked_on_every_page_and_has_no_empty_page(browser):
    path = browser.folder / "page.pdf"
    browser.run(written(office(3_000), "en"), f"--print-to-pdf={path}")
    pages = read(path)
    assert 5 < len(pages) < 40
    assert all("For official use" in page for page in pages)
    assert all(len(page) > 80 for page in pages)  # the mark and the number of the page alone are some 25
    assert "In print the list ends after 300 cases of 3,000" in "".join(pages).replace("\r\n", " ")


@pytest.mark.parametrize("width", [500, 1280])
def test_page_is_never_wider_than_the_window(browser, width):
    steps = """
        $("button.open").click();
        result.width = innerWidth;
        result.wider = document.documentElement.scrollWidth - innerWidth;
        """
    result = browser.work(written(office(), "ru"), steps, f"--window-size={width},900")
    assert result["width"] == width
    assert result["wider"] <= 0
