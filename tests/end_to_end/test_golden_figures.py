"""The published figures of Online Retail, each under the vars that they were computed with."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Build, dbt

TIE_SAFE = {"cancellations": "drop", "deduplicate": False, "excluded_products": []}
PEER_A = {
    "cancellations": "drop",
    "excluded_products": [],
    "rfm_method": "first_come",
    "recency_basis": "elapsed",
    "segment_map": "seven_segments",
}


@pytest.mark.parametrize(
    ("variables", "golden"),
    [
        ({}, ["online_retail_raw", "online_retail_cancelled_order"]),
        (
            TIE_SAFE,
            [
                "online_retail_raw",
                "online_retail_cancelled_order",
                "online_retail_clean",
                "online_retail_baskets",
                "online_retail_tie_safe_segments",
                "online_retail_clusters",
                "online_retail_cluster_stability",
            ],
        ),
        (
            PEER_A,
            [
                "online_retail_raw",
                "online_retail_cancelled_order",
                "online_retail_clean_deduplicated",
                "peer_a_segments",
                "peer_a_score_bands",
                "peer_a_kpis",
                "peer_a_splits_equal_customers",
            ],
        ),
    ],
    ids=["default", "tie_safe", "peer_a"],
)
def test_online_retail(variables: dict, golden: list[str], real_data: Path, tmp_path: Path) -> None:
    # Unit tests are of rules, not of data; once they run under other vars than the demo's.
    left_out = [] if variables == PEER_A else ["--exclude-resource-type", "unit_test"]
    build = dbt(
        tmp_path,
        "build",
        *left_out,
        dataset="online_retail",
        variables=variables,
        data_dir=real_data,
    )
    assert build.code == 0, build.end()
    results = build.results()
    assert {name: results.get(name) for name in golden} == dict.fromkeys(golden, "pass")


def test_demo_finds_what_was_planted(demo: Build) -> None:
    results = demo.results()
    assert results["demo_archetypes"] == "pass"
    assert results["demo_bundles"] == "pass"
