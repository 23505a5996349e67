"""A published version in PostgreSQL: the same tables, read while the next one is loaded."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy
from support import Build
from support.questions import read_questions

from clientele.publish import Places, PublishError
from clientele.publish.postgres import load_postgres
from clientele.publish.versions import put

from .doors import OF_DUCKDB, OF_POSTGRES, TEXTS, Rows, is_same, sqlalchemy_of
from .loopback import postgres
from .versions import another_version

Ask = Callable[[Any, str], Rows]
SCHEMA, ROLE = "clientele", "clientele_reader"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as settings:
        yield settings


@pytest.fixture(scope="module")
def loaded(server: str, demo: Build) -> str:
    """Return the settings of a server that has the demo, loaded twice by the command."""
    for _ in range(2):
        ended = publish(demo.published.parent, f"--postgres={server}")
        assert ended.returncode == 0, ended.stderr
        assert f"which {ROLE} may read" in ended.stdout
    return server


@pytest.fixture(scope="module")
def small(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a published file with three tables."""
    folder = tmp_path_factory.mktemp("small")
    return another_version(demo.published, folder, "20260101T000000000Z", is_small=True)


def publish(warehouse: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the part of script/publish that follows script/setup."""
    return subprocess.run(
        [sys.executable, "-m", "clientele.publish", "--target", "demo", *arguments],
        env={**os.environ, "CLIENTELE_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
    )


def psql(settings: str, sql: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, settings],
        capture_output=True,
        text=True,
    )


def rows_of(settings: str, sql: str) -> list[list[str]]:
    """Return the rows of a query as psql writes them. A null is <null>."""
    ended = psql(settings, f"copy ({sql}) to stdout with (format csv, null '<null>')")
    assert ended.returncode == 0, ended.stderr
    return list(csv.reader(io.StringIO(ended.stdout)))


def test_psql_reads_every_table_as_it_was_published(loaded: str, demo: Build) -> None:
    differing = []
    with duckdb.connect(str(demo.published), read_only=True) as connection:
        for table in demo.public_tables():
            columns = connection.execute(
                "select column_name, data_type from duckdb_columns()"
                " where schema_name = 'main' and table_name = ? order by column_index",
                [table],
            ).fetchall()
            # Lists are written in other ways.
            names = ", ".join(
                f"array_to_string({name}, '|')" if kind.endswith("[]") else f'"{name}"'
                for name, kind in columns
            )
            doubles = [at for at, (_, kind) in enumerate(columns) if kind == "DOUBLE"]
            found = rows_of(loaded, f"select {names} from {SCHEMA}.{table}")
            for row in found:
                for at in doubles:
                    row[at] = row[at] if row[at] == "<null>" else str(float(row[at]))
            expected = connection.execute(f"select {names} from {table}").fetchall()
            if sorted(found) != sorted([written(value) for value in row] for row in expected):
                differing.append(table)
    assert differing == []


def written(value: object) -> str:
    """Return a value as PostgreSQL writes it."""
    if value is None:
        return "<null>"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime) and value.microsecond:
        return str(value).rstrip("0")
    return str(value)


@pytest.fixture(scope="module")
def searched(loaded: str) -> str:
    """Return the settings of the server, where names need no schema."""
    assert psql(loaded, f"alter role reader set search_path to {SCHEMA}").returncode == 0
    return loaded


# Columns of each type, with nulls.
TYPED = """
    select customer_id, customer_name, is_active, recency_days, rhythm_days, monetary,
        first_ordered_at, income, cluster_id
    from customers order by customer_id limit 50
"""


def expected_of(file: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def differences(door: str, asked: Ask, where: object, file: Path, sql: str) -> list[str]:
    """Return the values that a door gives otherwise than Python's client of DuckDB."""
    found, expected = asked(where, sql), expected_of(file, sql)
    if [len(row) for row in found] != [len(row) for row in expected]:
        return [f"{len(found)} rows for {len(expected)}: {sql}"]
    return [
        f"{value!r} for {wanted!r} in row {number}: {sql}"
        for number, (row, wanted_row) in enumerate(zip(found, expected, strict=True))
        for value, wanted in zip(row, wanted_row, strict=True)
        if not is_same(value, wanted, is_text=door in TEXTS)
    ]


@pytest.mark.parametrize("door", [*OF_DUCKDB, *OF_POSTGRES])
def test_each_door_gives_the_same_answers_types_and_nulls(
    searched: str, demo: Build, door: str
) -> None:
    questions = [question.sql for question in read_questions()]
    assert len(questions) == 20
    asked, where = (
        (OF_DUCKDB[door], demo.published) if door in OF_DUCKDB else (OF_POSTGRES[door], searched)
    )
    wrong = [
        one
        for sql in [TYPED, *questions]
        for one in differences(door, asked, where, demo.published, sql)
    ]
    assert wrong == []


@pytest.mark.parametrize("door", [one for one in (*OF_DUCKDB, *OF_POSTGRES) if one not in TEXTS])
def test_a_door_with_types_gives_each_column_its_type(
    searched: str, demo: Build, door: str
) -> None:
    if door in OF_DUCKDB:
        found = OF_DUCKDB[door](demo.published, TYPED)
    else:
        found = OF_POSTGRES[door](searched, TYPED)
    expected = expected_of(demo.published, TYPED)
    assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in expected]


def test_sqlalchemy_describes_the_tables_of_the_file(demo: Build) -> None:
    described = sqlalchemy.inspect(sqlalchemy_of(demo.published))
    assert set(demo.public_tables()) <= set(described.get_table_names(schema="main"))
    columns = {one["name"]: one for one in described.get_columns("customers", schema="main")}
    with duckdb.connect(str(demo.published), read_only=True) as connection:
        names = connection.execute("select * from customers limit 0").description
    assert list(columns) == [name for name, *_ in names]
    assert isinstance(columns["monetary"]["type"], sqlalchemy.Numeric)
    assert isinstance(columns["is_active"]["type"], sqlalchemy.Boolean)


def test_what_the_doors_are_asked_has_each_type_and_nulls(demo: Build) -> None:
    columns = list(zip(*expected_of(demo.published, TYPED), strict=True))
    kinds = {type(value) for column in columns for value in column}
    assert {str, bool, int, Decimal, datetime, type(None)} <= kinds


def test_types_constraints_and_comments_are_kept(loaded: str, demo: Build) -> None:
    columns = dict(
        (name, (kind, is_nullable, comment))
        for name, kind, is_nullable, comment in rows_of(
            loaded,
            "select a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,"
            " col_description(a.attrelid, a.attnum) from pg_attribute a"
            f" where a.attrelid = '{SCHEMA}.customers'::regclass and a.attnum > 0",
        )
    )
    assert columns["monetary"][:2] == ("numeric(18,6)", "f")
    assert columns["last_ordered_at"][0] == "timestamp without time zone"
    assert columns["is_active"][0] == "boolean"
    assert columns["income"][1] == "t"
    with duckdb.connect(str(demo.published), read_only=True) as connection:
        comments = connection.execute(
            "select column_name, comment from duckdb_columns()"
            " where schema_name = 'main' and table_name = 'customers'"
        ).fetchall()
    assert {name: columns[name][2] for name, _ in comments} == dict(comments)
    items = rows_of(
        loaded,
        "select data_type from information_schema.columns"
        f" where table_schema = '{SCHEMA}' and column_name = 'antecedents'",
    )
    assert items == [["ARRAY"]]
    said = rows_of(loaded, f"select obj_description('{SCHEMA}.customers'::regclass)")
    assert "One row per customer" in said[0][0]


def test_the_role_reads_and_writes_nothing(loaded: str) -> None:
    asked = f"set role {ROLE}; "
    assert psql(loaded, f"{asked} select count(*) from {SCHEMA}.customers").returncode == 0
    for sql in (
        f"delete from {SCHEMA}.customers",
        f"create table {SCHEMA}.other (one int)",
        f"drop schema {SCHEMA} cascade",
    ):
        refused = psql(loaded, asked + sql)
        assert refused.returncode != 0
        assert "permission denied" in refused.stderr or "must be owner" in refused.stderr


def test_readers_see_whole_versions_while_the_next_is_loaded(
    server: str, demo: Build, tmp_path: Path
) -> None:
    names = ["20260101T000000000Z", "20260102T000000000Z", "20260103T000000000Z"]
    places = Places(tmp_path / "warehouse", "demo")
    places.scratch.mkdir(parents=True)
    asked = tmp_path / "asked.sql"
    asked.write_text(
        "select (select max(build_id) from read_whole.build_history),"
        " (select max(segment_name) from read_whole.segments),"
        " (select min(customer_name) from read_whole.customers) \\watch 0.02\n"
    )
    reader = None
    try:
        for name in names:
            file = another_version(demo.published, tmp_path, name, is_small=True)
            put(places, file, name, 1)
            load_postgres(places.address, server, "read_whole", ROLE)
            if reader is None:
                reader = subprocess.Popen(
                    ["psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", asked, server],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
        assert reader and reader.poll() is None, reader and reader.communicate()
        # The last version is read too.
        line = ""
        while names[-1] not in line:
            line = reader.stdout.readline() if reader.stdout else ""
            assert line
            if "|" in line:
                assert len(set(line.strip().split("|"))) == 1, line
    finally:
        if reader:
            reader.terminate()
            _, errors = reader.communicate()
    assert errors == ""


def test_a_load_that_was_killed_is_replaced(server: str, small: Path) -> None:
    assert psql(server, "create schema broken__loading; create table broken__loading.x (a int)")
    load_postgres(small, server, "broken", ROLE)
    schemas = rows_of(server, "select nspname from pg_namespace where nspname like 'broken%'")
    assert schemas == [["broken"]]


def test_a_schema_of_somebody_else_is_not_replaced(server: str, small: Path) -> None:
    psql(server, "create schema theirs; create table theirs.customers as select 1 as one")
    with pytest.raises(PublishError) as refused:
        load_postgres(small, server, "theirs", ROLE)
    assert refused.value.code == "postgres-schema-taken"
    assert rows_of(server, "select one from theirs.customers") == [["1"]]


def test_a_view_of_somebody_else_is_not_dropped(server: str, small: Path) -> None:
    load_postgres(small, server, "viewed", ROLE)
    psql(server, "create view public.lost as select customer_id from viewed.customers")
    load_postgres(small, server, "viewed", ROLE)
    with pytest.raises(PublishError) as refused:
        load_postgres(small, server, "viewed", ROLE)
    assert refused.value.code == "postgres-in-use"
    assert len(rows_of(server, "select * from public.lost")) == 2000
    assert len(rows_of(server, "select * from viewed.customers")) == 2000


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--postgres=host=127.0.0.1 port=1"], "postgres-unreachable"),
        (["--postgres=postgres://reader:5ec2e7@db/shop"], "password-shown"),
        (["--postgres=host=db password=5ec2e7"], "password-shown"),
        (["--postgres=host=db", "--schema", "a; drop table x"], "postgres-name-wrong"),
        (["--postgres=host=db", "--role", "Reader"], "postgres-name-wrong"),
    ],
)
def test_a_refusal_is_one_sentence(demo: Build, arguments: list[str], code: str) -> None:
    ended = publish(demo.published.parent, *arguments)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"publish: [{code}] ")
    assert len(ended.stderr.splitlines()) == 1
    assert "5ec2e7" not in ended.stderr
