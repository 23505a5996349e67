"""Numbers in cells: every shape that people write reads back exactly, or is refused."""

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typed_lines import MAPPING, codes, column, findings, line, lines, read, text_table, typed_table

from clientele.source.cells.numbers import number_shape, read_shape


def prices(*cells: str, kind: str = "csv", **vars_: object) -> list[Decimal]:
    return column(text_table([line(price=cell) for cell in cells], kind), "unit_price", **vars_)


def price_codes(*cells: str, kind: str = "csv", **vars_: object) -> list[str]:
    return codes(text_table([line(price=cell) for cell in cells], kind), **vars_)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", "12"),
        ("+12", "12"),
        ("-12.50", "-12.5"),
        ("12.50-", "-12.5"),
        ("(12.50)", "-12.5"),
        ("'-1.5", "-1.5"),
        ("\u22121.5", "-1.5"),
        (".5", "0.5"),
        ("$12.50", "12.5"),
        ("-$12.50", "-12.5"),
        ("$-12.50", "-12.5"),
        ("($1,234.50)", "-1234.5"),
        ("12.50 USD", "12.5"),
        ("USD12.50", "12.5"),
        ("Rs. 12.50", "12.5"),
        ("12.50 kr.", "12.5"),
        ("1,234.50", "1234.5"),
        ("1'234.50", "1234.5"),
        ("1\u2019234.50", "1234.5"),
        ("₹1,23,456.00", "123456"),
        ("1 234.50", "1234.5"),
        ("1\u00a0234\u00a0567.50", "1234567.5"),
        ("1\u202f234.50", "1234.5"),
        ("3e-05", "0.00003"),
        ("1.5E+01", None),
        ("1.5e2", "150"),
    ],
)
def test_a_number_is_read_in_every_shape(cell: str, value: str | None) -> None:
    if value is None:
        assert price_codes(cell, "2.75") == ["number-unreadable"]
    else:
        assert prices(cell, "2.75") == [Decimal(value), Decimal("2.75")]


@pytest.mark.parametrize(
    "cell",
    [
        "5%",
        "1 2",
        "1_000",
        "5\n6",
        "12,-",
        "--5",
        "1.2.3",
        "12.5.3",
        "one",
        "1 2345",
        "(5",
        "-5-",
        "$5 €",
    ],
)
def test_what_is_not_a_number_is_refused_with_its_line(cell: str) -> None:
    reading = read(text_table([line(), line(price=cell)]))

    assert [fault.code for fault in reading.faults] == ["number-unreadable"]
    assert getattr(reading.faults[0], "line", None) == 3


def test_a_comma_is_found_out_and_told() -> None:
    table = text_table([line(price="1.234,50"), line(price="1.234"), line(price="7")])

    assert column(table, "unit_price") == [Decimal("1234.5"), Decimal(1234), Decimal(7)]
    assert findings(table) == {"number_read_with_comma": 1}


def test_a_cell_of_another_column_decides() -> None:
    table = text_table([line(price="1.234", weight="0,5"), line(price="2.345", weight="1,5")])
    columns = {**MAPPING, "quantity": "weight"}

    assert column(table, "unit_price", columns=columns) == [1234, 2345]


def test_numbers_that_fit_two_readings_are_a_question() -> None:
    cells = ("150.000", "900", "85.500")

    assert price_codes(*cells) == ["number-ambiguous"]
    assert prices(*cells, custom_decimal_separator=",") == [150000, 900, 85500]
    assert prices(*cells, custom_decimal_separator=".") == [150, 900, Decimal("85.5")]


@pytest.mark.parametrize("cells", [("0.500", "1.500"), ("1234.567", "1.234"), ("1.234", "1.2345")])
def test_a_cell_that_fits_one_reading_decides(cells: tuple[str, ...]) -> None:
    assert prices(*cells) == [Decimal(cell) for cell in cells]


def test_two_decimal_signs_in_one_column_are_refused() -> None:
    assert price_codes("1,234.50", "2,345.50", "1.234,50") == ["number-unreadable"]


def test_numbers_that_a_workbook_wrote_have_a_point() -> None:
    assert prices("1.234", "2.5", kind="xlsx") == [Decimal("1.234"), Decimal("2.5")]
    assert prices("1.234", "2,5", kind="xlsx") == [Decimal("1.234"), Decimal("2.5")]
    assert prices("1.234", "2.5", kind="xlsx", custom_decimal_separator=",") == [
        Decimal("1.234"),
        Decimal("2.5"),
    ]
    assert price_codes("150.000", "1.234", kind="sqlite") == ["number-ambiguous"]


def test_what_cannot_be_held_exactly_is_refused() -> None:
    amounts = {"customer_id": "who", "ordered_at": "day", "amount": "price"}

    assert codes(text_table([line(price="0.0000001")]), columns=amounts) == ["number-too-fine"]
    assert codes(text_table([line(price="1" * 23)]), columns=amounts) == ["number-too-large"]
    assert codes(text_table([line(price="1e30")]), columns=amounts) == ["number-too-large"]
    assert codes(text_table([line(price="1e-7")]), columns=amounts) == ["number-too-fine"]
    assert codes(text_table([line(price="1.0000000")]), columns=amounts) == []
    assert codes(text_table([line(price="9" * 22 + ".999999")]), columns=amounts) == []


def test_a_double_that_is_written_in_full_is_rounded_as_a_double_is() -> None:
    amounts = {"customer_id": "who", "ordered_at": "day", "amount": "price"}
    table = text_table([line(price="0.30000000000000004"), line(price="1.10")])

    assert column(table, "amount", columns=amounts) == [Decimal("0.3"), Decimal("1.1")]


def test_columns_of_numbers_are_read_as_they_are() -> None:
    select = (
        "select 'K1' as who, timestamp '2024-01-05' as day,"
        " unnest([19.99, 12000000000.1, 'nan'::double]) as price"
    )

    assert lines(typed_table(select), select="unit_price") == [
        (Decimal("19.99"),),
        (Decimal("12000000000.1"),),
        (None,),
    ]
    assert codes(typed_table(select.replace("'nan'", "'infinity'"))) == ["number-too-large"]
    fine = "select 'K1' as who, date '2024-01-05' as day, 0.0000001::decimal(18, 9) as price"
    assert codes(typed_table(fine), columns={**MAPPING, "amount": "price"}) == ["number-too-fine"]


def test_signs_of_several_currencies_are_refused() -> None:
    mixed = ("$1.50", "€1.50")

    assert price_codes(*mixed) == ["currency-mixed"]
    assert price_codes("$1.50", "1.50 CAD", "1.50") == ["currency-unclear"]
    assert price_codes("$1.50", "1.50 CAD", currency="EUR") == ["currency-differs"]
    assert price_codes("£1.50", "1.50", currency="EUR") == ["currency-differs"]
    assert price_codes("$1.50", "1.50 CAD", "1.50", currency="CAD") == []
    table = text_table([line(price=cell, money=cell[0]) for cell in mixed])
    columns = {**MAPPING, "currency": "money"}
    assert sorted(lines(table, columns=columns, select="currency")) == [("EUR",), ("USD",)]


# The sign of decimals and the sign of groups, as people and programs write them.
SIGNS = [(".", ","), (".", " "), (".", "\u00a0"), (".", "'"), (".", ""), (",", "."), (",", "")]
FRAMES = ["{}", "${}", "$ {}", "{} $", "USD {}", "{}USD", "  {}\t"]
NEGATIVES = ["-{}", "({})", "{}-", "\u2212{}"]


@st.composite
def written_numbers(draw: st.DrawFn) -> list[tuple[str, Decimal]]:
    point = draw(st.sampled_from([".", ","]))
    cells = []
    for _ in range(draw(st.integers(1, 8))):
        value = draw(st.decimals(-(10**9), 10**9, places=2))
        group = draw(st.sampled_from([group for sign, group in SIGNS if sign == point]))
        whole, fraction = f"{abs(value):,.2f}".split(".")
        text = whole.replace(",", group) + point + fraction
        if value < 0:
            text = draw(st.sampled_from(NEGATIVES)).format(text)
        cells.append((draw(st.sampled_from(FRAMES)).format(text), value))
    return cells


@given(written_numbers())
@settings(max_examples=50, deadline=None)
def test_any_decimal_in_any_shape_reads_back(cells: list[tuple[str, Decimal]]) -> None:
    found = prices(*(text for text, _ in cells), currency="USD")
    assert found == [value for _, value in cells]


@given(st.text("0123456789.,'- €$()eE+\u00a0", max_size=12))
@settings(max_examples=500, deadline=None)
def test_the_shape_of_a_cell_means_what_the_cell_means(cell: str) -> None:
    shape = duckdb.execute(f"select {number_shape('$1')}", [cell]).fetchone()
    assert shape is not None
    of_shape, of_cell = read_shape(shape[0]), read_shape(cell)

    assert (of_shape.point is None) == (of_cell.point is None)
    assert (of_shape.comma is None) == (of_cell.comma is None)


def test_a_cost_is_read_exactly_as_money_is() -> None:
    costs = {**MAPPING, "unit_cost": "cost"}
    table = text_table([line(cost=cell) for cell in ("$4.10", "0", "1,234.567891", None)])

    assert column(table, "unit_cost", columns=costs) == [
        Decimal("4.1"),
        Decimal(0),
        Decimal("1234.567891"),
        None,
    ]
    assert codes(text_table([line(cost="0.0000001")]), columns=costs) == ["number-too-fine"]
    assert codes(text_table([line(cost="cheap")]), columns=costs) == ["number-unreadable"]
    assert column(text_table([line()]), "unit_cost") == [None]


def test_a_negative_cost_is_refused_on_all_lines_but_returns() -> None:
    costs = {**MAPPING, "quantity": "pieces", "amount": "total", "unit_cost": "cost"}
    sold = line(pieces="1", total="9", cost="4")

    def found(other: dict[str, str | None]) -> list[str]:
        return codes(text_table([sold, other]), columns=costs)

    assert found({**sold, "cost": "-4"}) == ["cost-negative"]
    assert found({**sold, "cost": "($4.50)"}) == ["cost-negative"]
    assert found({**sold, "pieces": None, "total": None, "cost": "-0.01"}) == ["cost-negative"]
    assert found({**sold, "pieces": "-1", "cost": "-4"}) == []
    assert found({**sold, "total": "-9", "cost": "-4"}) == []
    assert found({**sold, "price": "-9", "cost": "-4"}) == []
    assert found({**sold, "cost": "-0"}) == []
    typed = "select 'K1' as who, date '2024-01-05' as day, 1.5 as price, -1.0 as cost"
    assert codes(typed_table(typed), columns={**MAPPING, "unit_cost": "cost"}) == ["cost-negative"]

    [fault] = read(text_table([sold, {**sold, "cost": "-4"}]), columns=costs).faults
    assert fault.sentence().startswith(
        'The file "orders.csv" has "-4" in line 3 in the column "cost"'
    )
