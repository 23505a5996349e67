"""Money that would count several times: amounts of orders on each line, and orders in two files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import duckdb

from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.orders import FilesOverlap, OrderAmountRepeated
from clientele.source.select import lines_select
from clientele.source.sql import name

__all__ = ["check_files", "check_order_amounts"]

# Not unit_price: the articles of an order may all have one price, as tickets do.
_MONEY = ("amount", "discount_amount", "refunded_amount")
_PRODUCT = "coalesce(product_id, product_name)"
# Fewer orders, or fewer amounts, are equal by chance.
_LEAST = 3
# Nearly all files show within so many lines that the lines of an order differ.
_FEW_LINES = 10_000


def check_order_amounts(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], of_orders: Collection[str]
) -> list[Fault]:
    """Find columns of money with one amount on all lines of each order, and others in other orders.

    Args:
        connection: Where the tables are.
        tables: The tables, with all that is known about their cells.
        of_orders: The columns that are known to belong to whole orders.

    """
    mapped = {column for table in tables for column in table.cells.columns}
    if "order_id" not in mapped or not mapped & {"product_id", "product_name"}:
        return []
    lines = lines_select([table.cells for table in tables])
    faults: list[Fault] = []
    for column in _MONEY:
        if column not in mapped or column in of_orders:
            continue
        few = f"(select * from ({lines}) as all_lines limit {_FEW_LINES})"
        # Where the first lines of an order differ, the others need no look.
        if (found := _repeated(connection, few, column)) and found[0] is not False:
            found = _repeated(connection, f"({lines})", column)
        if found and found[0] and min(found[1:3]) >= _LEAST:
            cells = tables[0].cells
            spelled, shown = cells.columns[column][0].name, f"{found[3].normalize():f}"
            spelled_in = (cells.table.label, spelled, column, shown, found[4])
            faults.append(OrderAmountRepeated(*spelled_in, found[1]))
    return faults


def _repeated(
    connection: duckdb.DuckDBPyConnection, lines: str, column: str
) -> tuple[Any, ...] | None:
    """Return whether no order has two amounts, how many orders and amounts there are, and one."""
    # Equal lines have equal discounts, so that these lines must differ in money.
    is_deduction = column in ("discount_amount", "refunded_amount")
    differs = "coalesce(amount, unit_price * quantity)" if is_deduction else _PRODUCT
    return connection.execute(
        "select bool_and(least = most), count(*), count(distinct least), arg_min(least, order_id),"
        f" min(order_id) from (select order_id, min({column}) as least, max({column}) as most"
        f" from {lines} as lines where order_id is not null and {column} <> 0 group by order_id"
        f" having min({differs}) < max({differs})) as orders"
    ).fetchone()


def check_files(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], deduplicate: object
) -> list[Fault]:
    """Find orders that stand in two files, where equal lines would be kept.

    Args:
        connection: Where the tables are.
        tables: The tables, with all that is known about their cells.
        deduplicate: The var of that name. Only under `auto` is there something to ask.

    """
    mapped = {column for table in tables for column in table.cells.columns}
    has_files = any(table.cells.table.file for table in tables)
    if deduplicate != "auto" or "order_id" not in mapped or not has_files:
        return []
    lines = lines_select([table.cells for table in tables])
    row = connection.execute(
        "select min(source_file) < max(source_file), count(product_id) > 0"
        " and coalesce(bool_or(ordered_at <> date_trunc('day', ordered_at)), false)"
        f" from ({lines}) as lines"
    ).fetchone()
    if not row or not row[0] or row[1]:
        return []
    content = ", ".join(sorted(map(name, mapped)))
    found = connection.execute(
        "select order_id, min(source_file), max(source_file), count(*) over () from ("
        "select order_id, source_file, count(*) as line_count,"
        f" sum(cast(hash({content}) as hugeint)) as content from ({lines}) as lines"
        " where order_id is not null and customer_id is not null group by order_id, source_file"
        ") as orders group by order_id, line_count, content having count(*) > 1"
        " order by order_id limit 1"
    ).fetchone()
    return [FilesOverlap(tables[0].cells.table.label, *found)] if found else []
