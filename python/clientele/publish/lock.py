"""One build at a time per target, by a lock of the operating system that a killed build loses."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from clientele.publish.errors import PublishError

# Seconds between two attempts to take the lock.
PAUSE = 0.2


class BuildLock:
    """The lock of a target, held until this process ends or `release` is called.

    DuckDB locks the database only while a connection is open, and dbt closes its connections
    between the steps of a build. Without a lock of its own, a second build could slip in there.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "demo.lock"
    >>> first, second = BuildLock(path), BuildLock(path)
    >>> first.take()
    >>> second.take()
    Traceback (most recent call last):
    clientele.publish.errors.PublishError: [build-running] ...
    >>> first.release()
    >>> second.take()
    >>> second.release()

    """

    def __init__(self, path: Path) -> None:
        """Name the file. Nothing is opened yet."""
        self.path = path
        self._file: IO[str] | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def take(self, wait: float = 0, say: Callable[[str], None] = print) -> None:
        """Take the lock. If another process holds it, wait so many seconds.

        Raises:
            PublishError: Another process still holds the lock.

        """
        if self._file:
            return
        file = self.path.open("a+", encoding="utf-8")
        until = time.monotonic() + wait
        has_said = False
        while not _lock(file):
            if time.monotonic() >= until:
                holder = _holder(file)
                file.close()
                raise PublishError(
                    "build-running",
                    f"Another build of {self.path.stem} is running ({holder}): wait until it ends,"
                    " or set CLIENTELE_WAIT to the number of seconds to wait for it.",
                )
            if not has_said:
                say(
                    f"Another build of {self.path.stem} is running ({_holder(file)}). Waiting up to"
                    f" {wait:.0f} seconds for it to end (CLIENTELE_WAIT)."
                )
                has_said = True
            time.sleep(PAUSE)
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Give the lock back."""
        if self._file:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def _holder(file: IO[str]) -> str:
    """Return what the process that holds the lock wrote into its file."""
    file.seek(0)
    return file.read() or "a process that has just started"


if os.name == "nt":  # pragma: no cover
    import msvcrt

    # Windows refuses to read a locked byte, so the lock is on a byte after the text.
    FAR = 1 << 20

    def _lock(file: IO[str]) -> bool:
        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
