"""A read-only connection to the public tables, for analysts."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb


class WarehouseError(Exception):
    """A database cannot be opened. The text is one sentence: what is wrong and how to fix it."""


def connect(database: str | Path = "demo") -> duckdb.DuckDBPyConnection:
    """Open the database of a target, or a database file, for reading.

    `connect("demo").sql("select * from segments").df()` is a pandas table. The connection reads one
    published version to its end. A build does not wait for it, and publishes a new file beside it.

    Args:
        database: The name of a target, whose file is looked for in the folder CLIENTELE_WAREHOUSE
            (by default `warehouse`), or the path of a .duckdb file.

    Raises:
        WarehouseError: The file does not exist, is not a DuckDB database, or another program has it
            open for writing.

    >>> connect("a_shop_that_nobody_built")
    Traceback (most recent call last):
    clientele.warehouse.WarehouseError: There is no database ...

    """
    is_path = isinstance(database, Path) or database.endswith(".duckdb")
    folder = Path(os.environ.get("CLIENTELE_WAREHOUSE") or "warehouse")
    path = Path(database) if is_path else folder / f"{database}.duckdb"
    if not path.is_file():
        raise WarehouseError(
            f"There is no database {path.absolute()}: build it with"
            f" `script/build --target {path.stem}`, or name the folder of the databases with the"
            " environment variable CLIENTELE_WAREHOUSE."
        )
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise WarehouseError(
            f"The database {path.absolute()} cannot be opened ({reason}): close the program that"
            " writes it, or publish it again with script/publish (script/build if that fails)."
        ) from error
