"""Small tables as the reader gets them, and the lines that it reads from them."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from clientele.source.reading import Reading, read_tables
from clientele.source.settings import Settings
from clientele.source.sql import literal, name
from clientele.source.table import Table

# Small tables are read faster by one thread, and opening a database takes as long as a read.
CONNECTION = duckdb.connect(config={"threads": 1})
MAPPING = {"customer_id": "who", "ordered_at": "day", "unit_price": "price"}


def text_table(rows: Sequence[Mapping[str, str | None]], kind: str = "csv") -> Table:
    """Return a table of text with the rows, each a map from column to cell."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    tuples = ", ".join(
        "("
        + ", ".join(
            "cast(null as varchar)" if row.get(c) is None else literal(str(row[c])) for c in columns
        )
        + f", {line})"
        for line, row in enumerate(rows, start=2)
    )
    names = ", ".join(map(name, [*columns, "line_"]))
    scan = f"(select * from (values {tuples}) as t({names}))"
    types = dict.fromkeys(columns, "VARCHAR")
    return Table(kind, 'the file "orders.csv"', types, scan, line="line_")  # type: ignore[arg-type]


def typed_table(select: str) -> Table:
    """Return a table as a Parquet file gives it: with the types of a select."""
    described = CONNECTION.execute(f"describe {select}").fetchall()
    columns = {row[0]: row[1] for row in described}
    return Table("parquet", 'the file "orders.parquet"', columns, f"({select})")


def line(**cells: str | None) -> dict[str, str | None]:
    """Return a row of the columns that `MAPPING` needs, with other cells."""
    return {"who": "K1", "day": "2024-01-05", "price": "1.50", **cells}


def read(*tables: Table, columns: Mapping[str, Any] | None = None, **settings: Any) -> Reading:
    """Read tables with vars."""
    mapping = MAPPING if columns is None else columns
    return read_tables(Settings(custom_columns=mapping, **settings), tables, CONNECTION)


def codes(*tables: Table, columns: Mapping[str, Any] | None = None, **settings: Any) -> list[str]:
    """Return the codes of the faults, whose sentences must exist in both languages."""
    faults = read(*tables, columns=columns, **settings).faults
    for fault in faults:
        assert fault.sentence("en") and fault.sentence("fr")
    return [fault.code for fault in faults]


def lines(
    *tables: Table,
    columns: Mapping[str, Any] | None = None,
    select: str = "*",
    **settings: Any,
) -> list[tuple[Any, ...]]:
    """Return the typed lines that the reader's select gives."""
    reading = read(*tables, columns=columns, **settings)
    assert [fault.sentence() for fault in reading.faults] == []
    return CONNECTION.execute(f"select {select} from ({reading.select}) as lines").fetchall()


def column(table: Table, wanted: str, **settings: Any) -> list[Any]:
    """Return one column of the typed lines of a text table, in the order of the file."""
    found = lines(table, select=f"{wanted}, source_line", **settings)
    return [cell for cell, _ in sorted(found, key=lambda row: row[1])]


def findings(*tables: Table, **settings: Any) -> dict[str, int]:
    """Return how many lines each finding has."""
    reading = read(*tables, **settings)
    assert [fault.sentence() for fault in reading.faults] == []
    return {finding.check_name: finding.found for finding in reading.findings}
