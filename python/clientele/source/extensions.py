"""Extensions of DuckDB, which read addresses and other databases."""

from __future__ import annotations

import duckdb

from clientele.source.faults import Raised
from clientele.source.faults.databases import ExtensionMissing, ExtensionUnfit
from clientele.source.sql import literal, name

__all__ = ["load_extension"]


def load_extension(connection: duckdb.DuckDBPyConnection, extension: str) -> None:
    """Make an extension usable. Where it is not installed, DuckDB fetches it.

    Raises:
        Raised: it is neither there nor to be had, or is made for another DuckDB.

    """
    found = connection.execute(
        "select installed, loaded from duckdb_extensions()"
        f" where extension_name = {literal(extension)}"
    ).fetchone()
    is_installed, is_loaded = found or (False, False)
    if is_loaded:
        return
    if not is_installed:
        try:
            connection.execute(f"install {name(extension)}")
        except duckdb.Error as error:
            raise Raised(ExtensionMissing(extension=extension)) from error
    try:
        connection.execute(f"load {name(extension)}")
    except duckdb.Error as error:
        raise Raised(ExtensionUnfit(extension=extension)) from error
