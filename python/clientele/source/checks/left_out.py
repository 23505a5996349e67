"""Columns that custom_columns leaves out, although they say that less money was received."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from clientele.source.cells.flags import (
    flag_key,
    is_bare_yes,
    is_date,
    is_one_of,
    names_end,
    names_part_refund,
)
from clientele.source.checks.profile import Checked, is_positive
from clientele.source.findings import Finding
from clientele.source.names import COLUMN_NAMES, plain_name
from clientele.source.select import cells_select, parsed
from clientele.source.sql import literal, name

__all__ = ["check_left_out"]

_DISCOUNT_WORDS = """
    discount discounts rebate rabatt zeilenrabatt remise remises nachlass descuento sconto korting
    desconto
"""
_DISCOUNTS = frozenset(_DISCOUNT_WORDS.split())
# How columns of kinds of rows call a row that lowers the order.
_DISCOUNT_ROWS = _DISCOUNTS | {
    "coupon",
    "voucher",
    "promotion",
    "gutschein",
    "bon",
    "cupón",
    "buono",
}
_GIVEN_BACK_WORDS = """
    refunded returned refund cancelled canceled retourniert erstattet storniert retourne rembourse
    annule devuelto reembolsado reso rimborsato geretourneerd
"""
_GIVEN_BACK = frozenset(_GIVEN_BACK_WORDS.split())
_CANCELLED = frozenset(("cancelled", "canceled", "storniert", "annule"))
_PIECES_OR_MONEY_WORDS = """
    qty quantity quantities pieces units items menge stuck anzahl quantite qte cantidad quantita
    aantal amount total betrag montant importe importo bedrag
"""
_PIECES_OR_MONEY = frozenset(_PIECES_OR_MONEY_WORDS.split())
# What else such names can say, which is not a deduction from the goods.
_OTHER_WORDS = """
    code codes name type reason details id date at by shipping freight versand tax vat
"""
_OTHERS = frozenset(_OTHER_WORDS.split())
_STATES = frozenset(COLUMN_NAMES["is_cancelled"])
# Where the name says how a sale ended, a yes or a date is enough.
_ENDED = _CANCELLED | {"void", "voided", "deleted"}
# Sides of a ledger: without a minus, the second one gives money back.
_SIDES = (("d", "c"), ("s", "h"), ("dr", "cr"), ("debit", "credit"), ("soll", "haben"))
_NAMES_OF_SIDES = frozenset(
    ("d c", "dc", "dr cr", "drcr", "debit credit", "s h", "soll haben", "sh", "sens", "side")
)
_TESTS = frozenset(("test", "is test", "test order", "test mode", "testmode"))
_REFUNDED = ("refund", "return", "rembours", "erstattet", "reembols", "rimbors", "terugbetaald")
_MOST_STATES = 1000
# A number, perhaps with a sign, a currency or a percent sign.
_NUMBER = r"[-+(]?\s*([A-Z]{3}|[^\w\s])?\s*[-+]?[0-9][0-9.,' ]*\s*\)?[-%]?\s*([A-Z]{3}|[^\w\s])?"


def check_left_out(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> list[Finding]:
    """Find lines with a discount, a return or the end of a sale in a column that is not mapped.

    Args:
        connection: Where the tables are.
        tables: The tables, with all that is known about their cells.

    """
    found = sum(_count(connection, table) + _count_partly(connection, table) for table in tables)
    lines = sum(table.lines for table in tables)
    return [Finding("deduction_left_out", found, lines)] if found else []


def _count(connection: duckdb.DuckDBPyConnection, table: Checked) -> int:
    cells = table.cells
    used = {column.name for columns in cells.columns.values() for column in columns}
    conditions = {
        column: condition
        for column in cells.table.columns
        if column not in used and (condition := _condition(connection, table, column))
    }
    if not conditions:
        return 0
    selected = [
        f"trim(cast({name(column)} as varchar)) as {_alias(column)}" for column in conditions
    ]
    # The copy that other checks read has the mapped columns alone.
    select = cells_select(cells, cells.table.scan, others=selected)
    row = connection.execute(
        f"select count(*) filter (where ({' or '.join(conditions.values())}) and {_sells(table)})"
        f" from (select *, {_discount_of_order(table)} as of_order_ from ({select}) as cells) as c"
    ).fetchone()
    return int(row[0]) if row else 0


def _count_partly(connection: duckdb.DuckDBPyConnection, table: Checked) -> int:
    """Count the lines whose state says that a part was refunded, where nothing says how much."""
    partly = [key for key in table.cells.flags if names_part_refund(key)]
    if not partly or "refunded_amount" in table.cells.columns or _has_returns(connection, table):
        return 0
    row = connection.execute(
        f"select count(*) from ({cells_select(table.cells, table.source)}) as cells"
        f" where {is_one_of(name('is_cancelled'), partly)}"
    ).fetchone()
    return int(row[0]) if row else 0


def _condition(connection: duckdb.DuckDBPyConnection, table: Checked, column: str) -> str:
    """Return SQL for whether a cell that is not mapped takes money off its line, or nothing."""
    plain, mapped = plain_name(column), table.cells.columns.keys()
    words, cell = set(plain.split()), _alias(column)
    is_filled = (
        f"(regexp_full_match({cell}, {literal(_NUMBER)}) and regexp_matches({cell}, '[1-9]'))"
    )
    if plain in _NAMES_OF_SIDES:
        return _credits(connection, table, column)
    if plain in _STATES | _TESTS:
        ends = _ends(connection, table, column)
        return is_one_of(cell, ends) if ends else ""
    if words & _OTHERS:
        return ""
    if words & _DISCOUNTS:
        # An amount may be after the discount, and another column may have it for the order.
        return "" if "amount" in mapped else f"({is_filled} and of_order_ = 0)"
    is_back = words & _GIVEN_BACK and (words & _PIECES_OR_MONEY or words <= _GIVEN_BACK)
    # Pieces that were cancelled were never paid, so they are not in a column of refunds.
    is_known = "refunded_amount" in mapped and not words & _CANCELLED
    return is_filled if is_back and not is_known and not _has_returns(connection, table) else ""


def _credits(connection: duckdb.DuckDBPyConnection, table: Checked, column: str) -> str:
    """Return SQL for whether a cell names the side of a ledger that gives money back."""
    cells = _distinct(connection, table, f"lower(trim(cast({name(column)} as varchar)))")
    credit = next((sides[1] for sides in _SIDES if cells == set(sides)), None)
    if credit is None or _has_returns(connection, table):
        return ""
    return f"lower({_alias(column)}) = {literal(credit)}"


def _ends(connection: duckdb.DuckDBPyConnection, table: Checked, column: str) -> list[str]:
    """Return the keys of a column of states or kinds that end a sale, or take money off it.

    They are words, a yes or a date.
    """
    keys = _distinct(connection, table, flag_key(f"trim(cast({name(column)} as varchar))"))
    plain = plain_name(column)
    is_named = bool(set(plain.split()) & _ENDED) or plain in _TESTS
    ends = sorted(
        key
        for key in keys
        if names_end(key)
        or key in _DISCOUNT_ROWS
        or (is_named and (is_bare_yes(key) or is_date(key)))
    )
    if "refunded_amount" in table.cells.columns:
        # What was refunded stands in its own column.
        ends = [cell for cell in ends if not cell.startswith(_REFUNDED)]
    return ends


def _distinct(connection: duckdb.DuckDBPyConnection, table: Checked, cell: str) -> set[str]:
    """Return the different values of SQL for a cell of a few words."""
    rows = connection.execute(
        f"select distinct {cell} from {table.cells.table.scan} order by all limit {_MOST_STATES}"
    ).fetchall()
    return {value for (value,) in rows if value}


def _sells(table: Checked) -> str:
    """Return SQL for whether a line counts as a sale."""
    conditions = [is_positive(table)]
    if "is_cancelled" in table.cells.columns:
        conditions.append(f"not coalesce({parsed(table.cells, 'is_cancelled')}, false)")
    return " and ".join(conditions)


def _has_returns(connection: duckdb.DuckDBPyConnection, table: Checked) -> bool:
    """Return whether what came back stands on lines of its own."""
    signs = [n for n in ("quantity", "amount", "unit_price") if n in table.cells.columns]
    is_return = " or ".join(f"{parsed(table.cells, sign)} < 0" for sign in signs)
    row = connection.execute(
        f"select bool_or({is_return}) from ({cells_select(table.cells, table.source)}) as cells"
    ).fetchone()
    return bool(row and row[0])


def _discount_of_order(table: Checked) -> str:
    """Return SQL for the discount that is mapped, of the whole order where orders are known."""
    if "discount_amount" not in table.cells.columns:
        return "0"
    discount = f"coalesce(abs({parsed(table.cells, 'discount_amount')}), 0)"
    if "order_id" not in table.cells.columns:
        return discount
    return f"sum({discount}) over (partition by order_id)"


def _alias(column: str) -> str:
    return name(f"left_out_{column}")
