"""The reader on any source, without dbt: what the hook does before a build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from clientele.source.faults import Fault
from clientele.source.sources import Request, open_sources

from .models import INTERNAL, default_vars

LINES = "raw_custom__order_lines"
FINDINGS = "raw_custom__findings"


def read(
    connection: duckdb.DuckDBPyConnection, variables: dict[str, Any], folder: Path = Path()
) -> list[Fault]:
    """Open a source as the relations that dbt reads, or return what is wrong with it.

    The connection has a database `custom` with the internal schema.
    """
    tables = [
        {
            "source": "custom",
            "name": identifier.removeprefix("raw_custom__"),
            "database": "custom",
            "schema": INTERNAL,
            "identifier": identifier,
            "files": None,
            "origin": None,
            "columns": [],
        }
        for identifier in (LINES, FINDINGS)
    ]
    request = {
        "vars": default_vars() | variables,
        "settings": {
            "dataset": "custom",
            "data_dir": str(folder),
            "language": "en",
            "project_dir": str(folder),
        },
        "tables": tables,
        "folder": str(folder),
        "log": "logs/dbt.log",
    }
    cursor = connection.cursor()
    try:
        return open_sources(Request.from_json(request), cursor)
    finally:
        cursor.close()
