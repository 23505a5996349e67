"""Significance means what it says: exact p-values, and chance is hardly ever called a rule."""

from __future__ import annotations

from math import isclose

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import binom, fisher_exact, hypergeom

from .basket_oracles import fisher
from .baskets import Models, Project, Result, lines_of

# Orders with the one, with the other, and with both.
Case = tuple[int, int, int]
TRIPLES = {"basket_max_items": 3, "basket_min_orders": 5}
RUNS = 40


def p_values(cases: list[Case], orders: int, models: Models) -> dict[Case, float]:
    """Return what the model makes of such counts among so many orders in all."""
    columns = [pa.array(column, pa.int32()) for column in zip(*cases, strict=True)]
    names = ["antecedent_orders", "consequent_orders", "orders"]
    found = models.only(
        "int_baskets__rule_p_values",
        int_baskets__rule_splits=pa.table(columns, names=names),
        int_baskets__size=pa.table({"orders": pa.array([orders], pa.int32())}),
    ).to_pylist()
    by_counts = {
        (row["rarer_orders"], row["other_orders"], row["joint_orders"]): row["p_value"]
        for row in found
    }
    return {(a, c, x): by_counts[min(a, c), max(a, c), x] for a, c, x in cases}


def all_cases(orders: int) -> list[Case]:
    """Return every way in which two sets of orders can meet."""
    return [
        (a, c, x)
        for a in range(1, orders + 1)
        for c in range(1, orders + 1)
        for x in range(max(1, a + c - orders), min(a, c) + 1)
    ]


@pytest.mark.parametrize("orders", [1, 2, 3, 7, 24])
def test_every_p_value_of_few_orders_is_exact(orders: int, baskets: Project) -> None:
    cases = all_cases(orders)
    found = p_values(cases, orders, baskets.under())
    wrong = {
        case: value
        for case, value in found.items()
        if not isclose(value, fisher(*case, orders), rel_tol=1e-12)
    }
    assert wrong == {}


def test_p_values_are_those_of_fishers_exact_test(baskets: Project) -> None:
    dice = np.random.default_rng(1)
    orders = 500
    cases = {}
    for a, c in dice.integers(1, orders, size=(100, 2)).tolist():
        x = int(dice.hypergeometric(a, orders - a, c))
        if x:
            cases[a, c, x] = [[x, a - x], [c - x, orders - a - c + x]]
    found = p_values(list(cases), orders, baskets.under())
    for case, table in cases.items():
        expected = fisher_exact(table, alternative="greater").pvalue
        assert isclose(found[case], expected, rel_tol=1e-9), case


MILLION = [
    *[(5, 20, 5), (1000, 1000, 1), (1000, 1000, 10), (1500, 900, 20), (999_999, 700, 699)],
    *[(20_000, 50_000, x) for x in (900, 1000, 1100, 2000)],
    *[(100_000, 100_000, x) for x in (10_000, 10_300, 11_000)],
    *[(500_000, 500_000, 250_500), (300_000, 900_000, 270_100), (3000, 500_000, 1600)],
]


def test_p_values_among_a_million_orders(baskets: Project) -> None:
    """The logarithms of factorials that differ by thirteen million leave eight digits."""
    found = p_values(MILLION, 1_000_000, baskets.under())
    for (a, c, x), value in found.items():
        assert isclose(value, hypergeom.sf(x - 1, 1_000_000, a, c), rel_tol=1e-7), (a, c, x)
    for case in MILLION[:5]:
        assert isclose(found[case], fisher(*case, 1_000_000), rel_tol=2e-8), case


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ((100_000, 100_000, 1), 1),
        ((100_000, 100_000, 5000), 1),
        ((300_000, 300_000, 50_000), 1),
        ((1_000_000, 1_000_000, 1_000_000), 1),
        ((1_000_000, 5, 5), 1),
        ((1000, 1000, 1000), 0),
        ((200_000, 200_000, 150_000), 0),
    ],
)
def test_what_a_double_cannot_hold_is_0_or_1(case: Case, expected: int, baskets: Project) -> None:
    """Terms under 1e-308 must not turn into a p-value of 0 where it is 1."""
    found = p_values([case, (5, 20, 5)], 1_000_000, baskets.under())
    assert isclose(found[case], expected, abs_tol=1e-8)


def independent(seed: int, items: int = 12, orders: int = 500) -> np.ndarray:
    """Return which orders hold which items, each drawn by itself.

    The last is in all of them: an order of nothing would not be counted, and chance not be chance.
    """
    dice = np.random.default_rng(seed)
    held = dice.random((orders, items)) < dice.uniform(0.05, 0.4, items)
    held[:, -1] = True
    return held


def rules_of(held: np.ndarray, models: Models) -> Result:
    """Return what is found in a matrix, a row an order and a column an item."""
    return models.run(lines_of([f"i{item:02}" for item in np.flatnonzero(row)] for row in held))


@pytest.mark.parametrize("max_items", [2, 3])
def test_chance_is_called_significant_no_more_often_than_stated(
    max_items: int, baskets: Project
) -> None:
    """Of shops where nothing belongs together, five in a hundred may show one rule or more."""
    models = baskets.under(**TRIPLES | {"basket_max_items": max_items})
    fooled = unadjusted = 0
    for seed in range(RUNS):
        rules = rules_of(independent(seed), models).rules().values()
        assert len(rules) > 100
        fooled += any(row["is_significant"] for row in rules)
        # The control: without the correction nearly every shop would show some.
        unadjusted += any(row["p_value"] <= models.vars["significance_level"] for row in rules)
    most = binom.ppf(0.99, RUNS, models.vars["significance_level"])
    assert fooled <= most < unadjusted
    assert unadjusted > RUNS / 2


def test_what_belongs_together_is_called_significant(baskets: Project) -> None:
    """The other control: a test that finds nothing would never be fooled either."""
    models = baskets.under(**TRIPLES)
    pair = (frozenset({"i00"}), frozenset({"i01"}))
    for seed in range(5):
        held = independent(seed)
        dice = np.random.default_rng(seed)
        held[:, 0] |= dice.random(len(held)) < 0.1
        held[:, 1] |= held[:, 0] & (dice.random(len(held)) < 0.5)
        rules = rules_of(held, models).rules()
        assert rules[pair]["is_significant"]
        assert rules[pair[::-1]]["is_significant"]
        others = (
            row["is_significant"]
            for (antecedents, consequents), row in rules.items()
            if not pair[0] | pair[1] <= antecedents | consequents
        )
        assert not any(others)
