"""Random draws that are the same on every platform and Python version.

Only ``random.Random.random`` promises the same stream across versions, and only ``+ - * /`` give
the same bits on every platform. Hence no logarithms, no powers, no float sums (``sum`` of floats
changed in Python 3.12): weights are integers.
"""

import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

Item = TypeVar("Item")


class Weights:
    """Relative integer weights, kept as running totals so that a draw is one bisection."""

    def __init__(self, weights: Sequence[int]) -> None:
        """Take one non-negative weight per item; at least one is positive."""
        self.totals = list(accumulate(weights))


class Dice:
    """One seeded stream of draws."""

    def __init__(self, seed: int) -> None:
        """Start the stream of ``seed``."""
        self._unit = random.Random(seed).random

    def unit(self) -> float:
        """Return a number in [0, 1)."""
        return self._unit()

    def below(self, bound: int) -> int:
        """Return a whole number in [0, bound)."""
        return int(self._unit() * bound)

    def between(self, low: int, high: int) -> int:
        """Return a whole number in [low, high], all equally likely."""
        return low + self.below(high - low + 1)

    def bell(self, low: int, high: int) -> int:
        """Return a whole number in [low, high], the middle most likely (a triangle)."""
        return low + int((self._unit() + self._unit()) / 2 * (high - low + 1))

    def skewed(self) -> float:
        """Return a factor around 1 with a long right tail, between 0.34 and 2.7."""
        return (0.7 + 0.7 * self._unit()) * (0.7 + 0.7 * self._unit()) * (0.7 + 0.7 * self._unit())

    def chance(self, percent: float) -> bool:
        """Return true in ``percent`` of 100 cases."""
        return self._unit() * 100 < percent

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one item, all equally likely."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[Item], weights: Weights) -> Item:
        """Return one item, each as likely as its weight says."""
        return items[bisect_right(weights.totals, self.below(weights.totals[-1]))]

    def sample(self, items: Sequence[Item], size: int) -> list[Item]:
        """Return ``size`` different items, in random order."""
        pool = list(items)
        for place in range(size):
            other = self.between(place, len(pool) - 1)
            pool[place], pool[other] = pool[other], pool[place]
        return pool[:size]
