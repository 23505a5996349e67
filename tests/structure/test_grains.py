"""The grains of internal tables: each topic's test has all of its tables, and finds equal keys."""

from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment
from project import ROOT, none_of, resources


def problems(rows: str, grain: list[str]) -> list[str]:
    """Return what the macro says about rows of the columns id and kind."""
    text = (ROOT / "tests/generic/repeated_keys.sql").read_text("utf-8")

    class Relation(str):
        identifier = "shop"

    sql = (
        Environment(extensions=["jinja2.ext.do"])
        .from_string(text + "{{ repeated_keys(relation, grain) }}")
        .render(relation=Relation("shop"), grain=grain)
    )
    with duckdb.connect() as connection:
        connection.execute(f"create table shop as from (values {rows}) t(id, kind)")
        return sorted(str(problem) for (problem,) in connection.execute(sql).fetchall())


def test_equal_keys_are_found_and_named() -> None:
    rows = "(1, 'a'), (1, 'b'), (null, 'c'), (null, 'c')"
    assert problems(rows, ["id", "kind"]) == ["id null, kind c, stands in 2 rows of shop"]
    assert problems(rows, ["id"]) == [
        "id 1, stands in 2 rows of shop",
        "id null, stands in 2 rows of shop",
    ]
    assert problems("(1, 'a'), (2, 'a')", ["id"]) == []


def test_every_grain_is_tested(manifests: list[dict[str, Any]]) -> None:
    """A model that says its grains is in the test of its topic."""
    tested = {
        (name.removeprefix("grains_of_"), parent)
        for test in resources(manifests, "test")
        if (name := test["name"]).startswith("grains_of_")
        for parent in test["depends_on"]["nodes"]
    }
    said = {
        (Path(node["original_file_path"]).parts[2], node["unique_id"])
        for node in resources(manifests, "model")
        if (node["config"].get("meta") or {}).get("grains")
    }
    assert said
    none_of([f"{model}: grains_of_{topic} does not test it." for topic, model in said - tested])
