"""custom_columns: names, columns, lists, and all that can be wrong with them."""

from collections.abc import Mapping
from typing import Any

import pytest
from typed_lines import MAPPING, codes, line, lines, read, text_table, typed_table


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, ["column-required", "column-required", "price-required"]),
        ("who", ["columns-not-a-map"]),
        ({**MAPPING, "custmer_id": "who"}, ["contract-name-unknown"]),
        ({**MAPPING, "X-1": "who"}, ["contract-name-unknown"]),
        ({**MAPPING, 'x"; drop table t; --': "who"}, ["contract-name-unknown"]),
        ({**MAPPING, "x_a\n": "who"}, ["contract-name-unknown"]),
        ({**MAPPING, "product_id": ["who", "day"]}, ["column-list-misplaced"]),
        ({**MAPPING, "order_id": []}, ["column-name-invalid"]),
        ({**MAPPING, "product_id": {"a": 1}}, ["column-name-invalid"]),
        ({**MAPPING, "product_id": True}, ["column-name-invalid"]),
        ({**MAPPING, "product_id": "a\0b"}, ["column-name-invalid"]),
        ({**MAPPING, "channel": "Shop"}, ["column-missing"]),
        ({**MAPPING, "order_id": ["who", "till"]}, ["column-missing"]),
    ],
)
def test_a_wrong_map_is_refused(columns: Mapping[str, Any] | str, expected: list[str]) -> None:
    assert codes(text_table([line()]), columns=columns) == expected  # type: ignore[arg-type]


def test_a_name_that_is_mapped_to_null_is_left_out() -> None:
    assert codes(text_table([line()]), columns={**MAPPING, "channel": None}) == []


def test_a_missing_column_comes_with_the_closest_one() -> None:
    fault = read(text_table([line()]), columns={**MAPPING, "unit_price": "prise"}).faults[0]

    assert getattr(fault, "nearby", None) == "price"


def test_the_case_of_a_column_does_not_matter() -> None:
    assert codes(text_table([line()]), columns={**MAPPING, "unit_price": "PRICE"}) == []


def test_a_nested_column_is_refused() -> None:
    table = typed_table(
        "select 'K1' as who, date '2024-01-05' as day, 1 as price, [{'sku': 'a'}] as items"
    )

    assert codes(table, columns={**MAPPING, "product_id": "items"}) == ["column-nested"]


def test_an_order_id_of_several_columns_is_unambiguous() -> None:
    parts = [("a", "b/c"), ("a/b", "c"), ("a\\", "/b"), ("a\\/", "b"), ("a", None), (None, None)]
    table = text_table([line(till=till, no=number) for till, number in parts])
    found = lines(table, columns={**MAPPING, "order_id": ["till", "no"]}, select="order_id")

    assert len({order_id for (order_id,) in found}) == len(parts)
    assert (None,) in found


def test_all_columns_of_the_contract_are_there_and_typed() -> None:
    with_types = lines(
        text_table([line()]),
        select="columns(c -> c not in ('source_file', 'source_line')), typeof(amount),"
        " typeof(unit_price), typeof(quantity), typeof(ordered_at), typeof(is_cancelled)",
    )

    assert len(with_types[0]) == 19 + 5
    assert with_types[0][-5:] == (
        "DECIMAL(28,6)",
        "DECIMAL(28,10)",
        "DECIMAL(18,6)",
        "TIMESTAMP",
        "BOOLEAN",
    )


def test_extensions_keep_the_type_of_the_source() -> None:
    select = "select 'K1' as who, date '2024-01-05' as day, 1 as price, 7::smallint as seven"

    assert lines(
        typed_table(select), columns={**MAPPING, "x_seven": "seven"}, select="typeof(x_seven)"
    ) == [("SMALLINT",)]
