"""A working database that is new continues with what the lake has of its dataset."""

from __future__ import annotations

import duckdb

from clientele.lake.attaching import LAKE
from clientele.lake.versions import versions_of
from clientele.publish.copying import Relation, quoted


def restore(connection: duckdb.DuckDBPyConnection, dataset: str) -> str | None:
    """Copy the tables that builds add to from the lake, if the database has none.

    These are the models of clusters and the history of builds, which a build cannot compute again.
    Returns the version that was copied.
    """
    has_tables = connection.execute(
        "select 1 from duckdb_tables() where database_name = current_database() limit 1"
    ).fetchone()
    versions = versions_of(connection, dataset)
    if has_tables or not versions:
        return None
    database = connection.execute("select current_database()").fetchall()[0][0]
    connection.execute("begin")
    try:
        for schema, name in versions[-1].continued:
            relation = Relation(schema, name)
            _copy(connection, relation, database)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
    return versions[-1].build


def _copy(connection: duckdb.DuckDBPyConnection, relation: Relation, database: str) -> None:
    columns = connection.execute(
        "select column_name, data_type, is_nullable from duckdb_columns() where database_name = ?"
        " and schema_name = ? and table_name = ? order by column_index",
        [LAKE, relation.schema, relation.name],
    ).fetchall()
    declared = ", ".join(
        f"{quoted(name)} {kind}{'' if is_nullable else ' not null'}"
        for name, kind, is_nullable in columns
    )
    connection.execute(f"create schema if not exists {quoted(database)}.{quoted(relation.schema)}")
    connection.execute(f"create table {relation.within(database)} ({declared})")
    connection.execute(
        f"insert into {relation.within(database)} select * from {relation.within(LAKE)}"
    )
