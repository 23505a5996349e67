"""What is written for the site, and what the command line says when it cannot be."""

import json
from pathlib import Path

import duckdb
import pytest

from clientele.report import site
from clientele.report.__main__ import main
from clientele.report.dictionary import tables
from clientele.report.site import Edition, environment, write_site

REPORTS = Path(__file__).resolve().parents[3] / "reports"


@pytest.fixture
def manifest(tmp_path):
    file = tmp_path / "manifest.json"
    node = {
        "resource_type": "model",
        "name": "orders",
        "path": "marts/core/orders.sql",
        "package_name": "clientele",
        "description": "One row per {order} with `revenue`.",
        "columns": {"x": {"name": "x", "data_type": None, "description": "a < b"}},
        "depends_on": {"nodes": ["model.clientele.int_orders"]},
    }
    test = {"resource_type": "test", "attached_node": "model.clientele.orders"}
    checks = {"key": ["id"], "required": ["a", "b"], "ranges": {"a": [0, 1]}, "grains": [["a"]]}
    rows = test | {"test_metadata": {"name": "valid_rows", "kwargs": checks}}
    other = node | {"path": "staging/stg.sql", "name": "stg"}
    foreign = node | {"package_name": "tea_house", "name": "teas"}
    nodes = {
        "model.clientele.orders": node,
        "test.a": test,
        "test.b": rows,
        "stg": other,
        "teas": foreign,
    }
    file.write_text(json.dumps({"nodes": nodes}))
    return file


@pytest.fixture(autouse=True)
def queries_that_give_rows(monkeypatch):
    """Marts are built elsewhere; here each query stands for itself."""
    names = [path.stem for path in (REPORTS / "queries").glob("*.sql")]
    monkeypatch.setattr(
        site, "_relations", lambda edition, _: {name: f"{edition.source}.{name}" for name in names}
    )
    monkeypatch.setattr(site, "_rows", lambda _database, query: (["query"], [(query.stem,)]))


def warehouse(file, language="en", currency="EUR", shop="Ada", accent="#0b5a7d"):
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            f"create table settings as select '{language}' as language, '{currency}' as currency,"
            f" '{shop}' as shop_name, '{accent}' as accent_colour"
        )
    return file


def test_the_delimiters_leave_code_of_a_page_alone():
    text = "{#if a}[# a remark #]{a['b']}${c}[[ word ]]{/if}[% if true %]!\n[% endif %]"
    assert environment(REPORTS).from_string(text).render(word="x") == "{#if a}{a['b']}${c}x{/if}!\n"


def test_the_dictionary_is_that_of_the_marts(manifest):
    (table,) = tables(manifest)
    assert (table.name, table.folder, table.reads, table.checks) == (
        "orders",
        "core",
        ["int_orders"],
        5,
    )
    assert table.description == "One row per &#123;order&#125; with <code>revenue</code>."
    assert table.columns[0].description == "a &lt; b"


def test_a_site_is_in_the_language_and_currency_of_its_marts(tmp_path, manifest):
    edition = Edition(warehouse(tmp_path / "a.duckdb", "fr", "GBP"))
    write_site(REPORTS, [edition], manifest, tmp_path / "site")
    page = (tmp_path / "site/pages/index.md").read_text()
    assert "Synthèse" in page and "from clientele.kpis" in page
    layout = (tmp_path / "site/pages/+layout.svelte").read_text()
    assert '"language": "fr"' in layout and '\\u00a3"' in layout
    assert "<Site" in layout and "<Frame" in layout


def test_two_editions_stand_side_by_side(tmp_path, manifest):
    editions = [
        Edition(warehouse(tmp_path / "a.duckdb"), "shop-en"),
        Edition(warehouse(tmp_path / "b.duckdb", "fr"), "shop-fr"),
    ]
    write_site(REPORTS, editions, manifest, tmp_path / "site")
    assert "from shop_fr.kpis" in (tmp_path / "site/pages/shop-fr/index.md").read_text()
    assert 'href="/shop-en/actions"' in (tmp_path / "site/pages/shop-en/index.md").read_text()
    assert "<Site" not in (tmp_path / "site/pages/shop-en/+layout.svelte").read_text()
    assert (tmp_path / "site/shop_en.duckdb").exists()


def test_a_second_run_leaves_no_page_of_the_first(tmp_path, manifest):
    edition = Edition(warehouse(tmp_path / "a.duckdb"))
    write_site(REPORTS, [edition], manifest, tmp_path / "site")
    (tmp_path / "site/pages/old.md").write_text("old")
    write_site(REPORTS, [edition], manifest, tmp_path / "site")
    assert not (tmp_path / "site/pages/old.md").exists()


@pytest.mark.parametrize("command", ["site", "static"])
def test_a_warehouse_that_is_not_there_is_one_sentence(tmp_path, capsys, manifest, command):
    arguments = [command, "--database", str(tmp_path / "no.duckdb"), "--into", str(tmp_path / "x")]
    if command == "site":
        arguments += ["--manifest", str(manifest)]
    assert main([*arguments, "--reports", str(REPORTS)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "no.duckdb does not exist: build it with script/build" in said


def test_a_database_without_the_marts_is_one_sentence(tmp_path, capsys):
    duckdb.connect(str(tmp_path / "old.duckdb")).close()
    arguments = ["--database", str(tmp_path / "old.duckdb"), "--into", str(tmp_path / "x.html")]
    assert main(["static", *arguments, "--reports", str(REPORTS)]) == 1
    assert "holds no table `settings`" in capsys.readouterr().err


def test_a_query_without_rows_is_read_as_an_empty_relation(tmp_path, monkeypatch):
    monkeypatch.undo()
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries/some.sql").write_text("select 1 as n")
    (tmp_path / "queries/none.sql").write_text("select 1 as n, 'a' as t where false")
    edition = Edition(warehouse(tmp_path / "a.duckdb"))
    relations = site._relations(edition, tmp_path / "queries")
    assert relations["some"] == "clientele.some"
    rows = duckdb.sql(f"select n, t from {relations['none']} where n = 1 and t = 'a'")
    assert rows.fetchall() == [] and [str(kind) for kind in rows.types] == ["DOUBLE", "VARCHAR"]


def test_a_shop_without_segments_has_no_page_for_each(tmp_path, monkeypatch, manifest):
    known = site._relations(Edition(tmp_path), tmp_path)
    without = known | {"segments": "(select 1 where false)"}
    monkeypatch.setattr(site, "_relations", lambda edition, _: without)
    edition = Edition(warehouse(tmp_path / "a.duckdb"))
    pages = write_site(REPORTS, [edition], manifest, tmp_path / "site")
    assert tmp_path / "site/pages/segments/index.md" in pages
    assert not any(page.name.startswith("[") for page in pages)


def test_pages_have_the_name_and_the_colour_of_the_shop(tmp_path, manifest):
    shop = warehouse(tmp_path / "a.duckdb", "fr", shop="Chez <Ada> & fils", accent="#1c6b3c")
    folder = tmp_path / "site"
    pages = write_site(REPORTS, [Edition(shop)], manifest, folder)
    for page in (path for path in pages if path.suffix == ".md"):
        first = page.read_text("utf-8").split("\n")[1]
        assert json.loads(first.removeprefix("title: ")).endswith(" · Chez <Ada> & fils"), page
    copied = [path for path in (folder / "components").iterdir()] + [
        folder / "evidence.config.yaml"
    ]
    assert not [path for path in copied if site.ACCENT in path.read_text("utf-8")]
    missing = (folder / "static/404.html").read_text("utf-8")
    assert '<html lang="fr">' in missing and "#1c6b3c" in missing
    assert "Chez &lt;Ada&gt; &amp; fils" in missing


def test_what_a_page_loads_later_is_a_file_of_its_edition(tmp_path, manifest):
    editions = [
        Edition(warehouse(tmp_path / "a.duckdb")),
        Edition(warehouse(tmp_path / "b.duckdb"), "demo-fr"),
    ]
    write_site(REPORTS, editions, manifest, tmp_path / "site")
    for place in ("later", "later/demo-fr"):
        file = tmp_path / "site/static" / place / "clientele.rfm_space.json"
        assert json.loads(file.read_text()) == {"columns": ["query"], "rows": [["rfm_space"]]}


def test_the_tables_of_any_schema_are_copied_under_their_names(tmp_path, monkeypatch, manifest):
    shop = tmp_path / "house.duckdb"
    with duckdb.connect(str(shop)) as connection:
        connection.execute('create schema "the crm"')
        # The owner's own table has the name of a mart.
        connection.execute("create table segments as select 'not ours' as segment_id")
        connection.execute('create view "the crm".segments as select 1 as segment_id')
        connection.execute('create table "the crm".secrets as select 1 as card')
        connection.execute(
            'create table "the crm".settings as'
            " select 'fr' as language, 'EUR' as currency, 'Ada' as shop_name,"
            " '#0b5a7d' as accent_colour"
        )
    arguments = ["--database", str(shop), "--schema", "the crm", "--reports", str(REPORTS)]
    into = ["--manifest", str(manifest), "--into", str(tmp_path / "site")]
    assert main(["site", *arguments, *into]) == 0
    with duckdb.connect(str(tmp_path / "site/clientele.duckdb"), read_only=True) as connection:
        assert connection.execute("from segments").fetchall() == [(1,)]
        names = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
    assert names == [("segments",), ("settings",)]


@pytest.mark.parametrize("schema", ["main", "nowhere"])
def test_a_wrong_schema_is_one_sentence_that_names_the_right_one(tmp_path, capsys, schema):
    with duckdb.connect(str(tmp_path / "house.duckdb")) as connection:
        connection.execute("create schema crm")
        connection.execute("create table crm.settings as select 'en' as language")
    arguments = ["--database", str(tmp_path / "house.duckdb"), "--into", str(tmp_path / "x.html")]
    assert main(["static", *arguments, "--schema", schema, "--reports", str(REPORTS)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.endswith(", choose --schema crm.\n")
