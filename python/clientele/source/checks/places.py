"""Where a cell or a line is that a sentence shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from clientele.source.address import shown_address
from clientele.source.checks.profile import Checked
from clientele.source.select import cells_select
from clientele.source.sql import literals, name

__all__ = ["Place", "first_cell", "first_line", "not_in"]

# A name in a label, in English and in French.
_QUOTED = re.compile('"[^"]*"|«[^»]*»')


@dataclass(frozen=True)
class Place:
    """A line that a sentence shows, or a cell of it, and how many are like it."""

    value: str
    line: int | None
    file: str
    found: int


def first_line(
    connection: duckdb.DuckDBPyConnection, table: Checked, condition: str, value: str = "''"
) -> Place:
    """Return the first line with a condition, and how many there are.

    Args:
        connection: Where the table is.
        table: The table.
        condition: SQL on the cells of a line.
        value: SQL for what is shown of the line.

    """
    cells = table.cells
    row = connection.execute(
        "select source_file, source_line, value, found from ("
        f"select source_file, source_line, {value} as value, count(*) over () as found"
        f" from ({cells_select(cells, cells.table.scan, places=True)}) as cells"
        f" where {condition}) as found"
        " order by source_file, source_line, value limit 1"
    ).fetchone()
    if row is None:
        return Place("", None, "", 0)
    file = str(row[0] or "")
    label = cells.table.label
    is_one_of_many = cells.table.kind in ("csv", "parquet") and len(_QUOTED.findall(label)) > 1
    is_named = not file or (file in label and not is_one_of_many)
    return Place(str(row[2]), row[1], "" if is_named else shown_address(file), row[3])


def first_cell(
    connection: duckdb.DuckDBPyConnection, table: Checked, name_: str, condition: str
) -> Place:
    """Return the first cell of a contract name with a condition, and how many there are."""
    cell = name(name_)
    filled = f"{cell} is not null and ({condition})"
    return first_line(connection, table, filled, f"cast({cell} as varchar)")


def not_in(key: str, good: Iterable[str]) -> str:
    """Return SQL for whether a key is none of the good ones."""
    texts = list(good)
    return f"{key} not in ({literals(texts)[1:-1]})" if texts else f"{key} is not null"
