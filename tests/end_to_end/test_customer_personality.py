"""Customer Personality: a source without order lines fills the same marts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from support import Build, dbt

from .conftest import MARTS, build_personality

DATASET = "customer_personality"
GOLDEN = [
    f"{DATASET}_{figures}"
    for figures in (
        *("raw", "quality", "customers", "segments", "empty", "clusters", "cluster_selection"),
        *("cluster_choice", "cluster_stability"),
    )
]
INPUT = [
    "input__customers",
    "input__customer_summaries",
    "input__customer_spend",
    "input__customer_channels",
    "input__findings",
]


@pytest.fixture(scope="module")
def personality(real_data: Path, shared_folder: Path) -> Build:
    """Build the dataset once, with all its tests."""
    if not (real_data / "customer_personality.parquet").exists():
        pytest.skip(f"no customer_personality.parquet in {real_data}: its figures are not checked")
    build = build_personality(shared_folder, real_data)
    assert build.code == 0, build.end()
    return build


def test_every_figure_is_the_published_one(personality: Build) -> None:
    results = personality.results()
    assert {name: results.get(name) for name in GOLDEN} == dict.fromkeys(GOLDEN, "pass")


def test_every_mart_is_there(personality: Build) -> None:
    assert personality.public_tables() == MARTS


def test_what_only_the_source_has_reaches_customers(personality: Build) -> None:
    assert personality.query(
        "select x_education, x_marital_status, x_children, x_teenagers, x_deals_purchases,"
        " x_web_visits_last_month, x_accepted_campaigns, x_has_accepted_last_campaign, income,"
        " favourite_category, favourite_channel from customer_360('5524')"
    ) == [("Graduation", "Single", 0, 0, 3, 7, 0, True, 58138, "Wines", "Catalogue")]


def test_the_original_file_reads_like_the_typed_one(
    personality: Build, real_data: Path, tmp_path: Path
) -> None:
    """The original is text between tabs, with whole incomes; here its rows come in reverse too."""
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select * replace (cast(Income as integer) as Income)"
            f" from '{real_data / 'customer_personality.parquet'}' order by ID desc)"
            f" to '{tmp_path / 'marketing_campaign.csv'}' (header, delimiter '\t')"
        )
    arguments = ("run", "--select", *(f"+{name}" for name in INPUT))
    build = dbt(tmp_path / "w", *arguments, dataset=DATASET, data_dir=tmp_path)
    assert build.code == 0, build.end()
    for name in INPUT:
        rows = f"select * from main_internal.{name} order by all"
        assert build.query(rows) == personality.query(rows), name


def test_the_analysis_says_what_each_measure_prefers(personality: Build, real_data: Path) -> None:
    name = "peer_c_number_of_clusters"
    warehouse = personality.published.parent
    arguments = ("compile", "--select", name)
    build = dbt(warehouse, *arguments, dataset=DATASET, data_dir=real_data)
    assert build.code == 0, build.end()
    (compiled,) = build.target.glob(f"compiled/**/{name}.sql")
    preferred = {measure: found for measure, *found in personality.query(compiled.read_text())}
    assert {measure: (found[0], found[2]) for measure, found in preferred.items()} == {
        "Calinski-Harabasz": (2, 5),
        "Davies-Bouldin": (2, 5),
        "elbow of inertia": (4, 5),
        "silhouette": (2, 5),
    }
