"""A build by dbt gives what the compiled models give, and a refused one leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shops.models import Project
from shops.reading import read
from support import dbt

from .fuzz import fuzzed_file
from .test_cases import TABLE, TABLES, variables_of
from .test_fuzz import COLUMNS

pytestmark = pytest.mark.whole

SELECT = ("--select", *(f"+{table}" for table in TABLES), "--exclude-resource-type", "unit_test")


def case_named(name: str) -> dict[str, Any]:
    (case,) = (case for case in TABLE["cases"] if case["case"] == name)
    return case


def test_dbt_builds_what_the_compiled_models_give(project: Project, tmp_path: Path) -> None:
    case = case_named("a negative amount gives back money")
    variables = variables_of(case, tmp_path)
    build = dbt(tmp_path / "dbt", "build", *SELECT, dataset="custom", variables=variables)
    assert build.code == 0, build.end()
    with project.models(*(f"+{table}" for table in TABLES)).shop() as shop:
        assert read(shop.database, variables, tmp_path) == []
        shop.run()
        for table in TABLES:
            rows = f"select * from {table} order by all"
            assert shop.query(rows) == build.query(rows), table


@pytest.mark.parametrize("name", ["two columns of one name", "dates that fit two readings"])
def test_dbt_refuses_with_the_code_of_the_fault(name: str, tmp_path: Path) -> None:
    case = case_named(name)
    build = dbt(
        tmp_path / "dbt",
        *("build", *SELECT),
        dataset="custom",
        variables=variables_of(case, tmp_path),
    )
    assert build.code != 0
    assert build.codes() == case["refused"]
    assert "Traceback" not in build.output
    assert not build.query("from duckdb_tables()")


@pytest.mark.parametrize("seed", [28, 191])
def test_dbt_shows_no_traceback_of_a_damaged_file(seed: int, tmp_path: Path) -> None:
    variables = {
        "custom_source": str(fuzzed_file(seed, tmp_path)),
        "custom_columns": COLUMNS,
    }
    build = dbt(tmp_path / "dbt", "build", *SELECT, dataset="custom", variables=variables)
    assert "Traceback" not in build.output
    assert build.codes()
    assert "unexpected" not in build.codes()
