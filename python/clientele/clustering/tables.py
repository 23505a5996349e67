"""Arrow tables with a declared schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa


def build_table(schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Return a table of exactly `schema` from rows whose values are in the order of its fields.

    >>> build_table(pa.schema([("k", pa.int32())]), [(2,), (None,)]).to_pylist()
    [{'k': 2}, {'k': None}]

    Raises:
        ValueError: A row has more or fewer values than the schema has fields.

    """
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for field, column in zip(schema, columns, strict=True)],
        schema=schema,
    )
