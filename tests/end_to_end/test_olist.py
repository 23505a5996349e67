"""Olist: built once from the published data, and every question about it asked of that build."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from support import Build, compiled_analyses, dbt, real_data

from .conftest import build_olist
from .parity import assert_parity

GOLDEN = [
    "olist_raw",
    "olist_accepted",
    "olist_clusters",
    "olist_cluster_drift",
    "olist_payments_reconcile",
    "production_is_not_beaten",
]


@pytest.fixture(scope="module")
def published() -> Path:
    """Return the folder of real data; without Olist in it, say what is not checked."""
    return real_data("olist/olist_orders_dataset.parquet")


@pytest.fixture(scope="module")
def olist(published: Path, shared_folder: Path) -> Build:
    build = build_olist(shared_folder, published)
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="module")
def analyses(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Compile the analyses of Olist."""
    return compiled_analyses(tmp_path_factory.mktemp("analyses"), "olist", published)


def test_figures_are_those_published_and_nothing_is_lost(olist: Build) -> None:
    results = olist.results()
    assert {name: results.get(name) for name in GOLDEN} == dict.fromkeys(GOLDEN, "pass")


def test_the_rules_of_the_adapter_are_tested(olist: Build) -> None:
    run = json.loads((olist.target / "run_results.json").read_text())["results"]
    ran = [one["status"] for one in run if one["unique_id"].startswith("unit_test.")]
    assert len(ran) >= 8
    assert set(ran) == {"pass"}


def test_columns_of_olist_alone_reach_the_customers(olist: Build) -> None:
    assert olist.query(
        "select x_payment_type, count(*) from customers group by 1 order by 2 desc"
    ) == olist.query(
        "select x_payment_type, count(*) from main_internal.stg_olist__customers"
        " where customer_id in (select customer_id from customers) group by 1 order by 2 desc"
    )
    assert olist.query(
        "select count(x_state), count(x_installments) = count(*), min(x_installments) >= 0,"
        " count(x_delivery_delay_days) from customers"
    ) == [(94_989, True, True, 93_349)]


def test_late_orders(olist: Build, analyses: dict[str, str]) -> None:
    late = olist.query(analyses["olist_late_orders"])
    assert len(late) == 322
    assert min(row[-1] for row in late) == 3


def test_top_sellers(olist: Build, analyses: dict[str, str]) -> None:
    sellers = olist.query(
        f"select price_and_freight from ({analyses['olist_top_sellers']}) as sellers order by 1"
    )
    assert len(sellers) == 19
    assert sellers[0] > (100_000,)
    assert sellers[-1] == (Decimal("247007.06"),)


def test_new_sellers(olist: Build, analyses: dict[str, str]) -> None:
    sellers = olist.query(analyses["olist_new_sellers"])
    assert len(sellers) == 81
    assert [row[-1] for row in sellers].count(True) == 2


def test_worst_zip_prefixes(olist: Build, analyses: dict[str, str]) -> None:
    prefixes = olist.query(
        f"select zip_code_prefix, score_by_item from ({analyses['olist_worst_zip_prefixes']})"
        " as prefixes where rank_by_item <= 5 order by rank_by_item"
    )
    assert [(prefix, float(score)) for prefix, score in prefixes] == [
        ("06506", 2.199),
        ("22793", 2.514),
        ("13101", 2.713),
        ("03017", 2.802),
        ("37584", 2.813),
    ]


def test_the_fan_out_is_shown_to_the_cent(olist: Build, analyses: dict[str, str]) -> None:
    assert olist.query(
        "select count(*), count(spent_after_joins), sum(spent_after_joins), sum(paid),"
        f" sum(monetary) from ({analyses['olist_customer_preparation']}) as customers"
    ) == [
        (
            *(96_096, 96_095, Decimal("17083315.30"), Decimal("16008872.12")),
            Decimal("15739137.0100"),
        )
    ]
    steps = olist.query(analyses["olist_fan_out"])
    assert [step[3] for step in steps] == [
        Decimal("16008872.12"),
        Decimal("16995784.92"),
        Decimal("17083315.30"),
        Decimal("16008872.12"),
    ]


def test_python_finds_what_sql_says(olist: Build, analyses: dict[str, str]) -> None:
    assert_parity(olist, analyses["sql_python_parity"])


def test_thresholds_can_be_explored(olist: Build, analyses: dict[str, str]) -> None:
    flagged = olist.query(
        f"select customers, revenue from ({analyses['threshold_exploration']}) as explored"
        " where threshold = 'at_risk_quantile' and is_in_use"
    )
    assert flagged == olist.query(
        "select high_value_at_risk_customers, high_value_at_risk_revenue from kpis"
    )


# --- files ----------------------------------------------------------------------------------------

TABLES = {
    "olist_orders_dataset": """
        select * from (values
            ('o1', 'a1', 'delivered', timestamp '2018-01-01 10:00:00',
                timestamp '2018-01-09 12:00:00', timestamp '2018-01-10'),
            ('o2', 'a2', 'canceled', timestamp '2018-02-01 10:00:00', null, null)
        ) as t (order_id, customer_id, order_status, order_purchase_timestamp,
            order_delivered_customer_date, order_estimated_delivery_date)""",
    "olist_customers_dataset": """
        select * from (values ('a1', 'ada', '01151', 'são paulo', 'SP'),
            ('a2', 'ada', '01151', 'são paulo', 'SP')
        ) as t (customer_id, customer_unique_id, customer_zip_code_prefix, customer_city,
            customer_state)""",
    "olist_order_items_dataset": """
        select * from (values
            ('o1', 1, 'mug', 's1', timestamp '2018-01-03 10:00:00', 58.9::double, 13.29::double),
            ('o1', 2, 'jug', 's1', timestamp '2018-01-03 10:00:00', 19.9::double, 0.0::double)
        ) as t (order_id, order_item_id, product_id, seller_id, shipping_limit_date, price,
            freight_value)""",
    "olist_order_payments_dataset": """
        select * from (values ('o1', 1, 'credit_card', 8, 90.09::double),
            ('o1', 2, 'voucher', 1, 2.0::double), ('o2', 1, 'boleto', 1, 7.5::double)
        ) as t (order_id, payment_sequential, payment_type, payment_installments,
            payment_value)""",
    "olist_order_reviews_dataset": """
        select * from (values
            ('r1', 'o1', 5, 'Bom', 'veio "rápido",' || chr(10) || 'obrigado',
                timestamp '2018-01-11', timestamp '2018-01-12 08:00:00'),
            ('r2', 'o2', 1, null, null, timestamp '2018-02-11', null)
        ) as t (review_id, order_id, review_score, review_comment_title, review_comment_message,
            review_creation_date, review_answer_timestamp)""",
    "olist_products_dataset": """
        select * from (values ('mug', 'perfumaria'), ('jug', null)
        ) as t (product_id, product_category_name)""",
    "olist_sellers_dataset": """
        select * from (values ('s1', '13023', 'campinas', 'SP')
        ) as t (seller_id, seller_zip_code_prefix, seller_city, seller_state)""",
    "product_category_name_translation": """
        select * from (values ('perfumaria', 'perfumery')
        ) as t (product_category_name, product_category_name_english)""",
}
INPUTS = [
    *("input__order_lines", "input__customers", "input__reviews"),
    "stg_olist__sellers",
]


def write(folder: Path, ending: str, options: str) -> None:
    """Write the tables as files of one format."""
    folder.mkdir(parents=True)
    for name, sql in TABLES.items():
        duckdb.execute(f"copy ({sql}) to '{folder / name}.{ending}' ({options})")


def test_each_format_and_folder_gives_the_same_input(tmp_path: Path) -> None:
    # As published: CSV with quoted cells, some of them of several lines.
    write(tmp_path / "csv", "csv", "format csv, header, force_quote *")
    write(tmp_path / "parquet/olist", "parquet", "format parquet")
    found = {}
    for name in ("csv", "parquet"):
        build = dbt(
            tmp_path / name / "warehouse",
            *("run", "--select", *(f"+{model}" for model in INPUTS)),
            dataset="olist",
            data_dir=tmp_path / name,
        )
        assert build.code == 0, build.end()
        found[name] = {
            model: build.query(f"select * from main_internal.{model} order by all")
            for model in INPUTS
        }
    assert found["csv"] == found["parquet"]
    lines = [(row[0], row[10], row[15]) for row in found["csv"]["input__order_lines"]]
    assert lines == [
        ("o1-1", Decimal("72.1900"), False),
        ("o1-2", Decimal("19.9000"), False),
        ("o2-0", Decimal("7.5000"), True),
    ]
    assert found["csv"]["stg_olist__sellers"][0][1] == "13023"
    assert "01151" in found["csv"]["input__customers"][0]


def test_missing_files_and_columns_are_named_at_once(tmp_path: Path) -> None:
    write(tmp_path / "data", "csv", "format csv, header")
    (tmp_path / "data/olist_sellers_dataset.csv").unlink()
    (tmp_path / "data/olist_products_dataset.csv").unlink()
    build = dbt(tmp_path / "w", "build", dataset="olist", data_dir=tmp_path / "data")
    assert build.code != 0
    assert build.codes() == ["dataset-files-missing"]
    assert '"olist_products_dataset" and "olist_sellers_dataset"' in build.output
    assert build.query("select count(*) from duckdb_tables()") == [(0,)]

    (tmp_path / "data/olist_sellers_dataset.csv").write_text("seller_id,seller_city\ns1,x\n")
    (tmp_path / "data/olist_products_dataset.csv").write_text("product_id\nmug\n")
    build = dbt(tmp_path / "w", "build", dataset="olist", data_dir=tmp_path / "data")
    assert build.code != 0
    assert build.codes() == ["dataset-columns-missing"] * 2
    assert build.query("select count(*) from duckdb_tables()") == [(0,)]
