"""A session learns of tables of earlier builds when a statement names them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from clientele.publish.errors import PublishError
from clientele.spark import engine as module
from clientele.spark.engine import Engine
from clientele.spark.settings import Settings


class Session:
    """What the engine asks of a session, and a list of what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.tables: set[str] = set()
        self.catalog = self

    def sql(self, statement: str) -> None:
        self.asked.append(statement)

    def createTable(self, table: str, **_: Any) -> None:
        self.tables.add(table)

    def tableExists(self, table: str) -> bool:
        return table in self.tables


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine on the tables of an earlier build."""
    monkeypatch.setattr(module, "_spark_schema", lambda columns: columns)
    engine = Engine(Settings(warehouse=tmp_path), Session())  # type: ignore[arg-type]
    for name in ("kpis", "orders"):
        version = engine.tables.next_version("demo", name)
        version.mkdir()
        duckdb.execute(f"copy (select 1 as n) to '{version}/part-0.parquet' (format parquet)")
        engine.tables.complete(version)
    engine.find_stored()
    return engine


def test_only_the_named_tables_are_registered(built: Engine) -> None:
    built.sql("select count(*) from `demo`.`kpis` as kpis")
    assert built.session.tables == {"demo.kpis"}  # type: ignore[attr-defined]
    assert built.has("demo", "orders") and not built.has("demo", "customers")


def test_all_tables_of_the_folder_are_known(built: Engine) -> None:
    assert built.known("demo") == ["kpis", "orders"]
    assert built.known("demo_internal") == []


def test_a_table_that_is_replaced_is_not_registered_first(built: Engine) -> None:
    built.swap("demo", "kpis", "kpis__next")
    assert built.session.tables == set()  # type: ignore[attr-defined]
    assert built.session.asked[-1] == (  # type: ignore[attr-defined]
        "alter table demo.kpis__next rename to demo.kpis"
    )


def test_rows_are_read_from_the_files(built: Engine) -> None:
    with duckdb.connect() as connection:
        assert built.rows("demo.kpis", connection).fetchall() == [(1,)]


def test_a_table_that_is_not_built_is_refused(built: Engine) -> None:
    with duckdb.connect() as connection, pytest.raises(PublishError) as refused:
        built.rows("demo.customers", connection)
    assert refused.value.code == "relation-not-built"
