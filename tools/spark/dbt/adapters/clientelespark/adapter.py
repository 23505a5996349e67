"""The adapter: what the macros of the project ask of Spark and of the driver."""

from __future__ import annotations

import json
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dbt.adapters.base.meta import available
from dbt.adapters.clientelespark.connections import ClienteleSparkConnectionManager
from dbt.adapters.contracts.connection import AdapterResponse
from dbt.adapters.spark.impl import SparkAdapter
from dbt_common.exceptions import DbtRuntimeError

from clientele.publish.errors import PublishError
from clientele.spark import Engine


class ClienteleSparkAdapter(SparkAdapter):
    """dbt-spark on the session of this process."""

    ConnectionManager = ClienteleSparkConnectionManager

    @classmethod
    def type(cls) -> str:
        return "clientelespark"

    @property
    def engine(self) -> Engine:
        return self.config.credentials.engine()

    def submit_python_job(
        self, parsed_model: dict[str, Any], compiled_code: str
    ) -> AdapterResponse:
        try:
            self.engine.run_python(parsed_model["schema"], parsed_model["alias"], compiled_code)
        except Exception as error:
            # In the words of dbt-duckdb, so the screen of a build shows the same sentence.
            trace = "".join(traceback.format_exception(error))
            raise DbtRuntimeError(f"Python model failed:\n{trace}") from error
        return AdapterResponse(_message="OK")

    @available.parse(lambda *_, **__: "")
    def next_location(self, relation: Any) -> str:
        """Return the folder of the next version of a table, or nothing on a server."""
        return self.engine.location(relation.schema, relation.identifier)

    @available.parse_none
    def swap_in(self, relation: Any, written: Any) -> None:
        """Put a table that was written under another name in the place of a relation."""
        self.engine.swap(relation.schema, relation.identifier, written.identifier)

    @available.parse_none
    def replace_rows(self, relation: Any, select: str) -> None:
        """Replace the rows of a table by those of a select, which may read the table."""
        self.engine.replace(relation.schema, relation.identifier, select)

    @available.parse_none
    def edit_rows(self, relation: Any, statements: Sequence[str]) -> None:
        """Run statements of DuckDB on one small table."""
        self.engine.edit_rows(relation.schema, relation.identifier, statements)

    @available.parse(lambda *_, **__: [])
    def local_rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query that the driver answers."""
        return self.engine.local_rows(sql)

    @available.parse(lambda *_, **__: {"problems": []})
    def open_sources(self, request: str) -> dict[str, Any]:
        """Read and check the sources."""
        return {"problems": self.engine.open_sources(json.loads(request))}

    @available.parse(lambda *_, **__: {"problems": [], "said": []})
    def publish(self, request: str) -> dict[str, Any]:
        """Publish the tables as the DuckDB file of the target."""
        schema = self.config.credentials.schema
        schemas = {schema: "main", f"{schema}_internal": "main_internal"}
        try:
            done = self.engine.publish(json.loads(request), schemas)
        except PublishError as error:
            return {"problems": [str(error)], "said": []}
        address = self.engine.settings.places.address
        said = (
            f"Published version {done.version} as {address}: {done.tables} tables,"
            f" {done.size / 1e6:.1f} MB."
        )
        return {"problems": [], "said": [*done.warnings, said]}

    @available.parse_none
    def load_seed(self, relation: Any, model: dict[str, Any], columns: dict[str, str]) -> None:
        """Load a seed with these types."""
        file = Path(model["root_path"] or ".") / model["original_file_path"]
        delimiter = model["config"].get("delimiter") or ","
        self.engine.load_seed(relation.schema, relation.identifier, str(file), columns, delimiter)

    def list_relations_without_caching(self, schema_relation: Any) -> list[Any]:
        """Return the tables of a schema, also those that no statement has named yet."""
        names = self.engine.known(schema_relation.schema)
        if names is None:
            return super().list_relations_without_caching(schema_relation)
        return [
            self.Relation.create(schema=schema_relation.schema, identifier=name, type="table")
            for name in names
        ]

    def drop_relation(self, relation: Any) -> None:
        super().drop_relation(relation)
        self.engine.dropped(relation.schema, relation.identifier)
