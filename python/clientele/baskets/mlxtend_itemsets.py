"""The same itemsets, as mlxtend finds them."""

from __future__ import annotations

import warnings
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

# mlxtend makes Python objects, so its memory is predictable: bytes per cell of the dense matrix,
# per item of an order (a node of the tree of FP-growth) and per itemset.
CELL_BYTES = 2
NODE_BYTES = 500
ITEMSET_BYTES = 700
MEMORY_BYTES = 2 * 2**30

Ints = npt.NDArray[np.int32]


class NotEnoughMemory(ValueError):
    """mlxtend would need more memory than is allowed."""


def mine_itemsets(
    algorithm: Literal["apriori", "fpgrowth"],
    orders: Ints,
    items: Ints,
    shorter: pa.Table,
    *,
    minimum: int,
    max_items: int,
    expected: int,
) -> tuple[Ints, list[tuple[Ints, Ints]]]:
    """Return the itemsets of three to `max_items` items that `minimum` orders hold.

    Only what may be part of such an itemset enters the matrix: items with two frequent pairs or
    more, and orders with three of these items or more.

    Args:
        algorithm: The function of mlxtend.
        orders: The order of each line, which is a frequent item that an order holds.
        items: The code of the item of each line.
        shorter: One row per frequent itemset of one or two items: item_codes.
        minimum: The orders that an itemset needs.
        max_items: The items of the longest itemsets.
        expected: About how many itemsets there are, to predict the memory.

    Returns:
        The codes of the items, shape (items,), and for each length the itemsets as positions in
        these codes, shape (itemsets, length), with the orders that hold each, shape (itemsets,).

    Raises:
        NotEnoughMemory: More than `MEMORY_BYTES` would be needed.

    >>> orders, items = np.array([1, 1, 1]), np.array([7, 8, 9])
    >>> shorter = pa.table({"item_codes": [[7], [8], [9], [7, 8], [7, 9], [8, 9]]})
    >>> least = {"minimum": 1, "max_items": 3, "expected": 1}
    >>> codes, found = mine_itemsets("apriori", orders, items, shorter, **least)
    >>> codes.tolist(), [(members.tolist(), orders.tolist()) for members, orders in found]
    ([7, 8, 9], [([[0, 1, 2]], [1])])

    """
    # An item is once in its own itemset, and once in each of its pairs.
    in_sets, times = np.unique(
        shorter["item_codes"].combine_chunks().flatten().to_numpy(), return_counts=True
    )
    kept = np.isin(items, in_sets[times > 2])
    orders, items = orders[kept], items[kept]
    _, rows, lengths = np.unique(orders, return_inverse=True, return_counts=True)
    kept = lengths[rows] > 2
    shape_orders, rows = np.unique(orders[kept], return_inverse=True)
    codes, columns = np.unique(items[kept], return_inverse=True)
    if len(shape_orders) < minimum:
        return codes, []
    shape = len(shape_orders), len(codes)
    _check_memory(algorithm, shape, len(rows), expected)
    return codes, _mine(algorithm, rows, columns, shape, minimum, max_items)


def _check_memory(algorithm: str, shape: tuple[int, int], lines: int, expected: int) -> None:
    orders, items = shape
    needed = CELL_BYTES * orders * items + NODE_BYTES * lines + ITEMSET_BYTES * expected
    if needed > MEMORY_BYTES:
        raise NotEnoughMemory(
            f"basket_algorithm is {algorithm}, which would need about {needed / 2**30:.1f} GiB of"
            f" memory for {orders:,} orders and {items:,} items, and {MEMORY_BYTES / 2**30:.0f} GiB"
            " are allowed: set basket_algorithm to eclat or raise basket_min_support, under vars in"
            " dbt_project.yml or with --vars."
        )


def _mine(
    algorithm: str,
    rows: npt.NDArray[Any],
    columns: npt.NDArray[Any],
    shape: tuple[int, int],
    minimum: int,
    max_items: int,
) -> list[tuple[Ints, Ints]]:
    with warnings.catch_warnings():  # mlxtend changes the filters of the process as it is imported
        import pandas as pd
        from mlxtend import frequent_patterns
        from scipy.sparse import csr_matrix

        held = csr_matrix((np.ones(len(rows), np.bool_), (rows, columns)), shape=shape)
        # Between two counts, as mlxtend compares shares, which are floats.
        options: dict[str, Any] = {"min_support": (minimum - 0.5) / shape[0], "max_len": max_items}
        if algorithm == "apriori":
            options["low_memory"] = True  # otherwise a matrix of all orders and candidates
        table = pd.DataFrame.sparse.from_spmatrix(held)
        found = getattr(frequent_patterns, algorithm)(table, **options)
    lengths = found["itemsets"].map(len)
    results = []
    for length in range(3, max_items + 1):
        same = found[lengths == length]
        if len(same):
            members = np.array([sorted(items) for items in same["itemsets"]], np.int32)
            orders = np.rint(same["support"].to_numpy() * shape[0]).astype(np.int32)
            results.append((members, orders))
    return results
