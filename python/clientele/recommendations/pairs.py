"""Which items are bought in the same order, and in how many orders.

The product of a sparse matrix with itself counts all pairs of an order at once, many times faster
than a join of order lines with themselves. Few pairs are worth a row, so the others are dropped
before they leave memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

PAIRS = pa.schema(
    [
        ("as_of_date", pa.date32()),
        ("item_code", pa.int32()),
        ("other_code", pa.int32()),
        ("orders", pa.int32()),
        ("is_neighbour", pa.bool_()),
    ]
)
# The most similar items that each item keeps, with any number of orders.
NEIGHBOURS = 20
# Products that are added up at a time, which bounds the memory.
BLOCK = 20_000_000

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def count_pairs(
    lines: pa.Table, items: pa.Table, *, neighbours: int = NEIGHBOURS, block: int = BLOCK
) -> pa.Table:
    """Return in how many orders two items occur together, if they are frequent or neighbours.

    Args:
        lines: Each item of an order before a date, once: as_of_date, order_code, item_code.
        items: as_of_date, item_code and minimum_orders, the orders that make a pair frequent.
        neighbours: Number of most similar items by cosine. Of equally similar ones, the lower
            codes count.
        block: Number of products that are added up at a time.

    Returns:
        A table as `PAIRS`. A frequent pair has two rows, one from each of its items.
        is_neighbour is true where the other item is a neighbour of the item.

    >>> day = dt.date(2024, 1, 1)
    >>> count_pairs(
    ...     pa.table({"as_of_date": [day] * 3, "order_code": [1, 1, 2], "item_code": [7, 8, 8]}),
    ...     pa.table({"as_of_date": [day] * 2, "item_code": [7, 8], "minimum_orders": [5, 5]}),
    ...     neighbours=1,
    ... ).select(["item_code", "other_code", "orders"]).to_pylist()[0]
    {'item_code': 7, 'other_code': 8, 'orders': 1}

    """
    tables = [PAIRS.empty_table()]
    for date in sorted(pc.unique(items["as_of_date"]).to_pylist()):
        bought, sold = (
            table.filter(pc.equal(table["as_of_date"], pa.scalar(date))) for table in (lines, items)
        )
        minimum = int(sold["minimum_orders"][0].as_py())
        tables += _pairs(date, bought, minimum, neighbours, block)
    return pa.concat_tables(tables)


def _pairs(
    date: dt.date, lines: pa.Table, minimum: int, neighbours: int, block: int
) -> Iterator[pa.Table]:
    # Codes are small integers, which are numbered without a sort. An order that is too late is an
    # empty row.
    found_codes, rows = lines["item_code"].to_numpy(), lines["order_code"].to_numpy()
    if not len(rows):
        return
    is_sold = np.bincount(found_codes) > 0
    codes = np.flatnonzero(is_sold)
    columns = (np.cumsum(is_sold) - 1)[found_codes]
    shape = (int(rows.max()) + 1, len(codes))
    orders = csr_array((np.ones(len(rows), np.int32), (rows, columns)), shape=shape)
    orders.sort_indices()
    items = orders.T.tocsr()
    counts = np.bincount(columns).astype(np.float64)
    sizes = np.bincount(rows)
    # An item of an order meets each item of that order.
    work = np.cumsum(np.bincount(columns, weights=sizes[rows]))
    start = 0
    while start < len(codes):
        before = work[start - 1] if start else 0
        stop = max(int(np.searchsorted(work, before + block, side="right")), start + 1)
        found = items[start:stop] @ orders
        source = np.repeat(np.arange(start, stop), np.diff(found.indptr))
        joint, other = found.data, found.indices
        # Of an item with itself, nothing is kept.
        cosine = np.where(source == other, -1, joint / np.sqrt(counts[source] * counts[other]))
        border = np.repeat(_borders(cosine, found.indptr, neighbours), np.diff(found.indptr))
        near = (source != other) & ((joint >= minimum) | (cosine >= border))
        source, other, joint, cosine = (of[near] for of in (source, other, joint, cosine))
        is_neighbour = _places(source, other, cosine) < neighbours
        kept = is_neighbour | (joint >= minimum)
        yield pa.table(
            [
                pa.array([date] * int(kept.sum()), pa.date32()),
                codes[source[kept]].astype(np.int32),
                codes[other[kept]].astype(np.int32),
                joint[kept].astype(np.int32),
                is_neighbour[kept],
            ],
            schema=PAIRS,
        )
        start = stop


def _borders(cosine: Floats, ends: Ints, neighbours: int) -> Floats:
    """Return the lowest cosine that each row keeps."""
    borders = np.zeros(len(ends) - 1)
    for row, (start, end) in enumerate(pairwise(ends)):
        if end - start > neighbours:
            place = end - start - neighbours
            borders[row] = np.partition(cosine[start:end], place)[place]
    return borders


def _places(source: Ints, other: Ints, cosine: Floats) -> Ints:
    """Return the place of each pair among those of its source, from 0, the most similar first."""
    order = np.lexsort((other, -cosine, source))
    places = np.empty(len(source), dtype=np.int64)
    places[order] = np.arange(len(source)) - np.searchsorted(source[order], source[order])
    return places
