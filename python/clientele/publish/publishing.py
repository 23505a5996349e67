"""Publishes the working database as a version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

import duckdb

from clientele.publish.catalog import Described, read_catalog
from clientele.publish.checks import Limits, Volume, find_problems, find_short_day
from clientele.publish.copying import Function, Relation, quoted, text, write_copy
from clientele.publish.errors import PublishError
from clientele.publish.parquet import point_to, write_parquet
from clientele.publish.personal import (
    hash_key,
    is_received,
    personal_columns,
    replacement,
)
from clientele.publish.places import Places
from clientele.publish.versions import kept_versions, published_version, put

# What DuckDB raises if it cannot write, or has no memory left.
FULL = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)
# The table that the last day is counted in, if the project has it.
LINES = "order_lines"


@dataclass(frozen=True)
class Request:
    """What is published, as the project declares it.

    Attributes:
        build: The id of the build, which becomes the version.
        history: The table that records builds.
        relations: The tables, and the ones that functions read.
        functions: The table functions.
        personal: The names of personal columns by the name of their relation.
        treatment: What becomes of them: all, hashed or none.
        keep: The number of versions that are kept, with the published one.
        has_parquet: Whether Parquet files are written too.
        limits: The limits of volume and freshness; none: they are not checked.
        is_refused: Whether a figure out of its limits keeps the version from being published.

    """

    build: str
    history: Relation
    relations: list[Relation]
    functions: list[Function]
    personal: dict[str, set[str]]
    treatment: str
    keep: int
    has_parquet: bool
    limits: Limits | None
    is_refused: bool

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Request:
        """Read a request of the macro `publish_request`."""
        nodes = {f"{one['schema']}.{one['name']}": one for one in given["relations"]}
        checks = given["checks"]
        schema, name = given["history"]
        history = Relation(schema, name, is_continued=True)
        limits = Limits(checks["min_share"], checks["last_day_share"], checks["max_order_age_days"])
        return cls(
            build=given["build"],
            history=history,
            relations=[
                Relation(
                    one["schema"],
                    one["name"],
                    where=one["where"],
                    is_continued=one["is_continued"],
                    computed=one["computed"],
                    required=_required(one["columns"]),
                )
                for one in given["relations"]
            ],
            functions=[
                Function(one["schema"], one["name"], _listed(one["parameters"]))
                for one in given["functions"]
            ],
            personal=personal_columns({"nodes": nodes}),
            treatment=given["personal"],
            keep=given["keep"],
            has_parquet=given["parquet"],
            limits=None if given["force"] or checks["mode"] == "off" else limits,
            is_refused=checks["mode"] == "refuse",
        )


@dataclass(frozen=True)
class Published:
    """A version that was published, and what is odd about it."""

    version: str
    address: str
    tables: int
    size: int
    warnings: list[str]


class Destination(Protocol):
    """Where versions are published."""

    def before(self, history: Relation) -> Volume | None:
        """Return the volume of the published version; none if there is none."""

    def put(
        self, request: Request, relations: list[Relation], connection: duckdb.DuckDBPyConnection
    ) -> Put:
        """Publish the relations of the working database as one version, or raise."""


@dataclass(frozen=True)
class Put:
    """Where a version was put, how large it is, and what else is to be said."""

    address: str
    tables: int
    size: int
    warnings: tuple[str, ...] = ()


def publish(
    request: Request,
    connection: duckdb.DuckDBPyConnection,
    places: Places,
    destination: Destination | None = None,
) -> Published:
    """Publish a build that passed, or raise and leave the published version as it is.

    Without another destination, the version is the file of the target.

    Raises:
        PublishError: A check holds the version back, or the version cannot be written.

    """
    destination = destination or _File(places)
    warnings = _check(request, connection, destination)
    done = destination.put(request, _as_published(request, connection, places), connection)
    _set_status(connection, request, "published")
    return Published(
        request.build, done.address, done.tables, done.size, [*warnings, *done.warnings]
    )


class _File:
    """The DuckDB file of a target, and its Parquet files."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def before(self, history: Relation) -> Volume | None:
        address = self.places.address
        version = published_version(address) if address.exists() else None
        if not version:
            return None
        with duckdb.connect(str(address), read_only=True) as connection:
            table = f"{quoted(history.schema)}.{quoted(history.name)}"
            return Volume.of(connection, table, version)

    def put(
        self, request: Request, relations: list[Relation], connection: duckdb.DuckDBPyConnection
    ) -> Put:
        places = self.places
        file = places.scratch / "publishing.duckdb"
        try:
            rows = write_copy(connection, relations, request.functions, file)
            size = file.stat().st_size
            manifest = None
            if request.has_parquet:
                manifest = write_parquet(places, file, request.history.schema, request.build)
            put(places, file, request.build, request.keep)
            if manifest:
                point_to(places, manifest, kept_versions(places))
        except (OSError, *FULL) as error:
            reason = str(error).splitlines()[0].rstrip(".")
            raise PublishError(
                "version-not-written",
                f"{places.warehouse.absolute()} cannot be written ({reason}): free disk space or"
                " change its permissions, and run script/publish.",
            ) from error
        finally:
            for left in places.scratch.glob("publishing.duckdb*"):
                left.unlink()
        return Put(str(places.address), len(rows), size)


def _check(
    request: Request, connection: duckdb.DuckDBPyConnection, destination: Destination
) -> list[str]:
    """Return the sentences of the checks, or raise them."""
    if request.limits is None:
        return []
    database = _database(connection)
    now = Volume.of(connection, request.history.within(database), request.build)
    before = destination.before(request.history)
    problems = find_problems(now, before, request.limits) if now else []
    for relation in request.relations:
        if relation.name == LINES:
            lines = relation.within(database)
            problems += find_short_day(connection, lines, before, request.limits)
    if problems and request.is_refused:
        _set_status(connection, request, "held_back")
        raise PublishError(
            "held-back",
            f"Readers keep the version before, because {' '.join(problems)} If the data are right,"
            " run script/publish --force.",
        )
    return problems


def _as_published(
    request: Request, connection: duckdb.DuckDBPyConnection, places: Places
) -> list[Relation]:
    """Return the relations with what replaces some of their columns."""
    # Nothing is replaced where all columns are published as they are.
    is_whole = request.treatment == "all"
    catalog = {} if is_whole else read_catalog(connection, _database(connection))
    found = []
    for relation in request.relations:
        replaced: dict[str, str] = {}
        if relation == request.history:
            # The version says of itself that it is published.
            replaced["status"] = (
                f"case when build_id = {text(request.build)} then 'published' else status end"
            )
        tagged = request.personal.get(f"{relation.schema}.{relation.name}", set())
        described = catalog.get((relation.schema, relation.name), Described())
        for name, kind, *_ in described.columns:
            if name in tagged or is_received(name):
                sql = replacement(quoted(name), kind, request.treatment, hash_key(places))
                replaced |= {name: sql} if sql else {}
        found.append(replace(relation, replaced=replaced))
    return found


def _set_status(connection: duckdb.DuckDBPyConnection, request: Request, status: str) -> None:
    history = request.history.within(_database(connection))
    connection.execute(
        f"update {history} set status = ? where build_id = ?", [status, request.build]
    )


def _database(connection: duckdb.DuckDBPyConnection) -> str:
    found: str = connection.execute("select current_database()").fetchall()[0][0]
    return found


def _required(columns: dict[str, Any]) -> frozenset[str]:
    """Return the columns that a contract declares to be never null.

    >>> sorted(_required({"id": {"constraints": [{"type": "not_null"}]}, "city": {}}))
    ['id']

    """
    return frozenset(
        name
        for name, column in columns.items()
        if any(one["type"] == "not_null" for one in column.get("constraints") or [])
    )


def _listed(parameters: object) -> list[str]:
    """Return parameters as dbt-duckdb takes them: none, one text, or a list."""
    if not parameters:
        return []
    return [str(one) for one in parameters] if isinstance(parameters, list) else [str(parameters)]
