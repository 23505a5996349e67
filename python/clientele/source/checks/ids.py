"""Ids that lost their last digits."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.cells.text import has_lost_digits
from clientele.source.checks.places import first_cell
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.cells import IdDigitsLost
from clientele.source.mapping import reader_of
from clientele.source.sql import name

__all__ = ["check_ids"]

# From here on, whole numbers of a type look like their neighbours.
_EXACT = {"DOUBLE": 2**53, "FLOAT": 2**24}


def check_ids(connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]) -> list[Fault]:
    """Find ids that lost their last digits, in a spreadsheet or as floating numbers."""
    faults: list[Fault] = []
    for table in tables:
        cells = table.cells
        for name_, columns in cells.columns.items():
            exact = _EXACT.get(columns[0].type)
            if reader_of(name_) != "id" or not (exact or cells.has_scientific):
                continue
            is_lost = f"abs(try_cast({name(name_)} as double)) >= {exact}"
            place = first_cell(
                connection, table, name_, is_lost if exact else has_lost_digits(name(name_))
            )
            if place.found:
                faults.append(
                    IdDigitsLost(
                        cells.table.label,
                        cells.columns[name_][0].name,
                        name_,
                        place.value,
                        place.line,
                        place.found,
                        place.file,
                    )
                )
    return faults
