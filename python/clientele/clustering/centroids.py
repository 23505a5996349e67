"""A fitted K-Means model as a table that holds all that scoring in SQL needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clientele.clustering.kmeans import Labels
from clientele.clustering.scaling import Matrix, Scaling
from clientele.clustering.tables import build_table

CLUSTER_CENTROIDS = pa.schema(
    [
        ("cluster_id", pa.int32()),
        ("feature", pa.string()),
        ("feature_order", pa.int32()),
        ("transform", pa.string()),
        ("centre", pa.float64()),
        ("scale", pa.float64()),
        ("fill", pa.float64()),
        ("centroid_scaled", pa.float64()),
        ("centroid", pa.float64()),
    ]
)


@dataclass(frozen=True)
class Centroids:
    """The centroids of a model: ids in ascending order, and `scaled` (clusters, features).

    >>> scaling = Scaling(("identity",), np.array([10.0]), np.array([2.0]), np.array([10.0]))
    >>> model = Centroids((1, 2), ("monetary",), scaling, np.array([[3.0], [0.0]]))
    >>> model.in_units().tolist()
    [[16.0], [10.0]]
    >>> labels, distances = model.nearest(np.array([[15.0], [11.0]]))
    >>> labels.tolist(), distances.tolist()
    ([1, 2], [0.5, 0.5])

    """

    ids: tuple[int, ...]
    columns: tuple[str, ...]
    scaling: Scaling
    scaled: Matrix

    def in_units(self) -> Matrix:
        """Return the centroids in the units of the features, shape (clusters, features)."""
        return self.scaling.restore(self.scaled)

    def nearest(self, values: Matrix) -> tuple[Labels, Matrix]:
        """Return for each row of values the id of the nearest cluster and the distance to it.

        Squared differences are added in the order of the features. Of two clusters at the same
        distance, the lower id wins. The SQL does the same, step by step.
        """
        rows = self.scaling.transform(values)
        labels = np.zeros(len(rows), dtype=np.int64)
        smallest = np.full(len(rows), np.inf)
        for cluster, centroid in zip(self.ids, self.scaled, strict=True):
            squared = np.zeros(len(rows))
            for position, coordinate in enumerate(centroid):
                squared += (rows[:, position] - coordinate) ** 2
            nearer = squared < smallest
            labels[nearer] = cluster
            smallest[nearer] = squared[nearer]
        return labels, np.sqrt(smallest)

    def to_table(self) -> pa.Table:
        """Return the CLUSTER_CENTROIDS table, one row per cluster and feature, in that order."""
        units = self.in_units()
        scaling = self.scaling
        rows = (
            (
                cluster,
                feature,
                position + 1,
                scaling.transforms[position],
                scaling.centre[position],
                scaling.scale[position],
                scaling.fill[position],
                self.scaled[row, position],
                units[row, position],
            )
            for row, cluster in enumerate(self.ids)
            for position, feature in enumerate(self.columns)
        )
        return build_table(CLUSTER_CENTROIDS, rows)


def read_centroids(table: pa.Table) -> Centroids:
    """Read a CLUSTER_CENTROIDS table; other columns are ignored, and rows may be in any order.

    Raises:
        ValueError: A column is absent, or the rows are not those of exactly one model.

    >>> read_centroids(pa.table({"cluster_id": [1]}))
    Traceback (most recent call last):
    ValueError: The centroids have no column feature, feature_order, transform, ...

    """
    absent = [name for name in CLUSTER_CENTROIDS.names if name not in table.column_names]
    if absent:
        raise ValueError(f"The centroids have no column {', '.join(absent)}.")
    rows = table.select(CLUSTER_CENTROIDS.names).to_pylist()
    rows.sort(key=lambda row: (row["cluster_id"], row["feature_order"]))
    ids = tuple(sorted({row["cluster_id"] for row in rows}))
    first = [row for row in rows if row["cluster_id"] == ids[0]]
    columns = tuple(row["feature"] for row in first)
    found = [(row["cluster_id"], row["feature"]) for row in rows]
    if found != [(cluster, feature) for cluster in ids for feature in dict.fromkeys(columns)]:
        raise ValueError("The centroids are not those of one model: keep the rows of one model_id.")
    scaling = Scaling(
        tuple(row["transform"] for row in first),
        np.array([row["centre"] for row in first], dtype=float),
        np.array([row["scale"] for row in first], dtype=float),
        np.array([row["fill"] for row in first], dtype=float),
    )
    scaled = np.array([row["centroid_scaled"] for row in rows], dtype=float)
    return Centroids(ids, columns, scaling, scaled.reshape(len(ids), len(columns)))
