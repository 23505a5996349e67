"""Where `custom` reads from: every kind of source gives the same, and no secret is written."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest

from .custom_shop import HEADER, LINES, MAPPING, Shop, as_csv, copy_of_adapter, fill
from .loopback import postgres, serve

# As docs/map-your-data.md writes it: a database that is attached, and the secret of a bucket.
PROFILE = """
clientele:
  target: custom
  outputs:
    custom:
      type: duckdb
      path: "{{{{ env_var('CLIENTELE_WAREHOUSE') }}}}/.work/custom.duckdb"
      threads: 4
      plugins:
        - {{module: clientele.source.plugin}}
        - {{module: clientele.publish.plugin, alias: publish}}
      extensions: [httpfs, sqlite_scanner]
      attach:
        - {{path: {folder}/shop.sqlite, type: sqlite, alias: till, read_only: true}}
      secrets:
        - {{type: s3, key_id: reader, secret: "no secret", endpoint: "{host}",
           use_ssl: false, url_style: path}}
"""


def write_sources(folder: Path) -> None:
    """Write the same lines in every form."""
    halves = [as_csv(LINES[:3]), as_csv(LINES[3:])]
    (folder / "bucket/2024").mkdir(parents=True)
    for number, text in enumerate(halves, 1):
        (folder / f"bucket/2024/part_{number}.csv").write_text(text, "utf-8")
    (folder / "lines.csv").write_text(as_csv(), "utf-8")
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
    connection.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.getbasetemp()) as address:
        yield address


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, host: str) -> Shop:
    folder = tmp_path_factory.mktemp("sources")
    shop = Shop(folder, copy_of_adapter(tmp_path_factory.mktemp("project")))
    write_sources(folder)
    (shop.project / "profiles.yml").write_text(PROFILE.format(folder=folder, host=host))
    return shop


@pytest.fixture(scope="module")
def expected(shop: Shop) -> list[list[tuple]]:
    """What a plain CSV file becomes."""
    build = shop.build(shop.folder / "lines.csv")
    assert build.code == 0, build.end()
    return shop.inputs()


# A bar stands for the folder, `web` for its address.
SOURCES = {
    "a packed CSV file": "|/lines.csv.gz",
    "a Parquet file": "|/lines.parquet",
    "a Parquet file on the web": "web/lines.parquet",
    "a sheet on the web": "web/lines.xlsx#Sales 2024",
    "a glob of a bucket": "bucket/2024/*.csv",
    "a named sheet": "|/lines.xlsx#Sales 2024",
    "a view of a SQLite file": "sqlite:|/shop.sqlite#Sold",
    "a table of an attached database": "till.sales",
}


def address(shop: Shop, host: str, source: str) -> str:
    """Put the folder, its address or its bucket in place of what stands for them."""
    if source.startswith("bucket/"):
        return f"s3://{shop.folder.name}/{source}"
    web = f"http://{host}/{shop.folder.name}/"
    return source.replace("web/", web).replace("|", str(shop.folder))


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_gives_the_same(
    shop: Shop, host: str, expected: list[list[tuple]], name: str
) -> None:
    build = shop.build(address(shop, host, SOURCES[name]))
    assert build.code == 0, build.end()
    assert len(expected[0]) == 6
    assert shop.inputs() == expected


def test_a_relation_of_the_warehouse_gives_the_same(
    shop: Shop, expected: list[list[tuple]]
) -> None:
    with duckdb.connect(str(shop.database)) as connection:
        connection.execute("create schema shelf")
        fill(connection, "shelf.lines")
    build = shop.build("shelf.lines")
    assert build.code == 0, build.end()
    assert shop.inputs() == expected


def test_a_table_of_postgresql_gives_the_same(shop: Shop, expected: list[list[tuple]]) -> None:
    with postgres() as settings:
        with duckdb.connect() as connection:
            connection.execute(f"load postgres_scanner; attach '{settings}' as pg (type postgres)")
            connection.execute("create schema pg.till")
            connection.execute(
                'create table pg.till."Sales" ("Client" varchar, "Day" date, "Item" varchar,'
                ' "Qty" integer, "Price" decimal(12, 2), "Points" varchar)'
            )
            connection.executemany('insert into pg.till."Sales" values (?, ?, ?, ?, ?, ?)', LINES)
        build = shop.build(f"postgres:{settings}#till.Sales")
    assert build.code == 0, build.end()
    assert shop.inputs() == expected


def written(folder: Path) -> str:
    """Return all that dbt wrote, but for the databases."""
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb"
    )


def test_an_address_with_a_signature_is_read_from_the_environment_and_never_written(
    shop: Shop, host: str, expected: list[list[tuple]]
) -> None:
    signed = address(shop, host, "web/lines.csv.gz?X-Amz-Signature=5ec2e7")
    build = shop.build("env:ORDERS_ADDRESS", environment={"ORDERS_ADDRESS": signed})
    assert build.code == 0, build.end()
    assert shop.inputs() == expected
    assert "5ec2e7" not in build.output + written(shop.warehouse)
    assert "5ec2e7" not in str(shop.relations())


def test_an_address_with_a_signature_that_fails_is_never_written(shop: Shop, host: str) -> None:
    signed = address(shop, host, "web/nowhere.parquet?X-Amz-Signature=5ec2e7")
    build = shop.build("env:ORDERS_ADDRESS", environment={"ORDERS_ADDRESS": signed})
    assert build.codes() == ["address-refused"]
    assert "5ec2e7" not in build.output + written(shop.warehouse)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("https://example.org/orders.csv?X-Amz-Signature=5ec2e7", "secret-in-source"),
        ("https://reader:5ec2e7@example.org/orders.csv", "secret-in-source"),
        ("postgres://reader:5ec2e7@host/shop#sales", "password-shown"),
        ("env:NO_SUCH_VARIABLE", "environment-unset"),
    ],
)
def test_a_source_with_a_secret_is_refused_without_showing_it(
    shop: Shop, source: str, code: str
) -> None:
    build = shop.build(source)
    assert build.codes() == [code]
    assert "5ec2e7" not in build.output + written(shop.warehouse)


def test_a_secret_of_any_origin_is_not_written(shop: Shop, tmp_path: Path) -> None:
    project = copy_of_adapter(tmp_path / "project")
    profile = (project / "profiles.yml").read_text()
    opened = "secrets: [{type: s3, key_id: me, secret: in-Pr0file}, {type: s3, key_id: me, secret: "
    opened += "\"{{ env_var('OF_THE_BUCKET') }}\"}]"
    kind = "      type: duckdb\n"
    assert profile.count(kind) == 1
    (project / "profiles.yml").write_text(profile.replace(kind, f"{kind}      {opened}\n"))
    planted_shop = Shop(tmp_path, project)
    build = planted_shop.build(
        "env:ORDERS_ADDRESS",
        MAPPING | {"custom_password": "in-Var5"},
        environment={
            "ORDERS_ADDRESS": "postgres://reader:in-Addre55@127.0.0.1:1/shop#sales",
            "OF_THE_BUCKET": "in-Render3d",
            "SHOP_API_KEY": "in-Environment1",
        },
    )
    assert build.code != 0
    everything = build.output + written(planted_shop.warehouse)
    planted = ["in-Pr0file", "in-Var5", "in-Addre55", "in-Render3d", "in-Environment1"]
    assert [secret for secret in planted if secret in everything] == []


def test_a_profile_without_the_plugin_is_one_sentence(shop: Shop, tmp_path: Path) -> None:
    project = copy_of_adapter(tmp_path / "project")
    profile = (project / "profiles.yml").read_text()
    (project / "profiles.yml").write_text(
        profile.replace("        - {module: clientele.source.plugin}\n", "")
    )
    build = Shop(tmp_path, project).build(shop.folder / "lines.csv", MAPPING)
    assert build.codes() == ["plugin-missing"]
