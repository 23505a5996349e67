"""A wrong var ends in one sentence before anything is built; every allowed one builds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import Build, dbt

WRONG = {
    "language": "de",
    "cancellations": "keep",
    "deduplicate": "yes",
    "guest_orders": "maybe",
    "rfm_method": "ntile",
    "recency_basis": "weeks",
    "rfm_scores": 1,
    "active_days": 0,
    "order_span_days": 0,
    "high_value_quantile": 75,
    "at_risk_quantile": "high",
    "marketing_budget": -1,
    "plan_by": "customers",
    "plan_revenue_days": 0,
    "margin_rate": 30,
    "margin_min_coverage": 80,
    "return_days": 1.5,
    "slipping_rhythms": -2,
    "long_gone_days": "year",
    "currency": "euro",
    "as_of_date": "2025-02-30",
    "latest_date": "tomorrow",
    "excluded_products": "POST",
    "fold_customer_ids": "yes",
    "time_zone": "Paris",
    "kpi_span": "3 months",
    "published_rules": "best",
    "max_data_age_days": -1,
    "max_data_age_severity": "fatal",
    "shop_name": " ",
    "accent_colour": "#9ad0f5",
}


def test_every_wrong_var_is_named_at_once(tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables={**WRONG, "segment_maps": "x"})
    assert build.code != 0
    refused = re.findall(r"\[var-not-allowed\] The var (\w+) ", build.output)
    assert sorted(refused) == sorted(WRONG), build.output
    assert re.findall(r"\[var-unknown\] The var (\w+) ", build.output) == ["segment_maps"]
    assert build.query("select count(*) from duckdb_tables()") == [(0,)]


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"dataset": "shop"}, "dataset-unknown"),
        ({"rfm_scores": 4}, "segment-map-scores"),
        ({"order_lines_model": ["sales"]}, "var-not-allowed"),
        ({"basket_item": "brand"}, "var-not-allowed"),
        ({"basket_item": []}, "var-not-allowed"),
        ({"basket_item": 5}, "var-not-allowed"),
        ({"basket_item": ["product", "product"]}, "var-not-allowed"),
        ({"basket_item": ["product", "brand"]}, "var-not-allowed"),
        ({"basket_item": {"product": "category"}}, "var-not-allowed"),
    ],
)
def test_a_wrong_choice_is_explained(variables: dict, code: str, tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables=variables)
    assert build.code != 0
    assert build.codes() == [code]


def test_a_segment_map_that_is_no_seed_is_named(tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables={"segment_map": "no_such_map"})
    assert build.code != 0
    assert "no_such_map" in build.output


@pytest.mark.parametrize(
    ("dataset", "code"),
    [
        ("online_retail", "dataset-file-missing"),
        ("customer_personality", "dataset-file-missing"),
        ("olist", "dataset-files-missing"),
    ],
)
def test_a_missing_file_is_explained(dataset: str, code: str, tmp_path: Path) -> None:
    build = dbt(tmp_path / "w", "build", dataset=dataset, data_dir=tmp_path)
    assert build.code != 0
    assert build.codes() == [code]


@pytest.mark.parametrize(
    "variables",
    [
        {
            "cancellations": "drop",
            "deduplicate": False,
            "excluded_products": ["POST", "o'hara"],
            "segment_map": "ten_segments",
            "rfm_method": "quantile",
            "active_days": 30,
            "high_value_quantile": 0.9,
            "at_risk_quantile": 0.5,
        },
        {
            "as_of_date": "2025-03-01",
            "recency_basis": "elapsed",
            "rfm_method": "first_come",
            "segment_map": "seven_segments",
            "basket_item": ["product", "category"],
        },
    ],
    ids=["dropped_quantile", "as_of_first_come"],
)
def test_other_vars_build_and_pass_every_data_test(variables: dict, tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables=variables, without_unit_tests=True)
    assert build.code == 0, build.end()
    assert build.query("select sum(customers) > 0 from segments") == [(True,)]
    levels = variables.get("basket_item", ["product"])
    assert build.query(
        "select count(distinct item_levels) from frequent_itemsets where item_count = 1"
    ) == [(len(levels),)]
    assert build.query(
        "select max(len(list_distinct(list_concat(antecedent_levels, consequent_levels)))) > 1"
        " from association_rules"
    ) == [(len(levels) > 1,)]


def test_another_language_and_currency_build_and_pass_every_test(french: Build) -> None:
    assert french.code == 0, french.end()
    assert french.query("select language, currency from settings") == [("fr", "CHF")]


def test_old_data_are_a_warning(french: Build, demo: Build) -> None:
    assert "data-too-old" in french.codes()
    assert "data-too-old" not in demo.codes()
