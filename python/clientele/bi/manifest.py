"""dbt's manifest with what tools for dashboards need to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clientele.bi.columns import label_of, role_of

Node = dict[str, Any]
METABASE = "metabase"


def describe(manifest: Mapping[str, Any], schema: str, currency: str) -> dict[str, Any]:
    """Return a manifest of the public tables alone, with keys, roles, formats and labels.

    Args:
        manifest: dbt's manifest.json.
        schema: The schema in which the tool finds the tables.
        currency: The currency of the shop, as ISO 4217 writes it.

    Returns:
        A manifest with the marts and the tests that tell their keys. Each column has `meta`: role,
        format, label, for money also currency, and settings of dbt-metabase.

    """
    nodes: dict[str, Node] = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
        and node["original_file_path"].startswith("models/marts")
    }
    tests: dict[str, Node] = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "test"
        and node.get("attached_node") in nodes
        and set(node["depends_on"]["nodes"]) <= set(nodes)
    }
    tables = {
        name: _table(node, [test for test in tests.values() if test["attached_node"] == name])
        | {"schema": schema, "relation_name": f'"{schema}"."{node["alias"]}"'}
        for name, node in nodes.items()
    }
    for table in tables.values():
        for column in table["columns"].values():
            _describe_column(column, currency)
    kept = set(tables) | set(tests)
    return {
        **manifest,
        "nodes": {**tables, **tests},
        "sources": {},
        "exposures": {},
        "metrics": {},
        "child_map": {
            name: [child for child in manifest["child_map"].get(name, []) if child in kept]
            for name in kept
        },
    }


def key_of(tests: list[Node]) -> list[str]:
    """Return the columns of the key that the tests of a table prove.

    A table of one row has none.
    """
    single = [test["column_name"] for test in tests if test["test_metadata"]["name"] == "unique"]
    # The id of the table comes before other columns that are unique too.
    if single:
        return [next((one for one in single if one.endswith("_id")), single[0])]
    grains = [
        grain
        for test in tests
        if test["test_metadata"]["name"] == "valid_rows"
        for grain in test["test_metadata"]["kwargs"].get("grains", [])
    ]
    return list(grains[0]) if grains else []


def _table(node: Node, tests: list[Node]) -> Node:
    """Return a table with its key as a constraint."""
    key = key_of([test for test in tests if test.get("test_metadata")])
    columns = {name: {**column} for name, column in node["columns"].items()}
    constraints = [one for one in node.get("constraints", []) if one["type"] != "primary_key"]
    if key:
        constraints.append({"type": "primary_key", "columns": key})
    if len(key) == 1:
        column = columns[key[0]]
        column["constraints"] = [*column.get("constraints", []), {"type": "primary_key"}]
    return {**node, "columns": columns, "constraints": constraints}


def _describe_column(column: Node, currency: str) -> None:
    """Add the role, format and label of a column."""
    role = role_of(column["name"], column["data_type"])
    meta: dict[str, Any] = {**column.get("meta", {}), "label": label_of(column["name"])}
    settings: dict[str, Any] = {"display_name": meta["label"]}
    if role:
        meta["role"] = role.name
        meta |= {"format": role.shown_as} if role.shown_as else {}
        settings |= role.metabase
        if role.name == "money":
            meta["currency"] = settings["currency"] = currency
    column["meta"] = meta | {f"{METABASE}.{name}": value for name, value in settings.items()}
    if column["data_type"].endswith("[]"):
        # cube_dbt knows arrays by this name.
        column["data_type"] = f"array<{column['data_type'][:-2]}>"
