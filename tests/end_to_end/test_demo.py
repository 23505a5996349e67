"""The demo: all tests of dbt pass, and the analyses that any dataset has are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import PROJECT, Build, compiled_analyses

from .parity import assert_parity


@pytest.fixture(scope="module")
def analyses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Compile the analyses of the demo."""
    return compiled_analyses(tmp_path_factory.mktemp("analyses"))


def test_demo_finds_what_was_planted(demo: Build) -> None:
    results = demo.results()
    assert results["demo_archetypes"] == "pass"
    assert results["demo_bundles"] == "pass"
    assert results["demo_leavers"] == "pass"
    assert results["demo_values"] == "pass"


def test_every_analysis_is_of_the_demo_or_of_one_dataset(analyses: dict[str, str]) -> None:
    written = {path.stem for path in Path(PROJECT / "analyses").glob("*.sql")}
    of_one_dataset = ("olist_", "peer_a_")
    assert {name for name in written if not name.startswith(of_one_dataset)} == set(analyses)


def test_python_finds_what_sql_says(demo: Build, analyses: dict[str, str]) -> None:
    assert_parity(demo, analyses["sql_python_parity"])


def test_thresholds_in_use_flag_what_the_marts_say(demo: Build, analyses: dict[str, str]) -> None:
    explored = analyses["threshold_exploration"]
    flagged = demo.query(
        f"select threshold, customers, revenue from ({explored}) as explored where is_in_use"
    )
    marts = demo.query(
        "select 'active_days', count(*), sum(monetary) from customers where is_active union all"
        " select 'high_value_quantile', count(*), sum(monetary) from customers where is_high_value"
        " union all select 'at_risk_quantile', high_value_at_risk_customers,"
        " high_value_at_risk_revenue from kpis"
    )
    assert sorted(flagged) == sorted(marts)


def test_a_higher_quantile_flags_fewer(demo: Build, analyses: dict[str, str]) -> None:
    explored = analyses["threshold_exploration"]
    customers = demo.query(
        f"select customers from ({explored}) as explored"
        " where threshold = 'high_value_quantile' order by value"
    )
    assert len(customers) > 5
    assert customers == sorted(customers, reverse=True)
