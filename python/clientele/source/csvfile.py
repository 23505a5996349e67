"""CSV files: their encoding, dialect and header, and the lines that DuckDB could not read."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np

from clientele.source.encoding import read_sample, survey, transcode
from clientele.source.faults import Fault, Raised
from clientele.source.faults.files import FileEmpty, HeaderBroken, LinesBroken
from clientele.source.files import Found, check_kind, escaped, files_label
from clientele.source.header import (
    ROWS_SEARCHED,
    column_names,
    find_header,
    mapped_columns,
    spare_name,
    trimmed,
)
from clientele.source.lines import find_lines, plain_bytes, write_lines
from clientele.source.private import private_file
from clientele.source.settings import Settings
from clientele.source.sql import literal, literals, name
from clientele.source.table import Table

__all__ = ["broken_lines", "csv_tables"]

DELIMITERS = ",;\t|"
# The dialect is found from so many characters.
SAMPLE = 262_144
# A header with more line breaks than this has a quotation mark that is not closed.
LONGEST_HEADER = 20
# A scan that numbers the rows of each file names every file; for more, one scan reads them all.
MOST_NUMBERED = 100


@dataclass(frozen=True)
class Shape:
    """How DuckDB reads a CSV file. Files of one shape are one table.

    Attributes:
        delimiter: What stands between cells.
        columns: The names of the columns.
        rows_above: The rows before the first row of data: the header and all above it.
        compression: How the file is packed, as DuckDB calls it.

    """

    delimiter: str
    columns: tuple[str, ...]
    rows_above: int
    compression: str


def csv_tables(files: Sequence[Found], settings: Settings) -> tuple[list[Table], list[Fault]]:
    """Return the tables that CSV files hold, one per shape, and what is wrong with the files."""
    shapes: dict[Shape, list[Found]] = {}
    faults: list[Fault] = []
    for found in files:
        try:
            shape, readable = _open(found, settings)
        except Raised as raised:
            faults.append(raised.fault)
        else:
            shapes.setdefault(shape, []).append(readable)
    return [_table(shape, found, settings.language) for shape, found in shapes.items()], faults


def broken_lines(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Fault]:
    """Return one fault for each kind of line that the pass over `check_scan` left out.

    The pass must have run on the same connection, whose memory of it is cleared.
    """
    remembered = connection.execute(
        "select count(*) from duckdb_tables() where table_name = 'reject_errors' and temporary"
    ).fetchone()
    if remembered is None or not remembered[0]:
        return []
    found = connection.execute(
        "select file_path, cast(error_type as varchar), min(line), count(distinct line)"
        " from reject_errors inner join reject_scans using (scan_id, file_id)"
        " group by all order by 3, 1, 2"
    ).fetchall()
    connection.execute("drop table reject_errors")
    connection.execute("drop table reject_scans")
    return [
        LinesBroken(
            label=table.files.get(path, table.label),
            line=line,
            count=count,
            reason=kind.lower().replace(" ", "-"),
        )
        for path, kind, line, count in found
    ]


def _open(found: Found, settings: Settings) -> tuple[Shape, Found]:
    """Return the shape of a file, and the file or a private copy that DuckDB reads right."""
    head = check_kind(found, ("gzip",) if found.name.lower().endswith(".gz") else ("", "gzip"))
    compression = "gzip" if head.startswith(b"\x1f\x8b") else "none"
    converted = transcode(found, compression, settings.custom_encoding)
    if converted is not None:
        found, compression = replace(found, path=str(converted), is_private=True), "none"
    seen = survey(found, compression)
    if seen.is_blank:
        raise Raised(FileEmpty(label=found.label))

    sample, is_cut = read_sample(found, compression, SAMPLE)
    delimiter, first = _delimiter(sample, is_cut, settings)
    rows = _rows(sample, delimiter, is_cut)
    if not rows:
        raise Raised(HeaderBroken(label=found.label, row=1))
    row = find_header(rows, settings, found.label, first)
    if sum(cell.count("\n") for cell in rows[row - 1]) > LONGEST_HEADER:
        raise Raised(HeaderBroken(label=found.label, row=row))
    columns = tuple(column_names(rows[row - 1], settings, found.label))
    shape = Shape(delimiter, columns, row, compression)

    is_odd = seen.line_ends > 1 or seen.has_blank_lines
    if (is_odd and _has_odd_lines(found, shape)) or not _skips_well(sample, delimiter, row):
        copy = _clean_copy(found, shape)
        found = replace(found, path=str(copy), is_private=True)
        shape = replace(shape, compression="none")
    return shape, found


def _delimiter(sample: str, is_cut: bool, settings: Settings) -> tuple[str, int]:
    """Return what stands between cells, and the row where a header is expected.

    Of two candidates, the one under which a row holds more of the mapped names wins, then the one
    under which more rows have the same number of cells, then the one with more cells.
    """
    hint = re.match(r'"?sep=([ -~\t])"?[;,\t|]*\s*?(?:\r\n|\r|\n|$)', sample, re.IGNORECASE)
    if hint:
        return hint[1], 2
    wanted = {trimmed(column).lower() for column in mapped_columns(settings)}
    scores: dict[str, tuple[int, float, int]] = {}
    for delimiter in DELIMITERS:
        rows = [row for row in _rows(sample, delimiter, is_cut) if any(row)]
        top = [{trimmed(cell).lower() for cell in row} for row in rows[:ROWS_SEARCHED]]
        usual = Counter(len(row) for row in rows).most_common(1)
        cells, times = usual[0] if usual else (1, 0)
        share = times / len(rows) if cells > 1 else 0.0
        scores[delimiter] = (max((len(wanted & row) for row in top), default=0), share, cells)
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter]), 1


def _rows(sample: str, delimiter: str, is_cut: bool) -> list[list[str]]:
    """Return the whole rows of a sample."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(
            io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True
        ):
            rows.append(row)
    except csv.Error:
        # A quotation mark that is not closed makes one cell of all that follows.
        return rows
    return rows[:-1] if is_cut else rows


def _skips_well(sample: str, delimiter: str, row: int) -> bool:
    """Return whether DuckDB finds the end of the header where we do.

    DuckDB reads what it skips by other rules than data where quotation marks are involved, and
    takes the first line break of a file, also inside a name, for the one that ends lines.
    """
    read: list[str] = []

    def feed() -> Iterator[str]:
        for line in io.StringIO(sample, newline=""):
            read.append(line)
            yield line

    reader = csv.reader(feed(), delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        for _ in range(row):
            next(reader)
    except csv.Error:
        return False
    ends = {line[len(line.rstrip("\r\n")) :] for line in read}
    return len(ends) == 1 and (row == 1 or not any('"' in line for line in read))


def _has_odd_lines(found: Found, shape: Shape) -> bool:
    """Return whether lines end in different ways or are blank, outside quotes."""
    lines = find_lines(plain_bytes(found, shape.compression), shape.delimiter)
    filled = np.flatnonzero(~lines.are_blank)
    return len(lines.kinds) > 1 or bool(lines.are_blank[: filled[-1]].any())


def _clean_copy(found: Found, shape: Shape) -> Path:
    """Write a private copy that DuckDB reads right, row for row.

    All its lines end alike. A blank line, which DuckDB would pass over, becomes a row of empty
    cells, so that rows keep their numbers; so do the header and the rows above it.
    """
    path = private_file(".csv")
    empty = (shape.delimiter * (len(shape.columns) - 1)).encode()
    data = plain_bytes(found, shape.compression)
    lines = find_lines(data, shape.delimiter)
    are_emptied = lines.are_blank.copy()
    are_emptied[: shape.rows_above] = True
    with path.open("wb") as out:
        write_lines(data, lines, are_emptied, empty, out)
    return path


def _table(shape: Shape, files: Sequence[Found], language: str) -> Table:
    file, line = (spare_name(column, shape.columns) for column in ("source_file", "source_line"))
    are_numbered = len(files) <= MOST_NUMBERED
    if are_numbered:
        scans = [
            f"select *, {literal(found.name)} as {name(file)},"
            f" row_number() over () + {shape.rows_above} as {name(line)}"
            f" from {_read_csv(shape, [found])}"
            for found in files
        ]
        scan = "(" + " union all ".join(scans) + ")"
    else:
        names = ", ".join(f"{literal(found.path)}: {literal(found.name)}" for found in files)
        path = spare_name("path", shape.columns)
        cells = ", ".join(name(column) for column in shape.columns)
        scan = (
            f"(select {cells}, (map {{{names}}})[{name(path)}] as {name(file)}"
            f" from {_read_csv(shape, files, f'filename = {literal(path)}')})"
        )
    return Table(
        kind="csv",
        label=files_label(files, language),
        columns=dict.fromkeys(shape.columns, "VARCHAR"),
        scan=scan,
        file=file,
        line=line if are_numbered else None,
        check_scan=_read_csv(shape, files, "store_rejects = true"),
        is_private=any(found.is_private for found in files),
        files={found.path: found.label for found in files},
    )


def _read_csv(shape: Shape, files: Iterable[Found], option: str = "") -> str:
    columns = ", ".join(f"{literal(column)}: 'varchar'" for column in shape.columns)
    options = [
        literals(escaped(found.path) for found in files),
        "auto_detect = false",
        "header = false",
        f"skip = {shape.rows_above}",
        f"compression = {literal(shape.compression)}",
        f"delim = {literal(shape.delimiter)}",
        "quote = '\"'",
        "escape = '\"'",
        "nullstr = ''",
        # A folder called price=99 says nothing about the column price.
        "hive_partitioning = false",
        f"columns = {{{columns}}}",
        *([option] if option else []),
    ]
    return "read_csv(" + ", ".join(options) + ")"
