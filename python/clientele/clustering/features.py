"""From a table of customers to a matrix: the one place that checks what comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientele.clustering.scaling import Matrix

CUSTOMER = "customer_id"
FIT_SAMPLE = 200_000
LARGEST = 1e100


def read_features(features: pa.Table, columns: Sequence[str]) -> tuple[pa.Array, Matrix]:
    """Return the customers and their features, in the order of customer_id.

    Ids are ordered by their bytes, so the order of the rows of the table does not matter. A null or
    NaN value is missing and comes back as NaN.

    Args:
        features: One row per customer: customer_id and numeric columns.
        columns: The features to use, in the order wanted.

    Returns:
        The ids, an array of strings of shape (customers,), and the values, (customers, features).

    Raises:
        ValueError: A column is absent, named twice or not numeric; an id is missing or not unique;
            a value is infinite (or beyond 1e100, whose square no double can hold safely).

    >>> customers = pa.table({"customer_id": ["b", "a"], "monetary": [7, None]})
    >>> ids, values = read_features(customers, ["monetary"])
    >>> ids.to_pylist(), values.tolist()
    (['a', 'b'], [[nan], [7.0]])

    """
    _check_columns(features, columns)
    ids = features[CUSTOMER].cast(pa.string()).combine_chunks()
    order = pc.sort_indices(ids)
    ids = ids.take(order)
    _check_ids(ids)
    rows = order.to_numpy()
    values = np.empty((len(ids), len(columns)))
    for position, name in enumerate(columns):
        values[:, position] = features[name].cast(pa.float64(), safe=False).to_numpy()[rows]
        _check_finite(name, ids, values[:, position])
    return ids, values


def sample_customers(ids: pa.Array, values: Matrix, size: int) -> tuple[pa.Array, Matrix]:
    """Return at most `size` customers, in the order in which they came.

    They are the first by the md5 of their id. `order by md5(customer_id) limit size` draws the same
    customers in SQL. New customers in the data replace only a few of those drawn.

    >>> ids = pa.array(["a", "b", "c"])
    >>> sample_customers(ids, np.array([[1.0], [2.0], [3.0]]), size=2)[0].to_pylist()
    ['a', 'c']

    """
    if len(ids) <= size:
        return ids, values
    digests = b"".join(_md5(customer) for customer in ids.to_pylist())
    halves = np.frombuffer(digests, dtype=">u8").reshape(-1, 2)
    chosen = np.sort(np.lexsort((halves[:, 1], halves[:, 0]))[:size])
    return ids.take(pa.array(chosen)), values[chosen]


def look_up_clusters(ids: pa.Array, labels: pa.Table) -> npt.NDArray[np.int64]:
    """Return the cluster of each customer, shape (customers,); 0 for a customer without one.

    Args:
        ids: The customers.
        labels: customer_id and cluster_id (1 or more), one row per customer.

    >>> labels = pa.table({"customer_id": ["a", "b"], "cluster_id": [2, None]})
    >>> look_up_clusters(pa.array(["a", "b", "c"]), labels).tolist()
    [2, 0, 0]

    """
    known = labels[CUSTOMER].cast(pa.string()).combine_chunks()
    found = pc.index_in(ids, value_set=known)
    clusters = labels["cluster_id"].cast(pa.int64()).combine_chunks().take(found)
    return np.asarray(clusters.fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int64)


def _check_columns(features: pa.Table, columns: Sequence[str]) -> None:
    if CUSTOMER not in features.column_names:
        raise ValueError(f"The features have no column {CUSTOMER}.")
    numeric = [field.name for field in features.schema if _is_numeric(field.type)]
    allowed = ", ".join(sorted(set(numeric) - {CUSTOMER})) or "none"
    if not columns:
        raise ValueError(f"No feature is named; allowed are: {allowed}.")
    for name in columns:
        if name not in numeric or name == CUSTOMER:
            what = "is not numeric" if name in features.column_names else "does not exist"
            raise ValueError(f"The feature '{name}' {what}; allowed are: {allowed}.")
        if list(columns).count(name) > 1:
            raise ValueError(f"The feature '{name}' is named twice; name it once.")


def _check_ids(sorted_ids: pa.Array) -> None:
    if sorted_ids.null_count:
        raise ValueError(f"{sorted_ids.null_count} rows of the features have no {CUSTOMER}.")
    repeated = pc.equal(sorted_ids[1:], sorted_ids[:-1])
    if pc.any(repeated).as_py():
        twice = sorted_ids[pc.index(repeated, True).as_py()]
        raise ValueError(f"Customer '{twice}' has several rows of features; one is allowed.")


def _check_finite(name: str, ids: pa.Array, column: Matrix) -> None:
    beyond = np.flatnonzero(np.abs(column) > LARGEST)
    if len(beyond):
        raise ValueError(
            f"The feature '{name}' of customer '{ids[int(beyond[0])]}' is {column[beyond[0]]}; "
            f"a feature must be finite, or null where unknown."
        )


def _is_numeric(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_null(kind)
    )


def _md5(customer: str) -> bytes:
    return hashlib.md5(customer.encode(), usedforsecurity=False).digest()
