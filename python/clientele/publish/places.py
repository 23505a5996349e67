"""The files of a warehouse: what a build works in, what readers open, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

WORK = ".work"
VERSIONS = ".versions"


@dataclass(frozen=True)
class Places:
    """The files of one target.

    Attributes:
        warehouse: The folder that CLIENTELE_WAREHOUSE names.
        target: The name of the target, which is the name of its files.

    >>> places = Places(Path("warehouse"), "demo")
    >>> places.address.as_posix(), places.working.as_posix()
    ('warehouse/demo.duckdb', 'warehouse/.work/demo.duckdb')

    """

    warehouse: Path
    target: str

    @classmethod
    def of(cls, working: str | Path) -> Places | None:
        """Return the places of a working database; none if nothing is published from the path.

        >>> Places.of("warehouse/.work/demo.duckdb").target
        'demo'
        >>> Places.of("shop.duckdb") is None
        True

        """
        path = Path(working)
        if path.parent.name != WORK or path.suffix != ".duckdb":
            return None
        return cls(path.parent.parent, path.stem)

    @property
    def address(self) -> Path:
        """The published version, which readers open."""
        return self.warehouse / f"{self.target}.duckdb"

    @property
    def work(self) -> Path:
        """The folder of everything that readers do not need."""
        return self.warehouse / WORK

    @property
    def working(self) -> Path:
        """The database that a build writes."""
        return self.work / f"{self.target}.duckdb"

    @property
    def lock(self) -> Path:
        """The file whose lock a build holds."""
        return self.work / f"{self.target}.lock"

    @property
    def scratch(self) -> Path:
        """The folder of temporary files. Each build empties it first."""
        return self.work / f"{self.target}.tmp"

    @property
    def versions(self) -> Path:
        """The folder of the versions that are kept."""
        return self.warehouse / VERSIONS / self.target

    @property
    def parquet(self) -> Path:
        """The folder of the published Parquet files."""
        return self.warehouse / f"{self.target}.parquet"
