"""How long each query behind a page takes on the warehouse, as the page asks it.

    python benchmarks/pages.py --database warehouse/online_retail.duckdb [--runs 30] [--most 50]

The pages are rendered as script/report does; each query of theirs runs on the marts, with the
choices of a reader filled in by the ids of real rows, a different one each run. Prints a Markdown
table; ends with status 1 where a query's p95 is above --most milliseconds.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from clientele.report.site import Edition, write_site

REPORTS = Path(__file__).resolve().parents[1] / "reports"
BLOCK = re.compile(r"```sql (\w+)\n(.*?)\n\s*```", re.DOTALL)
CHOICES = {
    "${params.segment_id}": "select segment_id from segments order by 1",
    "${inputs.customer}": "select customer_id from customers order by hash(customer_id)",
    "${inputs.product}": "select distinct product_id from product_rules order by 1",
    "${inputs.segment.value}": "select segment_name from segments order by 1",
}


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """Open the marts as a page sees them: each query of the source as a relation."""
    connection = duckdb.connect()
    connection.execute(f"attach '{database}' as marts (read_only)")
    connection.execute("create schema clientele")
    for query in sorted((REPORTS / "queries").glob("*.sql")):
        connection.execute(
            f"create view clientele.{query.stem} as {qualified(query.read_text('utf-8'))}"
        )
    connection.execute("use marts")
    return connection


def qualified(sql: str) -> str:
    """Name the marts with their database, as the view lies in another."""
    bare = re.sub(r"--[^\n]*", "", sql)
    made = set(re.findall(r"(?:with|,)\s*(\w+)\s+as\s*\(", bare))

    def mart(found: re.Match[str]) -> str:
        relation = found[2]
        if relation in made:
            return found[0]
        return f"{found[1]} marts.main.{relation}{'' if found[3] else ' as ' + relation}{found[3]}"

    return re.sub(r"\b(from|join)\s+(\w+)\b((?:\s+as\s+\w+)?)", mart, bare)


def main() -> int:
    """Run the queries; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--most", type=float, default=50)
    options = parser.parse_args()
    if not options.database.is_file():
        parser.error(f"{options.database} does not exist: build it with script/build.")

    connection = connect(options.database)
    choices = {
        sign: [row[0] for row in connection.execute(sql).fetchmany(options.runs)]
        for sign, sql in CHOICES.items()
    }
    slow = []
    print("| page | query | rows | p50, ms | p95, ms |\n|---|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        site, manifest = Path(scratch) / "site", Path(scratch) / "manifest.json"
        manifest.write_text(json.dumps({"nodes": {}}))
        for page in write_site(REPORTS, [Edition(options.database)], manifest, site):
            for name, sql in BLOCK.findall(page.read_text("utf-8")):
                taken, rows = [], 0
                for run in range(options.runs + 1):
                    asked = sql.replace("clientele.", "memory.clientele.")
                    for sign, values in choices.items():
                        if sign in asked:
                            value = values[run % len(values)] if values else ""
                            asked = asked.replace(sign, str(value).replace("'", "''"))
                    start = time.perf_counter()
                    rows = connection.execute(asked).to_arrow_table().num_rows
                    taken.append((time.perf_counter() - start) * 1000)
                # The first run also plans, and reads the file.
                ordered = sorted(taken[1:])
                p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95) - 1]
                where = page.relative_to(site / "pages").as_posix()
                print(f"| {where} | {name} | {rows:,} | {p50:.1f} | {p95:.1f} |")
                if p95 > options.most:
                    slow.append(f"{where}: {name}")
    if slow:
        print(f"above {options.most:g} ms: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
