"""Looks for what would stop a build or a reader, and says what to do.

`python -m clientele.doctor --target demo`, or `script/doctor`. The exit code is 1 if something is
wrong.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from clientele.lake import Lake, attach_for_reading, datasets_of
from clientele.publish import BuildLock, Places, PublishError, kept_versions, published_version

# A build of a shop with a million lines needs about this much.
FREE_BYTES = 2_000_000_000
PINNED = ("duckdb", "dbt-core", "dbt-duckdb", "numpy", "pyarrow", "scikit-learn", "scipy")


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is all right, and a sentence."""

    topic: str
    is_good: bool
    sentence: str


def check_pins(requirements: Path) -> Finding:
    """Compare the installed packages with the lock."""
    locked: dict[str, list[str]] = {}
    # A package may have a version per release of Python.
    for name, pinned in re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", requirements.read_text("utf-8")):
        locked.setdefault(name, []).append(pinned)
    differing = []
    for name in PINNED:
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "missing"
        if name in locked and found not in locked[name]:
            differing.append(f"{name} is {found}, not {' or '.join(locked[name])}")
    if differing:
        return Finding("pins", False, f"{'; '.join(differing)}: run script/setup.")
    return Finding("pins", True, f"{len(PINNED)} packages have the version of the lock.")


def check_environment() -> Finding:
    """Look for variables of other dbt projects, which plain `dbt build` would follow."""
    names = ("DBT_PROJECT_DIR", "DBT_PROFILES_DIR", "DBT_PROFILE", "DBT_TARGET")
    found = [name for name in names if os.environ.get(name)]
    if found:
        return Finding(
            "environment",
            False,
            f"{', '.join(found)} is set, so dbt may read another project: unset it.",
        )
    return Finding("environment", True, "No variable leads dbt to another project.")


def check_data() -> Finding:
    """See that the folder of raw files is there, if one is named."""
    named = os.environ.get("CLIENTELE_DATA_DIR")
    if named and not Path(named).is_dir():
        return Finding(
            "data", False, f"CLIENTELE_DATA_DIR is '{named}', which is not a folder: correct it."
        )
    return Finding("data", True, f"Raw files are looked for in {named or 'data'}.")


def check_warehouse(places: Places) -> Finding:
    """See that the folder can be written and that the disk has room."""
    folder = places.warehouse
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        return Finding(
            "warehouse",
            False,
            f"{folder.absolute()} cannot be written: change its permissions, or set"
            " CLIENTELE_WAREHOUSE.",
        )
    free = shutil.disk_usage(folder).free
    return Finding(
        "warehouse",
        free >= FREE_BYTES,
        f"{folder.absolute()} has {free / 1e9:.1f} GB free"
        + ("." if free >= FREE_BYTES else f", less than {FREE_BYTES / 1e9:.0f}: free disk space."),
    )


def check_working(places: Places) -> Finding:
    """Open the working database, and say how its last build ended."""
    if not places.working.exists():
        return Finding("build", True, f"{places.target} was never built: run script/build.")
    lock = BuildLock(places.lock)
    try:
        lock.take()
    except PublishError:
        return Finding("build", True, f"A build of {places.target} is running.")
    try:
        with duckdb.connect(str(places.working), read_only=True) as connection:
            row = connection.execute(
                "select build_id, status, failures from build_history order by 1 desc limit 1"
            ).fetchone()
    except duckdb.CatalogException:
        row = None
    except duckdb.Error as error:
        return Finding(
            "build",
            False,
            f"{places.working} cannot be opened ({str(error).splitlines()[0]}): close the program"
            " that has it open. A damaged file is set aside by the next build.",
        )
    finally:
        lock.release()
    if not row:
        return Finding("build", False, f"{places.working} records no build: run script/build.")
    build, status, failures = row
    if status in ("passed", "published"):
        return Finding("build", True, f"Build {build} is {status}.")
    advice = (
        "run script/publish --force if the data are right"
        if status == "held_back"
        else "run script/build again"
    )
    failed = f" ({failures})" if failures else ""
    return Finding("build", False, f"Build {build} is {status}{failed}: {advice}.")


def check_published(places: Places) -> Finding:
    """Open the published version as a reader does."""
    if not places.address.exists():
        return Finding("published", True, f"Nothing is published as {places.address} yet.")
    try:
        found = published_version(places.address)
    except PublishError as error:
        return Finding("published", False, error.sentence)
    kept = len(kept_versions(places))
    size = places.address.stat().st_size / 1e6
    return Finding(
        "published",
        True,
        f"{places.address} is version {found or 'of an earlier release'}, {size:.1f} MB;"
        f" {kept} versions are kept.",
    )


def check_lake(lake: Lake) -> Finding:
    """Open the lake as a reader does, and say which datasets it has."""
    if lake.file and not lake.file.exists():
        return Finding("lake", True, f"There is no lake in {lake} yet.")
    try:
        with duckdb.connect() as connection:
            attach_for_reading(lake, connection)
            datasets = datasets_of(connection)
    except PublishError as error:
        return Finding("lake", False, error.sentence)
    found = ", ".join(f"{name} ({count} versions)" for name, count in datasets.items())
    return Finding("lake", True, f"The lake in {lake} has {found or 'no dataset yet'}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line per check, and return 1 if one of them is bad."""
    parser = argparse.ArgumentParser(prog="script/doctor", allow_abbrev=False)
    parser.add_argument("--target", default="demo")
    parser.add_argument("--project", type=Path, default=Path())
    asked = parser.parse_args(arguments)
    places = Places(Path(os.environ.get("CLIENTELE_WAREHOUSE") or "warehouse"), asked.target)
    checks: list[Callable[[], Finding]] = [
        lambda: check_pins(asked.project / "requirements.txt"),
        check_environment,
        check_data,
        lambda: check_warehouse(places),
    ]
    if asked.target == "lake":
        checks.append(lambda: check_lake(Lake.of_environment()))
    else:
        checks += [lambda: check_working(places), lambda: check_published(places)]
    findings = [check() for check in checks]
    for finding in findings:
        print(f"{'ok   ' if finding.is_good else 'WRONG'} {finding.topic}: {finding.sentence}")
    return 0 if all(finding.is_good for finding in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
