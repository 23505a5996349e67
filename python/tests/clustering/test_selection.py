"""The number of clusters: measured as the references do, and chosen for a stated reason."""

import json

import numpy as np
import pyarrow as pa
import pytest
from customers import RFM, blobs, online_retail, shuffled, table_of
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from clientele.clustering.choice import Trial, choose_count, find_elbow
from clientele.clustering.selection import (
    CLUSTER_SELECTION,
    read_cluster_count,
    select_cluster_count,
)
from clientele.clustering.silhouette import measure_silhouettes
from clientele.words.clusters import message, say_message

# count: silhouette, Davies-Bouldin, Calinski-Harabasz, inertia, sizes (by scikit-learn itself)
REFERENCE = {
    2: (0.4326, 0.891, 4380, 6474.1, [2669, 1669]),
    3: (0.3364, 1.045, 3641, 4856.6, [1864, 1700, 774]),
    4: (0.3355, 1.016, 3346, 3924.5, [1579, 1162, 877, 720]),
    5: (0.3182, 0.983, 3230, 3268.2, [1163, 1004, 966, 861, 344]),
}


def by_count(selection):
    return {row["cluster_count"]: row for row in selection.to_pylist()}


def code_of(text):
    return json.loads(text)["code"]


# --- Online Retail --------------------------------------------------------------------------------


def test_online_retail_has_the_measures_of_the_reference_and_its_elbow():
    found = by_count(select_cluster_count(online_retail(), RFM, "log_standard", 2, 8, seed=42))
    for count, (silhouette, bouldin, harabasz, inertia, sizes) in REFERENCE.items():
        row = found[count]
        assert row["silhouette"] == pytest.approx(silhouette, abs=5e-4)
        assert row["davies_bouldin"] == pytest.approx(bouldin, abs=1e-3)
        assert row["calinski_harabasz"] == pytest.approx(harabasz, rel=1e-3)
        assert row["inertia"] == pytest.approx(inertia, rel=1e-3)
        assert row["smallest_cluster_share"] == pytest.approx(sizes[-1] / 4338, rel=0.01)
    assert [count for count, row in found.items() if row["is_elbow"]] == [4]
    assert [count for count, row in found.items() if row["is_selected"]] == [4]
    assert code_of(found[4]["message"]) == "elbow"
    assert {row["silhouette_customers"] for row in found.values()} == {4338}


def test_splitting_off_26_customers_does_not_win_by_its_silhouette():
    found = by_count(select_cluster_count(online_retail(), RFM, "standard", 2, 8, seed=42))
    assert found[2]["silhouette"] == pytest.approx(0.896, abs=5e-4)
    assert found[2]["silhouette"] == max(row["silhouette"] for row in found.values())
    assert not found[2]["is_selected"]
    assert say_message("reasons", found[2]["message"], "en") == (
        "Not selected: the smallest cluster holds 0.6% of customers, under the 5% that a group "
        "must have."
    )


def test_online_retail_in_any_order_and_on_any_threads_is_selected_alike():
    features = online_retail()
    first = select_cluster_count(features, RFM, "log_standard", 2, 4, seed=42)
    with threadpool_limits(limits=2):
        assert select_cluster_count(shuffled(features), RFM, "log_standard", 2, 4, seed=42).equals(
            first
        )


# --- the table ------------------------------------------------------------------------------------


def test_the_number_of_blobs_is_found():
    rows, _ = blobs([[0, 0], [9, 0], [0, 9], [9, 9]])
    found = select_cluster_count(table_of(rows, ["a", "b"]), ["a", "b"], "standard", 2, 8, seed=42)
    assert found.schema.equals(CLUSTER_SELECTION)
    assert read_cluster_count(found) == 4


def test_silhouettes_come_from_a_sample_where_customers_are_many():
    rows, _ = blobs([[0, 0], [9, 0], [0, 9]], size=100, spread=1)
    features = table_of(rows, ["a", "b"])
    found = select_cluster_count(
        features, ["a", "b"], "standard", 2, 4, seed=5, silhouette_sample=90
    )
    assert set(found["silhouette_customers"].to_pylist()) == {90}
    assert set(found["fitted_customers"].to_pylist()) == {300}
    assert set(found["seed"].to_pylist()) == {5}
    whole = select_cluster_count(features, ["a", "b"], "standard", 2, 4, seed=5)
    assert np.allclose(found["silhouette"], whole["silhouette"], atol=0.1)
    assert found["davies_bouldin"].equals(whole["davies_bouldin"])


def test_a_large_group_counts_however_small_its_share():
    rows, _ = blobs([[0, 0], [9, 0], [0, 9]], size=200)
    few, _ = blobs([[9, 9]], size=20)
    features = table_of(np.vstack([rows, few]), ["a", "b"])
    refused = by_count(select_cluster_count(features, ["a", "b"], "standard", 2, 6, seed=5))
    assert code_of(refused[4]["message"]) == "too_small"
    taken = by_count(
        select_cluster_count(features, ["a", "b"], "standard", 2, 6, seed=5, large_group=20)
    )
    assert code_of(taken[4]["message"]) != "too_small"
    small = by_count(
        select_cluster_count(features, ["a", "b"], "standard", 2, 6, seed=5, large_group=21)
    )
    assert "under the 3.4% that" in say_message("reasons", small[4]["message"], "en")


def test_above_the_fit_sample_the_first_by_md5_are_measured():
    rows, _ = blobs([[0, 0], [9, 0], [0, 9]], size=100, spread=1)
    features = table_of(rows, ["a", "b"])
    found = select_cluster_count(features, ["a", "b"], "standard", 2, 4, seed=5, fit_sample=120)
    assert set(found["fitted_customers"].to_pylist()) == {120}


def test_a_fixed_number_is_selected_and_measured():
    rows, _ = blobs([[0, 0], [9, 0], [0, 9], [9, 9]])
    found = by_count(
        select_cluster_count(table_of(rows, ["a", "b"]), ["a", "b"], "minmax", 2, 6, 8, seed=42)
    )
    assert sorted(found) == [2, 3, 4, 5, 6, 8]
    assert [count for count, row in found.items() if row["is_selected"]] == [8]
    assert found[8]["silhouette"] is not None
    assert code_of(found[8]["message"]) == "fixed"
    assert found[4]["is_elbow"]
    assert found[4]["message"] == message("not_fixed", fixed=8)


def test_no_customers_give_no_rows():
    found = select_cluster_count(table_of([]), RFM, "log_standard", 2, 8, seed=42)
    assert found.schema.equals(CLUSTER_SELECTION)
    assert found.num_rows == 0
    assert read_cluster_count(found) == 1


@pytest.mark.parametrize("rows", [[[1, 2, 3]], [[1, 2, 3]] * 9])
def test_one_kind_of_customer_gives_no_selection(rows):
    found = select_cluster_count(table_of(rows), RFM, "log_standard", 2, 3, seed=42)
    assert found["inertia"].null_count == 2
    assert not any(found["is_selected"].to_pylist() + found["is_elbow"].to_pylist())
    assert set(found["message"].to_pylist()) == {message("without_differences")}
    assert read_cluster_count(found) == 1


def test_fewer_customers_than_clusters_are_measured_as_far_as_they_go():
    found = by_count(select_cluster_count(table_of(np.eye(3)), RFM, "standard", 2, 5, seed=42))
    assert found[2]["is_selected"]
    assert found[3]["silhouette"] is None
    assert found[3]["inertia"] == pytest.approx(0)
    assert found[5]["message"] == message("above_possible", possible=3)


def test_a_fixed_number_that_is_not_possible_says_so():
    found = by_count(select_cluster_count(table_of(np.eye(3)), RFM, "standard", 2, 3, 6, seed=42))
    assert found[6]["is_selected"]
    assert found[6]["message"] == message("fixed_above_possible", fixed=6, possible=3)


@pytest.mark.parametrize(
    ("low", "high", "fixed"), [(1, 4, None), (5, 4, None), (2, 4, 0), (2, 4, -1)]
)
def test_numbers_out_of_range_are_refused(low, high, fixed):
    with pytest.raises(ValueError, match="cannot be tried"):
        select_cluster_count(table_of(np.eye(3)), RFM, "standard", low, high, fixed, seed=42)


# --- the rule -------------------------------------------------------------------------------------


def trial(count, silhouette, share, possible=None):
    return Trial(count, possible or count, 10.0 / count, silhouette, 1.0, 1.0, share)


def test_the_elbow_wins_over_a_better_silhouette():
    found = choose_count([trial(2, 0.9, 0.4), trial(3, 0.3, 0.2)], 3, 0.05)
    assert found.selected == 3
    assert found.reasons[2] == message("not_elbow", selected=3)


def test_the_best_silhouette_wins_where_the_elbow_is_no_candidate():
    trials = [trial(2, 0.3, 0.4), trial(3, 0.5, 0.2), trial(4, 0.9, 0.0499)]
    found = choose_count(trials, 4, 0.05)
    assert found.selected == 3
    assert found.reasons == {
        2: message("not_silhouette", selected=3, silhouette=0.5),
        3: message("silhouette_of_small_elbow", smallest=0.2, silhouette=0.5, elbow=4, least=0.05),
        4: message("too_small", smallest=0.0499, least=0.05),
    }


def test_the_best_silhouette_wins_where_there_is_no_elbow_and_the_lower_count_of_equals():
    found = choose_count([trial(2, 0.5, 0.4), trial(3, 0.5, 0.2)], None, 0.05)
    assert found.selected == 2
    assert code_of(found.reasons[2]) == "silhouette_without_elbow"


def test_without_a_candidate_it_is_the_elbow_with_a_caveat():
    found = choose_count([trial(2, 0.9, 0.01), trial(3, 0.5, 0.02)], 3, 0.05)
    assert found.selected == 3
    assert found.reasons[3] == message("elbow_of_small_clusters", smallest=0.02, least=0.05)


def test_without_a_candidate_and_an_elbow_it_is_the_most_even_split():
    trials = [trial(2, 0.9, 0.0001), trial(3, 0.5, 0.02), trial(4, 0.4, 0.01)]
    found = choose_count(trials, None, 0.05)
    assert found.selected == 3
    assert code_of(found.reasons[3]) == "even_of_small_clusters"
    assert "holds 0.01% of customers" in say_message("reasons", found.reasons[2], "en")


def test_a_curve_of_two_points_or_a_straight_one_has_no_elbow():
    assert find_elbow([trial(2, 0, 1), trial(3, 0, 1)]) is None
    assert find_elbow([Trial(count, count, 10.0 - count) for count in range(2, 7)]) is None
    assert find_elbow([Trial(count, count, 1.0) for count in range(2, 7)]) is None


# --- the silhouette -------------------------------------------------------------------------------


def test_silhouettes_are_those_of_scikit_learn(monkeypatch):
    monkeypatch.setattr("clientele.clustering.silhouette.HELD", 1000)
    rows, truth = blobs([[0, 0], [2, 0], [0, 2]], spread=1)
    lone = truth.copy()
    lone[0] = 3
    labelings = [truth, lone, truth % 2 * 7]
    expected = [silhouette_score(rows, labels) for labels in labelings]
    assert np.allclose(measure_silhouettes(rows, labelings), expected, atol=1e-12)


def test_a_silhouette_that_is_not_defined_is_none():
    rows = np.eye(3)
    assert measure_silhouettes(rows, [np.zeros(3, int), np.arange(3)]) == [None, None]
    assert measure_silhouettes(np.zeros((4, 1)), [np.array([0, 0, 1, 1])]) == [0.0]
    assert measure_silhouettes(rows, []) == []


def test_an_empty_table_has_the_declared_types():
    assert CLUSTER_SELECTION.field("cluster_count").type == pa.int32()
    assert CLUSTER_SELECTION.field("is_selected").type == pa.bool_()
