"""Another project installs this one and hands over its models: integration_tests/."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from support import PROJECT, Build, copy_of_project, dbt

from clientele.report.__main__ import main as report

from .conftest import MARTS


def dbt_there(
    project: Path, folder: Path, *arguments: str, environment: dict[str, str] | None = None
) -> Build:
    """Run dbt in the installing project."""
    database = folder / "tea_house.duckdb"
    return dbt(
        folder,
        *arguments,
        dataset=None,
        project=project,
        database=database,
        environment={"TEA_HOUSE_DATABASE": str(database)} | (environment or {}),
    )


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


def test_its_pages_read_the_schema_of_its_marts(build: Build, tmp_path: Path) -> None:
    given = [
        *("--database", str(build.database), "--schema", "house_crm"),
        *("--reports", str(PROJECT / "reports")),
    ]
    manifest = ["--manifest", str(build.target / "manifest.json")]
    assert report(["site", *given, *manifest, "--into", str(tmp_path / "site")]) == 0
    with duckdb.connect(str(tmp_path / "site/clientele.duckdb"), read_only=True) as connection:
        copied = connection.execute("select customer_id from customers order by 1").fetchall()
    ours = build.query("select customer_id from house_crm.customers order by 1")
    assert copied == ours and ours
    dictionary = (tmp_path / "site/pages/dictionary.md").read_text("utf-8")
    described = set(re.findall(r"<summary><code[^>]*>(\w+)</code>", dictionary))
    assert described == set(MARTS)
    assert report(["static", *given, "--into", str(tmp_path / "shop.html")]) == 0


def test_it_builds_without_a_warning(build: Build) -> None:
    assert "WARNING" not in build.output
    # Exposures run nothing.
    assert set(build.results().values()) == {"success", "pass", "no-op"}


def test_the_marts_are_in_the_schema_that_the_project_chose(build: Build) -> None:
    schemas = dict(
        build.query(
            "select schema_name, list(name order by name) from ("
            " select schema_name, table_name as name from duckdb_tables()"
            " union all select schema_name, view_name from duckdb_views()"
            " where schema_name = 'house_crm'"
            ") group by schema_name"
        )
    )
    assert sorted(schemas) == ["house", "house_crm", "house_crm_internal"]
    assert schemas["house_crm"] == MARTS
    assert schemas["house"] == [
        *("call_list", "guest_book", "guests"),
        *("house_playbook", "house_segments", "house_words", "sales", "till"),
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
        "select segment_name, action, budget, spend, gain_high from house_crm.segment_actions"
        " order by budget desc"
    ) == [
        ("Regulars", "Thank", Decimal(500), Decimal(40), Decimal("16.50")),
        ("Newcomers", "Welcome", Decimal(300), Decimal(20), Decimal("1.20")),
        ("Sleepers", "Remind", Decimal(200), Decimal(20), Decimal("1.35")),
    ]


def test_the_project_reads_the_tables_by_ref(build: Build) -> None:
    assert build.query("select customer_id from house.call_list order by 1") == [
        ("dora",),
        ("emil",),
        ("finn",),
        ("gwen",),
    ]


def test_the_steps_before_the_tables_are_private(tea_house: Path, tmp_path: Path) -> None:
    model = tea_house / "models/curious.sql"
    model.write_text("select * from {{ ref('clientele', 'int_settings') }}\n")
    try:
        refused = dbt_there(tea_house, tmp_path, "parse")
    finally:
        model.unlink()
    assert refused.code != 0
    assert "int_settings" in refused.output
    assert "private to the 'clientele' group" in refused.output


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
    assert run.codes() == ["model-columns-missing"]


def test_a_wrong_var_of_the_package_is_refused_before_anything_is_built(
    tea_house: Path, tmp_path: Path
) -> None:
    run = dbt_there(tea_house, tmp_path, "build", "--vars", "{language: de}")
    assert run.code != 0
    assert run.codes() == ["var-not-allowed"]
    with duckdb.connect(str(run.database), read_only=True) as connection:
        assert connection.execute("select count(*) from duckdb_tables()").fetchall() == [(0,)]


def test_meta_of_the_project_does_not_reach_python_models(build: Build) -> None:
    nodes = json.loads((build.target / "manifest.json").read_text())["nodes"].values()
    python = [node for node in nodes if node.get("language") == "python"]
    assert all(node["config"]["meta"]["owner"] == "crm" for node in python)
    assert len(build.query("select * from house_crm.clusters")) > 0


INSTANTS = """
-- Times in UTC, and customers as a number that a data frame made a float.
select
    cast(receipt as varchar) as order_id,
    cast(17800 + ascii(guest) as double) as customer_id,
    tea as product_name,
    cast(sold_on || ' 02:30:00+00' as timestamptz) as ordered_at,
    cups as quantity,
    price as unit_price
from {{ ref('till') }}
"""


@pytest.mark.parametrize(
    ("time_zone", "hour"),
    [(None, datetime(2024, 1, 5, 2, 30)), ("Asia/Tokyo", datetime(2024, 1, 5, 11, 30))],
)
def test_instants_are_shown_by_the_shop_s_clock_wherever_the_build_runs(
    tea_house: Path, tmp_path: Path, time_zone: str | None, hour: datetime
) -> None:
    project = tmp_path / "clientele" / "integration_tests"
    shutil.copytree(tea_house.parent, project.parent, symlinks=True)
    (project / "models/sales.sql").write_text(INSTANTS)
    given = json.dumps({"order_lines_model": "sales", "time_zone": time_zone})
    lines = []
    for zone in ("UTC", "America/New_York"):
        run = dbt_there(
            project,
            tmp_path / zone,
            *("build", "--select", "+input__order_lines", "--vars", given),
            *("--exclude-resource-type", "test", "unit_test"),
            environment={"TZ": zone},
        )
        assert run.code == 0, run.end()
        lines.append(run.query("select * from house_crm_internal.input__order_lines order by all"))
        assert run.query(
            "select customer_id, min(ordered_at) from house_crm_internal.input__order_lines"
            " group by 1 order by 2 limit 1"
        ) == [("17900", hour)]
    assert lines[0] == lines[1]
