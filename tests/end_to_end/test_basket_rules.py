"""Itemsets and rules on any baskets: those of mlxtend, with the same measures."""

from __future__ import annotations

from itertools import combinations
from math import inf, isclose, sqrt

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .basket_oracles import MEASURES, Counts, by_mlxtend, possible_rules
from .baskets import RESULTS, Items, Models, Project, Result, lines_of

# Names that could be taken for several, for each other, or out of their order.
ITEMS = ["a", "b", "a, b", 'a"', "B", "é", "10"]
BASKETS = st.lists(st.frozensets(st.sampled_from(ITEMS), min_size=1), min_size=1, max_size=25)
CHOICES = {
    "everything": {},
    "thresholds": {
        "basket_min_support": 0.2,
        "basket_min_confidence": 0.6,
        "basket_min_lift": 1.1,
        "basket_max_items": 3,
    },
    "pairs": {
        "basket_min_support": 0.07,
        "basket_min_orders": 2,
        "basket_min_confidence": 0.3,
        "basket_max_items": 2,
    },
    "long sets": {"basket_min_support": 0.15, "basket_min_lift": 1, "basket_max_items": 6},
}
# As dbt_project.yml has them.
DEFAULTS = {
    "basket_min_support": 0.001,
    "basket_min_orders": 5,
    "basket_min_confidence": 0.1,
    "basket_min_lift": 1,
    "basket_max_items": 3,
}


def random_baskets(items: int, orders: int, seed: int) -> list[Items]:
    """Return baskets in which some items are rarer than others, and the first two go together."""
    dice = np.random.default_rng(seed)
    held = dice.random((orders, items)) < np.linspace(0.35, 0.6, items)
    held[:, 1] |= held[:, 0] & (dice.random(orders) < 0.9)
    return [frozenset(f"i{item}" for item in np.flatnonzero(row)) for row in held if row.any()]


def check(baskets: list[Items], models: Models) -> Result:
    """Compare everything that the models make of baskets with what it should be."""
    result = models.run(lines_of(baskets))
    itemsets, rules = by_mlxtend(baskets, models)
    assert result.itemsets() == itemsets
    for row in result.tables["frequent_itemsets"].to_pylist():
        assert row["items"] == sorted(row["items"])
        assert row["item_count"] == len(row["items"])
        assert row["support"] == row["orders"] / len(baskets)
    found = result.rules()
    assert found.keys() == rules.keys()
    for rule, row in found.items():
        for measure in MEASURES:
            ours = inf if row[measure] is None and measure == "conviction" else row[measure]
            theirs = rules[rule][measure]
            assert isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9), (rule, measure, ours, theirs)
    check_rest(result, Counts(baskets), models)
    return result


def check_rest(result: Result, counts: Counts, models: Models) -> None:
    """Compare what mlxtend does not know."""
    singles = sum(len(items) == 1 for items in result.itemsets())
    possible = possible_rules(singles, models.vars["basket_max_items"])
    assert isclose(result.size["possible_rules"], possible, rel_tol=1e-9)
    for (antecedents, consequents), row in result.rules().items():
        one, other = counts.of(antecedents), counts.of(consequents)
        assert row["antecedents"] == sorted(antecedents)
        assert row["consequents"] == sorted(consequents)
        assert row["orders"] == counts.of(antecedents | consequents)
        assert isclose(row["cosine"], row["orders"] / sqrt(one * other), rel_tol=1e-12)
        assert row["is_redundant"] == counts.is_redundant(antecedents, consequents)
        p_value = counts.p_value(antecedents, consequents)
        assert isclose(row["p_value"], p_value, rel_tol=1e-11)
        level = models.vars["significance_level"]
        # On the border itself the last digit of a double decides.
        if not isclose(p_value * possible, level, rel_tol=1e-9):
            assert row["is_significant"] == (p_value * possible <= level)
    check_order(result)


def check_order(result: Result) -> None:
    """Ids are unique, and rules are ranked without a gap, the best first."""
    for name, key in zip(RESULTS, ["itemset_id", "rule_id"], strict=True):
        ids = result.tables[name][key].to_pylist()
        assert len(set(ids)) == len(ids)
    rules = result.tables["association_rules"].to_pylist()
    assert [row["rule_rank"] for row in rules] == list(range(1, len(rules) + 1))
    keys = [
        (-row["confidence"] * row["cosine"], -row["orders"], row["antecedents"], row["consequents"])
        for row in rules
    ]
    assert keys == sorted(keys)


@pytest.mark.parametrize("choice", CHOICES)
@settings(max_examples=20, deadline=None)
@given(baskets=BASKETS)
def test_small_baskets(choice: str, baskets: list[Items], request: pytest.FixtureRequest) -> None:
    project: Project = request.getfixturevalue("baskets")
    check(baskets, project.under(**CHOICES[choice]))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("choice", CHOICES)
def test_larger_baskets(choice: str, seed: int, baskets: Project) -> None:
    result = check(random_baskets(9, 400, seed), baskets.under(**CHOICES[choice]))
    rules = result.rules().values()
    assert rules
    if choice == "everything":
        assert {row["is_significant"] for row in rules} == {True, False}
        assert {row["is_redundant"] for row in rules} == {True, False}
        assert {len(row["consequents"]) for row in rules} == {1, 2, 3}


@settings(max_examples=15, deadline=None)
@given(given_baskets=BASKETS, seed=st.integers(0, 1000))
def test_row_order_and_repeated_lines_change_nothing(
    given_baskets: list[Items], seed: int, request: pytest.FixtureRequest
) -> None:
    models = request.getfixturevalue("baskets").under()
    lines = lines_of(given_baskets)
    rows = np.random.default_rng(seed).permutation(lines.num_rows)
    other = pa.concat_tables([lines.take(rows), lines.take(rows[::2])])
    assert models.run(other).tables == models.run(lines).tables


def test_a_basket_can_be_one_of_categories(baskets: Project) -> None:
    """A line without a category is in no basket, and an order of nothing else is none."""
    lines = [("o1", "p1", "tea"), ("o1", "p2", "cups"), ("o2", "p3", "tea"), ("o3", "p1", None)]
    names = ["order_id", "product_id", "category"]
    columns = [pa.array(column, pa.string()) for column in zip(*lines, strict=True)]
    result = baskets.under(basket_item="category").run(pa.table(columns, names=names))
    tea, cups = frozenset({"tea"}), frozenset({"cups"})
    assert result.itemsets() == {tea: 2, cups: 1, tea | cups: 1}
    assert result.size["orders"] == 2
    assert result.rules()[(tea, cups)]["confidence"] == 0.5


EXACT = {
    "basket_min_support": 0.07,
    "basket_min_confidence": 0.56,
    "basket_min_lift": 1.12,
    "basket_max_items": 2,
}


def test_support_is_compared_exactly(baskets: Project) -> None:
    """As floats, 0.07 of 400 orders would be more than 28."""
    assert 0.07 * 400 > 28
    orders = [{"all", *(["28"] * (n < 28)), *(["27"] * (n < 27))} for n in range(400)]
    result = baskets.under(**EXACT).run(lines_of(orders))
    assert result.size["minimum_orders"] == 28
    assert result.itemsets() == {
        frozenset({"all"}): 400,
        frozenset({"28"}): 28,
        frozenset({"all", "28"}): 28,
    }


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [(25, 50, True), (25, 40, True), (25, 51, False), (26, 40, False), (26, 50, False)],
    ids=["both exactly", "lift to spare", "too little lift", "too little confidence", "neither"],
)
def test_confidence_and_lift_are_compared_exactly(
    one: int, other: int, is_found: bool, baskets: Project
) -> None:
    """As floats, 0.56 of 25 orders would be more than 14, and so would 14 / 100 be too little."""
    assert 0.56 * 25 > 14
    assert 1.12 * 25 * 50 > 14 * 100
    orders = [{"one", "other"}] * 14 + [{"one"}] * (one - 14) + [{"other"}] * (other - 14)
    orders += [{"neither"}] * (100 - len(orders))
    rules = baskets.under(**EXACT).run(lines_of(orders)).rules()
    assert ((frozenset({"one"}), frozenset({"other"})) in rules) == is_found


@pytest.mark.parametrize(
    "orders",
    [
        [],
        [{"a"}],
        [{"a", "b", "c"}],
        [{"a"}] * 4,
        [{"a", "b", "c"}] * 4,
        [{f"p{n}", f"q{n}"} for n in range(50)],
    ],
    ids=["no lines", "one line", "one basket", "one product", "too few", "nothing twice"],
)
def test_where_nothing_is_frequent_tables_are_empty_and_typed(
    orders: list[set[str]], baskets: Project
) -> None:
    models = baskets.under(**DEFAULTS)
    filled = models.run(lines_of([{"a", "b", "c"}] * 6 + [{"d"}] * 4))
    result = models.run(lines_of(orders))
    for name in RESULTS:
        assert filled.tables[name].num_rows > 0
        assert result.tables[name].num_rows == 0
        assert result.types[name] == filled.types[name] == models.contract(name)


@pytest.mark.parametrize(
    ("orders", "itemsets", "rules"),
    [([{"a"}], 1, 0), ([{"a"}] * 3, 1, 0), ([{"a", "b", "c"}], 7, 12), ([{"a"}, {"b"}], 2, 0)],
    ids=["one line", "one product", "one basket", "nothing together"],
)
def test_the_smallest_inputs_have_what_is_in_them(
    orders: list[set[str]], itemsets: int, rules: int, baskets: Project
) -> None:
    models = baskets.under()
    result = check([frozenset(items) for items in orders], models)
    assert (len(result.itemsets()), len(result.rules())) == (itemsets, rules)
    for name in RESULTS:
        assert result.types[name] == models.contract(name)


def size_of_a_basket(items: int, models: Models) -> int:
    """Return how many pairs a single order of so many items is said to have."""
    codes = pa.array(range(1, items + 1), pa.int32())
    once = pa.array([1] * items, pa.int32())
    size = models.only(
        "int_baskets__size",
        int_baskets__lines=pa.table({"order_code": once, "item_code": codes}),
        int_baskets__items=pa.table({"item_code": codes, "orders": once}),
    )
    return size["pairs"][0].as_py()


def test_more_pairs_than_can_be_counted_are_refused_in_one_sentence(baskets: Project) -> None:
    models = baskets.under()
    assert size_of_a_basket(100_000, models) == 4_999_950_000
    with pytest.raises(duckdb.Error) as refused:
        size_of_a_basket(100_001, models)
    assert str(refused.value).endswith(
        "5000050000 pairs of items have to be counted, which takes hours: raise the var"
        " basket_min_support (now 0), so that fewer items count."
    )


HIGHEST_CODE = 2**21 - 1


@pytest.mark.parametrize("max_items", [2, 4, 6])
def test_sides_are_told_apart_up_to_the_highest_codes(max_items: int, baskets: Project) -> None:
    """Each part of a set is found with its own orders, whatever number stands for it."""
    codes = [*range(1, max_items // 2 + 1), *range(HIGHEST_CODE - (max_items + 1) // 2, 2**21)]
    sets = [list(part) for size in range(1, max_items + 1) for part in combinations(codes, size)]
    orders = {tuple(part): 1000 + number for number, part in enumerate(sets)}
    found = baskets.under(basket_max_items=max_items).only(
        "int_baskets__rule_splits",
        py_baskets__itemsets=pa.table(
            {
                "item_codes": pa.array(sets, pa.list_(pa.int32())),
                "item_count": pa.array([len(part) for part in sets], pa.int32()),
                "orders": pa.array(list(orders.values()), pa.int32()),
            }
        ),
    )
    assert found.num_rows == sum(2 ** len(part) - 2 for part in sets)
    for row in found.to_pylist():
        antecedents, consequents = tuple(row["antecedent_codes"]), tuple(row["consequent_codes"])
        assert row["antecedent_orders"] == orders[antecedents]
        assert row["consequent_orders"] == orders[consequents]
        assert row["orders"] == orders[tuple(sorted(antecedents + consequents))]


def highest_code(code: int, models: Models) -> int:
    """Return the code that an item is left with."""
    codes = pa.array([code], pa.int32())
    text = pa.array(["a"])
    found = models.only(
        "int_baskets__items",
        int_baskets__item_codes=pa.table(
            {"item_level": ["product"], "item": text, "item_name": text, "item_code": codes}
        ),
        int_baskets__lines=pa.table({"order_code": codes, "item_code": codes}),
    )
    return found["item_code"][0].as_py()


def test_more_items_than_can_be_told_apart_are_refused_in_one_sentence(baskets: Project) -> None:
    models = baskets.under()
    assert highest_code(HIGHEST_CODE, models) == HIGHEST_CODE
    with pytest.raises(duckdb.Error) as refused:
        highest_code(HIGHEST_CODE + 1, models)
    assert str(refused.value).endswith(
        "2097152 different items or more are in baskets, and at most 2097151 are allowed: set the"
        " var basket_item (now product) to category, or give equal products one product_id in"
        " staging."
    )


@pytest.mark.parametrize("algorithm", ["apriori", "fpgrowth"])
def test_every_algorithm_gives_equal_tables(baskets: Project, algorithm: str) -> None:
    lines = lines_of(random_baskets(items=12, orders=120, seed=3))
    chosen = CHOICES["long sets"]
    usual = baskets.under(**chosen).run(lines)
    other = baskets.under(**chosen, basket_algorithm=algorithm).run(lines)
    assert usual.tables["frequent_itemsets"].num_rows > 100
    assert other.tables == usual.tables
