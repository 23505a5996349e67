"""The published version that is read, and the change to a newly published one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import os
import time
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
# Queries that run at a time, each in one thread. More than there are processors would only make
# each of them slower.
QUERIES = max(os.cpu_count() or 1, 2)
# Answers that are kept: a version never changes, so an equal question has an equal answer.
ANSWERS = 10_000
LARGEST_KEPT = 65_536
# How often a query that has to end is interrupted until it has ended.
SECONDS_TO_STOP = 0.1

Row = dict[str, Any]


class Read:
    """Runs prepared statements on a cursor, until a deadline."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        facts: dict[str, list[Row]],
        deadline: float = math.inf,
    ) -> None:
        """Read with a cursor. `facts` keeps what is read once per version."""
        self._cursor = cursor
        self._facts = facts
        self._deadline = deadline

    def __call__(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a statement, each by the names of its columns.

        Raises:
            Problem: The deadline has passed.

        """
        # An interrupt between two statements would stop neither of them.
        if time.monotonic() >= self._deadline:
            raise too_slow()
        self._cursor.execute(sql, values)
        names = [column[0] for column in self._cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in self._cursor.fetchall()]

    def once(self, sql: str) -> list[Row]:
        """Return the rows of a statement without values, which is run once per version."""
        found = self._facts.get(sql)
        if found is None:
            found = self._facts[sql] = self(sql)
        return found


class Version:
    """One published version, open for reading.

    DuckDB hands out the open database for a path that it knows, also if another file is there now.
    So each version is attached to a database in memory of its own. It is closed when the last
    request that reads it lets go of it.

    Attributes:
        identity: What tells the file from the one that is published after it.
        about: The version, and what `settings` says of it.
        cursors: Cursors that are free.
        facts: The rows of statements that are run once.
        contract: The OpenAPI contract.

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
        self.facts: dict[str, list[Row]] = {}
        self.contract: dict[str, Any] = {}
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self.read = Read(self._connection.cursor().execute(f"use {SHOP}.main"), self.facts)
        self.about: dict[str, Any] = self.read(
            "select (select max(build_id) from build_history where status = 'published') as"
            " version, dataset, shop_name, as_of_date, built_at, language, currency from settings"
        )[0]

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


class Limit:
    """Interrupts a query at a deadline or when nobody waits for it, until it has ended."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, deadline: float) -> None:
        """Begin to wait for the deadline. The event loop must be running."""
        self._loop = asyncio.get_running_loop()
        self._cursor = cursor
        self._next = self._loop.call_at(deadline, self.stop)

    def stop(self) -> None:
        """Interrupt the query now, and again if it goes on."""
        self._cursor.interrupt()
        self._next.cancel()
        self._next = self._loop.call_later(SECONDS_TO_STOP, self.stop)

    def lift(self) -> None:
        """Leave the cursor alone."""
        self._next.cancel()


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
        self._prepare: Callable[[Version], None] = lambda version: None
        self._threads = ThreadPoolExecutor(QUERIES, "query")
        self._free = asyncio.Semaphore(QUERIES)

    def prepare(self, prepare: Callable[[Version], None]) -> None:
        """Do something with this version, and with each that is published before it answers."""
        self._prepare = prepare
        prepare(self.current)

    def refresh(self) -> bool:
        """Change to the published version, if it is another one, and return whether it is.

        If it cannot be read, the version before keeps answering.
        """
        try:
            if identity(self.settings.database) == self.current.identity:
                return False
            opened = Version(self.settings.database)
            self._prepare(opened)
            self.current = opened
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
        kept = self.current.kept(question)
        if kept is not None:
            return self.current, kept
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.settings.seconds
        try:
            async with asyncio.timeout_at(deadline):
                await self._free.acquire()
        except TimeoutError:
            raise too_slow() from None
        version = self.current
        cursor = version.cursors.pop()
        limit = Limit(cursor, deadline)
        read = Read(cursor, version.facts, deadline)
        running = loop.run_in_executor(
            self._threads, lambda: write_json(compute(read)).encode("utf-8")
        )

        def give_back(_: object) -> None:
            limit.lift()
            version.cursors.append(cursor)
            self._free.release()

        # A thread may still use the cursor after the request was given up.
        running.add_done_callback(give_back)
        try:
            written = await asyncio.shield(running)
        except asyncio.CancelledError:
            limit.stop()
            raise
        except duckdb.InterruptException:
            raise too_slow() from None
        version.keep(question, written)
        return version, written


def too_slow() -> Problem:
    """Return the problem of a request that took too long."""
    return Problem("too-slow", "The database did not answer within the time of a request.")


def identity(file: Path) -> tuple[int, int, int, int]:
    """Return what tells a file from another that was renamed to its path."""
    found = file.stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
