"""Order lines to find baskets in, as the models read them: `int_cleaning__accepted`.

    python benchmarks/basket_data.py online_retail|synthetic FILE [ORDERS]

`online_retail` is the real shop's lines with a customer, a quantity and a price, not cancelled,
from the folder CLIENTELE_DATA_DIR.

`synthetic` is made up, the same each time, as chance comes from hashes: a million orders of 2,000
products. An order draws 1 to 16 products, 6.4 on average, each by the square of an even draw: the
first product is in every eighth order, the last in one of six hundred. Every third order also holds
a bundle, one of 200 with four products each, drawn by the cube of an even draw, and each of its
products is forgotten once in five times.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import duckdb

LINES = "main_internal.int_cleaning__accepted"

ONLINE_RETAIL = """
    select
        InvoiceNo::varchar as order_id,
        StockCode::varchar as product_id,
        Description::varchar as product_name,
        null::varchar as category,
        CustomerID::varchar as customer_id,
        InvoiceDate::timestamp as ordered_at
    from read_parquet('{file}')
    where CustomerID is not null
        and InvoiceNo::varchar not like 'C%'
        and Quantity > 0
        and UnitPrice > 0
"""

SYNTHETIC = """
    with orders as (
        select
            range as order_number,
            least(16, ceil(-6.5 * ln((hash(range, 1) % 1000000 + 0.5) / 1000000))) as products,
            hash(range, 2) % 3 = 0 as has_bundle,
            ((hash(range, 3) % 1000000 + 0.5) / 1000000) ** 3 as bundle_draw
        from range({orders})
    ),

    drawn as (
        select
            order_number,
            ((hash(order_number, draw, 4) % 1000000 + 0.5) / 1000000) ** 2 as product_draw
        from orders
        cross join range(16) as draws(draw)
        where draw < products
    ),

    held as (
        select
            order_number,
            floor(2000 * product_draw)::integer as product_number
        from drawn

        union

        select
            order_number,
            (hash(floor(200 * bundle_draw)::integer, place, 5) % 2000)::integer as product_number
        from orders
        cross join range(4) as places(place)
        where has_bundle
            and hash(order_number, place, 6) % 5 > 0
    )

    select
        'o' || lpad(order_number::varchar, 8, '0') as order_id,
        'p' || lpad(product_number::varchar, 4, '0') as product_id,
        'Product ' || product_number as product_name,
        null::varchar as category,
        'c' || lpad((hash(order_number, 7) % 250000)::varchar, 6, '0') as customer_id,
        timestamp '2024-01-01' + to_minutes(order_number) as ordered_at
    from held
"""


def make(name: str, file: str, orders: int) -> None:
    """Write the table into a new database file."""
    if name == "online_retail":
        folder = os.environ.get("CLIENTELE_DATA_DIR", Path(__file__).resolve().parents[1] / "data")
        query = ONLINE_RETAIL.format(file=Path(folder) / "online_retail.parquet")
    else:
        query = SYNTHETIC.format(orders=orders)
    with duckdb.connect(file) as connection:
        connection.execute("create schema main_internal")
        connection.execute(f"create table {LINES} as {query}")
        counts = connection.execute(
            f"select count(distinct order_id), count(distinct product_id), count(*) from {LINES}"
        )
        print(json.dumps("{:,} orders, {:,} products, {:,} lines".format(*counts.fetchone())))


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
