"""Frequent sets of three items and more, grown from the frequent pairs.

Items are ranked by how many orders hold them, the rarest first, and every set is grown from its
rarest item. The orders with that item, and the items that make a frequent pair with it, are a small
dense matrix of zeros and ones; multiplied with itself it counts all sets of three. From there on a
set is the string of bits of the orders that hold it, and two sets that differ in their last item
make a longer one, as in Eclat (Zaki, 2000).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

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
# Cells of a matrix, and words of bits, that are worked on at a time.
BLOCK = 2**22
WORD = 64
LOW = 2**32 - 1

Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Whole = TypeVar("Whole", np.int32, np.int64)


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
class _Baskets:
    """The items of all orders, order by order, by rank: 0 is the rarest, and comes first."""

    codes: Ints
    items: Ints
    # How many lines of the same order come after a line.
    after: Ints
    # The lines of each item, one item after the other, and where each begins.
    lines: Ints
    starts: Places
    # The items that make a frequent pair with a rarer one, and where each of those begins.
    seconds: Ints
    firsts: Places

    @classmethod
    def of(cls, lines: pa.Table, pairs: pa.Table) -> _Baskets:
        held = lines["item_code"].to_numpy()
        frequency = np.bincount(held)
        codes = np.flatnonzero(frequency)
        codes = codes[np.argsort(frequency[codes], kind="stable")]
        rank = np.zeros(len(frequency), np.int64)
        rank[codes] = np.arange(len(codes))
        # Two numbers side by side in one are sorted several times faster than by their places.
        by_order = np.sort(lines["order_code"].to_numpy().astype(np.int64) << 32 | rank[held])
        orders, items = by_order >> 32, by_order & LOW
        each = np.arange(len(items))
        last = np.flatnonzero(np.r_[orders[1:] != orders[:-1], True])
        one, other = (rank[pairs[name].to_numpy()] for name in ("first_code", "second_code"))
        followed = np.sort(np.minimum(one, other) << 32 | np.maximum(one, other))
        return cls(
            codes=codes.astype(np.int32),
            items=items.astype(np.int32),
            after=(np.repeat(last, np.diff(np.r_[-1, last])) - each).astype(np.int32),
            lines=(np.sort(items << 32 | each) & LOW).astype(np.int32),
            starts=np.r_[0, np.cumsum(frequency[codes])],
            seconds=(followed & LOW).astype(np.int32),
            firsts=np.searchsorted(followed >> 32, np.arange(len(codes) + 1)),
        )

    def followers(self, item: int) -> _Followers:
        """Return what makes a frequent pair with an item and is not rarer, in its orders."""
        ranks = self.seconds[self.firsts[item] : self.firsts[item + 1]]
        lines = self.lines[self.starts[item] : self.starts[item + 1]]
        lengths = self.after[lines]
        row_of = np.full(len(self.codes), -1, np.int32)
        row_of[ranks] = np.arange(len(ranks), dtype=np.int32)
        rows = row_of[self.items[_ranges(lines + 1, lengths)]]
        held = np.flatnonzero(rows >= 0)
        columns = np.repeat(np.arange(len(lines), dtype=np.int32), lengths)
        return _Followers(item, ranks, rows[held], columns[held], len(lines))


def _ranges(starts: npt.NDArray[Whole], lengths: npt.NDArray[Whole]) -> npt.NDArray[Whole]:
    """Return the whole numbers from each start on, so many as each length says."""
    upto = np.cumsum(lengths, dtype=starts.dtype)
    places = np.repeat(starts - upto + lengths, lengths)
    places += np.arange(len(places), dtype=starts.dtype)
    return places


def _blocks(lengths: Places, size: int) -> Iterator[slice]:
    """Yield stretches that add up to no more than a size, or are of one length, none empty."""
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
    """The items that follow another, a row each, and the orders with that, a column each."""

    item: int
    ranks: Ints
    # Which item is in which order.
    rows: Ints
    columns: Ints
    width: int

    def pairs(self) -> npt.NDArray[np.float64]:
        """Return in how many of the orders each two of them are."""
        counts = np.zeros((len(self.ranks), len(self.ranks)))
        # Floats multiply fastest, and those of 32 bits are exact for as many orders as a block has.
        for held in self._matrices(np.float32):
            counts += held @ held.T
        return counts

    def bits(self) -> Bits:
        """Return a bit an order for each of them."""
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
    """Sets of one length and the orders that hold them; a group shares all but the last item."""

    places: list[Places]
    group: Places
    bits: Bits

    def joins(self) -> Iterator[tuple[Places, Places]]:
        """Yield which two sets of a group make a longer one, some at a time."""
        each = np.arange(len(self.group))
        partners = np.searchsorted(self.group, self.group, side="right") - each - 1
        for block in _blocks(partners, BLOCK // self.bits.shape[1]):
            left = np.repeat(each[block], partners[block])
            yield left, _ranges(each[block] + 1, partners[block])


@dataclass(frozen=True)
class _Found:
    """Sets of one length by rank, a row a set, and the orders that hold each."""

    members: Ints
    orders: Ints


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
        items = range(len(self.baskets.codes))
        sample = items[::SAMPLE_STEP]
        results = [sets for item in sample for sets in self._from(item)]
        # Few items tell little, and a sample errs: what it lets through is stopped at the limit.
        if len(sample) >= SAMPLE_STEP and self.found * SAMPLE_STEP > 2 * self.limit:
            raise self._too_many(f"About {self.found * SAMPLE_STEP:,}")
        results += [sets for item in items if item % SAMPLE_STEP for sets in self._from(item)]
        return results

    def _from(self, item: int) -> Iterator[_Found]:
        """Yield the sets whose rarest item is this."""
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
            raise self._too_many(f"More than {self.limit:,}")
        ranks = [followers.ranks[place] for place in places]
        first = np.full(len(orders), followers.item, np.int32)
        return _Found(np.column_stack([first, *ranks]), orders.astype(np.int32))

    def _too_many(self, how_many: str) -> TooManyItemsets:
        return TooManyItemsets(
            f"{how_many} sets of 3 to {self.max_items} items are each in {self.minimum:,} orders or"
            f" more (basket_min_support is {self.support}), and at most {self.limit:,} are kept"
            " (basket_max_itemsets): raise basket_min_support or lower basket_max_items, under vars"
            " in dbt_project.yml or with --vars."
        )


def _as_table(found: list[_Found], codes: Ints) -> pa.Table:
    """Return the sets with their codes, in a settled order."""
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
