"""A compact copy of some relations of a database, and the proof that nothing was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import duckdb

from clientele.publish.catalog import Catalog, read_catalog, read_functions
from clientele.publish.errors import PublishError

COPY = "clientele_published"
# Small blocks waste less space in a file of many small tables, and more in one of large tables.
SMALL, LARGE = 16384, 65536
# The oldest release that reads a version: the one of the lock.
STORAGE = "v1.5.0"
MANY_ROWS = 500_000
# DuckDB stores a decimal of up to 18 digits in 64 bits and compresses it; wider ones it does not.
NARROW = 18
WIDE_DECIMAL = re.compile(r"DECIMAL\((?P<width>\d+),(?P<scale>\d+)\)")
# Long texts repeat parts of each other, as lists of products do, and Zstandard finds these parts.
LONG_TEXT = 40
# The number of rows, and a sum that tells other rows apart, whatever their order.
CONTENT = "count(*), coalesce(sum(cast(hash(rows) as hugeint)), 0)"


@dataclass(frozen=True)
class Relation:
    """A table or view that is published.

    Attributes:
        schema: Its schema, in the working database and in the published one.
        name: Its name.
        replaced: SQL that stands for a column in the published version, by the column's name.
        where: The condition of the rows that are published. All rows are where it is empty.
        is_continued: Whether builds add to its rows. A working database that was lost continues
            with the published rows, so their types stay.
        computed: SQL of the columns that are computed from others when they are read, by name.
        required: Columns that are never null, even if the relation is a view and cannot say so.

    """

    schema: str
    name: str
    replaced: dict[str, str] = field(default_factory=dict)
    where: str = ""
    is_continued: bool = False
    computed: dict[str, str] = field(default_factory=dict, compare=False)
    required: frozenset[str] = field(default=frozenset(), compare=False)

    def within(self, database: str) -> str:
        """Return its name in SQL.

        >>> Relation("main", "customers").within("demo")
        '"demo"."main"."customers"'

        """
        return ".".join(quoted(part) for part in (database, self.schema, self.name))


@dataclass(frozen=True)
class Column:
    """A column of a published table.

    Attributes:
        name: Its name.
        kind: Its type in the published version.
        built: Its type in the working database.
        sql: Its value in the working database.
        is_required: Whether it is never null.
        comment: Its description.
        compression: How DuckDB must compress it, or nothing where DuckDB chooses.
        computed: SQL that computes it from other columns when it is read, or nothing if its values
            are stored.

    """

    name: str
    kind: str
    built: str
    sql: str
    is_required: bool
    comment: str | None
    compression: str = ""
    computed: str = ""

    @property
    def declaration(self) -> str:
        """Its part of `create table`."""
        if self.computed:
            return f"{quoted(self.name)} {self.kind} generated always as ({self.computed}) virtual"
        compression = f" using compression {self.compression}" if self.compression else ""
        return f"{quoted(self.name)} {self.kind}{compression}{' not null' * self.is_required}"

    @property
    def stored(self) -> str:
        """Its part of `create table` where DuckDB's compression and computed columns are unknown.

        >>> money = "DECIMAL(18,6)"
        >>> Column("revenue", money, money, "revenue", True, None, computed="a * b").stored
        '"revenue" DECIMAL(18,6) not null'

        """
        return f"{quoted(self.name)} {self.kind}{' not null' * self.is_required}"


@dataclass(frozen=True)
class Function:
    """A table function that is published, with its parameters as they are declared."""

    schema: str
    name: str
    parameters: list[str]


def write_copy(
    connection: duckdb.DuckDBPyConnection,
    relations: list[Relation],
    functions: list[Function],
    file: Path,
) -> dict[str, int]:
    """Write the relations, functions and comments of the current database into a new file.

    Returns the number of rows by relation.

    Raises:
        PublishError: The file that was written does not hold what the database holds.

    """
    database = connection.execute("select current_database()").fetchall()[0][0]
    catalog = read_catalog(connection, database)
    ordered = sorted(relations, key=lambda relation: (relation.schema, relation.name))
    columns, expected = [], []
    for relation in ordered:
        of_it, content = examine(connection, relation, catalog, database)
        columns.append(of_it)
        expected.append(content)
    rows = sum(count for count, _ in expected)
    block = LARGE if rows > MANY_ROWS else SMALL
    with _every_compression(connection):
        connection.execute(
            f"attach {text(str(file))} as {COPY} (block_size {block}, storage_version '{STORAGE}')"
        )
        try:
            # One transaction: the disk would be waited for after each of hundreds of comments.
            connection.execute("begin")
            try:
                for relation, of_it in zip(ordered, columns, strict=True):
                    _write(connection, relation, of_it, catalog, database)
                _define(connection, functions, database)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
            connection.execute(f"checkpoint {COPY}")
        finally:
            connection.execute(f"detach {COPY}")
    connection.execute(f"attach {text(str(file))} as {COPY} (read_only)")
    try:
        differing = [
            relation.name
            for relation, of_it, content in zip(ordered, columns, expected, strict=True)
            if content_of(connection, read_back(relation, of_it, COPY)) != content
        ]
    finally:
        connection.execute(f"detach {COPY}")
    if differing:
        raise PublishError(
            "copy-differs",
            f"The copy to publish differs from the working database in {', '.join(differing)}:"
            " build again, and check the disk if this happens twice.",
        )
    return {relation.name: count for relation, (count, _) in zip(ordered, expected, strict=True)}


@contextmanager
def _every_compression(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Allow all methods of compression, some of which the profile leaves out to save time."""
    left_out = "disabled_compression_methods"
    methods = connection.execute(f"select current_setting('{left_out}')").fetchall()[0][0]
    connection.execute(f"set {left_out} = ''")
    try:
        yield
    finally:
        connection.execute(f"set {left_out} = {text(methods)}")


def examine(
    connection: duckdb.DuckDBPyConnection, relation: Relation, catalog: Catalog, database: str
) -> tuple[list[Column], tuple[int, int]]:
    """Return the columns of a relation as they are published, and its content, in one pass.

    Raises:
        PublishError: The database has no such relation.

    """
    columns = _as_built(relation, catalog)
    measures = [_measure(column) for column in columns]
    rows, total, *values = connection.execute(
        f"select {CONTENT}, {', '.join(measures)}"
        f" from ({select_of(relation, columns, database)}) as rows"
    ).fetchall()[0]
    if not relation.is_continued:
        columns = [_compact(column, value) for column, value in zip(columns, values, strict=True)]
    return columns, (rows, total)


def _as_built(relation: Relation, catalog: Catalog) -> list[Column]:
    """Return the columns of a relation in the types of the working database."""
    described = catalog.get((relation.schema, relation.name))
    if not described:
        raise PublishError(
            "relation-not-built",
            f"The working database has no {relation.schema}.{relation.name}: build it with"
            " script/build.",
        )
    return [
        Column(
            name=name,
            kind=kind,
            built=kind,
            sql=relation.replaced.get(name, quoted(name)),
            # What stands for a personal column may be null.
            is_required=(not is_nullable or name in relation.required)
            and name not in relation.replaced,
            comment=comment,
            computed=relation.computed.get(name, ""),
        )
        for name, kind, is_nullable, comment in described.columns
    ]


def _measure(column: Column) -> str:
    """Return the SQL of what `_compact` must know of a column."""
    if WIDE_DECIMAL.fullmatch(column.kind):
        return f"max(abs({quoted(column.name)}))"
    if column.kind == "VARCHAR":
        return f"avg(length({quoted(column.name)}))"
    return "null"


def _compact(column: Column, value: float | Decimal | None) -> Column:
    """Return the column in the smallest form that holds its values.

    >>> money = Column("revenue", "DECIMAL(28,6)", "DECIMAL(28,6)", "revenue", True, None)
    >>> _compact(money, 999_999_999_999).kind, _compact(money, 1_000_000_000_000).kind
    ('DECIMAL(18,6)', 'DECIMAL(28,6)')

    """
    if value is None:
        return column
    decimal = WIDE_DECIMAL.fullmatch(column.kind)
    if decimal is None:
        return replace(column, compression="zstd" if value > LONG_TEXT else "")
    scale = int(decimal["scale"])
    if int(decimal["width"]) > NARROW >= scale and value < 10 ** (NARROW - scale):
        return replace(column, kind=f"DECIMAL({NARROW},{scale})")
    return column


def select_of(relation: Relation, columns: list[Column], database: str) -> str:
    """Return the SQL of what is published of a relation."""
    values = [f"cast({column.sql} as {column.kind}) as {quoted(column.name)}" for column in columns]
    where = f" where {relation.where}" if relation.where else ""
    return f"select {', '.join(values)} from {relation.within(database)}{where}"


def read_back(relation: Relation, columns: list[Column], copy: str) -> str:
    """Return the SQL of a copy of a relation, in the types of the working database.

    A narrower type holds equal values and has other hashes.
    """
    values = [
        f"cast({quoted(column.name)} as {column.built}) as {quoted(column.name)}"
        for column in columns
    ]
    return f"select {', '.join(values)} from {relation.within(copy)}"


def _write(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    columns: list[Column],
    catalog: Catalog,
    database: str,
) -> None:
    """Write a table with its rows in their order, its constraints and its comments."""
    copy = relation.within(COPY)
    declarations = ", ".join(column.declaration for column in columns)
    connection.execute(f"create schema if not exists {COPY}.{quoted(relation.schema)}")
    connection.execute(f"create table {copy} ({declarations})")
    stored = ", ".join(quoted(column.name) for column in columns if not column.computed)
    # What is computed is compared with what was built afterwards, as are all values.
    content = select_of(relation, columns, database)
    connection.execute(f"insert into {copy} ({stored}) select {stored} from ({content}) as content")
    for comment in comments_of(relation, columns, catalog, COPY):
        connection.execute(comment)


def comments_of(
    relation: Relation, columns: list[Column], catalog: Catalog, copy: str
) -> list[str]:
    """Return the statements that describe a copy of a relation, and its columns, in a database."""
    table = relation.within(copy)
    said = [(f"table {table}", catalog[relation.schema, relation.name].comment)]
    said += [(f"column {table}.{quoted(column.name)}", column.comment) for column in columns]
    return [f"comment on {what} is {text(words)}" for what, words in said if words]


def definitions_of(
    connection: duckdb.DuckDBPyConnection, functions: list[Function], database: str
) -> list[str]:
    """Return the queries of table functions. DuckDB keeps them without defaults of parameters.

    Raises:
        PublishError: The database lacks one of the functions.

    """
    found = read_functions(connection, database) if functions else {}
    for function in functions:
        if (function.schema, function.name) not in found:
            raise PublishError(
                "relation-not-built",
                f"The working database has no function {function.schema}.{function.name}: build it"
                " with script/build.",
            )
    return [found[function.schema, function.name] for function in functions]


def _define(
    connection: duckdb.DuckDBPyConnection, functions: list[Function], database: str
) -> None:
    """Define table functions."""
    queries = definitions_of(connection, functions, database)
    for function, query in zip(functions, queries, strict=True):
        connection.execute(f"create schema if not exists {COPY}.{quoted(function.schema)}")
        connection.execute(
            f"create function {COPY}.{quoted(function.schema)}.{quoted(function.name)}"
            f"({', '.join(function.parameters)}) as table ({query})"
        )


def content_of(connection: duckdb.DuckDBPyConnection, select: str) -> tuple[int, int]:
    """Return the number of rows, and a sum that tells other rows apart, whatever their order."""
    rows, total = connection.execute(f"select {CONTENT} from ({select}) as rows").fetchall()[0]
    return rows, total


def quoted(name: str) -> str:
    """Return a name as SQL writes it.

    >>> print(quoted('a "b" c'))
    "a ""b"" c"

    """
    return '"' + name.replace('"', '""') + '"'


def text(given: str) -> str:
    """Return a text as SQL writes it.

    >>> text("it's")
    "'it''s'"

    """
    return "'" + given.replace("'", "''") + "'"
