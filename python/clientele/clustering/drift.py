"""How clusters age: a model that stays as it was, and customers who do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from clientele.clustering.centroids import Centroids
from clientele.clustering.features import CUSTOMER, read_features, sample_customers
from clientele.clustering.kmeans import Labels, partition
from clientele.clustering.scaling import Matrix, Scaler, fit_scaling
from clientele.clustering.tables import build_table
from clientele.words.clusters import message

AS_OF = "as_of_date"
FROZEN = "frozen_vs_retrained"
CHURN = "label_churn"
# A model is fitted per date, so a sample that suffices for the borders of clusters saves much time.
DRIFT_SAMPLE = 50_000
CLUSTER_STABILITY = pa.schema(
    [
        ("measure", pa.string()),
        (AS_OF, pa.date32()),
        ("weeks", pa.int32()),
        ("customers", pa.int32()),
        ("adjusted_rand_index", pa.float64()),
    ]
)
CLUSTER_RETRAINING = pa.schema(
    [
        ("advice", pa.string()),
        ("weeks", pa.int32()),
        ("threshold", pa.float64()),
        ("message", pa.string()),
    ]
)
Step = tuple[int, float]


@dataclass(frozen=True)
class _Snapshot:
    """Customers as of a date, the model fitted to them, and their clusters in it."""

    date: dt.date
    ids: pa.Array
    values: Matrix
    model: Centroids
    labels: Labels


def measure_drift(
    snapshots: pa.Table,
    columns: Sequence[str],
    scaler: Scaler,
    count: int,
    seed: int,
    *,
    sample: int = DRIFT_SAMPLE,
) -> pa.Table:
    """Follow a model that was fitted at the first date and then left alone.

    Two questions are easily confused. Each is answered at each later date by an adjusted Rand index
    (1: the same groups; 0: what chance gives).

    - frozen_vs_retrained: is the old model still right? It compares, for all customers as of the
      date, the clusters of the old model with those of a model fitted at the date.
    - label_churn: are the customers still who they were? It compares, for the customers of the
      first date, their clusters then with their clusters in the model fitted at the date.

    The features of each date must be those as of that date. If recency is counted to the end of the
    data instead, a model of the past has seen the future.

    Args:
        snapshots: as_of_date (date), customer_id and numeric columns, one row per date and
            customer.
        columns: The features of the clusters.
        scaler: log_standard, standard or minmax.
        count: The number of clusters.
        seed: The seed of the starts of K-Means.
        sample: The largest number of customers to fit to: the first by md5 of customer_id. All
            customers are assigned and compared.

    Returns:
        A CLUSTER_STABILITY table, one row per measure and date after the first, in that order.
        `weeks` are whole weeks since the first date, `customers` those compared. Without customers
        the index is null.

    Raises:
        ValueError: There is no column as_of_date or a date is missing, the features of a date are
            not valid (see `read_features`), the scaler is unknown, or `count` is less than 1.

    Source: Hubert and Arabie 1985, Comparing partitions.

    >>> days = [dt.date(2024, 1, 1)] * 4 + [dt.date(2024, 1, 15)] * 4
    >>> spent = [1, 2, 98, 99] * 2
    >>> dated = pa.table({"as_of_date": days, "customer_id": [*"abcd"] * 2, "monetary": spent})
    >>> aged = measure_drift(dated, ["monetary"], "standard", count=2, seed=42)
    >>> aged.select(["measure", "weeks", "adjusted_rand_index"]).slice(0, 1).to_pylist()
    [{'measure': 'frozen_vs_retrained', 'weeks': 2, 'adjusted_rand_index': 1.0}]

    """
    from sklearn.metrics import adjusted_rand_score

    rows = []
    dates = _dates(snapshots)
    if len(dates) > 1:
        start = _snapshot(snapshots, dates[0], columns, scaler, count, seed, sample)
        for date in dates[1:]:
            now = _snapshot(snapshots, date, columns, scaler, count, seed, sample)
            weeks = (date - start.date).days // 7
            for measure, old, new in _measures(start, now):
                index = float(adjusted_rand_score(old, new)) if len(old) else None
                rows.append((measure, date, weeks, len(old), index))
    return build_table(CLUSTER_STABILITY, sorted(rows, key=lambda row: row[:2]))


def advise_retraining(stability: pa.Table, threshold: float = 0.75) -> pa.Table:
    """Turn a CLUSTER_STABILITY table into one piece of advice and the sentence that explains it.

    Only frozen_vs_retrained counts: the model is not to blame for customers who change.

    Args:
        stability: A CLUSTER_STABILITY table, its rows in any order.
        threshold: The adjusted Rand index under which the old model is taken to be out of date.

    Returns:
        A CLUSTER_RETRAINING table of one row. `advice` is 'retrain' if the index falls under the
        threshold, and `weeks` is the first step at which it does. `advice` is 'keep' if the index
        never falls under it, and 'wait' if nothing has been measured; `weeks` is then null. A step
        of less than a week counts as one week.

    Raises:
        ValueError: The threshold is not from 0 to 1.

    >>> advise_retraining(CLUSTER_STABILITY.empty_table())["advice"].to_pylist()
    ['wait']

    """
    if not 0 <= threshold <= 1:
        raise ValueError(f"The threshold is {threshold}; it must be from 0 to 1.")
    steps = sorted(
        (max(row["weeks"], 1), row["adjusted_rand_index"])
        for row in stability.to_pylist()
        if row["measure"] == FROZEN and row["adjusted_rand_index"] is not None
    )
    under = next((step for step, (_, index) in enumerate(steps) if index < threshold), None)
    if under is not None:
        weeks = steps[under][0]
        row = ("retrain", weeks, threshold, _retrain(steps[: under + 1], threshold))
    elif steps:
        least = min(index for _, index in steps)
        held = message("keep", weeks=steps[-1][0], index=least, threshold=threshold)
        row = ("keep", None, threshold, held)
    else:
        row = ("wait", None, threshold, message("wait"))
    return build_table(CLUSTER_RETRAINING, [row])


def _measures(start: _Snapshot, now: _Snapshot) -> Iterator[tuple[str, Labels, Labels]]:
    yield FROZEN, start.model.nearest(now.values)[0], now.labels
    places = pc.index_in(start.ids, value_set=now.ids)
    is_here = pc.is_valid(places).to_numpy(zero_copy_only=False)
    yield CHURN, start.labels[is_here], now.labels[places.drop_null().to_numpy()]


def _snapshot(
    snapshots: pa.Table,
    date: dt.date,
    columns: Sequence[str],
    scaler: Scaler,
    count: int,
    seed: int,
    sample: int,
) -> _Snapshot:
    here = pc.equal(snapshots[AS_OF].cast(pa.date32()), pa.scalar(date, pa.date32()))
    ids, values = read_features(snapshots.select([CUSTOMER, *columns]).filter(here), columns)
    _, fitted = sample_customers(ids, values, sample)
    scaling = fit_scaling(fitted, scaler)
    centres = partition(scaling.transform(fitted), count, seed).centres
    model = Centroids(tuple(range(1, len(centres) + 1)), tuple(columns), scaling, centres)
    return _Snapshot(date, ids, values, model, model.nearest(values)[0])


def _dates(snapshots: pa.Table) -> list[dt.date]:
    if AS_OF not in snapshots.column_names:
        raise ValueError(f"The snapshots have no column {AS_OF}.")
    dates = snapshots[AS_OF].cast(pa.date32())
    if dates.null_count:
        raise ValueError(f"{dates.null_count} rows of the snapshots have no {AS_OF}.")
    return sorted(pc.unique(dates).to_pylist())


def _retrain(steps: list[Step], threshold: float) -> str:
    """Say when a model goes out of date; the last step is the first under the threshold."""
    weeks, index = steps[-1]
    values: dict[str, object] = {"weeks": weeks, "index": index, "threshold": threshold}
    if len(steps) > 1:
        before, held = steps[-2]
        values["held"] = {"weeks": before, "index": held}
    return message("retrain", **values)
