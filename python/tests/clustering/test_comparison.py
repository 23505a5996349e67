"""The comparison: each algorithm does what it is known for, and is measured as the others are."""

import hashlib

import numpy as np
import pytest
from customers import RFM, blobs, online_retail, shuffled, table_of
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from clientele.clustering.comparison import CLUSTER_ALGORITHMS, compare_algorithms, find_knee
from clientele.clustering.features import read_features, sample_customers
from clientele.clustering.kmeans import partition
from clientele.clustering.scaling import fit_scaling
from clientele.words.clusters import message

ALGORITHMS = ["kmeans", "dbscan", "agglomerative_ward", "hdbscan"]
SCALERS = ["log_standard", "standard", "minmax"]
MEASURES = ["silhouette", "davies_bouldin", "calinski_harabasz"]
FAR = [[5, 5, 5], [25, 15, 45], [45, 30, 25]]


def by_name(comparison):
    return {(row["algorithm"], row["scaler"]): row for row in comparison.to_pylist()}


# --- Online Retail --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def retail():
    return by_name(compare_algorithms(online_retail(), RFM, seed=42, count=4))


def test_kmeans_has_the_measures_of_the_reference(retail):
    row = retail["kmeans", "log_standard"]
    assert row["silhouette"] == pytest.approx(0.3355, abs=5e-4)
    assert row["davies_bouldin"] == pytest.approx(1.016, abs=1e-3)
    assert row["calinski_harabasz"] == pytest.approx(3346, rel=1e-3)
    assert row["message"] == message("kmeans", clusters=4, starts=10)


def test_every_algorithm_ran_on_all_customers(retail):
    assert list(retail) == [(name, scaler) for scaler in SCALERS for name in ALGORITHMS]
    assert {row["customers"] for row in retail.values()} == {4338}


def test_only_density_finds_noise(retail):
    for (algorithm, _), row in retail.items():
        assert (row["noise_share"] > 0) == (algorithm in ("dbscan", "hdbscan"))


# --- What they find -------------------------------------------------------------------------------


@pytest.mark.parametrize("scaler", SCALERS)
def test_all_find_clusters_far_apart(scaler):
    rows, _ = blobs(FAR, size=200, spread=1)
    found = by_name(compare_algorithms(table_of(rows), RFM, seed=1, count=3))
    clusters = {name: found[name, scaler]["clusters"] for name in ALGORITHMS}
    assert clusters.pop("dbscan") in (3, 4)  # a few customers on a fringe may be dense enough
    assert set(clusters.values()) == {3}
    assert all(found[name, scaler]["noise_share"] < 0.1 for name in ALGORITHMS)
    assert all(found[name, scaler]["silhouette"] > 0.7 for name in ALGORITHMS)


def test_customers_far_from_all_are_noise_to_dbscan():
    rows, _ = blobs(FAR, size=100)
    far = [[100, 100, 100], [200, 0, 100], [0, 200, 300]]
    row = by_name(compare_algorithms(table_of([*rows, *far]), RFM, seed=1, count=3))[
        "dbscan", "standard"
    ]
    assert row["noise_share"] >= 3 / 303
    assert row["noise_share"] < 0.1


def test_measures_are_null_where_there_is_one_cluster():
    rows, _ = blobs([[5, 5, 5]], size=200, spread=0.01)
    found = by_name(compare_algorithms(table_of(rows), RFM, seed=1, count=1))
    for algorithm in ("kmeans", "agglomerative_ward"):
        row = found[algorithm, "standard"]
        assert row["clusters"] == 1
        assert [row[measure] for measure in MEASURES] == [None] * 3


def test_knee_is_where_a_curve_turns_up():
    assert find_knee(np.array([1.0, 1.1, 1.2, 1.3, 5.0, 9.0])) == 1.3
    assert find_knee(np.array([2.0, 2.0, 2.0])) == 2.0
    assert find_knee(np.array([1.0, 2.0, 3.0])) == 1.0
    assert find_knee(np.array([4.0])) == 4.0


# --- Samples --------------------------------------------------------------------------------------


def test_what_is_quadratic_runs_on_a_sample_ordered_by_hash():
    rows, _ = blobs(FAR)
    table = table_of(rows)
    found = by_name(compare_algorithms(table, RFM, seed=1, count=3, sample=50))
    assert {found[name, "minmax"]["customers"] for name in ALGORITHMS} == {50, 180}
    assert found["kmeans", "minmax"]["customers"] == 180
    ids = table["customer_id"].to_pylist()
    first = set(sorted(ids, key=lambda one: hashlib.md5(one.encode()).hexdigest())[:50])
    sampled = table.filter([one in first for one in ids])
    alone = by_name(compare_algorithms(sampled, RFM, seed=1, count=3))
    for name in ALGORITHMS[1:]:
        assert found[name, "minmax"] == alone[name, "minmax"]


def test_silhouette_of_kmeans_is_of_the_sample_in_the_clusters_of_all():
    rows, _ = blobs(FAR, spread=4)
    ids, values = read_features(table_of(rows), RFM)
    scaled = fit_scaling(values, "standard").transform(values)
    labels = partition(scaled, 3, 1).labels
    _, drawn = sample_customers(ids, np.column_stack([scaled, labels]), 60)
    row = by_name(compare_algorithms(table_of(rows), RFM, 1, 3, sample=60))["kmeans", "standard"]
    assert row["silhouette"] == pytest.approx(silhouette_score(drawn[:, :3], drawn[:, 3]))


# --- The same each time ---------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 4])
def test_order_of_rows_and_threads_change_nothing(threads):
    table = table_of(np.random.default_rng(2).lognormal(size=(400, 3)))
    first = compare_algorithms(table, RFM, seed=1, count=4, sample=300)
    with threadpool_limits(limits=threads):
        assert first.equals(compare_algorithms(shuffled(table), RFM, seed=1, count=4, sample=300))


# --- Little or odd data ---------------------------------------------------------------------------


@pytest.mark.parametrize("rows", range(12))
@pytest.mark.parametrize("alike", [True, False])
def test_little_data_still_gives_the_table(rows, alike):
    values = [[row * (not alike), 1, np.nan] for row in range(rows)]
    found = compare_algorithms(table_of(values), RFM, seed=1, count=4)
    assert found.schema == CLUSTER_ALGORITHMS
    assert found.num_rows == (12 if rows else 0)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(*[st.none() | st.integers(0, 3)] * 3), max_size=15),
    st.integers(1, 5),
    st.integers(1, 15),
)
def test_any_small_table_has_sound_figures(rows, count, sample):
    values = [[np.nan if value is None else value for value in row] for row in rows]
    for row in compare_algorithms(table_of(values), RFM, 1, count, sample).to_pylist():
        assert 0 <= row["noise_share"] <= 1
        assert (row["clusters"] == 0) == (row["noise_share"] == 1)
        assert row["silhouette"] is None or -1 <= row["silhouette"] <= 1
        assert row["clusters"] >= 2 or [row[measure] for measure in MEASURES] == [None] * 3


@pytest.mark.parametrize("wrong", [{"count": 0}, {"sample": 0}])
def test_a_number_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="must be 1 or more"):
        compare_algorithms(table_of([[1, 2, 3]]), RFM, **{"seed": 1, "count": 2, **wrong})
