"""Tables as folders of Parquet files, so they outlive the process and other programs read them.

Each version of a table is a folder of its own, `<schema>/<table>/<number>`. The newest folder that
Spark has marked as complete is the table. A version is removed when the next one is complete, so a
build that dies leaves the version before it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["Stored", "TableFolder"]

# Spark writes this file when all others are written.
COMPLETE = "_SUCCESS"


@dataclass(frozen=True)
class Stored:
    """A complete version of a table."""

    schema: str
    name: str
    folder: Path

    def files(self) -> list[Path]:
        """Return its files, in the order of their rows."""
        return sorted(self.folder.glob("*.parquet"))

    def columns(self) -> pa.Schema:
        """Return its columns as Arrow names them, without what Parquet adds."""
        return pq.read_schema(self.files()[0]).remove_metadata()


@dataclass(frozen=True)
class TableFolder:
    """The folder of all tables.

    >>> import tempfile
    >>> tables = TableFolder(Path(tempfile.mkdtemp()))
    >>> first = tables.next_version("demo", "kpis")
    >>> first.name, tables.find("demo", "kpis") is None
    ('1', True)
    >>> tables.complete(first)
    >>> tables.find("demo", "kpis").folder == first, tables.next_version("demo", "kpis").name
    (True, '2')

    """

    root: Path

    def next_version(self, schema: str, name: str) -> Path:
        """Return the folder of the next version. Files that a killed build left there are removed.

        The folder itself does not exist: Spark wants to make it.
        """
        table = self.root / schema / name
        found = self.find(schema, name)
        version = table / str(int(found.folder.name) + 1 if found else 1)
        shutil.rmtree(version, ignore_errors=True)
        table.mkdir(parents=True, exist_ok=True)
        return version

    def complete(self, version: Path) -> None:
        """Mark a version as complete that Spark did not write."""
        version.mkdir(parents=True, exist_ok=True)
        (version / COMPLETE).touch()

    def find(self, schema: str, name: str) -> Stored | None:
        """Return the newest complete version of a table, or None if there is none."""
        versions = [
            folder
            for folder in (self.root / schema / name).glob("[0-9]*")
            if (folder / COMPLETE).exists()
        ]
        if not versions:
            return None
        return Stored(schema, name, max(versions, key=lambda folder: int(folder.name)))

    def forget_others(self, schema: str, name: str) -> None:
        """Remove all versions but the newest complete one."""
        found = self.find(schema, name)
        for folder in (self.root / schema / name).glob("[0-9]*"):
            if found and folder != found.folder:
                shutil.rmtree(folder, ignore_errors=True)

    def remove(self, schema: str, name: str) -> None:
        """Remove a table with all its versions."""
        shutil.rmtree(self.root / schema / name, ignore_errors=True)

    def all(self) -> Iterator[Stored]:
        """Yield every table that is complete, by schema and name."""
        for folder in sorted(self.root.glob("*/*")):
            found = self.find(folder.parent.name, folder.name)
            if found:
                yield found
