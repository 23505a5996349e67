"""Parquet files: typed, lazy, and of one table also where files differ."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import opened


def copy(folder: Path, name: str, select: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"copy ({select}) to '{folder / name}' (format parquet)")


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
            st.none() | st.decimals(-(10**8), 10**8, places=2),
            st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
        )
    )
)
@settings(deadline=None, max_examples=30)
def test_what_is_written_is_read(rows):
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    table = pa.table(
        {
            'it\'s "id"': pa.array(columns[0], pa.string()),
            "price": pa.array(columns[1], pa.decimal128(12, 2)),
            "at": pa.array(columns[2], pa.timestamp("us")),
        }
    )
    with TemporaryDirectory() as folder:
        pq.write_table(table, Path(folder) / "a.parquet")
        source = opened(Path(folder), "a.parquet")
        assert list(source.tables[0].columns.values()) == ["VARCHAR", "DECIMAL(12,2)", "TIMESTAMP"]
        numbered = [(*row, number) for number, row in enumerate(rows, 1)]
        assert source.rows("line") == numbered


@pytest.mark.parametrize(
    ("first", "second", "kind", "read"),
    [
        ("17800", "'A7'", "VARCHAR", ["17800", "A7"]),
        ("cast(17800 as double)", "'A7'", "VARCHAR", ["17800", "A7"]),
        ("1", "cast(2 as bigint)", "BIGINT", [1, 2]),
        ("cast(1.25 as decimal(10, 2))", "cast(1.5 as double)", "VARCHAR", ["1.25", "1.5"]),
        (
            "cast(1.25 as decimal(10, 2))",
            "cast(1.2345 as decimal(10, 4))",
            "DECIMAL(23,4)",
            [Decimal("1.2345"), Decimal("1.25")],
        ),
        (
            "cast(1.25 as decimal(38, 2))",
            "cast(1.2345 as decimal(38, 30))",
            "VARCHAR",
            ["1.234500000000000000000000000000", "1.25"],
        ),
        (
            "date '2024-01-03'",
            "timestamp '2024-01-04 10:00:00'",
            "TIMESTAMP",
            [datetime(2024, 1, 3), datetime(2024, 1, 4, 10)],
        ),
        (
            "timestamptz '2024-01-03 10:00:00+02'",
            "timestamp '2024-01-04 10:00:00'",
            "VARCHAR",
            ["2024-01-03T08:00:00.000000Z", "2024-01-04 10:00:00"],
        ),
    ],
)
def test_types_that_differ_are_read_without_a_loss(tmp_path, first, second, kind, read):
    copy(tmp_path, "1.parquet", f"select {first} as cell, 'x' as other")
    copy(tmp_path, "2.parquet", f"select 'y' as another, {second} as CELL")
    source = opened(tmp_path, "*.parquet")
    assert source.tables[0].columns == {"cell": kind, "other": "VARCHAR", "another": "VARCHAR"}
    rows = source.rows("file", "line")
    assert sorted(row[0] for row in rows) == read
    assert {row[1:] for row in rows} == {("x", None, "1.parquet", 1), (None, "y", "2.parquet", 1)}


def test_nested_columns_keep_their_type(tmp_path):
    copy(tmp_path, "1.parquet", "select [1, 2] as items, {'a': 1} as one, map {'a': 1} as many")
    source = opened(tmp_path, "1.parquet")
    assert list(source.tables[0].columns.values()) == [
        "INTEGER[]",
        "STRUCT(a INTEGER)",
        "MAP(VARCHAR, INTEGER)",
    ]
    copy(tmp_path, "2.parquet", "select 'x' as items, 'y' as one, 'z' as many")
    columns = opened(tmp_path, "*.parquet").tables[0].columns
    assert [kind[-1] for kind in columns.values()] == ["]", ")", ")"]


def test_the_names_that_duckdb_uses_may_be_columns(tmp_path):
    select = "select 1 as filename, 2 as file_row_number, 3 as source_line, 4 as path"
    for number in (1, 2):
        copy(tmp_path, f"{number}.parquet", select)
    source = opened(tmp_path, "*.parquet")
    assert source.rows("file") == [(1, 2, 3, 4, "1.parquet"), (1, 2, 3, 4, "2.parquet")]


def test_columns_of_one_name_are_refused_where_they_are_mapped(tmp_path):
    table = pa.table([pa.array([1]), pa.array([2]), pa.array(["x"])], ["Price", "price", "Order"])
    pq.write_table(table, tmp_path / "a.parquet")
    source = opened(tmp_path, "a.parquet", custom_columns={"unit_price": "Price"})
    assert source.codes == ["columns-equal"]
    assert opened(tmp_path, "a.parquet", custom_columns={"order_id": "Order"}).codes == []


def test_what_is_not_whole_is_refused(tmp_path):
    copy(tmp_path, "a.parquet", "select i, 'x' as t from range(1000) as numbers(i)")
    whole = (tmp_path / "a.parquet").read_bytes()
    for size in (4, 8, len(whole) // 2, len(whole) - 1):
        (tmp_path / "b.parquet").write_bytes(whole[:size])
        assert opened(tmp_path, "b.parquet").codes == ["file-damaged"], size
    (tmp_path / "c.parquet").write_bytes(b"PAR1" + bytes(60) + b"\0\0\0\0PAR1")
    assert opened(tmp_path, "c.parquet").codes == ["file-damaged"]
    (tmp_path / "d.parquet").write_bytes(b"a,b\n1,2\n")
    assert opened(tmp_path, "d.parquet").codes == ["file-of-other-kind"]
    (tmp_path / "e.parquet").touch()
    assert opened(tmp_path, "e.parquet").codes == ["file-empty"]


def test_a_glob_names_each_file_that_is_wrong(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.parquet").write_bytes(b"PAR1")
    copy(tmp_path, "good.parquet", "select 1 as a")
    source = opened(tmp_path, "*.parquet")
    assert source.codes == ["file-damaged"] * 3
