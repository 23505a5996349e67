"""Where an engine leaves the public tables: a DuckDB file, a lake, or a folder of Parquet files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb

from clientele.lake import Lake
from clientele.lake.attaching import attach_for_reading
from clientele.publish.copying import quoted, text


class Place(Protocol):
    """A place of public tables."""

    def tables(self, connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
        """Make the tables readable, and return for each name what stands after `from`.

        `name` is a word of its own for this place on the connection.
        """


@dataclass(frozen=True)
class DuckDBFile:
    """A schema of a DuckDB file."""

    path: Path
    schema: str = "main"

    def tables(self, connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
        connection.execute(f"attach {text(str(self.path))} as {name} (read_only)")
        return _attached(connection, name, self.schema)


@dataclass(frozen=True)
class LakeSchema:
    """The schema of a dataset in a lake."""

    lake: Lake
    dataset: str

    def tables(self, connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
        attach_for_reading(self.lake, connection, name)
        return _attached(connection, name, self.dataset)


@dataclass(frozen=True)
class ParquetFolder:
    """A folder with one file `<table>.parquet` per table, or a folder of files per table.

    Where a table has numbered folders, the one with the largest number that is complete counts,
    as a writer of Spark leaves it (`_SUCCESS`).
    """

    path: Path

    def tables(self, connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
        found = {}
        for entry in sorted(self.path.iterdir()):
            files = [entry] if entry.is_file() else _files(entry)
            files = [file for file in files if file.suffix == ".parquet"]
            if files:
                listed = ", ".join(text(str(file)) for file in files)
                found[entry.name.removesuffix(".parquet")] = f"read_parquet([{listed}])"
        return found


def _attached(connection: duckdb.DuckDBPyConnection, database: str, schema: str) -> dict[str, str]:
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = $1 and schema_name = $2"
        " union select view_name from duckdb_views() where database_name = $1"
        " and schema_name = $2 and not internal order by 1",
        [database, schema],
    ).fetchall()
    return {
        table: ".".join(quoted(part) for part in (database, schema, table)) for (table,) in found
    }


def _files(folder: Path) -> list[Path]:
    """Return the files of a table, in the order of their names."""
    complete = [
        version
        for version in folder.iterdir()
        if version.name.isdecimal() and (version / "_SUCCESS").exists()
    ]
    newest = max(complete, key=lambda version: int(version.name)) if complete else folder
    return sorted(newest.glob("*.parquet"))
