"""No var, key, name or cell runs as SQL or as Jinja."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from shops.models import INTERNAL, connect
from shops.reading import FINDINGS, LINES, read

pytestmark = pytest.mark.whole

COLUMNS = {"customer_id": "customer", "ordered_at": "date", "amount": "amount"}
ROWS = [("ANN", "2024-01-05", "10.50"), ("BOB", "2024-02-06", "20.25")]
MONEY = Decimal("30.75")


def payloads(loot: Path) -> list[str]:
    """Return what would create a table, write the file of loot, or change a figure."""
    create = "create table custom.main_internal.pwned as select 1 as x"
    copy = f"copy (select 1) to '{loot}'"
    return [
        f"'; {create}; --",
        f"'); {create}; --",
        f'"; {create}; --',
        f'") from range(1); {create}; --',
        f"'; {copy}; --",
        f"') as t; {copy}; --",
        '" as x, (select 1) as "y',
        f"x'); {copy}; select ('",
        f'{{{{ run_query("{create}") }}}}',
        f"{{% do run_query('{create}') %}}",
        f"*/ {create}; /*",
        f"$$; {create}; $$",
        f"\\'; {create}; --",
        "0 union all select 'EVE', '2024-01-01', 99 --",
        f"%d'; {create}; --",
        "amount * 2",
        "(select 99)",
        "getenv('HOME')",
    ]


class Loot:
    """Finds out whether anything but a figure came of a source."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "loot.csv"

    def found(self, connection: duckdb.DuckDBPyConnection) -> bool:
        names = {
            name
            for (name,) in connection.execute(
                "select table_name from information_schema.tables where table_catalog = 'custom'"
            ).fetchall()
        }
        return self.file.exists() or bool(names - {LINES, FINDINGS})


def write_csv(path: Path, header: list[str], rows: list[tuple[str, ...]]) -> Path:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [header, *rows]
    path.write_text("".join(",".join(map(cell, line)) + "\n" for line in lines), "utf-8")
    return path


def attempts(folder: Path, loot: Loot) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Yield what is tried: its name, the vars, and whether it must be read all the same."""
    good = write_csv(folder / "good.csv", list(COLUMNS.values()), ROWS)
    base = {"custom_source": str(good), "custom_columns": COLUMNS}
    for at, payload in enumerate(payloads(loot.file)):
        for var in (
            *("custom_source", "custom_columns", "custom_date_format", "custom_decimal_separator"),
            *("custom_encoding", "custom_header_row", "time_zone", "currency", "custom_preset"),
        ):
            yield f"the var {var}", base | {var: payload}, False
        for var in ("custom_missing_words", "excluded_products", "cluster_features"):
            yield f"the list {var}", base | {var: [payload]}, False
        yield "a key", base | {"custom_columns": COLUMNS | {payload: "amount"}}, False
        yield "an extension", base | {"custom_columns": COLUMNS | {f"x_{payload}": "date"}}, False
        for key in [*COLUMNS, "order_id", "is_cancelled", "x_note"]:
            yield f"a column for {key}", base | {"custom_columns": COLUMNS | {key: payload}}, False
        columns = COLUMNS | {"order_id": ["customer", payload]}
        yield "a column of a list", base | {"custom_columns": columns}, False

        spoilt = [(payload, *ROWS[0][1:]), ROWS[1]]
        path = write_csv(folder / f"cell{at}.csv", list(COLUMNS.values()), spoilt)
        yield "a customer's cell", base | {"custom_source": str(path)}, True
        for column in (1, 2):
            cells = list(ROWS[0])
            cells[column] = payload
            path = write_csv(
                folder / f"cell{at}_{column}.csv", list(COLUMNS.values()), [tuple(cells), ROWS[1]]
            )
            yield "another cell", base | {"custom_source": str(path)}, False
        path = write_csv(folder / f"header{at}.csv", ["customer", "date", payload], ROWS)
        columns = COLUMNS | {"amount": payload}
        vars_ = base | {"custom_source": str(path), "custom_columns": columns}
        yield "a column's name", vars_, True
        if "/" not in payload:
            path = write_csv(folder / f"{payload}.csv", list(COLUMNS.values()), ROWS)
            yield "a file's name", base | {"custom_source": str(path)}, True
        yield from foreign_names(folder, at, payload, base)


def foreign_names(
    folder: Path, at: int, payload: str, base: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Yield payloads as names of sheets, and of tables and columns of a database."""
    title = "".join(sign for sign in payload if sign not in "[]:*?/\\")[:31].strip("'")
    book = openpyxl.Workbook()
    book.active.title = title
    for row in [tuple(COLUMNS.values()), *ROWS]:
        book.active.append(row)
    book.save(folder / f"sheet{at}.xlsx")
    yield "a sheet", base | {"custom_source": f"{folder / f'sheet{at}.xlsx'}#{title}"}, True
    yield (
        "a sheet that is not there",
        base | {"custom_source": f"{folder / f'sheet{at}.xlsx'}#{payload}!"},
        False,
    )
    database = folder / f"{at}.sqlite"
    quoted = '"' + payload.replace('"', '""') + '"'
    with sqlite3.connect(database) as connection:
        connection.execute(f"create table {quoted} (customer, date, {quoted})")
        connection.executemany(f"insert into {quoted} values (?, ?, ?)", ROWS)
    yield (
        "a table of SQLite",
        base
        | {
            "custom_source": f"sqlite:{database}#{quoted}",
            "custom_columns": COLUMNS | {"amount": payload},
        },
        True,
    )
    yield "a relation", base | {"custom_source": f"main.{payload}"}, False
    yield "a server", base | {"custom_source": f"postgres:{payload}#public.sales"}, False


def test_injections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loot = Loot(tmp_path)
    tried = 0
    read_all_the_same = 0
    succeeded: list[str] = []
    raw: list[str] = []
    for what, variables, is_harmless in attempts(tmp_path, loot):
        tried += 1
        with connect() as connection:
            try:
                faults = read(connection, variables, tmp_path)
                if not faults:
                    ((money,),) = connection.execute(
                        f"select sum(amount) from custom.{INTERNAL}.{LINES}"
                    ).fetchall()
                    read_all_the_same += 1
                    if money != MONEY:
                        succeeded.append(f"{what} changed a figure: {variables}")
                elif is_harmless:
                    raw.append(f"{what} was refused: {faults[0].sentence()}")
            except Exception as error:
                raw.append(f"{what}: {type(error).__name__}: {str(error)[:200]}")
            if loot.found(connection):
                succeeded.append(f"{what}: {variables}")
    with capsys.disabled():
        print(
            f"\n{tried} injections: {len(succeeded)} succeeded, {read_all_the_same} were read as"
            f" text, {len(raw)} raw errors"
        )
    assert succeeded == []
    assert raw == []
