"""A copy of the published version in PostgreSQL, for tools that do not read DuckDB.

The tables are loaded into a schema of their own, beside the one that readers use. When all are
there, one transaction gives the new schema the name of the old one. Readers see whole versions, and
never wait: what they read stays until the next load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from clientele.publish.copying import Relation, content_of, quoted, text
from clientele.publish.errors import PublishError
from clientele.publish.versions import published_version

SERVER = "clientele_server"
SHOP = "clientele_shop"
# What is added to the name of the schema.
LOADING, BEFORE = "__loading", "__before"
# PostgreSQL cuts longer names.
LONGEST = 63
# How a schema of ours begins to describe itself, so that no other is replaced.
MARK = "clientele, version "
# How long is waited for the server, and for readers of a version that is removed.
PATIENCE = 10

TYPES = {
    "VARCHAR": "text",
    "TINYINT": "smallint",
    "UTINYINT": "smallint",
    "SMALLINT": "smallint",
    "USMALLINT": "integer",
    "INTEGER": "integer",
    "UINTEGER": "bigint",
    "BIGINT": "bigint",
    "UBIGINT": "numeric(20,0)",
    "HUGEINT": "numeric(38,0)",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
}


@dataclass(frozen=True)
class Loaded:
    """What was loaded."""

    version: str
    tables: int
    rows: int


def load_postgres(database: Path, settings: str, schema: str, role: str) -> Loaded:
    """Copy the public tables of a published file into a schema of PostgreSQL.

    Args:
        database: The published file.
        settings: How libpq reaches the server, without a password.
        schema: The schema that readers use. It is replaced.
        role: A role without login, which is made if it is missing and may read the schema.

    Raises:
        PublishError: The server cannot be reached, or refuses something; the schema is somebody
            else's; what was loaded is not what was published.

    """
    for name in (schema + LOADING, role):
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", name) or len(name) > LONGEST:
            raise PublishError(
                "postgres-name-wrong",
                f"'{name}' cannot be a name in PostgreSQL: use a to z, 0 to 9 and _, a letter"
                f" first, at most {LONGEST} characters with {LOADING}.",
            )
    version = published_version(database) or "0"
    with _opened(database, settings) as connection:
        _check_ours(connection, schema)
        # What a load that was killed left, and what nobody reads any more.
        for left in (schema + LOADING, schema + BEFORE):
            _drop(connection, left)
        tables = _tables(connection)
        _create(connection, tables, schema + LOADING)
        rows = _fill(connection, tables, schema + LOADING)
        _run(connection, f"comment on schema {schema}{LOADING} is {text(MARK + version)}")
        _let_read(connection, schema + LOADING, role)
        _swap(connection, schema)
    return Loaded(version, len(tables), rows)


@contextmanager
def _opened(database: Path, settings: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published file and the server in one DuckDB."""
    if re.search(r"(?i)password\s*=|//[^/@]*:[^/@]*@", settings):
        raise PublishError(
            "password-shown",
            "--postgres holds a password, which other users of this machine can see: put it into"
            " PGPASSWORD or ~/.pgpass and leave it out.",
        )
    with duckdb.connect() as connection:
        connection.execute(f"attach {text(str(database))} as {SHOP} (read_only)")
        try:
            connection.execute("load postgres_scanner")
        except duckdb.Error:
            connection.execute("install postgres_scanner")
            connection.execute("load postgres_scanner")
        # PostgreSQL has no text with a NUL.
        connection.execute("set pg_null_byte_replacement = ''")
        try:
            connection.execute(f"attach {text(_patient(settings))} as {SERVER} (type postgres)")
        except duckdb.Error as error:
            raise PublishError(
                "postgres-unreachable",
                f"PostgreSQL cannot be reached ({_reason(error)}): check host, port, dbname and"
                " user in --postgres or in PGHOST, PGPORT, PGDATABASE and PGUSER, and the password"
                " in PGPASSWORD or ~/.pgpass.",
            ) from error
        try:
            yield connection
        except duckdb.Error as error:
            raise PublishError(
                "postgres-refused",
                f"PostgreSQL refused a step ({_reason(error)}), and readers keep the version"
                " before: the user needs the right to create schemas, and space on the disk.",
            ) from error


def _run(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Run statements on the server, in one transaction of their own."""
    connection.execute(f"call postgres_execute('{SERVER}', ?)", [sql])


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[str, ...]]:
    """Ask the server."""
    return connection.execute(f"from postgres_query('{SERVER}', ?)", [sql]).fetchall()


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? and schema_name = 'main'"
        " order by 1",
        [SHOP],
    ).fetchall()
    return [name for (name,) in found]


def _check_ours(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Refuse to replace a schema that this did not make."""
    found = _ask(
        connection,
        "select n.nspname::text, coalesce(obj_description(n.oid, 'pg_namespace'), '')"
        f" from pg_namespace n where n.nspname = {text(schema)}",
    )
    if found and not found[0][1].startswith(MARK):
        raise PublishError(
            "postgres-schema-taken",
            f"The schema {schema} exists and was not made by script/publish: name another one with"
            " --schema.",
        )


def _drop(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Drop a schema of ours with its tables, but nothing that others have built on them."""
    tables = _ask(
        connection,
        "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where n.nspname = {text(schema)} and c.relkind = 'r' order by 1",
    )
    names = ", ".join(f"{schema}.{quoted(name)}" for (name,) in tables)
    drop_tables = f"drop table {names};" if names else ""
    try:
        _run(
            connection,
            f"set local lock_timeout = '{PATIENCE}s'; {drop_tables} drop schema if exists {schema}",
        )
    except duckdb.Error as error:
        raise PublishError(
            "postgres-in-use",
            f"The schema {schema} of an earlier load cannot be removed ({_reason(error)}): end the"
            " queries that read it, drop views and tables of your own that use it, and run this"
            " again.",
        ) from error


def _create(connection: duckdb.DuckDBPyConnection, tables: list[str], schema: str) -> None:
    """Create a schema with its tables, their types, constraints and comments."""
    statements = [f"create schema {schema}"]
    for table in tables:
        name = f"{schema}.{quoted(table)}"
        columns = _columns(connection, table)
        listed = ", ".join(
            f"{quoted(column)} {type_of(kind)}{'' if is_nullable else ' not null'}"
            for column, kind, is_nullable, _ in columns
        )
        statements.append(f"create table {name} ({listed})")
        (comment,) = connection.execute(
            "select comment from duckdb_tables() where database_name = ? and table_name = ?"
            " and schema_name = 'main'",
            [SHOP, table],
        ).fetchall()[0]
        said = [(f"table {name}", comment)]
        said += [(f"column {name}.{quoted(column)}", words) for column, *_, words in columns]
        statements += [f"comment on {what} is {text(words)}" for what, words in said if words]
    _run(connection, "; ".join(statements))
    # DuckDB keeps what it knows of the server.
    connection.execute("call pg_clear_cache()")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str, bool, str]]:
    return connection.execute(
        "select column_name, data_type, is_nullable, comment from duckdb_columns()"
        " where database_name = ? and table_name = ? and schema_name = 'main'"
        " order by column_index",
        [SHOP, table],
    ).fetchall()


def _fill(connection: duckdb.DuckDBPyConnection, tables: list[str], schema: str) -> int:
    """Fill the tables, and prove that nothing was lost; return the number of rows."""
    connection.execute("begin")
    for table in tables:
        loaded = Relation(schema, table).within(SERVER)
        connection.execute(f"insert into {loaded} from {Relation('main', table).within(SHOP)}")
    connection.execute("commit")
    total = 0
    for table in tables:
        # What is read back is compared in the types that were published.
        columns = ", ".join(
            f"cast({quoted(column)} as {kind}) as {quoted(column)}"
            for column, kind, *_ in _columns(connection, table)
        )
        found = content_of(
            connection, f"select {columns} from {Relation(schema, table).within(SERVER)}"
        )
        if found != content_of(connection, f"from {Relation('main', table).within(SHOP)}"):
            raise PublishError(
                "copy-differs",
                f"{table} in PostgreSQL differs from the published table, and readers keep the"
                " version before: load it again, and check the disk of the server if this happens"
                " twice.",
            )
        total += found[0]
    return total


def _let_read(connection: duckdb.DuckDBPyConnection, schema: str, role: str) -> None:
    """Let a role read a schema, and nothing else."""
    if not _ask(connection, f"select rolname::text from pg_roles where rolname = {text(role)}"):
        _run(connection, f"create role {role} nologin")
    _run(
        connection,
        f"grant usage on schema {schema} to {role};"
        f" grant select on all tables in schema {schema} to {role}",
    )


def _swap(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Give the loaded schema the name that readers use, in one transaction.

    Renaming a schema locks no table, so nobody waits. The version before is dropped by the next
    load, because a query that has begun still reads it.
    """
    exists = _ask(
        connection, f"select nspname::text from pg_namespace where nspname = {text(schema)}"
    )
    away = f"alter schema {schema} rename to {schema}{BEFORE};" if exists else ""
    _run(connection, f"{away} alter schema {schema}{LOADING} rename to {schema}")


def type_of(kind: str) -> str:
    """Return the type of PostgreSQL for a type of DuckDB.

    >>> type_of("DECIMAL(28,6)"), type_of("VARCHAR[]"), type_of("TIMESTAMP")
    ('numeric(28,6)', 'text[]', 'timestamp')

    """
    if kind.endswith("[]"):
        return f"{type_of(kind[:-2])}[]"
    if kind.startswith("DECIMAL"):
        return kind.replace("DECIMAL", "numeric")
    if kind not in TYPES:
        raise PublishError(
            "postgres-type-unknown",
            f"PostgreSQL has no type for {kind}: cast the column of the mart to another type.",
        )
    return TYPES[kind]


def _patient(settings: str) -> str:
    """Return settings that give up in time.

    >>> _patient("host=db dbname=shop"), _patient("postgresql://db/shop")
    ('host=db dbname=shop connect_timeout=10', 'postgresql://db/shop?connect_timeout=10')

    """
    if "connect_timeout" in settings:
        return settings
    if "://" in settings:
        return f"{settings}{'&' if '?' in settings else '?'}connect_timeout={PATIENCE}"
    return f"{settings} connect_timeout={PATIENCE}".strip()


def _reason(error: duckdb.Error) -> str:
    """Return the sentence of the server, without the statement that it was about."""
    said = re.search(r"(?:ERROR|FATAL):\s*(.+)", str(error))
    return (said[1] if said else str(error).splitlines()[0]).strip().rstrip(".")
