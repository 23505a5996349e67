"""A table of a source, as the rest of the reader sees it, whatever kind of file holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["csv", "parquet", "xlsx", "sqlite", "postgres", "relation"]


@dataclass(frozen=True)
class Table:
    """One table that a source consists of: a file, several files of the same shape, a relation.

    Attributes:
        kind: What holds it. All kinds of workbook are `xlsx`.
        label: What sentences call it, such as `the file "orders.csv"`; holds no secret.
        columns: The columns as they are spelt, with their DuckDB type. Text is `VARCHAR`. All
            cells of CSV files, SQLite databases and most cells of workbooks are text.
        scan: The SQL from-item that reads every row. It is lazy for large files.
        file: A column of `scan` that holds the name of the file of a row, or None.
        line: A column of `scan` that holds the row of the file, as a spreadsheet counts it: the
            header, the rows above it and empty rows count, and a line break inside quotes does
            not start a row. None where rows have no order.
        check_scan: The from-item for the one pass that checks all rows. Unlike `scan` it does not
            stop at a line that cannot be read; `broken_lines` says which lines it left out.
            None where `scan` is that, too.
        is_private: Whether `scan` reads a private copy, which is removed when the process ends: a
            view on it would break afterwards, so the rows belong in a table.

        files: The path of each CSV file that `check_scan` reads, with the label of that file.

    """

    kind: Kind
    label: str
    columns: Mapping[str, str]
    scan: str
    file: str | None = None
    line: str | None = None
    check_scan: str | None = None
    is_private: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
