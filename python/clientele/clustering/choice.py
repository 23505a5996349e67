"""Which number of clusters to take, and why: one rule and its sentences."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from kneed import KneeLocator


@dataclass(frozen=True)
class Trial:
    """What came of one number of clusters; measures that are not defined are None.

    `possible` is the number of clusters found: less than `count` where there are fewer different
    customers. `smallest_share` is the share of customers in the smallest cluster, 0 to 1.
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
    """The number of clusters selected, and the reason of each trial, by count."""

    selected: int | None
    reasons: dict[int, str]


def elbow(trials: Sequence[Trial]) -> int | None:
    """Return the count at the elbow of inertia, or None where its curve has none.

    It depends on the range looked at: a longer tail moves it to the right.

    Source: Satopää et al. 2011 (kneedle), by kneed.

    """
    curve = {trial.count: trial.inertia for trial in trials if trial.inertia is not None}
    if len(curve) < 3:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = KneeLocator(
            list(curve), list(curve.values()), curve="convex", direction="decreasing"
        ).elbow
    return None if found is None else int(found)


def choose(
    trials: Sequence[Trial], knee: int | None, smallest_share: float, fixed: int | None = None
) -> Choice:
    """Select one number of clusters.

    A candidate is a number whose smallest cluster holds at least `smallest_share` of customers.
    The elbow of inertia is selected if it is a candidate, else the candidate with the best
    silhouette. Where there is no candidate it is the elbow all the same, and without one the
    number whose smallest cluster comes nearest to an equal share; the reason says so. A high
    silhouette alone never selects: it is highest where a few customers are split off from the rest.

    Args:
        trials: The numbers tried, in ascending order.
        knee: The elbow of inertia, if there is one.
        smallest_share: The least share of customers that a cluster must have, 0 to 1.
        fixed: The number of clusters where the user has decided it.

    """
    if fixed is not None:
        return _fixed(trials, fixed)
    candidates = [trial for trial in trials if _share(trial) >= smallest_share]
    pool = candidates or [trial for trial in trials if trial.is_possible]
    if not pool:
        return Choice(None, {trial.count: _impossible(trial) for trial in trials})
    least = _least(smallest_share)
    best = next((trial for trial in pool if trial.count == knee), None)
    if best is not None:
        why, others = "the elbow of inertia", f"{best.count} clusters are the elbow of inertia"
    elif candidates:
        best = max(pool, key=lambda trial: (_silhouette(trial), -trial.count))
        figure = _figure(best.silhouette)
        small = f"the elbow of inertia, {knee}, leaves a cluster under {least}"
        cause = "inertia has no elbow" if knee is None else small
        why = f"the best silhouette of the candidates, {figure}, as {cause}"
        others = f"{best.count} clusters have the best silhouette of the candidates, {figure}"
    else:
        best = max(pool, key=lambda trial: (_share(trial) * trial.count, -trial.count))
        why = "the most even split, as inertia has no elbow"
        others = f"{best.count} clusters are a more even split"
    if not candidates:
        why += f", though no number of clusters gives every group {least} of customers"
    reasons = {trial.count: _not_selected(trial, smallest_share, others) for trial in trials}
    return Choice(best.count, {**reasons, best.count: _selected(best, why)})


def _fixed(trials: Sequence[Trial], fixed: int) -> Choice:
    reasons = {}
    for trial in trials:
        if trial.count == fixed and trial.is_possible:
            reasons[fixed] = _selected(trial, f"the number of clusters is fixed at {fixed}")
        elif trial.count == fixed and trial.possible:
            reasons[fixed] = (
                f"Selected: the number of clusters is fixed at {fixed}, though "
                f"{_shortage(trial)}; there are no more clusters than that."
            )
        elif trial.is_possible:
            reasons[trial.count] = f"Not selected: the number of clusters is fixed at {fixed}."
        else:
            reasons[trial.count] = _impossible(trial)
    return Choice(fixed if any(trial.possible for trial in trials) else None, reasons)


def _selected(trial: Trial, why: str) -> str:
    return f"Selected: {why}; smallest cluster {_percent(_share(trial))} of customers."


def _not_selected(trial: Trial, smallest_share: float, others: str) -> str:
    if not trial.is_possible:
        return _impossible(trial)
    if _share(trial) < smallest_share:
        return (
            f"Not selected: its smallest cluster holds {_percent(_share(trial), smallest_share)} "
            f"of customers, under the {_least(smallest_share)} that a group must have."
        )
    return f"Not selected: {others}."


def _impossible(trial: Trial) -> str:
    return f"Not possible: {_shortage(trial)}."


def _shortage(trial: Trial) -> str:
    if trial.possible == 1:
        return "there is one customer, or all are alike"
    return f"there are only {trial.possible} different customers"


def _share(trial: Trial) -> float:
    return -1.0 if trial.smallest_share is None else trial.smallest_share


def _silhouette(trial: Trial) -> float:
    return -2.0 if trial.silhouette is None else trial.silhouette


def _least(share: float) -> str:
    return f"{100 * share:.2g} %"


def _percent(share: float, below: float = 2.0) -> str:
    """Write a share to one decimal, or to as many as show that it is under `below`."""
    if share < 0.0005:
        return "less than 0.1 %"
    shown = (f"{100 * share:.{decimals}f}" for decimals in range(1, 12))
    return next((text for text in shown if float(text) < 100 * below), f"{100 * share}") + " %"


def _figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.3f}"
