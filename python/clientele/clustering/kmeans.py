"""K-Means whose result depends on the data and the seed alone."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from clientele.clustering.scaling import Matrix

Labels = npt.NDArray[np.int64]

# Rows that agree to this many decimals (of a standard deviation) are one point to K-Means.
SAME = 9


@dataclass(frozen=True)
class Partition:
    """A K-Means partition: labels (rows,), centres (clusters, features), inertia.

    >>> Partition(np.array([0, 0]), np.array([[1.0]]), inertia=0.0).centres.shape
    (1, 1)

    """

    labels: Labels
    centres: Matrix
    inertia: float


def partition(scaled: Matrix, count: int, seed: int, starts: int = 10) -> Partition:
    """Partition scaled rows of shape (rows, features) into `count` clusters.

    K-Means runs on one thread, as sums in another order differ in their last digits. Rows must
    come in an order that the data define (by customer_id), since starts are drawn by position.
    There are never more clusters than different rows, and no cluster is empty.

    Args:
        scaled: The rows, shape (rows, features), without missing values.
        count: The number of clusters wanted.
        seed: The seed of the starts.
        starts: The number of starts; the one with the lowest inertia wins.

    Raises:
        ValueError: `count` is less than 1.

    Source: Lloyd 1982, with the k-means++ starts of Arthur and Vassilvitskii 2007.

    >>> partition(np.array([[0.0], [0.2], [9.0]]), count=2, seed=42).inertia
    0.02...

    """
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    if count < 1:
        raise ValueError(f"The number of clusters is {count}; it must be 1 or more.")
    if not len(scaled):
        return Partition(np.empty(0, np.int64), np.empty((0, scaled.shape[1])), 0.0)
    possible = count_different_rows(scaled, count)
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = KMeans(n_clusters=possible, n_init=starts, random_state=seed).fit(scaled)
    used, labels = np.unique(model.labels_, return_inverse=True)
    return Partition(labels.astype(np.int64), model.cluster_centers_[used], float(model.inertia_))


def count_different_rows(scaled: Matrix, enough: int) -> int:
    """Return the number of different rows, but at most `enough`.

    >>> count_different_rows(np.array([[1.0], [1.0], [2.0]]), enough=5)
    2

    """
    for rows in (scaled[: 100 * enough], scaled):
        different = len(np.unique(np.round(rows, SAME), axis=0))
        if different >= enough:
            return enough
    return different
