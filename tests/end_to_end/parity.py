"""Python's own account of every customer, to hold against what SQL says (sql_python_parity)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import numpy as np
from sklearn.cluster import KMeans
from support import Build
from threadpoolctl import threadpool_limits


def python_says(build: Build) -> dict[str, tuple]:
    """Return recency, frequency, monetary and the three scores by customer, from accepted lines."""
    (as_of_date,) = build.query("select as_of_date from kpis")[0]
    orders, last, spent = defaultdict(set), {}, defaultdict(Decimal)
    for customer, order, ordered_at, revenue in build.query(
        "select customer_id, order_id, ordered_at, revenue from order_lines"
        " where customer_id is not null"
    ):
        orders[customer].add(order)
        last[customer] = max(last.get(customer, ordered_at), ordered_at)
        spent[customer] += revenue
    customers = sorted(orders)
    recency = [(as_of_date - last[one].date()).days for one in customers]
    frequency = [len(orders[one]) for one in customers]
    monetary = [spent[one] for one in customers]
    scores = (scored([-days for days in recency]), scored(frequency), scored(monetary))
    said = zip(recency, frequency, monetary, *scores, strict=True)
    return dict(zip(customers, said, strict=True))


def scored(values: list) -> list[int]:
    """Score 1 to 5 by percent rank, in whole numbers: equal values have equal scores."""
    below = {}
    for position, value in enumerate(sorted(values)):
        below.setdefault(value, position)
    return [1 + min(4, 5 * below[value] // (len(values) - 1)) for value in values]


def clusters_by_scikit_learn(rows: dict[str, tuple], count: int) -> list[int]:
    """Fit K-Means again to log1p, standardised R, F and M, in the order of customer_id."""
    logs = np.log1p(np.array([rows[one][:3] for one in sorted(rows)], dtype=float))
    with threadpool_limits(limits=1):
        model = KMeans(count, n_init=10, random_state=42)
        return model.fit_predict((logs - logs.mean(axis=0)) / logs.std(axis=0)).tolist()


def assert_parity(build: Build, sql: str) -> None:
    """Compare every row of the analysis sql_python_parity with what Python says."""
    said = build.query(
        "select customer_id, recency_days, frequency, monetary, r_score, f_score, m_score,"
        f" cluster_id from ({sql}) as parity order by customer_id"
    )
    expected = python_says(build)
    assert {row[0]: row[1:7] for row in said} == expected
    labels = [row[7] for row in said]
    pairs = set(zip(labels, clusters_by_scikit_learn(expected, len(set(labels))), strict=True))
    # The same groups under other numbers: each goes with exactly one.
    assert len(pairs) == len(set(labels)) == len({label for _, label in pairs})
