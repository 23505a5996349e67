"""The words of is_cancelled."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.cells.flags import flag_key, is_known
from clientele.source.checks.places import first_cell, not_in
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.cells import FlagUnknown
from clientele.source.sql import name

__all__ = ["check_flags"]


def check_flags(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> tuple[list[Checked], list[Fault]]:
    """Find the words of is_cancelled, and those that are neither yes nor no."""
    faults: list[Fault] = []
    read = []
    for table in tables:
        keys = table.keys.get("is_cancelled")
        if keys is None:
            read.append(table)
            continue
        known = [key for key in keys if is_known(key)]
        unknown = [key for key in keys if not is_known(key)]
        read.append(table.having(flags=known))
        if unknown:
            place = first_cell(
                connection, table, "is_cancelled", not_in(flag_key(name("is_cancelled")), known)
            )
            faults.append(
                FlagUnknown(
                    table.cells.table.label,
                    table.cells.columns["is_cancelled"][0].name,
                    place.value,
                    place.line,
                    sum(keys[key] for key in unknown),
                    table.filled["is_cancelled"],
                    sorted(unknown, key=lambda key: (-keys[key], key)),
                    place.file,
                )
            )
    return read, faults
