"""The published figures of the CDNOW sample, in weeks, calibrated to 1997-09-30."""

import numpy as np
import pytest
from reference import (
    bg_nbd,
    expected_orders,
    histories_of,
    pareto_nbd,
    read_cdnow,
    spending_of,
)
from scipy.optimize import minimize

from clientele.value import fit_gamma_gamma, fit_mbg_nbd

EXPECTED = [0.185, 0.551, 1.049, 1.493, 2.104, 2.564, 3.361, 5.849]
ACTUAL = [0.237, 0.697, 1.393, 1.560, 2.532, 2.947, 3.862, 6.359]


@pytest.fixture(scope="module")
def cdnow():
    return read_cdnow()


@pytest.fixture(scope="module")
def mbg_nbd(cdnow):
    return fit_mbg_nbd(histories_of(cdnow))


def test_customers_and_repeat_orders_are_those_published(cdnow):
    repeat_orders = cdnow["repeat_orders"]
    assert len(repeat_orders) == 2357
    assert (repeat_orders > 0).sum() == 946
    assert repeat_orders.sum() == 2457


def test_mbg_nbd_has_the_published_parameters(mbg_nbd):
    published = {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}
    assert mbg_nbd.parameters == pytest.approx(published, abs=0.0005)
    assert mbg_nbd.log_likelihood == pytest.approx(-9582.1, abs=0.05)


def test_gamma_gamma_has_the_published_parameters(cdnow):
    spending = spending_of(cdnow)
    assert len(spending.mean) == 946
    published = {"p": 6.25, "q": 3.74, "gamma": 15.44}
    assert fit_gamma_gamma(spending).parameters == pytest.approx(published, abs=0.005)


def test_expected_orders_by_orders_before_are_those_published(cdnow, mbg_nbd):
    values = tuple(mbg_nbd.parameters.values())
    columns = (cdnow[name] for name in ("repeat_orders", "recency", "tenure"))
    expected = expected_orders(values, *columns, horizon=39)
    groups = np.minimum(cdnow["repeat_orders"], 7)
    means = [expected[groups == group].mean() for group in range(8)]
    assert means == pytest.approx(EXPECTED, abs=0.0005)
    actual = [cdnow["later_orders"][groups == group].mean() for group in range(8)]
    assert actual == pytest.approx(ACTUAL, abs=0.0006)


@pytest.mark.parametrize(
    ("likelihood", "published", "best"),
    [
        (bg_nbd, [0.243, 4.414, 0.793, 2.426], -9582.4),
        (pareto_nbd, [0.553, 10.578, 0.606, 11.669], -9595.0),
    ],
)
def test_other_models_have_the_published_parameters(cdnow, likelihood, published, best):
    histories = histories_of(cdnow)
    found = minimize(
        lambda values: -likelihood(np.exp(values), histories),
        np.log(published) + 0.1,
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-8, "maxiter": 4000, "maxfev": 4000},
    )
    assert -found.fun == pytest.approx(best, abs=0.05)
    assert np.exp(found.x) == pytest.approx(published, abs=0.001)
