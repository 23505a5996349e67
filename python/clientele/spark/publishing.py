"""Publishes the tables of Spark as a DuckDB file, so pages, service and tools read one format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from clientele.publish.copying import quoted, text
from clientele.publish.places import Places
from clientele.publish.publishing import Published, Request, publish

__all__ = ["Published", "publish_rows"]

Functions = Callable[[Path], Mapping[str, str]]
Rows = Callable[[str, duckdb.DuckDBPyConnection], duckdb.DuckDBPyRelation]


def publish_rows(
    request: Mapping[str, Any],
    schemas: Mapping[str, str],
    places: Places,
    rows: Rows,
    functions: Functions,
) -> Published:
    """Copy the tables into the working database of DuckDB, and publish it.

    Args:
        request: The request of the macro `publish_request`, with the schemas of Spark.
        schemas: The schema of the published file for each schema of Spark.
        places: The files of the target.
        rows: Returns the rows of a table of Spark as a relation of a connection.
        functions: Returns the SQL of the functions for a database, by name. Nothing has it open.

    Raises:
        PublishError: A check holds the version back, or the file cannot be written.

    """
    schema, history = request["history"]
    relations = [*request["relations"]]
    if all(one["name"] != history for one in relations):
        relations.append({"schema": schema, "name": history, "columns": {}})
    with duckdb.connect(str(places.working)) as connection:
        for one in relations:
            _copy(one, schemas.get(one["schema"], one["schema"]), connection, rows)
    renamed = {
        kind: [{**one, "schema": schemas.get(one["schema"], one["schema"])} for one in found]
        for kind, found in (
            ("relations", request["relations"]),
            ("functions", request["functions"]),
        )
    }
    there = {**request, **renamed, "history": [schemas.get(schema, schema), history]}
    compiled = functions(places.working) if request["functions"] else {}
    with duckdb.connect(str(places.working)) as connection:
        for one in renamed["functions"]:
            _define(one, compiled[one["name"]], connection)
        return publish(Request.from_json(there), connection, places)


def _define(function: Mapping[str, Any], sql: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Define a function in the working database."""
    there = f"{quoted(function['schema'])}.{quoted(function['name'])}"
    given = function["parameters"]
    parameters = ", ".join(given) if isinstance(given, list) else given or ""
    connection.execute(f"create or replace function {there}({parameters}) as table ({sql})")


def _copy(
    relation: Mapping[str, Any], schema: str, connection: duckdb.DuckDBPyConnection, rows: Rows
) -> None:
    """Copy a table with its comments."""
    there = f"{quoted(schema)}.{quoted(relation['name'])}"
    connection.execute(f"create schema if not exists {quoted(schema)}")
    found = connection.execute(
        "select table_type from information_schema.tables where table_schema = ?"
        " and table_name = ?",
        [schema, relation["name"]],
    ).fetchone()
    if found:
        connection.execute(f"drop {'view' if found[0] == 'VIEW' else 'table'} {there}")
    rows(f"{relation['schema']}.{relation['name']}", connection).create(there)
    if relation.get("description"):
        connection.execute(f"comment on table {there} is {text(relation['description'])}")
    for column in relation["columns"].values():
        if column.get("description"):
            connection.execute(
                f"comment on column {there}.{quoted(column['name'])} is"
                f" {text(column['description'])}"
            )
