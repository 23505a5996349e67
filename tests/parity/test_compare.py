"""The comparison itself: it sees what differs, and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from clientele.lake import Lake

from .compare import Difference, compare, report
from .places import DuckDBFile, LakeSchema, ParquetFolder

TABLE = (
    "select cast(n as integer) as id, 'C' || n as name, ['a', null] as notes,"
    " cast(n * 1.25 as decimal(28, 6)) as money, n / 3 as share,"
    " date '2024-01-01' + cast(n as integer) as day, nullif(n, 3) as gap from range(100) as made(n)"
)


def file(path: Path, **tables: str) -> DuckDBFile:
    """Write a database with a table per query."""
    with duckdb.connect(str(path)) as connection:
        for name, query in tables.items():
            connection.execute(f"create table {name} as {query}")
    return DuckDBFile(path)


def differences(tmp_path: Path, ours: str, theirs: str) -> list[Difference]:
    return compare(
        file(tmp_path / "ours.duckdb", shop=ours), file(tmp_path / "theirs.duckdb", shop=theirs)
    )


@pytest.mark.parametrize(
    "same",
    [
        TABLE,
        # Another order of rows, and other widths.
        f"select * replace (cast(id as bigint) as id, cast(money as decimal(18, 6)) as money)"
        f" from ({TABLE}) order by id desc",
        # Less than 1e-9 in a double, absolute and relative.
        f"select * replace (share + 5e-10 as share) from ({TABLE})",
        f"select * replace (share * (1 + 5e-10) as share) from ({TABLE})",
    ],
)
def test_equal_tables(tmp_path: Path, same: str) -> None:
    assert differences(tmp_path, TABLE, same) == []


@pytest.mark.parametrize(
    ("changed", "what", "count"),
    [
        (f"from ({TABLE}) where id > 0", ["only left"], 1),
        (f"from ({TABLE}) union all from ({TABLE}) where id = 7", ["only right"], 1),
        # A cent in one row.
        (
            f"select * replace (money + case when id = 5 then 0.000001 else 0 end as money)"
            f" from ({TABLE})",
            ["only left", "only right"],
            1,
        ),
        (
            f"select * replace (coalesce(gap, 3) as gap) from ({TABLE})",
            ["only left", "only right"],
            1,
        ),
        (
            f"select * replace (['a', 'b'] as notes) from ({TABLE})",
            ["only left", "only right"],
            100,
        ),
        (f"select * replace (day + 1 as day) from ({TABLE})", ["only left", "only right"], 100),
        # A double by more than 1e-9, null, infinite or not a number.
        (
            f"select * replace (share + case when id = 2 then 2e-9 else 0 end as share)"
            f" from ({TABLE})",
            ["share"],
            1,
        ),
        (
            f"select * replace (case when id <> 9 then share end as share) from ({TABLE})",
            ["share"],
            1,
        ),
        (
            f"select * replace (case when id = 9 then 'inf'::double else share end as share)"
            f" from ({TABLE})",
            ["share"],
            1,
        ),
        (
            f"select * replace (case when id = 9 then 'nan'::double else share end as share)"
            f" from ({TABLE})",
            ["share"],
            1,
        ),
        # Columns and types.
        (f"select * exclude (gap) from ({TABLE})", ["columns"], 1),
        (f"select *, 1 as more from ({TABLE})", ["columns"], 1),
        (f"select name, * exclude (name) from ({TABLE})", ["columns"], 0),
        (f"select * replace (cast(money as double) as money) from ({TABLE})", ["types"], 1),
        (f"select * replace (cast(money as decimal(28, 4)) as money) from ({TABLE})", ["types"], 1),
        (f"select * replace (cast(day as timestamp) as day) from ({TABLE})", ["types"], 1),
    ],
)
def test_differing_tables(tmp_path: Path, changed: str, what: list[str], count: int) -> None:
    found = differences(tmp_path, TABLE, changed)
    assert [one.what for one in found] == what, report(found)
    assert {one.count for one in found} == {count}
    assert all(one.first for one in found)
    assert len(report(found).splitlines()) > len(found)


def test_rows_that_differ_in_doubles_alone_are_paired_in_their_order(tmp_path: Path) -> None:
    ours = "select 'a' as name, value from (values (1.0::double), (2.0::double)) as made(value)"
    assert differences(tmp_path, ours, f"{ours} order by value desc") == []


def test_copies_of_a_row_count(tmp_path: Path) -> None:
    found = differences(tmp_path, "select 1 as a from range(3)", "select 1 as a from range(2)")
    assert [(one.what, one.count) for one in found] == [("only left", 1)]


def test_tables_of_one_side(tmp_path: Path) -> None:
    ours = file(tmp_path / "ours.duckdb", shop=TABLE, mine="select 1 as a")
    theirs = file(tmp_path / "theirs.duckdb", shop=TABLE, yours="select 1 as a")
    found = compare(ours, theirs)
    assert [(one.table, one.what) for one in found] == [
        ("mine", "only left"),
        ("yours", "only right"),
    ]
    assert compare(ours, theirs, without=["mine", "yours"]) == []


def test_values_that_are_not_compared(tmp_path: Path) -> None:
    ours = file(tmp_path / "ours.duckdb", shop=TABLE)
    theirs = file(tmp_path / "theirs.duckdb", shop=f"select * replace (0 as gap) from ({TABLE})")
    assert compare(ours, theirs)
    assert compare(ours, theirs, without_values={"shop": ["gap"]}) == []
    assert compare(ours, theirs, without_values={"shop": ["day"], "other": ["gap"]})


def test_a_folder_of_parquet_files_is_a_place(tmp_path: Path) -> None:
    ours = file(tmp_path / "ours.duckdb", one=TABLE, two=TABLE, three=TABLE)
    folder = tmp_path / "tables"
    (folder / "two").mkdir(parents=True)
    for version in (1, 2, 3):
        (folder / "three" / str(version)).mkdir(parents=True)
    with duckdb.connect() as connection:
        for path, query in {
            "one.parquet": TABLE,
            "two/part-0.parquet": f"from ({TABLE}) where id < 40",
            "two/part-1.parquet": f"from ({TABLE}) where id >= 40",
            # The newest complete version counts.
            "three/1/part-0.parquet": f"from ({TABLE}) where id < 4",
            "three/2/part-0.parquet": TABLE,
            "three/3/part-0.parquet": f"from ({TABLE}) where id < 9",
        }.items():
            connection.execute(f"copy ({query}) to '{folder / path}' (format parquet)")
    for version in (1, 2):
        (folder / "three" / str(version) / "_SUCCESS").touch()
    found = compare(ours, ParquetFolder(folder))
    assert found == [], report(found)


def test_a_lake_is_a_place(tmp_path: Path) -> None:
    ours = file(tmp_path / "ours.duckdb", shop=TABLE)
    lake = Lake.of("", "", tmp_path)
    (tmp_path / "lake").mkdir()
    with duckdb.connect() as connection:
        connection.execute("load ducklake")
        connection.execute("load sqlite_scanner")
        connection.execute(f"attach '{lake.source}' as lake (data_path '{lake.default_data}')")
        connection.execute("create schema lake.demo")
        connection.execute(f"create table lake.demo.shop as {TABLE}")
    assert compare(ours, LakeSchema(lake, "demo")) == []
