"""Itemsets: exactly those that others find, whatever the codes, rows and threads."""

import random
import re
from math import comb

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlxtend.frequent_patterns import apriori, fpgrowth
from orders import (
    BASKETS,
    all_counts,
    by_mlxtend,
    bytes_of,
    found_in,
    search,
    shuffled,
    table_of,
    tables,
)
from threadpoolctl import threadpool_limits

from clientele.baskets import (
    ITEMSETS,
    NotEnoughMemory,
    TooManyItemsets,
    itemsets,
    mlxtend_itemsets,
)

LENGTHS = range(2, 7)


def shop(items, orders, seed=1, share=0.3):
    """Baskets of many items, so that the search takes all its turns."""
    dice = random.Random(seed)
    return [
        frozenset(item for item in range(items) if dice.random() < share) for _ in range(orders)
    ]


@pytest.mark.parametrize("algorithm", [fpgrowth, apriori])
@pytest.mark.parametrize("max_items", LENGTHS)
@settings(max_examples=20, deadline=None)
@given(baskets=BASKETS, minimum=st.integers(1, 6))
def test_sets_and_counts_are_those_of_mlxtend(algorithm, max_items, baskets, minimum):
    found = found_in(search(*tables(baskets, minimum, lambda item: item), max_items=max_items))
    assert found == by_mlxtend(algorithm, baskets, minimum, max_items)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("max_items", LENGTHS)
def test_sets_of_many_items_are_those_of_mlxtend(max_items, seed):
    baskets = shop(40, 300, seed)
    found = found_in(search(*tables(baskets, 8, lambda item: item), max_items=max_items))
    assert found == by_mlxtend(fpgrowth, baskets, 8, max_items)
    assert {len(items) for items in found} == set(range(1, min(max_items, 4) + 1))


@pytest.mark.parametrize("algorithm", ["apriori", "fpgrowth"])
@settings(max_examples=40, deadline=None)
@given(baskets=BASKETS, minimum=st.integers(1, 6), max_items=st.sampled_from(LENGTHS))
def test_every_algorithm_gives_the_same_table(algorithm, baskets, minimum, max_items):
    given = tables(baskets, minimum)
    found = search(*given, max_items=max_items, algorithm=algorithm)
    assert bytes_of(found) == bytes_of(search(*given, max_items=max_items))


@pytest.mark.parametrize("algorithm", ["apriori", "fpgrowth"])
@pytest.mark.parametrize(("items", "share"), [(40, 0.15), (270, 0.1)])
def test_every_algorithm_gives_the_same_table_of_many_items(algorithm, items, share):
    """270 items are enough for the number of sets to be estimated."""
    given = tables(shop(items, 100, share=share), 3)
    found = search(*given, max_items=4, algorithm=algorithm)
    assert found.num_rows > 50
    assert bytes_of(found) == bytes_of(search(*given, max_items=4))


@pytest.mark.parametrize("algorithm", ["apriori", "fpgrowth"])
def test_mlxtend_is_not_called_where_its_memory_would_not_do(algorithm, monkeypatch):
    monkeypatch.setattr(mlxtend_itemsets, "MEMORY_BYTES", 10_000)
    monkeypatch.setattr(mlxtend_itemsets, "_mine", None)
    given = tables(shop(20, 200), 5)
    assert search(*given).num_rows > 100
    with pytest.raises(NotEnoughMemory):
        search(*given, algorithm=algorithm)


@settings(max_examples=50, deadline=None)
@given(baskets=BASKETS, minimum=st.integers(1, 6), max_items=st.sampled_from(LENGTHS))
def test_sets_and_counts_are_those_of_counting_every_set(baskets, minimum, max_items):
    found = found_in(search(*tables(baskets, minimum, lambda item: item), max_items=max_items))
    assert found == all_counts(baskets, minimum, max_items)


@pytest.mark.parametrize("algorithm", ["eclat", "apriori", "fpgrowth"])
@pytest.mark.parametrize(
    ("baskets", "sets"),
    [([], 0), ([{0}, {1}], 0), ([{0}] * 2, 1), ([{0, 1}] * 2, 3), ([{0, 1}, {1, 2}, {0, 2}], 3)],
    ids=["no orders", "nothing frequent", "one item", "one pair", "no pairs"],
)
def test_where_little_is_found_the_table_has_its_types(algorithm, baskets, sets):
    found = search(*tables(baskets, 2), algorithm=algorithm)
    assert found.num_rows == sets
    assert found.schema == ITEMSETS


def test_rows_are_in_the_order_of_length_and_codes():
    found = search(*tables(shop(20, 200), 5))
    rows = [(row["item_count"], row["item_codes"]) for row in found.to_pylist()]
    assert len(rows) > 100
    assert rows == sorted(rows)
    assert all(codes == sorted(set(codes)) for _, codes in rows)


@settings(max_examples=30, deadline=None)
@given(baskets=BASKETS, minimum=st.integers(1, 4), seed=st.integers(0, 1000))
def test_row_order_changes_no_byte(baskets, minimum, seed):
    orders, size = tables(baskets, minimum)
    assert bytes_of(search(shuffled(orders, seed), size)) == bytes_of(search(orders, size))


@pytest.mark.parametrize("seed", range(3))
def test_row_order_changes_no_byte_of_many_sets(seed):
    orders, size = tables(shop(40, 300), 8)
    expected = search(orders, size)
    assert expected.num_rows > 1000
    assert bytes_of(search(shuffled(orders, seed), size)) == bytes_of(expected)


@pytest.mark.parametrize("block", [1, 100, 2**12])
def test_the_size_of_a_step_changes_no_byte(block, monkeypatch):
    given = tables(shop(40, 300), 8)
    expected = bytes_of(search(*given))
    monkeypatch.setattr(itemsets, "BLOCK", block)
    assert bytes_of(search(*given)) == expected


def test_numbers_of_64_bits_change_no_byte(monkeypatch):
    given = tables(shop(40, 300), 8)
    expected = bytes_of(search(*given))
    monkeypatch.setattr(itemsets, "_kind", lambda limit: np.int64)
    assert bytes_of(search(*given)) == expected


def test_parts_of_a_table_are_read_whole():
    orders, size = tables(shop(40, 300), 8)
    parts = pa.concat_tables([orders.slice(start, 50) for start in range(0, 300, 50)])
    assert bytes_of(search(parts, size)) == bytes_of(search(orders, size))
    assert bytes_of(search(orders.slice(100), size)) == bytes_of(search(parts.slice(100), size))


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_the_number_of_threads_changes_no_byte(threads):
    given = tables(shop(40, 300), 8)
    expected = bytes_of(search(*given))
    with threadpool_limits(limits=threads):
        assert bytes_of(search(*given)) == expected


@settings(max_examples=50, deadline=None)
@given(
    baskets=BASKETS,
    codes=st.lists(st.integers(0, 2**21 - 1), min_size=7, max_size=7, unique=True),
)
def test_codes_may_have_gaps(baskets, codes):
    """Only the order of codes counts."""
    codes.sort()
    found = found_in(search(*tables(baskets, 2, codes.__getitem__)))
    assert found == {
        tuple(codes[item] for item in items): count
        for items, count in all_counts(baskets, 2, 6).items()
    }


def test_codes_may_be_the_highest():
    top = 2**21 - 1
    codes = [1, *range(top - 4, top + 1)]
    found = found_in(search(*tables([range(6)] * 2, 2, codes.__getitem__)))
    assert len(found) == 2**6 - 1
    assert found[tuple(codes)] == 2


ONE_SENTENCE = re.compile(
    r"(?P<how_many>About [\d,]+|More than [\d,]+) sets of 3 to \d items are each in [\d,]+ orders"
    r" or more \(basket_min_support is [\d.]+\), and at most [\d,]+ are kept"
    r" \(basket_max_itemsets\): raise basket_min_support or lower basket_max_items, under vars in"
    r" dbt_project\.yml or with --vars\."
)


def refusal(given, **options):
    """How many sets the error names; the whole of it is one sentence."""
    with pytest.raises(TooManyItemsets) as refused:
        search(*given, **options)
    said = ONE_SENTENCE.fullmatch(str(refused.value))
    assert said, refused.value
    return said["how_many"]


@pytest.mark.parametrize("algorithm", ["eclat", "apriori", "fpgrowth"])
def test_more_sets_than_the_limit_are_refused(algorithm):
    # The rarest item, which the estimate looks at, is in no longer set. The limit counts no set of
    # the 16 items and the 106 pairs.
    baskets = [frozenset(range(1, 16))] * 3 + [frozenset({0, 1})] * 2
    given = tables(baskets, 2)
    assert search(*given, max_items=3, limit=455, algorithm=algorithm).num_rows == 577
    assert refusal(given, max_items=3, limit=454, algorithm=algorithm) == "More than 454"


def test_an_estimate_refuses_what_would_be_far_too_much():
    """Every sixteenth item is looked at first, and alone has fewer sets than are allowed."""
    items = 272
    sample = sum(comb(items - 1 - item, 2) for item in range(0, items, 16))
    assert sample < 1_000_000 < comb(items, 3) / 3
    given = tables([frozenset(range(items))] * 2, 2)
    assert refusal(given, max_items=3, limit=1_000_000) == f"About {16 * sample:,}"


@settings(max_examples=50, deadline=None)
@given(baskets=BASKETS, minimum=st.integers(1, 4))
def test_as_many_sets_as_the_limit_are_never_refused(baskets, minimum):
    """Few items are too few to estimate by."""
    given = tables(baskets, minimum)
    found = search(*given)
    longer = sum(count > 2 for count in found["item_count"].to_pylist())
    assert search(*given, limit=max(longer, 1)) == found


def test_the_error_names_the_settings_to_change():
    given = tables([frozenset(range(16))] * 4, 3)
    with pytest.raises(TooManyItemsets) as refused:
        search(*given, max_items=4, limit=2000, support=0.75)
    for said in ["3 to 4 items", "in 3 orders", "(basket_min_support is 0.75)", "at most 2,000"]:
        assert said in str(refused.value)


@pytest.mark.parametrize("algorithm", ["eclat", "apriori", "fpgrowth"])
@pytest.mark.parametrize("max_items", LENGTHS)
@settings(max_examples=20, deadline=None)
@given(
    baskets=BASKETS,
    minimum=st.integers(1, 4),
    apart=st.sets(st.tuples(st.integers(0, 3), st.integers(3, 8)), max_size=6),
)
def test_items_that_are_apart_are_in_no_set_together(algorithm, max_items, baskets, minimum, apart):
    """A product and its category are apart, also if neither is the rarest item of the set."""
    found = search(
        *tables(baskets, minimum, lambda item: item),
        apart=table_of(sorted(apart), ["product_code", "category_code"]),
        max_items=max_items,
        algorithm=algorithm,
    )
    assert found_in(found) == {
        items: count
        for items, count in all_counts(baskets, minimum, max_items).items()
        if not any({*two} <= {*items} for two in apart if len({*two}) == 2)
    }


def test_many_sets_without_items_that_are_apart():
    baskets = shop(40, 300)
    apart = [(item, 39 - item % 5) for item in range(30)]
    given = tables(baskets, 8, lambda item: item)
    names = ["product_code", "category_code"]
    found = found_in(search(*given, apart=table_of(apart, names), max_items=4))
    every = all_counts(baskets, 8, 4)
    allowed = {
        items: count
        for items, count in every.items()
        if not any(one in items and other in items for one, other in apart)
    }
    assert found == allowed
    assert 1000 < len(allowed) < len(every)
