"""A shop of the user's own: source files, a warehouse, and a project that has just the adapter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

PROJECT = Path(__file__).parents[2]
# What the adapter needs of the project: dbt reads the whole of it at every change of a var.
NEEDED = [
    "dbt_project.yml",
    "profiles.yml",
    "macros",
    "models/staging/custom",
    "models/input",
    "data/sample",
]
HEADER = ["Client", "Day", "Item", "Qty", "Price", "Points"]
LINES: list[tuple[str | None, date | None, str | None, int | None, Decimal | None, str | None]] = [
    ("K1", date(2024, 1, 5), "Mug", 2, Decimal("3.50"), "10"),
    ("K1", date(2024, 1, 5), "Espresso machine", 1, Decimal("1234.50"), None),
    ("K2", date(2024, 2, 29), "Mug", -1, Decimal("3.50"), "7"),
    (None, date(2024, 3, 1), "Mug", 1, Decimal("3.50"), None),
    ("K1", date(2024, 6, 1), "mug ", 3, Decimal("3.25"), "12"),
    ("K3", None, "Mug", 1, None, None),
]
MAPPING = {
    "customer_id": "Client",
    "ordered_at": "Day",
    "product_name": "Item",
    "quantity": "Qty",
    "unit_price": "Price",
    "x_points": "Points",
}
CONTINENTAL = {"custom_date_format": "%d/%m/%Y", "custom_decimal_separator": ","}
IN_VARS = "under vars in dbt_project.yml or with --vars"


# Many builds in one process: dbt takes longer to load than to refuse.
BUILD = """
import json, os, sys
from dbt.cli.main import dbtRunner
arguments, runs = json.load(sys.stdin)
for variables, environment in runs:
    print("next build", flush=True)
    os.environ.update(environment)
    outcome = dbtRunner().invoke([*arguments, "--vars", json.dumps(variables)])
    print("succeeded" if outcome.success else "failed", flush=True)
"""


@dataclass
class Shop:
    """A folder of source files, a warehouse, and the project that builds one from the other."""

    folder: Path
    project: Path

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse" / "custom.duckdb"

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def arguments(self) -> list[str]:
        return [
            *("--no-use-colors", "run", "--target", "custom"),
            *("--select", "staging.custom", "input__order_lines", "input__customers"),
            *("--target-path", str(self.folder / "target")),
            *("--log-path", str(self.folder / "target")),
        ]

    def python(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        self.warehouse.parent.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.project,
            env={**os.environ, "CLIENTELE_WAREHOUSE": str(self.warehouse.parent)},
            input=stdin,
            capture_output=True,
            text=True,
        )

    def build(self, **variables: Any) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "dbt.cli.main", *self.arguments(), "--vars", json.dumps(variables))

    def build_each(
        self, runs: list[dict[str, Any]], environments: list[dict[str, str]] | None = None
    ) -> list[str]:
        """What dbt printed in each of several builds, each with an environment of its own."""
        jobs = list(zip(runs, environments or [{}] * len(runs), strict=True))
        output = self.python("-c", BUILD, stdin=json.dumps([self.arguments(), jobs])).stdout
        return output.split("next build\n")[1:]

    def problems(self, output: str) -> list[str]:
        """The sentences of a build that was refused, with paths relative to the folder."""
        lines = output.split("cannot build with this configuration:\n")[-1].splitlines()
        sentences = [line.strip()[2:] for line in lines if line.startswith("    - ")]
        return [sentence.replace(f"{self.folder}/", "") for sentence in sentences]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def tables(self) -> list[tuple[Any, ...]]:
        """Every table with its number of rows."""
        if not self.warehouse.exists():
            return []
        names = self.query("select schema_name, table_name from duckdb_tables() order by all")
        return [
            (schema, name, self.query(f'select count(*) from "{schema}"."{name}"'))
            for schema, name in names
        ]

    def order_lines(self) -> list[tuple[Any, ...]]:
        return self.query("select * from main_internal.input__order_lines order by all")

    def customers(self) -> list[tuple[Any, ...]]:
        return self.query("select * from main_internal.input__customers order by all")


def copy_of_adapter(folder: Path) -> Path:
    """Copy what the adapter needs of the project, for builds that take no more."""
    for name in NEEDED:
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / name).is_dir():
            # Descriptions and tests of models lead to the rest of the project.
            shutil.copytree(PROJECT / name, copy, ignore=shutil.ignore_patterns("*.yml"))
        else:
            shutil.copy(PROJECT / name, copy)
    return folder


def as_csv(lines: list[tuple[Any, ...]] = LINES) -> str:
    """As a spreadsheet in France saves it: semicolons, decimal commas, days first."""

    def cell(value: Any) -> str:
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        if isinstance(value, Decimal):
            return f"{value:,}".replace(",", " ").replace(".", ",")
        return "" if value is None else str(value)

    rows = [";".join(map(cell, line)) for line in lines]
    return "\n".join([";".join(HEADER), *rows, ";" * (len(HEADER) - 1), ""])


def fill(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    connection.execute(
        f'create table {table} ("Client" varchar, "Day" date, "Item" varchar, "Qty" integer,'
        ' "Price" double, "Points" varchar)'
    )
    connection.executemany(f"insert into {table} values (?, ?, ?, ?, ?, ?)", LINES)


READABLE = (
    "a path or an address (http, https, s3, gs, r2, hf) of a .csv, .tsv, .txt (also .gz), .parquet"
    " or .xlsx file, a glob of such files, one sheet as file.xlsx#sheet, a relation as schema.table"
    " or database.schema.table, sqlite:file#table, or postgres:settings#schema.table"
)


@dataclass
class Refusal:
    """A configuration that cannot be built: files, vars and the sentences that they earn."""

    name: str
    problems: list[str]
    source: str | None = None
    columns: Any = None
    files: dict[str, str | bytes] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)

    def variables(self, folder: Path) -> dict[str, Any]:
        columns = MAPPING if self.columns is None else self.columns
        if self.source is None:
            return {}
        # A bar marks what is not in the folder: a relation, or a path from the project.
        source = self.source[1:] if self.source[0] == "|" else str(folder / self.source)
        return {"custom_source": source, "custom_columns": columns, **self.formats}
