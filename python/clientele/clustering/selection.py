"""How many clusters: each number of a range is tried, measured and given its reason."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from threadpoolctl import threadpool_limits

from clientele.clustering.choice import Trial, choose_count, find_elbow
from clientele.clustering.features import FIT_SAMPLE, read_features, sample_customers
from clientele.clustering.kmeans import Labels, Partition, partition
from clientele.clustering.scaling import Matrix, Scaler, fit_scaling
from clientele.clustering.silhouette import measure_silhouettes
from clientele.clustering.tables import build_table

CLUSTER_SELECTION = pa.schema(
    [
        ("cluster_count", pa.int32()),
        ("inertia", pa.float64()),
        ("silhouette", pa.float64()),
        ("davies_bouldin", pa.float64()),
        ("calinski_harabasz", pa.float64()),
        ("smallest_cluster_share", pa.float64()),
        ("is_elbow", pa.bool_()),
        ("is_selected", pa.bool_()),
        ("message", pa.string()),
        ("fitted_customers", pa.int32()),
        ("silhouette_customers", pa.int32()),
        ("seed", pa.int64()),
    ]
)


def select_cluster_count(
    features: pa.Table,
    columns: Sequence[str],
    scaler: Scaler,
    count_min: int,
    count_max: int,
    count: int | None = None,
    *,
    seed: int,
    smallest_share: float = 0.05,
    large_group: int = 500,
    silhouette_sample: int = 10_000,
    fit_sample: int = FIT_SAMPLE,
) -> pa.Table:
    """Try each number of clusters of a range, measure it, and select one (see `choose_count`).

    With more customers than `fit_sample`, everything is fitted to the first `fit_sample` by md5 of
    customer_id, as in `fit_clusters`. With more than `silhouette_sample` fitted customers,
    silhouettes come from so many of them, drawn with the seed, as their cost is quadratic.

    Args:
        features: One row per customer: customer_id and numeric columns.
        columns: The features to cluster on.
        scaler: log_standard, standard or minmax.
        count_min: The smallest number tried, at least 2.
        count_max: The largest number tried.
        count: The number that the user has decided on, which is tried and selected.
        seed: The seed of K-Means and of the sample.
        smallest_share: The least share of customers that a cluster must have, 0 to 1.
        large_group: The number of customers that is enough, however small their share: a group of
            this size is worth a campaign of its own.
        silhouette_sample: The largest number of customers to compute silhouettes of.
        fit_sample: The largest number of customers to fit to.

    Returns:
        A CLUSTER_SELECTION table, one row per number in ascending order. Measures are null if there
        are fewer different customers than clusters. If no number is possible, there is no elbow and
        no number is selected. Without customers the table is empty.

    Raises:
        ValueError: The features are not valid (see `read_features`), or a number is out of range.

    >>> customers = pa.table({"customer_id": [*"abcdef"], "monetary": [1, 2, 3, 97, 98, 99]})
    >>> tried = select_cluster_count(customers, ["monetary"], "standard", 2, 3, seed=42)
    >>> tried.select(["cluster_count", "is_selected"]).to_pylist()
    [{'cluster_count': 2, 'is_selected': True}, {'cluster_count': 3, 'is_selected': False}]

    """
    if not 2 <= count_min <= count_max or (count is not None and count < 1):
        raise ValueError(
            f"Numbers of clusters from {count_min} to {count_max}"
            + (f", fixed at {count}," if count is not None else "")
            + " cannot be tried: the range must start at 2 or more and not end before it starts, "
            "and a fixed number must be 1 or more."
        )
    _, values = sample_customers(*read_features(features, columns), fit_sample)
    if not len(values):
        return CLUSTER_SELECTION.empty_table()
    scaled = fit_scaling(values, scaler).transform(values)
    counts = sorted({*range(count_min, count_max + 1), *([count] if count else [])})
    found = {number: partition(scaled, number, seed) for number in counts}
    drawn = _drawn(len(scaled), silhouette_sample, seed)
    trials = _measured(scaled, found, drawn)
    knee = find_elbow([trial for trial in trials if count_min <= trial.count <= count_max])
    least = min(smallest_share, large_group / len(scaled))
    choice = choose_count(trials, knee, least, count)
    return build_table(
        CLUSTER_SELECTION,
        (
            (
                trial.count,
                trial.inertia,
                trial.silhouette,
                trial.davies_bouldin,
                trial.calinski_harabasz,
                trial.smallest_share,
                trial.count == knee,
                trial.count == choice.selected,
                choice.reasons[trial.count],
                len(scaled),
                len(drawn),
                seed,
            )
            for trial in trials
        ),
    )


def read_cluster_count(selection: pa.Table) -> int:
    """Return the number of clusters selected in a CLUSTER_SELECTION table, 1 if none is.

    >>> read_cluster_count(CLUSTER_SELECTION.empty_table())
    1

    """
    selected = selection.filter(selection["is_selected"])["cluster_count"].to_pylist()
    return int(selected[0]) if selected else 1


def _measured(scaled: Matrix, found: dict[int, Partition], drawn: Labels) -> list[Trial]:
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

    possible = {number: one for number, one in found.items() if len(one.centres) == number}
    labelings = [one.labels[drawn] for one in possible.values()]
    silhouette = dict(zip(possible, measure_silhouettes(scaled[drawn], labelings), strict=True))
    trials = []
    for number, one in found.items():
        if number not in possible:
            trials.append(Trial(number, len(one.centres)))
            continue
        is_defined = 2 <= number < len(scaled)
        with threadpool_limits(limits=1):
            trials.append(
                Trial(
                    number,
                    number,
                    one.inertia,
                    silhouette[number],
                    float(davies_bouldin_score(scaled, one.labels)) if is_defined else None,
                    float(calinski_harabasz_score(scaled, one.labels)) if is_defined else None,
                    float(np.bincount(one.labels).min() / len(scaled)),
                )
            )
    return trials


def _drawn(rows: int, size: int, seed: int) -> Labels:
    if rows <= size:
        return np.arange(rows, dtype=np.int64)
    drawn = np.random.default_rng(seed).choice(rows, size=size, replace=False)
    return np.sort(drawn).astype(np.int64)
