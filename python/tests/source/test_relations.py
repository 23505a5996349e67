"""The relations that dbt reads as sources."""

from __future__ import annotations

import duckdb
import pytest

from clientele.source.relations import Relation, create_relations


def relation(select: str, *, is_stored: bool = False, identifier: str = "orders") -> Relation:
    return Relation("memory", "main_internal", identifier, select, is_stored)


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("after", [True, False])
def test_a_relation_takes_the_place_of_another_of_either_kind(
    connection: duckdb.DuckDBPyConnection, before: bool, after: bool
) -> None:
    create_relations([relation("select 1 as id", is_stored=before)], connection)
    create_relations([relation("select 2 as id", is_stored=after)], connection)
    assert connection.execute("from main_internal.orders").fetchall() == [(2,)]
    assert connection.execute(
        "select table_type from information_schema.tables where table_name = 'orders'"
    ).fetchall() == [("BASE TABLE" if after else "VIEW",)]


def test_nothing_changes_where_one_relation_cannot_be_made(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    create_relations([relation("select 1 as id")], connection)
    with pytest.raises(duckdb.Error):
        create_relations(
            [relation("select 2 as id"), relation("select no_such_column", identifier="lines")],
            connection,
        )
    assert connection.execute("from main_internal.orders").fetchall() == [(1,)]


def test_names_never_run_as_sql(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create table kept as select 1 as id")
    name = 'orders" as select 1; drop table kept; --'
    create_relations([relation("select 2 as id", identifier=name)], connection)
    assert connection.execute("from kept").fetchall() == [(1,)]
    quoted = name.replace('"', '""')
    assert connection.execute(f'from main_internal."{quoted}"').fetchall() == [(2,)]
