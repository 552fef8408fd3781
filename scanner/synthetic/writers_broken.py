"""Files that no reader can read, or not whole: locked, torn, empty, a picture."""

from __future__ import annotations

import io
import struct
import zlib

from msoffcrypto.format.ooxml import OOXMLFile


def locked_office(package: bytes, password: str) -> bytes:
    """A DOCX or XLSX locked with a password, as Word and Excel do it (an OLE file around an encrypted package)."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(package)).encrypt(password, out)
    return out.getvalue()


def torn(whole: bytes) -> bytes:
    """The first half, as an interrupted copy leaves it."""
    return whole[: len(whole) // 2]


def picture(width: int = 48, height: int = 32) -> bytes:
    """A small grey PNG: a scan whose words only OCR could read."""
    row = b"\0" + bytes((40 + 5 * at) % 256 for at in range(width))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
