"""Columns that are not mapped, and say that less money was received."""

import pytest
from typed_lines import MAPPING, findings, line, text_table

COLUMNS = {**MAPPING, "order_id": "no", "quantity": "pieces"}
FOUND = {"deduction_left_out": 1}


def row(number: str, pieces: str = "1", **cells: str) -> dict[str, str | None]:
    return line(**{"no": number, "pieces": pieces, **cells})


def found(column: str, *cells: str, **mapped: str) -> dict[str, int]:
    rows = [row(str(number), **{column: cell}) for number, cell in enumerate(cells)]
    return findings(text_table(rows), columns={**COLUMNS, **mapped})


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Line Discount %", "10"),
        ("Zeilenrabatt", "-1,50 €"),
        ("remise", "$5.00"),
        ("qty_refunded", "1.0000"),
        ("Returned quantity", "2"),
        ("qty_canceled", "1"),
        ("Total Refunded", "(20.00)"),
        ("Order Status", "Voided"),
        ("Type", "TRAINING"),
        ("item type", "coupon"),
        ("test", "true"),
        ("voided", "1"),
        ("Cancelled at", "2024-01-08 10:00:00 +0100"),
    ],
)
def test_a_column_that_takes_money_off_is_found(column: str, cell: str) -> None:
    assert found(column, cell, "0") == FOUND


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Discount Code", "10"),
        ("Shipping Discount", "5.00"),
        ("discount", "0.00"),
        ("Refund date", "2024-01-05"),
        ("Returned by", "1"),
        ("Order Status", "paid"),
        ("test", "false"),
        ("voided", "0"),
        ("deleted_at", "0000-00-00 00:00:00"),
        ("Promotion", "10"),
    ],
)
def test_other_columns_are_not(column: str, cell: str) -> None:
    assert found(column, cell, "0") == {}


def test_an_amount_may_be_after_the_discount() -> None:
    table = text_table([row("1", discount="5", total="1")])

    assert findings(table, columns={**COLUMNS, "amount": "total"}) == {}


def test_a_discount_of_the_order_is_enough() -> None:
    rows = [row("1", of_order="5", discount="0"), row("1", of_order="0", discount="5")]
    columns = {**COLUMNS, "discount_amount": "of_order"}

    assert findings(text_table(rows), columns=columns) == {}
    rows.append(row("2", of_order="0", discount="5"))
    assert findings(text_table(rows), columns=columns) == FOUND


def test_returns_on_lines_of_their_own_may_be_counted_on_their_sales_too() -> None:
    rows = [row("1", "2", qty_returned="1"), row("1", "-1", qty_returned="0")]

    assert findings(text_table(rows), columns=COLUMNS) == {}


def test_lines_that_do_not_count_anyway_are_not_found() -> None:
    rows = [row("1", state="x", status="voided"), row("2", "-1", state="", status="voided")]

    assert findings(text_table(rows), columns={**COLUMNS, "is_cancelled": "state"}) == {}


def test_a_part_was_refunded_and_nothing_says_how_much() -> None:
    rows = [row("1", status="paid", back="0"), row("2", status="Partially refunded", back="1")]
    columns = {**COLUMNS, "is_cancelled": "status"}

    assert findings(text_table(rows), columns=columns) == FOUND
    assert findings(text_table(rows), columns={**columns, "refunded_amount": "back"}) == {}


@pytest.mark.parametrize(
    ("column", "sides"), [("D/C", "DC"), ("Soll/Haben", "SH"), ("sens", ["Debit", "Credit"])]
)
def test_a_side_of_the_ledger_is_found_without_a_minus(column: str, sides: str) -> None:
    assert found(column, *sides) == FOUND
    assert found(column, sides[0], sides[0]) == {}
