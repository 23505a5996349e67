"""Each engine builds the tables that DuckDB builds: every row, every cent, and the functions.

The builds run as a user runs them, all engines at once, each into an empty warehouse.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from support import PROJECT, real_data

from .compare import compare, report
from .engines import NOT_COMPARED, TIMES, engines, start
from .places import DuckDBFile, Place

ENGINES = engines()
CALLS = {
    "customer_360": "'C10153'",
    "score_customer": "recency_days := 12, frequency := 3, monetary := 250",
    "predict_cluster": "12, 3, 250",
    "predict_value": "recency_days := 12, frequency := 3, tenure_days := 200, monetary := 250",
    "recommend_for_customer": "'C10153', 5, repeats := true",
    "recommend_for_basket": "['KI103', 'KI111'], 5, customer := 'C10153'",
}


@dataclass(frozen=True)
class Built:
    """A dataset, built by DuckDB and by the other engines."""

    duckdb: Place
    others: dict[str, Place]


def build(folder: Path, dataset: str) -> Built:
    """Build a dataset on every engine, and fail if a build does."""
    running = {name: start(name, folder / name, dataset) for name in (dataset, *ENGINES)}
    said = {name: process.communicate()[0] for name, process in running.items()}
    for name, process in running.items():
        assert process.returncode == 0, f"{name}:\n{said[name][-4000:]}"
    others = {name: engine.place(folder / name, dataset) for name, engine in ENGINES.items()}
    return Built(DuckDBFile(folder / dataset / f"{dataset}.duckdb"), others)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("demo"), "demo")


@pytest.fixture(scope="module")
def online_retail(tmp_path_factory: pytest.TempPathFactory) -> Built:
    real_data("online_retail.parquet")
    return build(tmp_path_factory.mktemp("online_retail"), "online_retail")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("dataset", ["demo", "online_retail"])
def test_all_tables_are_equal(dataset: str, engine: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(dataset)
    absent = ENGINES[engine].absent_tables
    found = compare(built.duckdb, built.others[engine], without=NOT_COMPARED, without_values=TIMES)
    one_sided = [one.table for one in found if one.what == "only left" and not one.first]
    assert one_sided == sorted(absent)
    differing = [one for one in found if one.table not in absent]
    assert not differing, report(differing)
    with duckdb.connect() as connection:
        compared = built.duckdb.tables(connection, "compared")
    print(f"{dataset}: {len(compared) - len(NOT_COMPARED) - len(absent)} tables equal on {engine}")


@pytest.mark.parametrize("engine", ENGINES)
def test_functions_answer_equally(demo: Built, engine: str) -> None:
    absent = ENGINES[engine].absent_functions
    with duckdb.connect() as connection:
        demo.duckdb.tables(connection, "ours")
        demo.others[engine].tables(connection, "theirs")

        def functions(database: str) -> dict[str, str]:
            return dict(
                connection.execute(
                    "select distinct function_name, schema_name from duckdb_functions()"
                    " where database_name = ? and function_type = 'table_macro'"
                    " and schema_name not in ('pg_catalog', 'information_schema')"
                    " and not internal",
                    [database],
                ).fetchall()
            )

        ours, theirs = functions("ours"), functions("theirs")
        assert sorted(ours) == sorted(CALLS)
        assert sorted(ours) == sorted([*theirs, *absent])
        for name, schema in theirs.items():
            answers = []
            for database, at in (("ours", ours[name]), ("theirs", schema)):
                connection.execute(f"use {database}.{at}")
                answers.append(connection.execute(f"from {name}({CALLS[name]})").fetchall())
                connection.execute("use memory")
            assert answers[0], f"{name} answers nothing"
            assert answers[0] == answers[1]


def test_what_an_engine_lacks_stands_in_the_docs() -> None:
    page = (PROJECT / "docs/engines.md").read_text("utf-8")
    for engine in ENGINES.values():
        for name in (*engine.absent_tables, *engine.absent_functions):
            assert f"`{name}`" in page, f"docs/engines.md does not name {name}"
