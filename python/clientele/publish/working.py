"""The working database, made ready before a build opens it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from clientele.publish.errors import PublishError
from clientele.publish.lock import BuildLock
from clientele.publish.places import Places

# The locks of this process, by their files. They are released when the process ends, as a build
# goes on after dbt has closed its connections.
LOCKS: dict[Path, BuildLock] = {}


def prepare(places: Places, wait: float = 0, say: Callable[[str], None] = print) -> None:
    """Take the lock, remove what a killed build left behind, and see that the database opens.

    A working database that is not there, or that is damaged, is made from the published version.
    It holds what a build cannot compute again: the models of clusters and the history of builds.

    Raises:
        PublishError: The folder cannot be written, another build is running, or another process
            has the working database open.

    """
    try:
        places.work.mkdir(parents=True, exist_ok=True)
        lock = LOCKS.setdefault(places.lock.resolve(), BuildLock(places.lock))
        if lock.is_held:
            return
        lock.take(wait, say)
        empty(places)
        _open(places, say)
    except OSError as error:
        raise PublishError(
            "warehouse-not-writable",
            f"The folder {places.work.absolute()} cannot be written"
            f" ({error.strerror or type(error).__name__}): free disk space, change its permissions,"
            " or set CLIENTELE_WAREHOUSE to a folder that can be written.",
        ) from error


def empty(places: Places) -> None:
    """Empty the folder of temporary files, and make it the folder of this process.

    dbt-duckdb writes a file per Python model there, which a killed build cannot remove.
    """
    shutil.rmtree(places.scratch, ignore_errors=True)
    shutil.rmtree(f"{places.working}.tmp", ignore_errors=True)
    for left in ("current", "rollback"):
        (places.work / f"{places.target}.{left}").unlink(missing_ok=True)
    places.scratch.mkdir()
    tempfile.tempdir = str(places.scratch.absolute())
    atexit.register(_forget, places.scratch, os.getpid())


def _forget(scratch: Path, process: int) -> None:
    """Remove the folder at the end of the process that made it, not of one forked from it."""
    if os.getpid() == process:
        tempfile.tempdir = None
        shutil.rmtree(scratch, ignore_errors=True)


def _open(places: Places, say: Callable[[str], None]) -> None:
    """See that DuckDB can open the working database. It replays the log of a killed build."""
    if not places.working.exists():
        _restore(places)
        return
    try:
        duckdb.connect(str(places.working)).close()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        if "lock" in reason.lower():
            raise PublishError(
                "working-database-open",
                f"Another program has {places.working.absolute()} open: close it. Programs that"
                f" read the tables open {places.address.absolute()}, which no build locks.",
            ) from error
        if isinstance(error, duckdb.OutOfMemoryException):
            raise
        damaged = places.working.with_suffix(".damaged")
        say(
            f"The working database cannot be read ({reason.rstrip('.')}). It is now {damaged}, and"
            " the build starts from the published version."
        )
        places.working.replace(damaged)
        Path(f"{places.working}.wal").unlink(missing_ok=True)
        _restore(places)


def _restore(places: Places) -> None:
    """Start from the published version, whole or not at all."""
    Path(f"{places.working}.wal").unlink(missing_ok=True)
    if not places.address.exists():
        return
    copy = places.scratch / places.working.name
    shutil.copyfile(places.address, copy)
    copy.replace(places.working)
