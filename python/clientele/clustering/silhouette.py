"""The silhouette of many partitions of the same rows, from one pass over their distances."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from clientele.clustering.kmeans import Labels
from clientele.clustering.scaling import Matrix

# Distances held in memory at once: 64 MB.
HELD = 8_000_000


def measure_silhouettes(scaled: Matrix, labelings: Sequence[Labels]) -> list[float | None]:
    """Return the mean silhouette of each labelling of rows of shape (rows, features), -1 to 1.

    The value is that of sklearn.metrics.silhouette_score. The distances between rows, which cost
    most, are computed once for all labellings. The silhouette is not defined, and None, for a
    labelling with fewer than two clusters or with one cluster per row.

    Source: Rousseeuw 1987.

    >>> rows = np.array([[0.0], [1.0], [9.0], [10.0]])
    >>> measure_silhouettes(rows, [np.array([1, 1, 2, 2]), np.array([1, 1, 1, 1])])
    [0.888..., None]

    """
    from scipy.spatial.distance import cdist

    if not labelings:
        return []
    members = [_members(labels) for labels in labelings]
    totals = np.zeros(len(labelings))
    step = max(1, HELD // max(1, len(scaled)))
    with threadpool_limits(limits=1):
        for start in range(0, len(scaled), step):
            rows = slice(start, start + step)
            sums = cdist(scaled[rows], scaled) @ np.hstack(members)
            ends = np.cumsum([one.shape[1] for one in members])
            for position, (one, end) in enumerate(zip(members, ends, strict=True)):
                part = sums[:, end - one.shape[1] : end]
                totals[position] += _of_rows(part, one[rows], one.sum(axis=0)).sum()
    return [
        float(total / len(scaled)) if 2 <= one.shape[1] < len(scaled) else None
        for total, one in zip(totals, members, strict=True)
    ]


def _members(labels: Labels) -> Matrix:
    clusters, positions = np.unique(labels, return_inverse=True)
    return np.eye(len(clusters))[positions]


def _of_rows(sums: Matrix, members: Matrix, sizes: Matrix) -> Matrix:
    """Return the silhouette of each row from its summed distances to each cluster."""
    if len(sizes) < 2:
        return np.zeros(len(sums))
    own_size = members @ sizes
    within = (sums * members).sum(axis=1) / np.maximum(own_size - 1, 1)
    nearest = np.where(members == 1, np.inf, sums / sizes).min(axis=1)
    larger = np.maximum(within, nearest)
    defined = (own_size > 1) & (larger > 0)
    return np.where(defined, (nearest - within) / np.where(defined, larger, 1.0), 0.0)
