"""Money in cents or in millionths, which would be read as whole units of the currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from clientele.source.checks.money import MONEY
from clientele.source.checks.places import first_cell
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.currency import MoneyInMinorUnits
from clientele.source.names import plain_name
from clientele.source.select import cells_select, parsed

__all__ = ["check_minor_units"]

_CENT_WORDS = """
    cent cents centimes minor pence centavos centimos centesimi minorunits subunits
"""
_CENTS = frozenset(_CENT_WORDS.split())
_MILLIONTHS = frozenset(("micro", "micros"))
# Columns of programming interfaces whose money is documented to be in these units.
_STRIPE = frozenset(("object", "livemode", "amount"))
_ANALYTICS = frozenset(("full visitor id", "product revenue"))
# Money below this number may be whole units in any column.
_LEAST = {100: 100, 1_000_000: 10_000}


def check_minor_units(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> list[Fault]:
    """Find columns of whole numbers whose name, or whose table, says that they count cents.

    Args:
        connection: Where the tables are.
        tables: The tables, whose numbers can be read.

    """
    faults: list[Fault] = []
    for name_ in MONEY:
        for table in tables:
            if name_ not in table.cells.columns:
                continue
            column = table.cells.columns[name_][0].name
            divisor = _divisor(column, table.cells.table.columns)
            if divisor and _is_whole(connection, table, name_, _LEAST[divisor]):
                place = first_cell(connection, table, name_, f"{parsed(table.cells, name_)} <> 0")
                label = table.cells.table.label
                spelled = (label, column, name_, str(divisor))
                faults.append(MoneyInMinorUnits(*spelled, place.value, place.line, place.file))
                break
    return faults


def _divisor(column: str, columns: Iterable[str]) -> int | None:
    """Return how many of the units of a column make one of the currency, if names say so.

    >>> _divisor("price_cents", []), _divisor("Cost (micros)", []), _divisor("Center", [])
    (100, 1000000, None)

    """
    words = set(plain_name(column).split())
    names = {plain_name(other) for other in columns}
    if words & _MILLIONTHS or (names >= _ANALYTICS and words & {"revenue", "price"}):
        return 1_000_000
    if words & _CENTS or (names >= _STRIPE and "amount" in words):
        return 100
    return None


def _is_whole(
    connection: duckdb.DuckDBPyConnection, table: Checked, name_: str, least: int
) -> bool:
    number = parsed(table.cells, name_)
    row = connection.execute(
        f"select bool_and({number} = trunc({number})), max(abs({number})) >= {least}"
        f" from ({cells_select(table.cells, table.source)}) as cells"
    ).fetchone()
    return bool(row and all(row))
