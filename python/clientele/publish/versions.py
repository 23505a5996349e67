"""The versions of a target: the published one, and those that are kept to roll back to."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from clientele.publish.errors import PublishError
from clientele.publish.places import Places


def published_version(database: Path) -> str | None:
    """Return the version of a published file, which is the id of its build.

    It is none for a file that an earlier release of this project built.
    """
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            found = connection.execute(
                "select schema_name from duckdb_tables() where table_name = 'build_history'"
            ).fetchone()
            if not found:
                return None
            newest = connection.execute(
                f'select max(build_id) from "{found[0]}".build_history where status = ?',
                ["published"],
            ).fetchone()
    except duckdb.Error as error:
        raise PublishError(
            "version-unreadable",
            f"{database} cannot be read as a database ({str(error).splitlines()[0].rstrip('.')}):"
            " restore a kept version with `script/publish --rollback`.",
        ) from error
    return newest[0] if newest else None


def kept_versions(places: Places) -> list[str]:
    """Return the versions that are kept, the oldest first."""
    return sorted(path.stem for path in places.versions.glob("*.duckdb"))


def put(places: Places, file: Path, version: str, keep: int) -> None:
    """Make a file the published version, and keep it and the versions before it.

    The address changes by one rename, so a reader opens the old file or the new one. A reader that
    has the old file open keeps it.
    """
    keep_current(places)
    file.chmod(0o444)
    flush(file)
    spare = places.scratch / "kept.duckdb"
    _same(file, spare)
    file.replace(places.address)
    flush(places.warehouse)
    spare.replace(places.versions / f"{version}.duckdb")
    flush(places.versions)
    for old in kept_versions(places)[: -max(keep, 1)]:
        if old != version:
            (places.versions / f"{old}.duckdb").unlink()


def keep_current(places: Places) -> None:
    """Keep the published file, if a killed build or an earlier release did not."""
    places.versions.mkdir(parents=True, exist_ok=True)
    if not places.address.exists():
        return
    kept = [places.versions / f"{version}.duckdb" for version in kept_versions(places)]
    if any(path.samefile(places.address) for path in kept):
        return
    name = published_version(places.address) or "0"
    if not (places.versions / f"{name}.duckdb").exists():
        spare = places.work / f"{places.target}.current"
        spare.unlink(missing_ok=True)
        _same(places.address, spare)
        spare.replace(places.versions / f"{name}.duckdb")


def roll_back(places: Places, version: str | None = None) -> str:
    """Publish a kept version again: the one named, or the newest before the published one.

    Raises:
        PublishError: There is no such version.

    """
    current = published_version(places.address) if places.address.exists() else None
    kept = kept_versions(places)
    before = [name for name in kept if current is None or name < current]
    wanted = version or (before[-1] if before else None)
    if wanted is None or wanted not in kept:
        raise PublishError(
            "version-missing",
            f"{places.target} has no {f'version {version}' if version else 'earlier version'};"
            f" kept are {', '.join(kept) or 'none'} in {places.versions.absolute()}: name one of"
            " them.",
        )
    keep_current(places)
    spare = places.work / f"{places.target}.rollback"
    spare.unlink(missing_ok=True)
    _same(places.versions / f"{wanted}.duckdb", spare)
    spare.replace(places.address)
    flush(places.warehouse)
    return wanted


def flush(path: Path) -> None:
    """Have the operating system write a file or the names in a folder to the disk."""
    if path.is_dir() and os.name == "nt":  # pragma: no cover
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _same(file: Path, other: Path) -> None:
    """Give a file a second name. Where the file system has no such links, copy it."""
    try:
        os.link(file, other)
    except OSError:
        shutil.copy(file, other)
        flush(other)
