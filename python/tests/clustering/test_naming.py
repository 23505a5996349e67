"""Names by archetypes: one each, the nearest there are, sensible on real customers."""

import csv
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from customers import RFM, blobs, online_retail, table_of

from clientele.clustering.centroids import CLUSTER_CENTROIDS, Centroids
from clientele.clustering.clusters import fit_clusters
from clientele.clustering.naming import CLUSTER_ARCHETYPES, name_clusters
from clientele.clustering.scaling import Scaling
from clientele.words import languages

HERE = Path(__file__).resolve()
SEEDS = sorted((HERE.parents[3] / "seeds/clustering").glob("cluster_*.csv"))

# What the archetypes of Customer Personality are recognised by.
PERSONALITY = [
    *["income", "recency_days", "frequency"],
    *[f"category_spend_{name}" for name in ("wines", "meat", "fish", "gold")],
    *["channel_orders_web", "channel_orders_catalogue"],
]

# What a reader would call each cluster of Online Retail, by value.
ONLINE_RETAIL = {
    2: ["loyal", "small_buyers"],
    3: ["champions", "occasional", "lost"],
    4: ["champions", "occasional", "new", "lost"],
    5: ["champions", "loyal", "occasional", "small_buyers", "lost"],
    6: ["champions", "slipping_away", "loyal", "occasional", "small_buyers", "lost"],
    7: ["champions", "slipping_away", "loyal", "dormant", "promising", "small_buyers", "lost"],
    8: [
        *["champions", "slipping_away", "loyal", "occasional"],
        *["dormant", "new", "small_buyers", "lost"],
    ],
}


def seed(file):
    path = next(path for path in SEEDS if path.name == file)
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def shipped(dataset="default"):
    rows = [row for row in seed("cluster_archetypes.csv") if row["dataset"] == dataset]
    return pa.table(
        {
            "archetype_id": [row["archetype_id"] for row in rows],
            "feature": [row["feature"] for row in rows],
            "level": [float(row["level"]) for row in rows],
        }
    )


def archetypes(levels, columns=RFM):
    rows = [(one, *pair) for one, row in levels.items() for pair in zip(columns, row, strict=False)]
    names = ["archetype_id", "feature", "level"]
    return pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)))


def model(*scaled):
    scaled = np.array(scaled, dtype=float)
    same = np.ones(scaled.shape[1])
    scaling = Scaling(("identity",) * len(same), 0 * same, same, 0 * same)
    ids = tuple(range(1, len(scaled) + 1))
    return Centroids(ids, tuple(RFM[: len(same)]), scaling, scaled).to_table()


def names_of(named):
    return named["archetype_id"].to_pylist()


@pytest.mark.parametrize("count", sorted(ONLINE_RETAIL))
def test_the_clusters_of_online_retail_get_the_names_that_a_reader_would_give(count):
    named = name_clusters(fit_clusters(online_retail(), RFM, "log_standard", count, 42), shipped())
    assert names_of(named) == ONLINE_RETAIL[count]


@pytest.mark.parametrize(
    ("dataset", "features", "apart", "others"),
    [("default", RFM, 1, {"other"}), ("customer_personality", PERSONALITY, 0.7, set())],
)
def test_the_archetypes_that_ship_are_far_apart_and_all_have_words(
    dataset, features, apart, others
):
    levels = {}
    for row in seed("cluster_archetypes.csv"):
        if row["dataset"] == dataset:
            levels.setdefault(row["archetype_id"], {})[row["feature"]] = float(row["level"])
    assert all(list(level) == features for level in levels.values())
    for one, other in combinations(levels.values(), 2):
        assert np.linalg.norm([one[feature] - other[feature] for feature in features]) > apart
    playbook = [row for row in seed("cluster_playbook.csv") if row["dataset"] == dataset]
    assert {row["archetype_id"] for row in playbook} == {*levels, *others}
    assert sum(float(row["budget_share"]) for row in playbook) == pytest.approx(1)
    for language in languages():
        words = [row for row in seed("cluster_words.csv") if row["language"] == language]
        words = [row for row in words if row["dataset"] == dataset]
        assert {row["archetype_id"] for row in words} == {*levels, *others}
        assert len({row["name"] for row in words}) == len(words)
        assert all(value for row in words for value in row.values())


def test_an_archetype_belongs_to_one_dataset():
    datasets = {}
    for row in seed("cluster_archetypes.csv") + seed("cluster_playbook.csv"):
        datasets.setdefault(row["archetype_id"], set()).add(row["dataset"])
    assert {one: found for one, found in datasets.items() if len(found) > 1} == {}


def test_each_cluster_gets_the_archetype_that_it_is():
    found = name_clusters(
        model([1, 1, 1], [-1, -1, -1]), archetypes({"low": [-1, -1, -1], "high": [1, 1, 1]})
    )
    assert found.schema.equals(CLUSTER_ARCHETYPES)
    assert found.to_pylist() == [
        {"cluster_id": 1, "archetype_id": "high", "fit": 1.0},
        {"cluster_id": 2, "archetype_id": "low", "fit": 1.0},
    ]


def test_no_name_is_given_twice_and_all_together_fit_best():
    levels = archetypes({"high": [1, 0, 0], "far": [9, 0, 0]})
    found = name_clusters(model([2, 0, 0], [1, -1, 0]), levels)
    assert names_of(found) == ["far", "high"]
    assert found["fit"].to_pylist() == [1 / 8, 1 / 2]


def test_with_more_clusters_than_archetypes_those_that_fit_worst_have_none():
    found = name_clusters(
        model([5, 5, 5], [1, 1, 1], [-1, -1, -1]), archetypes({"high": [1, 1, 0.9]})
    )
    assert names_of(found) == [None, "high", None]
    assert found["fit"].to_pylist()[0] is None


def test_only_features_that_all_share_count():
    levels = archetypes({"low": [-1, -1], "high": [1, 1]}, [RFM[0], "income"])
    found = name_clusters(model([1, -9, -9], [-1, 9, 9]), levels)
    assert names_of(found) == ["high", "low"]
    assert found["fit"].to_pylist() == [1, 1]


@pytest.mark.parametrize("levels", [{"odd": [1.0]}, {}])
def test_without_a_shared_feature_there_are_no_names(levels):
    empty = pa.table({"archetype_id": [], "feature": [], "level": []})
    found = name_clusters(
        model([1, 1, 1], [0, 0, -1]), archetypes(levels, ["x"]) if levels else empty
    )
    assert names_of(found) == [None, None]


def test_minmax_names_as_the_other_scalers_do():
    rows = table_of(blobs([[5, 20, 900], [50, 8, 400], [300, 1, 50]], spread=0.5)[0])
    levels = archetypes({"lost": [1.2, -1, -1], "best": [-1, 1.2, 1.2], "middle": [-0.4, 0, 0]})
    for scaler in ("minmax", "standard"):
        assert names_of(name_clusters(fit_clusters(rows, RFM, scaler, 3, 42), levels)) == [
            "best",
            "middle",
            "lost",
        ]


def test_one_cluster_and_none_have_a_result():
    levels = archetypes({"low": [-1, -1, -1], "average": [0, 0, 0]})
    assert names_of(
        name_clusters(fit_clusters(table_of([[1, 2, 3]]), RFM, "minmax", 1, 42), levels)
    ) == ["average"]
    assert name_clusters(CLUSTER_CENTROIDS.empty_table(), levels).equals(
        CLUSTER_ARCHETYPES.empty_table()
    )


def test_an_archetype_with_two_levels_of_a_feature_is_refused():
    levels = archetypes({"low": [-1, -1, -1]})
    with pytest.raises(ValueError, match="'low' has two levels of 'recency_days'; one is allowed"):
        name_clusters(model([1, 1, 1]), pa.concat_tables([levels, levels]))
