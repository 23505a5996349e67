"""Sources on Spark are read and refused as on DuckDB."""

from pathlib import Path
from typing import Any

import duckdb

from clientele.spark.sources import SourceTable, read_sources


def request(folder: Path) -> dict[str, Any]:
    """Return a request for a dataset of one table, as dbt-spark makes it: without a database."""
    table = {
        "source": "shop",
        "name": "orders",
        "database": None,
        "schema": "shop_internal",
        "identifier": "raw_shop__orders",
        "files": ["orders.csv"],
        "origin": "download",
        "columns": ["order_id", "price"],
    }
    return {
        "vars": {},
        "settings": {"dataset": "shop", "language": "en", "project_dir": str(folder)},
        "tables": [table],
        "folder": str(folder),
        "log": str(folder / "dbt.log"),
    }


def test_the_rows_are_in_the_connection_of_the_driver(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("Price,order_id\n2.50,A1\n")
    with duckdb.connect() as connection:
        problems, tables = read_sources(request(tmp_path), connection)
        assert problems == []
        assert tables == [SourceTable("shop_internal", "raw_shop__orders")]
        assert connection.execute("from shop_internal.raw_shop__orders").fetchall() == [
            ("A1", "2.50")
        ]


def test_a_file_that_is_missing_is_a_problem_and_no_table(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        problems, tables = read_sources(request(tmp_path), connection)
    assert [problem["code"] for problem in problems] == ["dataset-file-missing"]
    assert tables == []


def test_an_error_of_the_reader_is_a_problem_whose_trace_is_in_the_log(tmp_path: Path) -> None:
    broken = request(tmp_path)
    del broken["tables"][0]["files"]
    with duckdb.connect() as connection:
        problems, tables = read_sources(broken, connection)
    assert [problem["code"] for problem in problems] == ["unexpected"]
    assert tables == []
    assert "KeyError" in (tmp_path / "dbt.log").read_text()
