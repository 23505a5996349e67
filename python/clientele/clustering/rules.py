"""One readable rule per cluster, from a small decision tree that stands in for the model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from clientele.clustering.features import (
    FIT_SAMPLE,
    look_up_clusters,
    read_features,
    sample_customers,
)
from clientele.clustering.kmeans import Labels
from clientele.clustering.scaling import Matrix, fit_scaling
from clientele.clustering.surrogate import Box, Members, Side, Surrogate, learn_boxes
from clientele.clustering.tables import build_table
from clientele.words.clusters import message

CLUSTER_RULES = pa.schema(
    [
        ("cluster_id", pa.int32()),
        ("message", pa.string()),
        ("condition", pa.string()),
        ("precision", pa.float64()),
        ("recall", pa.float64()),
        ("fidelity", pa.float64()),
    ]
)
# A side of a box that turns away less than this share of customers is left out of the rule.
IDLE = 0.002


def describe_clusters(
    features: pa.Table,
    columns: Sequence[str],
    labels: pa.Table,
    fit_sample: int = FIT_SAMPLE,
) -> pa.Table:
    """Say in one sentence per cluster which customers are in it.

    A surrogate tree (see `learn_boxes`) learns the clusters from the features in their own units.
    Two more trees per cluster learn that cluster against the rest, as the first tree may give a
    small cluster no box and a large one several. The rule of a cluster is its box with the best F1,
    the harmonic mean of precision and recall; the first tree wins a tie.

    Args:
        features: One row per customer: customer_id and numeric columns.
        columns: The features clustered on.
        labels: customer_id and cluster_id; customers without a cluster are left out.
        fit_sample: The largest number of customers used, the same ones as in `fit_clusters`.

    Returns:
        A CLUSTER_RULES table, one row per cluster in order. precision: of the customers who match
        the rule, the share in the cluster. recall: of the cluster, the share that matches the rule.
        fidelity: of all customers, the share that the first tree puts in their cluster, equal on
        all rows. condition is the rule in SQL; missing values count as the median.

    Raises:
        ValueError: The features are not valid (see `read_features`).

    Source: Craven and Shavlik 1996 (surrogate trees).

    >>> customers = pa.table({"customer_id": [*"abcd"], "monetary": [1, 2, 98, 99]})
    >>> labels = pa.table({"customer_id": [*"abcd"], "cluster_id": [2, 2, 1, 1]})
    >>> rules = describe_clusters(customers, ["monetary"], labels)
    >>> rules["condition"].to_pylist()
    ['monetary >= 51', 'monetary <= 50']

    """
    ids, values = sample_customers(*read_features(features, columns), fit_sample)
    clusters = look_up_clusters(ids, labels)
    values, clusters = values[clusters > 0], clusters[clusters > 0]
    if not len(values):
        return CLUSTER_RULES.empty_table()
    fill = fit_scaling(values, "standard").fill
    has_gaps = [bool(np.isnan(column).any()) for column in values.T]
    values = np.where(np.isnan(values), fill, values)
    operands = [
        f"coalesce({_quoted(feature)}, {_plain(fill[position])})"
        if has_gaps[position]
        else _quoted(feature)
        for position, feature in enumerate(columns)
    ]
    surrogate = learn_boxes(values, clusters)
    rows = []
    for cluster in np.unique(clusters):
        box = _without_idle_sides(_box_of(int(cluster), surrogate, values, clusters), values)
        inside = box.holds(values)
        hits = np.count_nonzero(inside & (clusters == cluster))
        rows.append(
            (
                cluster,
                message("rule", conditions=_conditions(box, columns, values)),
                _condition(box, operands),
                float(hits / max(1, int(np.count_nonzero(inside)))),
                float(hits / np.count_nonzero(clusters == cluster)),
                surrogate.fidelity,
            )
        )
    return build_table(CLUSTER_RULES, rows)


def _box_of(cluster: int, surrogate: Surrogate, values: Matrix, clusters: Labels) -> Box:
    is_own = clusters == cluster
    candidates = [box for box in surrogate.boxes if box.cluster == cluster]
    for is_balanced in (False, True):
        alone = learn_boxes(values, is_own.astype(np.int64), is_balanced).boxes
        candidates += [box for box in alone if box.cluster == 1]
    return max(candidates or [Box(cluster, ())], key=lambda box: _f1(box.holds(values), is_own))


def _f1(inside: Members, is_own: Members) -> float:
    hits = np.count_nonzero(inside & is_own)
    return 2 * hits / (np.count_nonzero(inside) + np.count_nonzero(is_own))


def _without_idle_sides(box: Box, values: Matrix) -> Box:
    for side in box.sides:
        shorter = Box(box.cluster, tuple(other for other in box.sides if other != side))
        inside, more = (np.count_nonzero(one.holds(values)) for one in (box, shorter))
        if more - inside <= IDLE * inside:
            box = shorter
    return box


def _conditions(
    box: Box, columns: Sequence[str], values: Matrix
) -> list[tuple[str, float | None, float | None]]:
    """Return the rule as conditions: a feature, and its least and largest value, or None."""
    conditions = []
    for position in dict.fromkeys(side.position for side in box.sides):
        ends = {side.is_low: side.value for side in box.sides if side.position == position}
        low, high = ends.get(True), ends.get(False)
        if low is None and high == values[:, position].min():
            low = high
        conditions.append((columns[position], low, high))
    return conditions


def _condition(box: Box, operands: Sequence[str]) -> str:
    return " and ".join(_comparison(side, operands[side.position]) for side in box.sides) or "true"


def _comparison(side: Side, operand: str) -> str:
    return f"{operand} {'>=' if side.is_low else '<='} {_plain(side.value)}"


def _quoted(name: str) -> str:
    return name if name.isidentifier() else '"' + name.replace('"', '""') + '"'


def _plain(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else repr(float(value))
