"""Rules over products and categories in one table: those of mlxtend on baskets that hold both."""

from __future__ import annotations

from itertools import pairwise
from math import inf, isclose
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .basket_oracles import MEASURES, Counts, by_mlxtend
from .baskets import Items, Models, Project, Result

BOTH = ["product", "category"]
# A category can have the name of a product, and a product can have no category.
PRODUCTS = ["a", "b", "c", "tea"]
CATEGORIES = ["tea", "b", "garden"]
LINES = st.tuples(st.sampled_from(PRODUCTS), st.none() | st.sampled_from(CATEGORIES))
BASKETS = st.lists(st.lists(LINES, min_size=1, max_size=5), min_size=1, max_size=20)
# By most products have one category, a few have two.
SHOP = {"a": "garden", "b": "garden", "c": "tea", "tea": "b"}
SHOPS = st.lists(
    st.lists(st.sampled_from(PRODUCTS), min_size=1, max_size=4), min_size=1, max_size=25
).map(lambda baskets: [[(product, SHOP[product]) for product in items] for items in baskets])

Basket = list[tuple[str, str | None]]


def lines_of(baskets: list[Basket]) -> pa.Table:
    """Return the lines of baskets of products with their categories."""
    rows = [(f"o{order:06}", *line) for order, basket in enumerate(baskets) for line in basket]
    names = ["order_id", "product_id", "category"]
    columns = list(zip(*rows, strict=True))
    return pa.table([pa.array(column, pa.string()) for column in columns], names=names)


def expanded(baskets: list[Basket]) -> list[Items]:
    """Return the baskets with the products and the categories of their lines, by level."""
    return [
        frozenset(f"product {product}" for product, _ in basket)
        | frozenset(f"category {category}" for _, category in basket if category)
        for basket in baskets
    ]


def levelled(items: list[str], levels: list[str]) -> Items:
    """Return a set of items of a table as `expanded` names them."""
    return frozenset(f"{level} {item}" for item, level in zip(items, levels, strict=True))


def check(baskets: list[Basket], models: Models) -> Result:
    """Compare itemsets and rules with those of mlxtend without products and their categories."""
    result = models.run(lines_of(baskets))
    every = expanded(baskets)
    own = {
        frozenset({f"product {product}", f"category {category}"})
        for basket in baskets
        for product, category in basket
        if category
    }
    itemsets, rules = by_mlxtend(every, models)
    found_itemsets = {
        levelled(row["items"], row["item_levels"]): row["orders"]
        for row in result.tables["frequent_itemsets"].to_pylist()
    }
    assert found_itemsets == {
        items: orders for items, orders in itemsets.items() if not any(two <= items for two in own)
    }
    rows = result.tables["association_rules"].to_pylist()
    found: dict[Any, dict[str, Any]] = {
        (
            levelled(row["antecedents"], row["antecedent_levels"]),
            levelled(row["consequents"], row["consequent_levels"]),
        ): row
        for row in rows
    }
    assert len(found) == len(rows)
    assert found.keys() == {
        (one, other) for one, other in rules if not any(two <= one | other for two in own)
    }
    counts = Counts(every)
    for rule, row in found.items():
        for measure in MEASURES:
            ours = inf if row[measure] is None and measure == "conviction" else row[measure]
            assert isclose(ours, rules[rule][measure], rel_tol=1e-9, abs_tol=1e-9)
        assert row["is_redundant"] == counts.is_redundant(*rule)
        assert isclose(row["p_value"], counts.p_value(*rule), rel_tol=1e-11)
    for name, key in [("frequent_itemsets", "itemset_id"), ("association_rules", "rule_id")]:
        ids = result.tables[name][key].to_pylist()
        assert len(set(ids)) == len(ids)
    for row in result.tables["frequent_itemsets"].to_pylist():
        in_order = list(zip(map(BOTH.index, row["item_levels"]), row["items"], strict=True))
        assert in_order == sorted(in_order)
    return result


@pytest.mark.parametrize("max_items", [2, 3, 4])
@settings(max_examples=20, deadline=None)
@given(baskets=BASKETS | SHOPS)
def test_rules_of_two_levels(
    max_items: int, baskets: list[Basket], request: pytest.FixtureRequest
) -> None:
    project: Project = request.getfixturevalue("baskets")
    check(baskets, project.under(basket_item=BOTH, basket_max_items=max_items))


@pytest.mark.parametrize("algorithm", ["eclat", "apriori", "fpgrowth"])
def test_thresholds_and_algorithms_of_two_levels(algorithm: str, baskets: Project) -> None:
    """Each product has two neighbours that it is bought with, and a category of its own."""
    orders: list[Basket] = [
        [(product, SHOP[product]) for product in (one, other)]
        for one, other in pairwise(PRODUCTS * 5)
    ]
    models = baskets.under(
        basket_item=BOTH,
        basket_algorithm=algorithm,
        basket_min_support=0.1,
        basket_min_confidence=0.3,
    )
    result = check(orders, models)
    assert {
        tuple(sorted({*row["antecedent_levels"], *row["consequent_levels"]}))
        for row in result.tables["association_rules"].to_pylist()
    } == {("category",), ("product",), ("category", "product")}


def test_a_product_of_two_categories_meets_neither(baskets: Project) -> None:
    orders: list[Basket] = [[("a", "tea"), ("b", "garden")], [("a", "cups"), ("b", "garden")]]
    result = check(orders * 3, baskets.under(basket_item=BOTH, basket_max_items=2))
    partners = {
        levelled(row["consequents"], row["consequent_levels"])
        for row in result.tables["association_rules"].to_pylist()
        if levelled(row["antecedents"], row["antecedent_levels"]) == {"product a"}
    }
    assert partners == {frozenset({"product b"}), frozenset({"category garden"})}


@pytest.mark.parametrize("levels", [BOTH, BOTH[::-1]])
def test_products_keep_their_rules_and_ids_beside_categories(
    levels: list[str], baskets: Project
) -> None:
    """The order of the list makes no difference."""
    orders: list[Basket] = [[("a", "b"), ("b", "a")], [("a", "b"), ("c", None)], [("b", "a")]]
    alone = baskets.under(basket_item="product").run(lines_of(orders)).tables
    beside = baskets.under(basket_item=levels).run(lines_of(orders)).tables
    for name, key, *columns in [
        ("frequent_itemsets", "itemset_id", "item_levels"),
        ("association_rules", "rule_id", "antecedent_levels", "consequent_levels"),
    ]:
        products = [
            row
            for row in beside[name].to_pylist()
            if all({*row[column]} == {"product"} for column in columns)
        ]
        kept = [{**row, "rule_rank": 0, "is_significant": False} for row in products]
        expected = [
            {**row, "rule_rank": 0, "is_significant": False} for row in alone[name].to_pylist()
        ]
        assert sorted(kept, key=lambda row: row[key]) == sorted(expected, key=lambda row: row[key])
        assert len(products) < beside[name].num_rows
