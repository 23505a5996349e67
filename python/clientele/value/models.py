"""All models of customer value of a run, as one table."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clientele.value.likelihood import Fit, Vector
from clientele.value.orders import Histories, fit_mbg_nbd, fit_nbd
from clientele.value.spend import Spending, fit_gamma_gamma

AS_OF = "as_of_date"
VALUE_PARAMETERS = pa.schema(
    [
        (AS_OF, pa.date32()),
        ("model", pa.string()),
        ("parameter", pa.string()),
        ("value", pa.float64()),
        ("log_likelihood", pa.float64()),
        ("library_versions", pa.string()),
    ]
)


def fit_value_models(histories: pa.Table, spending: pa.Table) -> pa.Table:
    """Fit the models of orders and of spending for each date.

    Args:
        histories: as_of_date, repeat_orders, recency, tenure and customers, one row per date and
            history. Recency and tenure have the same unit. See `Histories`.
        spending: as_of_date, orders, mean_revenue and customers, one row per date and pair of
            values. See `Spending`.

    Returns:
        A VALUE_PARAMETERS table, one row per date, model (mbg_nbd, nbd, gamma_gamma) and parameter.
        A date without repeat orders has no rows. The order of the rows of the arguments changes
        nothing.

    >>> fit_value_models(
    ...     pa.table({name: pa.array([], pa.float64()) for name in (AS_OF, *HISTORY)}),
    ...     pa.table({name: pa.array([], pa.float64()) for name in (AS_OF, *SPENDING)}),
    ... ).num_rows
    0

    """
    rows: list[tuple[Any, ...]] = []
    versions = _list_versions()
    for date in sorted(pc.unique(histories[AS_OF]).to_pylist()):
        history = Histories(*_columns(histories, date, HISTORY))
        spent = Spending(*_columns(spending, date, SPENDING))
        if history.repeat_orders.any() and spent.orders.any():
            for model, fit in _fit(history, spent):
                for parameter, value in fit.parameters.items():
                    rows.append((date, model, parameter, value, fit.log_likelihood, versions))
    columns = list(zip(*rows, strict=True)) or [()] * len(VALUE_PARAMETERS)
    arrays = [
        pa.array(list(column), field.type)
        for column, field in zip(columns, VALUE_PARAMETERS, strict=True)
    ]
    return pa.table(arrays, schema=VALUE_PARAMETERS)


HISTORY = ("repeat_orders", "recency", "tenure", "customers")
SPENDING = ("orders", "mean_revenue", "customers")


def _fit(history: Histories, spent: Spending) -> Iterator[tuple[str, Fit]]:
    models: dict[str, Callable[[], Fit]] = {
        "mbg_nbd": lambda: fit_mbg_nbd(history),
        "nbd": lambda: fit_nbd(history),
        "gamma_gamma": lambda: fit_gamma_gamma(spent),
    }
    for model, fit in models.items():
        fitted = fit()
        yield model, Fit(fitted.parameters, round(fitted.log_likelihood, 6))


def _columns(table: pa.Table, date: object, names: tuple[str, ...]) -> list[Vector]:
    here = table.filter(pc.equal(table[AS_OF], pa.scalar(date, table[AS_OF].type)))
    here = here.sort_by([(name, "ascending") for name in names])
    return [np.asarray(here[name].cast(pa.float64()), float) for name in names]


def _list_versions() -> str:
    libraries = [f"{name} {version(name)}" for name in ("numpy", "scipy")]
    return ", ".join([f"python {platform.python_version()}", *libraries])
