"""Workbooks: one sheet, read cell by cell into a private Parquet file.

A column whose filled cells are all dates is a TIMESTAMP. All other columns are text, in one
spelling per value whatever program wrote the workbook: numbers are written out with up to 15
significant digits, which is what a workbook keeps of what people enter, and without a fraction of
zero.
"""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from clientele.source.faults import Fault, Raised, shown
from clientele.source.faults.workbooks import (
    SheetEmpty,
    SheetMissing,
    WorkbookDamaged,
    WorkbookLocked,
    WorkbookTooLarge,
)
from clientele.source.files import Found, check_kind
from clientele.source.header import (
    ROWS_SEARCHED,
    column_names,
    find_header,
    header_row_setting,
    spare_name,
)
from clientele.source.private import private_file
from clientele.source.settings import Settings
from clientele.source.sql import literal, name
from clientele.source.table import Table
from clientele.words import load_words

__all__ = ["cell_text", "workbook_tables"]

Cell = Any
# The library takes 32 bytes for each cell of the used area of a sheet.
MOST_CELLS = 60_000_000


def workbook_tables(
    files: Sequence[Found], sheet: str, settings: Settings
) -> tuple[list[Table], list[Fault]]:
    """Return one table per workbook, and what is wrong with the workbooks.

    Args:
        files: The workbooks.
        sheet: The name of the sheet, or nothing for the first visible one with cells.
        settings: The settings of the source.

    """
    tables: list[Table] = []
    faults: list[Fault] = []
    for found in files:
        try:
            tables.append(_open(found, sheet, settings))
        except Raised as raised:
            faults.append(raised.fault)
    return tables, faults


def cell_text(cell: Cell) -> str | None:
    """Return a cell as text, or None where it is empty.

    >>> cell_text(17800.0), cell_text(5.123456789012e12), cell_text(0.1 + 0.2)
    ('17800', '5123456789012', '0.3')
    >>> cell_text(date(2024, 1, 3)), cell_text(True), cell_text("")
    ('2024-01-03', 'true', None)

    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return _rounded(cell).isoformat(" ")
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(cell, time):
        return cell.replace(microsecond=0).isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _number_text(number: float) -> str:
    if not math.isfinite(number):
        return str(number)
    if abs(number) >= 2**53:
        # Its last digits are lost, and the spelling says so.
        return f"{number:.14E}"
    if number == int(number):
        return str(int(number))
    text = f"{number:.15g}"
    # Positional, as 5e-07 would be another spelling.
    return f"{Decimal(text):f}"


def _open(found: Found, sheet: str, settings: Settings) -> Table:
    head = check_kind(found, ("zip", "ole"))
    try:
        _check_size(found)
        with Path(found.path).open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            page, title = _sheet(book, sheet, found)
            label = _label(found, title if sheet else "", settings.language)
            return _table(page, found, label, settings)
    except PasswordError as error:
        raise Raised(WorkbookLocked(label=found.label)) from error
    except (CalamineError, zipfile.BadZipFile, zlib.error) as error:
        is_locked = head.startswith(b"\xd0\xcf") and _is_encrypted(found.path)
        kind = WorkbookLocked if is_locked else WorkbookDamaged
        raise Raised(kind(label=found.label)) from error


def _check_size(found: Found) -> None:
    """Refuse a workbook whose cells span more than memory holds.

    The library lays out every cell of the used area. One stray cell in the last row and column
    would take 500 GB, and would end the process.
    """
    if not zipfile.is_zipfile(found.path):
        return
    with zipfile.ZipFile(found.path) as archive:
        for member in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
                rows, columns = 0, 0
                with archive.open(member) as file:
                    tail = b""
                    while chunk := file.read(1 << 22):
                        cells = re.findall(rb' r="([A-Z]{1,3})(\d{1,7})"', tail + chunk)
                        for letters in {letters for letters, _ in cells}:
                            columns = max(columns, _column_number(letters))
                        rows = max(rows, max((int(row) for _, row in cells), default=0))
                        tail = chunk[-32:]
                if rows * columns > MOST_CELLS:
                    raise Raised(WorkbookTooLarge(label=found.label, rows=rows, columns=columns))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet(book: CalamineWorkbook, wanted: str, found: Found) -> tuple[CalamineSheet, str]:
    pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    if wanted:
        fitting = [page.name for page in pages if page.name == wanted] or [
            page.name for page in pages if page.name.strip().lower() == wanted.strip().lower()
        ]
        if len(fitting) != 1:
            names = tuple(page.name for page in pages)
            raise Raised(SheetMissing(label=found.label, sheet=wanted, sheets=names))
        return book.get_sheet_by_name(fitting[0]), fitting[0]
    visible = [page for page in pages if page.visible == SheetVisibleEnum.Visible]
    for page in [*visible, *(page for page in pages if page not in visible)]:
        opened = book.get_sheet_by_name(page.name)
        if opened.start is not None:
            return opened, page.name
    raise Raised(SheetEmpty(label=found.label))


def _table(page: CalamineSheet, found: Found, label: str, settings: Settings) -> Table:
    rows = page.iter_rows()
    # The rows of the sheet start with its first row, also where that is empty.
    top = list(islice(rows, max(ROWS_SEARCHED, header_row_setting(settings) or 1)))
    texts = [[cell_text(cell) or "" for cell in row] for row in top]
    if not any(any(row) for row in texts) and page.start is None:
        raise Raised(SheetEmpty(label=label))
    row = find_header(texts, settings, label)
    columns = column_names(texts[row - 1], settings, label)

    numbers: list[int] = []
    cells: list[list[Cell]] = [[] for _ in columns]
    for number, values in enumerate(chain(top[row:], rows), row + 1):
        if all(value == "" for value in values):
            continue
        numbers.append(number)
        for into, value in zip(cells, values, strict=True):
            into.append(None if value == "" else value)
    kept = {
        column: _column(values)
        for column, values, header in zip(columns, cells, texts[row - 1], strict=True)
        # The used area of a sheet can be wider than what is in it.
        if header.strip() or any(value is not None for value in values)
    }
    file, line = (spare_name(column, kept) for column in ("source_file", "source_line"))
    path = private_file(".parquet")
    pq.write_table(pa.table({**kept, line: pa.array(numbers, pa.int64())}), path)
    return Table(
        kind="xlsx",
        label=label,
        columns={
            column: "TIMESTAMP" if pa.types.is_timestamp(values.type) else "VARCHAR"
            for column, values in kept.items()
        },
        scan=f"(select *, {literal(found.name)} as {name(file)}"
        f" from read_parquet({literal(str(path))}))",
        file=file,
        line=line,
        is_private=True,
        files={found.path: label},
    )


def _column(values: list[Cell]) -> pa.Array:
    filled = [value for value in values if value is not None]
    if filled and all(isinstance(value, date) for value in filled):
        return pa.array([value and _moment(value) for value in values], pa.timestamp("us"))
    return pa.array([value if value is None else cell_text(value) for value in values], pa.string())


def _moment(day: date) -> datetime:
    return _rounded(day) if isinstance(day, datetime) else datetime.combine(day, time())


def _rounded(moment: datetime) -> datetime:
    """Return a moment to the millisecond: a workbook keeps it as a fraction of a day."""
    return moment + timedelta(microseconds=round(moment.microsecond, -3) - moment.microsecond)


def _label(found: Found, sheet: str, language: str) -> str:
    if not sheet:
        return found.label
    template = load_words(language)["labels"]["sheet"]
    return str(template).format(sheet=shown(sheet), file=found.label)


def _is_encrypted(path: str) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in Path(path).read_bytes()
