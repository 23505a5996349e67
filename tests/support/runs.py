"""The one way to run dbt in a test: as a user runs it, each time in a process of its own.

    build = dbt(tmp_path, "build", variables={"language": "fr"})
    assert build.code == 0, build.end()
    assert build.query("select customers from kpis") == [(1000,)]

A run that is refused says why in codes: `assert build.codes() == ["file-missing"]`.

Runs with the same dataset and vars share what dbt parsed of the project (parsing.py).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from .parsing import PROJECT, parse_folder
from .project import data_folder


@dataclass
class Build:
    """What a run of dbt left behind."""

    code: int
    output: str
    # What the run worked in. It has every table, also those of a partial run.
    database: Path
    target: Path

    @property
    def published(self) -> Path:
        """The file that readers open, if the run was a whole build that passed."""
        return self.database.parent.parent / self.database.name

    def results(self) -> dict[str, str]:
        """Return the status of every node that ran, by its name."""
        run = json.loads((self.target / "run_results.json").read_text())
        return {r["unique_id"].split(".")[2]: r["status"] for r in run["results"]}

    def end(self) -> str:
        """Return the end of the output, where dbt sums up what failed."""
        return self.output[-4000:]

    def codes(self) -> list[str]:
        """Return the codes of the errors that the output names, `[code]`, in their order."""
        return re.findall(r"\[([a-z]+(?:-[a-z]+)*)\]", self.output)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the database that was built."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def public_tables(self) -> list[str]:
        """Return the names of all marts, in order."""
        return [
            name
            for (name,) in self.query(
                "select table_name from duckdb_tables() where schema_name = 'main' union all"
                " select view_name from duckdb_views() where schema_name = 'main' and not internal"
                " order by 1"
            )
        ]


def working_database(warehouse: Path, dataset: str | None) -> Path:
    """Return the database that a run works in."""
    return warehouse / ".work" / f"{dataset}.duckdb"


def dbt(
    warehouse: Path,
    *arguments: str,
    dataset: str | None = "demo",
    variables: dict[str, Any] | None = None,
    project: Path = PROJECT,
    data_dir: Path | None = None,
    environment: dict[str, str] | None = None,
    database: Path | None = None,
    without_unit_tests: bool = False,
) -> Build:
    """Run `dbt <arguments>` in a project, for a dataset, into a warehouse folder.

    A project that has no target per dataset names none (`dataset=None`) and says which `database`
    it builds. `environment` is added to the variables of this process.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    target = warehouse / "target"
    output = warehouse / "output.txt"
    given = {
        "CLIENTELE_WAREHOUSE": str(warehouse),
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(warehouse / "logs"),
        "DBT_USE_COLORS": "false",
        **({"CLIENTELE_DATA_DIR": str(data_dir)} if data_dir else {}),
        # A log of every statement takes an eighth of a build. Tests that look for secrets give an
        # environment, and look for them in that log too.
        **(environment or {"DBT_LOG_LEVEL_FILE": "info"}),
    }
    vars_given = json.dumps(variables or {}, sort_keys=True)
    command = [*arguments]
    if dataset:
        command += ["--target", dataset]
    if without_unit_tests:
        command += ["--exclude-resource-type", "unit_test"]
    if variables:
        command += ["--vars", vars_given]
    # A copy may change between two runs, and a file of one test is of no use to the next.
    is_shared = (
        project == PROJECT
        and not environment
        and data_dir in (None, data_folder())
        and "/" not in vars_given
    )
    wanted = {
        "arguments": command,
        "folder": str(project),
        "environment": {**os.environ, **given},
        "output": str(output),
        "parsed": str(parse_folder(dataset, vars_given)) if is_shared else None,
    }
    served = server()
    assert served.stdin and served.stdout
    served.stdin.write(json.dumps(wanted) + "\n")
    served.stdin.flush()
    code = int(served.stdout.readline())
    return Build(code, output.read_text(), database or working_database(warehouse, dataset), target)


@cache
def server() -> subprocess.Popen[str]:
    """Start what runs dbt. It ends with this process, when nothing more can be asked."""
    return subprocess.Popen(
        [sys.executable, Path(__file__).with_name("server.py"), parse_folder("demo")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def build_once(folder: Path, name: str, *arguments: str, **options: Any) -> Build:
    """Build for all processes of a test run: the first that asks builds, and the others wait."""
    kept = folder / f"{name}.json"
    with FileLock(folder / f"{name}.lock"):
        if not kept.exists():
            build = dbt(folder / name, "build", *arguments, **options)
            kept.write_text(json.dumps([build.code, build.output]))
    code, output = json.loads(kept.read_text())
    dataset = options.get("dataset", "demo")
    return Build(code, output, working_database(folder / name, dataset), folder / name / "target")


def compiled_analyses(
    folder: Path, dataset: str = "demo", data_dir: Path | None = None
) -> dict[str, str]:
    """Return the SQL of every analysis of a dataset, by name, to run it on a build."""
    # A folder of its own, so that what dbt left of the build stays as it is.
    run = dbt(
        folder,
        *("compile", "--select", "resource_type:analysis"),
        dataset=dataset,
        data_dir=data_dir,
    )
    assert run.code == 0, run.end()
    written = (run.target / "compiled/clientele/analyses").glob("*.sql")
    return {path.stem: path.read_text() for path in written}
