"""The zip under docx and xlsx: nothing it claims is trusted."""

from __future__ import annotations

import io
import struct
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import UnreadError
from scanner.extract import sheet, word
from scanner.extract.interface import Limits
from scanner.extract.package import Package, address
from scanner.model import Reason
from tests.extract.office import docx, paragraph, relation, seen, xlsx, zipped


def package(data: bytes, limits: Limits | None = None) -> Package:
    return Package(io.BytesIO(data), limits or Limits())


def test_parts_are_known_by_their_type_whatever_their_name():
    data = docx(paragraph("x"), header=paragraph("y"))
    assert package(data).parts("header") == ["word/header.xml"]
    assert package(data).parts("main") == ["word/document.xml"]


def test_names_with_backslashes_and_other_case_are_found():
    data = zipped({"[content_types].XML": "<Types/>", "Word\\Document.xml": "<a><b/></a>"})
    assert [element.tag for element in package(data).children("word/document.xml")] == ["b"]


@pytest.mark.parametrize(
    ("target", "part"), [("../media/a.png", "media/a.png"), ("/xl/a.xml", "xl/a.xml"), ("a%20b.xml", "word/a b.xml")]
)
def test_relations_lead_to_parts_from_where_they_stand(target, part):
    assert package(docx("", relation("r1", "image", target))).relations("word/document.xml")["r1"].target == part


def test_a_relation_never_leaves_the_package():
    found = package(docx("", relation("r1", "image", "../../../etc/passwd"))).relations("word/document.xml")
    assert found["r1"].target == "etc/passwd"
    with pytest.raises(UnreadError):
        list(package(docx("")).children(found["r1"].target))


def test_properties_are_said_once_and_without_dates():
    core = "<p><creator>Асанов</creator><lastModifiedBy>Асанов</lastModifiedBy><created>2024-01-01</created></p>"
    app = "<p><Manager>Иванов</Manager><Words>300</Words></p>"
    custom = "<p><property name='Отдел'><v>кадры</v></property></p>"
    parts = {"docProps/core.xml": core, "docProps/app.xml": app, "docProps/custom.xml": custom}
    assert list(package(docx("", **parts)).properties()) == [
        ("Асанов", (("property", "author"),)),
        ("Иванов", (("property", "manager"),)),
        ("кадры", (("property", "Отдел"),)),
    ]


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("mailto:a%40b.kg?subject=hi", "a@b.kg"),
        ("tel:+996555123456", "+996555123456"),
        ("https://b.kg/?q=%D0%BE", "https://b.kg/?q=о"),
    ],
)
def test_an_address_reads_as_one_would_write_it(link, text):
    assert address(link) == text


def test_elements_are_freed_as_they_are_passed():
    data = zipped({"a.xml": "<r>" + "<c><v>1</v></c>" * 5000 + "</r>"})
    left = []
    for element in package(data).elements("a.xml", "c"):
        assert len(element) == 1
        left.append(element.xpath("count(preceding-sibling::*)"))
    assert len(left) == 5000
    assert max(left) == 1


def encrypted() -> bytes:
    data = bytearray(docx(paragraph("x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(signature, at + 4)
    return bytes(data)


def unknown_compression() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    data = bytearray(out.getvalue())
    struct.pack_into("<H", data, 8, 77)
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 10, 77)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(encrypted(), Reason.ENCRYPTED), (unknown_compression(), Reason.UNSUPPORTED), (zipped({}), Reason.CORRUPT)],
)
@pytest.mark.parametrize("read", [word.read, sheet.read])
def test_a_package_that_cannot_be_opened_says_why(read, data, reason):
    with pytest.raises(UnreadError) as error:
        seen(read, data)
    assert error.value.reason is reason


def test_a_size_that_lies_is_caught():
    data = bytearray(docx(paragraph("Асанов")))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    with pytest.raises(UnreadError):
        seen(word.read, bytes(data))


GOOD = {word.read: docx(paragraph("Асанов")), sheet.read: xlsx("<row r='1'><c r='A1'><v>5</v></c></row>")}


@given(st.data())
@settings(deadline=None, max_examples=150)
@pytest.mark.parametrize("read", list(GOOD))
def test_any_damage_ends_in_blocks_or_an_unread_error(read, data):
    damaged = bytearray(GOOD[read])
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    try:
        seen(read, bytes(damaged[:cut] if data.draw(st.booleans()) else damaged))
    except UnreadError as error:
        assert error.reason in (Reason.CORRUPT, Reason.UNSUPPORTED, Reason.ENCRYPTED, Reason.TOO_LARGE)
