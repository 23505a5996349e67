"""A version of a dataset that was published before, published again."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from clientele.lake.address import Lake
from clientele.lake.attaching import attach_for_reading, attached
from clientele.lake.publishing import write_version
from clientele.lake.turns import turn
from clientele.lake.versions import Version, versions_of
from clientele.publish.errors import PublishError

# What the lake is called at the snapshot of the earlier version.
EARLIER = "clientele_earlier"


def roll_back(lake: Lake, dataset: str, build: str | None = None) -> Version:
    """Publish a kept version again: the one named, or the newest before the published one.

    Raises:
        PublishError: There is no such version, or the lake cannot be read or written.

    """
    with duckdb.connect() as connection:
        # A lake that does not exist is not made here.
        attach_for_reading(lake, connection, EARLIER)
        versions = versions_of(connection, dataset, EARLIER)
        connection.execute(f"detach {EARLIER}")
        current = versions[-1].build if versions else ""
        named = [one for one in versions if one.build == build] if build else versions
        before = named if build else [one for one in versions if one.build < current]
        if not before:
            kept = ", ".join(dict.fromkeys(one.build for one in versions)) or "none"
            raise PublishError(
                "version-missing",
                f"{dataset} has no {f'version {build}' if build else 'earlier version'} in the lake"
                f" in {lake}; kept are {kept}: name one of them.",
            )
        wanted = max(before, key=lambda one: (one.build, one.snapshot))
        attach_for_reading(lake, connection, EARLIER, wanted.snapshot)
        with attached(lake, connection), turn(lake):
            again = replace(wanted, snapshot=None)
            write_version(connection, lake, again, wanted.tables(), EARLIER)
            return versions_of(connection, dataset)[-1]
