"""The weights of EASE against their definition, and the scores against a plain loop."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientele.recommendations import fit_item_weights, score_evidence

DAY = dt.date(2024, 1, 1)
Bought = set[tuple[int, int]]
baskets = st.sets(st.tuples(st.integers(0, 8), st.integers(1, 6)), min_size=1, max_size=40)


def table(bought: Bought) -> pa.Table:
    rows = sorted(bought)
    return pa.table(
        {
            "as_of_date": [DAY] * len(rows),
            "customer_id": [f"c{customer}" for customer, _ in rows],
            "item_code": pa.array([item for _, item in rows], pa.int32()),
        }
    )


def regression(bought: Bought, penalty: float) -> dict[tuple[int, int], float]:
    """Return the weights as one ridge regression per item, without its own column."""
    items = sorted({item for _, item in bought})
    customers = sorted({customer for customer, _ in bought})
    matrix = np.array([[(c, i) in bought for i in items] for c in customers], dtype=float)
    weights = {}
    for place, item in enumerate(items):
        others = np.delete(matrix, place, axis=1)
        gram = others.T @ others + penalty * np.eye(others.shape[1])
        solved = np.linalg.solve(gram, others.T @ matrix[:, place]) if len(items) > 1 else []
        sources = [other for other in items if other != item]
        weights.update({(s, item): w for s, w in zip(sources, solved, strict=True)})
    return weights


@given(baskets, st.sampled_from([0.5, 3.0, 200.0]))
@settings(deadline=None, max_examples=60)
def test_weights_are_those_of_one_ridge_regression_per_item(bought: Bought, penalty: float) -> None:
    found = {
        (row["antecedent_code"], row["consequent_code"]): row["weight"]
        for row in fit_item_weights(table(bought), penalty=penalty, max_items=10).to_pylist()
    }
    expected = regression(bought, penalty)
    assert all(weight > 0 for weight in found.values())
    for pair, weight in expected.items():
        assert found.get(pair, 0) == pytest.approx(max(weight, 0), abs=1e-6)
    assert found.keys() <= expected.keys()


def test_only_the_items_with_the_most_buyers_have_weights() -> None:
    bought = {(customer, item) for customer in range(3) for item in (5, 6)} | {(0, 1)}
    weights = fit_item_weights(table(bought), penalty=1.0, max_items=2)
    assert set(weights["antecedent_code"].to_pylist()) == {5, 6}


def test_without_purchases_there_are_no_weights() -> None:
    empty = table({(0, 1)}).slice(0, 0)
    weights = fit_item_weights(empty, penalty=1.0, max_items=2)
    assert weights.num_rows == 0
    evidence = pa.table(
        {"evidence_id": pa.array([1], pa.int32()), "as_of_date": [DAY], "item_code": [1]}
    )
    items = pa.table({"as_of_date": [DAY], "item_code": [1], "demand": [1.0]})
    assert score_evidence(weights, evidence, items, depth=3).num_rows == 0


@given(baskets, st.integers(1, 4), st.integers(0, 10))
@settings(deadline=None, max_examples=60)
def test_the_best_items_are_returned_for_every_ordering(
    bought: Bought, depth: int, seed: int
) -> None:
    """With and without bought items, by score and by score times demand."""
    weights = fit_item_weights(table(bought), penalty=0.5, max_items=10)
    codes = sorted({item for _, item in bought})
    demand = dict(zip(codes, np.random.default_rng(seed).random(len(codes)), strict=True))
    rows = sorted(bought)
    evidence = pa.table(
        {
            "evidence_id": pa.array([customer for customer, _ in rows], pa.int32()),
            "as_of_date": [DAY] * len(rows),
            "item_code": pa.array([item for _, item in rows], pa.int32()),
        }
    )
    items = pa.table(
        {"as_of_date": [DAY] * len(codes), "item_code": codes, "demand": list(demand.values())}
    )
    found = {
        (row["evidence_id"], row["item_code"]): row["affinity"]
        for row in score_evidence(weights, evidence, items, depth=depth).to_pylist()
    }
    links = weights.to_pylist()
    for customer in {customer for customer, _ in bought}:
        scores = {
            item: sum(
                link["weight"]
                for link in links
                if link["consequent_code"] == item and (customer, link["antecedent_code"]) in bought
            )
            for item in codes
        }
        for factor in (dict.fromkeys(codes, 1.0), demand):
            for candidates in (codes, [i for i in codes if (customer, i) not in bought]):
                ranked = sorted(candidates, key=lambda i: -scores[i] * factor[i])
                for item in ranked[:depth]:
                    if scores[item] > 1e-5:
                        assert found[customer, item] == pytest.approx(scores[item], abs=1e-5)
