"""Files that cannot lie in a repository, or that are clearer as code; each is named by a case."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import sqlite3
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

HEADER = ["customer", "order", "date", "sku", "item", "qty", "price"]
LINES = [
    ["Zoë", "Z1", "2024-04-01", "S9", "Café crème", "1", "4.00"],
    ["ANN", "Z2", "2024-04-02", "S1", "Lamp", "2", "10.00"],
]


def as_text(lines: Iterable[Iterable[str]], separator: str = ",") -> str:
    return "".join(separator.join(line) + "\n" for line in [HEADER, *lines])


def workbook(path: Path, rows: Iterable[Iterable[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def parquet(path: Path, query: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"set timezone = 'UTC'; copy ({query}) to '{path}' (format parquet)")
    return path


def workbook_errors(folder: Path) -> Path:
    day = dt.datetime(2024, 4, 1)
    return workbook(
        folder / "errors.xlsx",
        [
            HEADER,
            ["#REF!", "E0", day, "S1", "Lamp", 1, 10],
            ["#DIV/0!", "E1", day, "S1", "Lamp", 1, 10],
            ["#NAME?", "E2", day, "S1", "Lamp", 1, 10],
            ["ANN", "E3", day, "S1", "#N/A", 1, 10.5],
            ["ANN", "E4", day, "S2", "Lamp", 1, 10.5],
            ["BOB", "E5", day, "S2", "Lamp", 1, 10.5],
        ],
    )


def workbook_equal_columns(folder: Path) -> Path:
    day = dt.datetime(2024, 4, 1)
    return workbook(
        folder / "equal.xlsx",
        [[*HEADER, "price"], ["ANN", "E3", day, "S1", "Lamp", 1, 10.5, 1]],
    )


def workbook_long_ids(folder: Path) -> Path:
    day = dt.datetime(2024, 4, 1)
    ids = (1234567890123456789, 1234567890123456780)
    return workbook(
        folder / "long.xlsx",
        [HEADER, *([one, f"E{one % 10}", day, "S1", "Lamp", 1, 10] for one in ids)],
    )


def sqlite_words(folder: Path) -> Path:
    path = folder / "sales.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(
            'create table sales (customer, "order", date, sku, item, qty integer, price real)'
        )
        ids = ["NA", "n/a", "(null)", None, "ANN", "BOB"]
        connection.executemany(
            "insert into sales values (?, ?, '2024-04-01', 'S1', 'Lamp', 1, ?)",
            [(one, f"O{at}", 10.0 if at < 4 else 15.0) for at, one in enumerate(ids)],
        )
    return path


def parquet_float_ids(folder: Path) -> Path:
    return parquet(
        folder / "float_ids.parquet",
        "select customer, \"order\", date '2024-04-01' + \"order\"::int as date, 'S1' as sku,"
        " 'Lamp' as item, 1.0 as qty, price from (values (17800.0::double, '1', 10.0),"
        " (17800.0, '2', 20.0), (5123456789012.0, '3', 30.0))"
        ' as sales (customer, "order", price)',
    )


def parquet_long_float_ids(folder: Path) -> Path:
    """Return a table as a data frame writes it that had ids of 19 digits and an empty cell."""
    return arrow_parquet(
        folder / "long.parquet",
        customer=pa.array([1234567890123456789.0, 1234567890123456780.0, None]),
        date=pa.array([dt.date(2024, 4, 1)] * 3),
        amount=pa.array([10.0] * 3),
    )


def parquet_infinite_amounts(folder: Path) -> Path:
    return parquet(
        folder / "infinite.parquet",
        "select 'ANN' as customer, date '2024-04-01' as date, amount from"
        " (values ('infinity'::double), (1.0)) as sales (amount)",
    )


def parquet_instants(folder: Path) -> Path:
    return parquet(
        folder / "instants.parquet",
        "select customer, date::timestamptz as date, 10.0 as amount from (values"
        " ('ANN', '2024-02-01 02:30:00+00'), ('BOB', '2024-03-01 02:30:00+00'))"
        " as sales (customer, date)",
    )


def parquet_wild_dates(folder: Path) -> Path:
    return parquet(
        folder / "wild.parquet",
        "select customer, date::timestamp as date, 10.0 as amount from (values"
        " ('ANN', '2024-02-01'), ('BOB', 'infinity'), ('CAL', '20000-01-01'))"
        " as sales (customer, date)",
    )


def parquet_struct_customer(folder: Path) -> Path:
    return parquet(
        folder / "struct.parquet",
        "select {'id': 'ANN'} as customer, date '2024-04-01' as date, 10.0 as amount",
    )


def arrow_parquet(path: Path, **columns: pa.Array) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def parquet_short_floats(folder: Path) -> Path:
    """Return a file beside another one, which has the amounts in double precision."""
    day = pa.array([dt.date(2024, 4, 1)])
    for name, amounts in (
        ("first", pa.array([12345.67], pa.float32())),
        ("second", pa.array([0.33], pa.float64())),
    ):
        arrow_parquet(
            folder / f"{name}.parquet", customer=pa.array([name]), date=day, amount=amounts
        )
    return folder / "first.parquet"


def parquet_binary_texts(folder: Path) -> Path:
    return arrow_parquet(
        folder / "binary.parquet",
        customer=pa.array(["Zoë".encode(), b" Zo\xc3\xab", b"n/a", b"\xff"], pa.binary()),
        date=pa.array([b"2024-04-01"] * 4, pa.binary()),
        amount=pa.array([b"10.00", b"5.50", b"3.00", b"1.00"], pa.binary()),
    )


def parquet_never_cancelled(folder: Path) -> Path:
    return parquet(
        folder / "never.parquet",
        "select customer, date '2024-04-01' as date, 10.0 as amount,"
        " cancelled::timestamp as cancelled from (values ('ANN', null), ('BOB', '1900-01-01'),"
        " ('CAL', '2024-04-03'), ('DAN', '9999-12-31')) as sales (customer, cancelled)",
    )


def parquet_wide_decimals(folder: Path) -> Path:
    return arrow_parquet(
        folder / "wide.parquet",
        customer=pa.array(["ANN"]),
        date=pa.array([dt.date(2024, 4, 1)]),
        amount=pa.array([Decimal("10.25")], pa.decimal256(60, 10)),
        widest=pa.array([Decimal("10.25")], pa.decimal256(76, 10)),
    )


def two_wrong_years(folder: Path) -> Path:
    days = [str(dt.date(2024, 1, 1) + dt.timedelta(days)) for days in range(40)]
    wrong = ["2033-01-05", "2042-01-06"]
    path = folder / "years.csv"
    path.write_text(
        as_text(
            [f"C{at}", f"O{at}", day, "S1", "Lamp", "1", "10.00"]
            for at, day in enumerate([*days, *wrong])
        )
    )
    return path


def summers(folder: Path) -> Path:
    days = [f"{year}-07-{day}" for year in (2022, 2023, 2024) for day in range(12, 32)]
    path = folder / "summers.csv"
    path.write_text(
        as_text(
            [f"C{at}", f"O{at}", day, "S1", "Lamp", "1", "10.00"] for at, day in enumerate(days)
        )
    )
    return path


def utf16_be(folder: Path) -> Path:
    path = folder / "big_endian.csv"
    path.write_bytes(b"\xfe\xff" + as_text(LINES, "\t").encode("utf-16-be"))
    return path


def windows_1252(folder: Path) -> Path:
    path = folder / "windows.csv"
    lines = [["Zoë “one” €", *LINES[0][1:]], LINES[1]]
    path.write_bytes(as_text(lines).encode("cp1252"))
    return path


def cut_gzip(folder: Path) -> Path:
    path = folder / "cut.csv.gz"
    lines = ([f"C{at}", f"O{at}", "2024-04-01", "S1", "Lamp", "1", f"{at}"] for at in range(9999))
    whole = gzip.compress(as_text(lines).encode())
    path.write_bytes(whole[: len(whole) // 2])
    return path


def brackets(folder: Path) -> Path:
    """Return a file beside the one that its name means as a glob."""
    (folder / "a1.csv").write_text(
        as_text([["BOB", "B1", "2024-04-02", "S1", "Lamp", "2", "10.00"]])
    )
    path = folder / "a[1].csv"
    path.write_text(as_text([["ANN", "A1", "2024-04-01", "S1", "Lamp", "1", "10.00"]]))
    return path


def copies(folder: Path) -> Path:
    """Return a file beside a copy of it."""
    for name in ("may.csv", "may (1).csv"):
        (folder / name).write_text(as_text(LINES))
    return folder / "may.csv"


def overlapping_months(folder: Path) -> Path:
    """Return a file beside one that starts with its last order."""
    last = ["ANN", "Z2", "2024-04-02", "S1", "Lamp", "2", "10.00"]
    (folder / "april.csv").write_text(as_text([["BOB", "Z1", *last[2:]], last]))
    (folder / "may.csv").write_text(as_text([last, ["BOB", "Z3", "2024-05-01", *last[3:]]]))
    return folder / "april.csv"


def empty_months(folder: Path) -> Path:
    """Return a file with lines beside two that have none."""
    (folder / "april.csv").write_text(as_text(LINES[1:]))
    for name in ("may.csv", "june.csv"):
        (folder / name).write_text(as_text([]))
    return folder / "april.csv"


def hive_folder(folder: Path) -> Path:
    (folder / "price=99").mkdir()
    return parquet(
        folder / "price=99" / "sales.parquet",
        "select customer, customer as \"order\", date '2024-04-01' as date, 'S1' as sku,"
        " 'Lamp' as item, 1 as qty, 15.0 as price"
        " from (values ('ANN'), ('BOB')) as sales (customer)",
    )


def pipe(folder: Path) -> Path:
    path = folder / "pipe.csv"
    os.mkfifo(path)
    return path


MADE: dict[str, Callable[[Path], Path]] = {
    make.__name__: make
    for make in (
        workbook_errors,
        workbook_equal_columns,
        workbook_long_ids,
        sqlite_words,
        parquet_float_ids,
        parquet_long_float_ids,
        parquet_infinite_amounts,
        parquet_instants,
        parquet_wild_dates,
        parquet_struct_customer,
        parquet_short_floats,
        parquet_binary_texts,
        parquet_wide_decimals,
        parquet_never_cancelled,
        two_wrong_years,
        summers,
        utf16_be,
        windows_1252,
        cut_gzip,
        brackets,
        copies,
        overlapping_months,
        empty_months,
        hive_folder,
        pipe,
    )
}
