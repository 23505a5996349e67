"""What tools for dashboards read about the public tables: keys, roles, formats and labels."""

import json
from pathlib import Path
from typing import Any

import cube_dbt
import pytest
from dbtmetabase.manifest import Manifest, Model
from project import none_of
from test_documentation import KEYS, WITHOUT_KEYS, marts

from clientele.bi import describe, load_roles, role_of

# Tables whose numbers have the unit that a column of the row names.
MONEY = {"revenue", "monetary", "budget", "spend", "average_order_value", "unit_price"}


@pytest.fixture(scope="module")
def described(manifests: list[dict[str, Any]]) -> dict[str, Any]:
    """The manifest of the demo, as script/bi writes it."""
    return describe(manifests[0], "clientele", "EUR")


@pytest.fixture(scope="module")
def names(manifests: list[dict[str, Any]]) -> set[str]:
    """The names of the public tables of the demo."""
    return {node["name"] for node in marts(manifests[:1])}


def test_every_public_column_has_a_role(manifests: list[dict[str, Any]]) -> None:
    """Without one, a tool shows money as a bare number, and a share as 0.175575."""
    none_of(
        [
            f"{node['original_file_path']}: {name} ({column['data_type']}) has no role: add it to"
            " python/clientele/bi/columns.yml."
            for node in marts(manifests)
            for name, column in node["columns"].items()
            if role_of(name, column["data_type"]) is None
        ]
    )


def test_every_name_of_a_role_is_a_public_column(manifests: list[dict[str, Any]]) -> None:
    """A name that nothing has any more is a column that was renamed."""
    columns = {name for node in marts(manifests) for name in node["columns"]}
    none_of(
        [
            f"columns.yml: no public table has {name} ({role.name})."
            for role in load_roles()
            for name in role.patterns
            if "*" not in name and name not in columns
        ]
    )


def test_money_is_money_in_every_table(manifests: list[dict[str, Any]]) -> None:
    found = {
        (name, role.name if (role := role_of(name, column["data_type"])) else None)
        for node in marts(manifests)
        for name, column in node["columns"].items()
        if name in MONEY
    }
    assert found == {(name, "money") for name in MONEY}


def test_cube_reads_every_table_with_its_key(described: dict[str, Any], names: set[str]) -> None:
    models = {model.name: model for model in cube_dbt.Dbt(described).models}
    assert set(models) == names
    assert models["customers"].sql_table == '"clientele"."customers"'
    without_key = [name for name, model in models.items() if not model.primary_key]
    assert without_key == []
    assert [one.name for one in models["cohorts"].primary_key] == ["cohort_month", "months_since"]
    types = {(column.name, column.type) for model in models.values() for column in model.columns}
    assert {
        ("monetary", "number"),
        ("customer_id", "string"),
        ("last_ordered_at", "time"),
        ("is_active", "boolean"),
        ("antecedents", "string"),
    } <= types
    money = models["customers"].column("monetary").meta
    assert (money["role"], money["currency"], money["format"]) == ("money", "EUR", "#,##0.00")
    assert all(column.meta["label"] for model in models.values() for column in model.columns)


def test_metabase_reads_every_table_with_its_joins(
    described: dict[str, Any], names: set[str], tmp_path: Path
) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(described), "utf-8")
    models: dict[str, Model] = {model.name: model for model in Manifest(file).read_models()}
    assert set(models) == names
    assert {model.schema for model in models.values()} == {"clientele"}
    columns = {
        (table, column.name): column for table, model in models.items() for column in model.columns
    }
    missing = [
        f"{table}.{name} to {KEYS[name]}"
        for (table, name), column in columns.items()
        if name in KEYS
        and table != KEYS[name]
        and table not in WITHOUT_KEYS.get(name, set())
        and (column.semantic_type, column.fk_target_table, column.fk_target_field)
        != ("type/FK", f"clientele.{KEYS[name]}", name)
    ]
    assert missing == []
    for name, table in KEYS.items():
        assert columns[table, name].semantic_type == "type/PK", (table, name)
    revenue = columns["segments", "revenue"]
    assert (revenue.number_style, revenue.decimals, revenue.currency) == ("currency", 2, "EUR")
    share = columns["segments", "revenue_share"]
    assert (share.number_style, share.display_name) == ("percent", "Revenue share")
    assert all(column.description for column in columns.values())
