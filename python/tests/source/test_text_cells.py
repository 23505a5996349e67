"""Text in cells: blanks, words for nobody, ids and names in one spelling."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typed_lines import MAPPING, codes, column, findings, line, lines, text_table, typed_table


def customers(*cells: str | None, kind: str = "csv", **vars_: object) -> list[str | None]:
    return column(text_table([line(who=cell) for cell in cells], kind), "customer_id", **vars_)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        "NA",
        "N/A",
        "n/a",
        "None",
        "null",
        "NULL",
        "<NA>",
        "NaN",
        "nan",
        "NaT",
        "(null)",
        "-",
        "--",
        "#N/A",
        "#N/D",
        "\\N",
        "0",
        "0.0",
        "000",
        "-1",
        "guest",
        "Invité",
        " NA\t",
        "\xa0",
        "00000000-0000-0000-0000-000000000000",
    ],
)
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_words_for_nobody_are_nobody_in_every_kind_of_file(cell: str, kind: str) -> None:
    assert customers("K1", cell, kind=kind) == ["K1", None]


@pytest.mark.parametrize("cell", ["10", "0815", "Nathalie", "A-1", "guest42", "NAN1", "K-0"])
def test_ids_that_only_look_like_such_words_are_kept(cell: str) -> None:
    assert customers(cell) == [cell]


def test_a_shop_can_have_words_of_its_own() -> None:
    words = ["Laufkundschaft", 99999]

    assert customers("laufkundschaft", "99999", "K1", custom_missing_words=words) == [
        None,
        None,
        "K1",
    ]
    assert codes(text_table([line()]), custom_missing_words="x") == ["missing-words-invalid"]


def test_zero_and_namibia_are_words_elsewhere() -> None:
    table = text_table([line(sku="0", land="NA")])
    columns = {**MAPPING, "product_id": "sku", "country": "land", "channel": "land"}

    assert lines(table, columns=columns, select="product_id, country, channel") == [
        ("0", "NA", None)
    ]


@pytest.mark.parametrize("blank", list(" \t\n\u00a0\u200b\ufeff\u202f\u3000"))
def test_all_blanks_around_cells_are_cut_off(blank: str) -> None:
    cells = {"who": "K1", "day": "2024-01-05", "price": "2.5"}
    table = text_table([{column: f"{blank}{cell}{blank}" for column, cell in cells.items()}])

    assert lines(table, select="customer_id, ordered_at, unit_price") == [
        ("K1", datetime(2024, 1, 5), Decimal("2.5"))
    ]


def test_a_number_that_became_a_text_is_one_id() -> None:
    assert customers("17850", "17850.0") == ["17850", "17850"]
    table = typed_table(
        "select unnest([17850, 5.123456789012e12, 0]) as who, date '2024-01-05' as day, 1 as price"
    )
    assert sorted(lines(table, select="customer_id"), key=str) == [
        ("17850",),
        ("5123456789012",),
        (None,),
    ]


def test_a_name_makes_one_product_however_it_is_spelt() -> None:
    names = ["Blue mug", " blue  Mug", "BLUE MUG\t", "Cafe\u0301 mug", "Café\u00a0mug"]
    table = text_table([line(item=item) for item in names])
    columns = {**MAPPING, "product_name": "item"}

    assert column(table, "product_id", columns=columns) == ["BLUE MUG"] * 3 + ["CAFÉ MUG"] * 2
    assert column(table, "product_name", columns=columns)[1] == "blue Mug"


def test_an_id_of_a_product_wins_over_its_name() -> None:
    table = text_table([line(item="Mug", sku="s1"), line(item="Cup", sku=None)])
    columns = {**MAPPING, "product_name": "item", "product_id": "sku"}

    assert column(table, "product_id", columns=columns) == ["s1", "CUP"]


def test_ids_that_differ_in_case_alone_are_told_or_folded() -> None:
    table = text_table([line(who=who) for who in ("ina@example.org", "Ina@Example.org", "K1")])

    assert len(set(column(table, "customer_id"))) == 3
    assert findings(table) == {"customer_ids_differ_in_case": 2}
    assert set(column(table, "customer_id", fold_customer_ids=True)) == {"ina@example.org", "k1"}
    assert findings(table, fold_customer_ids=True) == {"customer_ids_folded": 2}


def test_composed_and_decomposed_ids_are_one() -> None:
    assert customers("Zoe\u0308", "Zoë") == ["Zoë", "Zoë"]


def test_lines_without_any_cell_are_left_out() -> None:
    empty = line(who="", day=" ", price="-")

    assert len(lines(text_table([line(), empty, line(who=None)]))) == 2
    assert codes(text_table([empty])) == ["table-empty"]


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=50, deadline=None)
def test_no_text_of_a_cell_is_lost_or_changes_the_sql(cells: list[str]) -> None:
    table = text_table([line(note=cell) for cell in cells])
    columns = {**MAPPING, "x_note": "note"}
    read = column(table, "x_note", columns=columns)

    assert len(read) == len(cells)
    for cell, note in zip(cells, read, strict=True):
        assert note is None or note in cell
