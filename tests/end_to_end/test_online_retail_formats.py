"""Online Retail reads alike from Parquet, from the original's Excel layout and from CSV."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
from support import dbt

COLUMNS = "InvoiceNo StockCode Description Quantity InvoiceDate UnitPrice CustomerID Country"
ROWS = [
    ("536365", "85123A", "WHITE HANGING HEART", 6, "2010-12-01 08:26:00", 2.55, "17850", "France"),
    ("536365", "71053", None, 6, "2010-12-01 08:26:00", 3.39, "17850", "France"),
    ("C536379", "D", "Discount", -1, "2010-12-01 09:41:00", 27.5, "14527", "EIRE"),
    ("536414", "22139", "RETRO", 56, "2010-12-01 11:52:00", 0.001, None, "EIRE"),
]


def write_parquet(folder: Path) -> None:
    names = COLUMNS.split()
    values = ", ".join(
        "(" + ", ".join("null" if v is None else repr(v) for v in row) + ")" for row in ROWS
    )
    duckdb.execute(
        f"copy (select * replace (cast(InvoiceDate as timestamp) as InvoiceDate)"
        f" from (values {values}) as t({', '.join(names)}))"
        f" to '{folder / 'online_retail.parquet'}' (format parquet)"
    )


def write_xlsx(folder: Path) -> None:
    """Lay the sheet out as the original: numbers where codes are digits, dates as dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(COLUMNS.split())
    for invoice, code, name, quantity, at, price, customer, country in ROWS:
        sheet.append(
            [
                int(invoice) if invoice.isdigit() else invoice,
                int(code) if code.isdigit() else code,
                name,
                quantity,
                datetime.fromisoformat(at),
                price,
                customer and float(customer),
                country,
            ]
        )
    book.save(folder / "Online Retail.xlsx")


def write_csv(folder: Path) -> None:
    """Write dates month first, as the spreadsheet exports them."""
    lines = [",".join(COLUMNS.split())]
    for invoice, code, name, quantity, at, price, customer, country in ROWS:
        moment = datetime.fromisoformat(at)
        date = f"{moment.month}/{moment.day}/{moment.year} {moment.hour}:{moment.minute:02}"
        lines.append(
            f"{invoice},{code},{name or ''},{quantity},{date},{price},{customer or ''},{country}"
        )
    (folder / "Online Retail.csv").write_text("\n".join(lines) + "\n")


def test_each_format_gives_the_same_lines(tmp_path: Path) -> None:
    inputs = {}
    for write in (write_parquet, write_xlsx, write_csv):
        folder = tmp_path / write.__name__
        folder.mkdir()
        write(folder)
        build = dbt(
            folder / "warehouse",
            "run",
            "--select",
            "+input__order_lines",
            dataset="online_retail",
            data_dir=folder,
        )
        assert build.code == 0, build.end()
        inputs[write.__name__] = build.query(
            "select * from main_internal.input__order_lines order by all"
        )
    assert len(inputs["write_parquet"]) == len(ROWS)
    assert inputs["write_xlsx"] == inputs["write_parquet"]
    assert inputs["write_csv"] == inputs["write_parquet"]
