"""Features of different units on one scale, and the numbers that SQL needs to do the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Scaler = Literal["log_standard", "standard", "minmax"]


@dataclass(frozen=True)
class Scaling:
    """A fitted transform: `scaled = (f(value) - centre) / scale`, f = log1p or the value itself.

    Attributes:
        transforms: 'log1p' or 'identity' for each feature.
        centre: What is subtracted from each feature, shape (features,).
        scale: What it is divided by, shape (features,); 1 for a constant feature.
        fill: What replaces a missing value, in the unit of the feature, shape (features,).

    >>> scaling = Scaling(("identity",), np.array([2.0]), np.array([4.0]), np.array([10.0]))
    >>> scaling.transform(np.array([[6.0], [np.nan]])).tolist()
    [[1.0], [2.0]]
    >>> scaling.restore(np.array([[1.0]])).tolist()
    [[6.0]]

    """

    transforms: tuple[str, ...]
    centre: Matrix
    scale: Matrix
    fill: Matrix

    def transform(self, values: Matrix) -> Matrix:
        """Return values of shape (rows, features) on the common scale, missing ones filled.

        Under log1p a value below 0 counts as 0; the fit saw no such value.
        """
        filled = np.where(np.isnan(values), self.fill, values)
        return (_apply(filled, self.transforms) - self.centre) / self.scale

    def restore(self, scaled: Matrix) -> Matrix:
        """Return scaled values of shape (rows, features) in the units of the features."""
        plain = scaled * self.scale + self.centre
        is_log = np.array([transform == "log1p" for transform in self.transforms], dtype=bool)
        return np.where(is_log, np.expm1(np.where(is_log, plain, 0.0)), plain)


def fit_scaling(values: Matrix, scaler: Scaler) -> Scaling:
    """Fit a scaler to values of shape (rows, features); the median replaces a missing value.

    standard gives each feature mean 0 and standard deviation 1 (of the population). log_standard
    does the same after log1p of each feature that is never negative. minmax maps to 0 to 1. A
    feature whose spread is under 1e-12 of its size (or of 1) is constant, and its scale is 1. A
    feature without any value is 0 throughout.

    Raises:
        ValueError: The scaler is not log_standard, standard or minmax.

    >>> scaling = fit_scaling(np.array([[1.0], [3.0], [np.nan]]), "standard")
    >>> scaling.fill.tolist(), scaling.centre.tolist()
    ([2.0], [2.0])

    """
    if scaler not in get_args(Scaler):
        raise ValueError(
            f"The scaler '{scaler}' does not exist; allowed are: {', '.join(get_args(Scaler))}."
        )
    fill = np.array([_median(column) for column in values.T])
    filled = np.where(np.isnan(values), fill, values)
    is_log = [scaler == "log_standard" and bool((column >= 0).all()) for column in filled.T]
    transforms = tuple("log1p" if log else "identity" for log in is_log)
    if not len(values):
        return Scaling(transforms, np.zeros(len(fill)), np.ones(len(fill)), fill)
    plain = _apply(filled, transforms)
    if scaler == "minmax":
        centre, scale = plain.min(axis=0), np.ptp(plain, axis=0)
    else:
        centre, scale = plain.mean(axis=0), plain.std(axis=0)
    constant = scale <= 1e-12 * np.maximum(1.0, np.abs(centre))
    return Scaling(transforms, centre, np.where(constant, 1.0, scale), fill)


def _median(column: Matrix) -> float:
    known = column[~np.isnan(column)]
    return float(np.median(known)) if len(known) else 0.0


def _apply(values: Matrix, transforms: tuple[str, ...]) -> Matrix:
    is_log = np.array([transform == "log1p" for transform in transforms], dtype=bool)
    return np.where(is_log, np.log1p(np.where(is_log, np.maximum(values, 0.0), 0.0)), values)
