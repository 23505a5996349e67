"""Lines of a CSV file: where they end, outside quotes, and copies in which they end alike."""

from __future__ import annotations

import shutil
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from clientele.source.encoding import open_bytes
from clientele.source.files import Found
from clientele.source.private import private_file

__all__ = ["Lines", "find_lines", "plain_bytes", "write_lines"]

Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]
QUOTE, LINE_FEED, CARRIAGE_RETURN, BLANK = b'"'[0], b"\n"[0], b"\r"[0], b" "[0]
# A copy is written in pieces of so many bytes.
PIECE = 1 << 26


@dataclass(frozen=True)
class Lines:
    """The lines of a file. A line break inside quotes does not end one.

    Attributes:
        starts: Where each line starts.
        ends: Where the content of each line ends.
        are_blank: Whether each line holds nothing but blanks.
        kinds: The kinds of line ends.

    """

    starts: Positions
    ends: Positions
    are_blank: npt.NDArray[np.bool_]
    kinds: frozenset[bytes]


def plain_bytes(found: Found, compression: str) -> Bytes:
    """Map the bytes of a file, unpacked, into memory."""
    path = Path(found.path)
    if compression == "gzip":
        path = private_file(".csv")
        with open_bytes(found, compression) as packed, path.open("wb") as out:
            shutil.copyfileobj(packed, out)
    return np.memmap(path, np.uint8, mode="r")


def find_lines(data: Bytes, delimiter: str) -> Lines:
    r"""Find the lines of a file.

    >>> lines = find_lines(np.frombuffer(b'a;b\r\n"1\n2";3\n', np.uint8), ";")
    >>> lines.starts.tolist(), sorted(lines.kinds)
    ([0, 5], [b'\n', b'\r\n'])

    """
    feeds = np.flatnonzero(data == LINE_FEED)
    returns = np.flatnonzero(data == CARRIAGE_RETURN)
    quotes = _quotes(data, delimiter)
    if len(quotes):
        # An odd number of quotation marks before a line end means that it stands inside quotes.
        feeds = feeds[np.searchsorted(quotes, feeds) % 2 == 0]
        returns = returns[np.searchsorted(quotes, returns) % 2 == 0]
    are_pairs = data[np.minimum(returns + 1, len(data) - 1)] == LINE_FEED
    are_alone = (feeds == 0) | (data[feeds - 1] != CARRIAGE_RETURN)
    pairs, single = returns[are_pairs], returns[~are_pairs]
    kinds = {b"\n": are_alone.sum(), b"\r\n": len(pairs), b"\r": len(single)}

    stops = np.sort(np.concatenate([feeds[are_alone], returns]))
    following = data[np.minimum(stops + 1, len(data) - 1)]
    widths = 1 + ((data[stops] == CARRIAGE_RETURN) & (following == LINE_FEED))
    starts = np.concatenate([[0], stops + widths]).astype(np.int64)
    ends = np.concatenate([stops, [len(data)]]).astype(np.int64)
    if starts[-1] == len(data):
        starts, ends = starts[:-1], ends[:-1]
    are_blank = starts == ends
    for line in np.flatnonzero(~are_blank & (data[np.minimum(starts, len(data) - 1)] == BLANK)):
        are_blank[line] = not data[starts[line] : ends[line]].tobytes().strip(b" ")
    return Lines(starts, ends, are_blank, frozenset(kind for kind, count in kinds.items() if count))


def write_lines(
    data: Bytes,
    lines: Lines,
    are_emptied: npt.NDArray[np.bool_],
    empty: bytes,
    out: BinaryIO,
) -> None:
    r"""Write lines that all end in a line feed, some of them emptied.

    >>> from io import BytesIO
    >>> data, out = np.frombuffer(b"a,b\r1,2\n\n3,4", np.uint8), BytesIO()
    >>> lines = find_lines(data, ",")
    >>> write_lines(data, lines, lines.are_blank, b",", out)
    >>> out.getvalue()
    b'a,b\n1,2\n,\n3,4\n'

    """
    pieces = np.searchsorted(lines.ends, np.arange(PIECE, len(data), PIECE))
    for numbers in np.split(np.arange(len(lines.starts)), np.unique(pieces)):
        if not len(numbers):
            continue
        first, last = lines.starts[numbers[0]], lines.ends[numbers[-1]]
        block = np.array(data[first:last])
        keep = np.ones(len(block), bool)
        breaks = lines.ends[numbers[:-1]] - first
        block[breaks] = LINE_FEED
        keep[(breaks + 1)[lines.starts[numbers[1:]] - first - breaks == 2]] = False
        written = 0
        for number in numbers[are_emptied[numbers]]:
            start, end = lines.starts[number] - first, lines.ends[number] - first
            out.write(block[written:start][keep[written:start]].tobytes() + empty)
            written = end
        out.write(block[written:][keep[written:]].tobytes() + b"\n")


def _quotes(data: Bytes, delimiter: str) -> Positions:
    """Return the quotation marks that open or close a cell, or stand for one inside a cell."""
    quotes = np.flatnonzero(data == QUOTE)
    if not len(quotes):
        return quotes
    around = np.isin(np.arange(256), [ord(delimiter), LINE_FEED, CARRIAGE_RETURN])
    can_open = (quotes == _start(data)) | around[data[quotes - 1]]
    can_close = (quotes == len(data) - 1) | around[data[np.minimum(quotes + 1, len(data) - 1)]]
    is_double = np.append(quotes[1:] == quotes[:-1] + 1, False)
    # Marks take turns where each stands at an end of a cell, or beside another one.
    if can_open[::2].all() and (can_close | is_double)[1::2].all():
        return quotes
    return _quotes_by_turns(quotes.tolist(), can_open.tolist(), can_close.tolist())


def _quotes_by_turns(quotes: list[int], can_open: list[bool], can_close: list[bool]) -> Positions:
    """Do the same where some marks are part of a text, as in `5" nail`."""
    found: list[int] = []
    is_open, skip = False, -1
    for number, (at, opens, closes) in enumerate(zip(quotes, can_open, can_close, strict=True)):
        if at == skip:
            continue
        if not is_open:
            is_open = opens
            found += [at] if opens else []
        elif quotes[number + 1 : number + 2] == [at + 1]:
            skip = at + 1
        elif closes:
            is_open = False
            found.append(at)
    return np.array(found, np.int64)


def _start(data: Bytes) -> int:
    return len(BOM_UTF8) if data[:3].tobytes() == BOM_UTF8 else 0
