"""The test `valid_rows` finds every kind of fault, names the row, and passes sound rows."""

import re
from typing import Any

import duckdb
import pytest
from jinja2 import Environment
from project import ROOT

# Rows 2 to 4 break a check each, and two rows share the id 2.
ROWS = """
    (1, 'a', 0.5, 'x'),
    (2, null, 1.0, 'y'),
    (2, 'b', -1.0, null),
    (3, 'c', null, 'z')
"""
ID_2_TWICE = "id 2, stands in 2 rows of shop"


class Relation(str):
    """A relation as dbt hands it to a test."""

    identifier = "shop"


def problems(**checks: Any) -> list[str]:
    """Return what the test says about the rows."""
    text = (ROOT / "tests/generic/valid_rows.sql").read_text("utf-8")
    text = re.sub(r"\{% test (valid_rows\(.*?\)) %\}", r"{% macro \1 %}", text)
    text = text.replace("{% endtest %}", "{% endmacro %}") + "{{ valid_rows(model, **checks) }}"
    sql = (
        Environment(extensions=["jinja2.ext.do"])
        .from_string(text)
        .render(model=Relation("shop"), checks=checks)
    )
    with duckdb.connect() as connection:
        connection.execute(f"create table shop as from (values {ROWS}) t(id, name, share, kind)")
        return sorted(str(problem) for (problem,) in connection.execute(sql).fetchall())


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ({"required": ["name"]}, ["name is null in shop"]),
        ({"required": ["id"]}, []),
        ({"ranges": {"share": [0, 1]}}, ["share is -1.0, allowed is 0 to 1 in shop"]),
        ({"ranges": {"share": [0, None]}}, ["share is -1.0, allowed is 0 to any in shop"]),
        ({"ranges": {"id": [None, 2]}}, ["id is 3, allowed is any to 2 in shop"]),
        ({"ranges": {"id": [1, 3], "share": [-1, 1]}}, []),
        ({"accepted": {"kind": ["x", "y"]}}, ["kind is z, allowed is x, y in shop"]),
        ({"grains": [["id"]]}, [ID_2_TWICE]),
        ({"grains": [["id", "name"], ["name"]]}, []),
        (
            {"required": ["name"], "ranges": {"share": [0, 0.75]}, "grains": [["id"]]},
            [
                "id 2, name is null; share is 1.0, allowed is 0 to 0.75 in shop",
                "id 2, share is -1.0, allowed is 0 to 0.75 in shop",
                ID_2_TWICE,
            ],
        ),
    ],
)
def test_a_fault_is_found_and_named(checks: dict[str, Any], expected: list[str]) -> None:
    assert problems(**checks) == expected
