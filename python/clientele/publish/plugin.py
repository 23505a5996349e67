"""Publishing as a plugin of dbt-duckdb.

A profile names it: `plugins: [{module: clientele.publish.plugin, alias: publish}]`. If the path of
the target is in a folder `.work`, the plugin makes that database ready, and the hook `on-run-end`
of the project calls `clientele_publish`, a function of dbt's own connection. For any other path the
plugin does nothing.
"""

from __future__ import annotations

import json
import os
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.adapters.events.logging import AdapterLogger

from clientele.publish.errors import PublishError
from clientele.publish.places import Places
from clientele.publish.publishing import Request, publish
from clientele.publish.working import prepare

__all__ = ["Plugin"]

LOGGER = AdapterLogger("clientele")
# Seconds that a second build waits for the first.
WAIT = 600.0


class Plugin(BasePlugin):
    """Prepares the working database and gives dbt's connection the function that publishes."""

    places: Places | None = None

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Make the working database ready before DuckDB opens it."""
        self.places = Places.of(creds.path)
        if self.places:
            prepare(self.places, _wait(), LOGGER.info)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register `clientele_publish(request varchar) -> varchar`, with JSON in and out."""
        places = self.places
        if not places:
            return

        def publish_now(request: str) -> str:
            cursor = conn.cursor()
            try:
                done = publish(Request.from_json(json.loads(request)), cursor, places)
            except PublishError as error:
                return json.dumps({"problems": [str(error)]})
            finally:
                cursor.close()
            said = (
                f"Published version {done.version} as {done.address}:"
                f" {done.tables} tables, {done.size / 1e6:.1f} MB."
            )
            return json.dumps({"problems": [], "said": [*done.warnings, said]})

        conn.create_function(
            "clientele_publish", publish_now, ["VARCHAR"], "VARCHAR", side_effects=True
        )


def _wait() -> float:
    given = os.environ.get("CLIENTELE_WAIT", "")
    try:
        return float(given) if given else WAIT
    except ValueError:
        raise PublishError(
            "wait-not-a-number",
            f"CLIENTELE_WAIT is '{given}'; allowed is a number of seconds, 0 for none: correct it"
            " in the environment.",
        ) from None
