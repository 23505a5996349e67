"""Deductions that the amounts of their lines lack already, so that they would come off twice."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.checks.places import first_cell
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.numbers import DeductionContained
from clientele.source.select import cells_select, parsed

__all__ = ["check_deductions"]

_DEDUCTIONS = ("discount_amount", "refunded_amount")
# Rounded discounts leave a few lines a cent apart.
_MOST = 0.9
_HALF_A_CENT = 0.005


def check_deductions(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> list[Fault]:
    """Find discounts and refunds that are what price by quantity exceeds the amount by.

    Args:
        connection: Where the tables are.
        tables: The tables, whose numbers can be read.

    """
    faults: list[Fault] = []
    for name_ in _DEDUCTIONS:
        for table in tables:
            if not {"unit_price", "amount", name_} <= table.cells.columns.keys():
                continue
            if _share_contained(connection, table, name_) >= _MOST:
                faults.append(_fault(connection, table, name_))
                break
    return faults


def _share_contained(connection: duckdb.DuckDBPyConnection, table: Checked, name_: str) -> float:
    row = connection.execute(
        f"select avg(case when {_is_contained(table, name_)} then 1 else 0 end)"
        f" from ({cells_select(table.cells, table.source)}) as cells"
        f" where {_number(table, name_)} <> 0 and {_worth(table)} <> 0"
    ).fetchone()
    return float(row[0] or 0) if row else 0


def _fault(connection: duckdb.DuckDBPyConnection, table: Checked, name_: str) -> Fault:
    is_filled = f"{_number(table, name_)} <> 0"
    condition = f"{is_filled} and {_is_contained(table, name_)}"
    place = first_cell(connection, table, name_, condition)
    label, columns = table.cells.table.label, table.cells.columns
    return DeductionContained(
        label,
        columns[name_][0].name,
        name_,
        columns["amount"][0].name,
        place.value,
        place.line,
        place.found,
        place.file,
    )


def _is_contained(table: Checked, name_: str) -> str:
    """Return SQL for whether a deduction, alone or with the other one, is missing in the amount."""
    missing = f"abs({_worth(table)}) - abs({_number(table, 'amount')})"
    both = " + ".join(
        f"coalesce(abs({_number(table, deduction)}), 0)"
        for deduction in _DEDUCTIONS
        if deduction in table.cells.columns
    )
    sums = (f"abs({_number(table, name_)})", both)
    is_equal = " or ".join(f"abs({missing} - ({sum_})) < {_HALF_A_CENT}" for sum_ in sums)
    return f"coalesce({is_equal}, false)"


def _worth(table: Checked) -> str:
    factors = [n for n in ("unit_price", "quantity") if n in table.cells.columns]
    return " * ".join(_number(table, factor) for factor in factors)


def _number(table: Checked, name_: str) -> str:
    # Exact products of wide decimals have no type, and half a cent is far above what this loses.
    return f"cast({parsed(table.cells, name_)} as double)"
