"""The fit of the clusters, their numbers, and the cluster of each customer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from clientele.clustering.centroids import CLUSTER_CENTROIDS, Centroids, read_centroids
from clientele.clustering.features import CUSTOMER, FIT_SAMPLE, bounded, matrix
from clientele.clustering.kmeans import Labels, partition
from clientele.clustering.scaling import Matrix, Scaler, Scaling, fit_scaling
from clientele.clustering.tables import table

CUSTOMER_CLUSTERS = pa.schema(
    [
        (CUSTOMER, pa.string()),
        ("cluster_id", pa.int32()),
        ("distance_to_centroid", pa.float64()),
    ]
)
LESS_IS_BETTER = frozenset({"recency_days"})


def fit(
    features: pa.Table,
    columns: Sequence[str],
    scaler: Scaler,
    count: int,
    seed: int,
    value_column: str = "monetary",
    previous: pa.Table | None = None,
    fit_sample: int = FIT_SAMPLE,
) -> pa.Table:
    """Fit `count` clusters (fewer where there are fewer different customers).

    Clusters are numbered by value: 1 has the highest centroid in `value_column` or, where that is
    not a feature, the highest sum of its scaled centroid, with recency counted against it. Against
    a previous model of the same features a cluster that is still there keeps its number, and new
    ones are numbered on from the highest. With more customers than `fit_sample` both the scaler
    and the clusters are fitted to the first `fit_sample` by md5 of customer_id.

    Args:
        features: One row a customer: customer_id and numeric columns.
        columns: The features to cluster on.
        scaler: log_standard, standard or minmax.
        count: The number of clusters.
        seed: The seed of the starts of K-Means.
        value_column: The feature by which clusters are numbered.
        previous: An earlier CLUSTER_CENTROIDS table; one of other features is not looked at.
        fit_sample: The largest number of customers to fit to.

    Returns:
        A CLUSTER_CENTROIDS table, without rows where there are no customers.

    Raises:
        ValueError: The features are not valid (see `matrix`), the scaler is unknown, or `count` is
            less than 1.

    """
    _, values = bounded(*matrix(features, columns), fit_sample)
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


def assign(features: pa.Table, centroids: pa.Table) -> pa.Table:
    """Return the nearest cluster of each customer, and the distance to it on the common scale.

    Args:
        features: One row a customer: customer_id and the features of the model.
        centroids: A CLUSTER_CENTROIDS table.

    Returns:
        A CUSTOMER_CLUSTERS table in the order of customer_id; cluster and distance are null where
        there are no centroids.

    Raises:
        ValueError: The features are not valid (see `matrix`), or the centroids are not one model.

    """
    if not centroids.num_rows:
        ids = features[CUSTOMER].cast(pa.string()).combine_chunks().sort()
        nothing = pa.nulls(len(ids))
        return table(
            CUSTOMER_CLUSTERS,
            dict(zip(CUSTOMER_CLUSTERS.names, (ids, nothing, nothing), strict=True)),
        )
    model = read_centroids(centroids)
    ids, values = matrix(features, model.columns)
    labels, distances = model.nearest(values)
    return table(
        CUSTOMER_CLUSTERS,
        {CUSTOMER: ids, "cluster_id": labels, "distance_to_centroid": distances},
    )


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
    """Give numbers to clusters that come in the order of value, keeping those of `previous`.

    The pairs of old and new are those of the smallest total distance (Kuhn 1955). In a pair the
    cluster is the same one where either is the other's nearest.
    """
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
