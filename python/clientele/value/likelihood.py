"""Parameters with the highest likelihood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Objective = Callable[[Vector], tuple[float, Vector]]
# Parameters stay in this range.
LOWEST, HIGHEST = 1e-4, 1e4


class Distinct:
    """A column whose values occur in many rows, so that functions are computed once per value.

    >>> Distinct(np.array([4.0, 9.0, 4.0])).map(np.sqrt)
    array([2., 3., 2.])

    """

    def __init__(self, column: Vector) -> None:
        """Find the different values, and the rows of each."""
        self._values, self._places = np.unique(column, return_inverse=True)

    def map(self, function: Callable[[Vector], Vector]) -> Vector:
        """Return the values of a function, one per row."""
        return function(self._values)[self._places]


@dataclass(frozen=True)
class Fit:
    """The parameters of a model by name, and the log-likelihood at them."""

    parameters: dict[str, float]
    log_likelihood: float


def maximise(names: Sequence[str], objective: Objective) -> Fit:
    """Return the positive parameters with the highest value of an objective.

    Args:
        names: The parameters, in the order in which the objective takes them.
        objective: Returns the log-likelihood of the parameters, and its gradient.

    Returns:
        The best result from three starts. Parameters that the data do not determine end at a
        border, LOWEST or HIGHEST.

    >>> maximise(["p"], lambda p: (float(-((p[0] - 2) ** 2)), -2 * (p - 2))).parameters
    {'p': 2.0}

    """
    from scipy.optimize import minimize
    from threadpoolctl import threadpool_limits

    def lowered(logarithms: Vector) -> tuple[float, Vector]:
        values = np.exp(logarithms)
        likelihood, gradient = objective(values)
        return -likelihood, -gradient * values

    limits = [(float(np.log(LOWEST)), float(np.log(HIGHEST)))] * len(names)
    # One thread: the matrices of a few parameters are too small for two, which would wait for each
    # other.
    with threadpool_limits(limits=1):
        results = [
            minimize(
                lowered,
                np.full(len(names), start),
                jac=True,
                bounds=limits,
                method="L-BFGS-B",
                options={"maxiter": 1000, "ftol": 1e-14, "gtol": 1e-9},
            )
            for start in (0.0, -1.0, 2.0)
        ]
    best = min(results, key=lambda result: float(result.fun))
    # Six digits, because the last ones depend on the machine.
    values = [float(f"{value:.6g}") for value in np.exp(best.x)]
    return Fit(dict(zip(names, values, strict=True)), float(-best.fun))


def weigh(likelihoods: Vector, slopes: Sequence[Vector], weights: Vector) -> tuple[float, Vector]:
    """Return the sum of log-likelihoods with weights, and of each column of slopes.

    >>> weigh(np.array([1.0, 2.0]), [np.array([0.0, 1.0])], np.array([1.0, 3.0]))
    (7.0, array([3.]))

    """
    # Not a dot product, which adds in another order with more threads.
    gradient = np.array([float((weights * slope).sum()) for slope in slopes])
    return float((weights * likelihoods).sum()), gradient
