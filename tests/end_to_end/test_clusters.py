"""Clusters find what was planted, keep their numbers, and history is added to, never rewritten."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from support import PROJECT, Build, dbt, working_database

NO_TESTS = ("--exclude", "resource_type:test", "resource_type:unit_test")
# What a new model changes, without what only describes it.
REFIT = (
    *("run", "--select", "int_settings"),
    *("int_clustering__previous_model+", "py_clustering__selection+"),
    *("--exclude", "py_clustering__algorithms+", "py_clustering__bootstrap+"),
    *("py_clustering__drift+", "py_clustering__rules+"),
    "customers+",
)
LABELS = "select customer_id, cluster_id from customer_clusters order by customer_id"
MODELS = "select * from cluster_models order by fitted_at, model_id"


def warehouse_like(build: Build, folder: Path) -> Path:
    """Copy the database of a build into a folder, where a later run finds it."""
    database = working_database(folder, "demo")
    database.parent.mkdir(parents=True)
    shutil.copy(build.database, database)
    return folder


def agreement_with_truth(build: Build) -> float:
    """Return the adjusted Rand index of the clusters with the archetypes that were planted."""
    with (PROJECT / "data/demo/truth/customers.csv").open(newline="") as file:
        planted = {row["customer_no"]: row["archetype"] for row in csv.DictReader(file)}
    found = dict(build.query(LABELS))
    assert found.keys() == planted.keys()
    customers = sorted(planted)
    return float(
        adjusted_rand_score([planted[one] for one in customers], [found[one] for one in customers])
    )


def test_labels_are_those_of_scikit_learn(demo: Build) -> None:
    """Start scikit-learn at the published centroids, scaled as they say, and let it predict."""
    model = demo.query(
        "select feature, transform, centre, scale, fill, list(centroid_scaled order by cluster_id)"
        " from cluster_centroids group by all order by feature"
    )
    found = demo.query(
        "select customer_clusters.cluster_id, "
        + ", ".join(f"{row[0]}" for row in model)
        + " from customer_clusters inner join main_internal.int_clustering__features"
        " using (customer_id) order by customer_id"
    )
    values = np.array([row[1:] for row in found], dtype=float)
    for position, (_, transform, centre, scale, fill, _) in enumerate(model):
        column = np.nan_to_num(values[:, position], nan=fill)
        plain = np.log1p(column) if transform == "log1p" else column
        values[:, position] = (plain - centre) / scale
    centroids = np.array([row[5] for row in model]).T
    kmeans = KMeans(len(centroids), init=centroids, n_init=1, max_iter=1).fit(centroids)
    np.testing.assert_allclose(kmeans.cluster_centers_, centroids)
    assert (kmeans.predict(values) + 1).tolist() == [row[0] for row in found]


@pytest.fixture(scope="module")
def again(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Fit the demo a second time, into a warehouse that has its model."""
    build = dbt(warehouse_like(demo, tmp_path_factory.mktemp("again")), *REFIT)
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="module")
def five(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Fit five clusters where the demo's own were before."""
    warehouse = warehouse_like(demo, tmp_path_factory.mktemp("five"))
    build = dbt(warehouse, *REFIT, variables={"cluster_count": 5})
    assert build.code == 0, build.end()
    return build


def test_the_selected_clusters_find_much_of_what_was_planted(demo: Build) -> None:
    assert agreement_with_truth(demo) >= 0.59


def test_as_many_clusters_as_archetypes_find_nearly_all(demo: Build, tmp_path: Path) -> None:
    build = dbt(warehouse_like(demo, tmp_path), *REFIT, variables={"cluster_count": 7})
    assert build.code == 0, build.end()
    assert agreement_with_truth(build) >= 0.91


def test_a_second_build_is_the_same_model(demo: Build, again: Build) -> None:
    assert len(demo.query(MODELS)) == 1
    assert again.query(MODELS) == demo.query(MODELS)
    everything = "select * from customer_clusters order by customer_id"
    assert again.query(everything) == demo.query(everything)
    centroids = "select * from cluster_centroids order by all"
    assert again.query(centroids) == demo.query(centroids)


def test_a_new_model_is_kept_beside_the_old_and_is_the_current_one(
    demo: Build, five: Build
) -> None:
    ((first, four),) = demo.query("select model_id, cluster_count from cluster_models")
    models = five.query(
        f"select model_id = '{first}', cluster_count, is_current from cluster_models"
    )
    assert sorted(models) == [(False, 5, True), (True, four, False)]


def test_clusters_that_are_still_there_keep_their_numbers(demo: Build, five: Build) -> None:
    members = [
        {
            cluster: set(customers)
            for cluster, customers in build.query(
                "select cluster_id, list(customer_id) from customer_clusters group by cluster_id"
            )
        }
        for build in (demo, five)
    ]
    before, after = members
    kept = before.keys() & after.keys()
    assert len(kept) >= len(before) - 1
    assert all(number > max(before) for number in after.keys() - kept)

    def alike(old: int, new: int) -> float:
        return len(before[old] & after[new]) / len(before[old] | after[new])

    for number in kept:
        assert number == max(after, key=lambda new, old=number: alike(old, new))


def test_a_model_of_the_past_still_scores(demo: Build, five: Build) -> None:
    ((first,),) = demo.query("select model_id from cluster_models")
    scored = five.query(
        "select features.customer_id, scored.cluster_id"
        " from main_internal.int_clustering__features as features"
        " cross join lateral predict_cluster("
        f"features.recency_days, features.frequency, features.monetary, model := '{first}'"
        ") as scored order by features.customer_id"
    )
    assert scored == demo.query(LABELS)
    assert scored != five.query(LABELS)


WRONG = {
    "cluster_scaler": (
        {"default": "standard", "shop": "minmax"},
        "allowed is one value for all, or a map with `default` and any of demo,",
    ),
    "cluster_count": ({"default": 1}, "allowed is auto or a whole number from 2 to 50"),
    "cluster_count_min": (9, "allowed is at most cluster_count_max, 8"),
    "cluster_features": (
        ["recency", "monetary"],
        "allowed is a list of different features: recency_days, frequency, monetary,",
    ),
    "random_seed": (-1, "allowed is a whole number from 0 to 4294967295"),
    "drift_months": (0, "allowed is a whole number from 1 to 120"),
    "drift_step_weeks": (2.5, "allowed is a whole number from 1 to 52"),
    "retraining_threshold": (75, "allowed is a number from 0 to 1"),
}


def test_every_wrong_var_of_clusters_is_named_at_once(tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables={name: value for name, (value, _) in WRONG.items()})
    assert build.code != 0
    missing = {
        name: said
        for name, (_, said) in WRONG.items()
        if f"The var {name} is " not in build.output or said not in build.output
    }
    assert missing == {}, build.output
    assert build.query("select count(*) from duckdb_tables()") == [(0,)]


@pytest.mark.parametrize("features", [[], ["monetary", "monetary"]])
def test_features_are_a_list_of_different_names(features: list[str], tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables={"cluster_features": features})
    assert build.code != 0
    assert "The var cluster_features is " in build.output
    assert "allowed is a list of different features" in build.output


def test_a_share_that_nobody_has_is_named(demo: Build, tmp_path: Path) -> None:
    build = dbt(
        warehouse_like(demo, tmp_path),
        *("test", "--select", "chosen_features_exist"),
        variables={"cluster_features": ["monetary", "category_share_tois"]},
    )
    assert build.code != 0
    assert "cluster_features names category_share_tois, which no customer has" in build.output
    assert "category_share_toys" in build.output


HISTORY = "select {columns} from segment_history order by as_of_date, customer_id"
TRANSITIONS = "select * from segment_transitions order by all"


def test_history_that_was_added_to_is_that_of_a_full_refresh(demo: Build, tmp_path: Path) -> None:
    def build(*arguments: str, variables: dict | None = None) -> Build:
        done = dbt(tmp_path, *arguments, variables=variables)
        assert done.code == 0, done.end()
        return done

    def columns_of(one: Build) -> list[str]:
        return [name for name, *_ in one.query("describe segment_history")]

    early = build(
        *("build", "--select", "+segment_transitions", *NO_TESTS),
        variables={"as_of_date": "2025-06-15"},
    )
    months = "select min(as_of_date)::varchar, max(as_of_date)::varchar from segment_history"
    assert early.query(months) == [("2024-02-01", "2025-06-01")]

    full = build("run", "--select", "+segment_transitions")
    shared = ", ".join(name for name in columns_of(demo) if name in columns_of(full))
    history = HISTORY.format(columns=shared)
    assert full.query(months) == demo.query(months) == [("2024-02-01", "2026-01-01")]
    assert full.query(history) == demo.query(history)
    assert full.query(TRANSITIONS) == demo.query(TRANSITIONS)
    again = build("run", "--select", "+segment_history", variables={"as_of_date": "2025-06-15"})
    assert again.query(months) == [("2024-02-01", "2025-06-01")]
    # As an earlier version of the project left it.
    with duckdb.connect(str(again.database)) as connection:
        connection.execute("alter table segment_history drop column segment_name")
    build("run", "--select", "+segment_transitions")

    customers = "select as_of_date, count(*) from segment_history group by all order by all"
    expected = full.query(customers)
    other = build(
        *("build", "--select", "+segment_transitions", *NO_TESTS),
        variables={"segment_map": "ten_segments"},
    )
    assert other.query(customers) == expected
    assert other.query(
        "select count(*) from segment_history where segment_id not in"
        " (select segment_id from main_internal.ten_segments)"
    ) == [(0,)]


def test_a_model_trained_on_the_day_of_the_reference_ages_as_it_does(
    real_data: Path, tmp_path: Path
) -> None:
    golden = "online_retail_cluster_drift"
    build = dbt(
        tmp_path,
        *(
            "build",
            "--select",
            "+cluster_stability",
            golden,
            "--exclude",
            "resource_type:unit_test",
        ),
        dataset="online_retail",
        variables={
            "cancellations": "drop",
            "deduplicate": False,
            "excluded_products": [],
            "as_of_date": "2011-12-09",
            "cluster_count": 4,
        },
        data_dir=real_data,
    )
    assert build.code == 0, build.end()
    assert build.results()[golden] == "pass"
