"""Lines that repeat the header."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from clientele.source.cells.dates import date_shape
from clientele.source.cells.numbers import number_shape
from clientele.source.checks.places import first_cell
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.cells import HeaderRepeated
from clientele.source.select import is_text
from clientele.source.sql import literal, name

__all__ = ["repeated_headers"]


def repeated_headers(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> list[Fault]:
    """Find lines that repeat the header: the cells are the names of their columns."""
    faults: list[Fault] = []
    for table in tables:
        texts = [
            (name_, columns[0].name)
            for name_, columns in table.cells.columns.items()
            if len(columns) == 1 and is_text(columns[0].type)
        ]
        by_key = {"ordered_at": date_shape, "quantity": number_shape, "unit_price": number_shape}
        heads = dict(texts)
        is_likely = any(
            re.sub("[0-9]", "9", heads[name_]).strip().lower()
            in {key.lower() for key in table.keys.get(name_, {})}
            for name_ in by_key
            if name_ in heads
        )
        if not is_likely or len(texts) < 2:
            continue
        condition = " and ".join(
            f"lower({name(name_)}) = {literal(column.strip().lower())}" for name_, column in texts
        )
        place = first_cell(connection, table, texts[0][0], condition)
        if place.found:
            faults.append(
                HeaderRepeated(table.cells.table.label, place.line, place.found, place.file)
            )
    return faults
