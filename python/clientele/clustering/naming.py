"""Names for clusters, from the archetypes that their centroids come nearest to."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from clientele.clustering.centroids import read_centroids
from clientele.clustering.scaling import Matrix
from clientele.clustering.tables import build_table

CLUSTER_ARCHETYPES = pa.schema(
    [("cluster_id", pa.int32()), ("archetype_id", pa.string()), ("fit", pa.float64())]
)


def name_clusters(centroids: pa.Table, archetypes: pa.Table) -> pa.Table:
    """Give each cluster an archetype of its own, such that the total distance is smallest.

    Distances are Euclidean, over the features that the model and all archetypes share, in standard
    deviations of the customers. Centroids scaled by minmax are all 0 or more. Their distances are
    in standard deviations of the centroids, as the model does not hold those of the customers.

    Args:
        centroids: A CLUSTER_CENTROIDS table.
        archetypes: archetype_id, feature and level, the z-score (1.2 = 1.2 standard deviations
            above the mean of all customers); one row per archetype and feature.

    Returns:
        A CLUSTER_ARCHETYPES table, one row per cluster in order. fit is 1 / (1 + distance), which
        is 1 if the centroid is the archetype. If there are more clusters than archetypes, the
        clusters that fit worst have none. If no feature is shared, no cluster has one.

    Raises:
        ValueError: The centroids are not one model, or an archetype has two levels of a feature.

    Source: Kuhn 1955 (the Hungarian method), by scipy.

    >>> from clientele.clustering import fit_clusters
    >>> customers = pa.table({"customer_id": ["a", "b", "c"], "monetary": [10, 12, 90]})
    >>> model = fit_clusters(customers, ["monetary"], "standard", count=2, seed=42)
    >>> names, feature = ["big", "small"], ["monetary", "monetary"]
    >>> levels = pa.table({"archetype_id": names, "feature": feature, "level": [1.4, -0.7]})
    >>> name_clusters(model, levels)["archetype_id"].to_pylist()
    ['big', 'small']

    """
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist

    if not centroids.num_rows:
        return CLUSTER_ARCHETYPES.empty_table()
    model = read_centroids(centroids)
    named, shared, levels = _levels(archetypes, model.columns)
    scores = _scores(model.scaled)[:, [model.columns.index(feature) for feature in shared]]
    found: dict[int, tuple[str, float]] = {}
    if shared:
        distances = cdist(scores, levels)
        for row, column in zip(*linear_sum_assignment(distances), strict=True):
            found[row] = (named[column], float(1 / (1 + distances[row, column])))
    return build_table(
        CLUSTER_ARCHETYPES,
        ((cluster, *found.get(row, (None, None))) for row, cluster in enumerate(model.ids)),
    )


def _levels(archetypes: pa.Table, columns: tuple[str, ...]) -> tuple[list[str], list[str], Matrix]:
    """Return archetypes and shared features, both in order, and levels (archetypes, features)."""
    level: dict[tuple[str, str], float] = {}
    for row in archetypes.select(["archetype_id", "feature", "level"]).to_pylist():
        key = (row["archetype_id"], row["feature"])
        if key in level:
            raise ValueError(f"Archetype '{key[0]}' has two levels of '{key[1]}'; one is allowed.")
        level[key] = float(row["level"])
    named = sorted({archetype for archetype, _ in level})
    shared = [
        feature
        for feature in columns
        if named and all((archetype, feature) in level for archetype in named)
    ]
    values = [[level[archetype, feature] for feature in shared] for archetype in named]
    return named, shared, np.array(values, dtype=float).reshape(len(named), len(shared))


def _scores(scaled: Matrix) -> Matrix:
    """Return centroids as z-scores; only those of minmax are nowhere below 0 (but one cluster)."""
    if (scaled < 0).any():
        return scaled
    spread = scaled.std(axis=0)
    return np.asarray((scaled - scaled.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
