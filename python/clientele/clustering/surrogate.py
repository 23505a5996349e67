"""A small decision tree that stands in for a model, cut into boxes with readable borders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from clientele.clustering.kmeans import Labels
from clientele.clustering.scaling import Matrix

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeClassifier

DEPTH = 3
SMALLEST_LEAF = 0.01
# Rounding a border may move this share of the smaller side to the other.
MOVED = 0.01
MOST_DIGITS = 15

Members = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """One side of a condition on a feature (its position): `value` itself is within.

    >>> Side(0, True, 2.0).holds(np.array([[1.0], [2.0]])).tolist()
    [False, True]

    """

    position: int
    is_low: bool
    value: float

    def holds(self, values: Matrix) -> Members:
        """Return for each row of values, shape (rows, features), whether it is within."""
        column = values[:, self.position]
        return np.asarray(column >= self.value if self.is_low else column <= self.value)


@dataclass(frozen=True)
class Box:
    """Customers between borders, at most two per feature, and the cluster that the tree gives.

    >>> Box(1, (Side(0, True, 1.0), Side(0, False, 2.0))).holds(np.array([[1.5], [3.0]])).tolist()
    [True, False]

    """

    cluster: int
    sides: tuple[Side, ...]

    def holds(self, values: Matrix) -> Members:
        """Return for each row of values, shape (rows, features), whether it is in the box."""
        inside = np.ones(len(values), dtype=bool)
        for side in self.sides:
            inside &= side.holds(values)
        return inside


@dataclass(frozen=True)
class Surrogate:
    """The boxes of a tree, and the share of rows to which the tree gives their own cluster.

    >>> Surrogate((), fidelity=1.0).boxes
    ()

    """

    boxes: tuple[Box, ...]
    fidelity: float


def learn_boxes(values: Matrix, clusters: Labels, is_balanced: bool = False) -> Surrogate:
    """Learn the clusters of rows of values, shape (rows, features), from the values.

    The tree has depth 3, and its leaves hold at least 1 % of rows. Neighbouring leaves of one
    cluster are one box. Borders are rounded to the fewest digits that move at most 1 % of the
    smaller side. Borders between whole numbers are whole.

    Args:
        values: Without missing values.
        clusters: The cluster of each row, shape (rows,).
        is_balanced: Whether small clusters weigh as much as large ones.

    Source: Breiman et al. 1984 (the tree); Craven and Shavlik 1996 (surrogate, fidelity).

    >>> learn_boxes(np.array([[1.0], [2.0], [8.0], [9.0]]), np.array([1, 1, 2, 2])).boxes[0]
    Box(cluster=1, sides=(Side(position=0, is_low=False, value=5.0),))

    """
    from sklearn.tree import DecisionTreeClassifier

    smallest = max(1, int(np.ceil(SMALLEST_LEAF * len(values))))
    model = DecisionTreeClassifier(
        max_depth=DEPTH,
        min_samples_leaf=smallest,
        class_weight="balanced" if is_balanced else None,
        random_state=0,
    )
    with threadpool_limits(limits=1):
        fidelity = float((model.fit(values, clusters).predict(values) == clusters).mean())
    is_whole = [bool((column == np.round(column)).all()) for column in values.T]
    return Surrogate(tuple(_boxes(model, values, is_whole)), fidelity)


def _boxes(
    model: DecisionTreeClassifier, values: Matrix, is_whole: Sequence[bool]
) -> Iterator[Box]:
    tree = model.tree_
    given = model.classes_[tree.value[:, 0, :].argmax(axis=1)]
    clusters = _clusters_under(tree.children_left, tree.children_right, given)
    nodes: list[tuple[int, Members, dict[tuple[int, bool], float]]] = [
        (0, np.ones(len(values), dtype=bool), {})
    ]
    while nodes:
        node, rows, borders = nodes.pop()
        if len(clusters[node]) == 1:
            keys = sorted(borders, key=lambda key: (key[0], not key[1]))
            sides = tuple(Side(*key, borders[key]) for key in keys)
            yield Box(next(iter(clusters[node])), sides)
            continue
        position, cut = int(tree.feature[node]), float(tree.threshold[node])
        column = values[:, position]
        left, right = rows & (column <= cut), rows & (column > cut)
        high, low = _readable(cut, column[rows], is_whole[position])
        nodes.append((int(tree.children_right[node]), right, {**borders, (position, True): low}))
        nodes.append((int(tree.children_left[node]), left, {**borders, (position, False): high}))


def _clusters_under(left: Labels, right: Labels, given: Labels) -> list[set[int]]:
    """Return for each node the clusters of its leaves; children always come after parents."""
    under: list[set[int]] = [set() for _ in left]
    for node in range(len(left) - 1, -1, -1):
        is_leaf = left[node] < 0
        under[node] = {int(given[node])} if is_leaf else under[left[node]] | under[right[node]]
    return under


def _readable(cut: float, column: Matrix, is_whole: bool) -> tuple[float, float]:
    """Return the largest value of the left side and the least one of the right side."""
    below = column <= cut
    may_move = MOVED * min(np.count_nonzero(below), np.count_nonzero(~below))
    start = float(np.floor(cut)) if is_whole else cut
    for digits in range(1, MOST_DIGITS):
        high = float(f"{start:.{digits}g}")
        if np.count_nonzero((column <= high) != below) <= may_move:
            return high, high + 1 if is_whole else high
    return start, start + 1 if is_whole else start
