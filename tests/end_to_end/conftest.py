"""Whole builds: dbt is run as a user runs it, each time into a warehouse of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from .baskets import Project

PROJECT = Path(__file__).resolve().parents[2]
SHARED_DATA = PROJECT.parent / "shared" / "data"
BUILT_FROM = [
    *("models", "macros", "seeds", "tests", "analyses", "data/demo"),
    *("dbt_project.yml", "profiles.yml"),
]

PEER_A = {
    "cancellations": "drop",
    "excluded_products": [],
    "rfm_method": "first_come",
    "recency_basis": "elapsed",
    "segment_map": "seven_segments",
}
RETAIL: dict[str, dict[str, Any]] = {
    "default": {},
    "tie_safe": {"cancellations": "drop", "deduplicate": False, "excluded_products": []},
    "peer_a": PEER_A,
}
FRENCH = {
    "language": "fr",
    "guest_orders": "keep",
    "segment_map": "six_segments",
    "rfm_method": "fixed",
    "currency": "CHF",
    "marketing_budget": 1234.56,
}

MARTS = sorted(path.stem for path in (PROJECT / "models/marts").rglob("*.sql"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the pages begin: they take longest, and one process would be left with them alone."""
    items.sort(key=lambda item: item.path.stem != "test_pages")


@dataclass
class Build:
    """What a run of dbt left behind."""

    code: int
    output: str
    database: Path
    target: Path

    def results(self) -> dict[str, str]:
        """Return the status of every node that ran, by its name."""
        run = json.loads((self.target / "run_results.json").read_text())
        return {r["unique_id"].split(".")[2]: r["status"] for r in run["results"]}

    def end(self) -> str:
        """Return the end of the output, where dbt sums up what failed."""
        return self.output[-4000:]

    def query(self, sql: str) -> list[tuple]:
        """Return the rows of a query on the database that was built."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def public_tables(self) -> list[str]:
        """Return the names of all marts, in order."""
        return [
            name
            for (name,) in self.query(
                "select table_name from duckdb_tables() where schema_name = 'main' order by 1"
            )
        ]


def dbt(
    warehouse: Path,
    *arguments: str,
    dataset: str = "demo",
    variables: dict | None = None,
    project: Path = PROJECT,
    data_dir: Path | None = None,
    without_unit_tests: bool = False,
) -> Build:
    """Run `dbt <arguments>` for a dataset into a warehouse folder."""
    warehouse.mkdir(parents=True, exist_ok=True)
    target = warehouse / "target"
    environment = os.environ | {
        "CLIENTELE_WAREHOUSE": str(warehouse),
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(warehouse / "logs"),
        "DBT_USE_COLORS": "false",
    }
    if data_dir:
        environment["CLIENTELE_DATA_DIR"] = str(data_dir)
    command = [*arguments, "--target", dataset]
    if without_unit_tests:
        command += ["--exclude-resource-type", "unit_test"]
    if variables:
        command += ["--vars", json.dumps(variables)]
    code, output = run_dbt(command, project, environment, warehouse / "output.txt")
    return Build(code, output, warehouse / f"{dataset}.duckdb", target)


def run_dbt(
    arguments: list[str], folder: Path, environment: Mapping[str, str], output: Path
) -> tuple[int, str]:
    """Return the exit code of `dbt <arguments>` in a folder, and what it printed."""
    wanted = {
        "arguments": arguments,
        "folder": str(folder),
        "environment": dict(environment),
        "output": str(output),
    }
    server = dbt_server()
    assert server.stdin and server.stdout
    server.stdin.write(json.dumps(wanted) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline()), output.read_text()


@cache
def dbt_server() -> subprocess.Popen[str]:
    """Start what runs dbt; it ends when this process does, as nothing more can be asked then."""
    return subprocess.Popen(
        [sys.executable, Path(__file__).with_name("dbt_server.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def compiled_analyses(folder: Path, dataset: str = "demo", data_dir: Path | None = None) -> dict:
    """Return the SQL of every analysis of a dataset, by name: to be run on a build of it."""
    # A folder of its own: what dbt left of the build stays as it is.
    run = dbt(
        folder,
        *("compile", "--select", "resource_type:analysis"),
        dataset=dataset,
        data_dir=data_dir,
    )
    assert run.code == 0, run.end()
    written = (run.target / "compiled/clientele/analyses").glob("*.sql")
    return {path.stem: path.read_text() for path in written}


def copy_of_project(folder: Path) -> Path:
    """Copy what a build reads, so that a test may change it."""
    for name in BUILT_FROM:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the processes of a run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def build_once(folder: Path, name: str, *arguments: str, **options: Any) -> Build:
    """Build for all processes of a run: the first that asks does it, and others wait."""
    kept = folder / f"{name}.json"
    with FileLock(folder / f"{name}.lock"):
        if not kept.exists():
            build = dbt(folder / name, "build", *arguments, **options)
            kept.write_text(json.dumps([build.code, build.output]))
    code, output = json.loads(kept.read_text())
    return Build(
        code,
        output,
        folder / name / f"{options.get('dataset', 'demo')}.duckdb",
        folder / name / "target",
    )


def build_retail(folder: Path, data: Path, edition: str) -> Build:
    """Build Online Retail once, with its data tests: unit tests are of rules, not of data."""
    return build_once(
        folder,
        f"online_retail_{edition}",
        without_unit_tests=True,
        dataset="online_retail",
        variables=RETAIL[edition],
        data_dir=data,
    )


@pytest.fixture(scope="session")
def demo(shared_folder: Path) -> Build:
    """Build the demo once, with all its tests."""
    build = build_once(shared_folder, "demo")
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="session")
def empty(shared_folder: Path) -> Build:
    """Build a shop without a row, with its data tests but those that look for what was planted."""
    project = shared_folder / f"empty_project_{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    for path in (copy_of_project(project) / "data/demo").glob("*.csv"):
        path.write_text(path.read_text().splitlines()[0] + "\n")
    return build_once(
        shared_folder,
        "empty",
        *("--exclude", "demo_archetypes", "demo_bundles"),
        without_unit_tests=True,
        project=project,
    )


@pytest.fixture(scope="session")
def french(shared_folder: Path) -> Build:
    """Build the demo in French and francs, with guests and fixed thresholds, and its data tests."""
    return build_once(shared_folder, "french", without_unit_tests=True, variables=FRENCH)


@pytest.fixture(scope="session")
def baskets(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Parse the project once, to run its basket models on any lines under any vars."""
    return Project(tmp_path_factory.mktemp("baskets"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real data; without it, say what is not checked."""
    folder = Path(os.environ.get("CLIENTELE_DATA_DIR", SHARED_DATA))
    if not (folder / "online_retail.parquet").exists():
        pytest.skip(f"no online_retail.parquet in {folder}: golden figures are not checked")
    return folder
