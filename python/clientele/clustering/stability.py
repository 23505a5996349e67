"""How far to trust each cluster: whether it is still there when the customers are drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from sklearn.metrics import adjusted_rand_score

from clientele.clustering.centroids import Centroids
from clientele.clustering.features import bounded, cluster_of, matrix
from clientele.clustering.kmeans import Labels, partition
from clientele.clustering.scaling import Matrix, Scaler, fit_scaling
from clientele.clustering.tables import from_rows

CLUSTER_BOOTSTRAP = pa.schema(
    [
        ("cluster_id", pa.int32()),
        ("stability", pa.float64()),
        ("stability_in_words", pa.string()),
        ("resamples", pa.int32()),
        ("mean_ari", pa.float64()),
    ]
)
# Lower bounds of mean Jaccard similarity (Hennig 2007, and clusterboot of the R package fpc).
BANDS = (
    (0.85, "highly stable"),
    (0.75, "valid"),
    (0.60, "pattern"),
    (0.50, "doubtful"),
    (0.00, "dissolved"),
)
BOOTSTRAP_SAMPLE = 50_000


@dataclass(frozen=True)
class _Procedure:
    """All that a fit depends on but the customers."""

    columns: tuple[str, ...]
    scaler: Scaler
    count: int

    def assigned(self, drawn: Matrix, values: Matrix, seed: int) -> Labels:
        """Fit scaler and clusters to the rows drawn; return the cluster of each row of values."""
        scaling = fit_scaling(drawn, self.scaler)
        centres = partition(scaling.transform(drawn), self.count, seed).centres
        ids = tuple(range(1, len(centres) + 1))
        return Centroids(ids, self.columns, scaling, centres).nearest(values)[0]


def bootstrap(
    features: pa.Table,
    columns: Sequence[str],
    scaler: Scaler,
    count: int,
    seed: int,
    resamples: int = 40,
    labels: pa.Table | None = None,
    *,
    sample: int = BOOTSTRAP_SAMPLE,
) -> pa.Table:
    """Draw the customers again with replacement, refit, and see which clusters come back.

    Each resample has as many draws as there are customers. Scaler and K-Means are both fitted to
    it, all customers are assigned to the centres found, and that partition is compared with the
    reference: as a whole by the adjusted Rand index, and for each cluster of the reference by the
    highest Jaccard similarity (shared customers / customers in either) with any cluster found.
    The means over the resamples are `mean_ari` and `stability`, both at most 1. With 40 resamples
    expect them to move by some 0.01 from seed to seed, and by 0.03 for a weak cluster.

    With more than `sample` customers it is done on the first `sample` by md5 of customer_id. Fewer
    draws move the clusters more, so that stability is then understated.

    Args:
        features: One row a customer: customer_id and numeric columns.
        columns: The features of the clusters.
        scaler: log_standard, standard or minmax.
        count: The number of clusters.
        seed: The seed of the draws and of the starts of K-Means.
        resamples: How often to draw, at least 1.
        labels: The reference, customer_id and cluster_id: the model in production. Customers
            without a cluster in it are left out. Without `labels` the reference is fitted here and
            its clusters are numbered from 1, those with more customers first.
        sample: The largest number of customers to draw from.

    Returns:
        A CLUSTER_BOOTSTRAP table, one row a cluster of the reference in the order of cluster_id.
        Without customers there are no rows. A cluster with no customer in the sample has null
        stability.

    Raises:
        ValueError: The features are not valid (see `matrix`), the scaler is unknown, or `count`
            or `resamples` is less than 1.

    Source: Hennig 2007, Cluster-wise assessment of cluster stability; Hubert and Arabie 1985.

    """
    if resamples < 1:
        raise ValueError(f"The number of resamples is {resamples}; it must be 1 or more.")
    ids, values = matrix(features, columns)
    procedure = _Procedure(tuple(columns), scaler, count)
    if labels is not None:
        reference = cluster_of(ids, labels)
        known = reference > 0
        clusters = np.unique(reference[known])
        ids, values = bounded(ids.filter(pa.array(known)), values[known], sample)
        reference = cluster_of(ids, labels)
    else:
        ids, values = bounded(ids, values, sample)
        reference = _by_size(procedure.assigned(values, values, seed))
        clusters = np.unique(reference)
    if not len(values):
        return CLUSTER_BOOTSTRAP.empty_table()
    draws = np.random.default_rng(seed)
    found = [
        procedure.assigned(values[draws.integers(0, len(values), len(values))], values, seed + turn)
        for turn in range(resamples)
    ]
    mean_ari = float(np.mean([adjusted_rand_score(reference, one) for one in found]))
    jaccard = np.mean([recovery(reference, one) for one in found], axis=0)
    stability = dict(zip(np.unique(reference).tolist(), jaccard.tolist(), strict=True))
    return from_rows(
        CLUSTER_BOOTSTRAP,
        (
            (cluster, stability.get(cluster), in_words(stability.get(cluster)), resamples, mean_ari)
            for cluster in clusters.tolist()
        ),
    )


def recovery(reference: Labels, found: Labels) -> Matrix:
    """Return how well each cluster of the reference comes back in another partition.

    Args:
        reference: The cluster of each customer, shape (customers,).
        found: The same customers in the other partition, shape (customers,).

    Returns:
        For each cluster of the reference, in ascending order, the highest Jaccard similarity with
        a cluster found: shape (clusters,), above 0 and at most 1.

    """
    clusters, rows = np.unique(reference, return_inverse=True)
    others, cells = np.unique(found, return_inverse=True)
    shared = np.zeros((len(clusters), len(others)))
    np.add.at(shared, (rows, cells), 1.0)
    either = shared.sum(axis=1)[:, None] + shared.sum(axis=0) - shared
    return np.asarray((shared / either).max(axis=1), dtype=np.float64)


def in_words(stability: float | None) -> str | None:
    """Return the band of a mean Jaccard similarity; a border belongs to the better band."""
    if stability is None:
        return None
    return next(words for bound, words in BANDS if stability >= bound)


def _by_size(labels: Labels) -> Labels:
    """Return clusters numbered from 1 in the order of size, equal ones as they came."""
    _, positions, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    ranks = np.empty(len(sizes), dtype=np.int64)
    ranks[np.argsort(-sizes, kind="stable")] = np.arange(1, len(sizes) + 1)
    return ranks[positions]
