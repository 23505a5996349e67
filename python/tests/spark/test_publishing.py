"""Tables of Spark become the DuckDB file of the target."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from clientele.publish.places import Places
from clientele.spark.publishing import publish_rows

TABLES = {
    "demo.kpis": "select 3 as customers, cast(12.5 as decimal(28, 6)) as revenue",
    "demo.build_history": "select '20260101T000000000Z' as build_id, 'passed' as status",
}


def rows(relation: str, connection: duckdb.DuckDBPyConnection) -> Any:
    """Return the rows that Spark would have."""
    return connection.sql(TABLES[relation])


def functions(database: Path) -> dict[str, str]:
    """Return the SQL of the function, if the database has what it reads and nothing holds it."""
    with duckdb.connect(str(database)) as connection:
        assert connection.execute("select count(*) from main.kpis").fetchall() == [(1,)]
    return {"least_spent": "select revenue from kpis where revenue >= least"}


def request(build: str = "20260101T000000000Z") -> dict[str, Any]:
    """Return a request of dbt, with the schemas of Spark."""
    column = {"name": "customers", "description": "Number of customers.", "constraints": []}
    return {
        "build": build,
        "history": ["demo", "build_history"],
        "relations": [
            {
                "schema": "demo",
                "name": name,
                "columns": {"customers": column} if name == "kpis" else {},
                "description": "One row.",
                "where": "",
                "is_continued": name == "build_history",
                "computed": {},
            }
            for name in ("kpis", "build_history")
        ],
        "functions": [{"schema": "demo", "name": "least_spent", "parameters": ["least := 0"]}],
        "personal": "all",
        "keep": 3,
        "parquet": False,
        "checks": {
            "mode": "off",
            "min_share": 0.9,
            "last_day_share": 0.5,
            "max_order_age_days": None,
        },
        "force": False,
    }


def published(folder: Path) -> Places:
    """Publish the tables, and return where they are."""
    places = Places(folder, "spark")
    places.scratch.mkdir(parents=True)
    publish_rows(request(), {"demo": "main"}, places, rows, functions)
    return places


def test_readers_find_the_tables_where_a_build_on_duckdb_has_them(tmp_path: Path) -> None:
    with duckdb.connect(str(published(tmp_path).address), read_only=True) as connection:
        assert connection.execute("select customers, revenue from main.kpis").fetchall() == [
            (3, 12.5)
        ]
        assert connection.execute("select status from main.build_history").fetchall() == [
            ("published",)
        ]


def test_the_functions_are_those_of_duckdb(tmp_path: Path) -> None:
    with duckdb.connect(str(published(tmp_path).address), read_only=True) as connection:
        assert connection.execute("select * from least_spent(least := 20)").fetchall() == []
        assert connection.execute("select * from least_spent()").fetchall() == [(12.5,)]


def test_the_descriptions_are_comments(tmp_path: Path) -> None:
    with duckdb.connect(str(published(tmp_path).address), read_only=True) as connection:
        assert connection.execute(
            "select comment from duckdb_columns() where table_name = 'kpis' and comment is not null"
        ).fetchall() == [("Number of customers.",)]
        assert connection.execute(
            "select comment from duckdb_tables() where table_name = 'kpis'"
        ).fetchall() == [("One row.",)]


def test_a_table_that_is_missing_keeps_the_version_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = published(tmp_path)
    before = places.address.read_bytes()
    monkeypatch.setitem(TABLES, "demo.kpis", "select 4 as customers")
    wanted = request("20260102T000000000Z")
    wanted["relations"].append({**wanted["relations"][0], "name": "missing"})
    with pytest.raises(KeyError):
        publish_rows(wanted, {"demo": "main"}, places, rows, functions)
    assert places.address.read_bytes() == before
