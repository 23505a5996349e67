"""A model of how much customers spend per order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clientele.value.likelihood import Distinct, Fit, Vector, maximise, weigh


@dataclass(frozen=True)
class Spending:
    """Customers grouped by equal spending. All arrays have the same length.

    Attributes:
        orders: Number of orders whose mean is known.
        mean: Mean revenue of these orders, above 0.
        customers: Number of customers.

    """

    orders: Vector
    mean: Vector
    customers: Vector

    @cached_property
    def by_orders(self) -> Distinct:
        """Functions of orders."""
        return Distinct(self.orders)

    @cached_property
    def log_mean(self) -> Vector:
        """The logarithm of mean."""
        return np.log(self.mean)


def fit_gamma_gamma(spending: Spending) -> Fit:
    """Fit the Gamma-Gamma model: orders vary around the customer's mean, which varies too.

    An order of a customer varies as Gamma(p, v), and v varies over customers as Gamma(q, gamma).

    Args:
        spending: Grouped spending, in any order.

    Returns:
        p, q and gamma with the highest likelihood. gamma has the unit of the means.

    Source: Fader and Hardie 2013, The Gamma-Gamma model of monetary value.

    >>> some = Spending(*(np.array(column, float) for column in ([1, 2, 3], [5, 9, 7], [4, 4, 4])))
    >>> sorted(fit_gamma_gamma(some).parameters)
    ['gamma', 'p', 'q']

    """
    scale = float((spending.customers * spending.mean).sum() / spending.customers.sum())
    scaled = Spending(spending.orders, spending.mean / scale, spending.customers)
    fit = maximise(("p", "q", "gamma"), lambda values: gamma_gamma_likelihood(values, scaled))
    rescaled = fit.parameters | {"gamma": float(f"{fit.parameters['gamma'] * scale:.6g}")}
    change = float(spending.customers.sum() * np.log(scale))
    return Fit(rescaled, fit.log_likelihood - change)


def gamma_gamma_likelihood(values: Vector, spending: Spending) -> tuple[float, Vector]:
    """Return the log-likelihood of p, q and gamma, and its gradient.

    >>> one = Spending(*(np.array([value], float) for value in (1, 1, 1)))
    >>> likelihood, _ = gamma_gamma_likelihood(np.array([1.0, 1.0, 1.0]), one)
    >>> round(float(np.exp(likelihood)), 3)  # the density of 1 / (1 + z)^2 at 1
    0.25

    """
    from scipy.special import digamma, gammaln

    p, q, gamma = values
    of_orders = spending.by_orders.map
    total = gamma + spending.mean * spending.orders
    log_total = np.log(total)
    shape = p * spending.orders
    likelihoods = (
        of_orders(lambda x: gammaln(p * x + q) - gammaln(p * x) + p * x * np.log(x))
        - (gammaln(q) - q * np.log(gamma))
        + (shape - 1) * spending.log_mean
        - (shape + q) * log_total
    )
    slopes = (
        of_orders(lambda x: x * (digamma(p * x + q) - digamma(p * x) + np.log(x)))
        + spending.orders * (spending.log_mean - log_total),
        of_orders(lambda x: digamma(p * x + q) - digamma(q) + np.log(gamma)) - log_total,
        q / gamma - (shape + q) / total,
    )
    return weigh(likelihoods, slopes, spending.customers)
