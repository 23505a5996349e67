"""K-Means beside three other algorithms, on each scaler, with the same measures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import pyarrow as pa
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

from clientele.clustering.features import FIT_SAMPLE, bounded, matrix
from clientele.clustering.kmeans import Labels, different_rows, partition
from clientele.clustering.scaling import Matrix, Scaler, fit_scaling
from clientele.clustering.silhouette import silhouettes
from clientele.clustering.tables import from_rows

CLUSTER_ALGORITHMS = pa.schema(
    [
        ("algorithm", pa.string()),
        ("scaler", pa.string()),
        ("parameters", pa.string()),
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
    """What an algorithm found: its parameters in words, and labels (rows,), noise being -1."""

    algorithm: str
    parameters: str
    labels: Labels


def compare(
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

    Measures leave noise out: read them with `noise_share`, since an algorithm that calls every
    doubtful customer noise has fine ones. They are of the scaled features, hence comparable within
    a scaler, not between scalers.

    Args:
        features: One row a customer: customer_id and numeric columns.
        columns: The features to cluster on.
        seed: The seed of the starts of K-Means; the others draw nothing.
        count: The number of clusters for K-Means and Ward.
        sample: The largest number of customers for what is quadratic.

    Returns:
        A CLUSTER_ALGORITHMS table, one row an algorithm and scaler. Measures are null where there
        are fewer than two clusters. Without customers there are no rows.

    Raises:
        ValueError: The features are not valid (see `matrix`), or `count` or `sample` is less
            than 1.

    Source: Ester et al. 1996 and Sander et al. 1998 (DBSCAN and its parameters), Ward 1963,
    Campello et al. 2013 (HDBSCAN), Satopää et al. 2011 (the knee).

    """
    if sample < 1:
        raise ValueError(f"The sample is {sample} customers; it must be 1 or more.")
    ids, values = bounded(*matrix(features, columns), FIT_SAMPLE)
    if not len(values):
        return CLUSTER_ALGORITHMS.empty_table()
    _, few = bounded(ids, values, sample)
    rows = []
    for scaler in get_args(Scaler):
        rows += [(scaler, *row) for row in _linear(ids, values, scaler, seed, count, sample)]
        rows += [(scaler, *row) for row in _quadratic(few, scaler, count)]
    return from_rows(CLUSTER_ALGORITHMS, ((row[1], row[0], *row[2:]) for row in rows))


def knee(ascending: Matrix) -> float:
    """Return the knee of a curve that rises slowly, then fast, shape (points,).

    It is the value furthest under the straight line from the first point to the last, the first
    of several; on a straight line, the first point.

    Source: Satopää et al. 2011, without the smoothing.

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
    _, drawn = bounded(ids, np.column_stack([scaled, found.labels]), sample)
    parameters = f"{_clusters(len(found.centres))}, best of {STARTS} starts"
    shown = _Found("kmeans", parameters, found.labels)
    yield _row(shown, scaled, drawn[:, :-1], drawn[:, -1].astype(np.int64))


def _quadratic(values: Matrix, scaler: Scaler, count: int) -> Iterator[Row]:
    scaled = fit_scaling(values, scaler).transform(values)
    for algorithm in (_dbscan(scaled), _ward(scaled, count), _hdbscan(scaled)):
        yield _row(algorithm, scaled, scaled, algorithm.labels)


def _dbscan(scaled: Matrix) -> _Found:
    neighbours = max(3, 2 * scaled.shape[1])
    within = min(neighbours, len(scaled))
    distances, _ = NearestNeighbors(n_neighbors=within).fit(scaled).kneighbors(scaled)
    eps = max(knee(np.sort(distances[:, -1])), 1e-9)
    with threadpool_limits(limits=1):
        labels = DBSCAN(eps=eps, min_samples=neighbours).fit(scaled).labels_
    parameters = f"eps {eps:.4g} (knee of the distances), at least {neighbours} customers within it"
    return _Found("dbscan", parameters, labels.astype(np.int64))


def _ward(scaled: Matrix, count: int) -> _Found:
    possible = different_rows(scaled, count)
    labels = np.zeros(len(scaled), dtype=np.int64)
    if possible > 1:
        with threadpool_limits(limits=1):
            model = AgglomerativeClustering(n_clusters=possible, linkage="ward").fit(scaled)
        labels = model.labels_.astype(np.int64)
    return _Found("agglomerative_ward", _clusters(possible), labels)


def _hdbscan(scaled: Matrix) -> _Found:
    least = max(LEAST_GROUP, math.ceil(LEAST_GROUP_SHARE * len(scaled)))
    labels = np.full(len(scaled), NOISE, dtype=np.int64)
    if least <= len(scaled):
        with threadpool_limits(limits=1):
            labels = HDBSCAN(min_cluster_size=least, copy=True).fit(scaled).labels_.astype(np.int64)
    return _Found("hdbscan", f"at least {least} customers a cluster", labels)


def _row(found: _Found, scaled: Matrix, drawn: Matrix, drawn_labels: Labels) -> Row:
    """Measure labels of shape (rows,) on scaled, and the silhouette on the rows drawn."""
    kept = found.labels >= 0
    clusters = len(np.unique(found.labels[kept]))
    is_defined = 2 <= clusters < kept.sum()
    silhouette = davies = calinski = None
    if is_defined:
        inside = drawn_labels >= 0
        silhouette = silhouettes(drawn[inside], [drawn_labels[inside]])[0]
        with threadpool_limits(limits=1):
            davies = float(davies_bouldin_score(scaled[kept], found.labels[kept]))
            calinski = float(calinski_harabasz_score(scaled[kept], found.labels[kept]))
    return (
        found.algorithm,
        found.parameters,
        clusters,
        float((~kept).mean()),
        silhouette,
        davies,
        calinski,
        len(scaled),
    )


def _clusters(count: int) -> str:
    return "1 cluster" if count == 1 else f"{count} clusters"
