"""Bootstrap: real clusters come back, made-up ones do not, and the figures do not move."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from customers import RFM, assign_clusters, blobs, online_retail, shuffled, table_of
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from clientele.clustering.clusters import fit_clusters
from clientele.clustering.stability import (
    CLUSTER_BOOTSTRAP,
    bootstrap_clusters,
    grade_stability,
    measure_recovery,
)
from clientele.words.clusters import message

# count: mean adjusted Rand index, smallest Jaccard similarity of a cluster
REFERENCE = {3: (0.914, 0.924), 4: (0.886, 0.870), 5: (0.862, 0.851), 6: (0.835, 0.730)}
FAR = [[0, 0, 0], [9, 0, 0], [0, 9, 0]]
SQUARE = np.random.default_rng(5).uniform(1, 2, size=(300, 3))


def bootstrap_fitted(table, scaler, count, seed, **how):
    labels = assign_clusters(table, fit_clusters(table, RFM, scaler, count, seed))
    return bootstrap_clusters(table, RFM, scaler, count, seed, labels, **how)


# --- Online Retail --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", REFERENCE)
def test_online_retail_is_as_stable_as_the_reference(count):
    found = bootstrap_fitted(online_retail(), "log_standard", count, 42)
    mean_ari, smallest = REFERENCE[count]
    assert found["mean_ari"][0].as_py() == pytest.approx(mean_ari, abs=0.03)
    assert pc.min(found["stability"]).as_py() == pytest.approx(smallest, abs=0.03)
    assert found["cluster_id"].to_pylist() == list(range(1, count + 1))


def test_clusters_in_production_keep_their_numbers():
    rows, truth = blobs(FAR)
    table = table_of(rows)
    ids = np.array([7, 3, 5])[truth]
    labels = pa.table({"customer_id": table["customer_id"], "cluster_id": ids})
    found = bootstrap_clusters(table, RFM, "standard", 3, 1, labels, resamples=2)
    assert found["cluster_id"].to_pylist() == [3, 5, 7]


# --- What it finds --------------------------------------------------------------------------------


def test_clusters_far_apart_come_back_every_time():
    rows, _ = blobs(FAR)
    found = bootstrap_fitted(table_of(rows), "standard", 3, 1)
    assert found["stability"].to_pylist() == [1, 1, 1]
    assert found["message"].to_pylist() == [message("highly_stable")] * 3
    assert found["mean_ari"].to_pylist() == [1, 1, 1]
    assert found["resamples"].to_pylist() == [40] * 3


def test_clusters_that_are_not_there_do_not_come_back():
    found = bootstrap_fitted(table_of(SQUARE), "standard", 7, 1)
    assert pc.min(found["stability"]).as_py() < 0.65
    assert found["mean_ari"][0].as_py() < 0.65


def test_a_real_cluster_is_told_from_two_halves_of_another():
    rows, truth = blobs([[0, 0, 0], [9, 9, 9]], size=150, spread=1)
    halves = np.where(truth == 0, 1, np.where(rows[:, 0] > 9, 2, 3))
    table = table_of(rows)
    labels = pa.table({"customer_id": table["customer_id"], "cluster_id": halves})
    found = bootstrap_clusters(table, RFM, "standard", 3, seed=1, labels=labels)
    assert found["stability"][0].as_py() > 0.75
    assert found["stability"][0].as_py() > pc.max(found["stability"][1:]).as_py() + 0.1


def test_recovery_is_the_best_jaccard_similarity():
    reference = np.array([1, 1, 1, 1, 2, 2])
    found = np.array([5, 5, 5, 7, 7, 7])
    assert measure_recovery(reference, found).tolist() == [3 / 4, 2 / 3]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), min_size=1))
def test_recovery_is_above_0_and_1_only_for_a_cluster_that_is_the_same(pairs):
    reference, other = np.array(pairs).T
    found = measure_recovery(reference, other)
    assert (found > 0).all()
    assert (found <= 1).all()
    assert measure_recovery(reference, reference).tolist() == [1] * len(np.unique(reference))


@pytest.mark.parametrize(
    ("stability", "words"),
    [
        (0.0, "dissolved"),
        (0.4999, "dissolved"),
        (0.5, "doubtful"),
        (0.6, "pattern"),
        (0.75, "valid"),
        (0.8499, "valid"),
        (0.85, "highly_stable"),
        (1.0, "highly_stable"),
        (None, None),
    ],
)
def test_a_border_belongs_to_the_better_band(stability, words):
    assert grade_stability(stability) == words


# --- The same each time ---------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 4])
def test_order_of_rows_and_threads_change_nothing(threads):
    table = table_of(SQUARE)
    labels = assign_clusters(table, fit_clusters(table, RFM, "log_standard", 4, seed=3))
    first = bootstrap_clusters(table, RFM, "log_standard", 4, 3, resamples=5, labels=labels)
    with threadpool_limits(limits=threads):
        again = bootstrap_clusters(
            shuffled(table), RFM, "log_standard", 4, 3, resamples=5, labels=shuffled(labels)
        )
    assert first.equals(again)


def test_the_seed_is_what_it_depends_on():
    table = table_of(SQUARE)
    one, other = (bootstrap_fitted(table, "minmax", 4, seed, resamples=3) for seed in (1, 2))
    assert not one.equals(other)


# --- Little or odd data ---------------------------------------------------------------------------


@pytest.mark.parametrize("scaler", ["log_standard", "standard", "minmax"])
@pytest.mark.parametrize(
    ("rows", "clusters"),
    [
        ([], 0),
        ([[1, 2, 3]], 1),
        ([[1, 2, 3]] * 8, 1),
        ([[1, 2, 3], [4, 5, 6]] * 5, 2),
        ([[np.nan] * 3] * 4, 1),
        ([[np.nan, 0, 1], [2, np.nan, 1], [2, 0, np.nan]], 3),
    ],
    ids=["none", "one", "all alike", "fewer than clusters", "nothing known", "gaps"],
)
def test_little_data_still_gives_the_table(rows, clusters, scaler):
    found = bootstrap_fitted(table_of(rows), scaler, 4, 1, resamples=3)
    assert found.schema == CLUSTER_BOOTSTRAP
    assert found.num_rows <= max(clusters, 0)
    assert bool(found.num_rows) == bool(clusters)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.none() | st.integers(0, 3)] * 3),
        max_size=12,
    ),
    st.integers(1, 5),
)
def test_any_small_table_has_means_from_0_to_1(rows, count):
    values = [[np.nan if value is None else value for value in row] for row in rows]
    found = bootstrap_fitted(table_of(values), "log_standard", count, 1, resamples=2)
    assert found.schema == CLUSTER_BOOTSTRAP
    assert all(0 < value <= 1 for value in found["stability"].to_pylist())


def test_customers_without_a_cluster_are_left_out():
    rows, truth = blobs(FAR)
    table = table_of(np.vstack([rows, [[4, 4, 4]] * 20]))
    clusters = [*(truth + 1).tolist(), *[None] * 20]
    labels = pa.table({"customer_id": table["customer_id"], "cluster_id": clusters})
    found = bootstrap_clusters(table, RFM, "standard", 3, seed=1, resamples=4, labels=labels)
    assert found["stability"].to_pylist() == [1, 1, 1]


def test_a_model_without_any_cluster_has_no_rows():
    table = table_of(SQUARE[:5])
    labels = pa.table({"customer_id": table["customer_id"], "cluster_id": pa.nulls(5, pa.int32())})
    found = bootstrap_clusters(table, RFM, "standard", 3, seed=1, labels=labels)
    assert found.schema == CLUSTER_BOOTSTRAP
    assert not found.num_rows


def test_a_cluster_that_the_sample_misses_has_unknown_stability():
    table = table_of(SQUARE)
    clusters = [2, *[1] * 299]
    labels = pa.table({"customer_id": table["customer_id"], "cluster_id": clusters})
    found = bootstrap_clusters(table, RFM, "standard", 1, 1, resamples=2, labels=labels, sample=20)
    assert found["cluster_id"].to_pylist() == [1, 2]
    assert found["stability"].to_pylist() == [1, None]
    assert found["message"].to_pylist() == [message("highly_stable"), None]


@pytest.mark.parametrize("wrong", [{"resamples": 0}, {"count": 0}, {"scaler": "robust"}])
def test_a_number_or_a_scaler_that_cannot_be_is_refused(wrong):
    how = {"scaler": "standard", "count": 2, "seed": 1, **wrong}
    with pytest.raises(ValueError, match=r"0|robust"):
        bootstrap_fitted(table_of(SQUARE), **how)
