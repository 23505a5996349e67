"""The engines that are compared with DuckDB, how each is built, and what it lacks."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from support import PROJECT

from clientele.lake import Lake

from .places import DuckDBFile, LakeSchema, Place

# One row per build, with its times.
NOT_COMPARED = {"build_history"}
# The times of a build.
TIMES = {"settings": {"built_at"}, "cluster_models": {"fitted_at"}}


@dataclass(frozen=True)
class Engine:
    """A target that builds the project in another way.

    Attributes:
        place: Where it publishes a dataset, in a warehouse.
        absent_tables: Public tables that it does not build, each with the reason. docs/engines.md
            names them.
        absent_functions: The same of table functions.

    """

    place: Callable[[Path, str], Place]
    absent_tables: dict[str, str] = field(default_factory=dict)
    absent_functions: dict[str, str] = field(default_factory=dict)


KNOWN = {
    "lake": Engine(lambda warehouse, dataset: LakeSchema(Lake.of("", "", warehouse), dataset)),
    "spark": Engine(lambda warehouse, _: DuckDBFile(warehouse / "spark.duckdb")),
}


def engines() -> dict[str, Engine]:
    """Return the engines that profiles.yml has a target for."""
    profiles = yaml.safe_load((PROJECT / "profiles.yml").read_text("utf-8"))
    outputs = profiles["clientele"]["outputs"]
    return {name: engine for name, engine in KNOWN.items() if name in outputs}


def start(target: str, warehouse: Path, dataset: str) -> subprocess.Popen[str]:
    """Start a build as a user does, on a warehouse that is empty."""
    warehouse.mkdir(parents=True)
    unset = ("CLIENTELE_LAKE_CATALOG", "CLIENTELE_LAKE_DATA", "CLIENTELE_SPARK_MASTER")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.Popen(
        ["script/build", "--target", target, "--vars", json.dumps({"dataset": dataset})],
        cwd=PROJECT,
        env={
            **environment,
            "CLIENTELE_WAREHOUSE": str(warehouse),
            "DBT_TARGET_PATH": str(warehouse / "target"),
            "DBT_LOG_PATH": str(warehouse / "logs"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
