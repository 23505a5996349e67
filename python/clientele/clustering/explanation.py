"""Which features set the clusters apart, and the plane on which they are best seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from threadpoolctl import threadpool_limits

from clientele.clustering.features import (
    FIT_SAMPLE,
    look_up_clusters,
    read_features,
    sample_customers,
)
from clientele.clustering.kmeans import Labels
from clientele.clustering.scaling import Matrix, Scaler, fit_scaling
from clientele.clustering.tables import build_table

CLUSTER_FEATURES = pa.schema(
    [
        ("feature", pa.string()),
        ("feature_order", pa.int32()),
        ("importance", pa.float64()),
        ("importance_rank", pa.int32()),
        ("eta_squared", pa.float64()),
        ("scaled_mean", pa.float64()),
        ("pca_1_loading", pa.float64()),
        ("pca_2_loading", pa.float64()),
        ("pca_1_explained", pa.float64()),
        ("pca_2_explained", pa.float64()),
    ]
)
COMPONENTS = 2
# A component with less than this share of the variance is rounding error.
NOISE = 1e-12


def rank_features(
    features: pa.Table,
    columns: Sequence[str],
    scaler: Scaler,
    labels: pa.Table,
    fit_sample: int = FIT_SAMPLE,
) -> pa.Table:
    """Measure how much each feature sets the clusters apart, and the two principal components.

    The importance of a feature is its eta squared divided by the sum over the features. Eta squared
    is the share of the variance that lies between the clusters (0: all clusters have the same mean;
    1: no spread within any cluster). Both this and the components are of the scaled features with
    missing values filled, as in `fit_clusters`. A customer's coordinate on a component in SQL is

        sum((scaled - scaled_mean) * pca_1_loading)

    The sign of a component is such that its largest loading is positive.

    Args:
        features: One row per customer: customer_id and numeric columns.
        columns: The features clustered on.
        scaler: log_standard, standard or minmax.
        labels: customer_id and cluster_id; importance leaves out customers without a cluster.
        fit_sample: The largest number of customers used, the same ones as in `fit_clusters`.

    Returns:
        A CLUSTER_FEATURES table, one row per feature in the order of `columns`, no rows without
        customers. The explained shares of variance (0 to 1) are those of the components, equal on
        all rows. A component that does not exist has loadings of 0.

    Raises:
        ValueError: The features are not valid (see `read_features`), or the scaler is unknown.

    Source: Pearson 1901 (components), Fisher 1925 (eta squared).

    >>> customers = pa.table({"customer_id": [*"abcd"], "spent": [1, 2, 8, 9], "age": [1, 2, 1, 2]})
    >>> labels = pa.table({"customer_id": [*"abcd"], "cluster_id": [2, 2, 1, 1]})
    >>> ranked = rank_features(customers, ["spent", "age"], "standard", labels)
    >>> ranked.select(["feature", "importance"]).to_pylist()
    [{'feature': 'spent', 'importance': 1.0}, {'feature': 'age', 'importance': 0.0}]

    """
    ids, values = sample_customers(*read_features(features, columns), fit_sample)
    if not len(values):
        return CLUSTER_FEATURES.empty_table()
    scaled = fit_scaling(values, scaler).transform(values)
    between = _eta_squared(scaled, look_up_clusters(ids, labels))
    weights = between / (between.sum() or 1.0)
    by_weight = sorted(range(len(columns)), key=lambda position: (-weights[position], position))
    loadings, explained = _components(scaled)
    means = scaled.mean(axis=0)
    return build_table(
        CLUSTER_FEATURES,
        (
            (
                feature,
                position + 1,
                weights[position],
                by_weight.index(position) + 1,
                between[position],
                means[position],
                *loadings[:, position],
                *explained,
            )
            for position, feature in enumerate(columns)
        ),
    )


def _eta_squared(scaled: Matrix, clusters: Labels) -> Matrix:
    known, clusters = scaled[clusters > 0], clusters[clusters > 0]
    if not len(known):
        return np.zeros(scaled.shape[1])
    centred = known - known.mean(axis=0)
    total = (centred**2).sum(axis=0)
    between = np.zeros(scaled.shape[1])
    for cluster in np.unique(clusters):
        members = centred[clusters == cluster]
        between += len(members) * members.mean(axis=0) ** 2
    has_spread = total > NOISE * len(known)
    shares = np.where(has_spread, between / np.where(has_spread, total, 1.0), 0.0)
    # Where all members of each cluster are equal, the last bit can lie above the whole.
    return np.minimum(shares, 1.0)


def _components(scaled: Matrix) -> tuple[Matrix, Matrix]:
    """Return the loadings, shape (2, features), and the explained shares of variance, (2,)."""
    centred = scaled - scaled.mean(axis=0)
    with threadpool_limits(limits=1):
        variances, vectors = np.linalg.eigh(centred.T @ centred / len(scaled))
    loadings, explained = np.zeros((COMPONENTS, scaled.shape[1])), np.zeros(COMPONENTS)
    total = variances.sum()
    largest = range(len(variances) - 1, max(-1, len(variances) - 1 - COMPONENTS), -1)
    for component, position in enumerate(largest):
        if total > NOISE and variances[position] > NOISE * total:
            vector = vectors[:, position]
            leading = np.argmax(np.round(np.abs(vector), 9))
            loadings[component] = vector * np.sign(vector[leading])
            explained[component] = variances[position] / total
    return loadings, explained
