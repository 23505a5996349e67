"""A shop of the user's own: source files, a warehouse, and a project that has just the adapter."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from support import PROJECT, Build, dbt, working_database

# What the adapter needs of the project: dbt reads the whole of it at every change of a var.
NEEDED = ("macros", "models/staging/custom", "models/input", "data/sample", "seeds/segments")
SELECTED = ("staging.custom", "+input__order_lines", "+input__customers")
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


@dataclass
class Shop:
    """A folder of source files, a warehouse, and the project that builds one from the other."""

    folder: Path
    project: Path

    @property
    def warehouse(self) -> Path:
        """The folder of the databases."""
        return self.folder / "warehouse"

    @property
    def database(self) -> Path:
        """The database that is built."""
        return working_database(self.warehouse, "custom")

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a source file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def build(
        self,
        source: object,
        columns: object = MAPPING,
        *,
        environment: dict[str, str] | None = None,
        **variables: Any,
    ) -> Build:
        """Build the input from a source."""
        return dbt(
            self.warehouse,
            *("run", "--select", *SELECTED),
            dataset="custom",
            variables={"custom_source": str(source), "custom_columns": columns, **variables},
            project=self.project,
            environment=environment,
        )

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def relations(self) -> list[tuple[Any, ...]]:
        """Return every table and view, with the SQL that made it."""
        return self.query(
            "select schema_name, table_name, sql from duckdb_tables() union all"
            " select schema_name, view_name, sql from duckdb_views() where not internal"
            " order by all"
        )

    def inputs(self) -> list[list[tuple[Any, ...]]]:
        """Return the rows of the two relations that the source becomes."""
        return [
            self.query(f"select * from main_internal.{table} order by all")
            for table in ("input__order_lines", "input__customers")
        ]


def copy_of_adapter(folder: Path) -> Path:
    """Copy what the adapter needs of the project, for builds that take no more."""
    for name in NEEDED:
        # Descriptions and tests of models lead to the rest of the project; sources are needed.
        shutil.copytree(
            PROJECT / name,
            folder / name,
            ignore=shutil.ignore_patterns("*_models.yml", "*_seeds.yml"),
        )
    for name in ("dbt_project.yml", "profiles.yml", "models/_groups.yml"):
        shutil.copy(PROJECT / name, folder / name)
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
    """Make a table of the lines, with types."""
    connection.execute(
        f'create table {table} ("Client" varchar, "Day" date, "Item" varchar, "Qty" integer,'
        ' "Price" double, "Points" varchar)'
    )
    connection.executemany(f"insert into {table} values (?, ?, ?, ?, ?, ?)", LINES)
