"""Opens what a build reads: finds it, checks it, and makes the relations that dbt reads."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import duckdb

from clientele.source.address import is_address, shown_address
from clientele.source.datasets import RawTable, find_files, open_raw_table
from clientele.source.faults import Fault
from clientele.source.faults.addresses import SecretInSource, VariableUnset
from clientele.source.findings import Finding
from clientele.source.opening import open_tables
from clientele.source.reading import declared_faults, read_tables
from clientele.source.relations import Relation, create_relations
from clientele.source.settings import Settings
from clientele.source.sql import literal

__all__ = ["Request", "open_sources"]

# These kinds are slow to read twice, or read differently by other connections.
STORED = {"xlsx", "sqlite", "postgres"}
SECRET_PARAMETER = re.compile(r"(?i)sig|token|secret|passw|key|credential|auth")


@dataclass(frozen=True)
class Request:
    """What dbt asks for before it builds.

    Attributes:
        settings: The vars of the source.
        tables: One dictionary per source table of dbt: `source`, `name`, `database`, `schema`,
            `identifier`, and for a table of a dataset `files`, `columns` and `origin`.
        folder: The folder of the dataset's files.

    """

    settings: Settings
    tables: Sequence[Mapping[str, Any]]
    folder: Path

    @classmethod
    def from_json(cls, request: Mapping[str, Any]) -> Request:
        """Return the request that a dictionary of JSON holds."""
        settings = Settings.from_vars(request["vars"] | request["settings"])
        return cls(settings, request["tables"], Path(request["folder"]))


def open_sources(request: Request, connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """Make the relations of all tables that a build reads, or return what is wrong with them.

    Where a fault is returned, no relation is changed.
    """
    if request.settings.dataset == "custom":
        relations, faults = _open_custom(request, connection)
    else:
        relations, faults = _open_dataset(request, connection)
    if not faults:
        create_relations(relations, connection)
    return faults


def _open_dataset(
    request: Request, connection: duckdb.DuckDBPyConnection
) -> tuple[list[Relation], list[Fault]]:
    tables = [
        RawTable(
            dataset=request.settings.dataset,
            name=table["identifier"],
            files=table["files"],
            columns=table["columns"],
            origin=table["origin"],
        )
        for table in request.tables
    ]
    files, faults = find_files(tables, request.folder)
    if faults:
        return [], faults
    relations = []
    for table, file, declared in zip(tables, files, request.tables, strict=True):
        opened = open_raw_table(table, file, request.settings, connection)
        if isinstance(opened, list):
            faults += opened
        else:
            select, of_file = opened
            is_stored = of_file.is_private or of_file.kind in STORED
            relations.append(_relation(declared, select, is_stored))
    return relations, faults


def _relation(declared: Mapping[str, Any], select: str, is_stored: bool) -> Relation:
    return Relation(
        declared["database"], declared["schema"], declared["identifier"], select, is_stored
    )


def _open_custom(
    request: Request, connection: duckdb.DuckDBPyConnection
) -> tuple[list[Relation], list[Fault]]:
    settings = request.settings
    if isinstance(settings.custom_source, str):
        source, fault = resolve_source(settings.custom_source)
        if fault:
            return [], [fault]
        settings = replace(settings, custom_source=source)
    tables, faults = open_tables(settings, connection)
    if not tables:
        # The vars that say how to read it can be checked without it.
        return [], [*faults, *declared_faults(settings, connection)]
    reading = read_tables(settings, tables, connection)
    if faults or reading.faults:
        return [], [*faults, *reading.faults]
    is_stored = any(table.is_private or table.kind in STORED for table in tables)
    declared = {table["name"]: table for table in request.tables}
    return [
        _relation(declared["order_lines"], reading.select, is_stored),
        _relation(declared["findings"], select_findings(reading.findings), is_stored=True),
    ], []


def resolve_source(source: str) -> tuple[str, Fault | None]:
    """Return the source that `env:NAME` stands for, or any other as it is, and what is wrong.

    dbt writes vars into its logs and its target folder, so an address with a secret may only stand
    in the environment.

    >>> resolve_source("orders.csv")
    ('orders.csv', None)
    >>> resolve_source("https://example.org/orders.csv?X-Amz-Signature=5")[1].code
    'secret-in-source'

    """
    variable = re.fullmatch(r"env:(\w+)", source.strip())
    if variable:
        value = os.environ.get(variable[1], "")
        return value, None if value.strip() else VariableUnset(variable=variable[1])
    if _holds_secret(source):
        return source, SecretInSource(address=shown_address(source))
    return source, None


def select_findings(findings: Sequence[Finding]) -> str:
    """Return a select of findings, one row each.

    >>> import duckdb
    >>> duckdb.sql(select_findings([])).columns
    ['check_name', 'found', 'received', 'revenue']

    """
    types = {"check_name": "varchar", "found": "bigint", "received": "bigint"}
    types["revenue"] = "decimal(28, 6)"
    columns = ", ".join(f"cast({column} as {type}) as {column}" for column, type in types.items())
    rows = [
        f"({literal(finding.check_name)}, {finding.found}, {finding.received},"
        f" {'null' if finding.revenue is None else finding.revenue})"
        for finding in findings
    ]
    values = ", ".join(rows or ["(null, null, null, null)"])
    return (
        f"select {columns} from (values {values}) as findings ({', '.join(types)})"
        " where check_name is not null"
    )


def _holds_secret(source: str) -> bool:
    parts = urlsplit(source)
    return is_address(source) and (
        "@" in parts.netloc
        or any(SECRET_PARAMETER.search(key) for key, _ in parse_qsl(parts.query, True))
    )
