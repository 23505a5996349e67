"""Models of how often customers order, and whether they still do, fitted to grouped histories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clientele.value.likelihood import Distinct, Fit, Vector, maximise, weigh


@dataclass(frozen=True)
class Histories:
    """Customers grouped by equal histories. All arrays have the same length.

    Attributes:
        repeat_orders: Orders after the first one.
        recency: Time from the first order to the last one.
        tenure: Time from the first order to the date of the fit.
        customers: Number of customers with this history.

    """

    repeat_orders: Vector
    recency: Vector
    tenure: Vector
    customers: Vector

    @cached_property
    def by_orders(self) -> Distinct:
        """Functions of repeat_orders."""
        return Distinct(self.repeat_orders)

    @cached_property
    def by_recency(self) -> Distinct:
        """Functions of recency."""
        return Distinct(self.recency)

    @cached_property
    def by_tenure(self) -> Distinct:
        """Functions of tenure."""
        return Distinct(self.tenure)


def fit_mbg_nbd(histories: Histories) -> Fit:
    """Fit the MBG/NBD model: customers order at random, and may leave after each order.

    A customer orders at a rate that varies over customers as Gamma(r, alpha). After each order,
    also the first one, the customer leaves with a probability that varies as Beta(a, b).

    Args:
        histories: Grouped histories, in any order and any unit of time.

    Returns:
        r, alpha (in the unit of time), a and b with the highest likelihood.

    Source: Batislam, Denizel and Filiztekin 2007, Empirical validation and comparison of models for
    customer base analysis.

    >>> once = Histories(*(np.array(column, float) for column in ([0, 3], [0, 9], [9, 9], [5, 5])))
    >>> sorted(fit_mbg_nbd(once).parameters)
    ['a', 'alpha', 'b', 'r']

    """
    return maximise(("r", "alpha", "a", "b"), lambda values: mbg_nbd_likelihood(values, histories))


def fit_nbd(histories: Histories) -> Fit:
    """Fit the NBD model: customers order at random and never leave.

    It is the MBG/NBD model without leaving, so the two likelihoods say what leaving explains.

    Args:
        histories: Grouped histories, in any order and any unit of time.

    Returns:
        r and alpha (in the unit of time) with the highest likelihood.

    Source: Ehrenberg 1959, The pattern of consumer purchases.

    >>> some = Histories(*(np.array(column, float) for column in ([0, 3], [0, 9], [9, 9], [5, 5])))
    >>> sorted(fit_nbd(some).parameters)
    ['alpha', 'r']

    """
    return maximise(("r", "alpha"), lambda values: _nbd_likelihood(values, histories))


def mbg_nbd_likelihood(values: Vector, histories: Histories) -> tuple[float, Vector]:
    """Return the log-likelihood of r, alpha, a and b, and its gradient.

    >>> one = Histories(*(np.array([value], float) for value in (0, 0, 1, 1)))
    >>> likelihood, _ = mbg_nbd_likelihood(np.array([1.0, 1.0, 1.0, 1.0]), one)
    >>> round(float(np.exp(likelihood)), 3)  # 1/2 left at once, 1/2 of the others did not order
    0.75

    """
    from scipy.special import betaln, digamma, expit, gammaln

    r, alpha, a, b = values
    of_orders = histories.by_orders.map
    ordered = r + histories.repeat_orders
    log_tenure = histories.by_tenure.map(lambda tenure: np.log(alpha + tenure))
    per_tenure = histories.by_tenure.map(lambda tenure: 1 / (alpha + tenure))
    per_recency = histories.by_recency.map(lambda recency: 1 / (alpha + recency))
    silence = log_tenure - histories.by_recency.map(lambda recency: np.log(alpha + recency))
    left = of_orders(lambda x: np.log(a) - np.log(b + x)) + ordered * silence
    likelihoods = (
        of_orders(lambda x: gammaln(r + x) + betaln(a, b + x + 1))
        - (gammaln(r) + betaln(a, b) - r * np.log(alpha))
        - ordered * log_tenure
        + np.logaddexp(0, left)
    )
    has_left = expit(left)
    slopes = (
        of_orders(lambda x: digamma(r + x) - digamma(r) + np.log(alpha))
        - log_tenure
        + has_left * silence,
        r / alpha - ordered * (per_tenure - has_left * (per_tenure - per_recency)),
        of_orders(lambda x: digamma(a + b) - digamma(a + b + x + 1)) + has_left / a,
        of_orders(
            lambda x: digamma(b + x + 1) - digamma(a + b + x + 1) - digamma(b) + digamma(a + b)
        )
        - has_left * of_orders(lambda x: 1 / (b + x)),
    )
    return weigh(likelihoods, slopes, histories.customers)


def _nbd_likelihood(values: Vector, histories: Histories) -> tuple[float, Vector]:
    from scipy.special import digamma, gammaln

    r, alpha = values
    of_orders = histories.by_orders.map
    ordered = r + histories.repeat_orders
    log_tenure = histories.by_tenure.map(lambda tenure: np.log(alpha + tenure))
    likelihoods = (
        of_orders(lambda x: gammaln(r + x))
        - (gammaln(r) - r * np.log(alpha))
        - ordered * log_tenure
    )
    slopes = (
        of_orders(lambda x: digamma(r + x) - digamma(r) + np.log(alpha)) - log_tenure,
        r / alpha - ordered * histories.by_tenure.map(lambda tenure: 1 / (alpha + tenure)),
    )
    return weigh(likelihoods, slopes, histories.customers)
