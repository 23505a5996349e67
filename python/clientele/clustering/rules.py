"""One readable rule a cluster, from a small decision tree that stands in for the model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from clientele.clustering.features import FIT_SAMPLE, bounded, cluster_of, matrix
from clientele.clustering.kmeans import Labels
from clientele.clustering.scaling import Matrix, fit_scaling
from clientele.clustering.surrogate import Box, Members, Side, Surrogate, learn
from clientele.clustering.tables import from_rows
from clientele.clustering.wording import EVERYONE, PHRASES, Phrases, phrase

CLUSTER_RULES = pa.schema(
    [
        ("cluster_id", pa.int32()),
        ("rule_en", pa.string()),
        ("rule_fr", pa.string()),
        ("condition", pa.string()),
        ("precision", pa.float64()),
        ("recall", pa.float64()),
        ("fidelity", pa.float64()),
    ]
)
# A side of a box that turns away less than this share of customers is left out of the rule.
IDLE = 0.002


def rules(
    features: pa.Table,
    columns: Sequence[str],
    labels: pa.Table,
    phrases: Phrases = PHRASES,
    fit_sample: int = FIT_SAMPLE,
) -> pa.Table:
    """Say in one sentence a cluster which customers are in it.

    A surrogate tree (see `learn`) learns the clusters from the features in their own units, and
    for each cluster two more tell it alone from the rest (small clusters get no box in the first,
    and others several). The rule of a cluster is its box with the best F1, the harmonic mean of
    precision and recall; of equals that of the first tree.

    Args:
        features: One row a customer: customer_id and numeric columns.
        columns: The features clustered on.
        labels: customer_id and cluster_id; customers without a cluster are left out.
        phrases: The phrase of each feature in 'en' and 'fr' (see `phrase`).
        fit_sample: The largest number of customers looked at, the same ones as in `fit`.

    Returns:
        A CLUSTER_RULES table, one row a cluster in order. precision: of the customers whom the
        rule as written fits, the share in the cluster. recall: of the cluster, the share whom the
        rule fits. fidelity: of all customers, the share that the first tree puts in their cluster,
        equal on all rows. condition is the rule in SQL; missing values count as the median.

    Raises:
        ValueError: The features are not valid (see `matrix`).

    """
    ids, values = bounded(*matrix(features, columns), fit_sample)
    clusters = cluster_of(ids, labels)
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
    surrogate = learn(values, clusters)
    rows = []
    for cluster in np.unique(clusters):
        box = _without_idle_sides(_box_of(int(cluster), surrogate, values, clusters), values)
        inside = box.holds(values)
        hits = np.count_nonzero(inside & (clusters == cluster))
        rows.append(
            (
                cluster,
                _sentence(box, columns, values, "en", phrases),
                _sentence(box, columns, values, "fr", phrases),
                _condition(box, operands),
                float(hits / max(1, int(np.count_nonzero(inside)))),
                float(hits / np.count_nonzero(clusters == cluster)),
                surrogate.fidelity,
            )
        )
    return from_rows(CLUSTER_RULES, rows)


def _box_of(cluster: int, surrogate: Surrogate, values: Matrix, clusters: Labels) -> Box:
    is_own = clusters == cluster
    candidates = [box for box in surrogate.boxes if box.cluster == cluster]
    for is_balanced in (False, True):
        alone = learn(values, is_own.astype(np.int64), is_balanced).boxes
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


def _sentence(
    box: Box, columns: Sequence[str], values: Matrix, language: str, phrases: Phrases
) -> str:
    parts = []
    for position in dict.fromkeys(side.position for side in box.sides):
        ends = {side.is_low: side.value for side in box.sides if side.position == position}
        low, high = ends.get(True), ends.get(False)
        if low is None and high == values[:, position].min():
            low = high
        parts.append(phrase(columns[position], low, high, language, phrases))
    return ", ".join(parts) or EVERYONE[language]


def _condition(box: Box, operands: Sequence[str]) -> str:
    return " and ".join(_comparison(side, operands[side.position]) for side in box.sides) or "true"


def _comparison(side: Side, operand: str) -> str:
    return f"{operand} {'>=' if side.is_low else '<='} {_plain(side.value)}"


def _quoted(name: str) -> str:
    return name if name.isidentifier() else '"' + name.replace('"', '""') + '"'


def _plain(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else repr(float(value))
