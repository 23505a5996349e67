"""What dbt asks the plugin, and what the plugin answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from clientele.source import plugin
from clientele.source.plugin import Plugin


def request(folder: Path, **changes: Any) -> dict[str, Any]:
    """Return a request for a dataset of one table, `orders`."""
    table = {
        "source": "shop",
        "name": "orders",
        "database": "memory",
        "schema": "main_internal",
        "identifier": "raw_shop__orders",
        "files": ["orders.parquet", "orders.csv"],
        "origin": "download",
        "columns": ["order_id", "price"],
    }
    settings = {"dataset": "shop", "language": "en", "project_dir": str(folder)}
    asked = {"vars": {}, "settings": settings, "tables": [table], "folder": str(folder)}
    return asked | {"log": "logs/dbt.log"} | changes


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    Plugin("plugin", {}).configure_connection(connection)
    yield connection
    connection.close()


def ask(connection: duckdb.DuckDBPyConnection, asked: dict[str, Any]) -> list[dict[str, str]]:
    answer = connection.execute("select clientele_open_source(?)", [json.dumps(asked)]).fetchone()
    assert answer
    return list(json.loads(answer[0])["problems"])


def test_the_file_becomes_a_relation_with_the_declared_columns(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "orders.csv").write_text("Price,order_id,note\n2.50,A1,x\n")
    assert ask(connection, request(tmp_path)) == []
    orders = connection.execute("from main_internal.raw_shop__orders")
    assert [column[0] for column in orders.description] == ["order_id", "price"]
    assert orders.fetchall() == [("A1", "2.50")]


def test_the_preferred_file_wins(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("order_id,price\nA1,2.50\n")
    path = tmp_path / "orders.parquet"
    connection.execute(f"copy (select 'P1' as order_id, 1 as price) to '{path}'")
    assert ask(connection, request(tmp_path)) == []
    assert connection.execute("select order_id from main_internal.raw_shop__orders").fetchall() == [
        ("P1",)
    ]


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        ("download", "dataset-file-missing"),
        ("a page of the publisher", "dataset-files-missing"),
        ("project", "project-file-missing"),
    ],
)
def test_a_missing_file_is_a_fault(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, origin: str, code: str
) -> None:
    asked = request(tmp_path)
    asked["tables"][0]["origin"] = origin
    assert [problem["code"] for problem in ask(connection, asked)] == [code]


def test_a_missing_column_is_a_fault_and_the_earlier_relation_stays(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "orders.csv").write_text("order_id,price\nA1,2.50\n")
    assert ask(connection, request(tmp_path)) == []
    worse = tmp_path / "worse"
    worse.mkdir()
    (worse / "orders.csv").write_text("order_id,cost\nA2,2.50\n")
    problems = ask(connection, request(worse))
    assert [problem["code"] for problem in problems] == ["dataset-columns-missing"]
    assert '"price"' in problems[0]["sentence"]
    assert connection.execute("from main_internal.raw_shop__orders").fetchall() == [("A1", "2.50")]


def test_the_sentence_is_in_the_language_of_the_project(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    settings = {"dataset": "shop", "language": "fr", "project_dir": str(tmp_path)}
    problems = ask(connection, request(tmp_path, settings=settings))
    assert "Le dossier" in problems[0]["sentence"]


def test_what_nobody_foresaw_is_a_fault_and_the_log_shows_no_secret(
    connection: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no answer from https://me:hidden@example.org/orders.csv?sig=hidden")

    logged: list[str] = []
    monkeypatch.setattr(plugin, "open_sources", fail)
    monkeypatch.setattr(plugin.LOGGER, "debug", logged.append, raising=False)
    problems = ask(connection, request(tmp_path))
    assert [problem["code"] for problem in problems] == ["unexpected"]
    assert "logs/dbt.log" in problems[0]["sentence"]
    assert "RuntimeError" in logged[0]
    assert "hidden" not in logged[0]
    assert "Traceback" not in problems[0]["sentence"]
