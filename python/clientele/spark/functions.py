"""The functions of the published file. It is DuckDB's, so dbt writes their SQL for DuckDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientele.publish.errors import PublishError

__all__ = ["Project", "compile_functions"]


@dataclass(frozen=True)
class Project:
    """The project that is built.

    Attributes:
        folder: Its folder.
        dataset: The dataset of the build.
        variables: The vars that were given on the command line.

    """

    folder: Path
    dataset: str
    variables: Mapping[str, Any]


def compile_functions(project: Project, database: Path) -> dict[str, str]:
    """Return the SQL of each table function by its name.

    Args:
        project: The project.
        database: The DuckDB database that has the tables that the functions read.

    Raises:
        PublishError: dbt cannot compile a function.

    """
    with tempfile.TemporaryDirectory() as folder:
        output = {"type": "duckdb", "path": str(database.absolute()), "threads": 1}
        # The name of a target is that of its dataset.
        profile = {"clientele": {"target": project.dataset, "outputs": {project.dataset: output}}}
        (Path(folder) / "profiles.yml").write_text(json.dumps(profile), "utf-8")
        command = [str(Path(sys.executable).with_name("dbt")), "--quiet", "--no-use-colors"]
        command += ["--log-path", folder, "compile", "--project-dir", str(project.folder)]
        command += ["--profiles-dir", folder, "--target-path", folder]
        command += ["--select", "config.materialized:table_function"]
        command += ["--vars", json.dumps({**project.variables, "dataset": project.dataset})]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DBT_ENGINE_TARGET")}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode:
            reason = " ".join((done.stdout + done.stderr).split())[-300:]
            raise PublishError(
                "functions-not-compiled",
                f"The functions of the published file cannot be written for DuckDB ({reason}):"
                " correct models/functions.",
            )
        manifest = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
        return {
            node["alias"]: node["compiled_code"]
            for node in manifest["nodes"].values()
            if node["config"].get("materialized") == "table_function"
        }
