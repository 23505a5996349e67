"""The models of itemsets and rules on baskets made up on the spot, without a build for each.

The project is parsed once; its models are compiled for each set of vars that a test asks for, and
run in a database in memory on lines that the test makes.
"""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterable, Mapping
from copy import copy
from fractions import Fraction
from graphlib import TopologicalSorter
from math import ceil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa

PROJECT = Path(__file__).resolve().parents[2]
LINES = "int_cleaning__accepted"
SETTINGS = "int_settings"
RESULTS = ("frequent_itemsets", "association_rules")
SEQUENCES = "product_sequences"
# Every var that the models read, so that a changed default changes no test.
VARS: dict[str, Any] = {
    "basket_item": "product",
    "basket_algorithm": "eclat",
    "basket_min_support": 0,
    "basket_min_orders": 1,
    "basket_min_confidence": 0,
    "basket_min_lift": 0,
    "basket_max_items": 4,
    "basket_max_itemsets": 2000000,
    "significance_level": 0.05,
    "published_rules": "all",
    "sequence_days": 90,
    "sequence_min_support": 0,
}
ALIKE = {
    "product_name": "product_id",
    "category": "product_id",
    "customer_id": "order_id",
    "ordered_at": "timestamp '2025-01-01'",
}

Items = frozenset[str]


class Project:
    """The parsed project, which gives its basket models under any vars."""

    def __init__(self, folder: Path) -> None:
        """Parse the project; what dbt writes goes into the folder."""
        self.folder = folder
        self.manifest = self._dbt("parse", "--vars", json.dumps(VARS)).result
        self.compiled: dict[str, Models] = {}

    def under(self, **variables: Any) -> Models:
        """Return the models as they are compiled with these vars, others as in `VARS`."""
        chosen = VARS | variables
        key = json.dumps(chosen)
        if key not in self.compiled:
            found = self._dbt(
                "compile",
                *("--vars", key, "--exclude", f"resource_type:test {LINES}", "--select"),
                *(f"{LINES}+,+{name}" for name in (*RESULTS, SEQUENCES)),
                SETTINGS,
                manifest=self.manifest,
            )
            # Copies, as the next compilation writes into the same nodes.
            nodes = {run.node.unique_id: copy(run.node) for run in found.result.results}
            self.compiled[key] = Models(nodes, chosen)
        return self.compiled[key]

    def _dbt(self, *arguments: str, manifest: Any = None) -> Any:
        # Imported here, as it takes seconds and sets up logging.
        from dbt.cli.main import dbtRunner

        before = os.environ.get("CLIENTELE_WAREHOUSE")
        os.environ["CLIENTELE_WAREHOUSE"] = str(self.folder)
        try:
            done = dbtRunner(manifest=manifest).invoke(
                [
                    *(arguments[0], "--quiet", "--target", "demo"),
                    *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
                    *("--target-path", str(self.folder / "target")),
                    *("--log-path", str(self.folder / "logs")),
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
    """The models under one set of vars, in a database of their own."""

    def __init__(self, nodes: Mapping[str, Any], variables: dict[str, Any]) -> None:
        """Put the models into the order in which they build on each other."""
        reads = {name: nodes.keys() & set(node.depends_on.nodes) for name, node in nodes.items()}
        in_order = TopologicalSorter(reads).static_order()
        self.nodes = {nodes[name].name: nodes[name] for name in in_order}
        self.vars = variables
        self.database = duckdb.connect(config={"threads": 2})
        self.database.execute("attach ':memory:' as demo")
        for schema in sorted({node.schema for node in self.nodes.values()}):
            self.database.execute(f"create schema if not exists demo.{schema}")

    def minimum_orders(self, orders: int) -> int:
        """Return how many of so many orders a set needs."""
        share = Fraction(str(self.vars["basket_min_support"]))
        return max(ceil(share * orders), self.vars["basket_min_orders"])

    def run(self, lines: pa.Table) -> Result:
        """Run all models on lines with order_id and product_id at least."""
        made = [f"{sql} as {name}" for name, sql in ALIKE.items() if name not in lines.column_names]
        self._replace(LINES, f"select {', '.join(['*', *made])} from lines", lines=lines)
        for name in self.nodes:
            self._build(name)
        return Result(self)

    def only(self, name: str, **tables: pa.Table) -> pa.Table:
        """Run one model on tables that stand for those it reads."""
        for read, table in tables.items():
            self._replace(read, "select * from lines", lines=table)
        self._build(name)
        return self.table(name)

    def table(self, name: str) -> pa.Table:
        """Return a model's rows in their order."""
        return self.database.table(self._relation(name)).to_arrow_table()

    def types(self, name: str) -> dict[str, str]:
        """Return the columns of a model's table with their types."""
        found = self.database.execute(f"describe {self._relation(name)}").fetchall()
        return {column: kind.lower() for column, kind, *_ in found}

    def contract(self, name: str) -> dict[str, str]:
        """Return the columns of a model with their types, as its contract has them."""
        return {column.name: column.data_type for column in self.nodes[name].columns.values()}

    def _build(self, name: str) -> None:
        node = self.nodes[name]
        if node.language == "python":
            self._replace(name, "select * from lines", lines=self._python(node))
        else:
            self._replace(name, node.compiled_code)

    def _python(self, node: Any) -> pa.Table:
        spec = importlib.util.spec_from_file_location(node.name, PROJECT / node.original_file_path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        stand_in = SimpleNamespace(ref=lambda read: self.database.table(self._relation(read)))
        return module.model(stand_in, None)

    def _relation(self, name: str) -> str:
        schema = self.nodes[name].schema if name in self.nodes else "main_internal"
        return f"demo.{schema}.{name}"

    def _replace(self, name: str, sql: str, **tables: pa.Table) -> None:
        for view, table in tables.items():
            self.database.register(view, table)
        self.database.execute(f"create or replace table {self._relation(name)} as ({sql})")


class Result:
    """What the models made of some lines."""

    def __init__(self, models: Models) -> None:
        """Take the results out of the database, where the next run replaces them."""
        self.tables = {name: models.table(name) for name in RESULTS}
        self.types = {name: models.types(name) for name in RESULTS}
        self.size = models.table("int_baskets__size").to_pylist()[0]

    def itemsets(self) -> dict[Items, int]:
        """Return each set with the orders that hold it."""
        rows = self.tables["frequent_itemsets"].to_pylist()
        return {frozenset(row["items"]): row["orders"] for row in rows}

    def rules(self) -> dict[tuple[Items, Items], dict[str, Any]]:
        """Return each rule, in the order of the table, by its antecedents and consequents."""
        rows = self.tables["association_rules"].to_pylist()
        return {(frozenset(row["antecedents"]), frozenset(row["consequents"])): row for row in rows}


def lines_of(baskets: Iterable[Iterable[str]]) -> pa.Table:
    """Return the lines of baskets: a line each item, an order each basket."""
    pairs = [(f"o{order:06}", item) for order, items in enumerate(baskets) for item in items]
    columns = list(zip(*pairs, strict=True)) or [(), ()]
    text = pa.string()
    return pa.table(
        {"order_id": pa.array(columns[0], text), "product_id": pa.array(columns[1], text)}
    )
