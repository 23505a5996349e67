"""Opens a source as the project does, and reads what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from clientele.source.opening import broken_lines, open_tables
from clientele.source.settings import Settings
from clientele.source.sql import name
from clientele.source.table import Table


@dataclass
class Opened:
    """What a source holds, and what is wrong with it."""

    tables: list[Table]
    codes: list[str]
    sentences: list[str]
    connection: duckdb.DuckDBPyConnection

    def rows(self, *extra: str) -> list[tuple[Any, ...]]:
        """Return the rows of the only table; `extra` are the attributes `file` and `line`."""
        (table,) = self.tables
        columns = [name(column) for column in table.columns]
        columns += [name(getattr(table, which)) for which in extra]
        return self.connection.execute(f"select {', '.join(columns)} from {table.scan}").fetchall()

    def broken(self) -> list[str]:
        """Return the sentences on lines that a pass over the only table leaves out."""
        (table,) = self.tables
        self.connection.execute(f"select count(columns(*)) from {table.check_scan}").fetchall()
        return [fault.sentence() for fault in broken_lines(self.connection, table)]


def opened(folder: Path, source: object, **settings: Any) -> Opened:
    """Open a source that starts at a folder."""
    connection = duckdb.connect()
    tables, faults = open_tables(
        Settings(custom_source=source, project_dir=str(folder), **settings), connection
    )
    return Opened(
        tables, [fault.code for fault in faults], [f.sentence() for f in faults], connection
    )


def mapping(names: list[str]) -> dict[str, str]:
    """Map each name, so that the reader knows what a header looks like."""
    return {f"x_{number}": name for number, name in enumerate(names)}
