"""Where `custom` reads from: addresses, buckets, sheets and databases, and how each refuses."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator
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
    Shop,
    as_csv,
    copy_of_adapter,
    fill,
)
from .loopback import postgres, serve

# As docs/map-your-data.md writes it: a database that is attached, and the secret of a bucket.
PROFILE = """
clientele:
  target: custom
  outputs:
    custom:
      type: duckdb
      path: "{{{{ env_var('CLIENTELE_WAREHOUSE') }}}}/custom.duckdb"
      threads: 4
      extensions: [httpfs, sqlite_scanner]
      attach:
        - {{path: {folder}/shop.sqlite, type: sqlite, alias: till, read_only: true}}
      secrets:
        - {{type: s3, key_id: reader, secret: "no secret", endpoint: "{host}",
           use_ssl: false, url_style: path}}
"""
# Nothing is installed, and nothing can be fetched.
BARE_PROFILE = """
clientele:
  target: custom
  outputs:
    custom:
      type: duckdb
      path: "{{{{ env_var('CLIENTELE_WAREHOUSE') }}}}/custom.duckdb"
      settings:
        extension_directory: {folder}/no extensions
        custom_extension_repository: {folder}/no repository
"""


def write_sources(folder: Path) -> None:
    """Write the same lines in every form."""
    halves = [as_csv(LINES[:3]), as_csv(LINES[3:])]
    for number, text in enumerate(halves, 1):
        (folder / f"bucket/2024/part_{number}.csv").write_text(text, "utf-8")
    (folder / "lines.csv.gz").write_bytes(gzip.compress(as_csv().encode()))
    with duckdb.connect() as connection:
        fill(connection, "lines")
        connection.execute(f"copy lines to '{folder}/lines.parquet'")
    workbook = openpyxl.Workbook()
    workbook.active.append(["Nothing", "of interest"])
    sheet = workbook.create_sheet("Sales 2024")
    sheet.append(HEADER)
    for line in LINES:
        sheet.append([float(v) if k == 4 and v is not None else v for k, v in enumerate(line)])
    workbook.save(folder / "lines.xlsx")
    with sqlite3.connect(folder / "shop.sqlite") as connection:
        connection.execute(
            "create table sales (Client text, Day date, Item text, Qty integer, Price real,"
            " Points text)"
        )
        connection.executemany(
            "insert into sales values (?, ?, ?, ?, ?, ?)",
            [
                (who, day and day.isoformat(), item, count, price and float(price), points)
                for who, day, item, count, price, points in LINES
            ],
        )
        connection.execute("create view sold as select * from sales")
        connection.execute(
            "create table mistyped (Client text, Day date, Item, Qty, Price, Points)"
        )
        connection.execute("insert into mistyped (Client, Day) values ('K1', 'not a day')")
    connection.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.getbasetemp()) as address:
        yield address


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, host: str) -> Shop:
    folder = tmp_path_factory.mktemp("sources")
    shop = Shop(folder, copy_of_adapter(tmp_path_factory.mktemp("project")))
    for name in ("bucket/2024", "private", "bare"):
        (folder / name).mkdir(parents=True)
    write_sources(folder)
    (folder / "lines.csv").write_text(as_csv(), "utf-8")
    (shop.project / "profiles.yml").write_text(PROFILE.format(folder=folder, host=host))
    (folder / "bare/profiles.yml").write_text(BARE_PROFILE.format(folder=folder))
    whole = (folder / "lines.xlsx").read_bytes()
    (folder / "damaged.xlsx").write_bytes(whole[:4] + bytes(len(whole) - 26) + whole[-22:])
    (folder / "damaged.parquet").write_bytes(
        (folder / "lines.parquet").read_bytes()[:4] + bytes(60) + b"\0\0\0\0PAR1"
    )
    (folder / "text.csv.gz").write_text(as_csv(), "utf-8")
    return shop


# A bar stands for the folder, `web` for its address; what is typed needs no formats.
SOURCES = {
    "a local file": ("|/lines.csv", CONTINENTAL),
    "a packed CSV file behind a signed address": ("web/lines.csv.gz?signature=a%2Fb", CONTINENTAL),
    "a Parquet file on the web": ("web/lines.parquet", {}),
    "a sheet on the web": ("web/lines.xlsx#Sales 2024", {}),
    "a glob of a bucket": ("bucket/2024/*.csv", CONTINENTAL),
    "a named sheet": ("|/lines.xlsx#Sales 2024", {}),
    "a view of a SQLite file": ("sqlite:|/shop.sqlite#Sold", {}),
    "a table of an attached database": ("till.sales", {}),
}

BUILT = SOURCES | {"cells of another type": ("till.mistyped", {})}
REFUSALS = {
    "web/nowhere.csv": 'The address "web/nowhere.csv" answers "404 Not Found": correct the address,'
    f" or change custom_source {IN_VARS}.",
    "web/private/lines.csv?token=secret": 'The address "web/private/lines.csv" answers'
    ' "403 Forbidden": give the target custom the secret that opens it, as docs/map-your-data.md'
    f" shows, or change custom_source {IN_VARS}.",
    "http://127.0.0.1:1/lines.parquet": 'The address "http://127.0.0.1:1/lines.parquet" cannot be'
    " reached (Could not connect to server): check its spelling and the network, or download the"
    f" file and change custom_source {IN_VARS}.",
    "web/*.csv": 'custom_source is "web/*.csv", and a web server does not list its files; globs are'
    f" allowed on s3, gs, r2 and hf: name one file, or change custom_source {IN_VARS}.",
    "bucket/2025/*.csv": 'custom_source is "bucket/2025/*.csv", and no file there has'
    f" such a name: correct the glob, or change custom_source {IN_VARS}.",
    "web/damaged.parquet": 'The address "web/damaged.parquet" is damaged, or not what its extension'
    f" says: save it again, or change custom_source {IN_VARS}.",
    "|/damaged.xlsx": 'The file "damaged.xlsx" is damaged, or not what its extension says: save it'
    f" again, or change custom_source {IN_VARS}.",
    "|/damaged.parquet": 'The file "damaged.parquet" is damaged, or not what its extension says:'
    f" save it again, or change custom_source {IN_VARS}.",
    "|/lines.xlsx#Sales": 'The file "lines.xlsx" has no sheet "Sales" with cells in it: write its'
    " name as the workbook spells it, capitals included, or change custom_source"
    f" {IN_VARS}.",
    "|/text.csv.gz": 'The file "text.csv.gz" is not packed with gzip, as its name says, or is'
    " damaged: pack it again, or take .gz off its name, or change custom_source"
    f" {IN_VARS}.",
    "sqlite:|/lines.csv#sales": 'The file "lines.csv" is not a SQLite database, or is damaged: name'
    f" another file, or change custom_source {IN_VARS}.",
    "sqlite:|/shop.sqlite#sale": 'custom_source names "sale" in the SQLite database "shop.sqlite",'
    ' and there is no such table or view; there are "sales": change'
    f" custom_source {IN_VARS}.",
    "sqlite:|/shop.sqlite": 'custom_source is "sqlite:…" without a table; allowed is'
    f" sqlite:file#table: change custom_source {IN_VARS}.",
    "postgres:host=127.0.0.1 port=1 user=reader#sales": "PostgreSQL cannot be reached with the"
    ' settings "host=127.0.0.1 port=1 user=reader" of custom_source: check host, port, dbname and'
    " user, there or in the environment variables PGHOST, PGPORT, PGDATABASE and PGUSER, and the"
    " password in PGPASSWORD or in ~/.pgpass.",
    "postgres://reader:secret@host/shop#sales": "custom_source holds a password, which would stand"
    " in the logs: leave it out, and give it in the environment variable PGPASSWORD or in"
    " ~/.pgpass.",
}
BARE = {
    "web/lines.csv": ("httpfs", "addresses"),
    "|/lines.xlsx": ("excel", "Excel workbooks"),
    "sqlite:|/shop.sqlite#sales": ("sqlite_scanner", "SQLite databases"),
    "postgres:#sales": ("postgres_scanner", "PostgreSQL"),
}


# Says what is wrong with many sources in one run: dbt takes longer to load than to refuse.
SAY = """
{% macro say_problems(sources) %}
    {% for source in sources %}
        {{ print(tojson([source, clientele.custom_source_problems(source)])) }}
    {% endfor %}
{% endmacro %}
"""


def address(shop: Shop, host: str, source: str) -> str:
    """Put the folder, its address or its bucket in place of what stands for them."""
    if source.startswith("bucket/"):
        return f"s3://{shop.folder.name}/{source}"
    web = f"http://{host}/{shop.folder.name}/"
    return source.replace("web/", web).replace("|", str(shop.folder))


@pytest.fixture(scope="module")
def outputs(shop: Shop, host: str) -> dict[str, str]:
    """What dbt said of each source, built into a warehouse of its own."""
    runs, environments = [], []
    for number, (source, formats) in enumerate(BUILT.values()):
        runs.append(
            {"custom_source": address(shop, host, source), "custom_columns": MAPPING, **formats}
        )
        warehouse = shop.folder / f"warehouse_{number}"
        warehouse.mkdir()
        environments.append({"CLIENTELE_WAREHOUSE": str(warehouse)})
    return dict(zip(BUILT, shop.build_each(runs, environments), strict=True))


def built(shop: Shop, name: str) -> list[list[tuple]]:
    """The input relations that a source was turned into."""
    database = shop.folder / f"warehouse_{list(BUILT).index(name)}/custom.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        return [
            connection.execute(f"select * from main_internal.{table} order by all").fetchall()
            for table in ("input__order_lines", "input__customers")
        ]


def said_of(shop: Shop, host: str, sources: Iterable[str], profiles: Path) -> dict[str, list[str]]:
    """The sentences that each source earns."""
    (shop.project / "macros/say_problems.sql").write_text(SAY)
    addresses = {address(shop, host, source): source for source in sources}
    run = shop.python(
        *("-m", "dbt.cli.main", "--quiet", "run-operation", "say_problems", "--target", "custom"),
        *("--profiles-dir", str(profiles), "--args", json.dumps({"sources": list(addresses)})),
        *("--target-path", str(shop.folder / "target"), "--log-path", str(shop.folder / "target")),
    )
    assert run.returncode == 0, run.stdout
    said = {}
    for line in run.stdout.splitlines():
        name, problems = json.loads(line)
        said[addresses[name]] = [
            problem.replace(f"http://{host}/{shop.folder.name}/", "web/")
            .replace(f"s3://{shop.folder.name}/", "")
            .replace(f"{shop.folder}/", "")
            for problem in problems
        ]
    return said


@pytest.fixture(scope="module")
def refused(shop: Shop, host: str) -> dict[str, list[str]]:
    return said_of(shop, host, REFUSALS, shop.project)


@pytest.fixture(scope="module")
def refused_bare(shop: Shop, host: str) -> dict[str, list[str]]:
    return said_of(shop, host, BARE, shop.folder / "bare")


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_gives_the_same(shop: Shop, outputs: dict[str, str], name: str) -> None:
    assert outputs[name].endswith("succeeded\n"), outputs[name]
    lines, customers = built(shop, name)
    assert len(lines) == 6
    assert [lines, customers] == built(shop, "a local file")


@pytest.mark.parametrize("source", REFUSALS)
def test_a_source_is_refused_in_one_sentence(refused: dict[str, list[str]], source: str) -> None:
    assert refused[source] == [REFUSALS[source]]


@pytest.mark.parametrize("source", BARE)
def test_a_missing_extension_is_named(refused_bare: dict[str, list[str]], source: str) -> None:
    extension, reads = BARE[source]
    offline = f"import duckdb_extensions as e; e.import_extension({extension!r})"
    assert refused_bare[source] == [
        f"DuckDB's extension {extension}, which reads {reads}, is not installed and could not be"
        f' fetched: run `python -c "{offline}"`, which needs no internet, or build where the'
        " internet can be reached."
    ]


def test_what_breaks_off_while_it_is_read_is_refused(shop: Shop, outputs: dict[str, str]) -> None:
    assert outputs["cells of another type"].endswith("failed\n")
    assert shop.problems(outputs["cells of another type"]) == [
        'The relation "till"."main"."mistyped" cannot be read to its end: it is damaged, or its'
        " cells are not of the types that it says: write it again, or change custom_source"
        f" {IN_VARS}."
    ]


def test_a_table_of_postgresql_gives_the_same(shop: Shop, outputs: dict[str, str]) -> None:
    with postgres() as settings:
        with duckdb.connect() as connection:
            connection.execute(f"load postgres_scanner; attach '{settings}' as pg (type postgres)")
            connection.execute("create schema pg.till")
            connection.execute(
                'create table pg.till."Sales" ("Client" varchar, "Day" date, "Item" varchar,'
                ' "Qty" integer, "Price" decimal(12, 2), "Points" varchar)'
            )
            connection.executemany('insert into pg.till."Sales" values (?, ?, ?, ?, ?, ?)', LINES)
        run = shop.build(custom_source=f"postgres:{settings}#till.Sales", custom_columns=MAPPING)
        wrong = shop.build(custom_source=f"postgres:{settings}#till.sales", custom_columns=MAPPING)

    assert run.returncode == 0, run.stdout
    assert [shop.order_lines(), shop.customers()] == built(shop, "a local file")
    assert shop.problems(wrong.stdout) == [
        'custom_source names "till.sales" in PostgreSQL, and there is no such table or view; there'
        f' are "till.Sales": change custom_source {IN_VARS}.'
    ]
