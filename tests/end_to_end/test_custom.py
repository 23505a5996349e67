"""The dataset `custom`: what the user's lines become, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from .custom_shop import MAPPING, Shop, as_csv, copy_of_adapter


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_adapter(tmp_path_factory.mktemp("project"))


@pytest.fixture
def shop(tmp_path: Path, project: Path) -> Shop:
    return Shop(tmp_path, project)


def test_lines_become_order_lines_and_customers(shop: Shop) -> None:
    build = shop.build(shop.write("lines.csv", as_csv()))
    assert build.code == 0, build.end()
    morning = datetime(2024, 1, 5)
    assert shop.query(
        "select order_id, customer_id, ordered_at, quantity, amount"
        " from main_internal.input__order_lines where customer_id is not null order by all"
    ) == [
        ("K1-20240105", "K1", morning, 1, Decimal("1234.5")),
        ("K1-20240105", "K1", morning, 2, Decimal("7")),
        ("K1-20240601", "K1", datetime(2024, 6, 1), 3, Decimal("9.75")),
        ("K2-20240229", "K2", datetime(2024, 2, 29), -1, Decimal("-3.5")),
        ("K3-undated", "K3", None, 1, None),
    ]
    assert shop.query(
        "select count(distinct product_id), count(*) filter (order_id like 'guest-%')"
        " from main_internal.input__order_lines"
    ) == [(2, 1)]
    assert shop.query(
        "select customer_id, x_points from main_internal.input__customers order by 1"
    ) == [("K1", "12"), ("K2", "7"), ("K3", None)]


def test_files_of_a_glob_may_differ_in_the_order_of_their_columns(shop: Shop) -> None:
    shop.write(
        "months/january.csv", "who,when,total,pieces,status,what\nK1,2024-01-05,10,3,no,Mug\n"
    )
    shop.write(
        "months/february.csv", 'what;who;when;total;pieces;status\n"a;b";K1;2024-02-05;8;2;Y\n'
    )
    build = shop.build(
        shop.folder / "months/*.csv",
        {
            "customer_id": "WHO",
            "ordered_at": "when",
            "amount": "total",
            "quantity": "pieces",
            "is_cancelled": "status",
            "product_name": "what",
            "category": None,
        },
    )
    assert build.code == 0, build.end()
    assert shop.query(
        "select product_name, quantity, amount, is_cancelled"
        " from main_internal.input__order_lines order by ordered_at"
    ) == [("Mug", 3, Decimal(10), False), ("a;b", 2, Decimal(8), True)]


def test_an_amount_without_a_quantity_is_the_money_of_the_line(shop: Shop) -> None:
    build = shop.build(
        shop.write(
            "amounts.csv", 'id,who,when,total\n1,K1,2024-01-05 10:30,"1,234.50"\n2,,2024-01-06,5\n'
        ),
        {"order_line_id": "id", "customer_id": "who", "ordered_at": "when", "amount": "total"},
    )
    assert build.code == 0, build.end()
    assert shop.query(
        "select order_line_id, order_id, ordered_at, amount"
        " from main_internal.input__order_lines order by 1"
    ) == [
        ("1", "K1-20240105", datetime(2024, 1, 5, 10, 30), Decimal("1234.5")),
        ("2", "guest-2", datetime(2024, 1, 6), Decimal(5)),
    ]


def test_the_amount_wins_over_the_price_and_the_difference_is_a_finding(shop: Shop) -> None:
    build = shop.build(
        shop.write("both.csv", "who,when,pieces,price,total\nK1,2024-01-05,2,10.00,16.00\n"),
        {
            "customer_id": "who",
            "ordered_at": "when",
            "quantity": "pieces",
            "unit_price": "price",
            "amount": "total",
        },
    )
    assert build.code == 0, build.end()
    assert shop.query("select amount from main_internal.input__order_lines") == [(Decimal(16),)]
    assert shop.query(
        "select found, received, revenue from main_internal.stg_custom__findings"
        " where check_name = 'amount_is_not_price_times_quantity'"
    ) == [(1, 1, Decimal(-4))]


def test_a_refusal_names_all_that_is_wrong_and_the_earlier_build_stays(shop: Shop) -> None:
    assert shop.build(shop.write("lines.csv", as_csv())).code == 0
    before = shop.relations(), shop.inputs()
    worse = shop.write(
        "worse.csv", "Client;Day;Item;Qty;Price;Points\nK1;31/02/2024;Mug;one;3,50;1\n"
    )
    build = shop.build(worse, MAPPING | {"channel": "Pionts"})
    assert build.code != 0
    assert "column-missing" in build.codes()
    assert "Traceback" not in build.output
    assert (shop.relations(), shop.inputs()) == before


def test_no_lines_of_a_refused_first_build_are_kept(shop: Shop) -> None:
    build = shop.build(shop.folder / "nowhere.csv")
    assert build.codes() == ["file-missing"]
    assert shop.relations() == []


HOSTILE = "x'); drop table kept; --"
INJECTIONS = {
    "a key of custom_columns": {"columns": MAPPING | {'x_a" as x, (drop table kept) --': "Item"}},
    "a column of custom_columns": {"columns": MAPPING | {"channel": '" ; drop table kept; --'}},
    "a date format": {"custom_date_format": f"%Y-%m-%d{HOSTILE}"},
    "a decimal separator": {"custom_decimal_separator": HOSTILE},
    "a missing word": {"custom_missing_words": [HOSTILE, '"; drop table kept; --']},
    "an encoding": {"custom_encoding": HOSTILE},
    "a header row": {"custom_header_row": "1; drop table kept"},
    "a time zone": {"time_zone": HOSTILE},
    "a currency": {"currency": HOSTILE},
    "a relation": {"source": 'kept"; drop table kept; --'},
    "a relation in a string": {"source": "kept'; drop table kept; --"},
    "Jinja": {"source": "{{ run_query('drop table kept') }}.csv"},
    "a data folder": {"data_dir": HOSTILE},
}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Shop:
    """Make a warehouse with a table that nobody may drop."""
    shop = Shop(tmp_path_factory.mktemp("guarded"), project)
    shop.database.parent.mkdir(parents=True)
    with duckdb.connect(str(shop.database)) as connection:
        connection.execute("create table kept as select 1 as one")
    shop.write("lines.csv", as_csv())
    return shop


@pytest.mark.parametrize("place", INJECTIONS)
def test_no_var_runs_as_sql(guarded: Shop, place: str) -> None:
    given = {"source": guarded.folder / "lines.csv"} | INJECTIONS[place]
    build = guarded.build(**given)
    assert guarded.query("select one from kept") == [(1,)]
    assert "Traceback" not in build.output
    # Whatever is refused is refused with a code.
    assert build.code == 0 or build.codes(), build.end()


def test_no_name_of_a_file_or_a_column_and_no_cell_runs_as_sql(guarded: Shop) -> None:
    file = guarded.write(
        "o'hara's \"best\"; drop table kept; --.csv",
        'who\'); drop table kept; --,when,"total""; drop table kept; --"\n'
        '"K1\'); drop table kept; --",2024-01-05,5\n',
    )
    build = guarded.build(
        file,
        {
            "customer_id": "who'); drop table kept; --",
            "ordered_at": "when",
            "amount": 'total"; drop table kept; --',
        },
    )
    assert build.code == 0, build.end()
    assert guarded.query("select one from kept") == [(1,)]
    assert guarded.query("select customer_id, amount from main_internal.input__order_lines") == [
        ("K1'); drop table kept; --", Decimal(5))
    ]
