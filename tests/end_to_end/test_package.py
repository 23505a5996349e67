"""Another project installs this one and hands over its models: integration_tests/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from .conftest import MARTS, PROJECT, Build, copy_of_project


def dbt_there(project: Path, folder: Path, *arguments: str) -> Build:
    """Run dbt in the installing project."""
    database = folder / "tea_house.duckdb"
    run = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments],
        cwd=project,
        env=os.environ
        | {
            "TEA_HOUSE_DATABASE": str(database),
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
        },
        capture_output=True,
        text=True,
    )
    return Build(run.returncode, run.stdout + run.stderr, database, folder / "target")


@pytest.fixture(scope="module")
def tea_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the installing project beside the project, and install the one into the other."""
    root = copy_of_project(tmp_path_factory.mktemp("packages") / "clientele")
    shutil.copytree(
        PROJECT / "integration_tests",
        root / "integration_tests",
        ignore=shutil.ignore_patterns("dbt_packages", "target", "logs", "*.duckdb"),
    )
    installed = dbt_there(root / "integration_tests", root, "deps")
    assert installed.code == 0, installed.end()
    return root / "integration_tests"


@pytest.fixture(scope="module")
def build(tea_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    build = dbt_there(
        tea_house,
        tmp_path_factory.mktemp("built"),
        *("build", "--exclude-resource-type", "unit_test"),
    )
    assert build.code == 0, build.end()
    return build


def test_it_builds_without_a_warning(build: Build) -> None:
    assert "WARNING" not in build.output
    # Exposures run nothing.
    assert set(build.results().values()) == {"success", "pass", "no-op"}


def test_the_marts_are_in_the_schema_that_the_project_chose(build: Build) -> None:
    schemas = dict(
        build.query(
            "select schema_name, list(table_name order by table_name) from duckdb_tables()"
            " group by schema_name"
        )
    )
    assert sorted(schemas) == ["house", "house_crm", "house_crm_internal"]
    assert schemas["house_crm"] == MARTS
    assert schemas["house"] == [
        *("call_list", "guest_book", "guests"),
        *("house_playbook", "house_segment_names", "house_segments", "sales", "till"),
    ]


def test_the_customers_are_those_of_the_project_and_of_its_map(build: Build) -> None:
    assert build.query(
        "select customer_id, customer_name, recency_days, frequency, monetary, rfm_cell,"
        " segment_name, x_favourite_table from house_crm.customers order by customer_id"
    ) == [
        ("anna", "Anna", 3, 4, Decimal(69), "222", "Regulars", "window"),
        ("ben", "Ben", 6, 3, Decimal(96), "222", "Regulars", "bar"),
        ("cleo", "Cleo", 11, 1, Decimal(3), "211", "Newcomers", "garden"),
        ("dora", "Dora", 178, 1, Decimal(3), "111", "Sleepers", None),
        ("emil", "Emil", 142, 2, Decimal(9), "122", "Sleepers", "bar"),
        ("finn", "Finn", 138, 1, Decimal(9), "112", "Sleepers", None),
        ("gwen", "Gwen", 30, 1, Decimal(6), "111", "Sleepers", "garden"),
        ("hugo", "Hugo", 1, 1, Decimal(3), "211", "Newcomers", "window"),
    ]


def test_figures_add_up_in_the_currency_and_budget_of_the_project(build: Build) -> None:
    # 198.00 of guests: 16 lines of 20, less the Assam that Hugo gave back and a line of nobody.
    assert build.query(
        "select as_of_date, currency, revenue, customers, orders from house_crm.kpis"
    ) == [(date(2024, 7, 1), "CHF", Decimal(198), 8, 14)]
    assert build.query(
        "select reason, count(*) from house_crm.rejected_order_lines group by 1 order by 1"
    ) == [("cancelled", 1), ("no_customer", 1), ("undone", 1)]
    assert build.query(
        "select segment_name, action, budget, projected_revenue_high from house_crm.segment_actions"
        " order by budget desc"
    ) == [
        ("Regulars", "Thank", Decimal(500), Decimal("181.50")),
        ("Newcomers", "Welcome", Decimal(300), Decimal("7.20")),
        ("Sleepers", "Remind", Decimal(200), Decimal("28.35")),
    ]


def test_the_project_reads_the_tables_by_ref(build: Build) -> None:
    assert build.query("select customer_id from house.call_list order by 1") == [
        ("dora",),
        ("emil",),
        ("finn",),
        ("gwen",),
    ]


def test_the_functions_are_there_too(build: Build) -> None:
    assert build.query(
        "select segment_name from house_crm.score_customer(recency_days := 2, frequency := 4,"
        " monetary := 100)"
    ) == [("Regulars",)]


def test_what_the_model_lacks_is_said_in_one_sentence(tea_house: Path, tmp_path: Path) -> None:
    run = dbt_there(
        tea_house,
        tmp_path,
        *("build", "--select", "guest_book", "guests", "input__order_lines"),
        *("--vars", "{order_lines_model: guests}"),
    )
    assert run.code != 0
    assert (
        "The model guests, named by the var order_lines_model, has no column order_id, ordered_at,"
        " quantity, unit_price; it has customer_id, customer_name, x_favourite_table: add what is"
        " missing, or change order_lines_model under vars in dbt_project.yml."
    ) in run.output


def test_a_wrong_var_of_the_package_is_refused_before_anything_is_built(
    tea_house: Path, tmp_path: Path
) -> None:
    run = dbt_there(tea_house, tmp_path, "build", "--vars", "{language: de}")
    assert run.code != 0
    assert 'The var language is "de"; allowed is one of en, fr' in run.output
    with duckdb.connect(str(run.database), read_only=True) as connection:
        assert connection.execute("select count(*) from duckdb_tables()").fetchall() == [(0,)]
