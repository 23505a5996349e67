"""Lines that give money back by a word alone, such as Refund in a column of types."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.cells.flags import (
    is_bare_yes,
    is_one_of,
    names_refund,
    names_sale,
    names_state,
)
from clientele.source.checks.places import first_cell
from clientele.source.checks.profile import Checked, is_positive
from clientele.source.faults import Fault
from clientele.source.faults.orders import RefundsUnclear
from clientele.source.findings import Finding
from clientele.source.names import plain_name
from clientele.source.select import lines_select
from clientele.source.sql import name

__all__ = ["check_refunds"]

# A yes in a column of such a name says what the word in a column of types says.
_RETURNS = frozenset(
    (
        "is return",
        "is refund",
        "return",
        "refund",
        "return flag",
        "refund flag",
        "retour",
        "retoure",
    )
)


def check_refunds(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> tuple[list[Checked], list[Fault], list[Finding]]:
    """Find lines with the word for a refund and positive money, and what they mean.

    Such a line gives back what it holds if the other words name sales, or if the same order has the
    product on another line. It is a sale that was refunded if hardly any of these lines has an
    earlier sale. Where neither is true, the words have to say it.

    Args:
        connection: Where the tables are.
        tables: The tables, with the words of is_cancelled.

    """
    words = {word for table in tables for word in table.cells.flags}
    is_flag = any(map(_is_of_returns, tables))
    refunds = sorted(w for w in words if names_refund(w) or (is_flag and is_bare_yes(w)))
    named = [table for table in tables if set(refunds) & set(table.cells.flags)]
    places = [
        first_cell(connection, table, "is_cancelled", _is_refund(table, refunds)) for table in named
    ]
    found = sum(place.found for place in places)
    if not found:
        return list(tables), [], []
    read = [table.having(refunds=refunds) if table in named else table for table in tables]
    findings = [Finding("refund_by_word", found, sum(table.lines for table in tables))]
    sales = words - set(refunds)
    if any(map(names_sale, sales)) and not any(map(names_state, sales)):
        return read, [], findings
    refunded, of_orders, of_customers = _sold_before(connection, read)
    if of_orders * 2 >= refunded:
        return read, [], findings
    if not of_orders and of_customers * 2 < refunded:
        return list(tables), [], []
    table, place = next(pair for pair in zip(named, places, strict=True) if pair[1].found)
    column, label = table.cells.columns["is_cancelled"][0].name, table.cells.table.label
    fault = RefundsUnclear(label, column, place.value, place.line, found, place.file)
    return list(tables), [fault], []


def _is_of_returns(table: Checked) -> bool:
    """Return whether the column of is_cancelled says which lines are returns."""
    columns = table.cells.columns.get("is_cancelled", ())
    return any(plain_name(column.name) in _RETURNS for column in columns)


def _is_refund(table: Checked, refunds: Sequence[str]) -> str:
    """Return SQL for a refund that holds positive quantities and money."""
    is_refund = is_one_of(name("is_cancelled"), refunds)
    return f"{is_refund} and {is_positive(table)}"


def _sold_before(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> tuple[int, int, int]:
    """Return how many lines give back, how many of their orders and customers bought the same."""
    lines = (
        "select order_id, customer_id, coalesce(product_id, '') as product_id, ordered_at,"
        " coalesce(amount, unit_price * quantity) as money, coalesce(is_cancelled, false) as back"
        f" from ({lines_select([table.cells for table in tables])}) as lines"
    )
    row = connection.execute(
        f"with lines as ({lines}),"
        " sales as (select * from lines where not back and money > 0),"
        " products as (select customer_id, product_id, min(ordered_at) as since from sales"
        " group by all)"
        " select count(*), count(*) filter (where (lines.order_id, lines.product_id)"
        " in (select (order_id, product_id) from sales)),"
        " count(*) filter (where products.since <= lines.ordered_at)"
        " from lines left join products using (customer_id, product_id)"
        " where lines.back and lines.money < 0"
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]
