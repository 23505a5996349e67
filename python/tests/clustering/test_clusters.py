"""The fit: the same whatever the order of rows, numbered by value, keeping its numbers."""

import hashlib
from itertools import permutations

import numpy as np
import pyarrow as pa
import pytest
from customers import (
    CUSTOMER_CLUSTERS,
    RFM,
    assign_clusters,
    blobs,
    online_retail,
    query,
    rows_of,
    shuffled,
    table_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from clientele.clustering.centroids import CLUSTER_CENTROIDS, read_centroids
from clientele.clustering.clusters import fit_clusters
from clientele.clustering.features import read_features, sample_customers
from clientele.clustering.scaling import fit_scaling

VALUES = arrays.arrays(
    float,
    st.tuples(st.integers(0, 25), st.just(3)),
    elements=st.one_of(st.floats(-100, 1e6), st.integers(0, 5).map(float), st.just(np.nan)),
)
SCALERS = st.sampled_from(["log_standard", "standard", "minmax"])
SIZES = {2: [2669, 1669], 3: [1864, 1700, 774], 4: [1579, 1162, 877, 720]}
SIZES[5] = [1163, 1004, 966, 861, 344]


def sizes_of(labels):
    return np.unique(labels["cluster_id"].to_numpy(), return_counts=True)[1].tolist()


# --- Online Retail --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", sorted(SIZES))
def test_online_retail_has_the_sizes_of_the_reference(count):
    features = online_retail()
    found = sizes_of(
        assign_clusters(features, fit_clusters(features, RFM, "log_standard", count, 42))
    )
    assert sorted(found, reverse=True) == pytest.approx(SIZES[count], rel=0.01)


def test_online_retail_has_the_means_of_the_reference_in_the_order_of_value():
    features = online_retail()
    labels = assign_clusters(features, fit_clusters(features, RFM, "log_standard", 4, 42))
    means = rows_of(
        """
        select cluster_id, avg(recency_days), avg(frequency), avg(monetary)
        from features inner join labels using (customer_id) group by 1 order by 1
        """,
        features=features,
        labels=labels,
    )
    expected = [(12.5, 13.66, 8037), (69.1, 4.13, 1813), (20.6, 2.05, 527), (187.7, 1.33, 352)]
    for (_, *found), reference in zip(means, expected, strict=True):
        assert found == pytest.approx(reference, rel=0.01)


@pytest.mark.parametrize("scaler", ["log_standard", "standard", "minmax"])
def test_online_retail_has_the_labels_of_scikit_learn_on_every_row(scaler):
    features = online_retail()
    ids, values = read_features(features, RFM)
    scaled = fit_scaling(values, scaler).transform(values)
    with threadpool_limits(limits=1):
        model = KMeans(4, n_init=10, random_state=42).fit(scaled)
    labels = assign_clusters(features, fit_clusters(features, RFM, scaler, 4, 42))
    assert labels["customer_id"].combine_chunks().equals(ids)
    pairs = set(zip(model.labels_.tolist(), labels["cluster_id"].to_pylist(), strict=True))
    assert len(pairs) == 4
    distances = model.transform(scaled).min(axis=1)
    assert np.allclose(labels["distance_to_centroid"], distances, atol=1e-9)


def test_online_retail_keeps_its_numbers_from_month_to_month():
    """No other way to number the new clusters leaves more customers in a cluster of old number."""
    before, now = online_retail("2011-11-10"), online_retail()
    first = fit_clusters(before, RFM, "log_standard", 4, 42)
    again = fit_clusters(now, RFM, "log_standard", 4, 7, previous=first)
    old, new = assign_clusters(before, first), assign_clusters(now, again)
    kept = rows_of(
        """
        select old.cluster_id as was, new.cluster_id as is_now
        from old inner join new using (customer_id)
        """,
        old=old,
        new=new,
    )
    stayed = {
        numbers: sum(was == numbers[is_now - 1] for was, is_now in kept)
        for numbers in permutations([1, 2, 3, 4])
    }
    assert max(stayed, key=stayed.get) == (1, 2, 3, 4)


# --- any customers --------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(VALUES, SCALERS, st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_the_order_of_rows_and_the_threads_change_nothing(values, scaler, count, seed):
    features = table_of(values)
    first = fit_clusters(features, RFM, scaler, count, 42)
    with threadpool_limits(limits=2):
        again = fit_clusters(shuffled(features, seed), RFM, scaler, count, 42)
    assert again.equals(first)
    assert assign_clusters(shuffled(features, seed), first).equals(assign_clusters(features, first))


@settings(max_examples=60, deadline=None)
@given(VALUES, SCALERS, st.integers(1, 5))
def test_assigning_is_predicting(values, scaler, count):
    features = table_of(values)
    centroids = fit_clusters(features, RFM, scaler, count, 42)
    labels = assign_clusters(features, centroids)
    assert labels["customer_id"].to_pylist() == features["customer_id"].to_pylist()
    if not len(values):
        assert centroids.num_rows == 0
        return
    model = read_centroids(centroids)
    scaled = model.scaling.transform(values)
    reference = KMeans(len(model.ids), n_init=1, init=model.scaled, max_iter=1)
    reference.fit(np.vstack([model.scaled, scaled]))
    reference.cluster_centers_ = model.scaled
    predicted = np.array(model.ids)[reference.predict(scaled)]
    distances = np.sort(np.linalg.norm(scaled[:, None] - model.scaled, axis=2), axis=1)
    is_tie = len(model.ids) > 1 and distances[:, 1] - distances[:, 0] < 1e-6
    assert ((labels["cluster_id"].to_numpy() == predicted) | is_tie).all()
    assert np.allclose(labels["distance_to_centroid"], distances[:, 0], atol=1e-9)


def test_of_two_clusters_equally_near_the_lower_number_wins():
    features = table_of([[0, 0, 10], [0, 0, 0], [0, 0, 5]])
    labels = assign_clusters(features, fit_clusters(features.slice(0, 2), RFM, "minmax", 2, 42))
    assert labels["cluster_id"].to_pylist() == [1, 2, 1]
    assert labels["distance_to_centroid"].to_pylist() == [0, 0, 0.5]


def test_blobs_are_found_exactly():
    rows, truth = blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]], spread=0.2)
    labels = assign_clusters(table_of(rows), fit_clusters(table_of(rows), RFM, "standard", 3, 42))
    assert adjusted_rand_score(truth, labels["cluster_id"]) == 1


# --- the numbers ----------------------------------------------------------------------------------


def test_clusters_are_numbered_by_value():
    rows, _ = blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]], spread=0.2)
    model = read_centroids(fit_clusters(table_of(rows), RFM, "log_standard", 3, 42))
    assert model.ids == (1, 2, 3)
    assert model.in_units()[:, 2] == pytest.approx([900, 400, 100], rel=0.01)


def test_another_column_may_be_the_value():
    rows, _ = blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]], spread=0.2)
    features = table_of(rows)
    model = read_centroids(fit_clusters(features, RFM, "standard", 3, 42, value_column="frequency"))
    assert model.in_units()[:, 1] == pytest.approx([9, 5, 2], rel=0.1)


def test_without_a_value_the_best_is_recent_and_high_in_all_else():
    columns = ["recency_days", "frequency", "visits"]
    rows, _ = blobs([[90, 2, 2], [10, 9, 9], [50, 5, 5]], spread=0.2)
    model = read_centroids(fit_clusters(table_of(rows, columns), columns, "standard", 3, 42))
    assert model.in_units()[:, 0] == pytest.approx([10, 50, 90], rel=0.1)


def test_a_cluster_that_is_still_there_keeps_its_number():
    places = {"a": [10, 2, 100], "b": [50, 5, 900], "c": [90, 9, 400]}
    first = fit_clusters(table_of(blobs(list(places.values()))[0]), RFM, "minmax", 3, 42)
    assert read_centroids(first).in_units()[:, 2] == pytest.approx([900, 400, 100], rel=0.01)
    places["a"] = [12, 2, 500]
    moved = table_of(blobs(list(places.values()), seed=9)[0])
    again = read_centroids(fit_clusters(moved, RFM, "standard", 3, 5, previous=first))
    assert again.ids == (1, 2, 3)
    assert again.in_units()[:, 2] == pytest.approx([900, 400, 500], rel=0.01)


def test_a_new_cluster_gets_a_new_number_and_a_lost_one_leaves_a_gap():
    first = fit_clusters(
        table_of(blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]])[0]), RFM, "minmax", 3, 1
    )
    rows = table_of(blobs([[10, 2, 100], [90, 9, 400], [90, 2, 5000], [10, 9, 2500]])[0])
    again = read_centroids(fit_clusters(rows, RFM, "minmax", 4, 42, previous=first))
    numbers = dict(zip(again.in_units()[:, 2].round(-2).tolist(), again.ids, strict=True))
    assert numbers[400] == 2
    assert numbers[100] == 3
    assert len(set(numbers.values())) == 4
    fewer = table_of(blobs([[10, 2, 100], [50, 5, 900]])[0])
    assert read_centroids(fit_clusters(fewer, RFM, "minmax", 2, 42, previous=first)).ids == (1, 3)


def test_features_in_another_order_are_the_same_features():
    features = table_of(blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]])[0])
    first = fit_clusters(features, RFM, "standard", 3, 42, value_column="frequency")
    again = fit_clusters(features, RFM[::-1], "standard", 3, 42, previous=first)
    assert assign_clusters(features, again)["cluster_id"].equals(
        assign_clusters(features, first)["cluster_id"]
    )


def test_a_previous_model_of_other_features_is_not_looked_at():
    features = table_of(blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]])[0])
    other = fit_clusters(features, RFM[:2], "standard", 3, 42)
    plain = fit_clusters(features, RFM, "standard", 3, 42)
    assert fit_clusters(features, RFM, "standard", 3, 42, previous=other).equals(plain)
    nothing = CLUSTER_CENTROIDS.empty_table()
    assert fit_clusters(features, RFM, "standard", 3, 42, previous=nothing).equals(plain)


def test_a_refit_of_the_same_data_is_the_same_table():
    features = table_of(blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]], spread=3)[0])
    first = fit_clusters(features, RFM, "standard", 3, 42)
    assert fit_clusters(features, RFM, "standard", 3, 42, previous=first).equals(first)


# --- many customers -------------------------------------------------------------------------------


def test_the_sample_is_that_of_sql_and_fits_as_if_it_were_all():
    rows, _ = blobs([[10, 2, 100], [50, 5, 900]], size=400, spread=2)
    features = table_of(rows)
    drawn = query("from features order by md5(customer_id) limit 100", features=features)
    ids, _ = sample_customers(*read_features(features, RFM), 100)
    assert sorted(drawn["customer_id"].to_pylist()) == ids.to_pylist()
    sampled = fit_clusters(features, RFM, "standard", 2, 42, fit_sample=100)
    assert sampled.equals(fit_clusters(drawn, RFM, "standard", 2, 42))
    assert assign_clusters(features, sampled).num_rows == 800


def test_the_sample_is_ordered_by_all_of_the_hash():
    ids = pa.array([f"c{number}" for number in range(500)])
    kept, values = sample_customers(ids, np.arange(500.0)[:, None], 30)
    first = sorted(ids.to_pylist(), key=lambda one: hashlib.md5(one.encode()).hexdigest())[:30]
    assert set(kept.to_pylist()) == set(first)
    assert kept.to_pylist() == [f"c{int(value)}" for value in values[:, 0]]


# --- few customers, and what is wrong -------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "clusters"), [([], 0), ([[1, 2, 3]], 1), ([[1, 2, 3]] * 5, 1), (np.eye(3), 3)]
)
def test_few_customers_give_as_many_clusters_as_there_can_be(rows, clusters):
    features = table_of(rows)
    centroids = fit_clusters(features, RFM, "log_standard", 5, 42)
    assert centroids.schema.equals(CLUSTER_CENTROIDS)
    assert centroids.num_rows == 3 * clusters
    labels = assign_clusters(features, centroids)
    assert labels.schema.equals(CUSTOMER_CLUSTERS)
    assert labels.num_rows == len(rows)
    assert set(labels["cluster_id"].to_pylist()) == set(range(1, clusters + 1))


def test_without_centroids_customers_stay_without_a_cluster():
    labels = assign_clusters(table_of(np.eye(3)), CLUSTER_CENTROIDS.empty_table())
    assert labels.schema.equals(CUSTOMER_CLUSTERS)
    assert labels["customer_id"].to_pylist() == ["c000", "c001", "c002"]
    assert labels["cluster_id"].null_count == 3


def test_missing_values_and_constant_features_do_no_harm():
    rows = np.array([[1, np.nan, 7], [2, np.nan, 7], [90, np.nan, 7], [np.nan, np.nan, 7]])
    labels = assign_clusters(
        table_of(rows), fit_clusters(table_of(rows), RFM, "log_standard", 2, 42)
    )
    first, second, far, unknown = labels["cluster_id"].to_pylist()
    assert first == second == unknown != far


def test_decimals_and_whole_numbers_are_features_and_numbers_may_be_ids():
    features = pa.table(
        {"customer_id": [3, 1, 2], "monetary": pa.array([1, 2, 30], pa.decimal128(18, 2))}
    )
    labels = assign_clusters(features, fit_clusters(features, ["monetary"], "standard", 2, 42))
    assert labels["customer_id"].to_pylist() == ["1", "2", "3"]
    assert labels["cluster_id"].to_pylist() == [2, 1, 2]


@pytest.mark.parametrize(
    ("change", "columns", "message"),
    [
        ({}, [], "No feature is named; allowed are: frequency, monetary, recency_days"),
        ({}, ["spend"], "'spend' does not exist; allowed are: frequency, monetary, recency_days"),
        ({}, ["customer_id"], "'customer_id' is not numeric; allowed are: frequency"),
        ({}, ["monetary", "monetary"], "'monetary' is named twice"),
        ({"customer_id": None}, ["monetary"], "have no column customer_id"),
        ({"customer_id": ["a", "a"]}, ["monetary"], "'a' has several rows of features"),
        ({"customer_id": ["a", None]}, ["monetary"], "1 rows of the features have no customer_id"),
        ({"monetary": [1.0, np.inf]}, ["monetary"], "'monetary' of customer 'b' is inf"),
        ({"monetary": [-np.inf, 1.0]}, ["monetary"], "'monetary' of customer 'a' is -inf"),
    ],
)
def test_features_that_are_not_valid_are_refused_in_a_sentence(change, columns, message):
    columns_of = {"customer_id": ["a", "b"], **{name: [1.0, 2.0] for name in RFM}, **change}
    features = pa.table({name: values for name, values in columns_of.items() if values})
    with pytest.raises(ValueError, match=message):
        fit_clusters(features, columns, "standard", 2, 42)


def test_centroids_of_two_models_or_without_a_column_are_refused():
    centroids = fit_clusters(table_of(np.eye(3)), RFM, "standard", 2, 42)
    with pytest.raises(ValueError, match="not those of one model: keep the rows of one model_id"):
        assign_clusters(table_of(np.eye(3)), pa.concat_tables([centroids, centroids]))
    with pytest.raises(ValueError, match="have no column fill"):
        assign_clusters(table_of(np.eye(3)), centroids.drop_columns(["fill"]))
