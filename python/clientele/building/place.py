"""Where a target publishes: what the screen calls it, and the figures that it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

from clientele.lake import Lake, connect_lake
from clientele.publish.errors import PublishError

__all__ = ["DuckDBFile", "LakeSchema", "Place", "dataset_in", "place_of"]


@dataclass(frozen=True)
class DuckDBFile:
    """The DuckDB file of a target."""

    path: Path

    def __str__(self) -> str:
        """Return its path."""
        return str(self.path)

    def version(self) -> object:
        """Return what changes when a version is published."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_mtime_ns

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open the published version."""
        return duckdb.connect(str(self.path), read_only=True)


@dataclass(frozen=True)
class LakeSchema:
    """The schema of a dataset in a lake."""

    dataset: str
    lake: Lake

    def __str__(self) -> str:
        """Return the dataset and the lake."""
        return f"{self.dataset} of {self.lake}"

    def version(self) -> object:
        """Return the snapshot of the published version; none if the lake cannot be read."""
        try:
            with self.connect() as connection:
                return connection.execute("select max(build_id) from build_history").fetchone()
        except (PublishError, duckdb.Error):
            return None

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open the published version."""
        return connect_lake(self.dataset, lake=self.lake)


Place = DuckDBFile | LakeSchema


def place_of(target: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Place:
    """Return where a build of a target publishes.

    >>> str(place_of("demo", [], {"CLIENTELE_WAREHOUSE": "shops"}).path.as_posix())
    'shops/demo.duckdb'

    Raises:
        PublishError: The lake has an address that cannot be one.

    """
    warehouse = Path(environment.get("CLIENTELE_WAREHOUSE") or "warehouse")
    if target == "lake":
        return LakeSchema(dataset_in(arguments) or "demo", Lake.of_environment(environment))
    return DuckDBFile(warehouse / f"{target}.duckdb")


def dataset_in(arguments: Sequence[str]) -> str | None:
    """Return the var `dataset` among the arguments of dbt; none if it is not there.

    >>> dataset_in(["--target", "lake", "--vars", "{dataset: online_retail}"])
    'online_retail'
    >>> dataset_in(["--vars={language: fr}"]) is None
    True

    """
    given = ""
    for place, argument in enumerate(arguments):
        if argument == "--vars" and place + 1 < len(arguments):
            given = arguments[place + 1]
        elif argument.startswith("--vars="):
            given = argument.partition("=")[2]
    try:
        read = yaml.safe_load(given)
    except yaml.YAMLError:
        # dbt refuses it with a sentence of its own.
        return None
    found = read.get("dataset") if isinstance(read, dict) else None
    return str(found) if found else None
