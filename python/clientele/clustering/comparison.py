"""K-Means beside three other algorithms, on each scaler, with the same measures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import pyarrow as pa
from threadpoolctl import threadpool_limits

from clientele.clustering.features import FIT_SAMPLE, read_features, sample_customers
from clientele.clustering.kmeans import Labels, count_different_rows, partition
from clientele.clustering.scaling import Matrix, Scaler, fit_scaling
from clientele.clustering.silhouette import measure_silhouettes
from clientele.clustering.tables import build_table
from clientele.words.clusters import message

CLUSTER_ALGORITHMS = pa.schema(
    [
        ("algorithm", pa.string()),
        ("scaler", pa.string()),
        ("message", pa.string()),
        ("clusters", pa.int32()),
        ("noise_share", pa.float64()),
        ("silhouette", pa.float64()),
        ("davies_bouldin", pa.float64()),
        ("calinski_harabasz", pa.float64()),
        ("customers", pa.int32()),
    ]
)
STARTS = 10
NOISE = -1
LEAST_GROUP = 5
LEAST_GROUP_SHARE = 0.01


@dataclass(frozen=True)
class _Found:
    """The result of an algorithm: the message of its parameters, labels (rows,); -1 is noise."""

    algorithm: str
    message: str
    labels: Labels


def compare_algorithms(
    features: pa.Table,
    columns: Sequence[str],
    seed: int,
    count: int,
    sample: int = 5_000,
) -> pa.Table:
    """Run K-Means, DBSCAN, Ward's agglomeration and HDBSCAN on each of the three scalers.

    K-Means runs on all customers (at most 200,000). The other three need memory or time that
    grows with the square of the customers, as does the silhouette: they run on at most `sample`.
    Both samples are the first by md5 of customer_id: the same customers each time, and in SQL
    `order by md5(customer_id) limit …`.

    - K-Means and Ward are given `count` clusters, or as many as there are different customers.
    - DBSCAN counts a customer as inside a group that has 2 x features customers (at least 3, with
      itself) within eps; eps is the knee of the sorted distances to that neighbour.
    - HDBSCAN's smallest group is 1 % of the customers, at least 5.

    Measures leave noise out. Read them with `noise_share`: an algorithm that calls each doubtful
    customer noise has good measures. They are of the scaled features, so compare them within a
    scaler, not between scalers.

    Args:
        features: One row per customer: customer_id and numeric columns.
        columns: The features to cluster on.
        seed: The seed of the starts of K-Means; the others draw nothing.
        count: The number of clusters for K-Means and Ward.
        sample: The largest number of customers for what is quadratic.

    Returns:
        A CLUSTER_ALGORITHMS table, one row per algorithm and scaler. Measures are null if there are
        fewer than two clusters. Without customers the table is empty.

    Raises:
        ValueError: The features are not valid (see `read_features`), or `count` or `sample` is less
            than 1.

    Source: Ester et al. 1996 and Sander et al. 1998 (DBSCAN and its parameters), Ward 1963,
    Campello et al. 2013 (HDBSCAN), Satopää et al. 2011 (the knee).

    >>> customers = pa.table({"customer_id": [*"abcdef"], "monetary": [1, 2, 3, 97, 98, 99]})
    >>> found = compare_algorithms(customers, ["monetary"], seed=42, count=2)
    >>> found.select(["algorithm", "scaler", "clusters"]).slice(0, 1).to_pylist()
    [{'algorithm': 'kmeans', 'scaler': 'log_standard', 'clusters': 2}]

    """
    if sample < 1:
        raise ValueError(f"The sample is {sample} customers; it must be 1 or more.")
    ids, values = sample_customers(*read_features(features, columns), FIT_SAMPLE)
    if not len(values):
        return CLUSTER_ALGORITHMS.empty_table()
    _, few = sample_customers(ids, values, sample)
    rows = []
    for scaler in get_args(Scaler):
        rows += [(scaler, *row) for row in _linear(ids, values, scaler, seed, count, sample)]
        rows += [(scaler, *row) for row in _quadratic(few, scaler, count)]
    return build_table(CLUSTER_ALGORITHMS, ((row[1], row[0], *row[2:]) for row in rows))


def find_knee(ascending: Matrix) -> float:
    """Return the knee of a curve that rises slowly, then fast, shape (points,).

    It is the first of the values furthest under the straight line from the first point to the
    last; on a straight line, the first point.

    Source: Satopää et al. 2011, without the smoothing.

    >>> find_knee(np.array([0.0, 1.0, 2.0, 30.0]))
    2.0

    """
    rise = ascending[-1] - ascending[0]
    if len(ascending) < 3 or rise <= 0:
        return float(ascending[-1])
    line = np.linspace(0.0, 1.0, len(ascending))
    return float(ascending[np.argmax(line - (ascending - ascending[0]) / rise)])


Row = tuple[object, ...]


def _linear(
    ids: pa.Array, values: Matrix, scaler: Scaler, seed: int, count: int, sample: int
) -> Iterator[Row]:
    scaled = fit_scaling(values, scaler).transform(values)
    found = partition(scaled, count, seed, STARTS)
    _, drawn = sample_customers(ids, np.column_stack([scaled, found.labels]), sample)
    parameters = message("kmeans", clusters=len(found.centres), starts=STARTS)
    shown = _Found("kmeans", parameters, found.labels)
    yield _row(shown, scaled, drawn[:, :-1], drawn[:, -1].astype(np.int64))


def _quadratic(values: Matrix, scaler: Scaler, count: int) -> Iterator[Row]:
    scaled = fit_scaling(values, scaler).transform(values)
    for algorithm in (_dbscan(scaled), _ward(scaled, count), _hdbscan(scaled)):
        yield _row(algorithm, scaled, scaled, algorithm.labels)


def _dbscan(scaled: Matrix) -> _Found:
    from sklearn.cluster import DBSCAN
    from sklearn.neighbors import NearestNeighbors

    neighbours = max(3, 2 * scaled.shape[1])
    within = min(neighbours, len(scaled))
    distances, _ = NearestNeighbors(n_neighbors=within).fit(scaled).kneighbors(scaled)
    eps = max(find_knee(np.sort(distances[:, -1])), 1e-9)
    with threadpool_limits(limits=1):
        labels = DBSCAN(eps=eps, min_samples=neighbours).fit(scaled).labels_
    parameters = message("dbscan", eps=eps, neighbours=neighbours)
    return _Found("dbscan", parameters, labels.astype(np.int64))


def _ward(scaled: Matrix, count: int) -> _Found:
    from sklearn.cluster import AgglomerativeClustering

    possible = count_different_rows(scaled, count)
    labels = np.zeros(len(scaled), dtype=np.int64)
    if possible > 1:
        with threadpool_limits(limits=1):
            model = AgglomerativeClustering(n_clusters=possible, linkage="ward").fit(scaled)
        labels = model.labels_.astype(np.int64)
    return _Found("agglomerative_ward", message("agglomerative_ward", clusters=possible), labels)


def _hdbscan(scaled: Matrix) -> _Found:
    from sklearn.cluster import HDBSCAN

    least = max(LEAST_GROUP, math.ceil(LEAST_GROUP_SHARE * len(scaled)))
    labels = np.full(len(scaled), NOISE, dtype=np.int64)
    if least <= len(scaled):
        with threadpool_limits(limits=1):
            labels = HDBSCAN(min_cluster_size=least, copy=True).fit(scaled).labels_.astype(np.int64)
    return _Found("hdbscan", message("hdbscan", least=least), labels)


def _row(found: _Found, scaled: Matrix, drawn: Matrix, drawn_labels: Labels) -> Row:
    """Measure labels of shape (rows,) on scaled, and the silhouette on the rows drawn."""
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

    kept = found.labels >= 0
    clusters = len(np.unique(found.labels[kept]))
    is_defined = 2 <= clusters < kept.sum()
    silhouette = davies = calinski = None
    if is_defined:
        inside = drawn_labels >= 0
        silhouette = measure_silhouettes(drawn[inside], [drawn_labels[inside]])[0]
        with threadpool_limits(limits=1):
            davies = float(davies_bouldin_score(scaled[kept], found.labels[kept]))
            calinski = float(calinski_harabasz_score(scaled[kept], found.labels[kept]))
    return (
        found.algorithm,
        found.message,
        clusters,
        float((~kept).mean()),
        silhouette,
        davies,
        calinski,
        len(scaled),
    )
