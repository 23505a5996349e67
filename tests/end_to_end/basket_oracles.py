"""What itemsets, rules and p-values should be, by mlxtend, scipy and plain counting."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import Any

import pandas as pd
from mlxtend.frequent_patterns import association_rules, fpgrowth

from .baskets import Items, Models

Rule = tuple[Items, Items]
# Our names of mlxtend's columns.
MEASURES = {
    "antecedent_support": "antecedent support",
    "consequent_support": "consequent support",
    "support": "support",
    "confidence": "confidence",
    "lift": "lift",
    "leverage": "leverage",
    "conviction": "conviction",
    "zhang": "zhangs_metric",
    "jaccard": "jaccard",
    "kulczynski": "kulczynski",
    "certainty": "certainty",
}


class Counts:
    """The orders that hold a set of items, counted again for each."""

    def __init__(self, baskets: Collection[Items]) -> None:
        self.baskets = baskets
        self.known: dict[Items, int] = {}

    def of(self, items: Items) -> int:
        if items not in self.known:
            self.known[items] = sum(items <= basket for basket in self.baskets)
        return self.known[items]

    def confidence(self, antecedents: Items, consequents: Items) -> Fraction:
        return Fraction(self.of(antecedents | consequents), self.of(antecedents))

    def lift(self, antecedents: Items, consequents: Items) -> Fraction:
        share = Fraction(self.of(consequents), len(self.baskets))
        return self.confidence(antecedents, consequents) / share

    def is_redundant(self, antecedents: Items, consequents: Items) -> bool:
        confidence = self.confidence(antecedents, consequents)
        return any(
            self.confidence(fewer, consequents) >= confidence for fewer in parts_of(antecedents)
        )

    def p_value(self, antecedents: Items, consequents: Items) -> Fraction:
        one, other = self.of(antecedents), self.of(consequents)
        return fisher(one, other, self.of(antecedents | consequents), len(self.baskets))


def by_mlxtend(
    baskets: Collection[Items], models: Models
) -> tuple[dict[Items, int], dict[Rule, dict[str, Any]]]:
    """Return the itemsets and rules that mlxtend finds under the vars of the models.

    The thresholds are compared here, in exact numbers, as mlxtend's are floats.
    """
    minimum = models.minimum_orders(len(baskets))
    items = sorted(set().union(*baskets))
    held = pd.DataFrame([[item in basket for item in items] for basket in baskets], columns=items)
    if minimum > len(baskets):
        return {}, {}
    found = fpgrowth(
        held,
        min_support=(minimum - 0.5) / len(baskets),
        use_colnames=True,
        max_len=models.vars["basket_max_items"],
    )
    if found.empty:
        return {}, {}
    itemsets = {
        frozenset(items): round(support * len(baskets))
        for items, support in zip(found["itemsets"], found["support"], strict=True)
    }
    counts = Counts(baskets)
    confidence = Fraction(str(models.vars["basket_min_confidence"]))
    lift = Fraction(str(models.vars["basket_min_lift"]))
    rules = {}
    for rule in association_rules(found, metric="support", min_threshold=0).to_dict("records"):
        key = (rule["antecedents"], rule["consequents"])
        if counts.confidence(*key) >= confidence and counts.lift(*key) >= lift:
            rules[key] = {ours: rule[theirs] for ours, theirs in MEASURES.items()}
    return itemsets, rules


def parts_of(items: Items) -> Iterator[Items]:
    """Every part of a set but none and all of it."""
    for size in range(1, len(items)):
        yield from map(frozenset, combinations(sorted(items), size))


def possible_rules(items: int, max_items: int) -> int:
    """How many ways there are to choose two sets of items, of max_items together at most."""
    found = set()
    for size in range(2, max_items + 1):
        for chosen in combinations(range(items), size):
            whole = frozenset(chosen)
            found |= {frozenset({part, whole - part}) for part in parts_of(whole)}
    return len(found)


def fisher(one: int, other: int, both: int, orders: int) -> Fraction:
    """The chance that so many independent orders meet in `both` orders or more, exactly."""
    ways = comb(one, both) * comb(orders - one, other - both)
    total = 0
    for joint in range(both, min(one, other) + 1):
        total += ways
        left = (joint + 1) * (orders - one - other + joint + 1)
        ways = ways * (one - joint) * (other - joint) // left
    return Fraction(total, comb(orders, other))
