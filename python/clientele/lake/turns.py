"""One writer at a time where the catalog is a SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from clientele.lake.address import Lake
from clientele.publish.errors import PublishError
from clientele.publish.lock import BuildLock

# A turn takes as long as the tables take to be written, not as long as a build.
WAIT = 1800.0


@contextmanager
def turn(lake: Lake) -> Iterator[None]:
    """Wait until no other writer of this machine writes into the lake.

    SQLite refuses a transaction that read before another one committed, and DuckLake does not try
    it again. PostgreSQL needs no turns.

    Raises:
        PublishError: Another writer still writes after half an hour.

    """
    if not lake.file:
        yield
        return
    lock = BuildLock(lake.file.with_name(f"{lake.file.name}.lock"))
    try:
        lock.take(WAIT, lambda said: None)
    except PublishError as error:
        raise PublishError(
            "lake-busy",
            f"Another process writes into the lake in {lake} for more than {WAIT / 60:.0f} minutes"
            f" (its number is in {lock.path}): end it, and run script/publish --target lake.",
        ) from error
    try:
        yield
    finally:
        lock.release()
