"""A lake: versions of many datasets as Parquet, with a catalog in SQLite or PostgreSQL.

It is a DuckLake. A build works in a DuckDB file of its own and publishes all tables and functions
of its dataset in one transaction. So several builds write and many readers read at once, and
earlier versions stay readable.
"""

from clientele.lake.address import Lake
from clientele.lake.attaching import attach_for_reading, attached
from clientele.lake.publishing import Schemas
from clientele.lake.reading import connect_lake
from clientele.lake.rollback import roll_back
from clientele.lake.versions import Version, datasets_of, expire, versions_of
from clientele.lake.working import restore

__all__ = [
    "Lake",
    "Schemas",
    "Version",
    "attach_for_reading",
    "attached",
    "connect_lake",
    "datasets_of",
    "expire",
    "restore",
    "roll_back",
    "versions_of",
]
