"""The whole way from a Parquet file of order lines to segments, beside the least that it can cost.

    python benchmarks/pipeline.py [--lines 1000000 ...] [--whole] [--memory-limit 4GB] [--threads 1]

Writes order lines (pipeline_lines.sql) into a private folder, and runs each job in a process of its
own. `bare` is the floor of every tool: read the file and group by customer. `bare job` adds scores
and the totals of segments, without any cleaning. `by hand` is floor.sql, which cleans by the same
rules and makes the same tables as the models; the run fails if its figures differ from theirs.
`models` runs the project to the same tables. `their SQL` is the same models without dbt and without
the one in Python (pipeline_models.py). `--whole` adds a whole `dbt build`. The last table holds the
slowest models, each with its growth from the number of lines before. Seconds are of the processor
unless the column says otherwise, and each ratio is to the first row. `--threads` is the number of
models that dbt runs at a time, which share the memory.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
SLOWEST = 15
TABLES = ("segments", "kpis", "order_lines", "rejected_order_lines")
COLUMNS = (
    "order_id",
    "customer_id",
    "product_id",
    "product_name",
    "category",
    "channel",
    "country",
    "ordered_at",
    "quantity",
    "unit_price",
)
BARE = """
    select count(*), sum(orders), sum(revenue)
    from (
        select
            customer_id,
            count(distinct order_id) as orders,
            max(ordered_at) as last_ordered_at,
            sum(quantity * unit_price) as revenue
        from read_parquet('{path}')
        group by customer_id
    )
"""
PANDAS = """
import pandas as pd
columns = ["customer_id", "order_id", "ordered_at", "quantity", "unit_price"]
lines = pd.read_parquet({path!r}, columns=columns)
lines = lines[lines.customer_id.notna() & (lines.quantity > 0)]
lines["revenue"] = lines.quantity * lines.unit_price.astype(float)
customers = lines.groupby("customer_id").agg(
    last=("ordered_at", "max"), orders=("order_id", "nunique"), revenue=("revenue", "sum"))
customers["r"] = (customers["last"].rank(pct=True) * 5).clip(upper=4.999).astype(int)
customers["f"] = (customers.orders.rank(pct=True) * 5).clip(upper=4.999).astype(int)
customers["m"] = (customers.revenue.rank(pct=True) * 5).clip(upper=4.999).astype(int)
print(customers.groupby(["r", "f", "m"]).revenue.agg(["size", "sum"]).shape)
"""
POLARS = """
import polars as pl
lines = pl.scan_parquet({path!r}).filter(
    pl.col("customer_id").is_not_null() & (pl.col("quantity") > 0)
).with_columns(revenue=pl.col("quantity") * pl.col("unit_price").cast(pl.Float64))
customers = lines.group_by("customer_id").agg(
    last=pl.col("ordered_at").max(), orders=pl.col("order_id").n_unique(),
    revenue=pl.col("revenue").sum()).collect(engine="streaming")
scored = customers.with_columns(
    r=(pl.col("last").rank() / pl.len() * 5).floor(),
    f=(pl.col("orders").rank() / pl.len() * 5).floor(),
    m=(pl.col("revenue").rank() / pl.len() * 5).floor())
print(scored.group_by("r", "f", "m").agg(pl.len(), pl.col("revenue").sum()).shape)
"""
SQL = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("set threads = 2; set memory_limit = '{limit}'")
connection.execute(open(sys.argv[2]).read())
"""


@dataclass(frozen=True)
class Cost:
    """What a process and its children used."""

    processor: float
    wall: float
    peak_gib: float
    spilled_gib: float


def folder_gib(folder: Path) -> float:
    """Size of all files in a folder."""
    size = 0
    for path in folder.rglob("*"):
        try:
            size += path.stat().st_size
        except FileNotFoundError:
            continue
    return size / 2**30


def watch_spill(folder: Path, done: threading.Event, most: list[float]) -> None:
    """Note the largest size of DuckDB's temporary folders."""
    while not done.wait(0.5):
        for temporary in folder.rglob("*.tmp"):
            if temporary.is_dir():
                most[0] = max(most[0], folder_gib(temporary))


def run(command: list[str], folder: Path, **environment: str) -> Cost:
    """Run a process to its end and return its cost; its output is shown only if it fails."""
    done, most = threading.Event(), [0.0]
    watcher = threading.Thread(target=watch_spill, args=(folder, done, most))
    watcher.start()
    began = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=os.environ | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        done.set()
        watcher.join()
        if process.returncode != 0:
            output.seek(0)
            sys.exit(output.read().decode()[-4000:])
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 2**20, most[0])


def write_lines(path: Path, lines: int) -> None:
    """Write the order lines. They are the same with any memory, because they have one order."""
    text = (HERE / "pipeline_lines.sql").read_text("utf-8").replace("$lines", str(lines))
    with duckdb.connect() as connection:
        connection.execute(f"set temp_directory = '{path.parent}'; set memory_limit = '6GB'")
        connection.execute(f"copy ({text}) to '{path}'")


def run_sql(path: Path, folder: Path, text: str, name: str, limit: str) -> Cost:
    """Run statements in a new database."""
    script = folder / f"{name}.sql"
    script.write_text(text)
    code = SQL.format(limit=limit)
    return run([sys.executable, "-c", code, str(path), str(script)], folder)


def run_models(source: Path, folder: Path, whole: bool, limit: str, threads: int) -> Cost:
    """Build the project from the file, to the compared tables or whole."""
    variables = {
        "custom_source": str(source),
        "custom_columns": {name: name for name in COLUMNS},
    }
    # The project's profile, with the limit.
    profiles = yaml.safe_load((PROJECT / "profiles.yml").read_text("utf-8"))
    profiles["clientele"]["outputs"]["custom"]["settings"]["memory_limit"] = limit
    (folder / "profiles.yml").write_text(yaml.safe_dump(profiles))
    chosen = [] if whole else ["--select", *(f"+{table}" for table in TABLES)]
    left_out = ["resource_type:unit_test"] if whole else ["test_type:data", "test_type:unit"]
    return run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--quiet", "build", "--target", "custom"),
            *("--profiles-dir", str(folder), "--vars", json.dumps(variables)),
            *("--threads", str(threads)),
            *(*chosen, "--exclude", *left_out),
        ],
        folder,
        CLIENTELE_WAREHOUSE=str(folder),
        DBT_TARGET_PATH=str(folder / "target"),
        DBT_LOG_PATH=str(folder / "logs"),
    )


def working_database(folder: Path) -> Path:
    """Return the database that a build works in."""
    return next(iter(sorted(folder.rglob("custom.duckdb"), key=lambda path: -path.stat().st_size)))


def figures(path: Path) -> list[tuple[object, ...]]:
    """Return what the models and floor.sql must agree on."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return [
            *connection.execute(
                "select segment_id, customers, cast(revenue as decimal(28, 2)) from segments"
                " order by segment_id"
            ).fetchall(),
            *connection.execute(
                "select reason, count(*) from rejected_order_lines group by reason order by reason"
            ).fetchall(),
            *connection.execute(
                "select count(*), cast(sum(revenue) as decimal(28, 2)) from order_lines"
            ).fetchall(),
        ]


def measure(
    lines: int, folder: Path, whole: bool, limit: str, threads: int
) -> Iterator[tuple[str, Cost, float]]:
    """Run the jobs and yield their costs, with the size of the database that they leave."""
    source = folder / "lines.parquet"
    # In a process of its own: a child starts with the peak memory of its parent.
    code = f"import sys; sys.path.insert(0, {str(HERE)!r}); import pathlib, pipeline;"
    code += f" pipeline.write_lines(pathlib.Path({str(source)!r}), {lines})"
    run([sys.executable, "-c", code], folder)
    yield "bare", run_sql(folder / "bare.db", folder, BARE.format(path=source), "bare", limit), 0.0
    for tool, code in {"polars": POLARS, "pandas": PANDAS}.items():
        command = [sys.executable, "-c", code.format(path=str(source))]
        yield f"bare job, {tool}", run(command, folder), 0.0

    floor = folder / "floor.db"
    text = (HERE / "floor.sql").read_text("utf-8").replace("$file", str(source))
    text = text.replace("$segments", str(PROJECT / "seeds/segments/eleven_segments.csv"))
    cost = run_sql(floor, folder, text, "floor", limit)
    yield "by hand", cost, floor.stat().st_size / 2**30

    warehouse = folder / "warehouse"
    warehouse.mkdir()
    cost = run_models(source, warehouse, False, limit, threads)
    database = working_database(warehouse)
    yield "models", cost, database.stat().st_size / 2**30
    if figures(floor) != figures(database):
        sys.exit("floor.sql and the models differ.")
    alone = folder / "alone.db"
    script = [sys.executable, str(HERE / "pipeline_models.py")]
    cost = run([*script, str(database), str(warehouse / "target"), str(alone), limit], folder)
    yield "their SQL", cost, alone.stat().st_size / 2**30
    if whole:
        shutil.rmtree(warehouse)
        warehouse.mkdir()
        cost = run_models(source, warehouse, True, limit, threads)
        database = working_database(warehouse)
        yield "whole build", cost, database.stat().st_size / 2**30


def print_slowest(seconds: dict[str, float], before: dict[str, float]) -> None:
    """Print the slowest models and their growth."""
    print("\n| slowest models, without dbt | processor, s | times before |\n|---|---:|---:|")
    for model in sorted(seconds, key=lambda name: -seconds[name])[:SLOWEST]:
        growth = f"{seconds[model] / before[model]:.1f}" if before.get(model) else ""
        print(f"| `{model}` | {seconds[model]:.1f} | {growth} |")


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--memory-limit", default="4GB")
    parser.add_argument("--threads", type=int, default=4)
    asked = parser.parse_args()
    print(f"duckdb {duckdb.__version__}, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    before: dict[str, float] = {}
    for lines in asked.lines:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            print(f"\n{lines:,} lines, memory limit {asked.memory_limit}\n")
            print("| job | ratio | processor, s | wall, s | peak, GiB | spill, GiB | file, GiB |")
            print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
            bare = 0.0
            jobs = measure(lines, folder, asked.whole, asked.memory_limit, asked.threads)
            for job, cost, size in jobs:
                bare = bare or cost.processor
                print(
                    f"| {job} | {cost.processor / bare:.1f} | {cost.processor:.1f}"
                    f" | {cost.wall:.1f} | {cost.peak_gib:.2f} | {cost.spilled_gib:.2f}"
                    f" | {size:.2f} |",
                    flush=True,
                )
            seconds = json.loads((folder / "alone.json").read_text("utf-8"))
            print_slowest(seconds, before)
            before = seconds


if __name__ == "__main__":
    main()
