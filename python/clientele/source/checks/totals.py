"""Rows between the order lines that hold the money of other lines: totals and payments."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.checks.places import first_line
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.orders import TotalsBetweenLines
from clientele.source.select import cells_select, lines_select
from clientele.source.sql import literal, literals, name

__all__ = ["TOTAL", "check_totals"]

# Totals in the languages whose exports were seen.
_TOTALS = "totals?|totale|totaal|summe|somme|suma|gesamt"
TOTAL = rf"(?i)(grand|sub|sous|zwischen|gesamt)?[ -]?({_TOTALS}|sum)\b.*"
"""How a row of totals starts."""
# How a customer or a product looks that may be a total.
_ANY_TOTAL = rf"(?i)([\pL\pN]+[ -])?(sub|sous|zwischen)?-?({_TOTALS})\b.{{0,40}}"

# How tills and invoices call what an order was paid with.
_PAYMENTS = """
    cash, change, card, credit card, debit card, bank card, visa, mastercard, maestro, amex,
    american express, eftpos, paypal, apple pay, google pay, check, cheque, bank transfer, payment,
    payment received, tender, tendered, rounding
    espèces, especes, monnaie, rendu monnaie, rendu, carte, carte bancaire, carte bleue, cb,
    chèque, virement, paiement, règlement, reglement
    bar, bargeld, barzahlung, ec, ec karte, ec-karte, girocard, karte, kartenzahlung, kreditkarte,
    rückgeld, überweisung, zahlung, gegeben
    efectivo, cambio, tarjeta, pago, contanti, contante, resto, carta, bancomat, pagamento
    contant, wisselgeld, pin, pinnen, betaling, dinheiro, troco, cartão, multibanco
"""
_PAYMENT = frozenset(" ".join(word.split()) for word in _PAYMENTS.replace("\n", ",").split(","))
# A few orders that are paid in parts, or with a tip, do not make these rows articles.
_MOST = 0.9


def check_totals(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], keeps_guests: bool
) -> list[Fault]:
    """Find rows of totals or payments that would be accepted.

    A name alone proves nothing: a product can be a game called Total War. All rows of totals must
    hold the sum of their order, or one of them the sum of the file. Rows of payments, and rows
    without a product beside rows with one, must hold the sum of their order in most orders. A row
    without a date is refused in any case, and so is one without a customer, unless guests are kept.
    """
    kind = _kind_of_row(tables)
    suspects = [table for table in tables if _has_kind(connection, table, kind)]
    if not suspects:
        return []
    lines = lines_select([table.cells for table in tables])
    rows = (
        "select order_id, customer_id, ordered_at, coalesce(amount, unit_price * quantity)"
        f" as money, unit_price, {kind} as kind from ({lines}) as lines"
    )
    kinds = _doubling_kinds(connection, rows, keeps_guests)
    if not kinds:
        return []
    condition = f"{kind} in ({literals(kinds)[1:-1]})"
    places = [first_line(connection, table, condition) for table in suspects]
    label, place = suspects[0].cells.table.label, next(p for p in places if p.found)
    found = sum(place.found for place in places)
    return [TotalsBetweenLines(label, place.line, found, place.file)]


def _kind_of_row(tables: Sequence[Checked]) -> str:
    """Return SQL for what a row may be beside an order line: total, payment, order, or null."""
    mapped = [
        column
        for column in ("product_name", "product_id")
        if all(column in table.cells.columns for table in tables)
    ]
    is_total = " or ".join(
        f"coalesce(regexp_full_match({column}, {literal(_ANY_TOTAL)}), false)"
        for column in ("customer_id", *mapped[:1])
    )
    kinds = [f"when {is_total} then 'total'"]
    for column in mapped[:1]:
        words = literals(sorted(_PAYMENT - {""}))[1:-1]
        kinds.append(f"when lower({name(column)}) in ({words}) then 'payment'")
    if mapped:
        no_product = " and ".join(f"{name(column)} is null" for column in mapped)
        kinds.append(f"when {no_product} then 'order'")
    return f"case {' '.join(kinds)} end"


def _has_kind(connection: duckdb.DuckDBPyConnection, table: Checked, kind: str) -> bool:
    cells = cells_select(table.cells, table.source)
    row = connection.execute(
        f"select bool_or({kind} is not null) from ({cells}) as cells"
    ).fetchone()
    return bool(row and row[0])


def _doubling_kinds(
    connection: duckdb.DuckDBPyConnection, rows: str, keeps_guests: bool
) -> list[str]:
    """Return the kinds of rows whose money is the sum of other lines."""
    is_row = "kind is not null and money <> 0"
    orders = (
        "select order_id, sum(money) filter (where kind is null) as sold,"
        " count(*) filter (where kind is null) as lines"
        f" from ({rows}) as rows where order_id is not null group by order_id"
    )
    sums = (
        "select order_id, kind, sum(money) as money, min(money) as least, max(money) as most,"
        " min(unit_price) as least_price, max(unit_price) as most_price"
        f" from ({rows}) as rows where {is_row} group by order_id, kind"
    )
    # The row of an order may have its money as the price, and all its pieces as the quantity.
    is_sum = (
        "case kind when 'payment' then abs(money) = abs(sold)"
        " when 'total' then least = sold and most = sold"
        " else least = sold and most = sold or least_price = sold and most_price = sold end"
    )
    of_orders = (
        f"select kind, avg(case when {is_sum} then 1 else 0 end) as share, count(*) as orders,"
        f" max(lines) as lines from ({orders}) as orders join ({sums}) as sums using (order_id)"
        " where lines > 0 and sold <> 0 group by kind"
    )
    found = connection.execute(
        f"select kind from ({of_orders}) as kinds where orders > 1 and case kind"
        f" when 'total' then share = 1 and lines > 1 when 'payment' then share >= {_MOST}"
        f" else share >= {_MOST} and lines > 1 end order by kind"
    ).fetchall()
    kinds = [str(kind) for (kind,) in found]
    return kinds or (["total"] if _has_total_of_file(connection, rows, keeps_guests) else [])


def _has_total_of_file(
    connection: duckdb.DuckDBPyConnection, rows: str, keeps_guests: bool
) -> bool:
    is_order_line = "kind is distinct from 'total'"
    row = connection.execute(
        f"select bool_or(kind = 'total' {'' if keeps_guests else 'and customer_id is not null'}"
        " and ordered_at is not null"
        " and money = sold and lines > 1) from (select *,"
        f" sum(money) filter (where {is_order_line}) over () as sold,"
        f" count(*) filter (where {is_order_line}) over () as lines from ({rows}) as rows) as file"
    ).fetchone()
    return bool(row and row[0])
