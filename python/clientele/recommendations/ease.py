"""EASE: how much each item that a customer bought speaks for each other item.

A ridge regression predicts every item from all others, over the customers. It has a closed form
(Steck 2019, Embarrassingly Shallow Autoencoders for Sparse Data, equation 8): with P the inverse of
X'X + λI, the weight from item i to item j is -P[i, j] / P[j, j].
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.linalg import lapack
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits

WEIGHTS = pa.schema(
    [
        ("as_of_date", pa.date32()),
        ("antecedent_code", pa.int32()),
        ("consequent_code", pa.int32()),
        ("weight", pa.float64()),
    ]
)
# Weights kept per recommended item. More of them change no hit rate by more than 0.005.
KEPT = 50
# Sums of rounded weights are exact, so they do not depend on the order of rows.
DECIMALS = 6

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def fit_item_weights(purchases: pa.Table, *, penalty: float, max_items: int) -> pa.Table:
    """Return the largest positive weights between the items with the most buyers, per date.

    Args:
        purchases: Each item that a customer bought before a date, once: as_of_date, customer_id,
            item_code.
        penalty: The ridge penalty λ, above 0.
        max_items: Number of items to take, those with the most buyers. Memory and time grow with
            its square and its cube.

    Returns:
        A table as `WEIGHTS`, at most fifty rows per date and consequent.

    >>> bought = pa.table({
    ...     "as_of_date": [dt.date(2024, 1, 1)] * 5,
    ...     "customer_id": ["a", "a", "b", "b", "c"],
    ...     "item_code": [1, 2, 1, 2, 3],
    ... })
    >>> fit_item_weights(bought, penalty=1.0, max_items=10).to_pylist()[0]["weight"]
    0.666667

    """
    tables = [
        _weights(date, customers, items, penalty, max_items)
        for date, customers, items in _by_date(purchases)
    ]
    return pa.concat_tables([WEIGHTS.empty_table(), *tables])


def _by_date(purchases: pa.Table) -> Iterator[tuple[dt.date, Ints, Ints]]:
    # Numbers are filtered many times faster than texts. The chunks of a column share a dictionary.
    numbered = purchases["customer_id"].dictionary_encode()
    customers = pa.chunked_array([part.indices for part in numbered.chunks], pa.int32()).to_numpy()
    items = purchases["item_code"].to_numpy()
    for date in sorted(pc.unique(purchases["as_of_date"]).to_pylist()):
        here = pc.equal(purchases["as_of_date"], pa.scalar(date)).to_numpy()
        yield date, customers[here], items[here]


def _weights(
    date: dt.date, customers: Ints, items: Ints, penalty: float, max_items: int
) -> pa.Table:
    # Codes are small integers, which are counted without a sort.
    buyers = np.bincount(items)
    codes = np.flatnonzero(buyers)
    chosen = np.sort(np.lexsort((codes, -buyers[codes]))[:max_items])
    position = np.full(len(buyers), -1)
    position[codes[chosen]] = np.arange(len(chosen))
    columns = position[items]
    taken = columns >= 0
    bought = csr_array(
        (np.ones(taken.sum()), (customers[taken], columns[taken])),
        shape=(int(customers.max()) + 1, len(chosen)),
    )
    weights = _ridge((bought.T @ bought).toarray(), penalty)
    froms, tos = _largest(weights)
    return pa.table(
        [
            pa.array([date] * len(froms), pa.date32()),
            codes[chosen][froms].astype(np.int32),
            codes[chosen][tos].astype(np.int32),
            weights[froms, tos],
        ],
        schema=WEIGHTS,
    )


def _largest(weights: Floats) -> tuple[Ints, Ints]:
    """Return rows and columns of the largest positive weights of each column, the lower row first.

    A partition finds the last of them many times faster than a sort of all.
    """
    place = max(len(weights) - KEPT, 0)
    borders = np.partition(weights.T, place, axis=1)[:, place]
    froms, tos = np.nonzero((weights >= borders) & (weights > 0))
    order = np.lexsort((froms, -weights[froms, tos], tos))
    froms, tos = froms[order], tos[order]
    is_kept = np.arange(len(tos)) - np.searchsorted(tos, tos) < KEPT
    return froms[is_kept], tos[is_kept]


def _ridge(gram: Floats, penalty: float) -> Floats:
    """Return the rounded weights; `gram` counts the customers who bought both items."""
    gram[np.diag_indices_from(gram)] += penalty
    # One thread, because more of them add up in another order.
    with threadpool_limits(limits=1):
        factor, _ = lapack.dpotrf(gram, lower=1, overwrite_a=1)
        inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    # LAPACK fills the lower half only.
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weights: Floats = np.round(inverse / -np.diag(inverse), DECIMALS)
    np.fill_diagonal(weights, 0)
    return weights
