"""Whole builds: dbt is run as a user runs it, each time into a warehouse of its own."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support import PROJECT, Build, build_once, copy_of_project
from support import real_data as folder_with

from .baskets import Project

PEER_A = {
    "cancellations": "drop",
    "deduplicate": True,
    "excluded_products": [],
    "rfm_method": "first_come",
    "recency_basis": "elapsed",
    "segment_map": "seven_segments",
}


@dataclass(frozen=True)
class Edition:
    """Online Retail under some vars, and the golden tests whose figures hold under them."""

    golden: list[str]
    variables: dict[str, Any] = field(default_factory=dict)
    # What is built: everything with every data test, unless a claim needs less.
    select: list[str] = field(default_factory=list)


TIE_SAFE = [
    *("online_retail_raw", "online_retail_cancelled_order", "online_retail_clean"),
    *("online_retail_baskets", "online_retail_recommendations", "online_retail_tie_safe_segments"),
    *("online_retail_cluster_selection", "online_retail_clusters"),
    *("online_retail_cluster_stability", "online_retail_cluster_ageing"),
]
RETAIL = {
    "default": Edition(
        [
            *("online_retail_raw", "online_retail_cancelled_order"),
            *("online_retail_recommendations", "online_retail_value"),
        ]
    ),
    "tie_safe": Edition(
        TIE_SAFE,
        {"cancellations": "drop", "deduplicate": False, "excluded_products": []},
        [f"+{name}" for name in TIE_SAFE],
    ),
    # Recommendations are measured on a second split.
    "september": Edition(
        ["online_retail_recommendations"],
        {"evaluation_split_date": "2011-09-01"},
        ["+online_retail_recommendations"],
    ),
    # The pages show this one, so all marts are there.
    "peer_a": Edition(
        [
            *("online_retail_raw", "online_retail_cancelled_order"),
            *("online_retail_clean_deduplicated", "peer_a_segments", "peer_a_score_bands"),
            *("peer_a_kpis", "peer_a_splits_equal_customers"),
        ],
        PEER_A,
        ["resource_type:seed", "resource_type:model", "path:tests"],
    ),
}
FRENCH = {
    "language": "fr",
    "guest_orders": "keep",
    "segment_map": "six_segments",
    "rfm_method": "fixed",
    "currency": "CHF",
    "marketing_budget": 1234.56,
    "max_data_age_days": 1,
}

HERE = Path(__file__).parent
LONGEST = ["test_pages", "test_olist", "test_golden_figures", "test_customer_personality"]
MARTS = sorted(path.stem for path in (PROJECT / "models/marts").rglob("*.sql"))


# What runs on the one build of `script/test quick`.
QUICK = ("test_demo", "test_readme", "test_segment_maps")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `script/test quick` leaves out, and let the longest files begin."""
    for item in items:
        if item.path.parent == HERE and item.path.stem not in QUICK:
            item.add_marker("whole")
    # The process that is left with the pages alone would keep the others waiting.
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else 9)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the processes of a run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def build_retail(folder: Path, data: Path, edition: str) -> Build:
    """Build Online Retail once, without unit tests, which are about rules and not about data."""
    wanted = RETAIL[edition]
    narrowed = ("--indirect-selection", "empty", "--select", *wanted.select)
    return build_once(
        folder,
        f"online_retail_{edition}",
        *(narrowed if wanted.select else ()),
        without_unit_tests=True,
        dataset="online_retail",
        variables=wanted.variables,
        data_dir=data,
    )


def build_olist(folder: Path, data: Path) -> Build:
    """Build Olist once, with its data tests and the unit tests of its adapter."""
    return build_once(
        folder,
        "olist",
        *("--indirect-selection", "empty", "--select", "resource_type:seed"),
        *("resource_type:model", "resource_type:test"),
        "resource_type:unit_test,path:models/staging/olist",
        "cancelled_and_unpaid_orders_are_refused_with_their_reason",
        dataset="olist",
        data_dir=data,
    )


def build_personality(folder: Path, data: Path) -> Build:
    """Build Customer Personality once, with its tests.

    The unit tests of its adapter run here alone. The others are of rules, and run in other builds.
    """
    others = [f"test_type:unit,path:models/{layer}" for layer in ("input", "intermediate", "marts")]
    return build_once(
        folder,
        "customer_personality",
        *("--exclude", *others),
        dataset="customer_personality",
        data_dir=data,
    )


@pytest.fixture(scope="session")
def demo(shared_folder: Path) -> Build:
    """Build the demo once, with all its tests."""
    build = build_once(shared_folder, "demo")
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="session")
def empty(shared_folder: Path) -> Build:
    """Build a shop without a row, with its data tests but those that look for what was planted."""
    project = shared_folder / f"empty_project_{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    for path in (copy_of_project(project) / "data/demo").glob("*.csv"):
        path.write_text(path.read_text().splitlines()[0] + "\n")
    return build_once(
        shared_folder,
        "empty",
        *("--exclude", "demo_archetypes", "demo_bundles", "demo_sequences", "demo_rhythms"),
        without_unit_tests=True,
        project=project,
    )


@pytest.fixture(scope="session")
def french(shared_folder: Path) -> Build:
    """Build the demo in French and francs, with guests and fixed thresholds, and its data tests."""
    return build_once(shared_folder, "french", without_unit_tests=True, variables=FRENCH)


@pytest.fixture(scope="session")
def baskets(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Parse the project once, to run its basket models on any lines under any vars."""
    return Project(tmp_path_factory.mktemp("baskets"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real data; without Online Retail in it, say what is not checked."""
    return folder_with("online_retail.parquet")
