"""The reader as a plugin of dbt-duckdb, which dbt calls before it builds anything.

A profile names it: `plugins: [{module: clientele.source.plugin}]`. The hook `on-run-start` of the
project then calls `clientele_open_source`, a function of dbt's own connection. The plugin also
keeps the secrets of the run out of dbt's log and target folder.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.adapters.events.logging import AdapterLogger
from dbt.flags import get_flags

from clientele.redaction import (
    dbt_environment,
    dbt_folders,
    given_secrets,
    redact,
    redact_files,
    secrets_in,
)
from clientele.source.code import code_digest
from clientele.source.faults import Fault
from clientele.source.faults.reader import Unexpected
from clientele.source.sources import Request, open_sources

__all__ = ["Plugin"]

LOGGER = AdapterLogger("clientele")


class Plugin(BasePlugin):
    """Gives dbt's connection the function that opens sources, and guards secrets."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Hide the secrets of this run: in messages to come, and in the files of dbt."""
        if self.creds is None:
            return
        secrets = _secrets(self.creds)
        os.environ.update(dbt_environment(secrets))
        folders = dbt_folders(sys.argv, os.environ, _flag("PROJECT_DIR"))
        # dbt has logged its arguments, and writes them again with its results at the end.
        redact_files(folders[:1], secrets)
        atexit.register(redact_files, folders, secrets)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register `clientele_open_source(request varchar) -> varchar`.

        The request and the answer are JSON. The answer has one problem per fault, with its code
        and its sentence; without a problem, the relations of all sources exist.
        `clientele_code_digest(folder varchar) -> varchar` tells one version of the code from
        another.
        """

        def open_source(request: str) -> str:
            return json.dumps({"problems": _problems(json.loads(request), conn)})

        conn.create_function(
            "clientele_open_source",
            open_source,
            ["VARCHAR"],
            "VARCHAR",
            # Without it, DuckDB may call the function while it plans the query, or not at all.
            side_effects=True,
        )
        conn.create_function(
            "clientele_code_digest",
            lambda folder: code_digest(Path(folder)),
            ["VARCHAR"],
            "VARCHAR",
            side_effects=True,
        )


def _secrets(credentials: DuckDBCredentials) -> list[str]:
    """Return the secrets that dbt was given in vars, in the environment and in the profile."""
    texts = json.loads(json.dumps([credentials.secrets, credentials.attach], default=vars))
    profiles = _flag("PROFILES_DIR") / "profiles.yml"
    return given_secrets(sys.argv[1:], os.environ, [profiles], secrets_in(texts))


def _flag(name: str) -> Path:
    flags: Any = get_flags()  # type: ignore[no-untyped-call]
    return Path(getattr(flags, name))


def _problems(
    request: dict[str, Any], connection: duckdb.DuckDBPyConnection
) -> list[dict[str, str]]:
    language = request["settings"]["language"]
    cursor = connection.cursor()
    try:
        return _said(open_sources(Request.from_json(request), cursor), language)
    except Exception as error:
        LOGGER.debug(redact(traceback.format_exc(), ()))
        return _said([Unexpected(error=type(error).__name__, log=request["log"])], language)
    finally:
        cursor.close()


def _said(faults: list[Fault], language: str) -> list[dict[str, str]]:
    return [{"code": fault.code, "sentence": fault.sentence(language)} for fault in faults]
