"""The published figures of Online Retail, each under the vars that they were computed with."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Build, build_retail, compiled_analyses


@pytest.fixture(scope="module")
def beside_peer_a(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the analysis that sets the key figures of a published dashboard beside ours."""
    folder = tmp_path_factory.mktemp("analyses")
    return compiled_analyses(folder, "online_retail", real_data)["peer_a_key_figures"]


@pytest.mark.parametrize(
    ("edition", "golden"),
    [
        (
            "default",
            [
                "online_retail_raw",
                "online_retail_cancelled_order",
                "online_retail_recommendations",
            ],
        ),
        (
            "tie_safe",
            [
                "online_retail_raw",
                "online_retail_cancelled_order",
                "online_retail_clean",
                "online_retail_baskets",
                "online_retail_recommendations",
                "online_retail_tie_safe_segments",
                "online_retail_clusters",
                "online_retail_cluster_stability",
            ],
        ),
        (
            "peer_a",
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
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_online_retail(
    edition: str, golden: list[str], beside_peer_a: str, real_data: Path, shared_folder: Path
) -> None:
    build = build_retail(shared_folder, real_data, edition)
    assert build.code == 0, build.end()
    results = build.results()
    assert {name: results.get(name) for name in golden} == dict.fromkeys(golden, "pass")
    rows = build.query(f"select figure, difference, round(ours) from ({beside_peer_a}) as figures")
    if edition == "peer_a":
        assert [figure for figure, difference, _ in rows if abs(difference) >= 1] == []
    elif edition == "default":
        ours = {figure: value for figure, _, value in rows}
        assert ours["revenue"] == 8251721
        assert ours["their revenue"] == 156240
        assert ours["spent by customer 12346, who cancelled all of it"] == 0


def test_demo_finds_what_was_planted(demo: Build) -> None:
    results = demo.results()
    assert results["demo_archetypes"] == "pass"
    assert results["demo_bundles"] == "pass"
