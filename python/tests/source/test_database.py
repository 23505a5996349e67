"""Databases: relations, SQLite files and PostgreSQL, and what is shown of their settings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from end_to_end.loopback import postgres
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import Opened, opened

from clientele.source.opening import open_tables
from clientele.source.settings import Settings


def reads(connection: duckdb.DuckDBPyConnection, source: str) -> Opened:
    tables, faults = open_tables(Settings(custom_source=source), connection)
    return Opened(
        tables, [fault.code for fault in faults], [f.sentence() for f in faults], connection
    )


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6),
            st.none() | st.integers(-(2**60), 2**60),
            st.none() | st.decimals(0, 10**6, places=2).map(float),
        )
    )
)
@settings(deadline=None, max_examples=20)
def test_what_is_written_to_sqlite_is_read_as_text(rows):
    with TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "shop.db")
        database.execute('create table "it\'s ""sales""" (id text, "n" integer, price real)')
        database.executemany('insert into "it\'s ""sales""" values (?, ?, ?)', rows)
        database.commit()
        database.close()
        source = opened(Path(folder), 'sqlite:shop.db#"it\'s ""sales"""')
        assert source.codes == []
        assert source.rows() == [
            (
                text,
                None if whole is None else str(whole),
                None if price is None else f"{price:.2f}".rstrip("0").rstrip("."),
            )
            for text, whole, price in rows
        ]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    database = sqlite3.connect(tmp_path / "shop.sqlite")
    database.execute("create table Sales (id, Price real)")
    database.execute("insert into Sales values ('A7', 17800), ('x.0', 0.5)")
    database.execute("create view sold as select * from Sales")
    database.execute("create table sqlitelike (id)")
    database.commit()
    database.close()
    return tmp_path


@pytest.mark.parametrize("table", ["sales", "SALES", "Sold", '"Sold"'])
def test_a_table_or_view_of_sqlite_is_read(shop, table):
    source = opened(shop, f"sqlite:shop.sqlite#{table}")
    assert source.rows() == [("A7", "17800"), ("x.0", "0.5")]


def test_what_is_wrong_with_a_sqlite_source_is_a_fault(shop):
    (shop / "text.csv").write_text("a,b\n")
    (shop / "cut.sqlite").write_bytes((shop / "shop.sqlite").read_bytes()[:50])
    for source, code in {
        "sqlite:shop.sqlite": "table-unnamed",
        "sqlite:shop.sqlite#sale": "table-missing",
        "sqlite:shop.sqlite#main.sales": "table-missing",
        "sqlite:nowhere.sqlite#sales": "file-missing",
        "sqlite:text.csv#sales": "file-of-other-kind",
        "sqlite:cut.sqlite#sales": "sqlite-wrong",
        "sqlite:*.*#sales": "files-many",
        "sqlite:#sales": "file-not-regular",
    }.items():
        assert opened(shop, source).codes == [code], source
    (sentence,) = opened(shop, "sqlite:shop.sqlite#sale").sentences
    assert '"Sales"' in sentence


def test_relations_are_found_as_duckdb_finds_them(tmp_path):
    with duckdb.connect() as connection:
        connection.execute("create schema raw; create table raw.Orders as select 1 as a")
        connection.execute('create view "odd "".name" as select 2 as a')
        connection.execute(f"attach '{tmp_path}/till.duckdb' as till")
        connection.execute("create table till.sales as select 3 as a")
        for source, number in {
            "raw.orders": 1,
            "RAW.Orders": 1,
            "memory.raw.orders": 1,
            '"odd "".name"': 2,
            "till.sales": 3,
            "till.main.sales": 3,
        }.items():
            assert reads(connection, source).rows() == [(number,)], source
        source = reads(connection, "raw.order")
        assert source.codes == ["relation-missing"]
        assert '"raw.Orders"' in source.sentences[0]
        for evil in ("orders; drop table raw.orders", 'a" union select 1 --', "a.b.c.d", "..."):
            assert reads(connection, evil).codes == ["relation-missing"], evil
        assert reads(connection, "raw.orders").rows() == [(1,)]


SECRETS = [
    "postgres:host=db password=hunter2#sales",
    "postgres:host=db PassWord = 'hunter2'#sales",
    "postgres:host=db sslpassword=hunter2#sales",
    "postgres://reader:hunter2@host/shop#sales",
    "postgres://host/shop?%70assword=hunter2#sales",
]


@pytest.mark.parametrize("source", SECRETS)
def test_a_password_is_refused_and_not_shown(tmp_path, source):
    refused = opened(tmp_path, source)
    assert refused.codes == ["password-shown"]
    assert "hunter2" not in refused.sentences[0]


@pytest.mark.parametrize(
    ("settings", "shown", "hidden"),
    [
        ("host=127.0.0.1 port=1 sslkey=/etc/keys/me", "host=127.0.0.1 port=1", "/etc/keys"),
        ("//me@127.0.0.1:1/shop?sslkey=/etc/keys/me", "postgresql://127.0.0.1:1/shop", "/etc/keys"),
    ],
)
def test_a_server_that_does_not_answer_is_a_fault(tmp_path, settings, shown, hidden):
    refused = opened(tmp_path, f"postgres:{settings}#sales")
    assert refused.codes == ["postgres-unreachable"]
    assert shown in refused.sentences[0]
    assert hidden not in refused.sentences[0]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as settings:
        with duckdb.connect() as connection:
            connection.execute("load postgres_scanner")
            connection.execute(f"attach '{settings}' as shop (type postgres)")
            connection.execute("create schema shop.raw")
            connection.execute("create table shop.sales as select 'A' as id, 1.5 as price")
            connection.execute('create table shop.raw."Odd \'name" as select 2 as a')
        yield settings


def test_postgres_is_read(tmp_path, server):
    source = opened(tmp_path, f"postgres:{server}#sales")
    assert [str(cell) for cell in source.rows()[0]] == ["A", "1.5"]
    assert opened(tmp_path, f'postgres:{server}#raw."Odd \'name"').rows() == [(2,)]
    missing = opened(tmp_path, f"postgres:{server}#Sales")
    assert missing.codes == ["table-missing"]
    assert '"public.sales"' in missing.sentences[0]
    assert opened(tmp_path, f"postgres:{server}").codes == ["table-unnamed"]


@pytest.mark.parametrize(
    "source", ["sqlite:shop.sqlite#sales", "postgres:#sales", "https://127.0.0.1/a.csv"]
)
def test_an_extension_that_cannot_be_had_is_a_fault(shop, source):
    connection = duckdb.connect(
        config={
            "extension_directory": str(shop / "nothing"),
            "custom_extension_repository": str(shop / "nowhere"),
        }
    )
    tables, (fault,) = open_tables(
        Settings(custom_source=source, project_dir=str(shop)), connection
    )
    assert tables == []
    assert fault.code == "extension-missing"
    assert "import_extension" in fault.sentence()
