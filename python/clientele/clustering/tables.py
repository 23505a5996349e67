"""Arrow tables with a declared schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa


def table(schema: pa.Schema, columns: Mapping[str, Any]) -> pa.Table:
    """Return a table of exactly `schema` from columns (sequences or arrays) by name.

    Raises:
        KeyError: A column of the schema is not given.

    """
    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def from_rows(schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Return a table of exactly `schema` from rows whose values are in the order of its fields."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return table(schema, dict(zip(schema.names, columns, strict=True)))
