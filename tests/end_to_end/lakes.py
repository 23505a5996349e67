"""Small datasets in a lake: a working database without dbt, published in tenths of a second."""

from __future__ import annotations

from pathlib import Path

import duckdb

from clientele.lake import Lake, Schemas, attached, connect_lake
from clientele.publish import Places, Published, Request, publish
from clientele.publish.copying import Function, Relation


def places(warehouse: Path, dataset: str) -> Places:
    """Return the places of a dataset of the lake, with the folders that a build makes."""
    found = Places(warehouse, f"lake_{dataset}")
    found.scratch.mkdir(parents=True, exist_ok=True)
    return found


def request(dataset: str, build: str, **changes: object) -> Request:
    """Return the request to publish a build of a dataset."""
    history = Relation(dataset, "build_history", is_continued=True)
    given = {
        "build": build,
        "history": history,
        "relations": [
            Relation(dataset, "kpis", required=frozenset({"customers"})),
            Relation(dataset, "order_lines", computed={"cents": "cast(revenue * 100 as bigint)"}),
            history,
            Relation(f"{dataset}_internal", "models", where="is_current", is_continued=True),
        ],
        "functions": [
            Function(dataset, "customer", ["id", "least := 0", "note := null"]),
            Function(dataset, "model", ["id"]),
        ],
        "personal": {},
        "treatment": "all",
        "keep": 100,
        "has_parquet": False,
        "limits": None,
        "is_refused": True,
    }
    return Request(**(given | changes))  # type: ignore[arg-type]


def work(found: Places, dataset: str, build: str, cents: int, lines: int = 200) -> None:
    """Put a build that passed into the working database."""
    with duckdb.connect(str(found.working)) as connection:
        for statement in [
            f"create schema if not exists {dataset}",
            f"create schema if not exists {dataset}_internal",
            f"create table if not exists {dataset}.build_history (build_id varchar not null,"
            " status varchar, dataset varchar, settings varchar, started_at timestamp,"
            " accepted_lines bigint, revenue decimal(28, 4), customers bigint,"
            " last_ordered_at timestamp)",
            f"insert into {dataset}.build_history values ('{build}', 'passed', '{dataset}', 'x',"
            f" '2024-02-01', {lines}, {cents * lines / 100}, 37, '2024-01-28')",
            f"create or replace table {dataset}.order_lines as select"
            " cast(n as bigint) as order_line_id, 'C' || (n % 37) as customer_id,"
            f" cast({cents} / 100 as decimal(28, 4)) as revenue, cast({cents} as bigint) as cents,"
            f" ['{build}', null] as notes from range({lines}) as made(n)",
            f"comment on table {dataset}.order_lines is 'One row per line: it''s {build}'",
            f"comment on column {dataset}.order_lines.revenue is 'Money'",
            f"create or replace view {dataset}.kpis as select cast(37 as bigint) as customers,"
            f" sum(revenue) as revenue, '{build}' as build from {dataset}.order_lines",
            f"create or replace table {dataset}_internal.models as select n as model_id,"
            f" n = {cents} as is_current from range({cents - 1}, {cents + 1}) as made(n)",
            f"create or replace macro {dataset}.customer(id, least := 0, note := null) as table"
            f" select order_line_id, coalesce(note, '{build}') as note from {dataset}.order_lines"
            " where customer_id = id and revenue >= least",
            f"create or replace macro {dataset}.model(id) as table"
            f" select * from {dataset}_internal.models where model_id = id",
        ]:
            connection.execute(statement)


def publish_now(
    lake: Lake, found: Places, dataset: str, build: str, **changes: object
) -> Published:
    """Publish a build of the working database into the lake."""
    with duckdb.connect(str(found.working)) as connection, attached(lake, connection):
        return publish(
            request(dataset, build, **changes), connection, found, Schemas(lake, connection)
        )


def read_version(lake: Lake, dataset: str, version: str | None = None) -> tuple[str, int]:
    """Return the version and the revenue of a dataset; fail if they are of two builds."""
    with connect_lake(dataset, version, lake) as connection:
        return read_open(connection)


def read_open(connection: duckdb.DuckDBPyConnection) -> tuple[str, int]:
    """Return the version and the revenue of an open dataset; fail if they are of two builds."""
    found = connection.execute(
        "select (select max(build_id) from build_history where status = 'published'),"
        " (select build from kpis), (select max(notes[1]) from order_lines),"
        " (select min(note) from customer('C1')),"
        " (select cast(revenue * 100 as bigint) from kpis),"
        " (select cast(sum(revenue) * 100 as bigint) from order_lines)"
    ).fetchone()
    assert found
    assert len(set(found[:4])) == 1, f"{found} is of several versions"
    assert found[4] == found[5], f"{found} has two revenues"
    return found[0], found[4]
