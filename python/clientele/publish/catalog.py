"""What the catalog of a database says about its tables, views and table functions.

It is read once, because the answer about one table takes as long as the answer about all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb


@dataclass
class Described:
    """A table or view in the catalog.

    Attributes:
        comment: Its description.
        columns: Name, type, whether it may be null, and description of each column, in order.

    """

    comment: str | None = None
    columns: list[tuple[str, str, bool, str | None]] = field(default_factory=list)


Catalog = dict[tuple[str, str], Described]


def read_catalog(connection: duckdb.DuckDBPyConnection, database: str) -> Catalog:
    """Return the tables and views of a database by schema and name.

    >>> with duckdb.connect() as connection:
    ...     _ = connection.execute("create table days (day date not null)")
    ...     read_catalog(connection, "memory")["main", "days"].columns
    [('day', 'DATE', False, None)]

    """
    found: Catalog = {}
    for schema, name, comment in connection.execute(
        "select schema_name, table_name, comment from duckdb_tables() where database_name = $1"
        " union all select schema_name, view_name, comment from duckdb_views()"
        " where database_name = $1",
        [database],
    ).fetchall():
        found[schema, name] = Described(comment)
    for schema, name, *column in connection.execute(
        "select schema_name, table_name, column_name, data_type, is_nullable, comment"
        " from duckdb_columns() where database_name = ? order by column_index",
        [database],
    ).fetchall():
        found[schema, name].columns.append(tuple(column))
    return found


def read_functions(
    connection: duckdb.DuckDBPyConnection, database: str
) -> dict[tuple[str, str], str]:
    """Return the queries of the table functions of a database by schema and name.

    >>> with duckdb.connect() as connection:
    ...     _ = connection.execute("create function ten() as table (select 10 as n)")
    ...     read_functions(connection, "memory")
    {('main', 'ten'): 'SELECT 10 AS n'}

    """
    return {
        (schema, name): query
        for schema, name, query in connection.execute(
            "select schema_name, function_name, macro_definition from duckdb_functions()"
            " where database_name = ? and function_type = 'table_macro'"
            # Where a function has several forms, the longest one is the whole query.
            " order by len(parameters)",
            [database],
        ).fetchall()
    }
