"""Databases: relations that DuckDB knows, tables of SQLite files and of PostgreSQL."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, unquote

import duckdb

from clientele.source.address import shown_address, shown_source
from clientele.source.extensions import load_extension
from clientele.source.faults import Raised, shown
from clientele.source.faults.databases import (
    PasswordShown,
    PostgresUnreachable,
    RelationMissing,
    SqliteWrong,
    TableMissing,
    TableUnnamed,
)
from clientele.source.files import Found, check_kind
from clientele.source.reference import Reference
from clientele.source.sql import literal, name
from clientele.source.table import Kind, Table
from clientele.words import load_words

__all__ = ["postgres_table", "relation_table", "sqlite_table"]

# How long a server may take to answer, in seconds.
PATIENCE = 10
# What of the settings of PostgreSQL may be shown.
PUBLIC_SETTINGS = ("host", "hostaddr", "port", "dbname", "user", "service")


def relation_table(
    reference: Reference, connection: duckdb.DuckDBPyConnection, language: str
) -> Table:
    """Return a table or view that DuckDB knows, in its own database or an attached one.

    Raises:
        Raised: there is none of that name.

    """
    parts = _name_parts(reference.path)
    relations = connection.execute(
        "select distinct database_name, schema_name, table_name, current_database()"
        " from duckdb_columns() where not internal"
        " and schema_name not in ('information_schema', 'pg_catalog') order by all"
    ).fetchall()
    here = relations[0][3].lower() if relations else ""
    for place in _places(parts, here):
        for database, schema, table, _ in relations:
            if tuple(part.lower() for part in (database, schema, table)) == place:
                full = ".".join(name(part) for part in (database, schema, table))
                label = str(load_words(language)["labels"]["relation"]).format(relation=shown(full))
                return _described("relation", label, full, connection)
    names = [
        ".".join([schema, table] if database == current else [database, schema, table])
        for database, schema, table, current in relations
    ]
    raise Raised(
        RelationMissing(
            relation=shown_source(reference.path),
            nearby=tuple(difflib.get_close_matches(reference.path, names, 3, 0.5)),
        )
    )


def sqlite_table(
    found: Found, reference: Reference, connection: duckdb.DuckDBPyConnection, language: str
) -> Table:
    """Return a table or view of a SQLite file, all of it as text.

    Raises:
        Raised: the file is not a SQLite database, or has no such table.

    """
    _check_named(reference)
    load_extension(connection, "sqlite_scanner")
    check_kind(found, ("sqlite",))
    try:
        database = sqlite3.connect(f"file:{quote(found.path)}?mode=ro", uri=True)
        try:
            rows = database.execute(
                "select name from sqlite_master where type in ('table', 'view')"
                r" and name not like 'sqlite\_%' escape '\' order by name"
            )
            tables = [str(row[0]) for row in rows]
            parts = tuple(part.lower() for part in _name_parts(reference.within))
            table = next((table for table in tables if (table.lower(),) == parts), None)
            if table is None:
                raise Raised(_missing_table(reference.within, tables, found.label))
            reals = _real_columns(database, table)
        finally:
            database.close()
    except sqlite3.Error as error:
        raise Raised(SqliteWrong(label=found.label)) from error
    # A column of SQLite can hold anything, whatever its type says.
    connection.execute("set global sqlite_all_varchar = true")
    scan = f"sqlite_scan({literal(found.path)}, {literal(table)})"
    label = load_words(language)["labels"]["sqlite"].format(table=shown(table), file=found.label)
    described = _described("sqlite", label, scan, connection)
    cells = [
        # 17800 in a column of real numbers is written 17800.0.
        rf"regexp_replace({name(column)}, '^(-?\d+)\.0$', '\1') as {name(column)}"
        if column.lower() in reals
        else name(column)
        for column in described.columns
    ]
    return replace(
        described,
        scan=f"(select {', '.join(cells)} from {scan})",
        is_private=found.is_private,
    )


def postgres_table(
    reference: Reference, connection: duckdb.DuckDBPyConnection, language: str
) -> Table:
    """Return a table or view of PostgreSQL.

    Raises:
        Raised: the settings hold a password, the server does not answer, or has no such table.

    """
    _check_named(reference)
    if _has_password(reference.path):
        raise Raised(PasswordShown())
    load_extension(connection, "postgres_scanner")
    try:
        tables = connection.execute(
            "select table_schema, table_name from"
            f" postgres_scan({literal(_patient(reference.path))}, 'information_schema', 'tables')"
            " where table_schema not in ('information_schema', 'pg_catalog') order by all"
        ).fetchall()
    except duckdb.Error as error:
        raise Raised(PostgresUnreachable(settings=_public_settings(reference.path))) from error
    words = load_words(language)["labels"]
    parts = _name_parts(reference.within)
    # PostgreSQL tells Orders from orders, and so do we.
    wanted = parts if len(parts) == 2 else ("public", *parts)
    if wanted not in tables:
        names = [f"{schema}.{table}" for schema, table in tables]
        raise Raised(_missing_table(reference.within, names, str(words["postgres_database"])))
    return _described(
        "postgres",
        str(words["postgres"]).format(table=shown(".".join(wanted))),
        f"postgres_scan({literal(reference.path)}, {', '.join(map(literal, wanted))})",
        connection,
    )


def _name_parts(text: str) -> tuple[str, ...]:
    """Return the parts of the name of a relation, of which the last is the table."""
    found = re.findall(r'"((?:[^"]|"")+)"|([^."]+)', text)
    return tuple(quoted.replace('""', '"') or plain.strip() for quoted, plain in found)


def _places(parts: Sequence[str], here: str) -> list[tuple[str, ...]]:
    """Return where a relation is looked for: database, schema and table, in small letters."""
    parts = tuple(part.lower() for part in parts)
    if len(parts) == 1:
        return [(here, "main", *parts)]
    if len(parts) == 2:
        # As in DuckDB, the first of two can be a schema or a database.
        schemas = ("main", "public")
        return [(here, *parts), *((parts[0], schema, parts[1]) for schema in schemas)]
    return [tuple(parts)] if len(parts) == 3 else []


def _described(kind: Kind, label: str, scan: str, connection: duckdb.DuckDBPyConnection) -> Table:
    rows = connection.execute(f"describe select * from {scan}").fetchall()
    return Table(kind=kind, label=label, columns={row[0]: row[1] for row in rows}, scan=scan)


def _check_named(reference: Reference) -> None:
    if not reference.within:
        raise Raised(TableUnnamed(kind=reference.kind))


def _missing_table(wanted: str, tables: Sequence[str], label: str) -> TableMissing:
    nearby = difflib.get_close_matches(wanted, tables, 3, 0.5) or tables[:3]
    return TableMissing(table=wanted, label=label, nearby=tuple(nearby))


def _real_columns(database: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns that SQLite turns numbers into real ones for, in small letters."""
    rows = database.execute("select name, type from pragma_table_info(?)", (table,)).fetchall()
    return {name.lower() for name, kind in rows if re.search("REAL|FLOA|DOUB", kind.upper())}


def _has_password(settings: str) -> bool:
    text = unquote(settings)
    return re.search(r"(?i)password\s*=|//[^/@]*:[^/@]*@", text) is not None


def _patient(settings: str) -> str:
    """Return settings that give up in time, as a server that is not there may never answer."""
    if "connect_timeout" in settings:
        return settings
    if "://" in settings:
        return f"{settings}{'&' if '?' in settings else '?'}connect_timeout={PATIENCE}"
    return f"{settings} connect_timeout={PATIENCE}".strip()


def _public_settings(settings: str) -> str:
    """Return the settings that say where a server is, without all others.

    >>> _public_settings("host=db port=5432 sslkey=/etc/keys/me")
    'host=db port=5432'

    """
    if "://" in settings:
        return shown_address(settings)
    found = re.findall(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|\S*)", settings)
    return " ".join(f"{key}={value}" for key, value in found if key.lower() in PUBLIC_SETTINGS)
