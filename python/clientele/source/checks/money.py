"""Checks of money: its currency, the signs of deductions, and costs."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.cells.currencies import (
    AMBIGUOUS_SIGNS,
    SIGNS,
    code_of,
    code_of_name,
    likeliest,
    meanings,
)
from clientele.source.cells.numbers import number_shape
from clientele.source.checks.places import first_cell
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.currency import (
    CurrencyContradicted,
    CurrencyDiffers,
    CurrencyMixed,
    CurrencyUnclear,
)
from clientele.source.faults.numbers import CostNegative, SignsMixed
from clientele.source.findings import Finding
from clientele.source.select import Cells, cells_select, parsed
from clientele.source.sql import literals, name

__all__ = ["check_costs", "check_money", "check_signs"]

# The columns whose cells can name a currency.
MONEY = ("unit_price", "amount", "refunded_amount", "discount_amount", "unit_cost")


def check_money(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], currency: object
) -> tuple[list[Checked], list[Fault], list[Finding]]:
    """Find the currency that the cells of money name, or the names of their columns.

    Args:
        connection: Where the tables are.
        tables: The tables, profiled.
        currency: The var of that name. It says what a sign such as `$` means beside a code.

    """
    if any("currency" in table.cells.columns for table in tables):
        return list(tables), _contradicted(connection, tables), _assumed(connection, tables)
    codes: dict[str, set[str]] = {}
    for table in tables:
        for name_ in (name_ for name_ in MONEY if name_ in table.cells.columns):
            column = table.cells.columns[name_][0].name
            shapes = table.cells.numbers.get(name_, ())
            named = {shape.currency for shape in shapes} | {code_of_name(column)}
            codes.setdefault(column, set()).update(code for code in named if code)
    codes = {column: of_column for column, of_column in codes.items() if of_column}
    every = frozenset(code for of_column in codes.values() for code in of_column)
    if not every:
        return list(tables), [], []
    label, columns = tables[0].cells.table.label, sorted(codes)
    possible = meanings(every)
    given = code_of(str(currency)) if currency else None
    if not possible:
        return list(tables), [CurrencyMixed(label, columns, sorted(every))], []
    if given and given not in possible:
        return list(tables), [CurrencyDiffers(label, columns, sorted(every), given)], []
    if len(every) > 1 and not given:
        # "$" beside "CAD" is one currency in one shop, and two in another.
        return list(tables), [CurrencyUnclear(label, columns, sorted(every))], []
    code = given or likeliest(every)
    lines = sum(table.lines for table in tables)
    is_assumed = not given and len(possible) > 1
    findings = [Finding("currency_assumed", lines, lines)] if is_assumed else []
    return [table.having(currency=code) for table in tables], [], findings


def check_signs(connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]) -> list[Fault]:
    """Find columns of deductions of which some have a minus and some have none."""
    faults: list[Fault] = []
    for name_ in ("refunded_amount", "discount_amount"):
        with_it = [table for table in tables if name_ in table.cells.columns]
        counts = {True: 0, False: 0}
        for table in with_it:
            number = parsed(table.cells, name_)
            row = connection.execute(
                f"select count(*) filter (where {number} < 0), count(*) filter (where {number} > 0)"
                f" from ({cells_select(table.cells, table.source)}) as cells"
            ).fetchone()
            assert row is not None
            counts[True] += row[0]
            counts[False] += row[1]
        if not all(counts.values()):
            continue
        # The rarer sign is shown, as it is more likely to be a mistake.
        rarer = "<" if counts[True] <= counts[False] else ">"
        for table in with_it:
            place = first_cell(connection, table, name_, f"{parsed(table.cells, name_)} {rarer} 0")
            if place.found:
                faults.append(
                    SignsMixed(
                        table.cells.table.label,
                        table.cells.columns[name_][0].name,
                        name_,
                        place.value,
                        place.line,
                        min(counts.values()),
                        sum(counts.values()),
                        place.file,
                    )
                )
                break
    return faults


def _contradicted(connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]) -> list[Fault]:
    """Find lines whose money names another currency than their column of currencies."""
    for table in (table for table in tables if "currency" in table.cells.columns):
        cells = table.cells
        for name_ in (name_ for name_ in MONEY if name_ in cells.columns):
            for code, is_named in _named_currencies(cells, name_).items():
                possible = literals(sorted(meanings(frozenset({code}))))[1:-1]
                others = f"{is_named} and {parsed(cells, 'currency')} not in ({possible})"
                place = first_cell(connection, table, "currency", others)
                if not place.found:
                    continue
                label, column = cells.table.label, cells.columns[name_][0].name
                spelled = (label, column, name_, code, place.value)
                return [CurrencyContradicted(*spelled, place.line, place.found, place.file)]
    return []


def _named_currencies(cells: Cells, name_: str) -> dict[str, str]:
    """Return the currencies that cells of money name, or their column, each with a condition."""
    column, cell = cells.columns[name_][0].name, name(name_)
    of_column = code_of_name(column)
    if name_ not in cells.numbers:
        return {of_column: f"{cell} is not null"} if of_column else {}
    shapes: dict[str, list[str]] = {}
    for shape in cells.numbers[name_]:
        if code := shape.currency or of_column:
            shapes.setdefault(code, []).append(shape.shape)
    shape_of = number_shape(cell, cells.is_converted)
    return {code: f"{shape_of} in ({literals(of)[1:-1]})" for code, of in sorted(shapes.items())}


def _assumed(connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]) -> list[Finding]:
    """Count the lines whose column of currencies has a sign such as `$`, which the var leaves."""
    found = 0
    for table in (table for table in tables if "currency" in table.cells.columns):
        given = table.cells.given_currency
        signs = [
            sign.lower()
            for sign, code in SIGNS.items()
            if code in AMBIGUOUS_SIGNS and given not in AMBIGUOUS_SIGNS[code]
        ]
        row = connection.execute(
            f"select count(*) from ({cells_select(table.cells, table.source)}) as cells"
            f" where lower(currency) in ({literals(signs)[1:-1]})"
        ).fetchone()
        assert row is not None
        found += row[0]
    lines = sum(table.lines for table in tables)
    return [Finding("currency_assumed", found, lines)] if found else []


def check_costs(connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]) -> list[Fault]:
    """Find a negative unit_cost on lines that are not returns. The cost of a return is not used."""
    faults: list[Fault] = []
    for table in tables:
        cells = table.cells
        if not table.filled.get("unit_cost"):
            continue
        is_return = " or ".join(
            f"coalesce(({parsed(cells, sign)}) < 0, false)"
            for sign in ("quantity", "unit_price", "amount")
            if sign in cells.columns
        )
        condition = f"({parsed(cells, 'unit_cost')}) < 0 and not ({is_return})"
        negative = connection.execute(
            f"select bool_or({condition}) from ({cells_select(cells, table.source)}) as cells"
        ).fetchone()
        if negative and negative[0]:
            place = first_cell(connection, table, "unit_cost", condition)
            label, column = cells.table.label, cells.columns["unit_cost"][0].name
            faults.append(
                CostNegative(label, column, place.value, place.line, place.found, place.file)
            )
    return faults
