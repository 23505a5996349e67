"""The fit of the clusters, and their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from clientele.clustering.centroids import CLUSTER_CENTROIDS, Centroids, read_centroids
from clientele.clustering.features import FIT_SAMPLE, read_features, sample_customers
from clientele.clustering.kmeans import Labels, partition
from clientele.clustering.scaling import Matrix, Scaler, Scaling, fit_scaling

LESS_IS_BETTER = frozenset({"recency_days"})


def fit_clusters(
    features: pa.Table,
    columns: Sequence[str],
    scaler: Scaler,
    count: int,
    seed: int,
    value_column: str = "monetary",
    previous: pa.Table | None = None,
    fit_sample: int = FIT_SAMPLE,
) -> pa.Table:
    """Fit `count` clusters with K-Means, or as many as there are different customers.

    Clusters are numbered by value: cluster 1 has the highest centroid in `value_column`. Without
    that feature, cluster 1 has the highest sum of scaled coordinates, where recency counts as
    negative. A cluster that was already in a previous model of the same features keeps its number,
    and new clusters get the numbers after the highest. With more customers than `fit_sample`, both
    the scaler and the clusters are fitted to the first `fit_sample` by md5 of customer_id.

    Args:
        features: One row per customer: customer_id and numeric columns.
        columns: The features to cluster on.
        scaler: log_standard, standard or minmax.
        count: The number of clusters.
        seed: The seed of the starts of K-Means.
        value_column: The feature by which clusters are numbered.
        previous: An earlier CLUSTER_CENTROIDS table; a model of other features is ignored.
        fit_sample: The largest number of customers to fit to.

    Returns:
        A CLUSTER_CENTROIDS table: one row per cluster and feature, no rows without customers.

    Raises:
        ValueError: The features are not valid (see `read_features`), the scaler is unknown, or
            `count` is less than 1.

    Source: Lloyd 1982; Kuhn 1955 for the numbers.

    >>> customers = pa.table({"customer_id": ["a", "b", "c"], "monetary": [10, 12, 90]})
    >>> model = fit_clusters(customers, ["monetary"], "standard", count=2, seed=42)
    >>> model["cluster_id"].to_pylist(), model["centroid"].to_numpy().round(9).tolist()
    ([1, 2], [90.0, 11.0])

    """
    _, values = sample_customers(*read_features(features, columns), fit_sample)
    scaling = fit_scaling(values, scaler)
    centres = partition(scaling.transform(values), count, seed).centres
    if not len(centres):
        return CLUSTER_CENTROIDS.empty_table()
    scaled = centres[_by_value(scaling, centres, columns, value_column)]
    ids = _numbers(scaling, scaled, columns, previous)
    in_order = np.argsort(ids)
    found = Centroids(
        tuple(int(cluster) for cluster in ids[in_order]), tuple(columns), scaling, scaled[in_order]
    )
    return found.to_table()


def _by_value(
    scaling: Scaling, centres: Matrix, columns: Sequence[str], value_column: str
) -> list[int]:
    if value_column in columns:
        value = scaling.restore(centres)[:, list(columns).index(value_column)]
    else:
        signs = np.array([-1.0 if name in LESS_IS_BETTER else 1.0 for name in columns])
        value = (centres * signs).sum(axis=1)
    return sorted(range(len(centres)), key=lambda row: (-value[row], *centres[row]))


def _numbers(
    scaling: Scaling, scaled: Matrix, columns: Sequence[str], previous: pa.Table | None
) -> Labels:
    """Give each cluster its number: clusters come in order of value, old ones keep theirs.

    Old and new clusters are paired such that the total distance is smallest (Kuhn 1955). A pair is
    one and the same cluster if either of the two is the nearest of the other.
    """
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist

    plain = np.arange(1, len(scaled) + 1, dtype=np.int64)
    old = read_centroids(previous) if previous is not None and previous.num_rows else None
    if old is None or set(old.columns) != set(columns):
        return plain
    order = [old.columns.index(name) for name in columns]
    distances = cdist(scaling.transform(old.in_units()[:, order]), scaled)
    ids = np.zeros(len(scaled), dtype=np.int64)
    for was, now in zip(*linear_sum_assignment(distances), strict=True):
        if distances[was, now] in (distances[was].min(), distances[:, now].min()):
            ids[now] = old.ids[was]
    new = ids == 0
    ids[new] = max(old.ids) + plain[: new.sum()]
    return ids
