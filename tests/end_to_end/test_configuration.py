"""A wrong var ends in one sentence before anything is built; every allowed one builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Build, dbt

WRONG = {
    "language": ("de", 'The var language is "de"; allowed is one of en, fr'),
    "cancellations": ("keep", "allowed is one of net, drop"),
    "deduplicate": ("yes", "allowed is one of true, false"),
    "guest_orders": ("maybe", "allowed is one of exclude, keep"),
    "rfm_method": ("ntile", "allowed is one of percent_rank, quantile, first_come, fixed"),
    "recency_basis": ("weeks", "allowed is one of date, elapsed"),
    "rfm_scores": (1, "The var rfm_scores is 1; allowed is a whole number from 2 to 10"),
    "active_days": (0, "allowed is a whole number from 1 to 36500"),
    "high_value_quantile": (75, "allowed is a number from 0 to 1"),
    "at_risk_quantile": ("high", "allowed is a number from 0 to 1"),
    "marketing_budget": (-1, "allowed is a number, 0 or more"),
    "currency": ("euro", "an ISO 4217 code"),
    "as_of_date": ("2025-02-30", "a date as 'YYYY-MM-DD'"),
    "excluded_products": ("POST", "a list of product ids"),
    "segment_maps": ("x", "The var segment_maps does not exist"),
}


def test_every_wrong_var_is_named_at_once(tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables={name: value for name, (value, _) in WRONG.items()})
    assert build.code != 0
    missing = {name: said for name, (_, said) in WRONG.items() if said not in build.output}
    assert missing == {}, build.output
    assert build.query("select count(*) from duckdb_tables()") == [(0,)]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"dataset": "shop"}, 'The dataset is "shop", taken from the var dataset'),
        ({"rfm_scores": 4}, "which is made for rfm_scores 5, but rfm_scores is 4"),
        ({"segment_map": "no_such_map"}, "no_such_map"),
        (
            {"order_lines_model": ["sales"]},
            'The var order_lines_model is ["sales"]; allowed is the name of a model',
        ),
    ],
)
def test_a_wrong_choice_is_explained(variables: dict, said: str, tmp_path: Path) -> None:
    build = dbt(tmp_path, "build", variables=variables)
    assert build.code != 0
    assert said in build.output


@pytest.mark.parametrize("dataset", ["online_retail", "customer_personality"])
def test_a_missing_file_is_explained(dataset: str, tmp_path: Path) -> None:
    build = dbt(tmp_path / "w", "build", dataset=dataset, data_dir=tmp_path)
    assert build.code != 0
    assert f"has no file of the dataset {dataset}" in build.output
    assert f"python -m clientele.download {dataset}" in build.output


@pytest.mark.parametrize(
    ("variables", "without_unit_tests"),
    [
        (
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
            # A rule holds under any vars; elsewhere it is tested under the demo's.
            False,
        ),
        (
            {
                "as_of_date": "2025-03-01",
                "recency_basis": "elapsed",
                "rfm_method": "first_come",
                "segment_map": "seven_segments",
            },
            True,
        ),
    ],
    ids=["dropped_quantile", "as_of_first_come"],
)
def test_other_vars_build_and_pass_every_test(
    variables: dict, without_unit_tests: bool, tmp_path: Path
) -> None:
    build = dbt(tmp_path, "build", variables=variables, without_unit_tests=without_unit_tests)
    assert build.code == 0, build.end()
    assert build.query("select sum(customers) > 0 from segments") == [(True,)]


def test_another_language_and_currency_build_and_pass_every_test(french: Build) -> None:
    assert french.code == 0, french.end()
    assert french.query("select language, currency from settings") == [("fr", "CHF")]
