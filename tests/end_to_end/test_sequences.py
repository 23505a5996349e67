"""Planted sequences are found, and with shuffled dates chance is hardly ever called a sequence."""

from __future__ import annotations

import csv
import datetime as dt

import numpy as np
import pyarrow as pa
from scipy.stats import binom
from support import PROJECT

from .baskets import SEQUENCES, Models, Project

# First product, product that follows, days between, share of the customers who have both.
PLANTED = [("printer", "ink", 30, 0.5), ("tent", "stove", 12, 0.4)]
NOISE = [f"thing {number}" for number in range(12)]
START = dt.datetime(2024, 1, 1)
CUSTOMERS = 160
RUNS = 40
# The demo has more customers and products, so a run takes longer.
DEMO_RUNS = 12
VARS = {"basket_min_orders": 5, "sequence_min_support": 0.02}

Purchase = tuple[str, int, str]


def shop(random: np.random.Generator) -> list[Purchase]:
    """Return purchases as customer, day and product."""
    bought = []
    for number in range(CUSTOMERS):
        customer = f"c{number:03}"
        for item in random.choice(NOISE, 5, replace=False):
            bought.append((customer, int(random.integers(0, 200)), str(item)))
        for first, then, days, share in PLANTED:
            day = int(random.integers(0, 150))
            if random.random() < share:
                bought += [(customer, day, first), (customer, day + days, then)]
    return bought


def demo_shop() -> list[Purchase]:
    """Return the demo's purchases of products, by known customers on known days."""
    folder = PROJECT / "data/demo"
    tables = {}
    for name in ("orders", "order_lines", "products"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    known = {
        order["order_no"]: (order["customer_no"], dt.datetime.fromisoformat(order["placed_at"]))
        for order in tables["orders"]
        if order["customer_no"] and order["placed_at"]
    }
    products = {product["sku"] for product in tables["products"]}
    return sorted(
        {
            (known[line["order_no"]][0], (known[line["order_no"]][1] - START).days, line["sku"])
            for line in tables["order_lines"]
            if line["order_no"] in known and line["sku"] in products and line["quantity"][0] != "-"
        }
    )


def shuffled(bought: list[Purchase], random: np.random.Generator) -> list[Purchase]:
    """Return the same products and days of each customer, drawn together at random."""
    days: dict[str, list[int]] = {}
    for customer, day, _ in bought:
        days.setdefault(customer, []).append(day)
    drawn = {customer: list(random.permutation(found)) for customer, found in days.items()}
    return [(customer, int(drawn[customer].pop()), item) for customer, _, item in bought]


def sequences(bought: list[Purchase], models: Models) -> dict[tuple[str, str], dict[str, object]]:
    lines = pa.table(
        {
            "order_id": [f"{customer} {day}" for customer, day, _ in bought],
            "customer_id": [customer for customer, _, _ in bought],
            "product_id": [item for _, _, item in bought],
            "ordered_at": [START + dt.timedelta(days=day) for _, day, _ in bought],
        }
    )
    models.run(lines)
    return {
        (row["antecedent_id"], row["consequent_id"]): row
        for row in models.table(SEQUENCES).to_pylist()
    }


def test_planted_sequences_are_found_with_their_days(baskets: Project) -> None:
    bought = shop(np.random.default_rng(1))
    found = sequences(bought, baskets.under(**VARS))
    significant = {pair for pair, row in found.items() if row["is_significant"]}
    assert significant == {(first, then) for first, then, _, _ in PLANTED}
    for first, then, days, _ in PLANTED:
        row = found[first, then]
        both = {customer for customer, _, item in bought if item == first}
        assert row["customers"] == len(both)
        assert (row["reverse_customers"], row["lift"], row["confidence"]) == (0, 2.0, 1.0)
        assert row["median_gap_days"] == days


def test_shuffled_dates_are_significant_at_most_as_often_as_stated(baskets: Project) -> None:
    models = baskets.under(**VARS)
    wrong = 0
    for seed in range(RUNS):
        random = np.random.default_rng(seed)
        found = sequences(shuffled(shop(random), random), models)
        assert found
        wrong += any(row["is_significant"] for row in found.values())
    assert wrong <= binom.ppf(0.999, RUNS, models.vars["significance_level"])


def test_a_later_product_beyond_the_window_is_no_sequence(baskets: Project) -> None:
    bought = [
        (f"c{number}", day, item)
        for number in range(20)
        for day, item in ((0, "a"), (11, "b"), (11, "c"), (10, "d"))
    ]
    found = sequences(bought, baskets.under(**VARS, sequence_days=10))
    assert set(found) == {("a", "d"), ("d", "b"), ("d", "c")}


def test_the_demo_has_its_planted_sequences_and_none_with_shuffled_dates(
    baskets: Project,
) -> None:
    with (PROJECT / "data/demo/truth/sequences.csv").open(encoding="utf-8", newline="") as file:
        planted = {(row["first_sku"], row["then_sku"]) for row in csv.DictReader(file)}
    bought, models = demo_shop(), baskets.under(**VARS)
    found = sequences(bought, models)
    assert {pair for pair, row in found.items() if row["is_significant"]} == planted
    wrong = 0
    for seed in range(DEMO_RUNS):
        by_chance = sequences(shuffled(bought, np.random.default_rng(seed)), models)
        wrong += any(row["is_significant"] for row in by_chance.values())
    assert wrong <= binom.ppf(0.999, DEMO_RUNS, models.vars["significance_level"])
