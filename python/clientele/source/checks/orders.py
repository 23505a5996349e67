"""Orders whose lines contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from clientele.source.cells.flags import is_date
from clientele.source.checks.places import first_line
from clientele.source.checks.profile import Checked
from clientele.source.checks.totals import TOTAL
from clientele.source.faults import Fault
from clientele.source.faults.orders import (
    OrderCellsMerged,
    OrderLineIdShared,
    OrderOfTwoCustomers,
)
from clientele.source.findings import Finding
from clientele.source.select import FILLABLE, cells_select, lines_select, numbered_uses, parsed
from clientele.source.sql import literal, name

__all__ = [
    "check_customer_ids",
    "check_line_ids",
    "check_orders",
]


@dataclass(frozen=True)
class _Orders:
    """What the orders of a source have.

    Attributes:
        of_two_customers: How many orders have lines of several customers.
        are_used_again: Whether lines of one number are too far apart for one order.
        fillable: How many lines can take each column from other lines of their order.
        not_once: How many orders have each column not exactly once.

    """

    of_two_customers: int
    are_used_again: bool
    fillable: dict[str, int]
    not_once: dict[str, int]


def check_orders(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], span_days: int
) -> tuple[list[str], int | None, list[Fault], list[Finding]]:
    """Find orders of two customers, and the columns that only the first line of an order has.

    Returns:
        The columns to fill within an order, how long an order lasts at most if that matters, what
        is wrong, and how many lines are filled.

    """
    if not _is_mapped(tables, "order_id"):
        return [], None, [], []
    merged = [fault for table in tables if (fault := _merged_cells(connection, table))]
    if merged:
        return [], None, merged, []
    lines = sum(table.lines for table in tables)
    gappy = [
        column
        for column in FILLABLE
        if _is_mapped(tables, column)
        and 0 < sum(table.filled[column] for table in tables) < lines
        # Where lines are refunds, the other lines of their orders are sales.
        and not (column == "is_cancelled" and any(table.cells.refunds for table in tables))
    ]
    columns = list(dict.fromkeys(["customer_id", *gappy]))
    may_fill = any(c != "ordered_at" for c in gappy)
    source, span = _cells(tables, ["order_id", *columns], with_days=may_fill), None
    found = _count_orders(connection, source, columns, gappy, span_days if may_fill else None)
    if found.are_used_again:
        # A guest with the number of somebody's order of last year is not that somebody.
        source = numbered_uses(lines_select([table.cells for table in tables]), span_days)
        found, span = _count_orders(connection, source, columns, gappy, is_of_uses=True), span_days
    two = found.of_two_customers
    faults: list[Fault] = [_two_customers(connection, tables, two)] if two else []
    fills = [
        column
        for column in gappy
        if found.fillable[column]
        and (column != "is_cancelled" or _is_of_orders(tables, found.not_once[column]))
    ]
    filled = max((found.fillable[column] for column in fills), default=0)
    findings = [Finding("filled_down", filled, lines)] if filled and not faults else []
    return fills, span, faults, findings


def check_customer_ids(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> list[Finding]:
    """Find ids of customers that differ from another in case alone."""
    folded = tables[0].cells.folds_customers
    # Folded ids are equal by now, so that the cells themselves are looked at.
    cells = _cells([table.having(folds_customers=False) for table in tables], ["customer_id"])
    ids = (
        f"select customer_id, count(*) as line_count from ({cells}) as cells"
        " where customer_id is not null group by customer_id"
    )
    alike = (
        f"select sum(line_count) as line_count from ({ids}) as ids"
        " group by lower(customer_id) having count(*) > 1"
    )
    row = connection.execute(f"select sum(line_count) from ({alike}) as alike").fetchone()
    if not row or not row[0]:
        return []
    check = "customer_ids_folded" if folded else "customer_ids_differ_in_case"
    return [Finding(check, int(row[0]), sum(table.lines for table in tables))]


def check_line_ids(connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]) -> list[Fault]:
    """Find an order_line_id that several different lines share. Copies of a line may share one."""
    if not _is_mapped(tables, "order_line_id"):
        return []
    names = sorted({name_ for table in tables for name_ in table.cells.columns})
    found = connection.execute(
        "select order_line_id, count(*) over () from ("
        f"select order_line_id, hash({', '.join(map(name, names))}) as line"
        f" from ({_cells(tables, names)}) as cells) as lines"
        " where order_line_id is not null group by order_line_id having min(line) != max(line)"
        " order by order_line_id limit 1"
    ).fetchone()
    if not found:
        return []
    cells = tables[0].cells
    column = cells.columns["order_line_id"][0].name
    return [OrderLineIdShared(cells.table.label, column, found[0], found[1])]


def _count_orders(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    columns: Sequence[str],
    gappy: Sequence[str],
    span_days: int | None = None,
    *,
    is_of_uses: bool = False,
) -> _Orders:
    """Count in one pass what the orders of a select of cells have.

    Args:
        connection: Where the cells are.
        source: The select: order_id, the columns, and `day_` or `use_` where they are asked for.
        columns: The columns to compare within an order.
        gappy: Those that lines leave out.
        span_days: How many days an order lasts at most, to find numbers that are used again.
        is_of_uses: Whether `use_` distinguishes the orders of one number.

    """
    aggregates = ", ".join(
        f"min({name(c)}) as {_least(c)}, max({name(c)}) as {_most(c)},"
        f" count({name(c)}) as {_count(c)}"
        for c in columns
    )
    days = "max(day_) - min(day_)" if span_days is not None else "0"
    orders = (
        f"select count(*) as line_count, {days} as days_, {aggregates} from ({source}) as cells"
        f" where order_id is not null group by order_id{', use_' if is_of_uses else ''}"
    )
    fillable = {
        c: f"{_least(c)} = {_most(c)} and {_count(c)} between 1 and line_count - 1" for c in gappy
    }
    counts = [
        f"count(*) filter (where {_least('customer_id')} != {_most('customer_id')})",
        f"coalesce(bool_or(days_ > {span_days or 0}), false)",
        *(f"sum(line_count - {_count(c)}) filter (where {fillable[c]})" for c in gappy),
        *(f"count(*) filter (where {_count(c)} != 1)" for c in gappy),
    ]
    row = connection.execute(f"select {', '.join(counts)} from ({orders}) as orders").fetchone()
    assert row is not None
    two, used_again, *of_columns = row
    filled = [int(count or 0) for count in of_columns[: len(gappy)]]
    return _Orders(
        two,
        used_again,
        dict(zip(gappy, filled, strict=True)),
        dict(zip(gappy, of_columns[len(gappy) :], strict=True)),
    )


def _is_mapped(tables: Sequence[Checked], column: str) -> bool:
    return all(column in table.cells.columns for table in tables)


def _cells(tables: Sequence[Checked], columns: Sequence[str], with_days: bool = False) -> str:
    selects = []
    for table in tables:
        folds = table.cells.folds_customers
        selected = [
            (
                f"lower({name(c)})"
                if c == "customer_id" and folds
                else f"cast({name(c)} as varchar)"
                if c in table.cells.columns
                else "cast(null as varchar)"
            )
            + f" as {name(c)}"
            for c in columns
        ]
        if with_days:
            selected.append(f"cast({parsed(table.cells, 'ordered_at')} as date) as day_")
        cells = cells_select(table.cells, table.source)
        selects.append(f"select {', '.join(selected)} from ({cells}) as cells")
    return " union all ".join(selects)


def _least(column: str) -> str:
    return name(f"least_{column}")


def _most(column: str) -> str:
    return name(f"most_{column}")


def _count(column: str) -> str:
    return name(f"filled_{column}")


def _is_of_orders(tables: Sequence[Checked], other_orders: int) -> bool:
    """Return whether is_cancelled belongs to orders: a moment, or in every order exactly once.

    An empty cell beside a yes means no where the flag belongs to lines.

    Args:
        tables: The tables.
        other_orders: How many orders have it not exactly once.

    """
    if not other_orders:
        return True
    return all(
        (
            table.cells.typed("is_cancelled") is not None
            and table.cells.columns["is_cancelled"][0].type != "BOOLEAN"
        )
        or (bool(table.cells.flags) and all(is_date(key) for key in table.cells.flags))
        for table in tables
    )


def _merged_cells(connection: duckdb.DuckDBPyConnection, table: Checked) -> Fault | None:
    """Find lines that leave their order, customer and date to a line above, as merged cells do.

    Only the order of the lines says where they belong, and that is not kept by every tool.
    """
    heads = ("order_id", "customer_id", "ordered_at")
    if any(table.filled[head] * 10 > table.lines * 9 for head in heads):
        return None
    others = [name(other) for other in table.cells.columns if other not in heads]
    condition = " and ".join(f"{name(head)} is null" for head in heads)
    texts = [f"cast({other} as varchar)" for other in others]
    condition += f" and coalesce({', '.join(texts)}) is not null"
    # A row of totals belongs to no order, and filling it down would count its money twice.
    totals = " or ".join(f"regexp_full_match({text}, {literal(TOTAL)})" for text in texts)
    condition += f" and not coalesce({totals}, false)"
    place = first_line(connection, table, condition)
    if place.found * 10 <= table.lines:
        return None
    return OrderCellsMerged(
        table.cells.table.label, place.line, place.found, table.lines, place.file
    )


def _two_customers(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], found: int
) -> Fault:
    cells = _cells(tables, ["order_id", "customer_id"])
    row = connection.execute(
        "select order_id, list(distinct customer_id order by customer_id),"
        " bool_and(min(lower(customer_id)) = max(lower(customer_id))) over ()"
        f" from ({cells}) as cells where order_id is not null group by order_id"
        " having min(customer_id) != max(customer_id) order by order_id limit 1"
    ).fetchone()
    assert row is not None
    order_id, customers, differ_in_case_alone = row
    lines: list[str] = []
    for table in tables:
        if table.cells.table.line:
            lines += [
                str(line)
                for (line,) in connection.execute(
                    "select source_line from"
                    f" ({cells_select(table.cells, table.cells.table.scan, places=True)}) as cells"
                    f" where order_id = {literal(order_id)} and customer_id is not null"
                    " order by source_line limit 6"
                ).fetchall()
            ]
    first = tables[0].cells
    return OrderOfTwoCustomers(
        first.table.label,
        [column.name for column in first.columns["order_id"]],
        order_id,
        customers,
        ", ".join(lines[:6]),
        found,
        bool(differ_in_case_alone),
    )
