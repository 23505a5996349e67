"""custom_columns: which column of a source has what, and what is wrong with the map itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from clientele.source.faults import Fault
from clientele.source.faults.columns import (
    ColumnListMisplaced,
    ColumnMissing,
    ColumnNameInvalid,
    ColumnNested,
    ColumnRequired,
    ColumnsNotAMap,
    ColumnTooWide,
    ContractNameUnknown,
    PriceRequired,
)
from clientele.source.header import trimmed
from clientele.source.settings import Settings
from clientele.source.table import Table

__all__ = [
    "CONTRACT",
    "Column",
    "Reader",
    "closest",
    "is_nested",
    "map_columns",
    "read_mapping",
    "reader_of",
    "sql_type",
    "too_many_digits",
]

Reader = Literal["id", "name", "date", "number", "flag", "currency", "any"]

CONTRACT: Mapping[str, tuple[Reader, str]] = {
    "order_line_id": ("id", "varchar"),
    "order_id": ("id", "varchar"),
    "customer_id": ("id", "varchar"),
    "product_id": ("id", "varchar"),
    "product_name": ("name", "varchar"),
    "category": ("name", "varchar"),
    "channel": ("name", "varchar"),
    "country": ("name", "varchar"),
    "ordered_at": ("date", "timestamp"),
    "quantity": ("number", "decimal(18, 6)"),
    "unit_price": ("number", "decimal(28, 10)"),
    "amount": ("number", "decimal(28, 6)"),
    "refunded_amount": ("number", "decimal(28, 6)"),
    "discount_amount": ("number", "decimal(28, 6)"),
    "currency": ("currency", "varchar"),
    "unit_cost": ("number", "decimal(28, 6)"),
    "is_cancelled": ("flag", "boolean"),
    "customer_name": ("name", "varchar"),
    "income": ("number", "decimal(18, 2)"),
}
"""The names that custom_columns can map: how their cells are read, and the type that results."""

_EXTENSION = re.compile(r"x_[a-z0-9_]+")
# Decimals that DuckDB has no type for.
_WIDE = re.compile(r"DECIMAL\((39|[4-9]\d|\d{3,}),")
_NESTED = re.compile(r"(STRUCT|MAP|UNION|VARIANT)\b|.*\]$", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """A column of a table, as the table spells it, with its DuckDB type."""

    name: str
    type: str


def reader_of(name: str) -> Reader:
    """Return how the cells of a contract name, or of an `x_` name, are read."""
    return CONTRACT[name][0] if name in CONTRACT else "any"


def sql_type(name: str) -> str | None:
    """Return the type of a contract name, or None for an `x_` name, which keeps its own.

    >>> sql_type("amount")
    'decimal(28, 6)'

    """
    return CONTRACT[name][1] if name in CONTRACT else None


def read_mapping(
    settings: Settings, preset: Mapping[str, str] | None = None
) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    """Return the columns of each name that custom_columns maps, and what is wrong with it.

    A name that is mapped to null is left out: that is how to switch one off.

    Args:
        settings: The settings of the source.
        preset: The columns of names that custom_columns leaves to the preset.

    >>> read_mapping(Settings(custom_columns={"order_id": ["Till", "No"]}))[0]
    {'order_id': ('Till', 'No')}

    """
    columns = settings.custom_columns
    if not isinstance(columns, Mapping):
        return {}, [ColumnsNotAMap(columns)]
    mapping: dict[str, tuple[str, ...]] = {
        name: (column,) for name, column in (preset or {}).items()
    }
    faults: list[Fault] = []
    for key, value in columns.items():
        name = str(key)
        if value is None:
            continue
        if name not in CONTRACT and not _EXTENSION.fullmatch(name):
            faults.append(ContractNameUnknown(name, closest(name, list(CONTRACT)), list(CONTRACT)))
        elif isinstance(value, list | tuple) and name != "order_id":
            faults.append(ColumnListMisplaced(name))
        elif not _is_named(value):
            faults.append(ColumnNameInvalid(name, str(value)))
        else:
            columns_named = value if isinstance(value, list | tuple) else [value]
            mapping[name] = tuple(str(column) for column in columns_named)
    faults += [
        ColumnRequired(name) for name in ("customer_id", "ordered_at") if name not in mapping
    ]
    if "unit_price" not in mapping and "amount" not in mapping:
        faults.append(PriceRequired())
    return mapping, faults


def map_columns(
    mapping: Mapping[str, Sequence[str]], table: Table
) -> tuple[dict[str, tuple[Column, ...]], list[Fault]]:
    """Return the columns of a table by contract name, and those that it does not have."""
    found: dict[str, tuple[Column, ...]] = {}
    faults: list[Fault] = []
    for name, wanted in mapping.items():
        columns = []
        for column in wanted:
            spelling = _spelling(column, table, name, faults)
            if spelling is None:
                continue
            type_ = table.columns[spelling].upper()
            if is_nested(type_):
                faults.append(ColumnNested(table.label, spelling, name))
            elif digits := too_many_digits(type_):
                faults.append(ColumnTooWide(table.label, spelling, name, digits))
            else:
                columns.append(Column(spelling, "VARCHAR" if type_ == "TEXT" else type_))
        if len(columns) == len(wanted):
            found[name] = tuple(columns)
    return found, faults


def is_nested(type_: str) -> bool:
    """Return whether a DuckDB type holds several values.

    >>> is_nested("INTEGER[]"), is_nested("DECIMAL(18,2)")
    (True, False)

    """
    return bool(_NESTED.match(type_.upper()))


def too_many_digits(type_: str) -> int:
    """Return the digits of a decimal type that are more than DuckDB can hold, or 0.

    >>> too_many_digits("DECIMAL(60,10)"), too_many_digits("DECIMAL(38,10)")
    (60, 0)

    """
    wide = _WIDE.match(type_)
    return int(wide[1]) if wide else 0


def closest(text: str, candidates: Sequence[str]) -> str:
    """Return the candidate that is most like a text, or nothing if none is much like it.

    >>> closest("custmer_id", ["order_id", "customer_id"])
    'customer_id'

    """
    by_folded = {candidate.lower(): candidate for candidate in candidates}
    found = get_close_matches(text.lower(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def _is_named(value: object) -> bool:
    if isinstance(value, list | tuple):
        return bool(value) and all(_is_named(part) for part in value)
    # YAML reads a header such as 2024 as a number.
    return (
        isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and "\0" not in str(value)
    )


def _spelling(column: str, table: Table, name: str, faults: list[Fault]) -> str | None:
    # No two columns of a table differ in case alone, as DuckDB could not tell them apart.
    spellings = {spelling.lower(): spelling for spelling in table.columns}
    # A name of several lines has one blank for each line break by now.
    spelling = spellings.get(column.lower()) or spellings.get(trimmed(column).lower())
    if spelling is None:
        near = closest(column, list(table.columns))
        faults.append(ColumnMissing(table.label, column, name, near, list(table.columns)))
    return spelling
