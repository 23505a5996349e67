"""What the explanations say is so: importance, components, and one sentence per cluster."""

import numpy as np
import pyarrow as pa
import pytest
from customers import RFM, assign_clusters, blobs, online_retail, rows_of, shuffled, table_of
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.decomposition import PCA

from clientele.clustering.clusters import fit_clusters
from clientele.clustering.explanation import CLUSTER_FEATURES, rank_features
from clientele.clustering.features import read_features
from clientele.clustering.rules import CLUSTER_RULES, describe_clusters
from clientele.clustering.scaling import fit_scaling
from clientele.words.clusters import say_message

VALUES = arrays.arrays(
    float,
    st.tuples(st.integers(0, 25), st.just(3)),
    elements=st.one_of(st.floats(-100, 1e6), st.integers(0, 5).map(float), st.just(np.nan)),
)


def labels_of(clusters):
    ids = [f"c{row:03}" for row in range(len(clusters))]
    return pa.table({"customer_id": ids, "cluster_id": pa.array(clusters, pa.int32())})


def customers_of(condition, features):
    chosen = rows_of(f"select customer_id from features where {condition}", features=features)
    return sorted(customer for (customer,) in chosen)


# --- importance and components --------------------------------------------------------------------


def test_the_feature_that_sets_clusters_apart_is_the_important_one():
    rows, truth = blobs([[0, 0, 0], [9, 0, 0], [18, 0, 1]], spread=1)
    found = rank_features(table_of(rows), RFM, "standard", labels_of(truth + 1)).to_pylist()
    assert [row["importance_rank"] for row in found] == [1, 3, 2]
    assert sum(row["importance"] for row in found) == pytest.approx(1)
    assert found[0]["eta_squared"] > 0.95
    assert found[1]["eta_squared"] < 0.05


def test_eta_squared_is_one_minus_the_share_within_clusters():
    features = online_retail()
    labels = assign_clusters(features, fit_clusters(features, RFM, "log_standard", 4, 42))
    found = rank_features(features, RFM, "log_standard", labels)
    _, values = read_features(features, RFM)
    scaled, clusters = np.log1p(values), labels["cluster_id"].to_numpy()
    means = np.array([scaled[clusters == cluster].mean(axis=0) for cluster in range(1, 5)])
    within = ((scaled - means[clusters - 1]) ** 2).mean(axis=0) / scaled.var(axis=0)
    assert np.allclose(found["eta_squared"], 1 - within)


@pytest.mark.parametrize("scaler", ["log_standard", "standard", "minmax"])
def test_components_are_those_of_scikit_learn_in_a_fixed_direction(scaler):
    features = online_retail()
    found = rank_features(features, RFM, scaler, labels_of([]))
    _, values = read_features(features, RFM)
    scaled = fit_scaling(values, scaler).transform(values)
    reference = PCA(2).fit(scaled)
    for component in (0, 1):
        loadings = found[f"pca_{component + 1}_loading"].to_numpy()
        assert loadings[np.argmax(np.abs(loadings))] > 0
        assert abs(loadings @ reference.components_[component]) == pytest.approx(1)
        explained = found[f"pca_{component + 1}_explained"].to_numpy()
        assert np.allclose(explained, reference.explained_variance_ratio_[component])
        places = (scaled - found["scaled_mean"].to_numpy()) @ loadings
        assert np.allclose(np.abs(places), np.abs(reference.transform(scaled)[:, component]))


def test_one_feature_has_one_component():
    features = table_of(np.arange(5.0), ["monetary"])
    found = rank_features(features, ["monetary"], "minmax", labels_of([1, 1, 1, 2, 2]))
    row = found.to_pylist()[0]
    assert (row["pca_1_loading"], row["pca_1_explained"]) == (1, 1)
    assert (row["pca_2_loading"], row["pca_2_explained"]) == (0, 0)
    assert row["importance"] == 1


@pytest.mark.parametrize("rows", [[[1, 2, 3]], [[1, 2, 3]] * 4])
def test_constant_features_have_no_importance_and_no_component(rows):
    found = rank_features(table_of(rows), RFM, "standard", labels_of([1] * len(rows)))
    for name in ("importance", "eta_squared", "pca_1_loading", "pca_2_explained"):
        assert found[name].to_pylist() == [0, 0, 0]
    assert found["importance_rank"].to_pylist() == [1, 2, 3]


def test_no_customers_have_no_explanation():
    labels = labels_of([])
    empty = rank_features(table_of([]), RFM, "standard", labels)
    assert empty.equals(CLUSTER_FEATURES.empty_table())
    assert describe_clusters(table_of([]), RFM, labels).equals(CLUSTER_RULES.empty_table())
    assert describe_clusters(table_of(np.eye(3)), RFM, labels).equals(CLUSTER_RULES.empty_table())


@settings(max_examples=40, deadline=None)
@given(VALUES, st.sampled_from(["log_standard", "minmax"]), st.integers(1, 4), st.integers(0, 99))
def test_the_order_of_rows_changes_no_explanation(values, scaler, count, seed):
    features = table_of(values)
    labels = assign_clusters(features, fit_clusters(features, RFM, scaler, count, 42))
    mixed, mixed_labels = shuffled(features, seed), shuffled(labels, seed + 1)
    first = rank_features(features, RFM, scaler, labels)
    assert rank_features(mixed, RFM, scaler, mixed_labels).equals(first)
    assert describe_clusters(mixed, RFM, mixed_labels).equals(
        describe_clusters(features, RFM, labels)
    )


# --- rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 4, 6])
def test_the_rules_of_online_retail_are_as_good_as_they_say(count):
    features = online_retail()
    labels = assign_clusters(features, fit_clusters(features, RFM, "log_standard", count, 42))
    found = describe_clusters(features, RFM, labels).to_pylist()
    assert [row["cluster_id"] for row in found] == list(range(1, count + 1))
    for row in found:
        ((hits, inside, members),) = rows_of(
            f"""
            select
                count(*) filter (({row["condition"]}) and cluster_id = {row["cluster_id"]}) as hits,
                count(*) filter ({row["condition"]}) as inside,
                count(*) filter (cluster_id = {row["cluster_id"]}) as members
            from features inner join labels using (customer_id)
            """,
            features=features,
            labels=labels,
        )
        assert row["precision"] == pytest.approx(hits / inside)
        assert row["recall"] == pytest.approx(hits / members)
        assert row["precision"] > 0.7
        assert row["recall"] > 0.65
        assert row["fidelity"] > 0.8


def rules_of(found):
    return [say_message("rule", text, "en") for text in found["message"].to_pylist()]


def test_the_rules_of_online_retail_read_well():
    features = online_retail()
    labels = assign_clusters(features, fit_clusters(features, RFM, "log_standard", 4, 42))
    found = describe_clusters(features, RFM, labels)
    assert rules_of(found)[0] == (
        "last order at most 52 days ago, at least 5 orders, at least 1,200 spent"
    )
    assert found["condition"].to_pylist()[0] == (
        "recency_days <= 52 and frequency >= 5 and monetary >= 1200"
    )


def test_blobs_have_rules_that_hit_all_of_them_and_none_else():
    rows, truth = blobs([[10, 2, 100], [50, 5, 900], [90, 9, 400]], spread=0.3)
    features = table_of(rows)
    found = describe_clusters(features, RFM, labels_of(truth + 1))
    for column in ("precision", "recall", "fidelity"):
        assert found[column].to_pylist() == [1, 1, 1]
    for cluster, condition in enumerate(found["condition"].to_pylist()):
        expected = [f"c{row:03}" for row in np.flatnonzero(truth == cluster)]
        assert customers_of(condition, features) == expected


def test_a_cluster_too_small_for_the_tree_has_a_rule_of_its_own():
    dice = np.random.default_rng(5)
    orders = np.r_[np.ones(1960), np.full(40, 2.0)]
    rows = np.column_stack([dice.uniform(0, 400, 2000), orders, dice.uniform(10, 500, 2000)])
    clusters = 1 + (rows[:, 0] > 200) + 2 * (rows[:, 2] > 150) + 4 * (rows[:, 2] > 300)
    clusters[1960:] = 9
    ids = [f"{row:04}" for row in range(2000)]
    labels = pa.table({"customer_id": ids, "cluster_id": clusters})
    small = describe_clusters(table_of(rows, ids=ids), RFM, labels).to_pylist()[-1]
    assert say_message("rule", small["message"], "en") == "at least 2 orders"
    assert (small["precision"], small["recall"]) == (1, 1)


def test_borders_are_whole_between_whole_numbers_and_short_between_others():
    orders = np.r_[np.arange(1, 50), np.arange(51, 100)]
    spent = np.r_[np.linspace(1, 1234.56, 49), np.linspace(1301.23, 5000, 49)]
    clusters = np.r_[np.full(49, 1), np.full(49, 2)]
    by_orders = describe_clusters(
        table_of(orders, ["frequency"]), ["frequency"], labels_of(clusters)
    )
    assert rules_of(by_orders) == ["at most 50 orders", "at least 51 orders"]
    by_spent = describe_clusters(table_of(spent, ["monetary"]), ["monetary"], labels_of(clusters))
    assert rules_of(by_spent) == ["at most 1,300 spent", "at least 1,300 spent"]


def test_one_cluster_is_all_customers():
    found = describe_clusters(table_of(np.eye(3)), RFM, labels_of([1, 1, 1])).to_pylist()[0]
    assert say_message("rule", found["message"], "fr") == "tous les clients"
    assert found["condition"] == "true"


def test_missing_values_count_as_the_median_in_the_condition_too():
    values = [1, 2, 3, 4, 5, np.nan, np.nan, 60, 70, 80]
    clusters = [1, 1, 1, 1, 1, 1, 1, 2, 2, 2]
    features = table_of(values, ["monetary"])
    found = describe_clusters(features, ["monetary"], labels_of(clusters)).to_pylist()
    assert found[0]["condition"].startswith("coalesce(monetary, 4.5) <= ")
    assert len(customers_of(found[0]["condition"], features)) == 7


def test_only_customers_with_a_cluster_count():
    features = table_of(np.r_[np.arange(10.0), 1e6, 1e6], ["monetary"])
    clusters = [1] * 5 + [2] * 5 + [None, None]
    found = describe_clusters(features, ["monetary"], labels_of(clusters))
    assert found["precision"].to_pylist() == [1, 1]
    weights = rank_features(features, ["monetary"], "standard", labels_of(clusters))
    assert weights["eta_squared"].to_pylist()[0] == pytest.approx(0.7576, abs=1e-4)


def test_eta_squared_never_exceeds_one():
    rng = np.random.default_rng(5)
    for clusters in range(2, 9):
        centres = rng.normal(scale=1000, size=clusters)
        labels = np.repeat(np.arange(clusters), 7)
        features = table_of(centres[labels], ["monetary"])
        found = rank_features(features, ["monetary"], "minmax", labels_of(labels + 1))
        assert found["eta_squared"][0].as_py() <= 1
