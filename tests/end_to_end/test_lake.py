"""A lake: several writers and readers, whole snapshots, earlier versions, and what can be wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from faults.bare import in_child
from support import PROJECT, copy_of_project, dbt

from clientele.building.place import place_of
from clientele.doctor import main as doctor
from clientele.lake import (
    Lake,
    Schemas,
    attached,
    connect_lake,
    expire,
    restore,
    roll_back,
    versions_of,
)
from clientele.lake.address import CATALOG, DATA
from clientele.publish import PublishError, publish
from clientele.publish.checks import Limits

from .bucket import bucket
from .lakes import places, publish_now, read_open, read_version, request, work
from .loopback import postgres

SQLITE, POSTGRES = "sqlite", "postgres"
VERSIONS = 6


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as settings:
        yield settings


@pytest.fixture
def lake_in_postgres(server: str, tmp_path: Path) -> Lake:
    """Return the address of a lake that does not exist yet, in a database of its own."""
    name = f"lake_{os.getpid()}_{abs(hash(tmp_path)) % 10**9}"
    with duckdb.connect() as connection:
        connection.execute("load postgres_scanner")
        connection.execute(f"attach '{server}' as server (type postgres)")
        connection.execute(
            f"call postgres_execute('server', 'create database {name}', use_transaction => false)"
        )
    settings = server.replace("dbname=postgres", f"dbname={name}")
    return Lake.of(f"postgres:{settings}", "", tmp_path)


@pytest.fixture(params=[SQLITE, POSTGRES])
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> Lake:
    """Return the address of a lake that does not exist yet, in each kind of catalog."""
    if request.param == SQLITE:
        return Lake.of("", "", tmp_path)
    found: Lake = request.getfixturevalue("lake_in_postgres")
    return found


def published(lake: Lake, warehouse: Path, dataset: str, *builds: int, **changes: object) -> None:
    """Publish some builds of a dataset, each with its number as the revenue of a line."""
    found = places(warehouse, dataset)
    for build in builds:
        work(found, dataset, str(build), build)
        publish_now(lake, found, dataset, str(build), **changes)


WRITER = """
import sys
sys.path[:0] = sys.argv[4:]
from pathlib import Path
from end_to_end.lakes import places, publish_now, work
from clientele.lake import Lake
catalog, data, default = sys.argv[1].split("|")
lake, dataset = Lake(catalog, data or None, default), sys.argv[2]
found = places(Path(sys.argv[3]), dataset)
for build in range(101, 101 + VERSIONS):
    work(found, dataset, str(build), build)
    publish_now(lake, found, dataset, str(build))
"""
READER = """
import sys, time
sys.path[:0] = sys.argv[4:]
from end_to_end.lakes import read_open, read_version
from clientele.lake import Lake, connect_lake
catalog, data, default = sys.argv[1].split("|")
lake, seen, reads = Lake(catalog, data or None, default), {"first": [], "second": []}, 0
held = {dataset: connect_lake(dataset, lake=lake) for dataset in seen}
last = str(100 + VERSIONS)
until = time.monotonic() + 600
while {versions[-1] for versions in seen.values() if versions} != {last}:
    assert time.monotonic() < until, seen
    for dataset, versions in seen.items():
        # One connection that stays open, and one that is new.
        for version, _ in (read_open(held[dataset]), read_version(lake, dataset)):
            assert not versions or version >= versions[-1]
            if not versions or version != versions[-1]:
                versions.append(version)
        reads += 2
    time.sleep(0.2)
print(reads, *(len(versions) for versions in seen.values()))
"""


def test_two_writers_and_two_readers_at_once_see_whole_snapshots(
    lake: Lake, tmp_path: Path
) -> None:
    for dataset in ("first", "second"):
        published(lake, tmp_path, dataset, 100)
    tests = str(Path(__file__).parents[1])
    address = f"{lake.catalog}|{lake.data or ''}|{lake.default_data}"

    def start(script: str, dataset: str) -> subprocess.Popen[str]:
        script = script.replace("VERSIONS", str(VERSIONS))
        command = [sys.executable, "-c", script, address, dataset, str(tmp_path), tests]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    readers = [start(READER, ""), start(READER, "")]
    try:
        writers = [start(WRITER, "first"), start(WRITER, "second")]
        for writer in writers:
            _, errors = writer.communicate()
            assert writer.returncode == 0, errors
        outputs = [reader.communicate() for reader in readers]
        for reader, (_, errors) in zip(readers, outputs, strict=True):
            assert reader.returncode == 0, errors
    finally:
        for reader in readers:
            reader.kill()
    reads, *seen = [int(word) for word in outputs[0][0].split()]
    assert max(seen) > 1
    for dataset in ("first", "second"):
        with connect_lake(dataset, lake=lake) as connection:
            found = [version.build for version in versions_of(connection, dataset)]
        assert found == [str(build) for build in range(100, 101 + VERSIONS)]
    print(f"{2 * VERSIONS} versions published under {reads} reads of one reader: 0 mixed")


def test_a_writer_does_not_wait_for_a_reader_in_a_transaction(lake: Lake, tmp_path: Path) -> None:
    published(lake, tmp_path, "first", 1)
    with connect_lake("first", lake=lake) as held:
        held.execute("begin")
        assert read_open(held) == ("1", 200)
        published(lake, tmp_path, "first", 2, 3)
        assert read_open(held) == ("1", 200)
        held.execute("commit")
        assert read_open(held) == ("3", 600)


def test_earlier_versions_are_read_and_published_again(lake: Lake, tmp_path: Path) -> None:
    published(lake, tmp_path, "first", 1, 2, 3)
    assert read_version(lake, "first") == ("3", 600)
    assert read_version(lake, "first", "before") == ("2", 400)
    assert read_version(lake, "first", "1") == ("1", 200)
    with connect_lake("first", lake=lake) as connection:
        second = versions_of(connection, "first")[1].snapshot
        # Any client of DuckLake reads it by its number.
        revenue = (
            f"select cast(sum(revenue) * 100 as int) from order_lines at (version => {second})"
        )
        assert connection.execute(revenue).fetchall() == [(400,)]
        (at,) = connection.execute(
            "select cast(snapshot_time as varchar) from ducklake_snapshots('clientele_lake')"
            " where snapshot_id = ?",
            [second],
        ).fetchall()[0]
        earlier = revenue.replace(f"version => {second}", f"timestamp => timestamptz '{at}'")
        assert connection.execute(earlier).fetchall() == [(400,)]
        (described,) = connection.execute(
            "select comment from duckdb_tables() where table_name = 'order_lines'"
        ).fetchall()
        assert described == ("One row per line: it's 3",)

    assert roll_back(lake, "first").build == "2"
    assert read_version(lake, "first") == ("2", 400)
    assert roll_back(lake, "first").build == "1"
    assert roll_back(lake, "first", "3").build == "3"
    assert read_version(lake, "first") == ("3", 600)
    with pytest.raises(PublishError) as refused:
        roll_back(lake, "first", "7")
    assert refused.value.code == "version-missing"
    with pytest.raises(PublishError) as refused:
        connect_lake("first", "7", lake)
    assert refused.value.code == "version-missing"


def test_functions_have_their_defaults_and_read_internal_tables(lake: Lake, tmp_path: Path) -> None:
    published(lake, tmp_path, "first", 1, 2)
    with connect_lake("first", lake=lake) as shop:

        def notes(call: str) -> list[tuple[Any, ...]]:
            return shop.execute(f"select count(*), min(note) from {call}").fetchall()

        assert notes("customer('C1')") == [(6, "2")]
        assert notes("customer('C1', 1)") == [(0, None)]
        assert notes("customer('C1', least := 0, note := 'mine')") == [(6, "mine")]
        assert notes("customer('C1', 0, null)") == [(6, "2")]
        # Of what is not public, the current rows alone are there.
        assert shop.execute("from model(2)").fetchall() == [(2, True)]
        assert shop.execute("from model(1)").fetchall() == []
        required = shop.execute(
            "select column_name from duckdb_columns() where table_name = 'kpis' and not is_nullable"
        ).fetchall()
        assert required == [("customers",)]


def test_what_is_no_longer_published_is_dropped(lake: Lake, tmp_path: Path) -> None:
    published(lake, tmp_path, "first", 1)
    fewer = request("first", "2")
    kept = [one for one in fewer.relations if one.name not in ("models",)]
    published(lake, tmp_path, "first", 2, relations=kept, functions=fewer.functions[:1])
    with connect_lake("first", lake=lake) as shop:
        found = shop.execute(
            "select table_name from duckdb_tables() where database_name = current_database()"
            " order by 1"
        ).fetchall()
        assert found == [("build_history",), ("kpis",), ("order_lines",)]
        with pytest.raises(duckdb.CatalogException):
            shop.execute("from model(2)")


class Doomed:
    """A connection that kills this process before one of its statements."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, step: int) -> None:
        self.connection = connection
        self.left = step

    def execute(self, *given: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.connection.execute(*given)


def test_a_writer_killed_at_any_step_leaves_a_whole_version(tmp_path: Path) -> None:
    lake, found = Lake.of("", "", tmp_path), places(tmp_path, "first")
    published(lake, tmp_path, "first", 1)
    work(found, "first", "2", 2)
    steps, seen = 0, []

    def publish_and_die() -> None:
        with duckdb.connect(str(found.working)) as connection, attached(lake, connection):
            doomed: Any = Doomed(connection, steps)
            publish(request("first", "2"), doomed, found, Schemas(lake, doomed))

    # Every third step, so that the test takes seconds.
    while (code := in_child(publish_and_die)) != 0:
        assert code == -signal.SIGKILL
        seen.append(read_version(lake, "first")[0])
        steps += 3
    assert steps > 30
    assert set(seen) == {"1", "2"}
    assert sorted(seen) == seen
    work(found, "first", "3", 3)
    publish_now(lake, found, "first", "3", keep=1)

    # Files that the killed writers left are removed once no writer can still need them.
    with duckdb.connect() as connection, attached(lake, connection):
        expire(connection, "first", keep=1, grace=timedelta(0))
        named = {
            path
            for (path,) in connection.execute(
                "select path from __ducklake_metadata_clientele_lake.ducklake_data_file"
            ).fetchall()
        }
    left = {path.name for path in (tmp_path / "lake/data").rglob("*.parquet")}
    assert left == {Path(path).name for path in named}
    assert read_version(lake, "first") == ("3", 600)
    print(f"{steps} steps of publishing, killed at every third: 0 torn versions")


def test_versions_expire_per_dataset(lake: Lake, tmp_path: Path) -> None:
    published(lake, tmp_path, "first", 1, 2, keep=2)
    published(lake, tmp_path, "second", 1, keep=2)
    published(lake, tmp_path, "first", 3, 4, keep=2)
    for dataset, expected in (("first", ["3", "4"]), ("second", ["1"])):
        with connect_lake(dataset, lake=lake) as connection:
            assert [one.build for one in versions_of(connection, dataset)] == expected
    assert read_version(lake, "first", "before") == ("3", 600)
    assert read_version(lake, "second") == ("1", 200)


def test_a_check_holds_a_version_back(lake: Lake, tmp_path: Path) -> None:
    published(lake, tmp_path, "first", 100)
    with pytest.raises(PublishError) as refused:
        published(lake, tmp_path, "first", 50, limits=Limits(0.9, None, None))
    assert refused.value.code == "held-back"
    assert read_version(lake, "first") == ("100", 20_000)


def test_two_writers_of_one_dataset_end_in_one_version(
    lake_in_postgres: Lake, tmp_path: Path
) -> None:
    lake = lake_in_postgres
    published(lake, tmp_path, "first", 1)
    here, there = places(tmp_path / "here", "first"), places(tmp_path / "there", "first")
    for found, build in ((here, "2"), (there, "3")):
        work(found, "first", build, int(build))

    with duckdb.connect(str(here.working)) as connection, attached(lake, connection):

        class Meanwhile:
            """Another machine publishes just before this one commits."""

            def execute(self, sql: str, *given: Any) -> Any:
                if sql == "commit":
                    publish_now(lake, there, "first", "3")
                return connection.execute(sql, *given)

        slow: Any = Meanwhile()
        with pytest.raises(PublishError) as refused:
            publish(request("first", "2"), slow, here, Schemas(lake, slow))
    assert refused.value.code == "lake-conflict"
    assert read_version(lake, "first") == ("3", 600)


def test_a_new_working_database_continues_with_the_lake(lake: Lake, tmp_path: Path) -> None:
    published(lake, tmp_path, "first", 1, 2)
    with duckdb.connect(str(tmp_path / "new.duckdb")) as connection:
        with attached(lake, connection):
            assert restore(connection, "first") == "2"
            assert restore(connection, "first") is None
        assert connection.execute("select build_id from first.build_history").fetchall() == [
            ("1",),
            ("2",),
        ]
        assert connection.execute("from first_internal.models").fetchall() == [(2, True)]


def test_data_in_a_bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with bucket() as (host, store):
        monkeypatch.setenv("DUCKDB_S3_ENDPOINT", host)
        monkeypatch.setenv("DUCKDB_S3_USE_SSL", "false")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        lake = Lake.of("", "s3://shop/lake", tmp_path)
        published(lake, tmp_path, "first", 1, 2)
        assert read_version(lake, "first") == ("2", 400)
        assert read_version(lake, "first", "before") == ("1", 200)
        assert {key.split("/")[2] for key in store.objects} == {"first", "first_internal"}
        assert not (tmp_path / "lake/data").exists()
        # A reader needs the catalog only.
        assert read_version(Lake.of("", "", tmp_path), "first") == ("2", 400)
        with pytest.raises(PublishError) as refused:
            published(Lake.of(str(tmp_path / "b.db"), "s3://shop/lake", tmp_path), tmp_path, "b", 1)
        assert refused.value.code == "lake-data-taken"
    with pytest.raises(PublishError) as refused:
        published(Lake.of(str(tmp_path / "c.db"), "s3://shop/lake", tmp_path), tmp_path, "c", 1)
    assert refused.value.code == "lake-data-unreachable"


@pytest.mark.parametrize(
    ("catalog", "data", "code"),
    [
        ("mysql://db/shop", "", "lake-catalog-unknown"),
        ("postgresql://me:hunter2@db/shop", "", "password-shown"),
        ("postgres:host=db password=hunter2", "", "password-shown"),
        ("", "ftp://host/lake", "lake-data-unknown"),
    ],
)
def test_an_address_that_cannot_be_one(tmp_path: Path, catalog: str, data: str, code: str) -> None:
    with pytest.raises(PublishError) as refused:
        Lake.of(catalog, data, tmp_path)
    assert refused.value.code == code
    assert "hunter2" not in str(refused.value)


def test_a_lake_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def code_of(lake: Lake) -> str:
        with (
            pytest.raises(PublishError) as refused,
            duckdb.connect() as connection,
            attached(lake, connection),
        ):
            pytest.fail(f"{lake} was opened")
        assert "\n" not in str(refused.value)
        return refused.value.code

    (tmp_path / "garbage.db").write_text("no database" * 100)
    assert code_of(Lake.of(str(tmp_path / "garbage.db"), "", tmp_path)) == "lake-unreachable"
    nobody = "postgres:host=127.0.0.1 port=1 dbname=shop user=me"
    assert code_of(Lake.of(nobody, "", tmp_path)) == "lake-unreachable"

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/orders.csv").write_text("my own file")
    taken = Lake.of(str(tmp_path / "new.db"), str(tmp_path / "mine"), tmp_path)
    assert code_of(taken) == "lake-data-taken"

    published(Lake.of("", "", tmp_path), tmp_path, "first", 1)
    assert code_of(Lake.of("", str(tmp_path / "other"), tmp_path)) == "lake-data-differs"
    (tmp_path / "lake/data").rename(tmp_path / "lake/moved")
    assert code_of(Lake.of("", "", tmp_path)) == "lake-data-missing"

    monkeypatch.setattr(Lake, "extensions", ["no_such_extension"])
    assert code_of(Lake.of("", "", tmp_path)) == "extension-missing"


def test_a_reader_without_a_lake_or_a_dataset(tmp_path: Path) -> None:
    lake = Lake.of("", "", tmp_path)
    with pytest.raises(PublishError) as refused:
        connect_lake("first", lake=lake)
    assert refused.value.code == "lake-missing"
    assert not list(tmp_path.iterdir())
    published(lake, tmp_path, "first", 1)
    with pytest.raises(PublishError) as refused:
        connect_lake("second", lake=lake)
    assert refused.value.code == "dataset-missing"
    with connect_lake("first", lake=lake) as connection, pytest.raises(duckdb.Error):
        connection.execute("drop table kpis")


def command(warehouse: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the part of script/publish that follows script/setup."""
    return subprocess.run(
        [sys.executable, "-m", "clientele.publish", "--target", "lake", *arguments],
        env={**os.environ, "CLIENTELE_WAREHOUSE": str(warehouse), CATALOG: "", DATA: ""},
        capture_output=True,
        text=True,
    )


def test_the_command_lists_and_rolls_back(tmp_path: Path) -> None:
    lake = Lake.of("", "", tmp_path)
    published(lake, tmp_path, "first", 1, 2)
    listed = command(tmp_path, "--dataset", "first", "--list")
    assert listed.returncode == 0, listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["1", "2"]
    assert "(published)" in listed.stdout.splitlines()[1]
    assert command(tmp_path, "--dataset", "first", "--rollback").returncode == 0
    assert read_version(lake, "first") == ("1", 200)
    for arguments, code in (
        (("--dataset", "first", "--rollback"), "version-missing"),
        (("--dataset", "none", "--list"), "dataset-missing"),
        (("--dataset", "first", "--postgres"), "lake-not-copied"),
    ):
        refused = command(tmp_path, *arguments)
        assert refused.returncode == 1
        assert f"[{code}]" in refused.stderr


def test_the_doctor_opens_the_lake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLIENTELE_WAREHOUSE", str(tmp_path))
    monkeypatch.delenv(CATALOG, raising=False)
    published(Lake.of("", "", tmp_path), tmp_path, "first", 1, 2)
    doctor(["--target", "lake", "--project", str(PROJECT)])
    assert "ok    lake" in (said := capsys.readouterr().out)
    assert "first (2 versions)" in said
    (tmp_path / "lake/catalog.sqlite").write_text("no database" * 100)
    assert doctor(["--target", "lake", "--project", str(PROJECT)]) == 1
    assert "WRONG lake" in capsys.readouterr().out


def test_the_screen_knows_the_lake_of_a_dataset(tmp_path: Path) -> None:
    environment = {"CLIENTELE_WAREHOUSE": str(tmp_path)}
    arguments = ["--target", "lake", "--vars", json.dumps({"dataset": "first"})]
    place = place_of("lake", arguments, environment)
    assert place.version() is None
    published(Lake.of("", "", tmp_path), tmp_path, "first", 1)
    before = place.version()
    assert before is not None
    published(Lake.of("", "", tmp_path), tmp_path, "first", 2)
    assert place.version() != before


def test_a_build_is_refused_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "garbage.db").write_text("no database" * 100)
    refused = dbt(
        tmp_path / "unreadable",
        "build",
        dataset="lake",
        environment={CATALOG: str(tmp_path / "garbage.db")},
    )
    assert refused.code != 0
    assert refused.codes() == ["lake-unreachable"]

    # The schema of the target cannot follow a var in dbt_project.yml.
    project = copy_of_project(tmp_path / "project")
    vars_file = project / "dbt_project.yml"
    vars_file.write_text(vars_file.read_text().replace("dataset: null", "dataset: custom"))
    refused = dbt(tmp_path / "mixed", "build", dataset="lake", project=project)
    assert refused.code != 0
    assert "lake-dataset" in refused.codes()
    assert not list((tmp_path / "mixed").rglob("*.parquet"))
