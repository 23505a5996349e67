"""The three scalers: what they do to values, and that it can be undone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from clientele.clustering.scaling import fit_scaling

SCALERS = ["log_standard", "standard", "minmax"]
VALUES = arrays.arrays(
    float,
    st.tuples(st.integers(1, 30), st.integers(1, 4)),
    elements=st.floats(-1e6, 1e9, allow_nan=False),
)


@given(VALUES, st.sampled_from(SCALERS))
def test_restoring_what_was_transformed_gives_the_values_back(values, scaler):
    scaling = fit_scaling(values, scaler)
    restored = scaling.restore(scaling.transform(values))
    size = np.abs(values).max(axis=0)
    assert np.allclose(restored, values, rtol=1e-9, atol=1e-9 * np.maximum(size, 1))


@given(VALUES, st.sampled_from(SCALERS))
def test_scaled_values_are_finite_and_of_the_stated_spread(values, scaler):
    scaled = fit_scaling(values, scaler).transform(values)
    assert np.isfinite(scaled).all()
    if scaler == "minmax":
        assert scaled.min() >= 0
        assert scaled.max() <= 1 + 1e-9


def test_standard_and_minmax_are_those_of_scikit_learn():
    values = np.random.default_rng(3).gamma(2, 100, size=(500, 3))
    for scaler, reference in (("standard", StandardScaler()), ("minmax", MinMaxScaler())):
        scaled = fit_scaling(values, scaler).transform(values)
        assert np.allclose(scaled, reference.fit_transform(values), atol=1e-12)


def test_log_standard_takes_logs_of_features_that_are_never_negative():
    values = np.array([[0.0, -1.0], [10.0, 5.0], [100.0, 2.0]])
    scaling = fit_scaling(values, "log_standard")
    assert scaling.transforms == ("log1p", "identity")
    logs = np.log1p(values[:, 0])
    assert np.allclose(scaling.transform(values)[:, 0], (logs - logs.mean()) / logs.std())


def test_below_zero_counts_as_zero_under_a_log_that_saw_none():
    scaling = fit_scaling(np.array([[0.0], [10.0], [100.0]]), "log_standard")
    below, zero = scaling.transform(np.array([[-5.0], [0.0]]))
    assert below == zero


def test_a_missing_value_is_the_median_of_the_known_ones():
    scaling = fit_scaling(np.array([[1.0], [np.nan], [3.0], [50.0]]), "standard")
    assert scaling.fill[0] == 3
    assert scaling.transform(np.array([[np.nan]])) == scaling.transform(np.array([[3.0]]))


@pytest.mark.parametrize("scaler", SCALERS)
@pytest.mark.parametrize("value", [0.0, 7.0, 1e9, np.nan])
def test_a_constant_feature_is_scaled_to_zero(value, scaler):
    values = np.full((4, 1), value)
    scaling = fit_scaling(values, scaler)
    assert scaling.scale[0] == 1
    assert np.allclose(scaling.transform(values), 0)


@pytest.mark.parametrize("scaler", SCALERS)
def test_no_rows_at_all_can_be_fitted(scaler):
    scaling = fit_scaling(np.empty((0, 2)), scaler)
    assert scaling.transform(np.empty((0, 2))).shape == (0, 2)
    assert scaling.scale.tolist() == [1, 1]


def test_an_unknown_scaler_is_refused_with_those_that_exist():
    with pytest.raises(ValueError, match="'robust' does not exist; allowed are: log_standard, st"):
        fit_scaling(np.ones((2, 1)), "robust")
