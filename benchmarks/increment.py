"""A day's load beside the full build: the SQL of the line models, from received lines to orders.

    python benchmarks/increment.py [--lines 1000000 ...] [--share 0.001] [--memory-limit 4GB]

Writes order lines (pipeline_lines.sql) to a file and builds from them. Then the file gets a day's
lines: orders of the next day, and late ones, a few lines that were corrected or removed, and
returns of old lines. The next build is an increment. A third build computes the same file in full,
and the run fails if a table differs. Only statements of the database count, on one thread of dbt:
dbt itself takes the same time in both builds. `other models` are those after orders that were
built too, which every build computes in full. Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import duckdb
from pipeline import COLUMNS, PROJECT, write_lines

# What a build is asked for: everything that a line passes through, and what pages show of lines.
CHOSEN = ("+int_orders", "+int_quality__findings", "+order_lines", "+rejected_order_lines")
# Tables that no line model reads, but that are computed from the lines as received.
OTHERS = ("input__customers", "input__findings", "input__reviews")
KEPT = (
    "main_internal.input__order_digests",
    "main_internal.input__order_lines",
    "main_internal.int_cleaning__allocated",
    "main_internal.int_cleaning__lines",
    "main_internal.int_orders__states",
    "main_internal.int_orders",
    "main_internal.int_quality__findings",
)
# A day of `share` of all lines. Most are of orders of the day after the last one.
DAY = """
    with base as (

        select
            *,
            hash(file_row_number * 8) as row_hash,
            hash(order_id) % $orders as new_order
        from read_parquet('$file', file_row_number = true)

    ),

    stayed as (

        select
            * replace (
                case when hash(row_hash, 1) % $lines < $few then quantity + 1 else quantity end
                    as quantity
            )
        from base
        where hash(row_hash, 2) % $lines >= $few

    ),

    new_day as (

        select
            * replace (
                'D' || new_order as order_id,
                'C' || hash(new_order) % $customers as customer_id,
                timestamp '2024-01-02' + to_seconds(cast(hash(new_order) % 86400 as bigint))
                    as ordered_at
            )
        from base
        where hash(row_hash, 3) % $lines < $many
            and quantity > 0

    ),

    late as (

        select * replace ('L' || order_id as order_id)
        from base
        where hash(row_hash, 4) % $lines < $few
            and quantity > 0

    ),

    returned as (

        select
            * replace (
                'R' || order_id as order_id,
                -quantity as quantity,
                timestamp '2024-01-02 12:00:00' as ordered_at
            )
        from base
        where hash(row_hash, 5) % $lines < $few
            and quantity > 0

    ),

    everything as (
        select * from stayed
        union all
        select * from new_day
        union all
        select * from late
        union all
        select * from returned
    )

    select * exclude (file_row_number, row_hash, new_order)
    from everything
    order by row_hash
"""


def write_day(before: Path, after: Path, share: float) -> None:
    """Write the lines of the next day, with all lines before them."""
    with duckdb.connect() as connection:
        connection.execute(f"set temp_directory = '{after.parent}'")
        row = connection.execute(f"select count(*) from '{before}'").fetchone()
        assert row is not None
        lines = int(row[0])
        few, many = max(1, int(lines * share / 20)), max(1, int(lines * share * 0.8))
        text = DAY.replace("$file", str(before)).replace("$lines", str(lines))
        text = text.replace("$few", str(few)).replace("$many", str(many))
        text = text.replace("$orders", str(max(1, many // 7)))
        text = text.replace("$customers", str(max(1, lines // 40)))
        connection.execute(f"copy ({text}) to '{after}'")


def measured_build(source: str, folder: Path, limit: str, *options: str) -> dict[str, float]:
    """Build in this process and return the processor seconds of the statements of each model."""
    import yaml
    from dbt.adapters.duckdb.environments.local import DuckDBCursorWrapper
    from dbt.cli.main import dbtRunner
    from dbt_common.events.contextvars import get_node_info

    seconds: Counter[str] = Counter()
    original = DuckDBCursorWrapper.execute

    def execute(cursor: object, sql: str, bindings: object = None) -> object:
        began = time.process_time()
        try:
            return original(cursor, sql, bindings)
        finally:
            name = get_node_info().get("node_name") or "clientele-hooks"
            # The hooks of the project are named after the project.
            name = "hooks" if name.startswith("clientele-") else name
            seconds[name] += time.process_time() - began

    DuckDBCursorWrapper.execute = execute
    profiles = yaml.safe_load((PROJECT / "profiles.yml").read_text("utf-8"))
    profiles["clientele"]["outputs"]["custom"]["settings"] |= {"memory_limit": limit, "threads": 2}
    (folder / "profiles.yml").write_text(yaml.safe_dump(profiles))
    given = {"custom_source": source, "custom_columns": {name: name for name in COLUMNS}}
    began = time.process_time()
    done = dbtRunner().invoke(
        [
            *("--quiet", "build", "--target", "custom", "--threads", "1"),
            *("--profiles-dir", str(folder), "--project-dir", str(PROJECT)),
            *("--vars", json.dumps(given), "--select", *CHOSEN),
            *("--exclude", "test_type:data", "test_type:unit", *options),
        ]
    )
    if not done.success:
        sys.exit(str(done.exception or done.result))
    return {**seconds, "process": time.process_time() - began}


def build(source: Path, folder: Path, limit: str, *options: str) -> dict[str, float]:
    """Build in a process of its own and return its costs."""
    code = f"import sys, json, pathlib; sys.path.insert(0, {str(Path(__file__).parent)!r});"
    code += " import increment; json.dump(increment.measured_build(sys.argv[1],"
    code += " pathlib.Path(sys.argv[2]), *sys.argv[3:]), open(sys.argv[2] + '/costs.json', 'w'))"
    folder.mkdir(exist_ok=True)
    environment = os.environ | {
        "CLIENTELE_WAREHOUSE": str(folder),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    subprocess.run(
        [sys.executable, "-c", code, str(source), str(folder), limit, *options],
        cwd=PROJECT,
        env=environment,
        check=True,
    )
    costs: dict[str, float] = json.loads((folder / "costs.json").read_text("utf-8"))
    return costs


def differences(one: Path, other: Path) -> list[str]:
    """Return the incremental tables whose rows differ between two databases."""
    found = []
    with duckdb.connect() as connection:
        connection.execute(
            f"attach '{one}' as one (read_only); attach '{other}' as other (read_only)"
        )
        for table in KEPT:
            counts = connection.execute(
                f"select (select count(*) from (from one.{table} except all from other.{table})),"
                f" (select count(*) from (from other.{table} except all from one.{table}))"
            ).fetchone()
            if counts != (0, 0):
                found.append(f"{table}: {counts}")
    return found


def measure(lines: int, share: float, limit: str, folder: Path) -> None:
    """Build in full, then the day, then in full again; print the costs of both."""
    source, before = folder / "lines.parquet", folder / "before.parquet"
    write_lines(before, lines)
    source.symlink_to(before)
    build(source, folder / "day", limit)
    after = folder / "after.parquet"
    write_day(before, after, share)
    source.unlink()
    source.symlink_to(after)
    day = build(source, folder / "day", limit)
    whole = build(source, folder / "whole", limit)
    databases = [folder / name / ".work/custom.duckdb" for name in ("day", "whole")]
    if differ := differences(*databases):
        sys.exit(f"The increment differs from the full build: {differ}")
    print(f"\n{lines:,} lines, a day of {share:.1%}, memory limit {limit}\n")
    print("| model | full, s | increment, s | share |\n|---|---:|---:|---:|")
    models = sorted(whole.keys() | day.keys(), key=lambda name: -whole.get(name, 0))
    counted = [name for name in models if name not in (*OTHERS, "process", "hooks")]
    totals = [sum(costs.get(name, 0) for name in counted) for costs in (whole, day)]
    for name in counted:
        if max(whole.get(name, 0), day.get(name, 0)) >= max(0.02, totals[0] / 500):
            print(f"| `{name}` | {whole.get(name, 0):.2f} | {day.get(name, 0):.2f} | |")
    for name, (one, other) in {
        "**line models**": totals,
        "other models": [sum(c.get(name, 0) for name in OTHERS) for c in (whole, day)],
        "hooks, with the checks of the reader": [c.get("hooks", 0) for c in (whole, day)],
        "the whole process": [c["process"] for c in (whole, day)],
    }.items():
        print(
            f"| {name} | {one:.2f} | {other:.2f} | {other / one:.1%} |" if one else "", flush=True
        )


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--share", type=float, default=0.001)
    parser.add_argument("--memory-limit", default="4GB")
    asked = parser.parse_args()
    print(f"duckdb {duckdb.__version__}, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    for lines in asked.lines:
        with tempfile.TemporaryDirectory() as name:
            measure(lines, asked.share, asked.memory_limit, Path(name))


if __name__ == "__main__":
    main()
