"""The relations that dbt reads as sources: views where a file is lazy, tables where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from clientele.source.sql import literal, name

__all__ = ["Relation", "create_relations"]


@dataclass(frozen=True)
class Relation:
    """A relation that a select defines.

    Attributes:
        database: The database that holds the relation.
        schema: The schema that holds the relation.
        identifier: The relation's name.
        select: The query whose rows the relation has.
        is_stored: Whether the rows are copied, as the query may not run again later.

    """

    database: str
    schema: str
    identifier: str
    select: str
    is_stored: bool

    def create(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Create the relation, in the place of a table or a view of its name."""
        schema = f"{name(self.database)}.{name(self.schema)}"
        connection.execute(f"create schema if not exists {schema}")
        # DuckDB replaces a view by a view and a table by a table, but not one by the other.
        found = connection.execute(
            "select table_type from information_schema.tables where"
            f" table_catalog = {literal(self.database)} and table_schema = {literal(self.schema)}"
            f" and table_name = {literal(self.identifier)}"
        ).fetchone()
        if found:
            kind = "view" if found[0] == "VIEW" else "table"
            connection.execute(f"drop {kind} {schema}.{name(self.identifier)}")
        kind = "table" if self.is_stored else "view"
        connection.execute(f"create {kind} {schema}.{name(self.identifier)} as {self.select}")


def create_relations(relations: Sequence[Relation], connection: duckdb.DuckDBPyConnection) -> None:
    """Create all relations, or none of them.

    >>> import duckdb
    >>> from clientele.source.relations import Relation, create_relations
    >>> connection = duckdb.connect()
    >>> one = Relation("memory", "raw", "orders", "select 1 as order_id", is_stored=False)
    >>> create_relations([one], connection)
    >>> connection.execute("from raw.orders").fetchall()
    [(1,)]

    Raises:
        duckdb.Error: a query cannot run; no relation is changed then.

    """
    connection.execute("begin transaction")
    try:
        for relation in relations:
            relation.create(connection)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
