"""Which number of clusters to take, and why: one rule, and a message per number."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from clientele.words.clusters import message


@dataclass(frozen=True)
class Trial:
    """The result of one number of clusters; a measure that is not defined is None.

    `possible` is the number of clusters found: it is less than `count` if there are fewer different
    customers. `smallest_share` is the share of customers in the smallest cluster, 0 to 1.

    >>> Trial(count=5, possible=3).is_possible
    False

    """

    count: int
    possible: int
    inertia: float | None = None
    silhouette: float | None = None
    davies_bouldin: float | None = None
    calinski_harabasz: float | None = None
    smallest_share: float | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there are as many clusters as asked for."""
        return self.possible == self.count


@dataclass(frozen=True)
class Choice:
    """The number of clusters selected, and the message that gives the reason of each, by count.

    >>> Choice(None, {2: message("without_differences")}).reasons[2]
    '{"code": "without_differences"}'

    """

    selected: int | None
    reasons: dict[int, str]


def find_elbow(trials: Sequence[Trial]) -> int | None:
    """Return the count at the elbow of inertia, or None where its curve has none.

    The elbow depends on the range of counts: a longer tail moves it to the right.

    Source: Satopää et al. 2011 (kneedle), by kneed.

    >>> find_elbow([Trial(k, k, inertia=x) for k, x in {2: 100, 3: 40, 4: 30, 5: 25}.items()])
    3

    """
    from kneed import KneeLocator

    curve = {trial.count: trial.inertia for trial in trials if trial.inertia is not None}
    if len(curve) < 3:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = KneeLocator(
            list(curve), list(curve.values()), curve="convex", direction="decreasing"
        ).elbow
    return None if found is None else int(found)


def choose_count(
    trials: Sequence[Trial], knee: int | None, smallest_share: float, fixed: int | None = None
) -> Choice:
    """Select one number of clusters.

    A candidate is a number whose smallest cluster holds at least `smallest_share` of customers.
    The elbow of inertia is selected if it is a candidate. Otherwise the candidate with the best
    silhouette is selected. If no number is a candidate, the elbow is selected, or without an elbow
    the number whose smallest cluster comes nearest to an equal share; the reason says so. A high
    silhouette alone never selects, because splitting off a few customers makes it highest.

    Args:
        trials: The numbers tried, in ascending order.
        knee: The elbow of inertia, if there is one.
        smallest_share: The least share of customers that a cluster must have, 0 to 1.
        fixed: The number of clusters, if the user has decided it.

    >>> even = Trial(2, 2, inertia=100.0, silhouette=0.5, smallest_share=0.4)
    >>> uneven = Trial(3, 3, inertia=60.0, silhouette=0.6, smallest_share=0.01)
    >>> choose_count([even, uneven], knee=None, smallest_share=0.05).selected
    2

    """
    if fixed is not None:
        return _fixed(trials, fixed)
    candidates = [trial for trial in trials if _share(trial) >= smallest_share]
    pool = candidates or [trial for trial in trials if trial.is_possible]
    if not pool:
        return Choice(None, {trial.count: _impossible(trial) for trial in trials})
    best = next((trial for trial in pool if trial.count == knee), None)
    details: dict[str, object] = {} if candidates else {"least": smallest_share}
    if best is not None:
        code = "elbow" if candidates else "elbow_of_small_clusters"
        others = message("not_elbow", selected=best.count)
    elif candidates:
        best = max(pool, key=lambda trial: (_silhouette(trial), -trial.count))
        figure = {"silhouette": best.silhouette}
        code = "silhouette_without_elbow" if knee is None else "silhouette_of_small_elbow"
        details = {**figure}
        if knee is not None:
            details |= {"elbow": knee, "least": smallest_share}
        others = message("not_silhouette", selected=best.count, **figure)
    else:
        best = max(pool, key=lambda trial: (_share(trial) * trial.count, -trial.count))
        code = "even_of_small_clusters"
        others = message("not_even", selected=best.count)
    reasons = {trial.count: _not_selected(trial, smallest_share, others) for trial in trials}
    selected = message(code, smallest=_share(best), **details)
    return Choice(best.count, {**reasons, best.count: selected})


def _fixed(trials: Sequence[Trial], fixed: int) -> Choice:
    reasons = {}
    for trial in trials:
        if trial.count == fixed and trial.is_possible:
            reasons[fixed] = message("fixed", fixed=fixed, smallest=_share(trial))
        elif trial.count == fixed and trial.possible > 1:
            reasons[fixed] = message("fixed_above_possible", fixed=fixed, possible=trial.possible)
        elif trial.count == fixed and trial.possible:
            reasons[fixed] = message("fixed_without_differences", fixed=fixed)
        elif trial.is_possible:
            reasons[trial.count] = message("not_fixed", fixed=fixed)
        else:
            reasons[trial.count] = _impossible(trial)
    return Choice(fixed if any(trial.possible for trial in trials) else None, reasons)


def _not_selected(trial: Trial, smallest_share: float, others: str) -> str:
    if not trial.is_possible:
        return _impossible(trial)
    if _share(trial) < smallest_share:
        return message("too_small", smallest=_share(trial), least=smallest_share)
    return others


def _impossible(trial: Trial) -> str:
    if trial.possible == 1:
        return message("without_differences")
    return message("above_possible", possible=trial.possible)


def _share(trial: Trial) -> float:
    return -1.0 if trial.smallest_share is None else trial.smallest_share


def _silhouette(trial: Trial) -> float:
    return -2.0 if trial.silhouette is None else trial.silhouette
