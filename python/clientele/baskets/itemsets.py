"""Frequent itemsets.

Items are ranked by how many orders hold them, the rarest first, and each itemset is grown from its
rarest item. The other items of its orders, sorted, count the pairs. A pair is a bitmap of the
orders of its rarest item that hold both: two itemsets that differ in their last item make a longer
one, as in Eclat (Zaki, 2000). Items are searched some at a time, because numpy is slow at many
small arrays, and arrays that leave the processor's cache are slow too.
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
# Numbers in an array, and words of bitmaps, at a time.
BLOCK = 2**18
# Counters of pairs. Pairs may share one, so it never counts too few.
CELLS = 2**20
WORD = 64
# No code is higher, so three fit into one number.
CODE_BITS = 21

Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Whole = TypeVar("Whole", np.int32, np.int64)
Algorithm = Literal["eclat", "apriori", "fpgrowth"]


class TooManyItemsets(ValueError):
    """More itemsets are frequent than a table of them is useful for."""


def find_itemsets(
    orders: pa.Table,
    size: pa.Table,
    apart: pa.Table,
    *,
    max_items: int,
    limit: int,
    support: float,
    algorithm: Algorithm = "eclat",
) -> pa.Table:
    """Return the itemsets of one to `max_items` items that enough orders hold.

    Args:
        orders: One row per order: item_codes, a list of different whole numbers from 0 to
            2,097,151 (int32).
        size: One row: minimum_orders, the orders that an itemset needs.
        apart: One row per product and its own category: product_code, category_code. No itemset
            holds both.
        max_items: The items of the longest itemsets, at least 2.
        limit: The most itemsets of three items and more.
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

    >>> orders = pa.table({"item_codes": [[7, 8], [7, 8, 9]]})
    >>> size = pa.table({"minimum_orders": [2]})
    >>> apart = pa.table({"product_code": [7], "category_code": [10]})
    >>> found = find_itemsets(orders, size, apart, max_items=3, limit=10, support=0.5)
    >>> found["item_codes"].to_pylist(), found["orders"].to_pylist()
    ([[7], [8], [7, 8]], [2, 2, 2])

    """
    minimum = size["minimum_orders"][0].as_py()
    baskets = _Baskets.of(orders, apart, minimum)
    search = _Search(baskets, minimum, max_items, limit, support)
    if algorithm == "eclat":
        return _as_table([baskets.singles(), *search.run()], baskets.codes)
    pairs = [baskets.singles(), *_Search(baskets, minimum, 2, limit, support).run()]
    table = _as_table(pairs, baskets.codes)
    if max_items < 3:
        return table
    expected = search.estimate()
    if len(baskets.apart) > 1:
        # mlxtend finds itemsets with items that are apart, too, and they need memory.
        every = _Baskets.of(orders, apart.slice(0, 0), minimum)
        expected = _Search(every, minimum, max_items, sys.maxsize, support).estimate()
    lines = baskets.orders, baskets.codes[baskets.items]
    codes, found = mine_itemsets(
        algorithm, *lines, table, minimum=minimum, max_items=max_items, expected=expected
    )
    longer = _as_table([_allowed(*sets, codes, apart) for sets in found], codes)
    if longer.num_rows > limit:
        raise search.refuse(f"More than {limit:,}")
    return pa.concat_tables([table, longer])


@dataclass(frozen=True)
class _Baskets:
    """The frequent items of all orders, order by order, by rank: the rarest item is 0 and first."""

    # The code of each rank.
    codes: Ints
    # A line is an item of an order.
    orders: Ints
    items: Ints
    # The number of lines of the same order after each line.
    after: Ints
    # The lines of each item, one item after the other, and the position of each item's first.
    lines: Ints
    starts: Places
    # How many lines the pairs of each item are counted from, with its own.
    work: Places
    # Each two items that are apart as one number, both ways, after a number that no two have.
    apart: Places

    @classmethod
    def of(cls, orders: pa.Table, apart: pa.Table, minimum: int) -> _Baskets:
        lists = orders["item_codes"].combine_chunks()
        line_codes = lists.flatten().to_numpy()
        own = np.stack([apart[name].to_numpy() for name in ("product_code", "category_code")])
        frequency = np.bincount(line_codes, minlength=own.max(initial=0) + 1)
        held = np.flatnonzero(frequency >= minimum)
        codes = held[np.argsort(frequency[held], kind="stable")]
        rank = np.full(len(frequency), -1, np.int32)
        rank[codes] = np.arange(len(codes), dtype=np.int32)
        line_ranks = rank.take(line_codes)
        kept = np.flatnonzero(line_ranks >= 0)
        lengths = np.diff(lists.offsets.to_numpy())
        line_orders = np.repeat(np.arange(len(lists), dtype=np.int32), lengths)
        ordered, items = _sorted(line_orders.take(kept), line_ranks.take(kept))
        firsts, lengths = _runs(ordered)
        after = np.repeat((firsts + lengths).astype(np.int32), lengths)
        after -= np.arange(1, len(items) + 1, dtype=np.int32)
        _, lines = _sorted(items, np.arange(len(items)))
        starts = np.r_[0, np.cumsum(frequency[codes])]
        own = rank[own[:, (rank[own] >= 0).all(axis=0)]]
        return cls(
            codes=codes.astype(np.int32),
            orders=ordered,
            items=items,
            after=after,
            lines=lines,
            starts=starts,
            work=np.diff(np.r_[0, np.cumsum(after.take(lines) + 1, dtype=np.int64)][starts]),
            apart=np.sort(np.r_[-1, _packed(own[0], own[1]), _packed(own[1], own[0])]),
        )

    def singles(self) -> _Found:
        """Return the itemsets of one item."""
        return _Found(np.arange(len(self.codes))[:, None], np.diff(self.starts))

    def pairs(self, rarer: Places, minimum: int) -> _Sets:
        """Return the pairs that enough orders hold, of rarer items with others."""
        counts = np.diff(self.starts)[rarer]
        lines = self.lines.take(_ranges(self.starts[rarer], counts))
        lengths = self.after.take(lines)
        first = np.repeat(np.arange(len(rarer)) * len(self.codes), counts)
        pairs = np.repeat(first, lengths)
        pairs += self.items.take(_ranges(lines + 1, lengths))
        # Most pairs are in too few orders, and counting is faster than sorting.
        cells = pairs & CELLS - 1
        often = np.flatnonzero((np.bincount(cells) >= minimum).take(cells))
        # The orders of each item, from 0.
        columns = _ranges(np.zeros_like(counts), counts)
        bits = int(counts.max()).bit_length()
        # A rarer item, another item and an order are one number, and a pair is a run of numbers.
        kind = _kind((len(rarer) * len(self.codes)) << bits)
        held = pairs.take(often).astype(kind)
        held <<= bits
        held += np.repeat(columns.astype(kind), lengths).take(often)
        held.sort()
        pairs = held >> bits
        # Few runs are long enough, so their numbers are looked for: equal to one further on.
        frequent = np.flatnonzero(pairs[minimum - 1 :] == pairs[: max(0, len(pairs) - minimum + 1)])
        firsts, more = _runs(pairs[frequent])
        starts, orders = frequent[firsts], more + minimum - 1
        place, other = np.divmod(pairs[starts].astype(np.int64), len(self.codes))
        kept = ~self.are_apart(rarer[place], other)
        starts, orders, place, other = starts[kept], orders[kept], place[kept], other[kept]
        columns = (held[_ranges(starts, orders)] & (1 << bits) - 1).astype(np.int64)
        bitmaps = np.zeros((-(-int(counts.max()) // WORD), len(starts)), np.uint64)
        cells = columns // WORD * len(starts) + np.repeat(np.arange(len(starts)), orders)
        np.add.at(bitmaps.reshape(-1), cells, np.uint64(1) << (columns % WORD).astype(np.uint64))
        return _Sets([rarer[place], other], orders, place, bitmaps)

    def are_apart(self, one: Places, other: Places) -> npt.NDArray[np.bool_]:
        """Return whether two items are apart."""
        both = _packed(one, other)
        below = self.apart[np.searchsorted(self.apart, both, side="right") - 1]
        are_apart: npt.NDArray[np.bool_] = below == both
        return are_apart


def _packed(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> Places:
    """Return two numbers of 32 bits as one."""
    return first.astype(np.int64) << 32 | second.astype(np.int64)


def _kind(limit: int) -> npt.DTypeLike:
    """Return the type of numbers below a limit: half the bits are sorted in half the time."""
    return np.int32 if limit <= 2**31 else np.int64


def _sorted(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> tuple[Ints, Ints]:
    """Return two arrays sorted by the first and then by the second."""
    # Sorting two numbers packed in one is several times faster than sorting by two keys.
    bits = int(second.max(initial=0)).bit_length()
    kind = _kind((int(first.max(initial=0)) + 1) << bits)
    both: npt.NDArray[Any] = first.astype(kind) << bits | second.astype(kind)
    both.sort()
    return (both >> bits).astype(np.int32), (both & (1 << bits) - 1).astype(np.int32)


def _runs(values: npt.NDArray[Any]) -> tuple[Places, Places]:
    """Return the position of the first of equal values in a row, and how many there are."""
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]][: len(values)])
    return starts, np.diff(starts, append=len(values))


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
class _Sets:
    """Itemsets of one length; those of a group are together and share all but the last item."""

    # By rank, the rarest item first: one array per place in the itemset.
    members: list[Places]
    orders: Places
    group: Places
    # The orders of the rarest item, 64 in a row, and one column per itemset.
    bitmaps: Bits

    def joins(self) -> Iterator[tuple[Places, Places]]:
        """Yield the two itemsets of a group that make a longer one, some at a time."""
        each = np.arange(len(self.group))
        partners = np.searchsorted(self.group, self.group, side="right") - each - 1
        for block in _blocks(partners, max(1, BLOCK // len(self.bitmaps))):
            left = np.repeat(each[block], partners[block])
            yield left, _ranges(each[block] + 1, partners[block])

    def orders_of_both(self, left: Places, right: Places) -> Places:
        """Return the number of orders that hold both of two itemsets."""
        orders = np.zeros(len(left), np.int64)
        step = max(1, BLOCK // len(left))
        for start in range(0, len(self.bitmaps), step):
            words = self.bitmaps[start : start + step]
            both = words.take(left, axis=1) & words.take(right, axis=1)
            orders += np.bitwise_count(both).sum(axis=0, dtype=np.int64)
        return orders

    def joined(self, left: Places, right: Places, orders: Places) -> _Sets:
        """Return the longer itemsets."""
        members = [*(place[left] for place in self.members), self.members[-1][right]]
        bitmaps = self.bitmaps.take(left, axis=1) & self.bitmaps.take(right, axis=1)
        return _Sets(members, orders, left, bitmaps)


@dataclass(frozen=True)
class _Found:
    """Itemsets of one length by rank, one row each, and the number of orders that hold each."""

    members: npt.NDArray[Any]
    orders: npt.NDArray[Any]


@dataclass
class _Search:
    """The search for all frequent itemsets, which ends if there are too many."""

    baskets: _Baskets
    minimum: int
    max_items: int
    limit: int
    support: float
    # Itemsets of three items and more.
    found: int = 0

    def run(self) -> list[_Found]:
        """Return all frequent itemsets, or stop as soon as too many are expected."""
        results = self._sample()
        items = np.arange(len(self.baskets.codes))
        return [*results, *self._from(items[items % SAMPLE_STEP > 0])]

    def estimate(self) -> int:
        """Return about how many itemsets of three and more there are, or stop if too many."""
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
        sample = np.arange(0, len(self.baskets.codes), SAMPLE_STEP)
        results = list(self._from(sample))
        # A sample of few items says little. Any sample errs, so the limit stops what it lets pass.
        if len(sample) >= SAMPLE_STEP and self.found * SAMPLE_STEP > 2 * self.limit:
            raise self.refuse(f"About {self.found * SAMPLE_STEP:,}")
        return results

    def _from(self, items: Places) -> Iterator[_Found]:
        """Yield the itemsets whose rarest item is one of these."""
        for block in _blocks(self.baskets.work[items], BLOCK):
            yield from self._grow(self.baskets.pairs(items[block], self.minimum))

    def _grow(self, sets: _Sets) -> Iterator[_Found]:
        """Yield the itemsets and all that begin with them."""
        length = len(sets.members)
        if length > 2:
            self.found += len(sets.orders)
        if self.found > self.limit:
            raise self.refuse(f"More than {self.limit:,}")
        yield _Found(np.column_stack(sets.members), sets.orders)
        if length >= self.max_items:
            return
        for left, right in sets.joins():
            orders = sets.orders_of_both(left, right)
            kept = orders >= self.minimum
            last = sets.members[-1]
            kept[kept] = ~self.baskets.are_apart(last[left[kept]], last[right[kept]])
            if kept.any():
                yield from self._grow(sets.joined(left[kept], right[kept], orders[kept]))


def _allowed(members: Ints, orders: Ints, codes: Ints, apart: pa.Table) -> _Found:
    """Return the itemsets without those that have two items that are apart."""
    own = _packed(*(apart[name].to_numpy() for name in ("product_code", "category_code")))
    held = codes[members]
    is_apart = np.zeros(len(held), np.bool_)
    for one, other in permutations(range(held.shape[1]), 2):
        is_apart |= np.isin(_packed(held[:, one], held[:, other]), own)
    return _Found(members[~is_apart], orders[~is_apart])


def _as_table(found: list[_Found], codes: Ints) -> pa.Table:
    """Return the itemsets with their codes, in the order of length and codes."""
    tables = [ITEMSETS.empty_table()]
    for count in sorted({sets.members.shape[1] for sets in found}):
        same = [sets for sets in found if sets.members.shape[1] == count]
        members = np.sort(codes[np.concatenate([sets.members for sets in same])], axis=1)
        orders = np.concatenate([sets.orders for sets in same])
        settled = np.lexsort(list(_sort_keys(members))[::-1])
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


def _sort_keys(members: Ints) -> Iterator[Places]:
    """Yield numbers of three codes each, which are sorted faster than the codes."""
    for start in range(0, members.shape[1], 3):
        key = np.zeros(len(members), np.int64)
        for codes in members.T[start : start + 3]:
            key = key << CODE_BITS | codes
        yield key
