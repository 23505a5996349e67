"""Publishing as a plugin of dbt-duckdb.

A profile names it: `plugins: [{module: clientele.publish.plugin, alias: publish}]`. If the path of
the target is in a folder `.work`, the plugin makes that database ready, and the hook `on-run-end`
of the project calls `clientele_publish`, a function of dbt's own connection. For any other path the
plugin does nothing. With `config: {lake_catalog: …, lake_data: …}`, versions are published into a
lake and not as a file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import closing
from types import MappingProxyType
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.adapters.events.logging import AdapterLogger

from clientele.lake import Lake, Schemas, attached, restore
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
    lake: Lake | None = None
    # The settings of a lake, if versions are published into one.
    settings: Mapping[str, str] = MappingProxyType({})
    dataset = ""
    has_opened_lake = False

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep the settings of the profile."""
        self.settings = plugin_config

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Make the working database ready before DuckDB opens it."""
        self.places = Places.of(creds.path)
        if not self.places:
            return
        if "lake_catalog" in self.settings:
            catalog, data = self.settings["lake_catalog"], self.settings.get("lake_data", "")
            self.lake = Lake.of(catalog, data, self.places.warehouse)
            self.dataset = creds.schema
        prepare(self.places, _wait(), LOGGER.info)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register `clientele_publish(request varchar) -> varchar`, with JSON in and out."""
        places = self.places
        lake = self.lake
        if not places:
            return
        if lake and not self.has_opened_lake:
            self._open_lake(lake, conn.cursor())
            self.has_opened_lake = True

        def publish_now(request: str) -> str:
            cursor = conn.cursor()
            asked = Request.from_json(json.loads(request))
            try:
                if lake:
                    with attached(lake, cursor):
                        done = publish(asked, cursor, places, Schemas(lake, cursor))
                else:
                    done = publish(asked, cursor, places)
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

    def _open_lake(self, lake: Lake, cursor: duckdb.DuckDBPyConnection) -> None:
        """See that the lake can be written, and continue with what it has."""
        with closing(cursor), attached(lake, cursor):
            build = restore(cursor, self.dataset)
        if build:
            LOGGER.info(f"The working database is new and continues with version {build}.")


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
