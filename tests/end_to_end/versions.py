"""Published versions that tell themselves apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

# The tables that say which version they are of.
TABLES = ("build_history", "customers", "segments")


def another_version(published: Path, folder: Path, version: str, *, is_small: bool = False) -> Path:
    """Copy a published file, and let all it says of its version be another one.

    A small one has these tables alone.
    """
    file = folder / f"{version}.duckdb"
    shutil.copy(published, file)
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        connection.execute("update build_history set build_id = ?", [version])
        connection.execute("update segments set segment_name = ?", [version])
        connection.execute("update customers set customer_name = ?", [version])
        if is_small:
            tables = connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'main'"
            ).fetchall()
            for (table,) in tables:
                if table not in TABLES:
                    connection.execute(f"drop table {table}")
        connection.execute("checkpoint")
    return file
