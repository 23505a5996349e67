"""The engine: one session of Spark per process, its tables, and what the driver does in DuckDB.

The driver is the process that runs dbt. It reads and checks sources, reads seeds and runs Python
models with the same code as a build on DuckDB, in a DuckDB in memory, so results are equal.
"""

from __future__ import annotations

import atexit
import re
import threading
import types
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyRelation

from clientele.publish.errors import PublishError
from clientele.publish.working import prepare
from clientele.source.sql import literal, name
from clientele.spark.functions import Project, compile_functions
from clientele.spark.publishing import Published, publish_rows
from clientele.spark.session import open_session
from clientele.spark.settings import Settings
from clientele.spark.sources import read_sources
from clientele.spark.tables import Stored, TableFolder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

__all__ = ["Engine"]

# A table as statements name it.
QUALIFIED = re.compile(r"\b(\w+)\.(\w+)")
# What DuckDB has and Spark lacks, and the type that holds the same values.
NARROWED = {
    "UTINYINT": "SMALLINT",
    "USMALLINT": "INTEGER",
    "UINTEGER": "BIGINT",
    "UBIGINT": "DECIMAL(20, 0)",
    "HUGEINT": "DECIMAL(38, 0)",
    "UHUGEINT": "DECIMAL(38, 0)",
    "TIMESTAMP_S": "TIMESTAMP",
    "TIMESTAMP_MS": "TIMESTAMP",
    "TIMESTAMP_NS": "TIMESTAMP",
    "UUID": "VARCHAR",
    "JSON": "VARCHAR",
    "TIME": "VARCHAR",
}


class Engine:
    """The session of this process and its tables."""

    _opened: Engine | None = None
    _opening = threading.Lock()

    def __init__(self, settings: Settings, session: SparkSession) -> None:
        """Hold a session that is open."""
        self.settings = settings
        self.session = session
        self.tables = TableFolder(settings.tables)
        self._writing = threading.Lock()
        # Tables of earlier builds that no statement of this session has named yet.
        self._unnamed: dict[tuple[str, str], Stored] = {}
        self._naming = threading.Lock()

    @classmethod
    def of(cls, settings: Settings, wait: float, say: Callable[[str], None]) -> Engine:
        """Return the engine of this process, and open its session the first time.

        Raises:
            SparkError: Spark does not answer.
            PublishError: Another build works in the same folder.

        """
        with cls._opening:
            if cls._opened is None:
                # It takes the lock of the target.
                prepare(settings.places, wait, say)
                settings.work.mkdir(parents=True, exist_ok=True)
                engine = cls(settings, open_session(settings))
                atexit.register(engine.session.stop)
                engine.find_stored()
                say(f"Spark {engine.session.version} at {settings.master} builds the tables.")
                cls._opened = engine
            return cls._opened

    def find_stored(self) -> None:
        """Find the tables of earlier builds. Spark learns of each when a statement names it."""
        if not self.settings.is_remote:
            self._unnamed = {(stored.schema, stored.name): stored for stored in self.tables.all()}
            for schema in sorted({schema for schema, _ in self._unnamed}):
                self.session.sql(f"create schema if not exists {schema}")

    def sql(self, statement: str) -> DataFrame:
        """Run a statement, whose tables may be of an earlier build."""
        with self._naming:
            for named in set(QUALIFIED.findall(statement.replace("`", ""))):
                stored = self._unnamed.pop(named, None)
                if stored:
                    self._register(stored.schema, stored.name, stored.folder, stored.columns())
        return self.session.sql(statement)

    def has(self, schema: str, table: str) -> bool:
        """Return whether a table exists."""
        return (schema, table) in self._unnamed or bool(
            self.session.catalog.tableExists(f"{schema}.{table}")
        )

    def _drop(self, schema: str, table: str) -> None:
        """Let Spark forget a table. Its files stay."""
        with self._naming:
            unnamed = self._unnamed.pop((schema, table), None)
        if not unnamed:
            self.session.sql(f"drop table if exists {schema}.{table}")

    def _register(self, schema: str, table: str, folder: Path, columns: pa.Schema) -> None:
        self.session.catalog.createTable(
            f"{schema}.{table}",
            path=str(folder),
            source="parquet",
            schema=_spark_schema(columns),
        )

    # --- tables ----------------------------------------------------------------

    def location(self, schema: str, table: str) -> str:
        """Return the folder of the next version of a table, or nothing on a server."""
        if self.settings.is_remote:
            return ""
        return str(self.tables.next_version(schema, table))

    def swap(self, schema: str, table: str, written: str) -> None:
        """Put a table that was written under another name in the place of a table.

        Args:
            schema: The schema of both.
            table: The name that the table gets.
            written: The name under which it was written.

        """
        self._drop(schema, table)
        self.session.sql(f"alter table {schema}.{written} rename to {schema}.{table}")
        if not self.settings.is_remote:
            self.tables.forget_others(schema, table)

    def known(self, schema: str) -> list[str] | None:
        """Return the names of the tables of a schema; none if only the server knows them."""
        if self.settings.is_remote:
            return None
        return [stored.name for stored in self.tables.all() if stored.schema == schema]

    def dropped(self, schema: str, table: str) -> None:
        """Remove the files of a table that Spark has dropped."""
        if not self.settings.is_remote:
            self.tables.remove(schema, table)

    def replace(self, schema: str, table: str, select: str) -> None:
        """Replace the rows of a table by those of a select, which may read the table."""
        self.session.sql(f"drop table if exists {schema}.{table}__next")
        location = self.location(schema, table)
        at = f" location '{location}'" if location else ""
        self.sql(f"create table {schema}.{table}__next using parquet{at} as {select}")
        self.swap(schema, table, f"{table}__next")

    def put(
        self, schema: str, table: str, connection: duckdb.DuckDBPyConnection, select: str
    ) -> None:
        """Write the rows of a query of DuckDB as a table of Spark."""
        described = connection.execute(f"describe {select}").fetchall()
        casts = [
            f"cast({name(column)} as {NARROWED[kind]}) as {name(column)}"
            if kind in NARROWED
            else name(column)
            for column, kind, *_ in described
        ]
        query = f"select {', '.join(casts)} from ({select})"
        self.session.sql(f"create schema if not exists {schema}")
        if self.settings.is_remote:
            rows = connection.execute(query).to_arrow_table()
            frame = self.session.createDataFrame(_without_views(rows), _spark_schema(rows.schema))
            self.session.sql(f"drop table if exists {schema}.{table}__next")
            frame.write.format("parquet").saveAsTable(f"{schema}.{table}__next")
            self.swap(schema, table, f"{table}__next")
            return
        with self._writing:
            folder = self.tables.next_version(schema, table)
            folder.mkdir(parents=True)
            connection.execute(
                f"copy ({query}) to {literal(str(folder / 'part-00000.parquet'))}"
                " (format parquet, compression zstd)"
            )
            columns = connection.execute(f"{query} limit 0").to_arrow_table().schema
            self.tables.complete(folder)
            self._drop(schema, table)
            self._register(schema, table, folder, columns)
            self.tables.forget_others(schema, table)

    def rows(self, relation: str, connection: duckdb.DuckDBPyConnection) -> DuckDBPyRelation:
        """Return the rows of a table of Spark as a relation of DuckDB.

        Args:
            relation: The table, as `schema.table`.
            connection: The connection that reads it.

        Raises:
            PublishError: The table is not built.

        """
        schema, _, table = relation.replace("`", "").rpartition(".")
        found = None if self.settings.is_remote else self.tables.find(schema, table)
        if found:
            files = ", ".join(literal(str(file)) for file in found.files())
            return connection.sql(f"from read_parquet([{files}])")
        if not self.has(schema, table):
            raise PublishError(
                "relation-not-built", f"Spark has no {schema}.{table}: build it with script/build."
            )
        return connection.from_arrow(self.session.table(relation).toArrow())

    # --- what the driver does itself -------------------------------------------

    def open_sources(self, request: Mapping[str, Any]) -> list[dict[str, str]]:
        """Read and check the sources, and write them as tables; return the problems."""
        with duckdb.connect() as connection:
            problems, relations = read_sources(request, connection)
            for relation in relations:
                self.put(
                    relation.schema,
                    relation.identifier,
                    connection,
                    f"select * from {name(relation.schema)}.{name(relation.identifier)}",
                )
            return problems

    def load_seed(
        self, schema: str, table: str, file: str, columns: Mapping[str, str], delimiter: str
    ) -> None:
        """Write the rows of a CSV file as a table, read as DuckDB reads a seed."""
        declared = ", ".join(f"{name(column)} {kind}" for column, kind in columns.items())
        with duckdb.connect() as connection:
            connection.execute(f"create table seed ({declared})")
            connection.execute(
                f"copy seed from {literal(file)}"
                f" (format csv, header true, delimiter {literal(delimiter)})"
            )
            self.put(schema, table, connection, "select * from seed")

    def run_python(self, schema: str, table: str, code: str) -> None:
        """Run a Python model and write what it returns as a table."""
        module = types.ModuleType(table)
        exec(compile(code, f"{table}.py", "exec"), module.__dict__)
        with duckdb.connect() as connection:
            dbt = module.dbtObj(lambda relation: self.rows(relation, connection))
            result = module.model(dbt, self.session)
            connection.register("result", result)
            self.put(schema, table, connection, "select * from result")

    def edit_rows(self, schema: str, table: str, statements: Sequence[str]) -> None:
        """Run statements of DuckDB on the rows of one small table, and write it again.

        A table of Parquet files has no `update`.
        """
        with duckdb.connect() as connection:
            connection.execute(f"create schema {name(schema)}")
            at = f"{name(schema)}.{name(table)}"
            if self.has(schema, table):
                rows = self.rows(f"{schema}.{table}", connection)
                rows.create(f"{schema}.{table}")
            for statement in statements:
                connection.execute(statement)
            self.put(schema, table, connection, f"select * from {at}")

    def publish(self, request: Mapping[str, Any], schemas: Mapping[str, str]) -> Published:
        """Publish the tables as the DuckDB file of the target.

        Args:
            request: The request of the macro `publish_request`.
            schemas: The schema of the published file for each schema of Spark.

        Raises:
            PublishError: A check holds the version back, or the file cannot be written.

        """
        project = Project(
            Path(request["project_dir"]), request["dataset"], request["command_line_vars"]
        )
        functions = partial(compile_functions, project)
        return publish_rows(request, schemas, self.settings.places, self.rows, functions)

    def local_rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query that the driver answers, such as one that reads a file."""
        with duckdb.connect() as connection:
            return connection.execute(sql).fetchall()


def _without_views(rows: pa.Table) -> pa.Table:
    """Return rows whose texts have the type that Spark takes."""
    return rows.cast(
        pa.schema(
            [
                pa.field(f.name, pa.string() if pa.types.is_string_view(f.type) else f.type)
                for f in rows.schema
            ]
        )
    )


def _spark_schema(columns: pa.Schema) -> StructType:
    """Return columns of Arrow as columns of Spark. A timestamp without a zone stays so."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(columns, prefer_timestamp_ntz=True)
