"""The questions of docs/questions.md, with their queries and results.

`PYTHONPATH=tests python -m support.questions DATABASE` writes the results of a database into them.
"""

import re
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from support.parsing import PROJECT

PAGE = PROJECT / "docs/questions.md"
QUESTION = re.compile(
    r"^## (?P<title>.+)\n(?P<before>(?:(?!^## )[\s\S])*?)```sql\n(?P<sql>[\s\S]*?)```\n"
    r"(?P<after>(?:\n\|.*(?:\n\|.*)*\n)?)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Question:
    """One question: its title, its query, and its result as the page shows it."""

    title: str
    sql: str
    result: str


def read_questions() -> list[Question]:
    """Return the questions of the page."""
    return [
        Question(found["title"], found["sql"].strip(), found["after"].strip())
        for found in QUESTION.finditer(PAGE.read_text("utf-8"))
    ]


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Return the result of a query as a Markdown table."""
    found = connection.execute(sql)
    names = [column[0] for column in found.description or []]
    rows = [[_cell(value) for value in row] for row in found.fetchall()]
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, float | Decimal) and "." in text:
        return text.rstrip("0").rstrip(".")
    return text


def write_results(database: Path) -> None:
    """Write the results of a database into the page."""
    with duckdb.connect(str(database), read_only=True) as connection:

        def fill(found: re.Match[str]) -> str:
            text = found[0].removesuffix(found["after"])
            return f"{text}\n{answer(connection, found['sql'])}\n"

        PAGE.write_text(QUESTION.sub(fill, PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write_results(Path(sys.argv[1]))
