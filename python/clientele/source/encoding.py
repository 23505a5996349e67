"""Bytes of text files: their encoding, their line ends, and whether they are whole."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from clientele.source.faults import Raised
from clientele.source.faults.files import (
    EncodingUnclear,
    EncodingUnfit,
    FileNul,
    FileUnreadable,
    GzipBroken,
)
from clientele.source.faults.settings import EncodingUnknown
from clientele.source.files import Found
from clientele.source.private import private_file

__all__ = ["Survey", "open_bytes", "read_sample", "survey", "transcode"]

CHUNK = 1 << 20
NOT_FOR_FILES = (
    "idna",
    "punycode",
    "raw-unicode-escape",
    "undefined",
    "unicode-escape",
    "utf-7",
)
UTF_8 = ("utf-8", "utf-8-sig", "ascii")
# The longer marks come first, as UTF-32 starts as UTF-16 does.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)


@dataclass
class Survey:
    """What a pass over the bytes of a text file finds.

    Attributes:
        is_blank: Whether it holds nothing but blanks and line ends.
        line_ends: How many kinds of line ends it has, inside quotes or not.
        has_blank_lines: Whether it has a blank line before its last filled one.

    """

    is_blank: bool
    line_ends: int
    has_blank_lines: bool


@contextmanager
def open_bytes(found: Found, compression: str) -> Iterator[BinaryIO]:
    """Open a file for its bytes, unpacked.

    Raises:
        Raised: the file breaks off, is damaged, or cannot be read to its end.

    """
    try:
        if compression == "gzip":
            with gzip.open(found.path) as packed:
                yield cast(BinaryIO, packed)
        else:
            with Path(found.path).open("rb") as plain:
                yield plain
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Raised(GzipBroken(label=found.label)) from error
    except OSError as error:
        raise Raised(FileUnreadable(label=found.label, reason="other")) from error


def read_sample(found: Found, compression: str, size: int) -> tuple[str, bool]:
    """Return the start of a file in UTF-8 without its mark, and whether the file goes on."""
    with open_bytes(found, compression) as file:
        head = file.read(size + 1)
    text = head[:size].decode("utf-8", "ignore")
    return text.removeprefix("\ufeff"), len(head) > size


def survey(found: Found, compression: str) -> Survey:
    """Pass over a text file, and return what matters about its line ends.

    Raises:
        Raised: it is not UTF-8, or is not text, or is not whole.

    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, ends, tail = 1, [0, 0, 0], b""
    is_blank, had_blank_line, has_blank_lines = True, False, False
    with open_bytes(found, compression) as file:
        while chunk := file.read(CHUNK):
            if not (chunk.isascii() and decoder.getstate() == (b"", 0)):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    raise Raised(_unclear(found, chunk, error, lines)) from error
            if b"\0" in chunk:
                raise Raised(_nul(found, chunk, lines))
            is_filled = bool(chunk.removeprefix(b"" if tail else codecs.BOM_UTF8).strip())
            has_blank_lines |= had_blank_line and is_filled
            is_blank &= not is_filled
            text = tail + chunk
            blank = re.search(rb"\n *[\r\n]", text) or re.search(rb"\r *\r", text)
            if blank and not has_blank_lines:
                had_blank_line = True
                has_blank_lines = bool(text[blank.end() :].strip())
            pairs = text.count(b"\r\n") - tail.count(b"\r\n")
            ends[0] += pairs
            ends[1] += chunk.count(b"\n") - pairs
            ends[2] += chunk.count(b"\r") - pairs
            lines += chunk.count(b"\n") or chunk.count(b"\r")
            tail = text[-64:]
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise Raised(EncodingUnclear(found.label, lines, "", "windows-1252")) from error
    return Survey(is_blank, sum(count > 0 for count in ends), has_blank_lines)


def transcode(found: Found, compression: str, custom_encoding: object) -> Path | None:
    """Copy a file that is not UTF-8 into a private one that is; None where it is UTF-8.

    A byte order mark wins over custom_encoding.

    Raises:
        Raised: custom_encoding is not an encoding, or the file does not fit it.

    """
    encoding = _encoding(custom_encoding)
    with open_bytes(found, compression) as file:
        head = file.read(4)
        encoding = next((name for mark, name in MARKS if head.startswith(mark)), encoding)
        if encoding in UTF_8:
            return None
        copy = private_file(".csv")
        decoder = codecs.getincrementaldecoder(encoding)()
        lines, chunk = 1, head
        with copy.open("w", encoding="utf-8", newline="") as out:
            while True:
                try:
                    text = decoder.decode(chunk, final=not chunk)
                except UnicodeDecodeError as error:
                    before = error.object[: error.start].decode(encoding, "ignore")
                    lines += before.count("\n") or before.count("\r")
                    raise Raised(EncodingUnfit(found.label, encoding, lines)) from error
                out.write(text)
                lines += text.count("\n") or text.count("\r")
                if not chunk:
                    return copy
                chunk = file.read(CHUNK)


def _encoding(setting: object) -> str:
    if setting is None:
        return "utf-8"
    try:
        encoding = codecs.lookup(setting.strip() if isinstance(setting, str) else "").name
        # Bytes refuse codecs of Python that are not for text.
        bytes(4).decode(encoding)
        if encoding in NOT_FOR_FILES:
            raise LookupError(encoding)
    except (LookupError, ValueError) as error:
        raise Raised(EncodingUnknown(value=str(setting))) from error
    return encoding


def _unclear(found: Found, chunk: bytes, error: UnicodeDecodeError, lines: int) -> EncodingUnclear:
    # The error's own bytes start with what the chunk before left over.
    data, at = error.object, error.start
    line = lines + (data[:at].count(b"\n") or data[:at].count(b"\r"))
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    ends = [end for end in (data.find(b"\n", at), data.find(b"\r", at)) if end >= 0]
    text = data[max(start, at - 20) : min([at + 20, *ends])]
    proposed = "utf-16-le" if b"\0" in chunk[1::2] else "windows-1252"
    return EncodingUnclear(found.label, line, text.decode(proposed, "replace"), proposed)


def _nul(found: Found, chunk: bytes, lines: int) -> FileNul:
    at = chunk.index(b"\0")
    before = chunk[:at]
    # Text in UTF-16 without a mark has a NUL in every other byte.
    half = len(chunk) // 2
    proposed = ""
    if chunk[1::2].count(b"\0") > 0.6 * half:
        proposed = "utf-16-le"
    elif chunk[0::2].count(b"\0") > 0.6 * half:
        proposed = "utf-16-be"
    return FileNul(found.label, lines + (before.count(b"\n") or before.count(b"\r")), proposed)
