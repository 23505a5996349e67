"""A read-only connection to a dataset in a lake, for analysts."""

from __future__ import annotations

import duckdb

from clientele.lake.address import Lake
from clientele.lake.attaching import LAKE, attach_for_reading
from clientele.lake.versions import versions_of
from clientele.publish.copying import quoted
from clientele.publish.errors import PublishError

__all__ = ["connect_lake"]


def connect_lake(
    dataset: str = "demo", version: str | None = None, lake: Lake | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a dataset of the lake for reading, as it is now or as a kept version was.

    `connect_lake("demo").sql("from segments")` reads the newest version in each transaction, and
    `from customer_360('C10153')` calls a table function. `version` is the id of a build, as
    `script/publish --target lake --list` shows it, or `before` for the version before the newest.

    Args:
        dataset: The dataset, which is the name of its schema.
        version: The version to read; none for the newest.
        lake: Where the lake is; none for what CLIENTELE_LAKE_CATALOG and CLIENTELE_WAREHOUSE say.

    Raises:
        PublishError: There is no lake, no such dataset or no such version, or it cannot be opened.

    >>> connect_lake(lake=Lake("sqlite:/nowhere/catalog.sqlite", None, "/nowhere/"))
    Traceback (most recent call last):
    clientele.publish.errors.PublishError: [lake-missing] ...

    """
    lake = lake or Lake.of_environment()
    connection = duckdb.connect()
    try:
        attach_for_reading(lake, connection)
        versions = versions_of(connection, dataset)
        if not versions:
            raise PublishError(
                "dataset-missing",
                f"The lake in {lake} has no dataset {dataset}: build it with `script/build --target"
                f" lake --vars '{{dataset: {dataset}}}'`.",
            )
        if version:
            current = versions[-1].build
            found = [one for one in versions if one.build == version]
            if version == "before":
                found = [one for one in versions if one.build != current]
            if not found:
                kept = ", ".join(dict.fromkeys(one.build for one in versions))
                raise PublishError(
                    "version-missing",
                    f"{dataset} has no version {version} in the lake in {lake}; kept are {kept}:"
                    " name one of them.",
                )
            connection.execute(f"detach {LAKE}")
            attach_for_reading(lake, connection, snapshot=found[-1].snapshot)
        connection.execute(f"use {LAKE}.{quoted(dataset)}")
    except BaseException:
        connection.close()
        raise
    return connection
