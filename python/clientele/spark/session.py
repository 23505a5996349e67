"""The session of Spark."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from clientele.spark.errors import SparkError, short_reason
from clientele.spark.java import check_java
from clientele.spark.settings import SQL, Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["open_session"]


def open_session(settings: Settings) -> SparkSession:
    """Open a session, on this machine, on a cluster, or on a server of Spark Connect.

    Raises:
        SparkError: Java is missing, or the cluster does not answer.

    """
    from pyspark.logger import PySparkLogger
    from pyspark.sql import SparkSession

    # It writes each error with its stack, which also reaches dbt as an exception.
    PySparkLogger.getLogger("SQLQueryContextLogger").disabled = True
    if not settings.is_remote:
        check_java()
        (settings.work / "tmp").mkdir(parents=True, exist_ok=True)
    if settings.is_loopback:
        # Without it, Spark looks the name of the machine up, which may not be known.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        if settings.is_remote:
            session = SparkSession.builder.remote(settings.master).getOrCreate()
            for name, value in {**SQL, **settings.more}.items():
                session.conf.set(name, value)
            return session
        builder = SparkSession.builder.master(settings.master)
        for name, value in settings.options().items():
            builder = builder.config(name, value)
        with _errors_to(settings.work / "spark.log"):
            return builder.getOrCreate()
    except Exception as error:
        reason = short_reason(str(error)).splitlines()[0].rstrip(".")
        raise SparkError(
            "spark-not-reached",
            f"Spark at {settings.master} does not answer ({reason}): start it, or name another with"
            " CLIENTELE_SPARK_MASTER, such as local[2].",
        ) from error


@contextmanager
def _errors_to(log: Path) -> Iterator[None]:
    """Let a process that starts here write its errors into a file, as Java greets each start."""
    sys.stderr.flush()
    before = os.dup(2)
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 2)
            yield
    finally:
        sys.stderr.flush()
        os.dup2(before, 2)
        os.close(before)
