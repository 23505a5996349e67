"""Faults of databases: out of reach, without the table, with a password in the settings."""

from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class ExtensionMissing(Fault):
    """An extension of DuckDB is neither there nor to be had."""

    code: ClassVar[str] = "extension-missing"
    description: ClassVar[str] = "An extension of DuckDB is not installed and cannot be fetched."
    extension: str


@dataclass(frozen=True)
class ExtensionUnfit(Fault):
    """An extension of DuckDB cannot be loaded."""

    code: ClassVar[str] = "extension-unfit"
    description: ClassVar[str] = "An extension of DuckDB is made for another version."
    extension: str


@dataclass(frozen=True)
class TableUnnamed(Fault):
    """The source names a database without a table."""

    code: ClassVar[str] = "table-unnamed"
    description: ClassVar[str] = "custom_source names a database without a table."
    kind: str


@dataclass(frozen=True)
class TableMissing(Fault):
    """The database has no such table."""

    code: ClassVar[str] = "table-missing"
    description: ClassVar[str] = "The database that custom_source names has no such table or view."
    table: str
    label: str
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True)
class RelationMissing(Fault):
    """There is no such relation."""

    code: ClassVar[str] = "relation-missing"
    description: ClassVar[str] = "custom_source is not a file, and no table or view has its name."
    relation: str
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True)
class SqliteWrong(Fault):
    """The file is not a SQLite database."""

    code: ClassVar[str] = "sqlite-wrong"
    description: ClassVar[str] = "The file is not a SQLite database, or is damaged."
    label: str


@dataclass(frozen=True)
class PostgresUnreachable(Fault):
    """PostgreSQL does not let us in."""

    code: ClassVar[str] = "postgres-unreachable"
    description: ClassVar[str] = "PostgreSQL cannot be reached with the settings of custom_source."
    settings: str


@dataclass(frozen=True)
class PasswordShown(Fault):
    """The source holds a password."""

    code: ClassVar[str] = "password-shown"
    description: ClassVar[str] = "custom_source holds a password, which would stand in logs."
