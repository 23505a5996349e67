"""Good data never fails: shops at the border of what is usual build, and all data tests pass."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from .models import Models, Project
from .reading import read

pytestmark = pytest.mark.whole

COLUMNS = {
    "customer_id": "customer",
    "order_id": "receipt",
    "ordered_at": "date",
    "product_id": "article",
    "quantity": "quantity",
    "amount": "amount",
}
# Each is a query for the lines of a shop; `i` numbers them.
SHOPS = {
    "everybody ordered once": """
        select 'C' || i, 'O' || i, date '2024-01-01' + (i % 200)::int, 'P' || i % 7, 1 + i % 3,
            5 + i % 11
        from range(150) as lines (i)""",
    "everybody ordered twice": """
        select 'C' || i % 60, 'O' || i, date '2024-01-01' + (i % 60 * 3 + i // 60 * 20)::int,
            'P' || i % 7, 1, 5 + i % 11
        from range(120) as lines (i)""",
    "baskets of one item": """
        select 'C' || i % 40, 'O' || i, date '2023-06-01' + (i * 7 % 400)::int, 'P' || i % 9, 1,
            3 + i % 17
        from range(300) as lines (i)""",
    "one customer": """
        select 'C', 'O' || i // 2, date '2024-01-01' + (i // 2 * 9)::int, 'P' || i % 5, 1,
            10 + i % 3
        from range(40) as lines (i)""",
    "one product": """
        select 'C' || i % 20, 'O' || i, date '2024-01-01' + (i * 3)::int, 'P', 1 + i % 4, 9.99
        from range(90) as lines (i)""",
    "one order": """
        select 'C', 'O', date '2024-01-01', 'P' || i, 1, 10 from range(3) as lines (i)""",
    "one line": "select 'C', 'O', date '2024-01-01', 'P', 1, 10",
    "two customers": """
        select 'C' || i % 2, 'O' || i, date '2024-01-01' + i::int, 'P' || i % 3, 1, 10
        from range(20) as lines (i)""",
    "100,000 lines in one order": """
        select case when i < 100000 then 'BIG' else 'C' || i // 2 % 20 end,
            case when i < 100000 then 'BIG' else 'O' || i // 2 end,
            case when i < 100000 then date '2024-03-01'
                else date '2024-01-01' + (i // 2 % 90)::int end,
            'P' || i % 3000, 1, 1 + i % 50
        from range(100200) as lines (i)""",
    "one customer with 300,000 lines": """
        select case when i < 300000 then 'CASH' else 'C' || i // 3 % 20 end,
            'O' || i // 3, date '2022-01-01' + (i // 3 % 900)::int, 'P' || (i * 7) % 500,
            case when i % 1000 = 999 and i < 300000 then -1 else 1 end,
            case when i % 1000 = 999 and i < 300000 then -4 else 4 end
        from range(300060) as lines (i)""",
    "equal amounts": """
        select 'C' || i % 30, 'O' || i, date '2024-01-01' + (i * 5 % 300)::int, 'P' || i % 6, 1, 10
        from range(200) as lines (i)""",
    "all on one day": """
        select 'C' || i % 30, 'O' || i % 50, date '2024-01-01', 'P' || i, 1, 1 + i % 13
        from range(150) as lines (i) where i % 50 % 30 = i % 30""",
    "equal customers": """
        select 'C' || i % 30, 'O' || i, date '2024-01-01' + (i // 30 * 30)::int, 'P' || i // 30, 1,
            10
        from range(120) as lines (i)""",
    "amounts of one cent": """
        select 'C' || i % 30, 'O' || i, date '2024-01-01' + (i * 5 % 300)::int, 'P' || i % 6, 1,
            0.01
        from range(200) as lines (i)""",
    "amounts of a million millions": """
        select 'C' || i % 30, 'O' || i, date '2024-01-01' + (i * 5 % 300)::int, 'P' || i % 6,
            1000 + i, 1000000000000.07 + i
        from range(200) as lines (i)""",
    "cents beside millions of millions": """
        select 'C' || i % 30, 'O' || i, date '2024-01-01' + (i * 5 % 300)::int, 'P' || i % 6, 1,
            case when i % 30 = 0 then 1000000000000 else 0.01 end
        from range(200) as lines (i)""",
    "thirds of a share": """
        select 'C' || i % 3, 'O' || i, date '2024-01-01' + (i % 3)::int, 'P' || i % 3, 1, 1
        from range(9) as lines (i)""",
    "more than a lifetime": """
        select 'C' || i % 30, 'O' || i, date '1971-01-01' + (i * 97)::int, 'P' || i % 6, 1, 10
        from range(200) as lines (i)""",
    "guests but for one": """
        select case when i = 0 then 'C' else '' end, 'O' || i, date '2024-01-01' + i::int, 'P',
            1, 10
        from range(30) as lines (i)""",
    "all but one returned": """
        select 'C' || i // 2, 'O' || i // 2, date '2024-01-01' + i::int, 'P',
            case when i % 2 = 1 and i > 1 then -1 else 1 end,
            case when i % 2 = 1 and i > 1 then -10 else 10 end
        from range(40) as lines (i)""",
}


@pytest.fixture(scope="module")
def models(project: Project) -> Models:
    """Compile all models."""
    return project.models("+path:models")


@pytest.mark.parametrize("name", SHOPS)
def test_good_data_builds(name: str, models: Models, tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    with duckdb.connect() as connection:
        names = ", ".join(COLUMNS.values())
        connection.execute(
            f"copy (select * from ({SHOPS[name]}) as lines ({names})) to '{path}' (header)"
        )
    with models.shop() as shop:
        faults = read(
            shop.database, {"custom_source": str(path), "custom_columns": COLUMNS}, tmp_path
        )
        assert [fault.sentence() for fault in faults] == []
        shop.run()
        assert shop.broken_tests() == []
