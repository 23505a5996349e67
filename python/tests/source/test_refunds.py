"""Lines that a word calls a refund, although their money has no minus."""

import pytest
from typed_lines import MAPPING, codes, column, findings, line, text_table

COLUMNS = {
    **MAPPING,
    "order_id": "no",
    "product_id": "what",
    "quantity": "pieces",
    "is_cancelled": "type",
}


def row(number: str, type_: str | None, pieces: str = "1", **cells: str) -> dict[str, str | None]:
    return line(**{"no": number, "what": "mug", "pieces": pieces, "type": type_, **cells})


@pytest.mark.parametrize(
    ("sale", "refund"),
    [
        ("Sale", "Refund"),
        ("Order", "RETURN"),
        ("Invoice", "Credit note"),
        ("Vente", "Avoir"),
        ("Rechnung", "Gutschrift"),
        ("Venta", "Devolución"),
    ],
)
def test_a_refund_beside_sales_gives_back_whatever_its_number(sale: str, refund: str) -> None:
    table = text_table([row("1", sale, "3"), row("2", sale), row("C1", refund, "2")])

    assert column(table, "quantity", columns=COLUMNS) == [3, 1, -2]
    assert column(table, "is_cancelled", columns=COLUMNS) == [False, False, True]
    assert findings(table, columns=COLUMNS) == {"refund_by_word": 1}


def test_a_refund_with_a_minus_is_as_it_was() -> None:
    table = text_table([row("1", "Sale"), row("1", "Refund", "-1")])

    assert column(table, "quantity", columns=COLUMNS) == [1, -1]
    assert findings(table, columns=COLUMNS) == {}


def test_amounts_are_given_back_too_and_a_minus_is_not_turned() -> None:
    columns = {**COLUMNS, "amount": "total"}
    rows = [("Sale", "1", "5"), ("Refund", "1", "5"), ("Sale", "1", "7"), ("Refund", "-1", "-7")]
    table = text_table([row("1", type_, n, total=total) for type_, n, total in rows])

    assert column(table, "amount", columns=columns) == [5, -5, 7, -7]


def test_without_quantities_a_refund_is_one_piece_back() -> None:
    columns = {name: of for name, of in COLUMNS.items() if name != "quantity"}
    table = text_table([row("1", "Sale"), row("1", "Refund")])

    assert column(table, "quantity", columns=columns) == [1, -1]


@pytest.mark.parametrize("state", ["completed", "no", None])
def test_beside_states_a_refund_of_goods_of_its_order_gives_them_back(state: str | None) -> None:
    table = text_table([row("1", state), row("1", "refund"), row("2", state)])

    assert column(table, "quantity", columns=COLUMNS) == [1, -1, 1]
    assert column(table, "is_cancelled", columns=COLUMNS)[0] in (False, None)


def test_beside_states_a_refund_of_goods_that_nobody_sold_is_a_refunded_sale() -> None:
    table = text_table([row("1", "completed"), row("2", "refund", what="pan")])

    assert column(table, "quantity", columns=COLUMNS) == [1, 1]
    assert findings(table, columns=COLUMNS) == {}


def test_a_refund_that_can_be_either_is_asked_about() -> None:
    table = text_table([row("1", "completed"), row("2", "refund", day="2024-02-05")])

    assert codes(table, columns=COLUMNS) == ["refunds-unclear"]


def test_refunded_is_a_state_of_a_sale() -> None:
    table = text_table([row("1", "sale"), row("1", "refunded")])

    assert column(table, "quantity", columns=COLUMNS) == [1, 1]


def test_a_yes_in_a_column_of_returns_gives_back() -> None:
    columns = {**COLUMNS, "is_cancelled": "is_return"}
    rows = [("1", "no"), ("2", "no"), ("1", "yes")]
    table = text_table([row(number, None, is_return=flag) for number, flag in rows])

    assert column(table, "quantity", columns=columns) == [1, 1, -1]


def test_a_yes_in_a_column_of_returns_is_asked_about_without_the_order() -> None:
    columns = {**COLUMNS, "is_cancelled": "is_return"}
    rows = [("1", "N"), ("2", "N"), ("3", "Y")]
    table = text_table([row(number, None, is_return=flag) for number, flag in rows])

    assert codes(table, columns=columns) == ["refunds-unclear"]
