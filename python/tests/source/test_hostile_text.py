"""No cell, column name, key or var runs as SQL, and equal rows give equal lines in any order."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typed_lines import MAPPING, codes, line, text_table

from clientele.source.reading import read_tables
from clientele.source.settings import Settings
from clientele.source.table import Table

HOSTILE = [
    "'; drop table canary; --",
    '"; drop table canary; --',
    "') union select * from canary --",
    "{{ var('x') }}{% set a = 1 %}",
    "/* */ -- #",
    "$$ || $1 :x ?",
    "\\'; drop table canary; --",
    "${PATH} `id`",
    "%s %(a)s {0} {value} {",
    "\x1f\x1e\x00x".replace("\x00", ""),
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20).filter(lambda t: "\0" not in t))


def read_beside_canary(table: Table, **vars_: object) -> None:
    """Read a table, and hold that a table beside it stays as it is."""
    with duckdb.connect() as connection:
        connection.execute("create table canary as select 1 as alive")
        reading = read_tables(Settings(**vars_), [table], connection)  # type: ignore[arg-type]
        for fault in reading.faults:
            assert fault.sentence("en") and fault.sentence("fr")
        if reading.select:
            connection.execute(f"select count(columns(*)) from ({reading.select})")
        assert connection.execute("select alive from canary").fetchall() == [(1,)]
        left = connection.execute("select table_name from duckdb_tables()").fetchall()
        assert left == [("canary",)]


rows_of_texts = st.fixed_dictionaries(dict.fromkeys(("who", "day", "price", "gone"), texts))


@given(st.lists(rows_of_texts, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_no_cell_runs(rows: list[dict[str, str | None]]) -> None:
    columns = {**MAPPING, "is_cancelled": "gone", "currency": "who"}

    read_beside_canary(text_table(rows), custom_columns=columns)


@given(texts.filter(lambda t: bool(t.strip())), texts)
@settings(max_examples=30, deadline=None)
def test_no_name_of_a_column_runs(column: str, cell: str) -> None:
    columns = {"customer_id": column, "ordered_at": "day_", "unit_price": "price_"}
    table = text_table([{column: cell, "day_": "2024-01-05", "price_": "1"}])

    read_beside_canary(table, custom_columns=columns, excluded_products=[cell], time_zone=None)


@given(texts, texts)
@settings(max_examples=30, deadline=None)
def test_no_key_or_var_runs(key: str, value: str) -> None:
    read_beside_canary(
        text_table([line()]),
        custom_columns={**MAPPING, key: value, "product_id": value},
    )
    read_beside_canary(
        text_table([line()]),
        custom_columns=MAPPING,
        custom_date_format=value,
        custom_missing_words=[value],
        excluded_products=[value],
        cluster_features=[value],
        earliest_date=key,
        time_zone=value,
        custom_decimal_separator=key,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_format_with_hostile_text_is_a_format_or_refused(text: str) -> None:
    table = text_table([line(day=f"2024-01-05{text}")])

    found = codes(table, custom_date_format=f"%Y-%m-%d{text}")
    assert found in ([], ["date-format-invalid"], ["date-unreadable"])


@given(st.permutations(range(6)), st.sampled_from([1, 4]))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_and_the_threads_change_nothing(order: list[int], threads: int) -> None:
    rows = [
        line(no="1", day="13/01/2024", price="1,50"),
        line(no="1", who=None, day=None, price="2"),
        line(no="2", who="k1", day="01/02/2024", price="1.234,5"),
        line(no="2", who=None, day="01/02/2024", price="(3)"),
        line(no="3", who="NA", day="02/02/2024", price="€ 7"),
        line(no="4", who=" K9", day="03/02/2024", price="8"),
    ]

    def read_in(places: list[int], threads: int) -> tuple[object, ...]:
        with duckdb.connect(config={"threads": threads}) as connection:
            vars_ = Settings(custom_columns={**MAPPING, "order_id": "no"})
            table = text_table([rows[place] for place in places])
            reading = read_tables(vars_, [table], connection)
            names = "order_id, customer_id, ordered_at, unit_price"
            read = connection.execute(f"select {names} from ({reading.select}) order by all")
            return read.fetchall(), reading.findings, reading.faults

    assert read_in(order, threads) == read_in(list(range(6)), 1)
