"""Expected orders and revenue of 5 million customers, scored in SQL.

    python benchmarks/value.py [--customers 5000000] [--memory 2] [--threads 2]

The customers are made up, the same each time: three years of history, up to 60 repeat orders. The
models of the project are compiled by dbt and run on DuckDB in a file, from the histories to the
scores. Prints a Markdown table; ends with status 1 if the process needs more memory than allowed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
MODELS = [
    "int_value__history_counts",
    "int_value__orders_if_alive",
    "int_value__order_steps",
    "int_value__order_odds",
    "int_value__order_chances",
    "int_value__chances",
    "int_value__scores",
]
GIB = 2**30
# Parameters near those of CDNOW, in weeks.
PARAMETERS = """
    create table main_internal.int_value__models as
    select
        date '2025-01-01' as as_of_date,
        true as is_current,
        365 as horizon_days,
        cast(365 as double) / 7 as horizon,
        true as is_dropout_identified,
        cast(0.525 as double) as r,
        cast(6.183 as double) as alpha,
        cast(0.891 as double) as a,
        cast(1.614 as double) as b,
        cast(6.25 as double) as p,
        cast(3.74 as double) as q,
        cast(15.44 as double) as gamma,
        cast(null as varchar) as withheld_reason
"""
CONDITIONS = """
    create table main_internal.int_value__conditions as
    select
        date '2025-01-01' as as_of_date,
        cast(null as varchar) as withheld_reason
"""
# Chance comes from hashes of the row: the same customers on any number of threads.
HISTORIES = """
    create table main_internal.int_value__histories as
    with drawn as (
        select
            range as customer,
            cast(hash(range, 1) % 1096 as bigint) as tenure_days,
            (hash(range, 2) % 1000000 + 0.5) / 1000000 as u,
            (hash(range, 3) % 1000000 + 0.5) / 1000000 as v,
            (hash(range, 4) % 1000000 + 0.5) / 1000000 as w
        from range({customers})
    ),

    ordered as (
        select
            *,
            case
                when tenure_days = 0 or u < 0.55 then 0
                else least(cast(ceil(-6 * ln(v)) as integer), 60)
            end as repeat_orders
        from drawn
    )

    select
        date '2025-01-01' as as_of_date,
        true as is_current,
        'c' || lpad(cast(customer as varchar), 9, '0') as customer_id,
        cast(repeat_orders + 1 as integer) as orders,
        cast(repeat_orders as integer) as repeat_orders,
        case when repeat_orders = 0 then 0 else floor(1 + w * (tenure_days - 1)) end
            / cast(7 as double) as recency,
        tenure_days / cast(7 as double) as tenure,
        cast((repeat_orders + 1) * (10 + 60 * w) as decimal(28, 6)) as revenue
    from ordered
"""


def compile_models(folder: Path) -> list[tuple[str, str, str]]:
    """Return name, kind and SQL of each model, as dbt compiles them for the demo."""
    subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--quiet", "compile", "--target", "demo"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--select", *MODELS),
        ],
        check=True,
        env={**os.environ, "CLIENTELE_WAREHOUSE": str(folder)},
        cwd=PROJECT,
    )
    compiled = folder / "target/compiled/clientele/models/intermediate/value"
    views = {"int_value__order_steps", "int_value__order_odds", "int_value__chances"}
    return [
        (name, "view" if name in views else "table", (compiled / f"{name}.sql").read_text())
        for name in MODELS
    ]


def main() -> None:
    """Make the customers, score them and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=5_000_000)
    parser.add_argument("--memory", type=float, default=2, help="GiB that the process may need")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".work").mkdir()
        models = compile_models(folder)
        limits = {"threads": asked.threads, "memory_limit": f"{0.75 * asked.memory}GiB"}
        with duckdb.connect(config=limits) as connection:
            connection.execute("set preserve_insertion_order = false")
            connection.execute(f"attach '{folder / 'value.duckdb'}' as demo")
            connection.execute("use demo; create schema main_internal")
            connection.execute(PARAMETERS)
            connection.execute(CONDITIONS)
            connection.execute(HISTORIES.format(customers=asked.customers))
            connection.execute("checkpoint")
            for model, kind, sql in models:
                began, worked = time.perf_counter(), time.process_time()
                connection.execute(f"create {kind} main_internal.{model} as {sql}")
                seconds = time.perf_counter() - began
                processor = time.process_time() - worked
                found = 0
                if kind == "table":
                    counted = f"select count(*) from main_internal.{model}"
                    ((found,),) = connection.execute(counted).fetchall()
                rows.append((model, found, seconds, processor))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / GIB
    print("| model | rows | seconds | seconds of all processors |\n|---|---:|---:|---:|")
    for model, found, seconds, processor in rows:
        print(f"| {model} | {found:,} | {seconds:.1f} | {processor:.1f} |")
    total, work = (sum(column) for column in zip(*(row[2:] for row in rows), strict=True))
    print(f"| all | {asked.customers:,} | {total:.1f} | {work:.1f} |")
    print(f"\nPeak memory of the process: {peak:.2f} GiB of {asked.memory:g} allowed.")
    if peak > asked.memory:
        sys.exit(1)


if __name__ == "__main__":
    main()
