"""The items that the weights of EASE favour for what was bought.

A score is a product of two sparse matrices, which scipy computes many times faster than SQL joins
and adds up the same pairs. Weights have six decimals, so their millionths are integers, which add
up exactly and in half of the time.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from clientele.recommendations.ease import DECIMALS

SCORES = pa.schema(
    [
        ("evidence_id", pa.int32()),
        ("item_code", pa.int32()),
        ("affinity", pa.float64()),
    ]
)
# Rows of evidence that are dense in memory at a time.
BLOCK = 4096
# Groups of items whose best scores tell which items cannot be among the best; more than a list.
GROUPS = 128
# Short floats decide which items may be among the best, so their rounding must not drop one.
TOLERANCE = 1e-6

Numbers = npt.NDArray[np.number]
Ints = npt.NDArray[np.int64]


def score_evidence(
    weights: pa.Table, evidence: pa.Table, items: pa.Table, *, depth: int
) -> pa.Table:
    """Return the best items for each list of bought items, with the sum of their weights.

    Args:
        weights: The table of `fit_item_weights`.
        evidence: Each bought item once: evidence_id, as_of_date, item_code.
        items: as_of_date, item_code and demand, which scores may be multiplied by.
        depth: Number of items that a list needs. An item is returned if it may be among so many by
            score or by score times demand, with or without the items that were bought.

    Returns:
        A table as `SCORES`, with positive scores only.

    >>> day = [dt.date(2024, 1, 1)]
    >>> score_evidence(
    ...     pa.table({"as_of_date": day, "antecedent_code": [1], "consequent_code": [2],
    ...               "weight": [0.5]}),
    ...     pa.table({"evidence_id": [7], "as_of_date": day, "item_code": [1]}),
    ...     pa.table({"as_of_date": day, "item_code": [2], "demand": [3.0]}),
    ...     depth=10,
    ... ).to_pylist()
    [{'evidence_id': 7, 'item_code': 2, 'affinity': 0.5}]

    """
    tables = [SCORES.empty_table()]
    for date in sorted(pc.unique(weights["as_of_date"]).to_pylist()):
        learned, bought, sold = (_on(table, date) for table in (weights, evidence, items))
        tables.extend(_scores(learned, bought, sold, depth))
    return pa.concat_tables(tables)


def _on(table: pa.Table, date: dt.date) -> pa.Table:
    return table.filter(pc.equal(table["as_of_date"], pa.scalar(date)))


def _scores(weights: pa.Table, evidence: pa.Table, items: pa.Table, depth: int) -> list[pa.Table]:
    froms, tos = weights["antecedent_code"].to_numpy(), weights["consequent_code"].to_numpy()
    codes = np.union1d(froms, tos)
    groups = max(GROUPS, 4 * depth)
    width = -(-len(codes) // groups) * groups
    places = np.searchsorted(codes, froms), np.searchsorted(codes, tos)
    units = np.rint(weights["weight"].to_numpy() * 10**DECIMALS).astype(np.int64)
    highest = np.bincount(places[1], weights=units).max()
    units = units.astype(np.int32 if highest < 2**31 else np.int64)
    matrix = csr_array((units, places), shape=(len(codes), width)).toarray()
    sold = items["item_code"].to_numpy()
    order = np.argsort(sold)
    demand = np.zeros(width, np.float32)
    demand[: len(codes)] = items["demand"].to_numpy()[order][np.searchsorted(sold[order], codes)]
    bought = evidence.filter(pc.is_in(evidence["item_code"], pa.array(codes)))
    ids, rows = np.unique(bought["evidence_id"].to_numpy(), return_inverse=True)
    columns = np.searchsorted(codes, bought["item_code"].to_numpy())
    known = csr_array((np.ones(len(rows), units.dtype), (rows, columns)), shape=(len(ids), width))
    known.sort_indices()
    found = []
    for start in range(0, len(ids), BLOCK):
        block = known[start : start + BLOCK]
        scores = block[:, : len(codes)] @ matrix
        place, column = np.nonzero(_kept(scores, block.nonzero(), demand, depth, groups))
        found.append(
            pa.table(
                [
                    ids[start + place].astype(np.int32),
                    codes[column].astype(np.int32),
                    scores[place, column] / 10**DECIMALS,
                ],
                schema=SCORES,
            )
        )
    return found


def _kept(
    scores: Numbers, known: tuple[Ints, Ints], demand: Numbers, depth: int, groups: int
) -> npt.NDArray[np.bool_]:
    """Return which scores may be among the best, with or without the known items.

    The border without the known items is the lower one, so it serves for both.
    """
    kept = np.zeros(scores.shape, dtype=bool)
    for ranked in (scores.copy(), scores.astype(np.float32) * demand):
        of_known = ranked[known]
        ranked[known] = 0
        borders = _borders(ranked, depth, groups) * (1 - TOLERANCE)
        kept |= ranked >= borders
        kept[known] |= of_known >= borders[known[0], 0]
    return kept & (scores > 0)


def _borders(scores: Numbers, depth: int, groups: int) -> Numbers:
    """Return a score per row that at least `depth` columns reach, as a column.

    So many groups of columns have a best score that is as high, and a row has far fewer groups than
    columns.
    """
    best = scores.reshape(len(scores), -1, groups).max(axis=1)
    place = groups - depth
    return np.partition(best, place, axis=1)[:, place : place + 1]
