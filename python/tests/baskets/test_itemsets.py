"""Longer itemsets: exactly those that others find, whatever the codes, rows and threads."""

import random
import re
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlxtend.frequent_patterns import apriori, fpgrowth
from orders import (
    BASKETS,
    by_mlxtend,
    bytes_of,
    found_in,
    longer_counts,
    search,
    shuffled,
    table_of,
    tables,
)
from threadpoolctl import threadpool_limits

from clientele.baskets import ITEMSETS, NotEnoughMemory, TooManyItemsets, mlxtend_itemsets

LENGTHS = range(3, 7)


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
    assert {len(items) for items in found} == set(range(3, min(max_items, 4) + 1))


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
    assert found == longer_counts(baskets, minimum, max_items)


@pytest.mark.parametrize("max_items", [0, 1, 2])
def test_under_three_items_there_is_nothing_longer(max_items):
    given = tables([{0, 1, 2}] * 3, 1)
    assert search(*given, max_items=3).num_rows == 1
    found = search(*given, max_items=max_items)
    assert found.num_rows == 0
    assert found.schema == ITEMSETS


@pytest.mark.parametrize(
    "baskets",
    [[], [{0}], [{0, 1}] * 5, [{0}, {1}, {2}], [{0, 1}, {1, 2}, {0, 2}]],
    ids=["no orders", "one item", "one pair", "no pairs", "no triple"],
)
def test_where_nothing_is_found_the_table_has_its_types(baskets):
    found = search(*tables(baskets, 1))
    assert found.num_rows == 0
    assert found.schema == ITEMSETS
    assert search(*tables([{0, 1, 2}], 1)).schema == ITEMSETS


def test_rows_are_in_the_order_of_length_and_codes():
    found = search(*tables(shop(20, 200), 5))
    rows = [(row["item_count"], row["item_codes"]) for row in found.to_pylist()]
    assert len(rows) > 100
    assert rows == sorted(rows)
    assert all(codes == sorted(set(codes)) for _, codes in rows)


@settings(max_examples=30, deadline=None)
@given(baskets=BASKETS, minimum=st.integers(1, 4), seed=st.integers(0, 1000))
def test_row_order_changes_no_byte(baskets, minimum, seed):
    lines, pairs, size = tables(baskets, minimum)
    other = search(shuffled(lines, seed), shuffled(pairs, seed), size)
    assert bytes_of(other) == bytes_of(search(lines, pairs, size))


@pytest.mark.parametrize("seed", range(3))
def test_row_order_changes_no_byte_of_many_sets(seed):
    lines, pairs, size = tables(shop(40, 300), 8)
    expected = search(lines, pairs, size)
    assert expected.num_rows > 1000
    other = search(shuffled(lines, seed), shuffled(pairs, seed), size)
    assert bytes_of(other) == bytes_of(expected)


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_the_number_of_threads_changes_no_byte(threads):
    given = tables(shop(40, 300), 8)
    expected = bytes_of(search(*given))
    with threadpool_limits(limits=threads):
        assert bytes_of(search(*given)) == expected


@settings(max_examples=50, deadline=None)
@given(
    baskets=BASKETS,
    codes=st.lists(st.integers(1, 2**31 - 1), min_size=7, max_size=7, unique=True),
)
def test_codes_and_orders_may_have_gaps(baskets, codes):
    """Only the order of codes counts; and orders in which nothing is frequent have no line."""
    codes.sort()
    found = found_in(search(*tables(baskets, 2, codes.__getitem__)))
    assert found == {
        tuple(codes[item] for item in items): count
        for items, count in longer_counts(baskets, 2, 6).items()
    }


def test_codes_and_orders_may_be_the_largest():
    top = 2**31 - 1
    lines = [(order, code) for order in (1, top) for code in (1, top - 1, top)]
    pairs = [(1, top - 1), (1, top), (top - 1, top)]
    found = search(
        table_of(lines, ["order_code", "item_code"]),
        table_of(pairs, ["first_code", "second_code"]),
        table_of([(2,)], ["minimum_orders"]),
    )
    assert found_in(found) == {(1, top - 1, top): 2}


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
    # The rarest item, which the estimate looks at, is in no longer set.
    baskets = [frozenset(range(1, 16))] * 3 + [frozenset({0, 1})] * 2
    given = tables(baskets, 2)
    assert search(*given, max_items=3, limit=455, algorithm=algorithm).num_rows == 455
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
    assert search(*given, limit=max(found.num_rows, 1)) == found


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
    lines, pairs, size = tables(baskets, minimum, lambda item: item)
    kept = [
        (row["first_code"], row["second_code"])
        for row in pairs.to_pylist()
        if (row["first_code"], row["second_code"]) not in apart
    ]
    found = search(
        *(lines, table_of(kept, ["first_code", "second_code"]), size),
        apart=table_of(sorted(apart), ["product_code", "category_code"]),
        max_items=max_items,
        algorithm=algorithm,
    )
    assert found_in(found) == {
        items: count
        for items, count in longer_counts(baskets, minimum, max_items).items()
        if not any({*two} <= {*items} for two in apart if len({*two}) == 2)
    }


def test_many_sets_without_items_that_are_apart():
    baskets = shop(40, 300)
    apart = [(item, 39 - item % 5) for item in range(30)]
    lines, pairs, size = tables(baskets, 8, lambda item: item)
    kept = [(row["first_code"], row["second_code"]) for row in pairs.to_pylist()]
    kept = [pair for pair in kept if pair not in apart]
    given = lines, table_of(kept, ["first_code", "second_code"]), size
    names = ["product_code", "category_code"]
    found = found_in(search(*given, apart=table_of(apart, names), max_items=4))
    every = longer_counts(baskets, 8, 4)
    allowed = {
        items: count
        for items, count in every.items()
        if not any(one in items and other in items for one, other in apart)
    }
    assert found == allowed
    assert 1000 < len(allowed) < len(every)
