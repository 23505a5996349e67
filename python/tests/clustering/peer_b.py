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
from sklearn.cluster import DBSCAN, KMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

TABLES = ("customers", "orders", "order_items", "order_payments", "order_reviews")
START = np.datetime64("2018-01-01")
FORTNIGHT = np.timedelta64(14, "D")
TYPES = ("boleto", "credit_card", "debit_card", "not_defined", "voucher")
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

# The type of most payments; of several, the last by name.
PAYMENT_TYPES = """
    with counted as (
        select customers.customer_unique_id as customer_id, payment_type, count(*) as payments
        from customers
        inner join orders on customers.customer_id = orders.customer_id
        inner join order_payments on orders.order_id = order_payments.order_id
        group by all
    )

    select arg_max(payment_type, (payments, payment_type)) as payment_type
    from counted
    group by customer_id
    order by customer_id
"""


@dataclass(frozen=True)
class Customers:
    """The peer's customer table in the order of customer_unique_id, on which its results depend."""

    rfm: np.ndarray
    review: np.ndarray
    last_ordered_at: np.ndarray
    payment_type: np.ndarray


def read_customers(folder: Path) -> Customers:
    with duckdb.connect() as connection:
        for name in TABLES:
            path = folder / f"olist_{name}_dataset.parquet"
            connection.read_parquet(str(path)).create_view(name)
        columns = connection.execute(CUSTOMERS).fetchnumpy()
        payment_type = connection.execute(PAYMENT_TYPES).fetchnumpy()["payment_type"]
    review = np.ma.filled(columns["review"].astype(float), np.nan)
    return Customers(
        np.column_stack([columns[name] for name in ("recency", "frequency", "monetary")]).astype(
            float
        ),
        np.where(np.isnan(review), np.nanmean(review), review),
        columns["last_ordered_at"],
        payment_type.astype(str),
    )


def minmax(values: np.ndarray, like: np.ndarray | None = None) -> np.ndarray:
    like = values if like is None else like
    return (values - like.min(axis=0)) / np.ptp(like, axis=0)


def standard(values: np.ndarray, like: np.ndarray | None = None) -> np.ndarray:
    like = values if like is None else like
    return (values - like.mean(axis=0)) / like.std(axis=0)


def fit_clusters(scaled: np.ndarray, count: int, seed: int) -> KMeans:
    with threadpool_limits(limits=1):
        return KMeans(count, n_init=1, random_state=seed).fit(scaled)


def adjusted_rand_series(customers: Customers, scale, steps: int) -> list[float]:
    """The model of START against one fitted again every two weeks, as the peer compares them.

    The customers of a step are those of the step before, followed by those whose last purchase
    fell between the two. Both models are applied to all of them, each with its own scaling.
    """
    last = customers.last_ordered_at
    rows = np.flatnonzero(last < START)
    start = customers.rfm[rows]
    frozen = fit_clusters(scale(start), 4, seed=5)
    series = []
    for step in range(1, steps + 1):
        until = START + step * FORTNIGHT
        rows = np.concatenate([rows, np.flatnonzero((last >= until - FORTNIGHT) & (last < until))])
        values = customers.rfm[rows]
        refitted = fit_clusters(scale(values), 4, seed=5)
        series.append(adjusted_rand_score(frozen.predict(scale(values, start)), refitted.labels_))
    return series


def one_hot(payment_type: np.ndarray) -> np.ndarray:
    return (payment_type[:, None] == np.array(TYPES)).astype(float)


@dataclass(frozen=True)
class Cells:
    """Rows that lie within `width` of each other in every feature, taken together."""

    middles: np.ndarray
    centres: np.ndarray
    rows: np.ndarray
    first: np.ndarray

    @classmethod
    def of(cls, scaled: np.ndarray, width: float, *labelings: np.ndarray) -> Cells:
        """Group rows by their place in a grid; no two of a cell differ in a labelling."""
        places = np.floor(scaled / width).astype(np.int64)
        _, first, cell_of, rows = np.unique(
            np.column_stack([places, *labelings]),
            axis=0,
            return_index=True,
            return_inverse=True,
            return_counts=True,
        )
        cell_of = cell_of.ravel()
        centres = [np.bincount(cell_of, weights=column) / rows for column in scaled.T]
        middles = (places[first] + 0.5) * width
        return cls(middles, np.column_stack(centres), rows, first)


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
    found = []
    for labels in labelings:
        to_cluster = sums @ np.eye(labels.max() + 1)[labels[starts]]
        found.append(float(_silhouette(to_cluster, labels, np.bincount(labels)).mean()))
    return found


def silhouette_by_cells(scaled: np.ndarray, labels: np.ndarray, width: float = 0.005) -> float:
    """The silhouette over all rows to the third digit, in a second.

    Cells of a fine grid, each as heavy as its rows, stand for the rows.
    """
    cells = Cells.of(scaled, width, labels)
    members = np.eye(labels.max() + 1)[labels[cells.first]] * cells.rows[:, None]
    sums = np.vstack(
        [
            cdist(cells.centres[low : low + BLOCK], cells.centres) @ members
            for low in range(0, len(cells.rows), BLOCK)
        ]
    )
    values = _silhouette(sums, labels[cells.first], members.sum(axis=0))
    return float(np.average(values, weights=cells.rows))


def _silhouette(sums: np.ndarray, labels: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    place = np.arange(len(labels))
    own = sums[place, labels] / np.maximum(sizes[labels] - 1, 1)
    others = sums / sizes
    others[place, labels] = np.inf
    nearest = others.min(axis=1)
    values = (nearest - own) / np.maximum(np.maximum(own, nearest), 1e-12)
    return np.where(sizes[labels] > 1, values, 0)


def dbscan_bounds(scaled: np.ndarray, eps: float, least: int, width: float = 0.02):
    """Clusters and noise of DBSCAN with eps a little smaller, and a little larger, than asked for.

    Its neighbourhoods hold most of 96,095 rows each, too much for memory. Put into cells, two rows
    are as far from each other as their cells' middles, give or take one diagonal: what is one
    cluster with eps less a diagonal is one with eps.
    """
    cells = Cells.of(scaled, width)
    diagonal = width * np.sqrt(scaled.shape[1])
    found = []
    for reach in (eps - diagonal, eps + diagonal):
        model = DBSCAN(eps=reach, min_samples=least).fit(cells.middles, sample_weight=cells.rows)
        noise = int(cells.rows[model.labels_ == -1].sum())
        found.append((model.labels_.max() + 1, noise))
    return found


def ward_heights(scaled: np.ndarray, width: float = 0.02) -> np.ndarray:
    """The heights of the last merges of Ward's agglomeration of all rows, the last one first.

    Cells start as clusters of their rows: what happens within a cell lies far below the top of the
    dendrogram, which is what is read.
    """
    cells = Cells.of(scaled, width)
    centres, rows = cells.centres, cells.rows.astype(float)
    costs = _ward_costs(centres, rows, centres[:, None], rows[:, None])
    np.fill_diagonal(costs, np.inf)
    heights = []
    for _ in range(len(rows) - 1):
        kept, gone = divmod(int(costs.argmin()), len(rows))
        heights.append(np.sqrt(costs[kept, gone]))
        total = rows[kept] + rows[gone]
        centres[kept] = (rows[kept] * centres[kept] + rows[gone] * centres[gone]) / total
        rows[kept], rows[gone] = total, np.inf
        new = _ward_costs(centres, rows, centres[kept], rows[kept])
        new[np.isinf(rows)] = np.inf
        new[kept] = np.inf
        costs[kept], costs[:, kept] = new, new
        costs[gone], costs[:, gone] = np.inf, np.inf
    return np.array(heights[:-11:-1])


def _ward_costs(centres, rows, other, other_rows):
    with np.errstate(invalid="ignore"):
        weight = 2 * rows * other_rows / (rows + other_rows)
    return weight * ((centres - other) ** 2).sum(axis=-1)
