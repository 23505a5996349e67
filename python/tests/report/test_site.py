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
        "description": "One row per {order} with `revenue`.",
        "columns": {"x": {"name": "x", "data_type": None, "description": "a < b"}},
        "depends_on": {"nodes": ["model.clientele.int_orders"]},
    }
    test = {"resource_type": "test", "attached_node": "model.clientele.orders"}
    other = {"resource_type": "model", "path": "staging/stg.sql", "name": "stg"}
    nodes = {"model.clientele.orders": node, "test.a": test, "model.clientele.stg": other}
    file.write_text(json.dumps({"nodes": nodes}))
    return file


@pytest.fixture(autouse=True)
def queries_that_give_rows(monkeypatch):
    """Marts are built elsewhere; here each query stands for itself."""
    names = [path.stem for path in (REPORTS / "queries").glob("*.sql")]
    monkeypatch.setattr(
        site, "_relations", lambda edition, _: {name: f"{edition.source}.{name}" for name in names}
    )


def warehouse(file, language="en", currency="EUR"):
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            f"create table settings as select '{language}' as language, '{currency}' as currency"
        )
    return file


def test_the_delimiters_leave_code_of_a_page_alone():
    text = "{#if a}[# a remark #]{a['b']}${c}[[ word ]]{/if}[% if true %]!\n[% endif %]"
    assert environment(REPORTS).from_string(text).render(word="x") == "{#if a}{a['b']}${c}x{/if}!\n"


def test_the_dictionary_is_that_of_the_marts(manifest):
    (table,) = tables(manifest)
    assert (table.name, table.folder, table.reads, table.tests) == (
        "orders",
        "core",
        ["int_orders"],
        1,
    )
    assert table.description == "One row per &#123;order&#125; with <code>revenue</code>."
    assert table.columns[0].description == "a &lt; b"


def test_a_site_is_in_the_language_and_currency_of_its_marts(tmp_path, manifest):
    edition = Edition(warehouse(tmp_path / "a.duckdb", "fr", "GBP"))
    write_site(REPORTS, [edition], manifest, tmp_path / "site")
    page = (tmp_path / "site/pages/index.md").read_text()
    assert "Synthèse" in page and '" £"' in page and "from clientele.kpis" in page
    layout = (tmp_path / "site/pages/+layout.svelte").read_text()
    assert '"language": "fr"' in layout and "<Site" in layout and "<Frame" in layout


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
