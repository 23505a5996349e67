"""A working database without dbt, to publish in milliseconds."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path

import duckdb

from clientele.publish import Places, Published, Request, publish
from clientele.publish.copying import Relation

HISTORY = Relation("main", "build_history")
TABLES = [Relation("main", "kpis"), Relation("main", "order_lines"), HISTORY]


def places(folder: Path) -> Places:
    """Return the places of a warehouse in a folder, with the folders that a build makes."""
    found = Places(folder, "custom")
    found.scratch.mkdir(parents=True, exist_ok=True)
    return found


def request(build: str, **changes: object) -> Request:
    """Return the request to publish a build."""
    given = {
        "build": build,
        "history": HISTORY,
        "relations": TABLES,
        "functions": [],
        "personal": {},
        "treatment": "all",
        "keep": 3,
        "has_parquet": False,
        "limits": None,
        "is_refused": True,
    }
    return Request(**(given | changes))  # type: ignore[arg-type]


def work(found: Places, build: str, cents: int, lines: int = 400, last: str = "2024-01-28") -> None:
    """Put a build that passed into the working database."""
    with duckdb.connect(str(found.working)) as connection:
        connection.execute(
            "create table if not exists build_history (build_id varchar, status varchar,"
            " dataset varchar, settings varchar, started_at timestamp, accepted_lines bigint,"
            " revenue decimal(28, 4), customers bigint, last_ordered_at timestamp,"
            " failures varchar)"
        )
        connection.execute("delete from build_history where build_id = ?", [build])
        connection.execute(
            "insert into build_history values"
            " (?, 'passed', 'custom', 'x', '2024-02-01', ?, ?, 37, ?, null)",
            [build, lines, cents * lines / 100, last],
        )
        connection.execute(
            "create or replace table order_lines as select n as order_line_id,"
            f" cast({cents} / 100 as decimal(28, 4)) as revenue,"
            f" timestamp '{last}' - interval 1 day * (n % 60) as ordered_at,"
            f" md5(cast(n as varchar) || '{build}') as note, note as x_phone"
            f" from range({lines}) as made(n)"
        )
        connection.execute(
            "create or replace table kpis as select sum(revenue) as revenue from order_lines"
        )


def publish_now(found: Places, build: str, **changes: object) -> Published:
    """Publish a build of the working database."""
    with duckdb.connect(str(found.working)) as connection:
        return publish(request(build, **changes), connection, found)


def in_child(do: Callable[[], object]) -> int:
    """Do something in a process of its own; return its exit code, negative if it was killed."""
    child = os.fork()
    if child == 0:
        try:
            do()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
