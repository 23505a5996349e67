"""The fits find what was planted, whatever the order and the grouping of the rows."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from clientele.value import (
    VALUE_PARAMETERS,
    Histories,
    Spending,
    fit_gamma_gamma,
    fit_mbg_nbd,
    fit_nbd,
    fit_value_models,
)
from clientele.value.orders import mbg_nbd_likelihood
from clientele.value.spend import gamma_gamma_likelihood

PLANTED = {"r": 0.8, "alpha": 9.0, "a": 0.7, "b": 2.5}
DAY = dt.date(2024, 1, 1)
positive = st.floats(0.05, 20)


def simulate(customers, seed, *, leave=True):
    """Return histories of customers who order and leave as PLANTED says, over 60 to 100 weeks."""
    random = np.random.default_rng(seed)
    rates = random.gamma(PLANTED["r"], 1 / PLANTED["alpha"], customers)
    leaves = random.beta(PLANTED["a"], PLANTED["b"], customers) * leave
    tenures = random.uniform(60, 100, customers)
    repeat_orders, recency = np.zeros(customers), np.zeros(customers)
    moments, is_alive = np.zeros(customers), random.random(customers) >= leaves
    while is_alive.any():
        moments += random.exponential(1 / rates)
        is_alive &= moments <= tenures
        repeat_orders += is_alive
        recency = np.where(is_alive, moments, recency)
        is_alive &= random.random(customers) >= leaves
    return Histories(repeat_orders, recency, tenures, np.ones(customers))


def test_planted_parameters_are_found():
    found = fit_mbg_nbd(simulate(40_000, seed=1)).parameters
    assert found == pytest.approx(PLANTED, rel=0.1)


def test_leaving_that_does_not_happen_explains_nothing():
    histories = simulate(20_000, seed=2, leave=False)
    with_leaving, without = fit_mbg_nbd(histories), fit_nbd(histories)
    assert with_leaving.log_likelihood - without.log_likelihood < 3
    assert without.parameters == pytest.approx({"r": 0.8, "alpha": 9.0}, rel=0.05)


def test_planted_spending_is_found():
    random = np.random.default_rng(3)
    orders = random.integers(1, 9, 20_000).astype(float)
    rates = random.gamma(4, 1 / 150, 20_000)
    means = random.gamma(6 * orders) / rates / orders
    found = fit_gamma_gamma(Spending(orders, means, np.ones_like(means))).parameters
    assert found == pytest.approx({"p": 6, "q": 4, "gamma": 150}, rel=0.05)


@settings(max_examples=30, deadline=None)
@given(values=st.tuples(positive, positive, positive, positive))
def test_gradient_of_orders_is_the_slope(values):
    histories = simulate(30, seed=4)
    point = np.array(values)
    _, gradient = mbg_nbd_likelihood(point, histories)
    slope = approx_fprime(point, lambda at: mbg_nbd_likelihood(at, histories)[0], 1e-7)
    assert gradient == pytest.approx(slope, rel=1e-3, abs=1e-2)


@settings(max_examples=30, deadline=None)
@given(values=st.tuples(positive, positive, positive))
def test_gradient_of_spending_is_the_slope(values):
    spending = Spending(np.array([1.0, 3.0]), np.array([2.0, 5.0]), np.array([2.0, 1.0]))
    point = np.array(values)
    _, gradient = gamma_gamma_likelihood(point, spending)
    slope = approx_fprime(point, lambda at: gamma_gamma_likelihood(at, spending)[0], 1e-7)
    assert gradient == pytest.approx(slope, rel=1e-3, abs=1e-2)


def tables(histories, date=DAY):
    names = ("repeat_orders", "recency", "tenure", "customers")
    history = {name: getattr(histories, name) for name in names}
    spent = {"orders": [1.0, 2.0, 4.0], "mean_revenue": [5.0, 9.0, 7.0], "customers": [3, 2, 1]}
    return (
        pa.table({"as_of_date": [date] * len(histories.tenure)} | history),
        pa.table({"as_of_date": [date] * 3} | spent),
    )


def test_rows_in_any_order_give_equal_parameters():
    history, spent = tables(simulate(500, seed=5))
    turned = [table.take(list(range(len(table)))[::-1]) for table in (history, spent)]
    assert fit_value_models(history, spent).equals(fit_value_models(*turned))


def test_equal_histories_can_be_grouped():
    histories = simulate(300, seed=6)
    twice = Histories(
        histories.repeat_orders, histories.recency, histories.tenure, 2 * histories.customers
    )
    single, double = fit_mbg_nbd(histories), fit_mbg_nbd(twice)
    assert double.parameters == pytest.approx(single.parameters, rel=1e-3)
    assert double.log_likelihood == pytest.approx(2 * single.log_likelihood, rel=1e-9)


def test_every_date_has_models_of_its_own():
    parts = [tables(simulate(200, seed), dt.date(2024, seed, 1)) for seed in (1, 2)]
    fitted = fit_value_models(*(pa.concat_tables(tables) for tables in zip(*parts, strict=True)))
    assert fitted.schema == VALUE_PARAMETERS
    assert len(fitted) == 2 * (4 + 2 + 3)
    assert fitted.slice(0, 9).equals(fit_value_models(*parts[0]))


def test_a_date_without_repeat_orders_has_no_models():
    zero, one = np.zeros(3), np.ones(3)
    history, spent = tables(Histories(zero, zero, one, one))
    assert fit_value_models(history, spent).num_rows == 0
