"""Models of how often customers order, and whether they still do, fitted to grouped histories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientele.value.likelihood import Fit, Vector, maximise, weigh


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
    x, tenure = histories.repeat_orders, histories.tenure
    silence = np.log(alpha + tenure) - np.log(alpha + histories.recency)
    left = np.log(a) - np.log(b + x) + (r + x) * silence
    likelihoods = (
        gammaln(r + x)
        - gammaln(r)
        + r * np.log(alpha)
        - (r + x) * np.log(alpha + tenure)
        + betaln(a, b + x + 1)
        - betaln(a, b)
        + np.logaddexp(0, left)
    )
    has_left = expit(left)
    slopes = (
        digamma(r + x) - digamma(r) + np.log(alpha) - np.log(alpha + tenure) + has_left * silence,
        r / alpha
        - (r + x) / (alpha + tenure)
        + has_left * (r + x) * (1 / (alpha + tenure) - 1 / (alpha + histories.recency)),
        digamma(a + b) - digamma(a + b + x + 1) + has_left / a,
        digamma(b + x + 1)
        - digamma(a + b + x + 1)
        - digamma(b)
        + digamma(a + b)
        - has_left / (b + x),
    )
    return weigh(likelihoods, slopes, histories.customers)


def _nbd_likelihood(values: Vector, histories: Histories) -> tuple[float, Vector]:
    from scipy.special import digamma, gammaln

    r, alpha = values
    x, tenure = histories.repeat_orders, histories.tenure
    likelihoods = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + tenure)
    slopes = (
        digamma(r + x) - digamma(r) + np.log(alpha) - np.log(alpha + tenure),
        r / alpha - (r + x) / (alpha + tenure),
    )
    return weigh(likelihoods, slopes, histories.customers)
