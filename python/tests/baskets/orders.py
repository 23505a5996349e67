"""Orders made up on the spot, as the tables that the search for itemsets takes."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import strategies as st

from clientele.baskets.itemsets import find_itemsets

# Of few items many sets are frequent, and of seven some lie in two steps of the search.
BASKETS = st.lists(st.frozensets(st.integers(0, 6)), max_size=25)


def tables(baskets, minimum, code_of=lambda item: item + 1):
    """The orders and the size of baskets."""
    lists = [list(map(code_of, sorted(items))) for items in baskets]
    return (
        pa.table({"item_codes": pa.array(lists, pa.list_(pa.int32()))}),
        table_of([(minimum,)], ["minimum_orders"]),
    )


def table_of(rows, names):
    """A table of int32 from tuples."""
    columns = zip(*rows, strict=True) if rows else [[] for _ in names]
    return pa.table([pa.array(column, pa.int32()) for column in columns], names=names)


def counts_of(baskets, size, minimum):
    """Each set of a size that enough baskets hold, and how many do, by looking at every set."""
    counts = Counter(found for items in baskets for found in combinations(sorted(items), size))
    return {found: count for found, count in counts.items() if count >= minimum}


def all_counts(baskets, minimum, max_items):
    """The same for all sizes."""
    return {
        found: count
        for size in range(1, max_items + 1)
        for found, count in counts_of(baskets, size, minimum).items()
    }


def by_mlxtend(algorithm, baskets, minimum, max_items):
    """The same, as a function of mlxtend finds them."""
    items = sorted(set().union(*baskets))
    held = pd.DataFrame([[item in basket for item in items] for basket in baskets], columns=items)
    if held.empty or minimum > len(baskets):
        return {}
    # Between two counts, so that its threshold, a float, decides as ours does.
    share = (minimum - 0.5) / len(baskets)
    found = algorithm(held, min_support=share, use_colnames=True, max_len=max_items)
    return {
        tuple(sorted(items)): round(support * len(baskets))
        for items, support in zip(found["itemsets"], found["support"], strict=True)
    }


NONE_APART = table_of([], ["product_code", "category_code"])


def search(
    orders,
    size,
    apart=NONE_APART,
    max_items=6,
    limit=2_000_000,
    support=0.001,
    algorithm="eclat",
):
    """What the search returns."""
    return find_itemsets(
        *(orders, size, apart),
        max_items=max_items,
        limit=limit,
        support=support,
        algorithm=algorithm,
    )


def found_in(table):
    """The sets of a table with their orders; each set stands there once."""
    found = {tuple(row["item_codes"]): row["orders"] for row in table.to_pylist()}
    assert len(found) == table.num_rows
    assert table["item_count"].to_pylist() == [len(codes) for codes in found]
    return found


def shuffled(orders, seed):
    """The orders and their items in another order."""
    dice = np.random.default_rng(seed)
    lists = [dice.permutation(items).tolist() for items in orders["item_codes"].to_pylist()]
    table = pa.table({"item_codes": pa.array(lists, pa.list_(pa.int32()))})
    return table.take(dice.permutation(len(lists)))


def bytes_of(table):
    """A table as bytes, which are equal only where all of it is."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()
