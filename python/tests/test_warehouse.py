"""The connection for analysts: read-only, to a target or a file, and errors of one sentence."""

import subprocess
import sys

import duckdb
import pytest

import clientele


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELE_WAREHOUSE", str(tmp_path))
    with duckdb.connect(str(tmp_path / "shop.duckdb")) as connection:
        connection.execute("create table segments as select 'champions' as segment_id, 3 as n")
    return tmp_path


@pytest.mark.parametrize("way", [lambda _: "shop", lambda f: f / "shop.duckdb", None])
def test_a_target_and_a_file_are_opened_for_reading(folder, way):
    database = way(folder) if way else str(folder / "shop.duckdb")
    with clientele.connect(database) as connection:
        found = connection.sql("select * from segments").df()
        assert found.to_dict("records") == [{"segment_id": "champions", "n": 3}]
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute("drop table segments")


def test_the_folder_is_warehouse_where_nothing_names_another(folder, monkeypatch):
    (folder / "warehouse").mkdir()
    (folder / "shop.duckdb").rename(folder / "warehouse" / "shop.duckdb")
    monkeypatch.delenv("CLIENTELE_WAREHOUSE")
    monkeypatch.chdir(folder)
    with clientele.connect("shop") as connection:
        assert connection.sql("select n from segments").fetchall() == [(3,)]


def one_sentence(database):
    with pytest.raises(clientele.WarehouseError) as refused:
        clientele.connect(database)
    said = str(refused.value)
    assert "\n" not in said
    assert "script/build" in said
    assert said.endswith(".")


def test_what_cannot_be_opened_is_one_sentence(folder):
    (folder / "text.duckdb").write_text("not a database" * 1000)
    one_sentence("other")
    one_sentence(folder / "other.duckdb")
    one_sentence("text")


def test_a_database_that_a_build_writes_is_one_sentence(folder):
    write = f"""
import duckdb, sys
connection = duckdb.connect({str(folder / "shop.duckdb")!r})
print("open", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", write], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as build:
        build.stdout.readline()
        one_sentence("shop")
        build.stdin.close()


def test_the_import_is_light():
    slow = "import sys, clientele, clientele.clustering, clientele.baskets; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", slow], capture_output=True, text=True, check=True)
    assert not {"sklearn", "scipy", "pandas", "mlxtend", "matplotlib"} & set(run.stdout.split())
