"""Frequent sets of three items and more, grown from the frequent pairs.

A set of items is grown from a shorter one, its prefix. The orders that hold the prefix and the
items that may follow it make a small dense matrix of zeros and ones; multiplied with itself it
counts every pair of followers at once, which are the sets two items longer than the prefix. The
rarest item comes first in every set, so that these matrices stay small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from threadpoolctl import threadpool_limits

ITEMSETS = pa.schema(
    [
        ("item_codes", pa.list_(pa.int32())),
        ("item_count", pa.int32()),
        ("orders", pa.int32()),
    ]
)
# Of so many items one is looked at first, to tell how many sets there will be.
SAMPLE_STEP = 16

Codes = npt.NDArray[np.int32]
Matrix = npt.NDArray[np.float32]


class TooManyItemsets(ValueError):
    """More sets are frequent than a table of them could be of use for."""


def longer_itemsets(
    lines: pa.Table, pairs: pa.Table, size: pa.Table, *, max_items: int, limit: int, support: float
) -> pa.Table:
    """Return the sets of three to `max_items` items that enough orders hold.

    Args:
        lines: A row an order and item it holds: order_code, item_code (int32 from 1 on), of
            frequent items only.
        pairs: A row a frequent pair: first_code, second_code.
        size: One row: minimum_orders, the orders that a set needs.
        max_items: The longest sets looked for; under 3 there are none.
        limit: The most sets returned.
        support: The setting that minimum_orders comes from, for the error's sentence.

    Returns:
        A row a set, `ITEMSETS`: its codes in ascending order, how many, and the orders that hold
        all of them. Rows are in the order of item_count and codes.

    Raises:
        TooManyItemsets: More sets than `limit` are frequent, or are about to be.

    """
    if max_items < 3 or not pairs.num_rows:
        return ITEMSETS.empty_table()
    minimum = size["minimum_orders"][0].as_py()
    search = _Search(_Baskets.of(lines, pairs), minimum, max_items, limit, support)
    # Matrices are far too small for several threads to gain on each other.
    with threadpool_limits(limits=1):
        return _as_table(search.run(), search.baskets.codes)


@dataclass(frozen=True)
class _Found:
    """Sets with a common prefix, which the two other items of each follow."""

    prefix: tuple[int, ...]
    first: Codes
    second: Codes
    orders: Codes


@dataclass(frozen=True)
class _Grouped:
    """Values in the order of a key from 0 on: those of a key lie side by side."""

    values: Codes
    starts: npt.NDArray[np.int64]

    @classmethod
    def by(cls, keys: Codes, values: Codes, count: int) -> _Grouped:
        order = np.lexsort((values, keys))
        return cls(values[order], np.searchsorted(keys[order], np.arange(count + 1)))

    def of(self, key: int) -> Codes:
        return self.values[self.starts[key] : self.starts[key + 1]]

    def of_all(self, keys: Codes) -> tuple[Codes, Codes]:
        """Return the values of several keys, and for each value the place of its key."""
        starts = self.starts[keys]
        lengths = self.starts[keys + 1] - starts
        places = np.repeat(np.arange(len(keys), dtype=np.int32), lengths)
        before = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        return self.values[before + np.arange(len(places))], places


@dataclass(frozen=True)
class _Baskets:
    """Orders and items both ways, with items by rank: 0 is the rarest."""

    codes: Codes
    orders_of_item: _Grouped
    items_of_order: _Grouped
    followers: _Grouped

    @classmethod
    def of(cls, lines: pa.Table, pairs: pa.Table) -> _Baskets:
        codes, items, frequency = np.unique(
            lines["item_code"].to_numpy(), return_inverse=True, return_counts=True
        )
        rarest_first = np.lexsort((codes, frequency))
        rank = np.empty(len(codes), np.int32)
        rank[rarest_first] = np.arange(len(codes), dtype=np.int32)
        orders, order_places = np.unique(lines["order_code"].to_numpy(), return_inverse=True)
        ranked, placed = rank[items], order_places.astype(np.int32)
        one = rank[np.searchsorted(codes, pairs["first_code"].to_numpy())]
        other = rank[np.searchsorted(codes, pairs["second_code"].to_numpy())]
        return cls(
            codes=codes[rarest_first].astype(np.int32),
            orders_of_item=_Grouped.by(ranked, placed, len(codes)),
            items_of_order=_Grouped.by(placed, ranked, len(orders)),
            followers=_Grouped.by(np.minimum(one, other), np.maximum(one, other), len(codes)),
        )

    def matrix(self, item: int) -> Matrix:
        """Return a row a follower and a column an order of an item: 1 where the order holds it."""
        followers, orders = self.followers.of(item), self.orders_of_item.of(item)
        items, columns = self.items_of_order.of_all(orders)
        rows = np.searchsorted(followers, items)
        rows[rows == len(followers)] = 0
        held = followers[rows] == items
        matrix = np.zeros((len(followers), len(orders)), np.float32)
        matrix[rows[held], columns[held]] = 1
        return matrix


@dataclass
class _Search:
    """The search for all frequent sets, which ends where there are too many."""

    baskets: _Baskets
    minimum: int
    max_items: int
    limit: int
    support: float
    found: int = 0

    def run(self) -> list[_Found]:
        """Return all frequent sets, or stop as soon as too many are to be expected."""
        results: list[_Found] = []
        items = range(len(self.baskets.codes))
        sample = items[::SAMPLE_STEP]
        for item in sample:
            results.extend(self._from(item))
        # Few items tell little, and a sample errs: what it lets through is stopped at the limit.
        if len(sample) >= SAMPLE_STEP and self.found * SAMPLE_STEP > 2 * self.limit:
            raise self._too_many(f"About {self.found * SAMPLE_STEP:,}")
        for item in items:
            if item not in sample:
                results.extend(self._from(item))
        return results

    def _from(self, item: int) -> Iterator[_Found]:
        followers = self.baskets.followers.of(item)
        if len(followers) > 1:
            yield from self._grow((item,), followers, self.baskets.matrix(item))

    def _grow(self, prefix: tuple[int, ...], followers: Codes, held: Matrix) -> Iterator[_Found]:
        counts = held @ held.T
        first, second = np.nonzero(counts >= self.minimum)
        once = first < second
        first, second = first[once], second[once]
        if not len(first):
            return
        self.found += len(first)
        if self.found > self.limit:
            raise self._too_many(f"More than {self.limit:,}")
        orders = counts[first, second].astype(np.int32)
        yield _Found(prefix, followers[first], followers[second], orders)
        if len(prefix) + 2 == self.max_items:
            return
        starts = np.searchsorted(first, np.arange(len(followers) + 1))
        for place in np.unique(first):
            following = second[starts[place] : starts[place + 1]]
            if len(following) > 1:
                yield from self._grow(
                    (*prefix, int(followers[place])),
                    followers[following],
                    held[following][:, held[place] > 0],
                )

    def _too_many(self, how_many: str) -> TooManyItemsets:
        return TooManyItemsets(
            f"{how_many} sets of 3 to {self.max_items} items are each in {self.minimum:,} orders or"
            f" more (basket_min_support is {self.support}), and at most {self.limit:,} are kept"
            " (basket_max_itemsets): raise basket_min_support or lower basket_max_items, under vars"
            " in dbt_project.yml or with --vars."
        )


def _as_table(found: list[_Found], codes: Codes) -> pa.Table:
    """Return the sets with their codes, in a settled order."""
    tables = [ITEMSETS.empty_table()]
    for count in sorted({len(sets.prefix) + 2 for sets in found}):
        ranks = np.concatenate([_ranks(sets) for sets in found if len(sets.prefix) + 2 == count])
        orders = np.concatenate([sets.orders for sets in found if len(sets.prefix) + 2 == count])
        members = np.sort(codes[ranks], axis=1)
        settled = np.lexsort(members.T[::-1])
        offsets = np.arange(0, members.size + 1, count, dtype=np.int32)
        tables.append(
            pa.table(
                [
                    pa.ListArray.from_arrays(offsets, members[settled].ravel()),
                    np.full(len(orders), count, np.int32),
                    orders[settled],
                ],
                schema=ITEMSETS,
            )
        )
    return pa.concat_tables(tables)


def _ranks(sets: _Found) -> Codes:
    """Return a row a set, with all its items."""
    prefix = np.broadcast_to(np.array(sets.prefix, np.int32), (len(sets.first), len(sets.prefix)))
    return np.column_stack([prefix, sets.first, sets.second])
