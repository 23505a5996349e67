"""Proposals: the right columns for known files, and no silent guess where a file leaves it open."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest
import yaml

from clientele.source.map import main, vars_text
from clientele.source.names import COLUMN_NAMES, plain_name
from clientele.source.opening import open_tables
from clientele.source.proposal import Proposal, propose
from clientele.source.reading import read_tables
from clientele.source.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
INPUTS = ROOT / "tests" / "cases" / "inputs"
BASE = {
    "customer_id": "customer",
    "ordered_at": "date",
    "order_id": "order",
    "product_id": "sku",
    "product_name": "item",
    "quantity": "qty",
    "unit_price": "price",
}
TOTAL = {**BASE, "amount": "total"}
RIGHT = {
    "01_refund_with_order_id.csv": BASE,
    "03_refund_negative_amount.csv": {k: v for k, v in TOTAL.items() if k != "unit_price"},
    "04_returns_flag_no.csv": {**BASE, "is_cancelled": "cancelled"},
    "15_excel_numeric_ids.xlsx": BASE,
    "16_excel_1904.xlsx": BASE,
    "20_parquet_null_words.parquet": BASE,
    "22b_utf16.csv": BASE,
    "22e_sep_line.csv": BASE,
    "25b_zip.csv.zip": BASE,
    "34b_customer_on_first_row.csv": BASE,
    "38b_status.csv": {**BASE, "is_cancelled": "status"},
    "39l_dmy_hm.csv": BASE,
    "42_price_and_amount.csv": TOTAL,
    "35_hostile_names_baskets.csv": {k: v for k, v in BASE.items() if k != "product_id"},
}


def proposal_of(source: Path | str, **settings: object) -> Proposal:
    return propose(Settings(custom_source=str(source), **settings), duckdb.connect())  # type: ignore[arg-type]


def written(folder: Path, rows: list[list[object]]) -> Path:
    path = folder / "sales.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def sales(*header: str, pieces_matter: bool = True) -> list[list[object]]:
    """Return 60 lines of a customer, an order, a day, a product, pieces and money."""
    rows: list[list[object]] = [list(header)]
    for n in range(60):
        pieces = 1 + n % 4
        price = 4.25 + n % 5
        money = price * pieces if pieces_matter else price
        rows.append(
            [
                *(f"C{n // 2 % 9}", 1000 + n // 2, f"2024-01-{1 + n // 2 % 28:02}"),
                *(f"Tea {n % 5}", pieces, f"{money:.2f}"),
            ]
        )
    return rows


@pytest.mark.parametrize("file", RIGHT)
def test_the_columns_of_a_file_are_found(file):
    proposal = proposal_of(INPUTS / file)

    assert proposal.columns == RIGHT[file]
    assert proposal.questions == []
    assert proposal.checks == {}


def test_the_sample_of_the_docs_is_mapped():
    proposal = proposal_of(ROOT / "data" / "sample" / "orders.csv")

    assert proposal.columns == {
        "customer_id": "Customer no",
        "customer_name": "Customer",
        "ordered_at": "Date",
        "order_id": "Receipt",
        "product_name": "Item",
        "category": "Department",
        "channel": "Sold in",
        "country": "Country",
        "quantity": "Pieces",
        "unit_price": "Price",
    }
    assert proposal.left_out == ["Loyalty card"]
    assert (proposal.checks, proposal.questions) == ({}, [])


@pytest.mark.parametrize("preset", ["shopify", "woocommerce", "stripe", "square", "amazon"])
def test_a_preset_is_recognised(preset):
    (file,) = [f for f in INPUTS.glob(f"preset_{preset}.*")]
    proposal = proposal_of(file)

    assert proposal.settings.custom_preset == preset
    assert "customer_id" in proposal.columns
    assert proposal.questions == []


@pytest.mark.parametrize(
    "header",
    [
        ("Kundennummer", "Bestellnummer", "Bestelldatum", "Bezeichnung", "Menge", "Gesamtpreis"),
        ("Code client", "N° commande", "Date de commande", "Libellé", "Qté", "Montant TTC"),
        ("ID cliente", "Pedido", "Fecha", "Descripción", "Cantidad", "Importe"),
        ("Codice cliente", "Ordine", "Data", "Descrizione", "Quantità", "Totale"),
        ("Klantnummer", "Factuur", "Datum", "Omschrijving", "Aantal", "Bedrag"),
        ("CustomerID", "InvoiceNo", "InvoiceDate", "Description", "Quantity", "LineTotal"),
    ],
)
def test_names_are_understood_in_several_languages(tmp_path, header):
    proposal = proposal_of(written(tmp_path, sales(*header)))

    names = ("customer_id", "order_id", "ordered_at", "product_name", "quantity", "amount")
    assert proposal.columns == dict(zip(names, header, strict=True))
    assert proposal.checks == {}


def test_names_that_say_nothing_are_guessed_and_marked(tmp_path):
    proposal = proposal_of(written(tmp_path, sales("a1", "a2", "a3", "a4", "a5", "a6")))

    assert proposal.columns["ordered_at"] == "a3"
    assert proposal.columns["amount"] == "a6"
    assert set(proposal.checks) == set(proposal.columns)
    text = vars_text(proposal, {"custom_source": "x.csv"})
    assert text.count("# please check") == len(proposal.columns)


def test_a_total_under_the_name_of_a_price_is_marked(tmp_path):
    header = ("customer", "order", "date", "item", "qty", "price")

    assert "unit_price" in proposal_of(written(tmp_path, sales(*header))).checks
    rows = sales(*header, pieces_matter=False)
    assert "unit_price" not in proposal_of(written(tmp_path, rows)).checks


def test_a_price_under_the_name_of_an_amount_is_marked(tmp_path):
    header = ("customer", "order", "date", "item", "qty", "amount")
    rows = sales(*header, pieces_matter=False)

    assert "amount" in proposal_of(written(tmp_path, rows)).checks
    assert "amount" not in proposal_of(written(tmp_path, sales(*header))).checks


@pytest.mark.parametrize("grows", [False, True])
def test_a_cost_of_whole_lines_is_marked(tmp_path: Path, grows: bool) -> None:
    rows = sales("customer", "order", "date", "item", "qty", "amount")
    rows[0].append("Cost per item")
    for n, row in enumerate(rows[1:]):
        row.append(f"{(2.5 + n % 5) * (int(str(row[4])) if grows else 1):.2f}")
    proposal = proposal_of(written(tmp_path, rows))

    assert proposal.columns["unit_cost"] == "Cost per item"
    assert ("unit_cost" in proposal.checks) == grows
    assert "amount" not in proposal.checks


def test_two_columns_that_can_be_the_customer_are_marked(tmp_path):
    rows = sales("customer id", "order", "date", "item", "qty", "amount")
    rows = [[*row, "email" if n == 0 else f"{row[0]}@example.org"] for n, row in enumerate(rows)]
    proposal = proposal_of(written(tmp_path, rows))

    assert proposal.columns["customer_id"] == "customer id"
    assert "email" in proposal.checks["customer_id"]


@pytest.mark.parametrize(
    ("kinds", "is_mapped"), [(("Sale", "Refund"), True), (("Tent", "Rope"), False)]
)
def test_a_column_of_types_is_mapped_if_it_names_kinds_of_rows(tmp_path, kinds, is_mapped):
    header = ["customer", "order", "date", "sku", "qty", "price", "type"]
    rows = [[f"C{n}", f"O{n}", f"2024-05-{n:02}", f"S{n % 3}", 1, "9.50"] for n in range(1, 20)]
    path = written(tmp_path, [header, *([*row, kinds[n % 2]] for n, row in enumerate(rows))])

    assert ("is_cancelled" in proposal_of(path).columns) is is_mapped


def test_a_state_with_unknown_words_is_not_mapped(tmp_path):
    rows = sales("customer", "order", "date", "item", "qty", "amount")
    words = ["paid"] * 58 + ["perhaps", "who knows"]
    rows = [[*row, word] for row, word in zip(rows, ["status", *words], strict=True)]
    proposal = proposal_of(written(tmp_path, rows))

    assert "is_cancelled" not in proposal.columns
    assert "not is_cancelled" in proposal.checks
    assert proposal.questions == []


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("57_points_between_thousands.csv", "number-ambiguous"),
        ("11_order_id_two_customers.csv", "order-of-two-customers"),
        ("39c_30_feb.csv", "date-unreadable"),
        ("dupcolsfront.csv", "columns-equal"),
        ("preset_amazon_all_orders.txt", "preset-does-not-fit"),
    ],
)
def test_what_the_build_would_refuse_is_a_question(file, code):
    assert [fault.code for fault in proposal_of(INPUTS / file).questions] == [code]


def test_a_question_of_dates_is_left_to_the_user(tmp_path):
    header = ("customer", "order", "date", "item", "qty", "price")
    rows = sales(*header, pieces_matter=False)
    for n, row in enumerate(rows[1:]):
        row[2] = f"0{1 + n % 9}/0{1 + n // 7 % 9}/2024"
    proposal = proposal_of(written(tmp_path, rows))
    text = vars_text(proposal, {"custom_source": "x.csv"})

    assert [fault.code for fault in proposal.questions] == ["date-ambiguous"]
    assert "custom_date_format" not in yaml.safe_load(text)
    assert text.count("# custom_date_format:") == 2


def test_the_row_of_the_header_and_the_encoding_are_proposed_and_marked():
    titled = proposal_of(INPUTS / "17_excel_title_rows.xlsx")
    assert (titled.settings.custom_header_row, titled.columns) == (3, BASE)
    assert "custom_header_row" in titled.checks

    latin = proposal_of(INPUTS / "22c_latin1.csv")
    assert (latin.settings.custom_encoding is None, latin.columns) == (False, BASE)
    assert "custom_encoding" in latin.checks


def test_what_the_user_says_is_kept(tmp_path):
    path = written(tmp_path, sales("customer", "order", "date", "item", "qty", "amount"))
    own = {"order_id": ["order", "date"], "quantity": None, "x_day": "date"}
    proposal = proposal_of(path, custom_columns=own)
    columns = proposal.settings.custom_columns

    assert {name: columns[name] for name in own} == own
    assert columns["amount"] == "amount"
    assert "qty" in proposal.left_out


def test_columns_with_hostile_names_survive_in_the_vars(tmp_path):
    names = ["customer: #1", "order 'no'", 'date "x"', "item\n{{ y }}", "- qty", "[amount]"]
    proposal = proposal_of(written(tmp_path, sales(*names)))
    columns = yaml.safe_load(vars_text(proposal, {"custom_source": "a: b.csv"}))["custom_columns"]

    assert columns == proposal.settings.custom_columns


def test_the_vars_that_are_written_read_the_file(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT / "data")
    out = tmp_path / "vars.yml"

    assert main(["sample/orders.csv", "--project", str(ROOT), "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "K154" in shown
    *lines, command = shown.splitlines()
    assert str(out) in command
    assert max(len(line) for line in lines if str(out) not in line) <= 100
    settings = Settings.from_vars(
        yaml.safe_load(out.read_text("utf-8")) | {"project_dir": str(ROOT)}
    )
    assert settings.custom_source == "data/sample/orders.csv"
    connection = duckdb.connect()
    tables, faults = open_tables(settings, connection)
    reading = read_tables(settings, tables, connection)
    assert (faults, list(reading.faults)) == ([], [])
    assert connection.execute(f"select count(*) from ({reading.select}) as l").fetchone() == (452,)


def test_the_vars_go_to_the_output_and_the_report_beside_it(capsys):
    assert main([str(INPUTS / "01_refund_with_order_id.csv"), "--project", str(ROOT)]) == 0
    captured = capsys.readouterr()

    assert yaml.safe_load(captured.out)["custom_columns"] == BASE
    assert "The first lines" in captured.err


def test_exit_codes(tmp_path, capsys, monkeypatch):
    assert main([str(tmp_path / "none.csv")]) == 1
    assert main([str(INPUTS / "57_points_between_thousands.csv")]) == 1
    assert "number-ambiguous" in capsys.readouterr().err
    answered = ["--vars", "{custom_decimal_separator: ','}"]
    assert main([str(INPUTS / "57_points_between_thousands.csv"), *answered]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["custom_decimal_separator"] == ","
    taken = tmp_path / "vars.yml"
    taken.write_text("mine")
    for arguments in ([], ["x.csv", "--out", str(taken)], ["x.csv", "--vars", "["]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    assert taken.read_text() == "mine"
    # What the environment holds may be secret.
    monkeypatch.setenv("ORDERS", str(INPUTS / "01_refund_with_order_id.csv"))
    capsys.readouterr()
    assert main(["env:ORDERS"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["custom_source"] == "env:ORDERS"
    assert main(["https://example.org/orders.csv?sig=geheim"]) == 1
    assert "geheim" not in "".join(capsys.readouterr())


def test_a_relation_is_mapped():
    connection = duckdb.connect()
    file = INPUTS / "01_refund_with_order_id.csv"
    connection.execute(f"create schema till; create table till.sales as from '{file}'")

    assert propose(Settings(custom_source="till.sales"), connection).columns == BASE


def test_words_are_plain_and_unique_within_a_name():
    for words in COLUMN_NAMES.values():
        assert [plain_name(word) for word in words] == list(words)
        assert len(set(words)) == len(words)
