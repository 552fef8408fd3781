"""Files made to deceive a reader: what is in them is found, or its absence is told with the right reason."""

from __future__ import annotations

import os
import sqlite3
import time
import zipfile

import pytest

from scanner.engine.examine import examine
from scanner.model import Reason, Status
from scanner.sources.files import file_source
from tests.regression.conftest import PIN

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def document(path, *body):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        paragraph = f"<w:p><w:r><w:t>ПИН: {PIN}</w:t></w:r></w:p>"
        start = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph}'
        package.writestr("word/document.xml", "".join((start, *body, "</w:body></w:document>")))


def test_documents_in_a_database_files_cells_are_told_as_not_read(examined, tmp_path):
    with sqlite3.connect(tmp_path / "files.sqlite") as connection:
        connection.execute("CREATE TABLE files (pin, body)")
        connection.execute("INSERT INTO files VALUES (?, ?)", (PIN, b"%PDF-1.7\xff\xfe" * 100))
    connection.close()
    [files] = examined(tmp_path / "files.sqlite").members
    assert (files.outcome.status, files.outcome.reason) == (Status.PARTIAL, Reason.UNSUPPORTED)
    assert [found.category for found in files.findings] == ["pin"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (("<w:tbl><w:tr><w:tc>" * 1000, "</w:tc></w:tr></w:tbl>" * 1000), Reason.TOO_DEEP),
        (("<w:p><w:r><w:t>", "слово " * 2_000_000, "</w:t></w:r></w:p>"), Reason.TOO_LARGE),
    ],
)
def test_a_document_beyond_the_parsers_limits_is_not_called_damaged(examined, tmp_path, body, reason):
    document(tmp_path / "file.docx", *body)
    outcome = examined(tmp_path / "file.docx").outcome
    assert outcome.unread
    assert outcome.reason == reason


@pytest.mark.parametrize("became", ["nothing", "link"])
def test_a_file_that_is_emptied_or_swapped_before_it_is_read_is_told_as_unread(tools, tmp_path, became):
    path = tmp_path / "file.txt"
    path.write_text(f"ПИН {PIN}")
    source = file_source(os.fsencode(tmp_path))
    [(item, _)] = source.items()
    path.write_text("")
    if became == "link":
        path.unlink()
        path.symlink_to("/dev/null")
    outcome = examine(source, item, None, tools).outcome
    assert outcome.unread
    assert outcome.reason == Reason.CHANGED


@pytest.mark.slow
def test_time_for_a_long_json_string_grows_with_its_length(examined, tmp_path):
    """A parser that is fed crumbs of a string looks at its beginning again and again."""
    path = tmp_path / "file.json"
    path.write_text('{"scan": "' + "x" * 20_000_000 + f'", "note": "ПИН {PIN}"}}')
    started = time.monotonic()
    result = examined(path)
    assert time.monotonic() - started < 20
    assert [found.category for found in result.findings] == ["pin"]
