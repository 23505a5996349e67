"""The SQL of the models alone, one after another, without dbt.

    python benchmarks/pipeline_models.py BUILT TARGET NEW LIMIT

Reads the compiled models of a build from its target folder, and runs them into a new database.
Seeds, Python models and the relations of the source are copied from the database that was built.
Writes the processor seconds of each model as JSON beside the new database.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

Node = dict[str, Any]


def in_order(target: Path) -> list[Node]:
    """Return the models and seeds that a build ran, each after those that it reads."""
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    ran = [manifest["nodes"].get(row["unique_id"]) for row in results]
    waiting = {
        node["unique_id"]: node
        for node in ran
        if node and node["resource_type"] in {"model", "seed"}
    }
    ordered: list[Node] = []
    while waiting:
        ready = [
            node
            for node in waiting.values()
            if not any(read in waiting for read in node["depends_on"].get("nodes", []))
        ]
        ordered += ready
        for node in ready:
            del waiting[node["unique_id"]]
    return ordered


def run(built: Path, nodes: list[Node], new: Path, limit: str) -> dict[str, float]:
    """Run the models into a new database and return the processor seconds of each."""
    name = built.stem
    seconds: dict[str, float] = {}
    with duckdb.connect() as connection:
        connection.execute(f"set threads = 2; set memory_limit = '{limit}'")
        # As in the project's profile.
        connection.execute("set disabled_compression_methods = 'dict_fsst'")
        connection.execute(f"attach '{built}' as built (read_only)")
        connection.execute(f"attach '{new}' as {name} (storage_version 'v1.5.0'); use {name}")
        for schema in sorted({node["schema"] for node in nodes}):
            connection.execute(f"create schema if not exists {schema}")
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where database_name = 'built' and starts_with(table_name, 'raw_')"
        ).fetchall():
            connection.execute(f"create table {schema}.{table} as from built.{schema}.{table}")
        for (view,) in connection.execute(
            "select sql from duckdb_views()"
            " where database_name = 'built' and starts_with(view_name, 'raw_')"
        ).fetchall():
            connection.execute(view)
        for node in nodes:
            relation = f'{node["schema"]}."{node["alias"]}"'
            if node["resource_type"] == "seed" or node["language"] == "python":
                connection.execute(f"create table {relation} as from built.{relation}")
                continue
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            began = time.process_time()
            connection.execute(f"create {kind} {relation} as {node['compiled_code']}")
            seconds[node["name"]] = time.process_time() - began
        began = time.process_time()
        connection.execute(f"checkpoint {name}")
        seconds["checkpoint"] = time.process_time() - began
    return seconds


def main() -> None:
    """Run the models and write their costs."""
    built, target, new = (Path(argument) for argument in sys.argv[1:4])
    seconds = run(built, in_order(target), new, sys.argv[4])
    new.with_suffix(".json").write_text(json.dumps(seconds), "utf-8")


if __name__ == "__main__":
    main()
