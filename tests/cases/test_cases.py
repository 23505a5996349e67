"""Every case of cases.yml gives its right figures, or one clear sentence before the build."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from shops.models import Models, Project, Shop, connect
from shops.reading import read

from .made import MADE

HERE = Path(__file__).parent
TABLES = [
    *("kpis", "customers", "segments", "orders", "order_lines", "products"),
    *("rejected_order_lines", "data_quality"),
]
# Vars that the reader alone needs: the models are the same under all their values.
OF_READER = ("custom_", "time_zone", "fold_customer_ids")
LONGEST_SENTENCE = 1000


class Loader(yaml.SafeLoader):
    """Reads numbers exactly."""


Loader.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node))
)
TABLE = yaml.load((HERE / "cases.yml").read_text("utf-8"), Loader)
BASE = (HERE / "inputs" / "23b_total_row.csv").read_text().splitlines(keepends=True)[:61]


def source_of(case: dict[str, Any], folder: Path) -> str:
    """Write the file of a case where it must be made, and return what custom_source is."""
    if "file" not in case:
        path = folder / "sales.csv"
        text = case.get("text") or "".join(BASE) + case.get("added", "")
        path.write_bytes(text.encode())
    elif case["file"] in MADE:
        path = MADE[case["file"]](folder)
    else:
        path = HERE / "inputs" / case["file"]
    return str(case.get("source", "{file}").format(file=path, folder=folder))


def variables_of(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    columns = case.get("columns", "base")
    return {
        "custom_source": source_of(case, folder),
        "custom_columns": TABLE["mappings"][columns] if isinstance(columns, str) else columns,
        **case.get("vars", {}),
    }


def models_of(case: dict[str, Any], project: Project) -> Models:
    variables = {
        name: value
        for name, value in case.get("vars", {}).items()
        if not name.startswith(OF_READER)
    }
    return project.models(*(f"+{table}" for table in TABLES), **variables)


def check_rows(shop: Shop, table: str, key: str, rows: dict[str, dict[str, Any]]) -> None:
    for one, expected in rows.items():
        found = shop.query(f"select {', '.join(expected)} from {table} where {key} = '{one}'")
        assert found == [tuple(map(comparable, expected.values()))], f"{table} {one}: {found}"


def comparable(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def check_figures(shop: Shop, right: dict[str, Any]) -> None:
    """Hold the tables against what is right."""
    for column, expected in right.get("shop", {}).items():
        ((found,),) = shop.query(f"select {column} from kpis")
        assert found == expected, f"{column} is {found}, right is {expected}"
    check_rows(shop, "customers", "customer_id", right.get("customers", {}))
    check_rows(shop, "orders", "order_id", right.get("orders", {}))
    check_rows(shop, "products", "product_id", right.get("named_products", {}))
    for customer in right.get("gone", []):
        assert not shop.query(f"from customers where customer_id = '{customer}'")
    for reason, (lines, amount) in right.get("rejected", {}).items():
        found = shop.query(
            f"select count(*), sum(amount) from rejected_order_lines where reason = '{reason}'"
        )
        assert found == [(lines, Decimal(amount))], f"{reason}: {found}"
    for check in right.get("findings", []):
        assert shop.query(f"from data_quality where check_name = '{check}' and lines > 0"), check
    for column, expected in right.get("every_order", {}).items():
        assert shop.query(f"select distinct {column} from orders") == [(expected,)]


def by_what_is_right(*, refused: bool) -> list[Any]:
    return [
        pytest.param(case, id=case["case"])
        for case in TABLE["cases"]
        if ("refused" in case) == refused
    ]


@pytest.mark.parametrize("case", by_what_is_right(refused=True))
def test_case_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    with connect() as connection:
        faults = read(connection, variables_of(case, tmp_path), tmp_path)
    assert [fault.code for fault in faults] == case["refused"]
    for sentence in (fault.sentence(language) for fault in faults for language in ("en", "fr")):
        assert len(sentence) <= LONGEST_SENTENCE


@pytest.mark.whole
@pytest.mark.parametrize("case", by_what_is_right(refused=False))
def test_case_is_read(case: dict[str, Any], project: Project, tmp_path: Path) -> None:
    with models_of(case, project).shop() as shop:
        faults = read(shop.database, variables_of(case, tmp_path), tmp_path)
        assert [fault.sentence() for fault in faults] == []
        shop.run()
        check_figures(shop, case["right"])
        assert shop.broken_tests() == []


def test_cases_have_names_of_their_own() -> None:
    names = [case["case"] for case in TABLE["cases"]]
    assert len(set(names)) == len(names)


def test_every_input_is_used() -> None:
    used = {case.get("file") for case in TABLE["cases"]}
    inputs = {path.name for path in (HERE / "inputs").iterdir()}
    assert inputs - used == set()
