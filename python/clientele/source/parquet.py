"""Parquet files: lazy, also where files of one glob differ in the types of their columns."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from clientele.source.address import is_address
from clientele.source.cells.text import as_text
from clientele.source.faults import Fault, Raised
from clientele.source.faults.files import ColumnUnnamable, FileDamaged
from clientele.source.files import Found, check_kind, escaped, files_label
from clientele.source.header import column_names, spare_name
from clientele.source.mapping import is_nested, too_many_digits
from clientele.source.settings import Settings
from clientele.source.sql import literal, literals, name
from clientele.source.table import Table

__all__ = ["parquet_tables"]

# What a BIGINT holds.
INTEGERS = "U?TINYINT|U?SMALLINT|U?INTEGER|BIGINT"


def parquet_tables(
    files: Sequence[Found], settings: Settings, connection: duckdb.DuckDBPyConnection
) -> tuple[list[Table], list[Fault]]:
    """Return the one table that Parquet files are, and what is wrong with the files.

    Columns are matched by name. A column that has types which do not go together without a loss,
    such as integers and text, or decimals and floating-point numbers, is read as text.
    """
    faults: list[Fault] = []
    schemas: dict[tuple[tuple[str, str], ...], list[Found]] = {}
    for found in files:
        try:
            columns = _columns(found, settings, connection)
        except Raised as raised:
            faults.append(raised.fault)
        else:
            schemas.setdefault(tuple(columns.items()), []).append(found)
    if not schemas:
        return [], faults
    return [_table(schemas, settings.language)], faults


def _columns(
    found: Found, settings: Settings, connection: duckdb.DuckDBPyConnection
) -> dict[str, str]:
    path = literal(escaped(found.path))
    if not is_address(found.path):
        check_kind(found, ("parquet",))
        if not _is_whole(found.path):
            raise Raised(FileDamaged(label=found.label))
    try:
        schema = connection.execute(
            f"select name, num_children, precision, scale, type_length from parquet_schema({path})"
        ).fetchall()
        top = _top_level(schema)
        names = [str(row[0]) for row in top]
        for position, column in enumerate(names, 1):
            if "\0" in column:
                raise Raised(ColumnUnnamable(label=found.label, position=position))
        # DuckDB gives columns of one name numbers, and says nothing.
        column_names(names, settings, found.label)
        described = connection.execute(
            f"describe select * from {_read_parquet([found])}"
        ).fetchall()
    except duckdb.Error as error:
        raise Raised(FileDamaged(label=found.label)) from error
    wide = {
        str(row[0]): f"DECIMAL({row[2]},{row[3]})" for row in top if _is_misread(row[2], row[4])
    }
    return {str(row[0]): wide.get(str(row[0]), str(row[1])) for row in described}


def _top_level(schema: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the columns of a schema that lists each column before its fields."""
    columns: list[tuple[Any, ...]] = []
    fields = 0
    for row in schema[1:]:
        if fields:
            fields -= 1
        else:
            columns.append(row)
        fields += row[1] or 0
    return columns


def _is_unreadable(kind: str) -> bool:
    """Return whether the values of a type cannot be read as one exact value each."""
    return is_nested(kind) or bool(too_many_digits(kind))


def _is_misread(precision: int | None, length: str | None) -> bool:
    """Return whether DuckDB reads other numbers than a decimal column holds.

    It reads more than 38 digits as floating numbers, and right only in whole words of 8 bytes:
    10.25 of a decimal(60, 10) comes as 2,885,118,511,284,224.
    """
    return bool(precision and precision > 38 and (not length or int(length) % 8))


def _is_whole(path: str) -> bool:
    with Path(path).open("rb") as file:
        file.seek(-4, os.SEEK_END)
        return file.read() in (b"PAR1", b"PARE")


def _table(schemas: Mapping[tuple[tuple[str, str], ...], list[Found]], language: str) -> Table:
    files = [found for group in schemas.values() for found in group]
    types: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for schema in schemas:
        for column, kind in schema:
            # Names of columns are equal whatever their case.
            key = spelt.setdefault(column.lower(), column)
            types.setdefault(key, []).append(kind)
    columns = {column: _common_type(kinds) for column, kinds in types.items()}
    file, line = (spare_name(column, columns) for column in ("source_file", "source_line"))
    scans = []
    for schema, group in schemas.items():
        own = {column.lower(): kind for column, kind in schema}
        cells = [
            f"{_cell(column, own.get(column.lower()), kind)} as {name(column)}"
            for column, kind in columns.items()
        ]
        names = {column.lower() for column in own}
        where = f"{_file_name(group, spare_name('path', own))} as {name(file)}"
        # A column of the file hides what DuckDB knows of a row by the same name.
        row = "null" if "file_row_number" in names else "file_row_number + 1"
        scans.append(
            f"select {', '.join(cells)}, {where}, cast({row} as bigint) as {name(line)}"
            f" from {_read_parquet(group, spare_name('path', own))}"
        )
    return Table(
        kind="parquet",
        label=files_label(files, language),
        columns=columns,
        scan="(" + " union all ".join(scans) + ")",
        file=file,
        line=line,
        is_private=any(found.is_private for found in files),
        files={found.path: found.label for found in files},
    )


def _read_parquet(files: Sequence[Found], path: str | None = None) -> str:
    options = [
        literals(escaped(found.path) for found in files),
        "union_by_name = true",
        # A folder called price=99 says nothing about the column price.
        "hive_partitioning = false",
        *([f"filename = {literal(path)}"] if path and len(files) > 1 else []),
    ]
    return "read_parquet(" + ", ".join(options) + ")"


def _file_name(files: Sequence[Found], path: str) -> str:
    """Return the name of the file of a row: its path without the folder that all files share."""
    if len(files) == 1:
        return literal(files[0].name)
    folder = len(files[0].path) - len(files[0].name)
    return f"substr({name(path)}, {folder + 1})"


def _common_type(kinds: Sequence[str]) -> str:
    """Return the type that holds each value of all these types as it is, which may be text."""
    if len(set(kinds)) == 1:
        return kinds[0]
    unreadable = [kind for kind in kinds if _is_unreadable(kind)]
    if unreadable:
        # The user who maps the column must know. A text reading in some files does not help.
        return unreadable[0]
    if all(re.fullmatch(INTEGERS, kind) for kind in kinds):
        return "BIGINT"
    if all(re.fullmatch(rf"{INTEGERS}|DECIMAL\(.*\)", kind) for kind in kinds):
        return _common_decimal(kinds)
    if all(re.fullmatch("DATE|TIMESTAMP(_NS|_MS|_S)?", kind) for kind in kinds):
        return "TIMESTAMP"
    return "DOUBLE" if set(kinds) == {"FLOAT", "DOUBLE"} else "VARCHAR"


def _common_decimal(kinds: Sequence[str]) -> str:
    digits, scales = [19], [0]
    for kind in kinds:
        if decimal := re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", kind):
            digits.append(int(decimal[1]) - int(decimal[2]))
            scales.append(int(decimal[2]))
    width = max(digits) + max(scales)
    return f"DECIMAL({width},{max(scales)})" if width <= 38 else "VARCHAR"


def _cell(column: str, own: str | None, common: str) -> str:
    cell = name(column)
    if own == common:
        return cell
    if _is_unreadable(common):
        return "null"
    if own is None:
        return f"cast(null as {common})"
    if common == "DOUBLE" and own == "FLOAT":
        # The text of a short number has no digits that nobody wrote.
        return f"cast(cast({cell} as varchar) as double)"
    if common == "VARCHAR" and own == "BLOB":
        return as_text(cell, own)
    if common == "VARCHAR" and own in ("FLOAT", "DOUBLE"):
        # A number has one spelling, with or without a fraction in its type.
        return (
            f"case when {cell} = trunc({cell}) and abs({cell}) < 1e15"
            f" then cast(cast({cell} as bigint) as varchar) else cast({cell} as varchar) end"
        )
    if common == "VARCHAR" and own == "TIMESTAMP WITH TIME ZONE":
        # As text it would be in the time zone of the machine.
        return f"strftime({cell} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    return f"cast({cell} as {common})"
