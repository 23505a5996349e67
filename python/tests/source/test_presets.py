"""Presets: which files they read, what a user can change, and cells that belong to whole orders."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typed_lines import codes, lines, read, text_table

from clientele.source.mapping import CONTRACT
from clientele.source.presets import load_preset, preset_names, recognised

LAYOUTS = [
    pytest.param(name, layout, id=f"{name}, {layout.title}")
    for name in preset_names()
    for layout in load_preset(name).layouts
]
DOCS = Path(__file__).resolve().parents[3] / "docs" / "presets.md"


def order_line(**cells: str) -> dict[str, str | None]:
    """Return a line as Shopify writes it."""
    line: dict[str, str | None] = {
        "Name": "#1",
        "Email": "ann@example.org",
        "Financial Status": None,
        "Created at": "2024-01-05 10:00:00 +0100",
        "Lineitem quantity": "1",
        "Lineitem name": "Lamp",
        "Lineitem price": "60.00",
        "Discount Amount": None,
    }
    return line | cells


def discounts(*rows: dict[str, str | None], **settings: Any) -> list[tuple[str, Decimal | None]]:
    found = lines(
        text_table(rows),
        columns={},
        custom_preset="shopify",
        select="product_name, discount_amount, source_line",
        **settings,
    )
    return [(product, discount) for product, discount, _ in sorted(found, key=lambda r: r[2])]


@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_a_layout_names_what_the_contract_has(name, layout):
    assert set(layout.columns) <= set(CONTRACT)
    assert {"customer_id", "ordered_at"} <= set(layout.required) <= set(layout.columns)
    assert {"amount", "unit_price"} & set(layout.required)
    assert set(layout.of_orders) <= set(layout.columns)


@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_a_layout_is_recognised_by_its_columns_and_by_nothing_less(name, layout):
    needed = [layout.columns[required][0] for required in layout.required]
    header = list(dict.fromkeys([*layout.recognised_by, *needed]))

    assert recognised([text_table([dict.fromkeys(header, "1")])]) == [name]
    for column in layout.recognised_by:
        cut = [other for other in header if other != column]
        found = recognised([text_table([dict.fromkeys(cut, "1")])])
        # Stripe's plain layout is part of the converted one.
        assert found == [] or (name == "stripe" and found == ["stripe"])


@pytest.mark.parametrize("name", preset_names())
def test_the_docs_name_the_sources_of_a_preset(name):
    page = DOCS.read_text("utf-8")
    for source in load_preset(name).sources:
        assert source.rpartition(": ")[2] in page


def test_a_preset_does_not_fit_a_header_that_lacks_what_it_needs():
    table = text_table([order_line()])
    (fault,) = read(table, columns={}, custom_preset="stripe").faults

    assert fault.code == "preset-does-not-fit"
    assert fault.fitting == "shopify"


def test_an_unknown_preset_is_one_fault():
    assert codes(text_table([order_line()]), columns={}, custom_preset="shop") == ["preset-unknown"]
    assert codes(text_table([order_line()]), columns={}, custom_preset=["shopify"]) == [
        "preset-unknown"
    ]


def test_a_missing_map_names_the_preset_that_fits():
    faults = read(text_table([order_line()]), columns={}).faults

    assert [f.code for f in faults] == ["column-required", "column-required", "price-required"]
    assert [getattr(fault, "preset", None) for fault in faults] == ["shopify", "", ""]


def test_custom_columns_wins_and_null_switches_a_column_off():
    row = order_line(**{"Discount Amount": "5.00", "Paid": "42.00"})
    table = text_table([row])
    columns = {"amount": "Paid", "discount_amount": None, "order_id": None}

    assert lines(
        table,
        columns=columns,
        custom_preset="shopify",
        select="amount, unit_price, discount_amount, order_id, customer_id",
    ) == [(Decimal("42.00"), None, None, None, "ann@example.org")]


def test_null_for_what_is_required_is_refused():
    table = text_table([order_line()])

    assert codes(table, columns={"customer_id": None}, custom_preset="shopify") == [
        "column-required"
    ]


def test_a_column_that_one_of_two_files_lacks_is_a_fault():
    tables = [text_table([order_line()]), text_table([order_line(Source="web")])]

    assert codes(*tables, columns={}, custom_preset="shopify") == ["column-missing"]


def test_a_cell_of_an_order_moves_to_the_line_with_the_most_money():
    assert discounts(
        order_line(**{"Lineitem price": "0.00", "Lineitem name": "Gift", "Discount Amount": "5"}),
        order_line(),
        order_line(**{"Lineitem name": "Bulb", "Lineitem price": "20.00"}),
    ) == [("Gift", None), ("Lamp", Decimal(5)), ("Bulb", None)]


def test_a_cell_of_an_order_counts_once_where_each_line_repeats_it():
    assert discounts(
        order_line(**{"Discount Amount": "5"}),
        order_line(**{"Lineitem name": "Bulb", "Discount Amount": "5"}),
    ) == [("Lamp", None), ("Bulb", Decimal(5))]


def test_copies_of_an_order_stay_copies():
    order = [
        order_line(**{"Lineitem price": "0.00", "Lineitem name": "Gift", "Discount Amount": "5"}),
        order_line(),
    ]
    found = discounts(*order, *order)

    assert found == [("Gift", None), ("Lamp", Decimal(5))] * 2


def test_two_equal_lines_share_the_cell_of_their_order():
    found = discounts(order_line(**{"Discount Amount": "5"}), order_line())

    assert sorted(found, key=str) == [("Lamp", Decimal(5)), ("Lamp", None)]


def test_a_number_that_is_used_again_later_is_another_order():
    assert discounts(
        order_line(**{"Discount Amount": "5"}),
        order_line(**{"Discount Amount": "7", "Created at": "2025-03-05 10:00:00 +0100"}),
    ) == [("Lamp", Decimal(5)), ("Lamp", Decimal(7))]


def test_cells_that_differ_within_an_order_belong_to_its_lines():
    assert discounts(
        order_line(**{"Discount Amount": "5"}),
        order_line(**{"Lineitem name": "Bulb", "Discount Amount": "7"}),
    ) == [("Lamp", Decimal(5)), ("Bulb", Decimal(7))]
