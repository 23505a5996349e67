"""The sources of a build on Spark, which the driver reads with the reader of a build on DuckDB."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from clientele.redaction import redact
from clientele.source.faults.reader import Unexpected
from clientele.source.sources import Request, open_sources

__all__ = ["SourceTable", "read_sources"]


@dataclass(frozen=True)
class SourceTable:
    """A table of a source, as dbt declares it."""

    schema: str
    identifier: str


def read_sources(
    request: Mapping[str, Any], connection: duckdb.DuckDBPyConnection
) -> tuple[list[dict[str, str]], Sequence[SourceTable]]:
    """Read and check the sources; return the problems, or the relations in this connection.

    Args:
        request: The request of the macro `open_sources`.
        connection: A DuckDB in memory, which gets the relations.

    Returns: One problem per fault, with its code and its sentence, and the tables to write.

    """
    language = request["settings"]["language"]
    tables = [{**table, "database": "memory"} for table in request["tables"]]
    try:
        faults = open_sources(Request.from_json({**request, "tables": tables}), connection)
    except Exception as error:
        with open(request["log"], "a", encoding="utf-8") as log:  # noqa: PTH123
            log.write(redact(traceback.format_exc(), ()))
        faults = [Unexpected(error=type(error).__name__, log=request["log"])]
    problems = [{"code": fault.code, "sentence": fault.sentence(language)} for fault in faults]
    if problems:
        return problems, []
    return [], [SourceTable(table["schema"], table["identifier"]) for table in tables]
