"""What scipy says about the orders that MBG/NBD expects, and the interval that holds 90 % of them.

The expected orders are the published formula with hyp2f1. The interval comes from the distribution
of orders itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, gammaln, hyp2f1

Vector = npt.NDArray[np.float64]
Parameters = dict[str, float]


def chance_alive(values: Parameters, repeat: Vector, recency: Vector, tenure: Vector) -> Vector:
    """Return the chance that each customer still orders."""
    silence = (values["alpha"] + tenure) / (values["alpha"] + recency)
    odds = values["a"] / (values["b"] + repeat) * silence ** (values["r"] + repeat)
    return np.asarray(1 / (1 + odds))


def orders_if_alive(values: Parameters, repeat: Vector, tenure: Vector, horizon: float) -> Vector:
    """Return the expected orders of customers who still order."""
    r, alpha, a, b = (values[name] for name in ("r", "alpha", "a", "b"))
    share = horizon / (alpha + tenure + horizon)
    series = hyp2f1(r + repeat, b + repeat + 1, a + b + repeat, share)
    stayed = (1 - share) ** (r + repeat) * series
    return np.asarray((a + b + repeat) / (a - 1) * (1 - stayed))


def chances_of_orders(
    values: Parameters, repeat: float, tenure: float, horizon: float, most: int
) -> Vector:
    """Return the chances of 0, 1, … orders of a customer who still orders."""
    r, alpha, a, b = (values[name] for name in ("r", "alpha", "a", "b"))
    shape, kept, orders = r + repeat, b + repeat + 1, np.arange(most + 1)
    share = horizon / (alpha + tenure + horizon)
    without = np.exp(
        gammaln(shape + orders)
        - gammaln(shape)
        - gammaln(orders + 1)
        + shape * np.log1p(-share)
        + orders * np.log(share)
    )
    stayed = np.exp(betaln(a, kept + orders) - betaln(a, kept))
    left = np.exp(betaln(a + 1, kept + orders - 1) - betaln(a, kept)) * (orders > 0)
    at_least = 1 - np.concatenate([[0.0], np.cumsum(without)[:-1]])
    return np.asarray(stayed * without + left * at_least)


def interval_of(chances: Vector, alive: float) -> tuple[int, int]:
    """Return the ends of the interval: 5 % below it at most, and 90 % in it."""
    mixed = alive * chances
    mixed[0] += 1 - alive
    cumulated = np.cumsum(mixed)
    low = int(np.argmax(cumulated >= 0.05))
    below = cumulated[low - 1] if low else 0.0
    return low, int(np.argmax(cumulated - below >= 0.9))
