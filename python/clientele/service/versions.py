"""The published version that is read, and the change to a newly published one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb

from clientele.publish.copying import text
from clientele.service.problems import Problem, ServiceError
from clientele.service.settings import Settings
from clientele.service.written import write_json

__all__ = ["Read", "Version", "Versions"]

LOGGER = logging.getLogger("clientele.service")
# The name under which the file is attached.
SHOP = "clientele_shop"
MEMORY = "1GB"
# Queries that run at a time, each in one thread.
QUERIES = (os.cpu_count() or 1) + 2
# Answers that are kept: a version never changes, so an equal question has an equal answer.
ANSWERS = 10_000
LARGEST_KEPT = 65_536

# Runs a prepared statement and returns its rows, each by the names of its columns.
Read = Callable[..., list[dict[str, Any]]]


class Version:
    """One published version, open for reading.

    DuckDB hands out the open database for a path that it knows, also if another file is there now.
    So each version is attached to a database in memory of its own. It is closed when the last
    request that reads it lets go of it.

    Attributes:
        identity: What tells the file from the one that is published after it.
        about: The version, and what `settings` says of it.
        cursors: Cursors that are free.

    """

    def __init__(self, file: Path) -> None:
        """Open the file; `duckdb.Error` if it is not a published version."""
        self.identity = identity(file)
        self._connection = duckdb.connect(":memory:")
        self._connection.execute(f"attach {text(str(file.absolute()))} as {SHOP} (read_only)")
        self._connection.execute(f"set threads = 1; set memory_limit = '{MEMORY}'")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")
        self.cursors = [self._connection.cursor() for _ in range(QUERIES)]
        for cursor in self.cursors:
            cursor.execute(f"use {SHOP}.main")
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self.about: dict[str, Any] = self.read(
            "select (select max(build_id) from build_history where status = 'published') as"
            " version, dataset, shop_name, as_of_date, built_at, language, currency from settings"
        )[0]

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run a prepared statement outside any request."""
        return read_with(self._connection.cursor().execute(f"use {SHOP}.main"), sql, values)

    def kept(self, question: Hashable) -> bytes | None:
        """Return the answer to a question that was asked before."""
        found = self._answers.get(question)
        if found is not None:
            self._answers.move_to_end(question)
        return found

    def keep(self, question: Hashable, answer: bytes) -> None:
        """Keep an answer, and forget the one that was not asked for the longest time."""
        if len(answer) <= LARGEST_KEPT:
            self._answers[question] = answer
            if len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)


class Versions:
    """The version that requests are answered from."""

    def __init__(self, settings: Settings) -> None:
        """Open the published version.

        Raises:
            ServiceError: The database does not exist or cannot be read.

        """
        self.settings = settings
        file = settings.database
        if not file.is_file():
            raise ServiceError(
                "database-missing",
                f"{file} does not exist: build it with `script/build --target {file.stem}`.",
            )
        try:
            self.current = Version(file)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0].rstrip(".")
            raise ServiceError(
                "database-unreadable",
                f"{file} cannot be read ({reason}): build it again with"
                f" `script/build --target {file.stem}`.",
            ) from error
        self._threads = ThreadPoolExecutor(QUERIES, "query")
        self._free = asyncio.Semaphore(QUERIES)

    def refresh(self) -> bool:
        """Change to the published version, if it is another one, and return whether it is.

        If it cannot be read, the version before keeps answering.
        """
        try:
            if identity(self.settings.database) == self.current.identity:
                return False
            self.current = Version(self.settings.database)
        except (OSError, duckdb.Error) as error:
            LOGGER.warning("The published version cannot be read: %s", error)
            return False
        LOGGER.info("Answers come from version %s", self.current.about["version"])
        return True

    @contextlib.asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Look for a newly published version, until the block ends."""
        following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            following.cancel()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self.settings.poll_seconds)
            await asyncio.to_thread(self.refresh)

    async def answer(
        self, question: Hashable, compute: Callable[[Read], Any]
    ) -> tuple[Version, bytes]:
        """Return the answer to a question as JSON, with the version that it is from.

        `compute` gets a function that runs prepared statements, and runs in a thread.
        """
        version = self.current
        kept = version.kept(question)
        if kept is not None:
            return version, kept
        loop = asyncio.get_running_loop()
        async with self._free:
            cursor = version.cursors.pop()

            def read(sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
                return read_with(cursor, sql, values)

            limit = loop.call_later(self.settings.seconds, cursor.interrupt)
            try:
                written = await asyncio.shield(
                    loop.run_in_executor(
                        self._threads, lambda: write_json(compute(read)).encode("utf-8")
                    )
                )
            except duckdb.InterruptException:
                raise Problem(
                    "too-slow",
                    f"The database was stopped after {self.settings.seconds:g} seconds.",
                ) from None
            finally:
                limit.cancel()
                version.cursors.append(cursor)
        version.keep(question, written)
        return version, written


def identity(file: Path) -> tuple[int, int, int, int]:
    """Return what tells a file from another that was renamed to its path."""
    found = file.stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def read_with(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any]
) -> list[dict[str, Any]]:
    """Return the rows of a prepared statement, each by the names of its columns."""
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
