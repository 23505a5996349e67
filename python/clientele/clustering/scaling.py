"""Bringing features of different units onto one scale, and what is needed to do it in SQL."""

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
        transforms: One of 'log1p' and 'identity' a feature.
        centre: What is subtracted from each feature, shape (features,).
        scale: What it is divided by, shape (features,); 1 for a constant feature.
        fill: What a missing value is taken to be, in the unit of the feature, shape (features,).

    """

    transforms: tuple[str, ...]
    centre: Matrix
    scale: Matrix
    fill: Matrix

    def transform(self, values: Matrix) -> Matrix:
        """Return values of shape (rows, features) on the common scale, missing ones filled.

        Under log1p a value below 0, of which the fit saw none, counts as 0.
        """
        filled = np.where(np.isnan(values), self.fill, values)
        return (_apply(filled, self.transforms) - self.centre) / self.scale

    def restore(self, scaled: Matrix) -> Matrix:
        """Return scaled values of shape (rows, features) in the units of the features."""
        plain = scaled * self.scale + self.centre
        is_log = np.array([transform == "log1p" for transform in self.transforms], dtype=bool)
        return np.where(is_log, np.expm1(np.where(is_log, plain, 0.0)), plain)


def fit_scaling(values: Matrix, scaler: Scaler) -> Scaling:
    """Fit a scaler to values of shape (rows, features); a missing value is the feature's median.

    log_standard takes log1p of features that are never negative, then standardises as standard
    does: mean 0, standard deviation 1 (of the population). minmax maps to 0 to 1. A feature is
    constant where its spread is under 1e-12 of its size (or of 1): its scale is then 1. A feature
    without any value is 0 throughout.

    Raises:
        ValueError: The scaler is none of the three.

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
