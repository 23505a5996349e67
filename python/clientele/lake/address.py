"""Where a lake is: its catalog and the place of its Parquet files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clientele.publish.errors import PublishError

CATALOG, DATA = "CLIENTELE_LAKE_CATALOG", "CLIENTELE_LAKE_DATA"
POSTGRES = re.compile(r"postgres(ql)?:")
PASSWORD = re.compile(r"(?i)password\s*=|//[^/@]*:[^/@]*@")
BUCKET = re.compile(r"s3://.+")
# How long a statement waits for the catalog, in milliseconds for SQLite.
PATIENCE = 30


@dataclass(frozen=True)
class Lake:
    """The address of a lake.

    Attributes:
        catalog: `sqlite:` and the absolute path of a file, or `postgres:` and settings of libpq.
        data: The folder or bucket of the Parquet files, with a slash at its end. None: what the
            catalog says, or for a new one, the default.
        default_data: The folder of a new lake that names none.

    """

    catalog: str
    data: str | None
    default_data: str

    @classmethod
    def of(cls, catalog: str, data: str, warehouse: Path) -> Lake:
        """Read the two settings. Empty ones mean a folder `lake` in the warehouse.

        >>> Lake.of("postgresql://db/shop", "s3://shop/lake", Path("warehouse")).data
        's3://shop/lake/'

        Raises:
            PublishError: The catalog is neither SQLite nor PostgreSQL, or holds a password.

        """
        folder = warehouse.absolute() / "lake"
        for name, given in ((CATALOG, catalog), (DATA, data)):
            if PASSWORD.search(given):
                raise PublishError(
                    "password-shown",
                    f"{name} holds a password, which logs could show: put it into PGPASSWORD,"
                    " ~/.pgpass or a variable of the bucket (docs/engines.md), and leave it out.",
                )
        if not catalog:
            found = f"sqlite:{folder / 'catalog.sqlite'}"
        elif POSTGRES.match(catalog):
            is_address = catalog.partition(":")[2].startswith("//")
            found = f"postgres:{catalog if is_address else catalog.partition(':')[2].strip()}"
        elif catalog.endswith((".sqlite", ".db")):
            found = f"sqlite:{Path(catalog.removeprefix('sqlite:')).absolute()}"
        else:
            raise PublishError(
                "lake-catalog-unknown",
                f"{CATALOG} is '{catalog}'; allowed is a SQLite file that ends in .sqlite or .db,"
                " or PostgreSQL as `postgresql://host/database` or `postgres:host=… dbname=…`:"
                " correct it, or unset it for a file in the warehouse.",
            )
        if data and not BUCKET.match(data):
            if "://" in data:
                raise PublishError(
                    "lake-data-unknown",
                    f"{DATA} is '{data}'; allowed is a folder, or a bucket as s3://bucket/folder:"
                    " correct it, or unset it for a folder in the warehouse.",
                )
            data = str(Path(data).absolute())
        return cls(found, f"{data.rstrip('/')}/" if data else None, f"{folder / 'data'}/")

    @classmethod
    def of_environment(
        cls, environment: Mapping[str, str] = os.environ, warehouse: Path | None = None
    ) -> Lake:
        """Return the lake that the environment names.

        >>> Lake.of_environment({}, Path("/shop")).catalog
        'sqlite:/shop/lake/catalog.sqlite'

        """
        folder = warehouse or Path(environment.get("CLIENTELE_WAREHOUSE") or "warehouse")
        return cls.of(environment.get(CATALOG, ""), environment.get(DATA, ""), folder)

    @property
    def file(self) -> Path | None:
        """The file of the catalog; none if it is in PostgreSQL."""
        kind, _, path = self.catalog.partition(":")
        return Path(path) if kind == "sqlite" else None

    @property
    def extensions(self) -> list[str]:
        """The extensions of DuckDB that read its catalog."""
        return ["ducklake", "sqlite_scanner" if self.file else "postgres_scanner"]

    @property
    def source(self) -> str:
        """The catalog as `attach` takes it."""
        settings = self.catalog
        if not self.file and "connect_timeout" not in settings:
            if "://" in settings:
                settings += f"{'&' if '?' in settings else '?'}connect_timeout={PATIENCE}"
            else:
                settings = f"{settings} connect_timeout={PATIENCE}"
        return f"ducklake:{settings}"

    def __str__(self) -> str:
        """Return what a message calls it.

        >>> print(Lake.of("shop.db", "", Path(".")).catalog.rpartition("/")[2])
        shop.db

        """
        return str(self.file) if self.file else self.catalog
