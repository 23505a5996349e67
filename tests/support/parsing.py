"""What dbt makes of the project's files, kept in `target/parsed` for all that ask.

Parsing takes seconds per dataset and set of vars. The first process parses, and the others, and
the next test run, only parse the files that changed since.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from filelock import FileLock

PROJECT = Path(__file__).resolve().parents[2]


def parse_folder(dataset: str | None, vars_given: str = "{}") -> Path:
    """Return the folder that keeps what dbt parsed of the project for a dataset and vars."""
    digest = hashlib.sha256(f"{dataset} {vars_given}".encode()).hexdigest()
    return PROJECT / "target/parsed" / digest


def parse(options: list[str], folder: Path) -> Any:
    """Return the manifest of the project under some options of dbt.

    It is None where the project has errors. The run that asked prints them.
    """
    from dbt.cli.main import dbtRunner

    folder.mkdir(parents=True, exist_ok=True)
    places = ("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT))
    written = ("--target-path", str(folder), "--log-path", str(folder))
    before = os.environ.copy()
    # dbt compares the profile too, so the path of the database must be the same the next time.
    os.environ["CLIENTELE_WAREHOUSE"] = str(folder)
    try:
        with FileLock(folder / "lock"):
            # The static parser has threads, which a fork loses.
            done = dbtRunner().invoke(
                ["--quiet", "--no-static-parser", "parse", *options, *places, *written]
            )
    finally:
        os.environ.clear()
        os.environ.update(before)
    return done.result if done.success else None
