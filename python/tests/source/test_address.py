"""Addresses: the same files over a network, and no secret in a sentence or a definition."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import duckdb
import openpyxl
import pytest
from end_to_end.loopback import serve
from opened import Opened, opened

from clientele.source.opening import open_tables
from clientele.source.settings import Settings

CSV = "Order,Who\nA,B\n"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("web")
    (folder / "private").mkdir()
    (folder / "private/orders.csv").write_text(CSV)
    (folder / "orders.csv").write_text(CSV)
    (folder / "utf16.csv").write_bytes(CSV.encode("utf-16"))
    (folder / "orders.csv.gz").write_bytes(gzip.compress(CSV.encode()))
    (folder / "empty.csv").touch()
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select 'A' as \"Order\", 'B' as \"Who\") to '{folder}/orders.parquet'"
        )
    whole = (folder / "orders.parquet").read_bytes()
    (folder / "damaged.parquet").write_bytes(whole[:4] + bytes(60) + b"\0\0\0\0PAR1")
    workbook = openpyxl.Workbook()
    workbook.active.title = "Sales"
    workbook.active.append(["Order", "Who"])
    workbook.active.append(["A", "B"])
    workbook.save(folder / "orders.xlsx")
    for part in ("2024/1", "2024/2", "2025/1"):
        (folder / "bucket" / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"bucket/{part}.csv").write_text(CSV.replace("A", part))
        (folder / f"bucket/{part}.parquet").write_bytes(whole)
    with serve(folder) as host:
        yield f"http://{host}"


@pytest.mark.parametrize(
    ("name", "is_private"),
    [
        ("orders.csv", True),
        ("orders.csv.gz", True),
        ("utf16.csv", True),
        ("orders.parquet", False),
        ("orders.xlsx", True),
        ("orders.xlsx#Sales", True),
    ],
)
def test_a_file_on_the_web_is_read(tmp_path, web, name, is_private):
    source = opened(tmp_path, f"{web}/{name}")
    assert source.codes == []
    assert source.rows("file") == [("A", "B", name.partition("#")[0])]
    assert source.tables[0].is_private is is_private


@pytest.mark.parametrize("name", ["orders.csv", "orders.csv.gz", "orders.parquet", "orders.xlsx"])
def test_a_signature_is_in_no_label_and_no_definition(tmp_path, web, name):
    source = opened(tmp_path, f"{web}/{name}?signature=hunter2")
    assert source.rows("file") == [("A", "B", name)]
    assert "hunter2" not in repr(source.tables)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nowhere.csv", "address-refused"),
        ("nowhere.parquet", "address-refused"),
        ("nowhere.xlsx", "address-refused"),
        ("private/orders.csv", "address-forbidden"),
        ("*.csv", "address-glob"),
        ("empty.csv", "file-empty"),
        ("damaged.parquet", "file-damaged"),
        ("orders.xlsx#Other", "sheet-missing"),
    ],
)
def test_what_is_wrong_with_an_address_is_a_fault(tmp_path, web, name, code):
    path, mark, sheet = name.partition("#")
    source = opened(tmp_path, f"{web}/{path}?token=hunter2{mark}{sheet}")
    assert source.codes == [code]
    assert "hunter2" not in source.sentences[0]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_a_server_that_does_not_answer_is_a_fault(tmp_path, suffix):
    source = opened(tmp_path, f"http://me:hunter2@127.0.0.1:1/orders.{suffix}")
    assert source.codes == ["address-unreachable"]
    assert "hunter2" not in source.sentences[0]


@pytest.fixture
def bucket(web: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("load httpfs")
    host = web.removeprefix("http://")
    connection.execute(
        "create secret (type s3, key_id 'reader', secret 'hunter2',"
        f" endpoint '{host}', use_ssl false, url_style 'path')"
    )
    return connection


def reads(bucket: duckdb.DuckDBPyConnection, source: str) -> Opened:
    tables, faults = open_tables(Settings(custom_source=source), bucket)
    return Opened(tables, [fault.code for fault in faults], [f.sentence() for f in faults], bucket)


def test_a_glob_of_a_bucket_is_read(bucket):
    source = reads(bucket, "s3://bucket/20*/*.csv")
    assert sorted(source.rows("file", "line")) == [
        (part, "B", f"{part}.csv", 2) for part in ("2024/1", "2024/2", "2025/1")
    ]
    source = reads(bucket, "s3://bucket/2024/*.parquet")
    assert sorted(source.rows("file")) == [("A", "B", "1.parquet"), ("A", "B", "2.parquet")]
    assert reads(bucket, "s3://bucket/2026/*.csv").codes == ["address-missing"]


def test_the_log_of_requests_is_left_empty(bucket, web):
    reads(bucket, f"{web}/orders.csv?signature=hunter2")
    assert bucket.execute("select count(*) from duckdb_logs").fetchone() == (0,)
