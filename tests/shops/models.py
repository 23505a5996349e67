"""The models of the project on any shop, without a run of dbt for each.

dbt parses and compiles the project once per set of vars. The compiled SQL, the Python models and
the data tests then run on plain DuckDB, in memory, in the order that dbt would choose.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from copy import copy
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import yaml
from support import working_database
from support.parsing import PROJECT, parse, parse_folder

CONFIG = {"storage_compatibility_version": "v1.5.0"}
INTERNAL = "main_internal"
# Table functions answer questions; no other model reads them.
NOT_RUN = {"table_function", "ephemeral"}


class Project:
    """The parsed project, whose models can be compiled under any vars."""

    def __init__(self, folder: Path) -> None:
        """Parse the project and load its seeds; the database goes into the folder."""
        self.folder = folder
        source = folder / "one_line.csv"
        source.write_text("customer,date,price\nA,2024-01-01,1.00\n")
        self.source = {
            "custom_source": str(source),
            "custom_columns": {
                "customer_id": "customer",
                "ordered_at": "date",
                "unit_price": "price",
            },
        }
        self.manifest = parse(["--target", "custom"], parse_folder("custom"))
        assert self.manifest, "dbt cannot parse the project"
        self._dbt("seed", variables=self.source)
        self.seeds = read_tables(working_database(folder, "custom"))
        self.compiled: dict[str, Models] = {}

    def models(self, *select: str, exclude: Iterable[str] = (), **variables: Any) -> Models:
        """Return the chosen models, and the data tests on them, as compiled under some vars."""
        key = json.dumps([select, list(exclude), variables], sort_keys=True, default=str)
        if key not in self.compiled:
            run = self._dbt(
                "compile",
                *("--select", *select),
                *("--exclude", "resource_type:unit_test", "resource_type:analysis", *exclude),
                variables=self.source | variables,
            )
            # Copies, as the next compilation writes into the same nodes.
            nodes = {done.node.unique_id: copy(done.node) for done in run.result.results}
            self.compiled[key] = Models(nodes, self.seeds)
        return self.compiled[key]

    def _dbt(self, *arguments: str, variables: Mapping[str, Any]) -> Any:
        # Imported here, as it takes seconds and sets up logging.
        from dbt.cli.main import dbtRunner

        before = os.environ.get("CLIENTELE_WAREHOUSE")
        os.environ["CLIENTELE_WAREHOUSE"] = str(self.folder)
        try:
            with redirect_stdout(io.StringIO()):
                done = dbtRunner(manifest=self.manifest).invoke(
                    [
                        *("--quiet", *arguments[:1], "--target", "custom"),
                        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
                        *("--target-path", str(self.folder / "target")),
                        *("--log-path", str(self.folder / "logs")),
                        *("--vars", json.dumps(dict(variables), default=float)),
                        *arguments[1:],
                    ]
                )
        finally:
            if before is None:
                del os.environ["CLIENTELE_WAREHOUSE"]
            else:
                os.environ["CLIENTELE_WAREHOUSE"] = before
        assert done.success, done.exception or done.result
        return done


class Models:
    """Compiled models and data tests, in the order in which they build on each other."""

    def __init__(self, nodes: Mapping[str, Any], seeds: Mapping[str, pa.Table]) -> None:
        """Sort the nodes; every shop gets a copy of the seeds."""
        reads = {name: nodes.keys() & set(parents(node)) for name, node in nodes.items()}
        in_order = [nodes[name] for name in TopologicalSorter(reads).static_order()]
        self.models = [
            node
            for node in in_order
            if node.resource_type == "model" and node.config.materialized not in NOT_RUN
        ]
        names = {node.unique_id for node in self.models}
        self.tests = [
            node
            for node in in_order
            if node.resource_type == "test"
            and all(read in names or not read.startswith("model.") for read in parents(node))
        ]
        self.seeds = seeds

    def shop(self, threads: int = 1) -> Shop:
        """Return an empty database on which these models can run."""
        return Shop(self, threads)


class Shop:
    """A database in memory, named as the target's, with the seeds in it."""

    def __init__(self, models: Models, threads: int) -> None:
        """Attach the databases; no model has run yet."""
        self.models = models
        self.database = connect(threads)
        for name, seed in models.seeds.items():
            self.database.register("seed", seed)
            self.database.execute(f'create table {INTERNAL}."{name}" as from seed')
        self.database.unregister("seed")

    def __enter__(self) -> Shop:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.database.execute(sql).fetchall()

    def row(self, sql: str) -> dict[str, Any]:
        """Return the only row of a query, by column."""
        cursor = self.database.execute(sql)
        names = [column[0] for column in cursor.description or []]
        (values,) = cursor.fetchall()
        return dict(zip(names, values, strict=True))

    def run(self, replaced: Mapping[str, str] | None = None) -> None:
        """Build every model; `replaced` names models that are given by a query instead."""
        for node in self.models.models:
            given = (replaced or {}).get(node.name)
            self._build(node, given)

    def broken_tests(self, kept: Callable[[Any], bool] = lambda node: True) -> list[str]:
        """Return the data tests that fail, each with its first row."""
        broken = []
        for node in filter(kept, self.models.tests):
            rows = self.query(f"select * from ({node.compiled_code}\n) as failures limit 1")
            if rows and str(node.config.severity).lower() == "error":
                broken.append(f"{node.name}: {rows[0]}")
        return broken

    def _build(self, node: Any, given: str | None) -> None:
        relation = f'custom."{node.schema}"."{node.alias}"'
        if node.language == "python":
            made = self._python(node)
            self.database.execute(f"create table {relation} as from made")
            del made
            return
        sql = given or node.compiled_code
        if node.config.materialized == "view":
            self.database.execute(f"create view {relation} as {sql}")
        elif node.config.contract.enforced:
            columns = [
                f'"{column.name}" {column.data_type}'
                + "".join(" not null" for rule in column.constraints if rule.type == "not_null")
                for column in node.columns.values()
            ]
            names = ", ".join(f'"{name}"' for name in node.columns)
            self.database.execute(f"create table {relation} ({', '.join(columns)})")
            self.database.execute(
                f"insert into {relation} ({names}) select {names} from ({sql}\n) as content"
            )
        else:
            self.database.execute(f"create table {relation} as {sql}")

    def _python(self, node: Any) -> Any:
        # The compiled code ends in the class that dbt hands to the model, with its settings in it.
        scope: dict[str, Any] = {}
        exec(compile(node.compiled_code, node.original_file_path, "exec"), scope)
        handed = scope["dbtObj"](lambda name: self.database.query(f"select * from {name}"))
        return scope["model"](handed, self.database)


def connect(threads: int = 1) -> duckdb.DuckDBPyConnection:
    """Return an empty database in memory that has the name and the schema of the target's."""
    connection = duckdb.connect(config={"threads": threads})
    connection.execute(f"attach ':memory:' as custom; create schema custom.{INTERNAL}; use custom")
    return connection


@cache
def default_vars() -> dict[str, Any]:
    """Return the vars of dbt_project.yml; of those that differ by dataset, the usual value."""
    declared = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())["vars"]["clientele"]
    return {
        name: value["default"] if isinstance(value, dict) and "default" in value else value
        for name, value in declared.items()
    }


def read_tables(database: Path) -> dict[str, pa.Table]:
    """Return the internal tables of a database, by name."""
    # dbt has it open in this process, with the settings of profiles.yml.
    with duckdb.connect(str(database), config=CONFIG) as connection:
        names = connection.execute(
            f"select table_name from duckdb_tables() where schema_name = '{INTERNAL}'"
        ).fetchall()
        return {name: connection.table(f"{INTERNAL}.{name}").to_arrow_table() for (name,) in names}


def parents(node: Any) -> list[str]:
    """Return what a node reads; seeds read nothing."""
    return getattr(node.depends_on, "nodes", [])
