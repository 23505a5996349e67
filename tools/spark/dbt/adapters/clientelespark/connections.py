"""The connection of dbt: the session of this process."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.events.logging import AdapterLogger
from dbt.adapters.spark.connections import SparkConnectionManager, SparkCredentials
from dbt.adapters.spark.session import Cursor, SessionConnectionWrapper
from dbt_common.exceptions import DbtDatabaseError, DbtRuntimeError

from clientele.publish.errors import PublishError
from clientele.spark import Engine, Settings, SparkError
from clientele.spark.errors import short_reason

LOGGER = AdapterLogger("clientele")
# Seconds that a second build waits for the first.
WAIT = 600.0


@dataclass
class ClienteleSparkCredentials(SparkCredentials):
    """A target of profiles.yml.

    `host` is where Spark runs: `local[2]`, `spark://host:7077` or `sc://host:15002`.
    """

    warehouse: str = "warehouse"
    # The name of the published file.
    publish_as: str = "spark"
    memory: str = "2g"
    java_options: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        # dbt-spark turns it off. A cast that fails would then be a null.
        self.server_side_parameters["spark.sql.ansi.enabled"] = "true"

    @property
    def type(self) -> str:
        return "clientelespark"

    def _connection_keys(self) -> tuple[str, ...]:
        return "host", "schema", "warehouse"

    def engine(self) -> Engine:
        """Return the engine of this process."""
        settings = Settings(
            master=self.host,
            warehouse=Path(self.warehouse),
            target=self.publish_as,
            memory=self.memory,
            java_options=self.java_options,
            more=self.server_side_parameters,
        )
        wait = float(os.environ.get("CLIENTELE_WAIT") or WAIT)
        try:
            return Engine.of(settings, wait, LOGGER.info)
        except (SparkError, PublishError) as error:
            raise DbtRuntimeError(str(error)) from error


class EngineCursor(Cursor):
    """A cursor whose statements run in the session of the engine."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def execute(self, sql: str, *parameters: Any) -> None:
        if parameters:
            raise DbtRuntimeError("Spark takes no bound values.")
        self._rows = None
        self._df = _said(lambda: self.engine.sql(sql))

    def fetchall(self) -> Any:
        return _said(super().fetchall)


class EngineHandle:
    """What dbt-spark calls a connection: it makes cursors."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def cursor(self) -> EngineCursor:
        return EngineCursor(self.engine)


class EngineConnection(SessionConnectionWrapper):
    """A connection whose queries end when the build is interrupted."""

    def cancel(self) -> None:
        self.handle.engine.session.interruptAll()


class ClienteleSparkConnectionManager(SparkConnectionManager):
    """Connections that share one session."""

    TYPE = "clientelespark"

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        if connection.state != ConnectionState.OPEN:
            engine = connection.credentials.engine()
            connection.handle = EngineConnection(EngineHandle(engine))
            connection.state = ConnectionState.OPEN
        return connection


def _said(action: Any) -> Any:
    """Run an action of Spark, and say the reason alone if it fails."""
    from pyspark.errors import PySparkException

    try:
        return action()
    except PySparkException as error:
        raise DbtDatabaseError(short_reason(error.getMessage() or str(error))) from error
