"""The dataset `custom`: a file or relation of the user's, mapped by vars, and how it is refused."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from .custom_shop import (
    CONTINENTAL,
    HEADER,
    IN_VARS,
    LINES,
    MAPPING,
    READABLE,
    Refusal,
    Shop,
    as_csv,
    copy_of_adapter,
    fill,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_adapter(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Shop:
    return Shop(tmp_path_factory.mktemp("custom"), project)


def as_workbook(path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(HEADER)
    for line in LINES:
        sheet.append([float(v) if isinstance(v, Decimal) else v for v in line])
    sheet.cell(len(LINES) + 9, 1).font = openpyxl.styles.Font(bold=True)
    workbook.save(path)
    return path


def test_a_csv_file_becomes_order_lines_and_customers(shop: Shop) -> None:
    shop.write("lines.csv", as_csv())

    run = shop.build(
        custom_source=str(shop.folder / "lines.csv"), custom_columns=MAPPING, **CONTINENTAL
    )

    assert run.returncode == 0, run.stdout
    columns = "customer_id, product_id, ordered_at, quantity, unit_price, is_cancelled"
    assert shop.query(
        f"select order_id, {columns} from main_internal.input__order_lines"
        " where customer_id is not null order by all"
    ) == [
        (
            "K1-20240105",
            "K1",
            "ESPRESSO MACHINE",
            datetime(2024, 1, 5),
            1,
            Decimal("1234.5"),
            False,
        ),
        ("K1-20240105", "K1", "MUG", datetime(2024, 1, 5), 2, Decimal("3.5"), False),
        ("K1-20240601", "K1", "MUG", datetime(2024, 6, 1), 3, Decimal("3.25"), False),
        ("K2-20240229", "K2", "MUG", datetime(2024, 2, 29), -1, Decimal("3.5"), True),
        ("K3-undated", "K3", "MUG", None, 1, None, False),
    ]
    assert shop.query(
        "select count(*) from main_internal.input__order_lines"
        " where customer_id is null and order_id like 'guest-%'"
    ) == [(1,)]
    assert shop.query(
        "select customer_id, x_points from main_internal.input__customers order by 1"
    ) == [("K1", "12"), ("K2", "7"), ("K3", None)]


@pytest.mark.parametrize("kind", ["parquet", "workbook", "relation"])
def test_every_kind_of_source_gives_the_same(shop: Shop, kind: str) -> None:
    expected = shop.order_lines(), shop.customers()
    source = shop.folder / f"lines.{kind}"
    if kind == "parquet":
        with duckdb.connect() as connection:
            fill(connection, "lines")
            connection.execute(f"copy lines to '{source}'")
    elif kind == "workbook":
        source = as_workbook(shop.folder / "lines.xlsx")
    else:
        with duckdb.connect(str(shop.warehouse)) as connection:
            connection.execute("create schema till")
            fill(connection, "till.lines")

    run = shop.build(
        custom_source="till.lines" if kind == "relation" else str(source), custom_columns=MAPPING
    )

    assert run.returncode == 0, run.stdout
    assert (shop.order_lines(), shop.customers()) == expected


def test_files_of_a_glob_may_differ_in_the_order_of_their_columns(shop: Shop) -> None:
    shop.write(
        "months/january.csv", "who,when,total,pieces,status,what\nK1,2024-01-05,10,3,no,Mug\n"
    )
    shop.write(
        "months/february.csv", 'what;who;when;total;pieces;status\n"a;b";K1;2024-02-05;8;2;Y\n'
    )

    run = shop.build(
        custom_source=str(shop.folder / "months" / "*.csv"),
        custom_columns={
            "customer_id": "WHO",
            "ordered_at": "when",
            "amount": "total",
            "quantity": "pieces",
            "is_cancelled": "status",
            "product_name": "what",
            "category": None,
        },
    )

    assert run.returncode == 0, run.stdout
    assert shop.query(
        "select product_id, quantity, unit_price, is_cancelled"
        " from main_internal.input__order_lines order by ordered_at"
    ) == [("MUG", 3, Decimal("3.3333"), False), ("A;B", 2, Decimal("4"), True)]


def test_an_amount_alone_is_the_price_of_one_piece(shop: Shop) -> None:
    shop.write(
        "amounts.csv", 'id,who,when,total\n1,K1,2024-01-05 10:30,"1,234.50"\n2,,2024-01-06,5\n'
    )

    run = shop.build(
        custom_source=str(shop.folder / "amounts.csv"),
        custom_columns={
            "order_line_id": "id",
            "customer_id": "who",
            "ordered_at": "when",
            "amount": "total",
        },
        custom_decimal_separator=".",
    )

    assert run.returncode == 0, run.stdout
    assert shop.query(
        "select order_line_id, order_id, ordered_at, quantity, unit_price"
        " from main_internal.input__order_lines order by 1"
    ) == [
        ("1", "K1-20240105", datetime(2024, 1, 5, 10, 30), 1, Decimal("1234.5")),
        ("2", "guest-2", datetime(2024, 1, 6), 1, Decimal("5")),
    ]


def test_cells_that_cannot_be_read_are_named_and_the_good_build_stays(shop: Shop) -> None:
    before = shop.tables()
    assert before
    shop.write(
        "cells.csv",
        "Client;Day;Item;Qty;Price;Points;Gone\n"
        "K1;05/01/2024;Mug;1;1.234,50;1;no\n"
        "K1;31/02/2024;Mug;one;3.50;1;shipped\n"
        "K1;30/02/2024;Mug;;;1;\n",
    )

    run = shop.build(
        custom_source=str(shop.folder / "cells.csv"),
        custom_columns={**MAPPING, "is_cancelled": "gone", "channel": "Pionts"},
        **CONTINENTAL,
    )

    assert run.returncode != 0
    assert shop.tables() == before
    assert shop.problems(run.stdout) == [
        'The file "cells.csv" has no column "Pionts", which custom_columns maps to channel (did you'
        ' mean "Points"?); its columns are "Client", "Day", "Item", "Qty", "Price", "Points" and'
        f' "Gone": change custom_columns {IN_VARS}.',
        'The file "cells.csv" has "31/02/2024" in line 3 of the column "Day", mapped to ordered_at,'
        " which cannot be read (2 of 3 filled cells); allowed is what custom_date_format"
        ' "%d/%m/%Y" reads: correct the cells.',
        'The file "cells.csv" has "one" in line 3 of the column "Qty", mapped to quantity, which'
        " cannot be read (1 of 2 filled cells); allowed is a number such as 1 234,50 or 1.234,50"
        ' (custom_decimal_separator is ","): correct the cells.',
        'The file "cells.csv" has "3.50" in line 3 of the column "Price", mapped to unit_price,'
        " which cannot be read (1 of 2 filled cells); allowed is a number such as 1 234,50 or"
        ' 1.234,50 (custom_decimal_separator is ","): correct the cells.',
        'The file "cells.csv" has "shipped" in line 3 of the column "Gone", mapped to is_cancelled,'
        " which is neither yes nor no (1 of 2 filled cells); allowed are true, yes, y, 1, t, oui,"
        " vrai, cancelled, canceled, false, no, n, 0, f, non, faux and empty cells: correct the"
        " cells, or map is_cancelled to null, and lines of negative quantity are cancellations.",
    ]


NAMES = (
    "order_line_id, order_id, customer_id, product_id, product_name, category, channel, country,"
    " ordered_at, quantity, unit_price, amount, is_cancelled, customer_name, income, and x_ with"
    " small letters, digits or _ for more columns of customers"
)
IDS = {"order_line_id": "no", "customer_id": "who", "ordered_at": "when", "amount": "total"}


REFUSALS = [
    Refusal(
        "no vars at all",
        [
            "custom_columns does not map customer_id, which is required: name the column that has"
            f" the customer's id, `customer_id: <your column>`, {IN_VARS}.",
            "custom_columns does not map ordered_at, which is required: name the column that has"
            f" the date of the order, `ordered_at: <your column>`, {IN_VARS}.",
            "custom_columns maps neither unit_price nor amount, and one of them is required: name"
            " the column that has the price of one piece, `unit_price: <your column>`, or the"
            f" line's total, `amount: <your column>`, {IN_VARS}.",
            f"The var custom_source is null; allowed is {READABLE}: change it {IN_VARS}.",
        ],
    ),
    Refusal(
        "every var is wrong",
        source="till/orders.csv",
        files={"till/orders_2024.csv": "a,b\n"},
        columns={"custmer_id": "Client", "ordered_at": "Day", "X-1": "Item"},
        formats={"custom_date_format": "dd/mm/yyyy", "custom_decimal_separator": ";"},
        problems=[
            'The var custom_decimal_separator is ";"; allowed is null, "," or ".": change it'
            f" {IN_VARS}.",
            'The var custom_date_format is "dd/mm/yyyy"; allowed is null, for dates as YYYY-MM-DD,'
            " or a format made of %d day, %m month, %Y or %y year, %H hour, %M minute, %S second,"
            f' such as "%d/%m/%Y": change it {IN_VARS}.',
            'custom_columns maps "custmer_id", which is no name that clientele knows (did you mean'
            f' "customer_id"?); allowed are {NAMES}: change custom_columns {IN_VARS}.',
            f'custom_columns maps "X-1", which is no name that clientele knows; allowed are {NAMES}'
            f": change custom_columns {IN_VARS}.",
            "custom_columns does not map customer_id, which is required: name the column that has"
            f" the customer's id, `customer_id: <your column>`, {IN_VARS}.",
            "custom_columns maps neither unit_price nor amount, and one of them is required: name"
            " the column that has the price of one piece, `unit_price: <your column>`, or the"
            f" line's total, `amount: <your column>`, {IN_VARS}.",
            'custom_source is "till/orders.csv", and there is no such file; "till/" has'
            f' "orders_2024.csv": correct the path, or change custom_source {IN_VARS}.',
        ],
    ),
    Refusal(
        "a relative path",
        source="|data/sample/order.csv",
        columns="Client",
        problems=[
            'The var custom_columns is "Client"; allowed is a map from our names to columns of'
            " yours, such as {customer_id: Client, ordered_at: Date, unit_price: Price}: change it"
            f" {IN_VARS}.",
            'custom_source is "data/sample/order.csv", and there is no such file (looked for from'
            ' the project folder, "<project>"); "data/sample/" has "orders.csv": correct the path,'
            f" or change custom_source {IN_VARS}.",
        ],
    ),
    Refusal(
        "no kind of file that is read",
        source="orders.json",
        problems=[
            'custom_source is "orders.json", which is no kind of file that is read; allowed is'
            f" {READABLE}: save the data as one of these, and change custom_source {IN_VARS}."
        ],
    ),
    Refusal(
        "no such relation",
        source="|till.lines",
        problems=[
            'custom_source is "till.lines", which has no extension of a file and is looked for as a'
            " relation, and there is no such table or view: name it as schema.table, or as"
            " database.schema.table where profiles.yml attaches the database, or name a file with"
            " its extension."
        ],
    ),
    Refusal(
        "the formats that would read the columns",
        source="texts.parquet",
        columns={"customer_id": "who", "ordered_at": "day", "unit_price": "price"},
        formats={"custom_date_format": "%m/%d/%Y"},
        problems=[
            'The file "texts.parquet" has "2024-01-05" in line 1 of the column "day", mapped to'
            " ordered_at, which cannot be read (3 of 3 filled cells); allowed is what"
            ' custom_date_format "%m/%d/%Y" reads: set custom_date_format to "%d/%m/%Y", which'
            f" reads 2 of them, and correct the others, {IN_VARS}.",
            'The file "texts.parquet" has "3,5" in line 3 of the column "price", mapped to'
            " unit_price, which cannot be read (1 of 3 filled cells); allowed is a number such as"
            ' 1234.50: set custom_decimal_separator to ",", which reads all of them,'
            f" {IN_VARS}.",
        ],
    ),
    Refusal(
        "broken lines",
        source="broken.csv",
        files={
            "broken.csv": b"Client,Day,Item,Qty,Price,Points\n"
            b"K1,2024-01-05,Mug\n"
            b"K1,2024-01-05,Mug,1,1,1,1\n"
            b'K1,,"Mug" x,1,1,1\n'
            b"K1,,M\xfcg,1,1,1\n"
            b"K1,,,1,1,1,1\n"
        },
        problems=[
            'Line 2 of the file "broken.csv" has fewer cells than its header has columns: write the'
            " missing separators.",
            'Line 3 of the file "broken.csv" has more cells than its header has columns (2 such'
            " lines): put cells that hold the separator between quotation marks.",
            'Line 4 of the file "broken.csv" has a quotation mark that is not closed, or not'
            " doubled within a quoted cell: double or delete it.",
            'Line 5 of the file "broken.csv" is not UTF-8 text: save it as "CSV UTF-8", or convert'
            " it with `iconv -f WINDOWS-1252 -t UTF-8`.",
        ],
    ),
    Refusal(
        "CSV files without a header",
        source="csv/*.csv",
        files={"csv/empty.csv": "", "csv/latin.csv": "Clé;Jour\n1;2\n".encode("latin-1")},
        problems=[
            'The file "csv/empty.csv" is empty: write it again with a header line, or change'
            f" custom_source {IN_VARS}.",
            'The file "csv/latin.csv" has a first line that is not UTF-8 text, is empty or is there'
            ' twice: save it as "CSV UTF-8", or convert it with `iconv -f WINDOWS-1252 -t UTF-8`,'
            f" with one header line, or change custom_source {IN_VARS}.",
        ],
    ),
    Refusal(
        "no Parquet files",
        source="parquet/*.parquet",
        files={"parquet/cut.parquet": "PAR1 and no end", "parquet/text.parquet": "who,when\n"},
        problems=[
            'The file "parquet/cut.parquet" breaks off before its end: copy or write it again, or'
            f" change custom_source {IN_VARS}.",
            'The file "parquet/text.parquet" is not a Parquet file: write it again, or name it by'
            f" what it is, or change custom_source {IN_VARS}.",
        ],
    ),
    Refusal(
        "no workbooks",
        source="xlsx/*.xlsx",
        files={
            "xlsx/cut.xlsx": b"PK\x03\x04 and no end",
            "xlsx/old.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "xlsx/text.xlsx": "who,when\n",
        },
        problems=[
            'The file "xlsx/cut.xlsx" breaks off before its end: copy or write it again, or change'
            f" custom_source {IN_VARS}.",
            'The file "xlsx/old.xlsx" is an old .xls workbook or one with a password: save it as'
            f" .xlsx without a password, or change custom_source {IN_VARS}.",
            'The file "xlsx/text.xlsx" is not an Excel workbook: save it as .xlsx, or name it by'
            f" what it is, or change custom_source {IN_VARS}.",
        ],
    ),
    Refusal(
        "no lines",
        source="header.csv",
        columns=IDS,
        files={"header.csv": "no,who,when,total\n"},
        problems=[
            'The file "header.csv" has columns but no lines: fill it, or change custom_source'
            f" {IN_VARS}."
        ],
    ),
    Refusal(
        "ids that are none",
        source="ids.csv",
        columns=IDS,
        files={"ids.csv": "no,who,when,total\n1,A,2024-01-05,2\n1,B,2024-01-05,2\n2,A,,\n2,A,,\n"},
        problems=[
            'The column "no", mapped to order_line_id, has "1" on several different lines (1 such'
            " values); allowed are ids that no two lines share: leave order_line_id out of"
            " custom_columns, and lines get ids by themselves, or map it to another column."
        ],
    ),
]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory, project: Path) -> tuple[Shop, dict[str, str]]:
    """A warehouse where nothing was ever built, and what dbt said of each refusal."""
    shop = Shop(tmp_path_factory.mktemp("refused"), project)
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select 'K1' as who, unnest(['2024-01-05', '25/01/2024', '26/01/2024']) as day,"
            f" unnest(['1', '2', '3,5']) as price) to '{shop.folder / 'texts.parquet'}'"
        )
    for refusal in REFUSALS:
        for name, content in refusal.files.items():
            shop.write(name, content)
    outputs = shop.build_each([refusal.variables(shop.folder) for refusal in REFUSALS])
    return shop, {refusal.name: output for refusal, output in zip(REFUSALS, outputs, strict=True)}


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
def test_what_cannot_be_built_is_refused_in_sentences(
    refused: tuple[Shop, dict[str, str]], refusal: Refusal
) -> None:
    shop, outputs = refused
    output = outputs[refusal.name]

    assert output.endswith("failed\n")
    assert [
        problem.replace(str(shop.project), "<project>") for problem in shop.problems(output)
    ] == refusal.problems


def test_nothing_is_built_of_what_is_refused(refused: tuple[Shop, dict[str, str]]) -> None:
    assert refused[0].tables() == []
