"""The folders that a test reads: the project, a copy that it may change, and the real data."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from .parsing import PROJECT

BUILT_FROM = (
    *("models", "macros", "seeds", "tests", "analyses", "data/demo"),
    *("dbt_project.yml", "profiles.yml"),
)


def copy_of_project(folder: Path) -> Path:
    """Copy what a build reads, so that a test may change it. Unit tests stay with the project."""
    left_out = shutil.ignore_patterns("__pycache__", "*__unit_tests.yml")
    for name in BUILT_FROM:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=left_out)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    return folder


def data_folder() -> Path | None:
    """Return the folder of real data, which CLIENTELE_DATA_DIR alone can name."""
    named = os.environ.get("CLIENTELE_DATA_DIR")
    return Path(named) if named else None


def real_data(file: str) -> Path:
    """Return the folder of real data; skip the test, with the reason, where it lacks the file."""
    folder = data_folder()
    if not folder:
        pytest.skip(f"CLIENTELE_DATA_DIR is not set: nothing that needs {file} is checked")
    if not (folder / file).exists():
        pytest.skip(f"CLIENTELE_DATA_DIR has no {file}: nothing that needs it is checked")
    return folder
