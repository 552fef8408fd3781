"""What a file is, by its bytes and never by its name: a table of signatures, then a look at the text."""

from __future__ import annotations

import re
import unicodedata
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import olefile

from scanner.errors import UnreadError
from scanner.extract import charset, delimited, jsons, markup
from scanner.extract.interface import Content
from scanner.model import Reason

_HEAD = 1 << 16  # bytes looked at from a file's start, and from a zip's end
_MOST_MEMBERS = 4 << 20  # bytes of a zip's directory; no office document has so much

PICTURES = frozenset({"png", "jpeg", "gif", "bmp", "tiff", "webp", "ico", "psd", "djvu", "heic", "emf", "wmf"})
"""Media that only OCR could read."""

# (offset, bytes, media); the first that fits is taken.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"PK\x07\x08", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"SQLite format 3\x00", "sqlite"),
    (0, b"PAR1", "parquet"),
    (0, b"{\\rtf", "rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (8, b"WEBP", "webp"),
    (0, b"\x00\x00\x01\x00", "ico"),
    (0, b"8BPS\x00", "psd"),
    (0, b"AT&TFORM", "djvu"),
    (40, b" EMF", "emf"),
    (0, b"\xd7\xcd\xc6\x9a", "wmf"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftyp", "video"),
    (0, b"\x1aE\xdf\xa3", "video"),
    (0, b"FLV\x01", "video"),
    (8, b"AVI LIST", "video"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),
    (8, b"WAVEfmt", "audio"),
    (0, b"OggS\x00", "audio"),
    (0, b"fLaC\x00", "audio"),
    (0, b"ID3\x02", "audio"),
    (0, b"ID3\x03", "audio"),
    (0, b"ID3\x04", "audio"),
    (0, b"#!AMR", "audio"),
    (0, b"\x1f\x8b\x08", "gz"),
    (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zst"),
    (0, b"\x04\x22\x4d\x18", "lz4"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"MSCF\x00\x00", "cab"),
    (257, b"ustar", "tar"),
    (0, b"!<arch>\ndebian", "deb"),
    (0, b"!<arch>\n", "ar"),
    (0, b"\xed\xab\xee\xdb", "rpm"),
    (0, b"\x7fELF", "program"),
    (0, b"MZ", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\x00asm", "program"),
    (0, b"wOFF", "font"),
    (0, b"wOF2", "font"),
    (0, b"OTTO\x00", "font"),
    (0, b"\x00\x01\x00\x00\x00", "font"),
    (0, b"ttcf\x00", "font"),
    (0, b"\xde\x12\x04\x95", "mo"),
    (0, b"\x95\x04\x12\xde", "mo"),
    (0, b"\x00\x01\x00\x00Standard", "access"),
    (0, b"1CDBMSV8", "1cd"),
    (0, b"ORC", "orc"),
    (0, b"Obj\x01", "avro"),
    (0, b"!BDN", "pst"),
    (0, b"\x4c\x00\x00\x00\x01\x14\x02\x00", "lnk"),
    (0, b"regf", "registry"),
    (0, b"ElfFile\x00", "evtx"),
    (0, b"\xd4\xc3\xb2\xa1", "pcap"),
    (0, b"\x0a\x0d\x0d\x0a", "pcap"),
    (0, b"ITSF\x03", "chm"),
    (128, b"DICM", "dicom"),
)
_TEXTUAL = frozenset({"rtf", "deb", "ar"})  # any other signature may be a text's first word, if no control bytes follow
_PDF = re.compile(rb"(?:\A|[^\x20-\x7e])%PDF-\d")
_MAIL = re.compile(
    r"(?:From [^\n]*\n)?(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:MIME-Version|Received|Message-ID):", re.IGNORECASE
)
# A zip's member, or the folder of one, that no other kind of zip has.
_OFFICE = {"word/": "docx", "xl/workbook.bin": "xlsb", "xl/": "xlsx", "ppt/": "pptx", "visio/": "vsdx"}
_ZIPS = {"meta-inf/manifest.mf": "jar", "androidmanifest.xml": "apk", "index/document.iwa": "iwork"}
_OPEN = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_STREAMS = {
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
    "__properties_version1.0": "msg",
    "visiodocument": "vsd",
}
_MANY_CONTROLS = 0.03  # share of control bytes that no text has; random bytes have a tenth
# Without what stands in logs of terminals and at the end of DOS files.
_CONTROLS = bytes(code for code in (*range(1, 32), 127) if code not in b"\b\t\n\v\f\r\x1a\x1b")
_DBF = frozenset(b"\x02\x03\x30\x31\x32\x43\x63\x83\x8b\xcb\xf5\xfb")


def sniff(content: Content) -> str:
    """The media of a file: `docx`, `csv`, `text`, …; `binary` where it is none that we know.

    Raises UnreadError: empty, encrypted, or corrupt where a container cannot be listed.
    """
    with content.open() as stream:
        head = stream.read(_HEAD)
        if not head:
            raise UnreadError(Reason.EMPTY)
        media = _signature(head)
        if media == "zip":
            return _zip(stream)
        if media == "ole":
            return _ole(stream)
        return media or _text(head) or "binary"


def _signature(head: bytes) -> str | None:
    binary = _controls(head[:1024]) or b"\0" in head[:1024]
    for offset, magic, media in _SIGNATURES:
        if head.startswith(magic, offset) and (binary or media in _TEXTUAL):
            return media
    if _PDF.search(head[:1024]):
        return "pdf"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "bmp"
    return "dbf" if _is_dbf(head) else None


def _is_dbf(head: bytes) -> bool:
    """A dBase table has no signature: a version, a date, and a header that is as long as its fields make it."""
    size = int.from_bytes(head[8:10], "little")
    dated = len(head) >= 32 and 1 <= head[2] <= 12 and 1 <= head[3] <= 31
    return dated and head[0] in _DBF and size > 32 and size % 32 in (1, 8)


def _zip(stream: BinaryIO) -> str:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _HEAD - 22))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise UnreadError(Reason.CORRUPT, "zip")
    if int.from_bytes(tail[end + 12 : end + 16], "little") > _MOST_MEMBERS:
        return "zip"
    try:
        with ZipFile(stream) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
            return _office(names) or _open_document(archive, names) or _any_of(_ZIPS, names) or "zip"
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        raise UnreadError(Reason.CORRUPT, "zip") from None


def _office(names: list[str]) -> str | None:
    return (_any_of(_OFFICE, names) or "ooxml") if "[content_types].xml" in names else None


def _any_of(table: dict[str, str], names: list[str]) -> str | None:
    return next((media for start, media in table.items() if any(name.startswith(start) for name in names)), None)


def _open_document(archive: ZipFile, names: list[str]) -> str | None:
    """OpenDocument and EPUB say what they are in a member of that name."""
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return None
    kind = archive.read("mimetype").decode("ascii", "replace").strip()
    if kind == "application/epub+zip":
        return "epub"
    return _OPEN.get(kind.rpartition(".")[2].partition("-")[0]) if ".oasis.opendocument." in kind else None


def _ole(stream: BinaryIO) -> str:
    stream.seek(0)
    try:
        with olefile.OleFileIO(stream) as container:
            names = {entry[0].lower() for entry in container.listdir()}
    except (OSError, ValueError, IndexError, TypeError):
        raise UnreadError(Reason.CORRUPT, "ole") from None
    if "encryptedpackage" in names:
        raise UnreadError(Reason.ENCRYPTED, "office")
    media = next((media for name, media in _STREAMS.items() if name in names), "ole")
    if media in ("doc", "xls", "ppt") and _is_locked(stream):
        raise UnreadError(Reason.ENCRYPTED, media)
    return media


def _is_locked(stream: BinaryIO) -> bool:
    import msoffcrypto

    try:
        stream.seek(0)
        return bool(msoffcrypto.OfficeFile(stream).is_encrypted())
    except Exception:
        return False  # it cannot tell: the reader will


def _text(head: bytes) -> str | None:
    encoding = charset.detect(head)
    text = head.decode(encoding, "replace").removeprefix("\ufeff")
    if not (_is_clean(text) if encoding.startswith("utf-16") or encoding == "utf-32" else _is_plain(head)):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    if _MAIL.match(text):
        return "mail"
    if media := markup.kind_of(text) or jsons.kind_of(text):
        return media
    dialect = delimited.dialect_of(text)
    return "text" if dialect is None else "tsv" if dialect.delimiter == "\t" else "csv"


def _is_plain(head: bytes) -> bool:
    """Whether single bytes are those of a text. Zero bytes pad fields, and fill what a crash left unwritten."""
    written = len(head) - head.count(0)
    return written > 0 and _controls(head) <= max(2, _MANY_CONTROLS * written)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _is_clean(text: str) -> bool:
    """Whether wide characters are those of a text: assigned, and no controls."""
    shown = text[:4096]
    odd = sum(unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs") and not letter.isspace() for letter in shown)
    return odd + shown.count("\ufffd") <= max(1, _MANY_CONTROLS * len(shown))
