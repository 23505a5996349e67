"""Whole builds: dbt is run as a user runs it, each time into a warehouse of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from .baskets import Project

PROJECT = Path(__file__).resolve().parents[2]
SHARED_DATA = PROJECT.parent / "shared" / "data"
BUILT_FROM = [
    *("models", "macros", "seeds", "tests", "analyses", "data/demo"),
    *("dbt_project.yml", "profiles.yml"),
]

MARTS = sorted(path.stem for path in (PROJECT / "models/marts").rglob("*.sql"))


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
    command = [str(Path(sys.executable).with_name("dbt")), *arguments, "--target", dataset]
    if variables:
        command += ["--vars", json.dumps(variables)]
    run = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    return Build(run.returncode, run.stdout + run.stderr, warehouse / f"{dataset}.duckdb", target)


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
def demo(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build the demo once, with all its tests."""
    build = dbt(tmp_path_factory.mktemp("demo"), "build")
    assert build.code == 0, build.end()
    return build


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
