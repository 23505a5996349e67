"""Workbooks: the cells that a spreadsheet shows, in one spelling whatever wrote them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import mapping, opened

# What XML and Excel can hold.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="_"), max_size=8
)
CELLS = {
    "text": TEXT,
    "whole": st.integers(-(10**15), 10**15),
    "money": st.decimals(-(10**8), 10**8, places=2),
    "moment": st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    "day": st.dates(date(1901, 1, 1), date(2200, 1, 1)),
    "flag": st.booleans(),
}


def save(folder: Path, rows: list[list[Any]], name: str = "orders.xlsx", **sheet: Any) -> str:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for key, value in sheet.items():
        setattr(workbook.active, key, value)
    workbook.save(folder / name)
    return name


def expected(cell: Any) -> Any:
    # A cell of blanks alone is an empty cell.
    if cell is None or (isinstance(cell, str) and not cell.strip(" ")):
        return None
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, Decimal):
        return f"{cell.normalize() + 0:f}"
    return str(cell)


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_what_is_written_is_read(data):
    kinds = data.draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=5))
    names = [f"{kind} {number}" for number, kind in enumerate(kinds)]
    cells = [st.one_of(st.none(), CELLS[kind]) for kind in kinds]
    rows = data.draw(st.lists(st.tuples(*cells), max_size=6))
    blanks = data.draw(st.integers(0, 2))
    with TemporaryDirectory() as folder:
        sheet = [[]] * blanks + [names] + [list(row) for row in rows]
        save(Path(folder), sheet)
        source = opened(
            Path(folder),
            "orders.xlsx",
            custom_columns=mapping(names),
            custom_header_row=data.draw(st.sampled_from([None, blanks + 1])),
        )
        assert source.codes == []
        assert list(source.tables[0].columns) == names
        assert source.rows("line") == [
            (*map(expected, row), number)
            for number, row in enumerate(rows, blanks + 2)
            if any(expected(cell) is not None for cell in row)
        ]


def test_numbers_have_one_spelling(tmp_path):
    cells = [17800, 17800.0, 0.1 + 0.2, 36.300000000000004, 5.123456789012e12, 1e20, 5e-7, -0.0]
    source = opened(tmp_path, save(tmp_path, [["id"], *[[cell] for cell in cells]]))
    assert [row[0] for row in source.rows()] == [
        *("17800", "17800", "0.3", "36.3", "5123456789012", "1.00000000000000E+20"),
        *("0.0000005", "0"),
    ]


def test_times_and_durations_are_text(tmp_path):
    rows = [["at", "for"], [time(9, 30), timedelta(hours=30, minutes=5)]]
    assert opened(tmp_path, save(tmp_path, rows)).rows() == [("09:30:00", "30:05:00")]


def test_dates_beside_text_are_text(tmp_path):
    rows = [["at"], [datetime(2024, 1, 3, 9, 30)], [date(2024, 1, 4)], ["Total"]]
    source = opened(tmp_path, save(tmp_path, rows))
    assert source.tables[0].columns == {"at": "VARCHAR"}
    assert [row[0] for row in source.rows()] == ["2024-01-03 09:30:00", "2024-01-04", "Total"]


def test_the_date_system_of_1904_is_understood(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.active.append(["at"])
    workbook.active.append([datetime(2024, 1, 3, 9, 30)])
    workbook.save(tmp_path / "mac.xlsx")
    assert opened(tmp_path, "mac.xlsx").rows() == [(datetime(2024, 1, 3, 9, 30),)]


def test_error_cells_are_empty(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["id", "name"])
    for error in ("#N/A", "#DIV/0!", "#REF!", "#NAME?"):
        workbook.active.append([error, "x"])
        workbook.active.cell(workbook.active.max_row, 1).data_type = "e"
    workbook.save(tmp_path / "errors.xlsx")
    assert opened(tmp_path, "errors.xlsx").rows() == [(None, "x")] * 4


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
# As some marketplaces write them: empty cells that point to no text or to an empty one.
SHARED = {
    "_rels/.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="r1"'
    f' Type="{PARTS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{PARTS}"><sheets>'
    '<sheet name="Orders" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}">'
    f'<Relationship Id="r1" Type="{PARTS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{PARTS}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'
    "<si><t>id</t></si><si><t>name</t></si><si><t></t></si></sst>",
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"/><c r="B2" t="s"><v>2</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>17800.0</v></c></row>'
    "</sheetData></worksheet>",
}


def test_empty_shared_strings_are_empty(tmp_path):
    with zipfile.ZipFile(tmp_path / "shared.xlsx", "w") as made:
        for member, content in SHARED.items():
            made.writestr(member, content)
    assert opened(tmp_path, "shared.xlsx").rows("line") == [(None, "17800", 3)]


def test_a_stray_cell_far_away_is_refused(tmp_path):
    sheet = SHARED["xl/worksheets/sheet1.xml"]
    stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(tmp_path / "stray.xlsx", "w") as made:
        for member, content in SHARED.items():
            changed = sheet.replace("</sheetData>", stray)
            made.writestr(member, changed if content == sheet else content)
    assert opened(tmp_path, "stray.xlsx").codes == ["workbook-too-large"]


def test_a_header_below_a_title_is_proposed(tmp_path):
    rows = [["Sales 2024"], [], ["order", "who", "qty"], ["A", "B", 1], ["C", "D", 2]]
    name = save(tmp_path, rows)
    source = opened(tmp_path, name)
    assert source.codes == ["header-row-proposed"]
    assert "row 3" in source.sentences[0]
    assert opened(tmp_path, name, custom_header_row=3).rows("line") == [
        ("A", "B", "1", 4),
        ("C", "D", "2", 5),
    ]
    assert opened(tmp_path, name, custom_header_row=2).codes == ["header-row-missing"]
    assert opened(tmp_path, name, custom_header_row=99).codes == ["header-row-missing"]


def test_sheets_are_found_by_name_or_are_the_first_with_cells(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Empty"
    hidden = workbook.create_sheet("Secret")
    hidden.append(["a"])
    hidden.append(["hidden"])
    hidden.sheet_state = "hidden"
    for title in ("Sales 2024", "Sales #2"):
        workbook.create_sheet(title).append(["a"])
        workbook[title].append([title])
    workbook.save(tmp_path / "book.xlsx")
    assert opened(tmp_path, "book.xlsx").rows() == [("Sales 2024",)]
    assert opened(tmp_path, "book.xlsx#Sales #2").rows() == [("Sales #2",)]
    assert opened(tmp_path, "book.xlsx#sales 2024 ").rows() == [("Sales 2024",)]
    assert opened(tmp_path, "book.xlsx#Secret").rows() == [("hidden",)]
    source = opened(tmp_path, "book.xlsx#Sales")
    assert source.codes == ["sheet-missing"]
    assert '"Sales 2024"' in source.sentences[0]
    assert opened(tmp_path, "book.xlsx#Empty").codes == ["sheet-empty"]
    (tmp_path / "book.xlsx#Sales.xlsx").write_bytes((tmp_path / "book.xlsx").read_bytes())
    assert opened(tmp_path, "book.xlsx#Sales.xlsx").rows() == [("Sales 2024",)]


def test_columns_without_a_name_are_kept_where_they_have_cells(tmp_path):
    rows = [["a", None, None, "d"], [1, None, 3, 4]]
    source = opened(tmp_path, save(tmp_path, rows))
    assert list(source.tables[0].columns) == ["a", "column_3", "d"]
    rows = [["Price", "who", "Price"], [1, "x", 2]]
    source = opened(tmp_path, save(tmp_path, rows), custom_columns={"unit_price": "Price"})
    assert source.codes == ["columns-equal"]


def test_other_kinds_of_workbook_are_read(tmp_path):
    save(tmp_path, [["a", "b"], ["x", 1.5]], "orders.xlsx")
    content = (tmp_path / "orders.xlsx").read_bytes()
    # Programs often give a workbook the ending of its older kind.
    (tmp_path / "orders.xls").write_bytes(content)
    (tmp_path / "orders.xlsm").write_bytes(content)
    for name in ("orders.xls", "orders.xlsm"):
        assert opened(tmp_path, name).rows("line") == [("x", "1.5", 2)]


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODS = (
    f'<office:document-content xmlns:office="{OFFICE}:office:1.0"'
    f' xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Orders">'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>id</text:p>'
    '</table:table-cell><table:table-cell office:value-type="string"><text:p>at</text:p>'
    "</table:table-cell></table:table-row>"
    '<table:table-row><table:table-cell office:value-type="float" office:value="17800">'
    '<text:p>17 800</text:p></table:table-cell><table:table-cell office:value-type="date"'
    ' office:date-value="2024-01-03T09:30:00"><text:p>03/01/24</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)


def test_an_open_document_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "orders.ods", "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr("content.xml", ODS)
    ((number, moment, line),) = opened(tmp_path, "orders.ods").rows("line")
    assert (number, line) == ("17800", 2)
    assert str(moment).replace("T", " ") == "2024-01-03 09:30:00"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"a,b\n1,2\n", "file-of-other-kind"),
        (b"<html><table>", "file-of-other-kind"),
        (b"PK\x03\x04 and so on", "workbook-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "workbook-locked",
        ),
    ],
)
def test_what_is_not_a_workbook_is_refused(tmp_path, content, code):
    (tmp_path / "orders.xlsx").write_bytes(content)
    assert opened(tmp_path, "orders.xlsx").codes == [code]


def test_a_workbook_cut_anywhere_is_refused(tmp_path):
    save(tmp_path, [["a", "b"], ["x", 1.5]])
    whole = (tmp_path / "orders.xlsx").read_bytes()
    for size in range(10, len(whole), 97):
        (tmp_path / "cut.xlsx").write_bytes(whole[:size])
        assert opened(tmp_path, "cut.xlsx").codes == ["workbook-damaged"]


@given(st.lists(st.tuples(st.integers(4, 4000), st.integers(0, 255)), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_a_damaged_workbook_is_a_table_or_a_fault(changes):
    out = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active.append(["a", "b"])
    workbook.active.append(["x", datetime(2024, 1, 3)])
    workbook.save(out)
    content = bytearray(out.getvalue())
    for position, byte in changes:
        content[position] = byte
    with TemporaryDirectory() as folder:
        (Path(folder) / "orders.xlsx").write_bytes(content)
        source = opened(Path(folder), "orders.xlsx")
        assert len(source.tables) + len(source.codes) == 1
