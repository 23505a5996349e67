"""Two large files, as shops of two kinds export them, sum to what they received, to the cent."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from .models import Project, Shop
from .reading import read

pytestmark = pytest.mark.whole

# The columns that are compared: what is kept, and what is refused with its reason.
KEPT = "select count(*), sum(received_revenue) from order_lines"
REFUSED = "select count(*), coalesce(sum(amount), 0) from rejected_order_lines"


def write(path: Path, query: str) -> tuple[int, Decimal]:
    """Write the rows of a query as CSV, and return their number and the sum of their cents."""
    with duckdb.connect() as connection:
        connection.execute(f"create table lines as {query}")
        connection.execute(
            "copy (select * exclude (cents), printf('%.2f', cents / 100.0) as amount from lines)"
            f" to '{path}' (header)"
        )
        ((lines, cents),) = connection.execute("select count(*), sum(cents) from lines").fetchall()
    return lines, Decimal(cents) / 100


def build(
    project: Project, folder: Path, path: Path, columns: dict[str, str], *tables: str
) -> Shop:
    models = project.models(*(f"+{table}" for table in tables))
    shop = models.shop()
    assert (
        read(shop.database, {"custom_source": str(path), "custom_columns": columns}, folder) == []
    )
    shop.run()
    return shop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def chance(salt: str, of: int) -> str:
    """Return SQL for a whole number below a limit that follows from the row alone."""
    return f"(hash(i, '{salt}') % {of})::int"


# A customer per day, without articles: payments repeat, and some have no quantity.
LEDGER = f"""
    select
        lpad(cast(1 + {chance("customer", 23570)} as varchar), 5, '0') as customer,
        date '1997-01-01' + {chance("day", 545)} as date,
        case when i % 1421 = 0 then 0 else 1 + {chance("quantity", 6)} end as quantity,
        case when i % 870 = 0 then 0 else 100 * {chance("amount", 60)} + 77 end as cents
    from range(69404) as lines (i)
"""
REPEATED = f"with lines as ({LEDGER}) from lines union all from (from lines limit 255)"

# Baskets of households: goods by weight, several equal articles, bottles that are given back.
GROCERY = f"""
    select
        'H' || (basket % 2500) as household,
        'B' || basket as basket,
        timestamp '2022-01-01 08:00:00' + to_minutes((basket % 1000000)::int) as sold_at,
        'P' || {chance("product", 5000)} as article,
        case
            when i % 3 = 0 then printf('%.3f', (1 + {chance("grams", 4000)}) / 1000.0)
            when i % 911 = 0 then '-1'
            else cast(1 + {chance("pieces", 4)} as varchar)
        end as quantity,
        case when i % 911 = 0 and i % 3 <> 0 then -1 else 1 end * {chance("cents", 3000)} as cents
    from (select i, i // 6 as basket from range(1500000) as lines (i))
"""


def test_a_ledger_of_payments(project: Project, folder: Path) -> None:
    path = folder / "ledger.csv"
    lines, money = write(path, REPEATED)
    assert lines == 69659
    columns = {
        "customer_id": "customer",
        "ordered_at": "date",
        "quantity": "quantity",
        "amount": "amount",
    }
    tables = ("order_lines", "rejected_order_lines", "kpis")
    with build(project, folder, path, columns, *tables) as shop:
        ((kept, kept_money),) = shop.query(KEPT)
        ((refused, refused_money),) = shop.query(REFUSED)
        assert (kept + refused, kept_money + refused_money) == (lines, money)
        # Equal payments are payments; what has an amount has been received.
        assert refused_money == 0
        assert not shop.query("from rejected_order_lines where reason = 'exact_duplicate'")
        assert shop.query("select revenue from kpis") == [(money,)]


def test_a_grocery(project: Project, folder: Path) -> None:
    path = folder / "grocery.csv"
    lines, money = write(path, GROCERY)
    columns = {
        "customer_id": "household",
        "order_id": "basket",
        "ordered_at": "sold_at",
        "product_id": "article",
        "quantity": "quantity",
        "amount": "amount",
    }
    tables = ("order_lines", "rejected_order_lines", "orders")
    with build(project, folder, path, columns, *tables) as shop:
        ((kept, kept_money),) = shop.query(KEPT)
        ((refused, refused_money),) = shop.query(REFUSED)
        assert (kept + refused, kept_money + refused_money) == (lines, money)
        assert shop.query("select sum(revenue) from orders") == shop.query(
            "select sum(revenue) from order_lines"
        )
