"""The pairs that are kept, against a count of all pairs in a plain loop."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import permutations
from math import sqrt

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from clientele.recommendations import count_pairs

DAYS = (dt.date(2024, 1, 1), dt.date(2024, 2, 1))
Bought = set[tuple[int, int]]
baskets = st.sets(st.tuples(st.integers(0, 9), st.integers(1, 7)), max_size=40)


def tables(by_date: dict[dt.date, Bought], minimum: int) -> tuple[pa.Table, pa.Table]:
    """Return the lines in an order that is not theirs, and the items."""
    lines = [(date, *line) for date, bought in by_date.items() for line in sorted(bought)][::-1]
    items = sorted({(date, item) for date, _, item in lines})
    return (
        pa.table(
            {
                "as_of_date": pa.array([date for date, _, _ in lines], pa.date32()),
                "order_code": pa.array([order for _, order, _ in lines], pa.int32()),
                "item_code": pa.array([item for _, _, item in lines], pa.int32()),
            }
        ),
        pa.table(
            {
                "as_of_date": pa.array([date for date, _ in items], pa.date32()),
                "item_code": pa.array([item for _, item in items], pa.int32()),
                "minimum_orders": pa.array([minimum] * len(items), pa.int32()),
            }
        ),
    )


def expected(bought: Bought, minimum: int, neighbours: int) -> dict[tuple[int, int], object]:
    baskets: dict[int, set[int]] = {}
    for order, item in bought:
        baskets.setdefault(order, set()).add(item)
    orders = Counter(item for _, item in bought)
    pairs = Counter(pair for basket in baskets.values() for pair in permutations(basket, 2))
    kept: dict[tuple[int, int], object] = {}
    for item in orders:
        others = [other for other in orders if pairs[item, other]]
        others.sort(key=lambda o: (-pairs[item, o] / sqrt(orders[item] * orders[o]), o))
        for place, other in enumerate(others):
            if place < neighbours or pairs[item, other] >= minimum:
                kept[item, other] = (pairs[item, other], place < neighbours)
    return kept


@given(
    st.fixed_dictionaries(dict.fromkeys(DAYS, baskets)),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(1, 30),
)
@settings(deadline=None, max_examples=100)
def test_frequent_pairs_and_neighbours_are_counted_per_date(
    by_date: dict[dt.date, Bought], minimum: int, neighbours: int, block: int
) -> None:
    lines, items = tables(by_date, minimum)
    found = count_pairs(lines, items, neighbours=neighbours, block=block).to_pylist()
    kept = {
        (row["as_of_date"], row["item_code"], row["other_code"]): (
            row["orders"],
            row["is_neighbour"],
        )
        for row in found
    }
    assert len(kept) == len(found)
    assert kept == {
        (date, *pair): counted
        for date, bought in by_date.items()
        for pair, counted in expected(bought, minimum, neighbours).items()
    }
