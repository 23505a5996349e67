"""The test `valid_rows` finds every kind of fault, names the row, and passes sound rows."""

from typing import Any

import duckdb
import pytest
from jinja2 import Environment
from project import ROOT

# Rows 2 to 4 break a check each, and two rows share the id 2.
ROWS = """
    (1, 'a', 0.5, 'x', true),
    (2, null, 1.0, 'y', true),
    (2, 'b', -1.0, null, null),
    (3, 'c', null, 'z', false)
"""
ID_2_TWICE = "id 2, stands in 2 rows of shop"
SMALL_SHARE = {"condition": "share < 1", "otherwise": "has a share of 1 or more"}
TEXT_OF_A_CONDITION = "kind <> 'z' or id > 3 and name = 'c' does not hold in shop"


class Relation(str):
    """A relation as dbt hands it to a test."""

    identifier = "shop"


def problems(**checks: Any) -> list[str]:
    """Return what the test says about the rows."""
    text = "".join(
        (ROOT / f"tests/generic/{name}.sql").read_text("utf-8")
        for name in ("repeated_keys", "valid_rows")
    )
    text = text.replace("{% test ", "{% macro ").replace("{% endtest %}", "{% endmacro %}")
    text += "{{ valid_rows(model, **checks) }}"
    sql = (
        Environment(extensions=["jinja2.ext.do"])
        .from_string(text)
        .render(model=Relation("shop"), checks=checks)
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"create table shop as from (values {ROWS}) t(id, name, share, kind, is_new)"
        )
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
        ({"accepted": {"id": [1, 2]}}, ["id is 3, allowed is 1, 2 in shop"]),
        ({"accepted": {"is_new": [True]}}, ["is_new is false, allowed is True in shop"]),
        # Null passes a rule, and fails a condition that holds of every row.
        ({"rules": [SMALL_SHARE]}, ["has a share of 1 or more in shop"]),
        (
            {"rules": [SMALL_SHARE], "key": ["id", "name"]},
            ["id 2, name null, has a share of 1 or more in shop"],
        ),
        (
            {"holds": ["share <= 0.75"], "key": ["id"]},
            [
                "id 2, share <= 0.75 does not hold in shop",
                "id 3, share <= 0.75 does not hold in shop",
            ],
        ),
        ({"holds": ["kind <> 'z' or id > 3 and name = 'c'", "id > 0"]}, [TEXT_OF_A_CONDITION] * 2),
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
