"""What a file is: by its bytes, whatever its name says."""

from __future__ import annotations

import gzip
import io
import random
import sqlite3
import struct
import tarfile

import msoffcrypto.format.ooxml
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import UnreadError
from scanner.extract.sniff import PICTURES, sniff
from scanner.model import Reason
from tests.extract.office import Bytes, docx, paragraph, xlsx, zipped

NAMES = "Абрамов Денис\nЩербакова Жанна\n"
CSV = "ФИО;ПИН\nЮдин;21203198401234\nКим;20101199912345\n"


def compound(*streams: str) -> bytes:
    """An OLE file with up to three empty streams: header, table of sectors, directory."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    return (
        header
        + sectors
        + b"".join(_entry(at, name) for at, name in enumerate(("Root Entry", *streams))).ljust(512, b"\0")
    )


def _entry(at: int, name: str) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    right = at + 1 if at else 0xFFFFFFFF
    return (
        raw.ljust(64, b"\0")
        + struct.pack(
            "<HBB3I16xI16x2IQ",
            len(raw),
            2 if at else 5,
            1,
            0xFFFFFFFF,
            right,
            0xFFFFFFFF if at else 1,
            0,
            0xFFFFFFFE,
            0,
            0,
        )[:64]
    )


def opened(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


def database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (x)")
    data = connection.serialize()
    connection.close()
    return data


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (docx(paragraph("x")), "docx"),
        (xlsx("<row/>"), "xlsx"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "pptx"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb"),
        (zipped({"[content_types].xml": "", "Word\\document.xml": ""}), "docx"),
        (zipped({"отчёт.docx": docx(paragraph("x"))}), "zip"),
        (zipped({"word/document.xml": ""}), "zip"),
        (zipped({}), "zip"),
        (opened("text"), "odt"),
        (opened("text-template"), "odt"),
        (opened("spreadsheet"), "ods"),
        (opened("presentation"), "odp"),
        (zipped({"mimetype": "application/epub+zip"}), "epub"),
        (zipped({"META-INF/MANIFEST.MF": ""}), "jar"),
        (compound("WordDocument"), "doc"),
        (compound("Workbook", "x"), "xls"),
        (compound("PowerPoint Document"), "ppt"),
        (compound("__properties_version1.0"), "msg"),
        (compound("Thumbs"), "ole"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf"),
        (b"\x00" * 128 + b"%PDF-1.4\n", "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "pdf"),
        (database(), "sqlite"),
        (b"PAR1\x15\x04\x15\x00PAR1", "parquet"),
        (rb"{\rtf1\ansi }", "rtf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        (b"BM\x8a\x00\x00\x00\x00\x00\x00\x00\x8a\x00", "bmp"),
        (gzip.compress(b"x"), "gz"),
        (tar(), "tar"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "program"),
        (b"\x00\x00\x00\x18ftypmp42\x00", "video"),
        (b"\x03\x7a\x0b\x16" + struct.pack("<IHH", 1, 65, 20) + bytes(53) + b"\r", "dbf"),
        (struct.pack("<2000h", *random.Random(1).choices(range(-3000, 3000), k=2000)), "binary"),
        (bytes(5000), "binary"),
    ],
)
def test_a_kind_is_known_by_its_bytes(data, media):
    assert sniff(Bytes(data)) == media


@pytest.mark.parametrize(
    ("text", "media"),
    [
        (NAMES, "text"),
        ("2024-01-01 12:00:00,123 INFO вход: Юдин\n" * 3, "text"),
        ("def f(a, b):\n    return a, b\n", "text"),
        (CSV, "csv"),
        (CSV.replace(";", "\t"), "tsv"),
        ('[{"a": 1}]', "json"),
        ('{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("<!DOCTYPE html><p>x", "html"),
        ('<?xml version="1.0"?><r/>', "xml"),
        ("From: a@b.kg\nSubject: x\n y\nMIME-Version: 1.0\n\nтекст", "mail"),
        ("Тема: From: x\nтекст", "text"),
        ("BM это марка", "text"),
        ("MZ, PK и Rar!", "text"),
        ("GIF89a is a format\n", "text"),
        ("PAR1\nregf\n", "text"),
        ("BZh91 и 8BPS", "text"),
        ("как устроен %PDF-1.4: с начала", "text"),
        ("Асан", "text"),
        ("a", "text"),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_is_told_apart_by_what_it_says_in_any_charset(text, media, charset):
    assert sniff(Bytes(text.encode(charset))) == media


@pytest.mark.parametrize("charset", ["koi8-r", "cp866", "utf-16-le", "utf-16-be", "iso8859-5", "mac-cyrillic"])
def test_text_in_rarer_charsets_is_text(charset):
    assert sniff(Bytes(NAMES.encode(charset))) == "text"


@pytest.mark.parametrize(
    "data",
    [
        NAMES.encode("koi8-r") + b"\x00\x01\x02",
        NAMES.encode("cp1251").replace(b"\n", b"\x00" * 20),
        b"\x1b[31mERROR\x1b[0m " * 20,
        b"N\x08NA\x08AM\x08ME\x08E man page",
        b"end\x1a",
        b"abcde",
        b"\xc0\xf1\xe0\xed",
        NAMES.encode() + b"\x00" * 4096 + NAMES.encode(),
    ],
)
def test_text_with_odd_bytes_is_text(data):
    assert sniff(Bytes(data)) == "text"


def test_noise_is_never_text():
    rng = random.Random(5)
    assert {sniff(Bytes(rng.randbytes(size))) for size in range(200, 20_000, 400)} == {"binary"}


@pytest.mark.parametrize("name", ["отчёт.pdf", "a.xlsx", "a.zip", "a.jpg"])
def test_a_name_says_nothing(name):
    assert sniff(Bytes(NAMES.encode(), name)) == "text"
    assert sniff(Bytes(xlsx("<row/>"), "list.txt")) == "xlsx"


def encrypted() -> bytes:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    out = io.BytesIO()
    plain = zipped({"[Content_Types].xml": types, "word/document.xml": "<x/>"})
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("secret", out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (encrypted(), Reason.ENCRYPTED),
        (compound("EncryptedPackage", "EncryptionInfo"), Reason.ENCRYPTED),
        (docx(paragraph("x"))[:-30], Reason.CORRUPT),
        (docx(paragraph("x"))[:300], Reason.CORRUPT),
        (compound("WordDocument")[:600], Reason.CORRUPT),
    ],
)
def test_what_cannot_be_opened_has_its_reason(data, reason):
    with pytest.raises(UnreadError) as error:
        sniff(Bytes(data))
    assert error.value.reason is reason


def test_pictures_are_named():
    assert {"png", "jpeg", "tiff"} <= PICTURES and "pdf" not in PICTURES


@settings(deadline=None)
@given(st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x03", b"{", b"<"]), st.binary())
def test_any_bytes_are_something_or_unread(start, rest):
    try:
        assert sniff(Bytes(start + rest))
    except UnreadError as error:
        assert error.reason in (Reason.EMPTY, Reason.CORRUPT)
