"""The versions of a dataset in a lake: one snapshot each, and what it holds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import duckdb

from clientele.lake.attaching import LAKE
from clientele.publish.copying import Function, Relation

# Who commits a snapshot that is a version.
AUTHOR = "clientele"
# A query may still read a file that is no longer needed, or a writer may not have committed it.
GRACE = timedelta(days=1)


@dataclass(frozen=True)
class Version:
    """A version of a dataset.

    Attributes:
        dataset: The dataset, which is the name of the schema of its public tables.
        build: The id of its build.
        relations: Schema and name of its tables.
        continued: Those that builds add to.
        functions: Schema, name and parameters of its table functions.
        snapshot: Its number in the lake, for `at (version => …)`. None until it is committed.

    """

    dataset: str
    build: str
    relations: list[list[str]]
    continued: list[list[str]]
    functions: list[list[str]]
    snapshot: int | None = None

    @classmethod
    def of(
        cls, dataset: str, build: str, relations: list[Relation], functions: list[Function]
    ) -> Version:
        """Describe what is published."""
        return cls(
            dataset,
            build,
            [[one.schema, one.name] for one in relations],
            [[one.schema, one.name] for one in relations if one.is_continued],
            [[one.schema, one.name, *one.parameters] for one in functions],
        )

    def as_json(self) -> str:
        """Return what the snapshot says of itself."""
        said = asdict(self)
        del said["snapshot"]
        return json.dumps(said)

    def tables(self) -> list[Relation]:
        """Return its tables, whose types stay as they are."""
        return [Relation(schema, name, is_continued=True) for schema, name in self.relations]

    def table_functions(self) -> list[Function]:
        """Return its table functions."""
        return [Function(schema, name, rest) for schema, name, *rest in self.functions]


def versions_of(
    connection: duckdb.DuckDBPyConnection, dataset: str, lake: str = LAKE
) -> list[Version]:
    """Return the versions of a dataset that the lake keeps, in the order of their snapshots."""
    return [version for version in _all(connection, lake) if version.dataset == dataset]


def datasets_of(connection: duckdb.DuckDBPyConnection, lake: str = LAKE) -> dict[str, int]:
    """Return the number of versions that the lake keeps, by dataset."""
    return dict(sorted(Counter(one.dataset for one in _all(connection, lake)).items()))


def _all(connection: duckdb.DuckDBPyConnection, lake: str) -> list[Version]:
    found = connection.execute(
        "select snapshot_id, commit_extra_info from ducklake_snapshots(?) where author = ?"
        " order by 1",
        [lake, AUTHOR],
    ).fetchall()
    return [Version(**json.loads(said), snapshot=snapshot) for snapshot, said in found]


def expire(
    connection: duckdb.DuckDBPyConnection, dataset: str, keep: int, grace: timedelta = GRACE
) -> None:
    """Forget all but the last versions of a dataset, and remove files that nobody needs.

    A file is removed when it has not been needed for the time of `grace`. Files that a killed
    writer left are removed after the same time.
    """
    old = [version.snapshot for version in versions_of(connection, dataset)[: -max(keep, 1)]]
    if old:
        connection.execute(f"call ducklake_expire_snapshots('{LAKE}', versions => {old})")
    before = (datetime.now(UTC) - grace).isoformat()
    for clean in ("ducklake_cleanup_old_files", "ducklake_delete_orphaned_files"):
        connection.execute(f"call {clean}('{LAKE}', older_than => timestamptz '{before}')")
