"""Who queries a table, calls a macro or edits a seed finds written what it is."""

import csv
import re
from collections import defaultdict
from typing import Any

from project import ROOT, files, none_of, place, resources

# The public table that a column is the key of.
KEYS = {
    "customer_id": "customers",
    "order_id": "orders",
    "product_id": "products",
    "segment_id": "segments",
    "cluster_id": "clusters",
    "model_id": "cluster_models",
    "rule_id": "association_rules",
}
# Columns with the same name that hold other values too: of refused lines, of customers and segments
# of the past, and of the clusters of earlier models.
WITHOUT_KEYS = {
    "customer_id": {"rejected_order_lines", "segment_history"},
    "order_id": {"rejected_order_lines"},
    "product_id": {"rejected_order_lines"},
    "segment_id": {"segment_history", "segment_sizes"},
    "cluster_id": {"cluster_centroids"},
}


def models(manifests: list[dict[str, Any]], layer: str) -> list[dict[str, Any]]:
    """The models of a layer."""
    return [
        node
        for node in resources(manifests, "model")
        if node["original_file_path"].startswith(f"models/{layer}/")
    ]


def marts(manifests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The public tables."""
    return models(manifests, "marts")


def undescribed(node: dict[str, Any], names: list[str]) -> list[str]:
    """One sentence for each description that a table or its columns lack."""
    path = node["original_file_path"]
    described = {
        name.lower() for name, column in node["columns"].items() if column["description"].strip()
    }
    problems = [] if node["description"].strip() else [f"{path}: it has no description."]
    return problems + [
        f"{path}: the column {name} has no description."
        for name in names
        if name.lower() not in described
    ]


def test_every_public_table_is_under_contract(manifests: list[dict[str, Any]]) -> None:
    """An enforced contract lists every column, so what follows misses none."""
    none_of(
        [
            f"{node['original_file_path']}: its contract is not enforced."
            for node in marts(manifests)
            if not node["contract"]["enforced"] or not node["columns"]
        ]
    )


def test_every_public_table_and_column_is_described(manifests: list[dict[str, Any]]) -> None:
    none_of(
        [line for node in marts(manifests) for line in undescribed(node, list(node["columns"]))]
    )


def test_personal_columns_are_tagged_in_every_public_table(
    manifests: list[dict[str, Any]],
) -> None:
    """A column without its tag would be published as it is, whatever publish_personal says."""

    def tagged(node: dict[str, Any]) -> set[str]:
        return {
            name
            for name, column in node["columns"].items()
            if column["config"].get("meta", {}).get("personal")
        }

    personal = set().union(*(tagged(node) for node in models(manifests, "input")))
    assert {"customer_name", "income"} <= personal
    none_of(
        [
            f"{node['original_file_path']}: {node['name']}.{name} is not tagged as personal."
            for node in marts(manifests)
            for name in sorted(personal & set(node["columns"]) - tagged(node))
        ]
    )


def test_every_function_is_described(manifests: list[dict[str, Any]]) -> None:
    none_of([line for node in models(manifests, "functions") for line in undescribed(node, [])])


def key_tests(manifests: list[dict[str, Any]]) -> dict[str, set[tuple[str, str]]]:
    """The generic tests of each model: name of the test and column, or "" for the whole table."""
    tested = defaultdict(set)
    for test in resources(manifests, "test"):
        name = (test.get("test_metadata") or {}).get("name", "")
        tested[test.get("attached_node")].add((name, test.get("column_name") or ""))
    return tested


def test_every_public_table_tests_its_grain(manifests: list[dict[str, Any]]) -> None:
    """A single key has the test that BI tools read, several columns are a grain of valid_rows."""
    tested = {
        test.get("attached_node")
        for test in resources(manifests, "test")
        if (known := test.get("test_metadata"))
        and (known["name"] == "unique" or known["kwargs"].get("grains"))
    }
    none_of(
        [
            f"{node['original_file_path']}: {node['name']} has no unique test, and no grains in"
            " valid_rows."
            for node in marts(manifests)
            if node["unique_id"] not in tested
        ]
    )


def test_every_key_of_another_public_table_is_a_relationship(
    manifests: list[dict[str, Any]],
) -> None:
    """BI tools read joins from these tests."""
    tested = key_tests(manifests)
    problems = [
        f"{node['original_file_path']}: {column} has no relationships test to {table}."
        for node in marts(manifests)
        for column, table in KEYS.items()
        if column in node["columns"]
        and node["name"] != table
        and node["name"] not in WITHOUT_KEYS.get(column, {})
        and ("relationships", column) not in tested[node["unique_id"]]
    ]
    none_of(problems)


def test_every_seed_and_column_is_described(manifests: list[dict[str, Any]]) -> None:
    problems = []
    for node in resources(manifests, "seed"):
        with (ROOT / node["original_file_path"]).open(encoding="utf-8", newline="") as file:
            problems += undescribed(node, next(csv.reader(file)))
    none_of(problems)


def test_every_macro_says_what_it_does() -> None:
    """A dispatched variant is explained by the macro that it stands for."""
    problems = []
    for path in files("macros/*.sql", "tests/generic/*.sql"):
        text = path.read_text("utf-8")
        for found in re.finditer(r"\{%-?\s*(?:macro|test)\s+(\w+)", text):
            is_variant = re.match(r"[a-z0-9]+__", found[1])
            if not is_variant and not text[: found.start()].rstrip().endswith("#}"):
                problems.append(
                    f"{place(path, text, found.start())}: {found[1]} has no comment before it."
                )
    none_of(problems)
