"""Sales that a word cancels and that a line with a minus gives back too."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.orders import CancelledTwice
from clientele.source.select import lines_select

__all__ = ["check_reversals"]


def check_reversals(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> list[Fault]:
    """Find cancelled sales whose reversal has an order number of its own.

    The sale is refused by its word, so the reversal would come off another sale of the product. In
    a shop that cancels by a word alone, few cancelled sales have an equal line with a minus: those
    of customers who bought the product again and returned it.

    Args:
        connection: Where the tables are.
        tables: The tables, with all that is known about their cells.

    """
    flagged = [table for table in tables if "is_cancelled" in table.cells.columns]
    if not flagged or not any("order_id" in table.cells.columns for table in tables):
        return []
    lines = (
        "select order_id, customer_id, coalesce(product_id, product_name, '') as product,"
        " ordered_at, coalesce(amount, unit_price * quantity) as money,"
        " coalesce(is_cancelled, false) as is_cancelled"
        f" from ({lines_select([table.cells for table in tables])}) as lines"
    )
    # A return that names the order of its sale comes off that sale.
    row = connection.execute(
        f"with lines as ({lines}),"
        " sales as (select * from lines where not is_cancelled and money > 0),"
        " since as (select customer_id, product, min(ordered_at) as sold_at from sales"
        " group by all),"
        " cancelled as (select *, row_number() over () as number from lines"
        " where is_cancelled and money > 0),"
        " reversals as (select * from lines where not is_cancelled and money < 0"
        " and (order_id, product) not in (select (order_id, product) from sales)),"
        " pairs as (select cancelled.number, min(cancelled.order_id) as order_id,"
        " min(reversals.order_id) as reversal, bool_or(since.sold_at is not null) as comes_off"
        " from cancelled join reversals using (customer_id, product)"
        " left join since on since.customer_id = cancelled.customer_id"
        " and since.product = cancelled.product and since.sold_at <= reversals.ordered_at"
        " where reversals.money = -cancelled.money and reversals.order_id <> cancelled.order_id"
        " and reversals.ordered_at >= cancelled.ordered_at group by cancelled.number)"
        " select (select count(*) from cancelled), count(*), coalesce(bool_or(comes_off), false),"
        " min(order_id), arg_min(reversal, order_id) from pairs"
    ).fetchone()
    assert row is not None
    cancelled, found, comes_off, order_id, reversal = row
    if not comes_off or found * 2 < cancelled:
        return []
    cells = flagged[0].cells
    column = cells.columns["is_cancelled"][0].name
    return [CancelledTwice(cells.table.label, column, order_id, reversal, found)]
