"""How long the reader takes to check a large file, beside a bare scan of the same file.

    python benchmarks/reader.py [LINES]

Writes the same order lines (a million by default) as CSV and as Parquet into a private
folder, and prints a row per file. `bare` is DuckDB's `count(columns(*))` of the file, which reads
every cell and looks at none. `checks` is all that happens before a build: the file is found and
opened, every cell is checked, and the select of typed lines is made. `lines` reads that select to
its end, which is what the first model of a build does. Each is the median of five runs in turn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from clientele.source.opening import open_tables
from clientele.source.reading import read_tables
from clientele.source.settings import Settings

ROUNDS = 5
THREADS = 2
COLUMNS = {
    "customer_id": "customer",
    "order_id": "receipt",
    "ordered_at": "sold_at",
    "product_id": "article",
    "product_name": "name",
    "quantity": "quantity",
    "unit_price": "price",
    "country": "country",
}
# Chance comes from hashes, so that every run writes the same lines.
SALES = """
    select
        'C' || hash(i // 4, 1) % 40000 as customer,
        'R' || i // 4 as receipt,
        timestamp '2022-01-01' + to_seconds(i // 4 * 240) as sold_at,
        'P' || hash(i, 2) % 5000 as article,
        'Article number ' || hash(i, 2) % 5000 as name,
        1 + hash(i, 3) % 6 as quantity,
        cast((1 + hash(i, 4) % 9999) / 100 as decimal(10, 2)) as price,
        'Country ' || hash(i // 4, 1) % 7 as country
    from range({lines}) as lines (i)
"""


def write(folder: Path, lines: int) -> list[Path]:
    """Write the sales in both formats."""
    paths = [folder / "sales.csv", folder / "sales.parquet"]
    with duckdb.connect() as connection:
        for path in paths:
            connection.execute(f"copy ({SALES.format(lines=lines)}) to '{path}'")
    return paths


def seconds(task: Callable[[], object]) -> float:
    """Return how long a task takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def check(path: Path) -> str:
    """Open and check a file as a build does, and return the select of its lines."""
    with duckdb.connect(config={"threads": THREADS}) as connection:
        settings = Settings(custom_source=str(path), custom_columns=COLUMNS)
        tables, faults = open_tables(settings, connection)
        reading = read_tables(settings, tables, connection)
        assert not faults and not reading.faults
        return reading.select


def scan(query: str) -> None:
    """Read the rows of a query, and look at none."""
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute(f"select count(columns(*)) from {query}").fetchall()


def measure(path: Path) -> tuple[float, ...]:
    """Return the medians of a bare scan, of the checks, and of reading the lines."""
    select = check(path)
    tasks = (lambda: scan(f"'{path}'"), lambda: check(path), lambda: scan(f"({select})"))
    rounds = [[seconds(task) for task in tasks] for _ in range(ROUNDS)]
    return tuple(map(statistics.median, zip(*rounds, strict=True)))


def main() -> None:
    """Print a row per format."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
    print("| file | lines | bare, s | checks, s | checks / bare | lines, s |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for path in write(Path(folder), lines):
            bare, checks, read = measure(path)
            print(
                f"| {path.suffix[1:]} | {lines:,} | {bare:.2f} | {checks:.2f} |"
                f" {checks / bare:.1f} | {read:.2f} |"
            )


if __name__ == "__main__":
    main()
