"""Whole orders: customers, cells of the first line alone, and ids that lines share."""

import pytest
from typed_lines import MAPPING, codes, column, findings, line, lines, read, text_table

ORDERS = {**MAPPING, "order_id": "no"}


def test_an_order_of_two_customers_is_refused_and_a_list_of_columns_is_the_way_out() -> None:
    table = text_table([line(no="1"), line(no="1", who="K2"), line(no="2")])
    fault = read(table, columns=ORDERS).faults[0]

    assert codes(table, columns=ORDERS) == ["order-of-two-customers"]
    assert getattr(fault, "lines", None) == "2, 3"
    assert codes(table, columns={**ORDERS, "order_id": ["no", "who"]}) == []


def test_two_spellings_of_one_customer_are_one_where_ids_are_folded() -> None:
    table = text_table([line(no="1"), line(no="1", who="k1")])

    (fault,) = read(table, columns=ORDERS).faults
    assert fault.code == "order-of-two-customers"
    assert all("fold_customer_ids" in fault.sentence(language) for language in ("en", "fr"))
    assert codes(table, columns=ORDERS, fold_customer_ids=True) == []


def test_folding_is_proposed_only_if_it_makes_one_customer_of_each_order() -> None:
    table = text_table([line(no="1"), line(no="1", who="k1"), line(no="2"), line(no="2", who="K2")])
    (fault,) = read(table, columns=ORDERS).faults

    assert "fold_customer_ids" not in fault.sentence()


def test_cells_of_the_first_line_belong_to_the_whole_order() -> None:
    table = text_table(
        [
            line(no="1", who=None, day=None, place=None),
            line(no="1", place="Paris"),
            line(no="2", who=None, day=None, place=None),
            line(no=None, who=None, day="2024-01-09", place=None),
            line(no="3", place="Rome"),
            line(no="3", place="Oslo"),
            line(no="3", place=None),
        ]
    )
    columns = {**ORDERS, "channel": "place"}

    customers = column(table, "customer_id", columns=columns)
    assert customers == ["K1", "K1", None, None, "K1", "K1", "K1"]
    channels = column(table, "channel", columns=columns)
    assert channels == ["Paris", "Paris", None, None, "Rome", "Oslo", None]
    assert findings(table, columns=columns) == {"filled_down": 1}


def test_lines_whose_order_only_their_place_tells_are_refused() -> None:
    rest = line(no=None, who=None, day=None)
    table = text_table([line(no="1"), rest, line(no="2"), rest, line(no="3")])
    fault = read(table, columns=ORDERS).faults[0]

    assert codes(table, columns=ORDERS) == ["order-cells-merged"]
    assert getattr(fault, "line", None) == 3
    # A line or two of many are refused later on, each with its reason.
    assert codes(text_table([rest, *(line(no=str(n)) for n in range(20))]), columns=ORDERS) == []


def test_money_is_never_filled_down() -> None:
    table = text_table([line(no="1", total="5"), line(no="1", total=None)])

    assert column(table, "amount", columns={**ORDERS, "amount": "total"}) == [5, None]


@pytest.mark.parametrize(
    ("cells", "filled"),
    [
        # Each order has one: it is the state of the order.
        (["paid", None, "refunded", None], [False, False, True, True]),
        # The moment of a cancellation is the order's, although most orders have none.
        (["2024-02-01 10:00:00 -0500", None, None, None], [True, True, None, None]),
        # A yes beside an empty cell is that line's.
        (["yes", None, None, None], [True, None, None, None]),
        (["yes", "no", "yes", None], [True, False, True, None]),
    ],
)
def test_a_flag_is_filled_down_only_where_it_belongs_to_orders(
    cells: list[str | None], filled: list[bool | None]
) -> None:
    numbers = ["1", "1", "2", "2"]
    table = text_table([line(no=n, gone=cell) for n, cell in zip(numbers, cells, strict=True)])

    assert column(table, "is_cancelled", columns={**ORDERS, "is_cancelled": "gone"}) == filled


def test_an_order_may_go_on_in_another_file() -> None:
    one, other = text_table([line(no="1")]), text_table([line(no="1", who=None)])

    assert lines(one, other, columns=ORDERS, select="customer_id") == [("K1",), ("K1",)]


def test_an_id_that_different_lines_share_is_refused() -> None:
    columns = {**MAPPING, "order_line_id": "id"}

    assert codes(text_table([line(id="1"), line(id="1", price="2")]), columns=columns) == [
        "order-line-id-shared"
    ]
    assert codes(text_table([line(id="1"), line(id="1"), line(id=None)]), columns=columns) == []


def test_a_header_between_the_lines_is_one_fault() -> None:
    table = text_table([line(), {"who": "who", "day": "Day", "price": "PRICE "}, line()])
    fault = read(table).faults[0]

    assert codes(table) == ["header-repeated"]
    assert getattr(fault, "line", None) == 3


def test_a_total_below_the_lines_has_no_date() -> None:
    table = text_table([line(), {"who": "Total", "day": None, "price": "1.50"}])

    assert column(table, "ordered_at")[1] is None


def test_excluded_products_must_exist() -> None:
    table = text_table([line(sku="TAX"), line(sku="ship ")])
    columns = {**MAPPING, "product_id": "sku"}

    assert codes(table, columns=columns, excluded_products=["tax", "SHIP"]) == []
    assert codes(table, columns=columns, excluded_products=["TAXX", "SHIP"]) == [
        "excluded-product-unknown"
    ]
    assert codes(table, columns=columns, excluded_products=[]) == []
    assert codes(table, columns={**MAPPING, "product_name": "sku"}, excluded_products=["tax"]) == []


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        (["recency_days", "monetary"], []),
        (["income"], ["feature-without-data"]),
        (["average_review_score"], ["feature-without-data"]),
        (["category_share_tea"], ["feature-without-data"]),
        ({"default": ["income"], "olist": []}, ["feature-without-data"]),
        ({"default": ["income"], "custom": ["monetary"]}, []),
        (["channel_orders_web"], []),
        (["channel_orders_wbe"], ["feature-without-data"]),
    ],
)
def test_features_must_have_data(features: object, expected: list[str]) -> None:
    columns = {**MAPPING, "channel": "where"}
    found = codes(text_table([line(where="Web")]), columns=columns, cluster_features=features)

    assert found == expected


def test_an_income_without_a_value_is_no_data() -> None:
    table = text_table([line(pay=None)])

    assert codes(table, columns={**MAPPING, "income": "pay"}, cluster_features=["income"]) == [
        "feature-without-data"
    ]
