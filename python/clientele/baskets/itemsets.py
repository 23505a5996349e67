"""Frequent itemsets of three items and more, grown from the frequent pairs.

Items are ranked by how many orders hold them, the rarest first, and each itemset is grown from its
rarest item. The orders with that item, and the items that form a frequent pair with it, are a small
dense matrix of zeros and ones. Its product with its own transpose counts all triples. A longer
itemset is a bitmap of the orders that hold it: two itemsets that differ in their last item make a
longer one, as in Eclat (Zaki, 2000).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from threadpoolctl import threadpool_limits

from clientele.baskets.mlxtend_itemsets import mine_itemsets

ITEMSETS = pa.schema(
    [
        ("item_codes", pa.list_(pa.int32())),
        ("item_count", pa.int32()),
        ("orders", pa.int32()),
    ]
)
# The search begins with every sixteenth item, to estimate how many itemsets there will be.
SAMPLE_STEP = 16
# Cells of a matrix, and words of a bitmap, that are in memory at a time.
BLOCK = 2**22
WORD = 64
LOW = 2**32 - 1

Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Whole = TypeVar("Whole", np.int32, np.int64)
Algorithm = Literal["eclat", "apriori", "fpgrowth"]


class TooManyItemsets(ValueError):
    """More itemsets are frequent than a table of them is useful for."""


def find_itemsets(
    lines: pa.Table,
    pairs: pa.Table,
    size: pa.Table,
    apart: pa.Table,
    *,
    max_items: int,
    limit: int,
    support: float,
    algorithm: Algorithm = "eclat",
) -> pa.Table:
    """Return the itemsets of three to `max_items` items that enough orders hold.

    Args:
        lines: One row per order and item it holds: order_code, item_code (int32 from 1), of
            frequent items only.
        pairs: One row per frequent pair: first_code, second_code.
        size: One row: minimum_orders, the orders that an itemset needs.
        apart: One row per product and its own category: product_code, category_code. No itemset
            holds both. They are not in `pairs` either.
        max_items: The items of the longest itemsets; there are none under 3.
        limit: The most itemsets returned.
        support: The setting that minimum_orders comes from, for the sentence of an error.
        algorithm: eclat is the search of this module; apriori and fpgrowth are those of mlxtend,
            which are slower. The result is the same.

    Returns:
        An `ITEMSETS` table, one row per itemset: its codes in ascending order, their number, and
        the orders that hold all of them. Rows are in the order of item_count and codes.

    Raises:
        TooManyItemsets: More itemsets than `limit` are frequent, or are expected to be.
        NotEnoughMemory: mlxtend would need more memory than is allowed.

    Source: Zaki 2000 (Eclat), Agrawal and Srikant 1994 (Apriori), Han et al. 2000 (FP-growth).

    >>> lines = pa.table({"order_code": [1, 1, 1, 2, 2, 2], "item_code": [7, 8, 9, 7, 8, 9]})
    >>> pairs = pa.table({"first_code": [7, 7, 8], "second_code": [8, 9, 9]})
    >>> size = pa.table({"minimum_orders": [2]})
    >>> apart = pa.table({"product_code": [7], "category_code": [10]})
    >>> find_itemsets(lines, pairs, size, apart, max_items=3, limit=10, support=0.5).to_pylist()
    [{'item_codes': [7, 8, 9], 'item_count': 3, 'orders': 2}]

    """
    if max_items < 3 or not pairs.num_rows:
        return ITEMSETS.empty_table()
    minimum = size["minimum_orders"][0].as_py()
    baskets = _Baskets.of(lines, pairs, apart)
    search = _Search(baskets, minimum, max_items, limit, support)
    # The matrices are too small for several threads to help.
    with threadpool_limits(limits=1):
        if algorithm == "eclat":
            return _as_table(search.run(), baskets.codes)
        expected = search.estimate()
        if len(baskets.apart):
            # mlxtend finds itemsets with items that are apart, too, and they need memory.
            every = _Baskets.of(lines, _joined(pairs, apart, baskets.codes), apart.slice(0, 0))
            expected = _Search(every, minimum, max_items, sys.maxsize, support).estimate()
    codes, found = mine_itemsets(
        algorithm, lines, pairs, minimum=minimum, max_items=max_items, expected=expected
    )
    table = _as_table([_allowed(*sets, codes, apart) for sets in found], codes)
    if table.num_rows > limit:
        raise search.refuse(f"More than {limit:,}")
    return table


@dataclass(frozen=True)
class _Baskets:
    """The items of all orders, order by order, by rank: 0 is the rarest item and comes first."""

    codes: Ints
    items: Ints
    # The number of lines of the same order after each line.
    after: Ints
    # The lines of each item, one item after the other, and the position of each item's first.
    lines: Ints
    starts: Places
    # The items that form a frequent pair with a rarer item, and the position of each rarer item's
    # first.
    seconds: Ints
    firsts: Places
    # The items that are apart from each item, by rank, and the position of each item's first.
    apart: Ints
    firsts_apart: Places

    @classmethod
    def of(cls, lines: pa.Table, pairs: pa.Table, apart: pa.Table) -> _Baskets:
        held, position, frequency = np.unique(
            lines["item_code"].to_numpy(), return_inverse=True, return_counts=True
        )
        rarest_first = np.argsort(frequency, kind="stable")
        rank = np.empty(len(held), np.int64)
        rank[rarest_first] = np.arange(len(held))
        # Sorting two numbers packed in one is several times faster than sorting by two keys.
        by_order = np.sort(lines["order_code"].to_numpy().astype(np.int64) << 32 | rank[position])
        orders, items = by_order >> 32, by_order & LOW
        each = np.arange(len(items))
        last = np.flatnonzero(np.r_[orders[1:] != orders[:-1], True])
        one, other = (
            rank[np.searchsorted(held, pairs[name].to_numpy())]
            for name in ("first_code", "second_code")
        )
        followed = np.sort(np.minimum(one, other) << 32 | np.maximum(one, other))
        own = np.stack([apart[name].to_numpy() for name in ("product_code", "category_code")])
        own = rank[np.searchsorted(held, own[:, np.isin(own, held).all(axis=0)])]
        both_ways = np.sort(np.r_[own[0] << 32 | own[1], own[1] << 32 | own[0]])
        return cls(
            codes=held[rarest_first].astype(np.int32),
            items=items.astype(np.int32),
            after=(np.repeat(last, np.diff(np.r_[-1, last])) - each).astype(np.int32),
            lines=(np.sort(items << 32 | each) & LOW).astype(np.int32),
            starts=np.r_[0, np.cumsum(frequency[rarest_first])],
            seconds=(followed & LOW).astype(np.int32),
            firsts=np.searchsorted(followed >> 32, np.arange(len(held) + 1)),
            apart=(both_ways & LOW).astype(np.int32),
            firsts_apart=np.searchsorted(both_ways >> 32, np.arange(len(held) + 1)),
        )

    def followers(self, item: int) -> _Followers:
        """Return the items that form a frequent pair with a rarer item, in its orders."""
        ranks = self.seconds[self.firsts[item] : self.firsts[item + 1]]
        lines = self.lines[self.starts[item] : self.starts[item + 1]]
        lengths = self.after[lines]
        row_of = np.full(len(self.codes), -1, np.int32)
        row_of[ranks] = np.arange(len(ranks), dtype=np.int32)
        rows = row_of[self.items[_ranges(lines + 1, lengths)]]
        held = np.flatnonzero(rows >= 0)
        columns = np.repeat(np.arange(len(lines), dtype=np.int32), lengths)
        starts, counts = self.firsts_apart[ranks], np.diff(self.firsts_apart)[ranks]
        others = row_of[self.apart[_ranges(starts, counts)]]
        apart = np.column_stack([np.repeat(row_of[ranks], counts), others])[others >= 0]
        return _Followers(item, ranks, rows[held], columns[held], len(lines), apart)


def _ranges(starts: npt.NDArray[Whole], lengths: npt.NDArray[Whole]) -> npt.NDArray[Whole]:
    """Return consecutive whole numbers: from each start, as many as its length."""
    upto = np.cumsum(lengths, dtype=starts.dtype)
    places = np.repeat(starts - upto + lengths, lengths)
    places += np.arange(len(places), dtype=starts.dtype)
    return places


def _blocks(lengths: Places, size: int) -> Iterator[slice]:
    """Yield slices of lengths whose sum is at most a size, or of one length that is more."""
    upto = np.cumsum(lengths)
    start, before = 0, 0
    while start < len(lengths):
        end = int(np.searchsorted(upto, before + size, side="right"))
        end = max(start + 1, end)
        if upto[end - 1] > before:
            yield slice(start, end)
        start, before = end, upto[end - 1]


@dataclass(frozen=True)
class _Followers:
    """The items that pair with a rarer item, one row each; its orders, one column each."""

    item: int
    ranks: Ints
    # The cells that are one: an item is in an order.
    rows: Ints
    columns: Ints
    width: int
    # Two rows each that no itemset has together.
    apart: Ints

    def pairs(self) -> npt.NDArray[np.float64]:
        """Return the number of orders that hold each two of them, 0 if they are apart."""
        counts = np.zeros((len(self.ranks), len(self.ranks)))
        # Floats multiply fastest. 32 bits are exact for the number of orders in a block.
        for held in self._matrices(np.float32):
            counts += held @ held.T
        counts[self.apart[:, 0], self.apart[:, 1]] = 0
        return counts

    def bits(self) -> Bits:
        """Return the bitmap of orders of each of them."""
        packed = [np.packbits(held, axis=1) for held in self._matrices(np.bool_)]
        return np.concatenate(packed, axis=1).view(np.uint64)

    def _matrices(self, kind: npt.DTypeLike) -> Iterator[npt.NDArray[Any]]:
        step = max(WORD, BLOCK // len(self.ranks) // WORD * WORD)
        for start in range(0, self.width, step):
            low, high = np.searchsorted(self.columns, [start, start + step])
            width = -(-min(step, self.width - start) // WORD) * WORD
            held: npt.NDArray[Any] = np.zeros((len(self.ranks), width), kind)
            held[self.rows[low:high], self.columns[low:high] - start] = 1
            yield held


@dataclass(frozen=True)
class _Level:
    """Itemsets of one length and their bitmaps; those of a group share all but the last item."""

    places: list[Places]
    group: Places
    bits: Bits

    def joins(self) -> Iterator[tuple[Places, Places]]:
        """Yield the two itemsets of a group that make a longer one, some at a time."""
        each = np.arange(len(self.group))
        partners = np.searchsorted(self.group, self.group, side="right") - each - 1
        for block in _blocks(partners, BLOCK // self.bits.shape[1]):
            left = np.repeat(each[block], partners[block])
            yield left, _ranges(each[block] + 1, partners[block])


@dataclass(frozen=True)
class _Found:
    """Itemsets of one length by rank, one row each, and the number of orders that hold each."""

    members: Ints
    orders: Ints


@dataclass
class _Search:
    """The search for all frequent itemsets, which ends if there are too many."""

    baskets: _Baskets
    minimum: int
    max_items: int
    limit: int
    support: float
    found: int = 0

    def run(self) -> list[_Found]:
        """Return all frequent itemsets, or stop as soon as too many are expected."""
        results = self._sample()
        items = range(len(self.baskets.codes))
        results += [sets for item in items if item % SAMPLE_STEP for sets in self._from(item)]
        return results

    def estimate(self) -> int:
        """Return about how many itemsets there are, or stop if there are too many."""
        if len(self.baskets.codes) > SAMPLE_STEP**2:
            self._sample()
            return self.found * SAMPLE_STEP
        self.run()
        return self.found

    def refuse(self, how_many: str) -> TooManyItemsets:
        """Return the error that names the number of itemsets and the settings to change."""
        return TooManyItemsets(
            f"{how_many} sets of 3 to {self.max_items} items are each in {self.minimum:,} orders or"
            f" more (basket_min_support is {self.support}), and at most {self.limit:,} are kept"
            " (basket_max_itemsets): raise basket_min_support or lower basket_max_items, under vars"
            " in dbt_project.yml or with --vars."
        )

    def _sample(self) -> list[_Found]:
        sample = range(0, len(self.baskets.codes), SAMPLE_STEP)
        results = [sets for item in sample for sets in self._from(item)]
        # A sample of few items says little. Any sample errs, so the limit stops what it lets pass.
        if len(sample) >= SAMPLE_STEP and self.found * SAMPLE_STEP > 2 * self.limit:
            raise self.refuse(f"About {self.found * SAMPLE_STEP:,}")
        return results

    def _from(self, item: int) -> Iterator[_Found]:
        """Yield the itemsets whose rarest item is this."""
        if self.baskets.firsts[item + 1] - self.baskets.firsts[item] < 2:
            return
        followers = self.baskets.followers(item)
        together = followers.pairs()
        frequent = together >= self.minimum
        first, second = np.nonzero(frequent)
        apart = first < second
        first, second = first[apart], second[apart]
        if not len(first):
            return
        yield self._count(followers, [first, second], together[first, second])
        if self.max_items == 3:
            return
        bits = followers.bits()
        starts = np.searchsorted(first, np.arange(len(followers.ranks) + 1))
        for block in _blocks(np.diff(starts), BLOCK // bits.shape[1]):
            part = slice(starts[block.start], starts[block.stop])
            one, other = first[part], second[part]
            level = _Level([one, other], one, bits[one] & bits[other])
            yield from self._grow(followers, frequent, bits, level)

    def _grow(
        self, followers: _Followers, frequent: npt.NDArray[np.bool_], bits: Bits, level: _Level
    ) -> Iterator[_Found]:
        last = level.places[-1]
        for left, right in level.joins():
            likely = frequent[last[left], last[right]]
            left, right = left[likely], last[right[likely]]
            held = level.bits[left] & bits[right]
            orders = np.bitwise_count(held).sum(axis=1, dtype=np.int32)
            enough = orders >= self.minimum
            if not enough.any():
                continue
            left, right = left[enough], right[enough]
            places = [*(place[left] for place in level.places), right]
            yield self._count(followers, places, orders[enough])
            if len(places) + 1 < self.max_items:
                longer = _Level(places, left, held[enough])
                yield from self._grow(followers, frequent, bits, longer)

    def _count(
        self, followers: _Followers, places: list[Places], orders: npt.NDArray[Any]
    ) -> _Found:
        self.found += len(orders)
        if self.found > self.limit:
            raise self.refuse(f"More than {self.limit:,}")
        ranks = [followers.ranks[place] for place in places]
        first = np.full(len(orders), followers.item, np.int32)
        return _Found(np.column_stack([first, *ranks]), orders.astype(np.int32))


def _joined(pairs: pa.Table, apart: pa.Table, codes: Ints) -> pa.Table:
    """Return the pairs, with those of frequent items that are apart."""
    own = apart.select(["product_code", "category_code"]).rename_columns(pairs.column_names[:2])
    is_frequent = [np.isin(column.to_numpy(), codes) for column in own.columns]
    return pa.concat_tables(
        [pairs.select(own.column_names), own.filter(pa.array(is_frequent[0] & is_frequent[1]))]
    )


def _allowed(members: Ints, orders: Ints, codes: Ints, apart: pa.Table) -> _Found:
    """Return the itemsets without those that have two items that are apart."""
    own = _packed(*(apart[name].to_numpy() for name in ("product_code", "category_code")))
    held = codes[members]
    is_apart = np.zeros(len(held), np.bool_)
    for one, other in permutations(range(held.shape[1]), 2):
        is_apart |= np.isin(_packed(held[:, one], held[:, other]), own)
    return _Found(members[~is_apart], orders[~is_apart])


def _packed(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> Places:
    """Return two numbers of 32 bits as one."""
    return first.astype(np.int64) << 32 | second.astype(np.int64)


def _as_table(found: list[_Found], codes: Ints) -> pa.Table:
    """Return the itemsets with their codes, in the order of length and codes."""
    tables = [ITEMSETS.empty_table()]
    for count in sorted({sets.members.shape[1] for sets in found}):
        same = [sets for sets in found if sets.members.shape[1] == count]
        members = np.sort(codes[np.concatenate([sets.members for sets in same])], axis=1)
        orders = np.concatenate([sets.orders for sets in same])
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
