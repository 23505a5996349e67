"""CSV files: whatever writes a table, the same cells are read."""

from __future__ import annotations

import codecs
import gzip
import string
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import mapping, opened

NEWLINES = ("\n", "\r\n", "\r")
NAME = st.text(string.ascii_letters + string.digits + "éß_ ", min_size=1, max_size=8).map(str.strip)
CELL = st.text(
    st.one_of(
        st.sampled_from(" ,;\t|\"'\n\r\\éœ€0123"),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"),
    ),
    max_size=6,
)


@dataclass
class Written:
    """A table, the bytes of a file that holds it, and the settings that read it."""

    names: list[str]
    rows: list[list[str]]
    lines: list[int]
    content: bytes
    settings: dict[str, object]


@st.composite
def written(draw: st.DrawFn) -> Written:
    names = draw(
        st.lists(NAME.filter(bool), min_size=2, max_size=5, unique_by=lambda name: name.lower())
    )
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"]))
    cell = CELL
    if encoding == "cp1252":
        names = [name.encode("cp1252", "ignore").decode("cp1252") for name in names]
        cell = CELL.map(lambda text: text.encode("cp1252", "ignore").decode("cp1252"))
    rows = draw(st.lists(st.lists(cell, min_size=len(names), max_size=len(names)), max_size=6))
    delimiter = draw(st.sampled_from(",;\t|"))
    newlines = draw(st.lists(st.sampled_from(NEWLINES), min_size=1, max_size=3))
    quotes_all, has_bare_quotes = draw(st.booleans()), draw(st.booleans())

    def written_cell(text: str) -> str:
        plain = text.strip(" ") == text and not set(text) & set("\n\r" + delimiter)
        plain = plain and (not text.startswith('"') if has_bare_quotes else '"' not in text)
        return text if plain and not quotes_all else '"' + text.replace('"', '""') + '"'

    above = draw(st.sampled_from([[], [], ["sep=" + delimiter], ['Report, of "sales"; a|b', ""]]))
    lines = [*above, delimiter.join(map(written_cell, names))]
    numbers = []
    for row in rows:
        lines += [""] * draw(st.integers(0, 1))
        lines.append(delimiter.join(map(written_cell, row)))
        numbers.append(len(lines))
    ends = [newlines[number % len(newlines)] for number in range(len(lines))]
    # Two different line ends after each other would be one.
    ends = [
        "\n" if end == "\r" and after == "" else end
        for end, after in zip(ends, [*lines[1:], "end"], strict=True)
    ]
    if not draw(st.booleans()):
        ends[-1] = ""
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return Written(
        names=names,
        rows=rows,
        lines=numbers,
        content=marks.get(encoding, b"") + text.encode(encoding),
        settings={
            "custom_columns": mapping(names),
            "custom_encoding": "windows-1252" if encoding == "cp1252" else None,
            "custom_header_row": 3 if len(above) == 2 and above[0] else None,
        },
    )


@given(written(), st.booleans())
@settings(deadline=None, max_examples=100)
def test_what_is_written_is_read(table: Written, is_packed: bool):
    with tempfile.TemporaryDirectory() as folder:
        name = "orders.csv.gz" if is_packed else "orders.csv"
        content = gzip.compress(table.content) if is_packed else table.content
        (Path(folder) / name).write_bytes(content)
        source = opened(Path(folder), name, **table.settings)
        assert source.codes == []
        assert list(source.tables[0].columns) == table.names
        assert source.broken() == []
        expected = [
            (*(cell or None for cell in row), line)
            for row, line in zip(table.rows, table.lines, strict=True)
        ]
        read = [row for row in source.rows("line") if any(cell is not None for cell in row[:-1])]
        assert read == [row for row in expected if any(cell is not None for cell in row[:-1])]


def write(folder: Path, content: bytes | str, name: str = "orders.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return name


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b" \r\n\n", "file-empty"),
        (codecs.BOM_UTF8, "file-empty"),
        (b"\n,\n\n,", "file-empty"),
        (b"Order,Who\nA,Zo\xeb\n", "encoding-unclear"),
        (b"Order,Who\nA,Zo\xc3", "encoding-unclear"),
        ("Order,Who\nA,B\n".encode("utf-16-le"), "file-nul"),
        (b"Order,Who\nA,B\0\n", "file-nul"),
        (b"PK\x03\x04 and so on", "file-of-other-kind"),
        (b"%PDF-1.7", "file-of-other-kind"),
        (b"<!DOCTYPE html><table>", "file-of-other-kind"),
        (b'[{"Order": 1}]', "file-of-other-kind"),
        (b'Order,"Who\n' + b"A,B\n" * 50, "header-broken"),
        (b'Order,"Who\n' + b"A,B\n" * 100_000, "header-broken"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, content, code):
    assert opened(tmp_path, write(tmp_path, content)).codes == [code]


def test_a_packed_file_that_breaks_off_is_refused(tmp_path):
    packed = gzip.compress(b"Order,Who\n" + b"A,B\n" * 10_000)
    for size in (len(packed) // 2, len(packed) - 4):
        assert opened(tmp_path, write(tmp_path, packed[:size], "a.csv.gz")).codes == ["gzip-broken"]
    assert opened(tmp_path, write(tmp_path, "A,B\n", "b.csv.gz")).codes == ["file-of-other-kind"]


def test_a_packed_file_is_read_whatever_its_name(tmp_path):
    source = opened(tmp_path, write(tmp_path, gzip.compress(b"Order,Who\nA,B\n")))
    assert source.rows() == [("A", "B")]


def test_a_sentence_shows_what_the_text_would_be(tmp_path):
    (sentence,) = opened(tmp_path, write(tmp_path, b"Order,Who\nA,B\nC,Zo\xeb\n")).sentences
    assert "line 3" in sentence
    assert "Zoë" in sentence
    assert "windows-1252" in sentence


@pytest.mark.parametrize("encoding", ["nonsense", "base64", "rot13", "idna", "", 7, ["utf-8"]])
def test_an_encoding_that_is_none_is_refused(tmp_path, encoding):
    source = opened(tmp_path, write(tmp_path, "a,b\n1,2\n"), custom_encoding=encoding)
    assert source.codes == ["encoding-unknown"]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"Order,Who\nA,\x81\n", "windows-1252"),
        (codecs.BOM_UTF16_LE + b"a\0,\0b", "utf-8"),
    ],
)
def test_a_file_in_another_encoding_than_it_says_is_refused(tmp_path, content, encoding):
    source = opened(tmp_path, write(tmp_path, content), custom_encoding=encoding)
    assert source.codes == ["encoding-unfit"]


@pytest.mark.parametrize("row", [0, -1, True, "2", 1.5])
def test_a_header_row_that_is_none_is_refused(tmp_path, row):
    source = opened(tmp_path, write(tmp_path, "a,b\n1,2\n"), custom_header_row=row)
    assert source.codes == ["header-row-wrong"]


@pytest.mark.parametrize("row", [2, 9])
def test_a_header_row_without_cells_is_refused(tmp_path, row):
    source = opened(tmp_path, write(tmp_path, "a,b\n,\n1,2\n"), custom_header_row=row)
    assert source.codes == ["header-row-missing"]


TITLED = "Sales of the shop,,\n\nOrder,Who,Qty\nA,B,1\nC,D,2\n"


@pytest.mark.parametrize("columns", [{}, {"order_id": "Order", "customer_id": "Who"}])
def test_a_header_below_a_title_is_proposed(tmp_path, columns):
    name = write(tmp_path, TITLED)
    source = opened(tmp_path, name, custom_columns=columns)
    assert source.codes == ["header-row-proposed"]
    assert "row 3" in source.sentences[0]
    source = opened(tmp_path, name, custom_columns=columns, custom_header_row=3)
    assert source.rows("line") == [("A", "B", "1", 4), ("C", "D", "2", 5)]


@pytest.mark.parametrize(
    "content",
    [
        ",customer,amount\n0,A,1\n1,B,2\n",
        "customer,amount\nA,1\n",
        "customer\nA\nB\n",
        "a,b,c,d\n1,,,\n2,,,\n",
    ],
)
def test_a_header_that_is_one_is_not_questioned(tmp_path, content):
    source = opened(tmp_path, write(tmp_path, content))
    assert source.codes == []
    assert source.rows("line")[0][-1] == 2


def test_columns_of_one_name_are_refused_where_they_are_mapped(tmp_path):
    name = write(tmp_path, "Order,Price,Note,price,,Note\nA,1,x,2,y,z\n")
    source = opened(tmp_path, name, custom_columns={"unit_price": "Price"})
    assert source.codes == ["columns-equal"]
    source = opened(tmp_path, name, custom_columns={"order_id": "Order"})
    names = ["Order", "Price", "Note", "price_4", "column_5", "Note_6"]
    assert list(source.tables[0].columns) == names
    assert source.rows() == [("A", "1", "x", "2", "y", "z")]


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        ("a;b;c\n1;2,5;3,0\n", ";"),
        ("Name, first;Order;Price\nx;1;2,5\ny;2;3,5\n", ";"),
        ("a|b\n1,2|3\n", "|"),
        ("a\tb\n1;2\t3;4\n", "\t"),
        ('"a;x";b\n1;2\n', ";"),
    ],
)
def test_the_delimiter_is_found_from_more_than_the_first_line(tmp_path, content, delimiter):
    source = opened(tmp_path, write(tmp_path, content))
    assert len(source.tables[0].columns) == content.splitlines()[1].count(delimiter) + 1


def test_lines_that_cannot_be_read_are_named(tmp_path):
    content = 'a,b\n1,2\n1\n\n1,2,3\n"x"y,2\n4,5\n6,7\n8\n'
    sentences = opened(tmp_path, write(tmp_path, content)).broken()
    assert [s.split("line ")[-1].split(" ")[0] for s in sentences] == ["3", "5", "6"]
    assert "2 in all" in sentences[0]


def test_a_huge_line_is_named(tmp_path):
    content = "a,b\n1,2\n3," + "x" * 3_000_000 + "\n4,5\n"
    (sentence,) = opened(tmp_path, write(tmp_path, content)).broken()
    assert "line 3" in sentence


def test_only_a_header_is_a_table_without_rows(tmp_path):
    for content in ("a,b", "a,b\r\n", "a,b\n\n"):
        assert opened(tmp_path, write(tmp_path, content)).rows() == []


def test_files_of_one_shape_are_one_table(tmp_path):
    write(tmp_path, "Order,Who\nA,B\n", "1.csv")
    write(tmp_path, "Order,Who\nC,D\nE,F\n", "2.csv")
    source = opened(tmp_path, "*.csv")
    assert sorted(source.rows("file", "line")) == [
        ("A", "B", "1.csv", 2),
        ("C", "D", "2.csv", 2),
        ("E", "F", "2.csv", 3),
    ]
    write(tmp_path, "Who;Order\nG;H\n", "3.csv")
    assert len(opened(tmp_path, "*.csv").tables) == 2


def test_very_many_files_are_read_without_line_numbers(tmp_path):
    for number in range(120):
        write(tmp_path, f"Order,path\nA{number:03},B\n", f"{number:03}.csv")
    source = opened(tmp_path, "*.csv")
    assert source.tables[0].line is None
    read = sorted(source.rows("file"))
    assert read == [(f"A{n:03}", "B", f"{n:03}.csv") for n in range(120)]


def test_no_column_name_or_file_name_runs_as_sql(tmp_path):
    for evil in ("'); drop table t; --", '"; select 1; --', "$$ {{ 1/0 }}", "a'b\"c`d"):
        name = evil.replace("/", "") + ".csv"
        write(tmp_path, '"' + evil.replace('"', '""') + '",b\n1,2\n', name)
        source = opened(tmp_path, name)
        assert list(source.tables[0].columns) == [evil, "b"]
        assert source.rows("file") == [("1", "2", name)]


@pytest.mark.parametrize("end", NEWLINES)
@pytest.mark.parametrize("inside", NEWLINES)
def test_a_name_may_hold_a_line_break_of_another_kind(tmp_path, inside, end):
    content = f'"Order{inside}no",Price{end}1,2{end}3,4{end}'
    (tmp_path / "sales.csv").write_bytes(content.encode())

    found = opened(tmp_path, "sales.csv")

    assert list(found.tables[0].columns) == ["Order no", "Price"]
    assert found.rows("line") == [("1", "2", 2), ("3", "4", 3)]
