"""What a build left behind: the results of dbt, and the figures of the published tables."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from clientele.building.events import sentences
from clientele.building.place import Place

__all__ = ["Failure", "Figures", "Summary", "read_failures", "read_figures", "read_summary"]

URGENT = 3
TRACEBACK = "Traceback (most recent call last)"
# DuckDB's sentence, with the memory that it may use.
NO_MEMORY = re.compile(r"Out of Memory Error: .*?(?:/(?P<limit>[\d.]+ \w+) used\)|$)", re.MULTILINE)
# Of the operating system, or of DuckDB if what it writes in between fills nine tenths of the disk.
NO_DISK = re.compile(r"No space left on device|Disk quota exceeded|failed to offload data block")
COUNTED = {"pass": "passed", "success": "passed", "warn": "warnings", "skipped": "skipped"}


@dataclass(frozen=True)
class Failure:
    """A model or test that failed, and why."""

    name: str
    kind: str
    message: str


@dataclass(frozen=True)
class Figures:
    """The figures of a built database. Money is exact."""

    as_of_date: str
    language: str
    currency: str
    customers: int
    revenue: Decimal
    orders: int
    active_customers: int
    retention_rate: Decimal
    segments: int
    clusters: int
    lines: int
    refused_lines: int
    reasons: list[dict[str, Any]]
    urgent: list[dict[str, Any]]


@dataclass(frozen=True)
class Summary:
    """A build in short.

    Attributes:
        status: built, failed (a model or test), refused (before anything was built), interrupted.
        is_published: The database of the target is another than before the build.
        nodes: The number of models and tests, by `passed`, `warnings`, `skipped`, `failed`.
        messages: What the project's hooks said.

    """

    status: str
    exit_code: int
    target: str
    database: str
    is_published: bool
    seconds: int
    log: str
    nodes: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    figures: Figures | None = None

    def as_json(self) -> str:
        """Return the summary as JSON. Decimals are texts, so no digit is lost."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, indent=2)


def read_summary(run: Summary, results: Path, place: Place) -> Summary:
    """Return a summary with what dbt's run_results.json and the published database add to it.

    >>> from clientele.building.place import DuckDBFile
    >>> refused = Summary("refused", 2, "demo", "demo.duckdb", False, 1, "dbt.log")
    >>> read_summary(refused, Path("/nowhere"), DuckDBFile(Path("demo.duckdb"))).nodes
    {'passed': 0, 'warnings': 0, 'skipped': 0, 'failed': 0}

    """
    failures, nodes = read_failures(results)
    figures = read_figures(place) if run.is_published else None
    return replace(run, nodes=nodes, failures=failures, figures=figures)


def read_failures(results: Path) -> tuple[list[Failure], dict[str, int]]:
    """Return what failed, and the number of nodes by how they ended."""
    nodes = {"passed": 0, "warnings": 0, "skipped": 0, "failed": 0}
    failures = []
    if results.is_file():
        for result in json.loads(results.read_text("utf-8"))["results"]:
            kind, _, name = result["unique_id"].split(".", 2)
            if kind in ("exposure", "operation") and result["status"] not in ("error", "fail"):
                continue
            counted = COUNTED.get(result["status"], "failed")
            nodes[counted] += 1
            if counted == "failed":
                failures.append(Failure(name.split(".")[0], kind, _reason(result["message"] or "")))
    return failures, nodes


def _reason(message: str) -> str:
    """Return why a node failed: our sentences, or the lines of dbt without its own frame.

    >>> _reason("Out of Memory Error: failed to pin block of size 256.0 KiB (1.8 GiB/1.8 GiB used)")
    '[out-of-memory] DuckDB may use 1.8 GiB, and the models that ran at the same time needed more:\
 run script/build --threads 1, or raise memory_limit in the settings of the target.'
    >>> _reason("IO Error: Could not write file: No space left on device")
    '[disk-full] The disk of the warehouse is full: free disk space, or set CLIENTELE_WAREHOUSE to\
 a folder on a larger disk (docs/scale.md says how much a build needs).'

    """
    ours = sentences(message)
    if ours:
        return "\n".join(ours)
    if NO_DISK.search(message):
        return (
            "[disk-full] The disk of the warehouse is full: free disk space, or set"
            " CLIENTELE_WAREHOUSE to a folder on a larger disk (docs/scale.md says how much a build"
            " needs)."
        )
    full = NO_MEMORY.search(message)
    if full:
        return (
            f"[out-of-memory] DuckDB may use {full['limit'] or 'a part of the memory'}, and the"
            " models that ran at the same time needed more: run script/build --threads 1, or raise"
            " memory_limit in the settings of the target."
        )
    lines = [line.strip() for line in message.splitlines()]
    if TRACEBACK in message:
        # A trace ends with the error. Errors of this package are sentences.
        last = next(line for line in reversed(lines) if line)
        return re.sub(r"^clientele\.[\w.]+: ", "", last)
    said = [line for line in lines if line and not line.startswith(("compiled code at", ">"))]
    # The first line only repeats the name of the model.
    said = said[1:] if len(said) > 1 and " Error in " in said[0] else said
    return " ".join(said[:3])


def read_figures(place: Place) -> Figures | None:
    """Return the figures of what is published, or None if its tables are empty or missing."""
    with place.connect() as connection:

        def rows(sql: str) -> list[dict[str, Any]]:
            answer = connection.execute(sql)
            names = [column[0] for column in answer.description or []]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

        try:
            found = rows(
                "select cast(settings.as_of_date as varchar) as as_of_date, settings.language,"
                " settings.currency, kpis.customers, kpis.revenue, kpis.orders,"
                " kpis.active_customers, kpis.retention_rate,"
                " (select count(*) from segments) as segments,"
                " (select count(*) from clusters) as clusters,"
                " (select count(*) from order_lines) as accepted,"
                " (select count(*) from rejected_order_lines) as refused_lines"
                " from settings cross join kpis"
            )
            reasons = rows(
                "select reason, count(*) as lines from rejected_order_lines"
                " group by reason order by lines desc, reason"
            )
            urgent = rows(
                "select segment_name, priority, customers, revenue, action from segment_actions"
                f" where action is not null order by priority_rank limit {URGENT}"
            )
        except duckdb.CatalogException:
            return None
    if not found:
        return None
    figures = found[0]
    accepted = figures.pop("accepted")
    return Figures(
        **figures, lines=accepted + figures["refused_lines"], reasons=reasons, urgent=urgent
    )
