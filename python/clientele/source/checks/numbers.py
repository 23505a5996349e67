"""How the numbers of all columns are written, and the cells without a number."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.cells.currencies import WHOLE, code_of_name
from clientele.source.cells.numbers import (
    NumberShape,
    Separator,
    normal_text,
    number_shape,
    read_shape,
    significant_digits,
)
from clientele.source.checks.places import first_cell, not_in
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.numbers import (
    NumberAmbiguous,
    NumberTooFine,
    NumberTooLarge,
    NumberUnreadable,
)
from clientele.source.findings import Finding
from clientele.source.mapping import reader_of, sql_type
from clientele.source.select import parsed
from clientele.source.sql import literal, name

__all__ = ["check_numbers"]

# A program that writes a double in full writes at least so many digits.
_DIGITS_OF_A_DOUBLE = 16


def check_numbers(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], separator: object
) -> tuple[list[Checked], list[Fault], list[Finding]]:
    """Decide on the decimal sign of all columns of numbers, and find the cells without a number.

    Args:
        connection: Where the tables are.
        tables: The tables, profiled.
        separator: custom_decimal_separator: a point, a comma, or None to find out.

    """
    tables = [
        table.having(
            numbers={
                name_: [read_shape(key, _is_converted(table, name_)) for key in keys]
                for name_, keys in table.keys.items()
                if reader_of(name_) == "number"
            }
        )
        for table in tables
    ]
    faults: list[Fault] = []
    chosen, question = _decimal_sign(connection, tables, separator)
    if question:
        faults.append(question)
    tables = [table.having(separator=chosen) for table in tables]
    other: Separator = "," if chosen == "." else "."
    shapes = [shape for table in tables for of in table.cells.numbers.values() for shape in of]
    # One sign holds for all columns: one that does not read them all would only be refused next.
    proposal = other if all(shape.reading(other) is not None for shape in shapes) else ""
    for table in tables:
        for name_ in table.cells.columns:
            if reader_of(name_) == "number":
                faults += _wrong_numbers(connection, table, name_, chosen, proposal)
    read_with_comma = sum(_lines_with_comma(table) for table in tables) if chosen == "," else 0
    received = sum(table.lines for table in tables)
    is_told = bool(read_with_comma) and separator is None
    findings = [Finding("number_read_with_comma", read_with_comma, received)] if is_told else []
    return tables, faults, [] if faults else findings


def _is_converted(table: Checked, name_: str) -> bool:
    # A cell such as 150.000 was typed by somebody, and so were the others of its column.
    return table.cells.is_converted and not any(key.endswith("\x1e") for key in table.keys[name_])


def _lines_with_comma(table: Checked) -> int:
    """Return how many lines at least have a number with a comma, in any of their columns."""
    return max(
        (
            sum(cells for key, cells in table.keys[name_].items() if "," in key)
            for name_ in table.cells.numbers
        ),
        default=0,
    )


def _decimal_sign(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], given: object
) -> tuple[Separator, Fault | None]:
    if given is not None:
        return "," if given == "," else ".", None
    votes: dict[Separator, int] = {".": 0, ",": 0}
    open_: list[tuple[Checked, str, NumberShape]] = []
    for table in tables:
        for name_, shapes in table.cells.numbers.items():
            for shape in shapes:
                cells = table.keys[name_][shape.shape]
                if shape.differs and _is_of_whole_numbers(table, name_, shape):
                    votes["," if "." in (shape.point or "") else "."] += cells
                elif shape.differs:
                    open_.append((table, name_, shape))
                elif (shape.point is None) != (shape.comma is None):
                    votes["." if shape.comma is None else ","] += cells
    if votes["."] or votes[","]:
        return ("." if votes["."] >= votes[","] else ","), None
    if not open_:
        return ".", None
    table, name_, shape = open_[0]
    key = number_shape(name(name_), table.cells.is_converted)
    place = first_cell(connection, table, name_, f"{key} = {literal(shape.shape)}")
    columns = dict.fromkeys(t.cells.columns[n][0].name for t, n, _ in open_)
    value = read_shape(place.value.strip())
    return ".", NumberAmbiguous(
        table.cells.table.label, list(columns), place.value, value.point or "", value.comma or ""
    )


def _is_of_whole_numbers(table: Checked, name_: str, shape: NumberShape) -> bool:
    """Return whether a number is money in a currency without cents, such as the yen."""
    named = shape.currency or code_of_name(table.cells.columns[name_][0].name)
    return name_ != "quantity" and (named or table.cells.given_currency) in WHOLE


def _wrong_numbers(
    connection: duckdb.DuckDBPyConnection,
    table: Checked,
    name_: str,
    separator: Separator,
    proposal: str,
) -> list[Fault]:
    cells = table.cells
    label, column = cells.table.label, cells.columns[name_][0].name
    type_ = sql_type(name_) or ""
    scale = _scale(type_)
    width = int(type_.removeprefix("decimal(").partition(",")[0])
    if name_ in table.unread:
        faults: list[Fault] = []
        if table.unread[name_]:
            faults += _too_large(connection, table, name_, width - scale)
        typed = cells.typed(name_)
        if typed and typed.type.startswith("DECIMAL") and _scale(typed.type) > scale:
            inexact = f"({parsed(cells, name_)}) != {name(name_)}"
            faults += _too_fine(connection, table, name_, inexact, scale)
        return faults
    shapes = cells.numbers[name_]
    key = number_shape(name(name_), cells.is_converted)
    good = [shape for shape in shapes if shape.reading(separator) is not None]
    if len(good) < len(shapes):
        place = first_cell(connection, table, name_, not_in(key, [shape.shape for shape in good]))
        return [
            NumberUnreadable(
                label,
                column,
                name_,
                place.value,
                place.line,
                place.found,
                table.filled[name_],
                separator,
                proposal,
                place.file,
            )
        ]
    faults = []
    if any(shape.whole_digits(separator) > width - scale for shape in good) or any(
        shape.fraction_digits(separator) == 99 for shape in good
    ):
        faults += _too_large(connection, table, name_, width - scale)
    if any(shape.fraction_digits(separator) > scale for shape in good):
        normal = normal_text(name(name_), separator, good, cells.is_converted)
        inexact = (
            f"({parsed(cells, name_)}) is not null and {significant_digits(normal)}"
            f" < {_DIGITS_OF_A_DOUBLE}"
            f" and try_cast({normal} as decimal(38, 18)) is distinct from {parsed(cells, name_)}"
        )
        faults += _too_fine(connection, table, name_, inexact, scale)
    return faults


def _scale(type_: str) -> int:
    return int(type_.rstrip(")").rpartition(",")[2])


def _too_large(
    connection: duckdb.DuckDBPyConnection, table: Checked, name_: str, digits: int
) -> list[Fault]:
    place = first_cell(connection, table, name_, f"({parsed(table.cells, name_)}) is null")
    if not place.found:
        return []
    return [
        NumberTooLarge(
            table.cells.table.label,
            table.cells.columns[name_][0].name,
            name_,
            place.value,
            place.line,
            place.found,
            digits,
            place.file,
        )
    ]


def _too_fine(
    connection: duckdb.DuckDBPyConnection, table: Checked, name_: str, condition: str, scale: int
) -> list[Fault]:
    place = first_cell(connection, table, name_, condition)
    if not place.found:
        return []
    return [
        NumberTooFine(
            table.cells.table.label,
            table.cells.columns[name_][0].name,
            name_,
            place.value,
            place.line,
            place.found,
            scale,
            place.file,
        )
    ]
