"""Peer B's notebooks, done again: a yardstick for the tests, not a way to do it.

Four flaws are reproduced on purpose. Payments are joined to products and reviews, so that money is
counted several times. The customer without a payment is dropped. Each K-Means has one start and
depends on the order of rows. In the simulation the features of a customer are those at the end of
the data, whatever the date simulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

TABLES = ("customers", "orders", "order_items", "order_payments", "order_reviews")
START = np.datetime64("2018-01-01")
FORTNIGHT = np.timedelta64(14, "D")
BLOCK = 40

CUSTOMERS = """
    with last_purchase as (
        select max(order_purchase_timestamp) as at from orders
    ),

    bought as (
        select distinct order_id, product_id from order_items
    )

    select
        customers.customer_unique_id as customer_id,
        max(orders.order_purchase_timestamp) as last_ordered_at,
        date_diff(
            'microsecond', max(orders.order_purchase_timestamp), any_value(last_purchase.at)
        ) / 86400e6 as recency,
        count(distinct orders.order_id) as frequency,
        sum(order_payments.payment_value) as monetary,
        avg(order_reviews.review_score) as review
    from customers
    inner join orders on customers.customer_id = orders.customer_id
    left join order_payments on orders.order_id = order_payments.order_id
    left join bought on orders.order_id = bought.order_id
    left join order_reviews on orders.order_id = order_reviews.order_id
    cross join last_purchase
    group by customers.customer_unique_id
    having sum(order_payments.payment_value) is not null
    order by customers.customer_unique_id
"""


@dataclass(frozen=True)
class Customers:
    """The peer's customer table in the order of customer_unique_id, on which its results depend."""

    rfm: np.ndarray
    review: np.ndarray
    last_ordered_at: np.ndarray


def read_customers(folder: Path) -> Customers:
    with duckdb.connect() as connection:
        for name in TABLES:
            path = folder / f"olist_{name}_dataset.parquet"
            connection.read_parquet(str(path)).create_view(name)
        columns = connection.execute(CUSTOMERS).fetchnumpy()
    review = np.ma.filled(columns["review"].astype(float), np.nan)
    return Customers(
        np.column_stack([columns[name] for name in ("recency", "frequency", "monetary")]).astype(
            float
        ),
        np.where(np.isnan(review), np.nanmean(review), review),
        columns["last_ordered_at"],
    )


def minmax(values: np.ndarray, like: np.ndarray | None = None) -> np.ndarray:
    like = values if like is None else like
    return (values - like.min(axis=0)) / np.ptp(like, axis=0)


def standard(values: np.ndarray, like: np.ndarray | None = None) -> np.ndarray:
    like = values if like is None else like
    return (values - like.mean(axis=0)) / like.std(axis=0)


def fit(scaled: np.ndarray, count: int, seed: int) -> KMeans:
    with threadpool_limits(limits=1):
        return KMeans(count, n_init=1, random_state=seed).fit(scaled)


def adjusted_rand_series(customers: Customers, scale, steps: int) -> list[float]:
    """The model of START against one fitted anew, every two weeks, as the peer compares them.

    The customers of a step are those of the step before, followed by those whose last purchase
    fell between the two. Both models are applied to all of them, each with its own scaling.
    """
    last = customers.last_ordered_at
    rows = np.flatnonzero(last < START)
    start = customers.rfm[rows]
    frozen = fit(scale(start), 4, seed=5)
    series = []
    for step in range(1, steps + 1):
        until = START + step * FORTNIGHT
        rows = np.concatenate([rows, np.flatnonzero((last >= until - FORTNIGHT) & (last < until))])
        values = customers.rfm[rows]
        anew = fit(scale(values), 4, seed=5)
        series.append(adjusted_rand_score(frozen.predict(scale(values, start)), anew.labels_))
    return series


def exact_silhouettes(scaled: np.ndarray, labelings: list[np.ndarray]) -> list[float]:
    """The silhouette of each labelling over all rows, from one pass over the n x n distances.

    Rows are put in cells on which all labellings agree, so that distances need be added up only
    once a cell, however many labellings there are.
    """
    _, cells = np.unique(np.column_stack(labelings), axis=0, return_inverse=True)
    order = np.argsort(cells, kind="stable")
    scaled, cells = scaled[order], cells[order]
    labelings = [labels[order] for labels in labelings]
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    sums = np.empty((len(scaled), len(starts)))
    held = np.empty((BLOCK, len(scaled)))
    for low in range(0, len(scaled), BLOCK):
        rows = scaled[low : low + BLOCK]
        distances = cdist(rows, scaled, out=held[: len(rows)])
        np.add.reduceat(distances, starts, axis=1, out=sums[low : low + BLOCK])
    return [_silhouette(sums, labels, labels[starts]) for labels in labelings]


def _silhouette(sums: np.ndarray, labels: np.ndarray, cell_labels: np.ndarray) -> float:
    sizes = np.bincount(labels)
    to_cluster = sums @ np.eye(len(sizes))[cell_labels]
    rows = np.arange(len(labels))
    own = to_cluster[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    others = to_cluster / sizes
    others[rows, labels] = np.inf
    nearest = others.min(axis=1)
    return float(np.where(sizes[labels] > 1, (nearest - own) / np.maximum(own, nearest), 0).mean())
