"""How long each question of docs/questions.md takes, on a database of public tables.

    PYTHONPATH=tests python benchmarks/questions.py --database warehouse/online_retail.duckdb

Prints a Markdown table with the median of several runs, and ends with status 1 if a median is above
--most milliseconds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

import duckdb
from support.questions import read_questions


def measure(connection: duckdb.DuckDBPyConnection, sql: str, rounds: int) -> float:
    """Return the median milliseconds from the query to its last row."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        connection.execute(sql).fetchall()
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken)


def main() -> int:
    """Measure all questions and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--most", type=float, default=200)
    options = parser.parse_args()
    slowest = 0.0
    sys.stdout.write("| question | median, ms |\n|---|---:|\n")
    with duckdb.connect(str(options.database), read_only=True) as connection:
        for question in read_questions():
            taken = measure(connection, question.sql, options.rounds)
            slowest = max(slowest, taken)
            sys.stdout.write(f"| {question.title} | {taken:.1f} |\n")
    return int(slowest > options.most)


if __name__ == "__main__":
    sys.exit(main())
