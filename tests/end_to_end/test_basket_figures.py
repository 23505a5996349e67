"""The published figures of baskets, each with the reading of the data under which they hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from .basket_oracles import Rule
from .baskets import Project, Result, lines_of

# The five baskets of mlxtend's documentation.
FIVE_BASKETS = [
    {"Milk", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"},
    {"Dill", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"},
    {"Milk", "Apple", "Kidney Beans", "Eggs"},
    {"Milk", "Unicorn", "Corn", "Kidney Beans", "Yogurt"},
    {"Corn", "Onion", "Kidney Beans", "Ice cream", "Eggs"},
]
ONION = frozenset({"Onion"})
EGGS = frozenset({"Eggs"})
# A customer, not cancelled, a quantity and a price: the 397,884 lines of the published cleaning.
CLEAN = """
    select "InvoiceNo" as order_id, "StockCode" as product_id
    from read_parquet($file)
    where "CustomerID" is not null
        and "InvoiceNo" not like 'C%'
        and "Quantity" > 0
        and "UnitPrice" > 0
"""
# Guests are kept here, and an item is a description without the blanks around it.
FRANCE = """
    select "InvoiceNo" as order_id, trim("Description") as product_id
    from read_parquet($file)
    where "Country" = 'France' and "InvoiceNo" not like 'C%'
"""


def read(sql: str, folder: Path) -> pa.Table:
    """Return the lines that a query makes of Online Retail."""
    with duckdb.connect() as connection:
        file = str(folder / "online_retail.parquet")
        return connection.execute(sql, {"file": file}).to_arrow_table()


def lengths(result: Result) -> dict[int, int]:
    """Return how many itemsets there are of each length."""
    return dict(Counter(len(items) for items in result.itemsets()))


def test_five_baskets(baskets: Project) -> None:
    models = baskets.under(basket_min_support=0.6, basket_min_confidence=0.7)
    result = models.run(lines_of(FIVE_BASKETS))
    rules = result.rules()
    assert lengths(result) == {1: 5, 2: 5, 3: 1}
    assert len(rules) == 12
    measures = {
        "orders": 3,
        "antecedent_support": 0.8,
        "consequent_support": 0.6,
        "support": 0.6,
        "confidence": 0.75,
        "lift": 1.25,
        "leverage": 0.12,
        "conviction": 1.6,
        "jaccard": 0.75,
        "kulczynski": 0.875,
        "certainty": 0.375,
        "zhang": 1.0,
    }
    found = {name: rules[EGGS, ONION][name] for name in measures}
    assert found == pytest.approx(measures, abs=1e-12)


def test_conviction_of_a_rule_that_never_fails_is_unknown(baskets: Project) -> None:
    models = baskets.under(basket_min_support=0.6, basket_min_confidence=0.7)
    rules = models.run(lines_of(FIVE_BASKETS)).rules()
    certain = {rule for rule, row in rules.items() if row["confidence"] == 1}
    assert (ONION, EGGS) in certain
    assert certain == {rule for rule, row in rules.items() if row["conviction"] is None}


def test_five_baskets_by_lift(baskets: Project) -> None:
    """Rules with a lift of 1.2 and more at any confidence are as many as published."""
    models = baskets.under(basket_min_support=0.6, basket_min_lift=1.2)
    assert len(models.run(lines_of(FIVE_BASKETS)).rules()) == 6


@pytest.mark.parametrize(
    ("support", "expected"),
    [(0.02, {1: 209, 2: 41, 3: 1}), (0.01, {1: 625, 2: 333, 3: 71, 4: 2})],
)
def test_itemsets_of_online_retail(
    support: float, expected: dict[int, int], real_data: Path, baskets: Project
) -> None:
    models = baskets.under(basket_min_support=support, basket_min_confidence=0.5)
    result = models.run(read(CLEAN, real_data))
    assert result.size["orders"] == 18532
    assert lengths(result) == expected
    assert sum(expected.values()) == {0.02: 251, 0.01: 1031}[support]
    if support == 0.01:
        rules = result.rules()
        assert len(rules) == 323
        assert sum(len(consequents) == 1 for _, consequents in rules) == 313


def test_rules_of_france(real_data: Path, baskets: Project) -> None:
    """Postage is not an item of a rule, but orders of postage alone are counted with the others."""
    models = baskets.under(basket_min_support=0.07, basket_min_lift=1)
    result = models.run(read(FRANCE, real_data))
    rules = {rule: row for rule, row in result.rules().items() if not has_postage(rule)}
    assert result.size["orders"] == 392
    assert sum("POSTAGE" not in items for items in result.itemsets()) == 51
    assert len(rules) == 26
    assert sum(row["lift"] >= 6 and row["confidence"] >= 0.8 for row in rules.values()) == 8
    clocks = (frozenset({f"ALARM CLOCK BAKELIKE {colour}"}) for colour in ("GREEN", "RED"))
    published = {"support": 0.079082, "confidence": 0.815789, "lift": 8.642959}
    row = rules[tuple(clocks)]
    assert {name: round(row[name], 6) for name in published} == published


def has_postage(rule: Rule) -> bool:
    """Whether a rule is about postage."""
    return "POSTAGE" in rule[0] | rule[1]
