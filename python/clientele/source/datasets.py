"""The files of the datasets that the project knows: where they are, and what they lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from clientele.source.faults import Fault
from clientele.source.faults.datasets import (
    DatasetColumnsMissing,
    DatasetFileMissing,
    DatasetFilesMissing,
    ProjectFileMissing,
)
from clientele.source.opening import open_tables
from clientele.source.settings import Settings
from clientele.source.sql import name
from clientele.source.table import Table

__all__ = ["RawTable", "find_files", "open_raw_table"]


@dataclass(frozen=True)
class RawTable:
    """One table of a dataset.

    Attributes:
        dataset: The dataset that the table belongs to.
        name: The table's name in the dataset.
        files: The names of files that may hold the table, the preferred one first.
        columns: The columns that are read.
        origin: `download` where the project fetches the dataset, `project` where the dataset
            comes with it, and otherwise the place where people find it.

    """

    dataset: str
    name: str
    files: Sequence[str]
    columns: Sequence[str]
    origin: str


def find_files(tables: Sequence[RawTable], folder: Path) -> tuple[list[Path], list[Fault]]:
    """Return the file of each table, or what is missing.

    >>> from pathlib import Path
    >>> from clientele.source.datasets import RawTable, find_files
    >>> table = RawTable("shop", "orders", ["orders.csv"], ["id"], "download")
    >>> [fault.code for fault in find_files([table], Path("nowhere"))[1]]
    ['dataset-file-missing']

    """
    found = []
    missing = []
    for table in tables:
        file = next((folder / file for file in table.files if (folder / file).is_file()), None)
        if file:
            found.append(file)
        else:
            missing.append(table)
    return found, [_missing_files(missing, str(folder))] if missing else []


def open_raw_table(
    table: RawTable, file: Path, settings: Settings, connection: duckdb.DuckDBPyConnection
) -> tuple[str, Table] | list[Fault]:
    """Return a select of the table's columns and the file as opened, or what is wrong with it."""
    of_file = Settings(
        dataset=table.dataset,
        project_dir=settings.project_dir,
        language=settings.language,
        custom_source=str(file),
    )
    opened, faults = open_tables(of_file, connection)
    if faults:
        return faults
    spellings: Mapping[str, str] = {column.lower(): column for column in opened[0].columns}
    missing = tuple(column for column in table.columns if column.lower() not in spellings)
    if missing:
        return [
            DatasetColumnsMissing(
                label=opened[0].label, missing=missing, columns=tuple(opened[0].columns)
            )
        ]
    selected = ", ".join(
        f"{name(spellings[column.lower()])} as {name(column)}" for column in table.columns
    )
    return f"select {selected} from {opened[0].scan}", opened[0]


def _missing_files(tables: Sequence[RawTable], folder: str) -> Fault:
    first = tables[0]
    if first.origin == "project":
        return ProjectFileMissing(folder=folder, files=tuple(table.files[0] for table in tables))
    if first.origin == "download":
        return DatasetFileMissing(folder=folder, dataset=first.dataset, files=tuple(first.files))
    return DatasetFilesMissing(
        folder=folder,
        dataset=first.dataset,
        files=tuple(Path(table.files[-1]).stem for table in tables),
        origin=first.origin,
    )
