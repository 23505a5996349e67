"""A version in a lake: all tables and functions of a dataset in one transaction.

Readers see one snapshot, which is the version before or this one. A writer that is killed has
committed nothing.
"""

from __future__ import annotations

import time

import duckdb

from clientele.lake.address import DATA, Lake
from clientele.lake.attaching import LAKE
from clientele.lake.turns import turn
from clientele.lake.versions import AUTHOR, Version, expire, versions_of
from clientele.publish.catalog import Catalog, read_catalog
from clientele.publish.checks import Volume
from clientele.publish.copying import (
    Function,
    Relation,
    comments_of,
    content_of,
    definitions_of,
    examine,
    quoted,
    read_back,
    select_of,
)
from clientele.publish.errors import PublishError
from clientele.publish.publishing import Put, Request

__all__ = ["Schemas", "write_version"]

ATTEMPTS, PAUSE = 10, 0.5


class Schemas:
    """The schemas of a dataset in a lake that is attached, as a destination of versions."""

    def __init__(self, lake: Lake, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep the connection that the lake is attached to."""
        self.lake = lake
        self.connection = connection

    def before(self, history: Relation) -> Volume | None:
        """Return the volume of the published version; none if there is none."""
        versions = versions_of(self.connection, history.schema)
        if not versions:
            return None
        return Volume.of(self.connection, history.within(LAKE), versions[-1].build)

    def put(
        self, request: Request, relations: list[Relation], connection: duckdb.DuckDBPyConnection
    ) -> Put:
        """Publish the relations of the working database as one version, or raise."""
        dataset = request.history.schema
        source = connection.execute("select current_database()").fetchall()[0][0]
        version = Version.of(dataset, request.build, relations, request.functions)
        warnings = []
        if request.has_parquet:
            warnings.append("publish_parquet changes nothing: a lake consists of Parquet files.")
        with turn(self.lake):
            tables = write_version(connection, self.lake, version, relations, source)
            try:
                expire(connection, dataset, request.keep)
            except duckdb.Error as error:
                # The version is there. The next publish removes what is not needed any more.
                reason = str(error).splitlines()[0].rstrip(".")
                warnings.append(f"Earlier versions were not removed this time ({reason}).")
        size = connection.execute(
            "select coalesce(sum(file_size_bytes), 0) from ducklake_table_info(?)", [LAKE]
        ).fetchall()[0][0]
        snapshot = versions_of(connection, dataset)[-1].snapshot
        address = f"snapshot {snapshot} of the lake in {self.lake}, schema {dataset}"
        return Put(address, tables, int(size), tuple(warnings))


def write_version(
    connection: duckdb.DuckDBPyConnection,
    lake: Lake,
    version: Version,
    relations: list[Relation],
    source: str,
) -> int:
    """Replace the tables and functions of a dataset by those of a database; return the tables.

    Raises:
        PublishError: Another writer published the dataset meanwhile, something cannot be written,
            or what was written is not what the database holds.

    """
    for attempt in range(ATTEMPTS):
        try:
            _write_all(connection, version, relations, source)
            break
        except duckdb.Error as error:
            # Another program than a build may write into a catalog in SQLite.
            if "database is locked" in str(error) and attempt + 1 < ATTEMPTS:
                time.sleep(PAUSE)
                continue
            raise _refused(error, lake, version) from error
    return len(relations)


def _write_all(
    connection: duckdb.DuckDBPyConnection, version: Version, relations: list[Relation], source: str
) -> None:
    """Write a version in one transaction."""
    before = versions_of(connection, version.dataset)
    catalog = read_catalog(connection, source)
    connection.execute("begin")
    try:
        for schema in sorted({one.schema for one in relations}):
            connection.execute(f"create schema if not exists {LAKE}.{quoted(schema)}")
        differing = [
            relation.name
            for relation in sorted(relations, key=lambda one: (one.schema, one.name))
            if not _write(connection, relation, catalog, source)
        ]
        if differing:
            raise PublishError(
                "copy-differs",
                f"What was written into the lake differs from the working database in"
                f" {', '.join(differing)}: build again, and check the disk if this happens twice.",
            )
        if before:
            _drop_others(connection, before[-1], version)
        _define(connection, version.table_functions(), source)
        connection.execute(
            f"call {LAKE}.set_commit_message(?, ?, extra_info => ?)",
            [AUTHOR, f"{version.dataset}: version {version.build}", version.as_json()],
        )
        connection.execute("commit")
    except BaseException:
        _roll_back(connection)
        raise


def _write(
    connection: duckdb.DuckDBPyConnection, relation: Relation, catalog: Catalog, source: str
) -> bool:
    """Write a table with its constraints and comments; return whether it holds what it should."""
    columns, content = examine(connection, relation, catalog, source)
    copy = relation.within(LAKE)
    declared = ", ".join(column.stored for column in columns)
    connection.execute(f"create or replace table {copy} ({declared})")
    connection.execute(f"insert into {copy} {select_of(relation, columns, source)}")
    for comment in comments_of(relation, columns, catalog, LAKE):
        connection.execute(comment)
    return content_of(connection, read_back(relation, columns, LAKE)) == content


def _drop_others(connection: duckdb.DuckDBPyConnection, before: Version, version: Version) -> None:
    """Drop what the version before has and this one lacks."""
    for table in before.tables():
        if [table.schema, table.name] not in version.relations:
            connection.execute(f"drop table if exists {table.within(LAKE)}")
    names = [function[:2] for function in version.functions]
    for function in before.table_functions():
        if [function.schema, function.name] not in names:
            name = ".".join(quoted(part) for part in (LAKE, function.schema, function.name))
            connection.execute(f"drop macro table if exists {name}")


def _define(connection: duckdb.DuckDBPyConnection, functions: list[Function], source: str) -> None:
    """Define table functions. Their queries name schemas, so the lake must be the default."""
    queries = definitions_of(connection, functions, source)
    connection.execute(f"use {LAKE}")
    try:
        for function, query in zip(functions, queries, strict=True):
            _define_one(connection, function, query)
    finally:
        connection.execute(f"use {quoted(source)}")


def _define_one(connection: duckdb.DuckDBPyConnection, function: Function, query: str) -> None:
    """Define a table function with one form per number of parameters.

    DuckLake cannot store a default that is null. So the longest form has the query, and a shorter
    one calls it with the defaults.
    """
    name = ".".join(quoted(part) for part in (function.schema, function.name))
    names = [one.partition(":=")[0].strip() for one in function.parameters]
    defaults = [one.partition(":=")[2].strip() for one in function.parameters]
    forms = [f"({', '.join(names)}) as table ({query})"]
    connection.execute(f"create or replace macro {LAKE}.{name}{forms[0]}")
    for count in range(len(names) - 1, -1, -1):
        if not defaults[count]:
            break
        given = ", ".join([*names[:count], *defaults[count:]])
        forms.append(f"({', '.join(names[:count])}) as table (from {name}({given}))")
    if len(forms) > 1:
        connection.execute(f"create or replace macro {LAKE}.{name}{', '.join(forms)}")


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("rollback")
    except duckdb.TransactionException:
        # A commit that failed has ended the transaction.
        return


def _refused(error: duckdb.Error, lake: Lake, version: Version) -> PublishError:
    """Return the sentence for an error while a version is written."""
    reason = str(error).splitlines()[0].rstrip(".")
    if "conflict" in str(error).lower():
        return PublishError(
            "lake-conflict",
            f"Another writer published {version.dataset} into the lake in {lake} at the same time,"
            " and readers see its version: run script/publish --target lake to publish this one"
            " after it.",
        )
    return PublishError(
        "version-not-written",
        f"The lake in {lake} cannot be written ({reason}), and readers keep the version before:"
        f" check the catalog, the space and the permissions of its files ({DATA}), and run"
        " script/publish --target lake.",
    )
