"""A project of few models, which builds in seconds, with the hooks and the profile of the project.

Its two tables, `kpis` and `order_lines`, add up to the same revenue only if they are of one build.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
from support import PROJECT

MODELS = {
    "kpis": """
select
    cast(date '2024-02-01' as date) as as_of_date,
    cast('EUR' as varchar) as currency,
    cast(count(distinct customer_id) as bigint) as customers,
    cast(sum(amount) as decimal(28, 4)) as revenue
from {{ ref('input__order_lines') }}
""",
    "order_lines": """
select order_line_id, customer_id, ordered_at, cast(amount as decimal(28, 4)) as revenue
from {{ ref('input__order_lines') }}
""",
    "rejected_order_lines": """
select order_line_id from {{ ref('input__order_lines') }} where amount is null
""",
    "customer": """
{{ config(materialized='table_function', parameters=['id', 'least := 0']) }}
select * from {{ ref('order_lines').include(database=false) }}
where customer_id = id and revenue >= least
""",
}
PYTHON_MODEL = """
def model(dbt, session):
    return dbt.ref("input__order_lines").aggregate("customer_id, count(*) as lines")
"""
PROPERTIES = """
version: 2
models:
  - name: kpis
    description: One row of figures.
    columns:
      - {name: revenue, description: Money of all lines., data_tests: [not_null]}
  - name: order_lines
    columns:
      - {name: order_line_id, data_tests: [not_null, unique]}
      - {name: customer_id, meta: {personal: true}}
"""


def make_project(folder: Path) -> Path:
    """Write the project into a folder."""
    for name in ("macros", "models/staging/custom"):
        shutil.copytree(
            PROJECT / name, folder / name, ignore=shutil.ignore_patterns("*_models.yml")
        )
    for name in (
        *("dbt_project.yml", "profiles.yml", "models/_groups.yml"),
        "models/marts/_marts__columns.md",
        *("models/input/input__order_lines.sql", "models/input/input__customer_merges.sql"),
        *("models/input/input__order_digests.sql", "models/input/input__changed_orders.sql"),
        *("models/input/input__changed_blocks.sql", "models/input/input__changed_lines.sql"),
        *("models/marts/quality/build_history.sql", "seeds/segments/segment_words.csv"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, folder / name)
    quality = (PROJECT / "models/marts/quality/_quality__models.yml").read_text()
    history = quality[quality.index("  - name: build_history") :]
    (folder / "models/marts/quality/models.yml").write_text("version: 2\nmodels:\n" + history)
    (folder / "tests/generic").mkdir(parents=True)
    for path in (PROJECT / "tests/generic").glob("*.sql"):
        shutil.copy(path, folder / "tests/generic")
    public = folder / "models/public"
    public.mkdir()
    for name, sql in MODELS.items():
        (public / f"{name}.sql").write_text(sql)
    (public / "py_lines.py").write_text(PYTHON_MODEL)
    (public / "models.yml").write_text(PROPERTIES)
    return folder


def variables(file: Path, **more: Any) -> str:
    """Return the vars that read a file of `write_lines`."""
    columns = {"customer_id": "customer", "ordered_at": "date", "amount": "amount"}
    return json.dumps({"custom_source": str(file), "custom_columns": columns, **more})


def write_lines(file: Path, cents: int, lines: int = 400) -> None:
    """Write order lines of equal amounts, so that each build can have its own revenue."""
    rows = [
        f"C{number % 37},2024-01-{number % 28 + 1:02},{cents / 100:.2f}" for number in range(lines)
    ]
    file.write_text("\n".join(["customer,date,amount", *rows, ""]))


def read_version(database: Path) -> tuple[str, int]:
    """Return the version and the revenue of a published file; fail if it is of two builds."""
    with duckdb.connect(str(database), read_only=True, config={"threads": 1}) as connection:
        found = connection.execute(
            "select (select max(build_id) from build_history where status = 'published'),"
            " (select cast(revenue * 100 as bigint) from kpis),"
            " (select cast(sum(revenue) * 100 as bigint) from order_lines)"
        ).fetchone()
    assert found
    version, one, other = found
    assert one == other, f"{database} has a revenue of {one} and of {other}"
    return version, one


def contents(database: Path) -> dict[str, tuple[int, int]]:
    """Return the rows of every table and a hash of them.

    What only one build needs is left out: its history, and what an increment compares.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return {
            f"{schema}.{name}": connection.execute(
                "select count(*), sum(cast(hash(rows) as hugeint))"
                f' from "{schema}"."{name}" as rows'
            ).fetchall()[0]
            for schema, name in names
            if name != "build_history" and not name.startswith(("increment__", "input__changed_"))
        }


def files(folder: Path) -> set[str]:
    """Return the files below a folder, without the names of kept versions."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".versions" not in path.parts
    }
