"""How clusters age: a model left as it was against the customers as they are now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from sklearn.metrics import adjusted_rand_score

from clientele.clustering.centroids import Centroids
from clientele.clustering.features import CUSTOMER, FIT_SAMPLE, bounded, matrix
from clientele.clustering.kmeans import Labels, partition
from clientele.clustering.scaling import Matrix, Scaler, fit_scaling
from clientele.clustering.tables import from_rows

AS_OF = "as_of_date"
FROZEN = "frozen_vs_retrained"
CHURN = "label_churn"
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
        ("explanation_en", pa.string()),
        ("explanation_fr", pa.string()),
    ]
)
WAIT = (
    "Wait: there is no later date yet to compare the model with.",
    "Attendre : aucune date ultérieure ne permet encore de juger le modèle.",
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


def drift(
    snapshots: pa.Table,
    columns: Sequence[str],
    scaler: Scaler,
    count: int,
    seed: int,
    *,
    sample: int = FIT_SAMPLE,
) -> pa.Table:
    """Follow a model that was fitted at the first date and then left alone.

    Two questions that are easily confused are kept apart, each answered at every later date by an
    adjusted Rand index (1: the same groups; 0: as alike as chance has it).

    - frozen_vs_retrained: is the old model still right? All customers as of the date, assigned
      with the scaling and the centroids of the start, against a model fitted to them now.
    - label_churn: are the customers still who they were? Those of the start only, with their label
      of then, against their label in the model fitted to all customers now.

    The features of each date must be those as of that date: with recency counted to the end of the
    data instead, a model of the past has seen the future.

    Args:
        snapshots: as_of_date (date), customer_id and numeric columns, one row a date and customer.
        columns: The features of the clusters.
        scaler: log_standard, standard or minmax.
        count: The number of clusters.
        seed: The seed of the starts of K-Means.
        sample: The largest number of customers to fit to: the first by md5 of customer_id. All
            are assigned and compared.

    Returns:
        A CLUSTER_STABILITY table, one row a measure and date after the first, in that order;
        `weeks` are whole weeks since the first date, `customers` those compared. An index of no
        customers is null.

    Raises:
        ValueError: There is no column as_of_date or a date is missing, the features of a date are
            not valid (see `matrix`), the scaler is unknown, or `count` is less than 1.

    Source: Hubert and Arabie 1985, Comparing partitions.

    """
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
    return from_rows(CLUSTER_STABILITY, sorted(rows, key=lambda row: row[:2]))


def advice(stability: pa.Table, threshold: float = 0.75) -> pa.Table:
    """Turn a CLUSTER_STABILITY table into one piece of advice and the sentence that explains it.

    Only frozen_vs_retrained counts: customers who change (label_churn) are no fault of the model.

    Args:
        stability: A CLUSTER_STABILITY table, its rows in any order.
        threshold: The adjusted Rand index under which the old model is taken to be out of date.

    Returns:
        A CLUSTER_RETRAINING table of one row. `advice` is 'retrain' where the index falls under
        the threshold, `weeks` then being the first step at which it does; 'keep' where it never
        does; 'wait' where nothing has been measured. `weeks` is null in the last two, and a step
        of less than a week counts as one.

    Raises:
        ValueError: The threshold is not from 0 to 1.

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
        row = ("retrain", weeks, threshold, *_retrain(steps[: under + 1], threshold))
    elif steps:
        row = ("keep", None, threshold, *_keep(steps, threshold))
    else:
        row = ("wait", None, threshold, *WAIT)
    return from_rows(CLUSTER_RETRAINING, [row])


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
    ids, values = matrix(snapshots.select([CUSTOMER, *columns]).filter(here), columns)
    _, fitted = bounded(ids, values, sample)
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


def _retrain(steps: list[Step], threshold: float) -> tuple[str, str]:
    """Say when a model goes out of date; the last of the steps is the first under the threshold."""
    weeks, index = steps[-1]
    every, toutes = ("week", "") if weeks == 1 else (f"{weeks} weeks", f"{weeks} ")
    english = (
        f"Retrain every {every}: a model left alone that long agrees with a retrained one at an "
        f"adjusted Rand index of {index:.3f}, under the threshold of {threshold:g}"
    )
    french = (
        f"Réentraîner toutes les {toutes}semaines : un modèle laissé tel quel aussi longtemps "
        f"ne s'accorde plus avec un modèle réentraîné qu'à un indice de Rand ajusté de "
        f"{_comma(f'{index:.3f}')}, sous le seuil de {_comma(f'{threshold:g}')}"
    )
    if len(steps) > 1:
        before, held = steps[-2]
        english += f"; after {_weeks(before, 'week')} it was still {held:.3f}"
        french += f" ; après {_weeks(before, 'semaine')} il était encore de {_comma(f'{held:.3f}')}"
    return english + ".", french + "."


def _keep(steps: list[Step], threshold: float) -> tuple[str, str]:
    last = steps[-1][0]
    index = min(index for _, index in steps)
    return (
        f"Keep the model: over {_weeks(last, 'week')} its adjusted Rand index with a retrained one "
        f"was never less than {index:.3f}, and the threshold is {threshold:g}.",
        f"Garder le modèle : sur {_weeks(last, 'semaine')}, son indice de Rand ajusté avec un "
        f"modèle réentraîné n'est jamais descendu sous {_comma(f'{index:.3f}')}, pour un seuil de "
        f"{_comma(f'{threshold:g}')}.",
    )


def _weeks(weeks: int, word: str) -> str:
    return f"{weeks} {word}" if weeks == 1 else f"{weeks} {word}s"


def _comma(number: str) -> str:
    return number.replace(".", ",")
