"""What a profile says about Spark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clientele.publish.places import Places

__all__ = ["Settings"]

LOGGING = Path(__file__).with_name("log4j2.properties")
# Halves the processor time of the demo. Hours of large queries are better off without.
QUICK_START = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m"
# Settings of SQL. They also apply to a session on a server, which has its own other settings.
SQL = {
    # A cast that fails ends the build. Otherwise its value would be null.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    # A timestamp has no time zone, as in DuckDB.
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.sources.default": "parquet",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.compression.codec": "zstd",
    # Every query writes its plan as text for a page that nobody opens.
    "spark.sql.maxPlanStringLength": "1000",
}


@dataclass(frozen=True)
class Settings:
    """The settings of a session.

    Attributes:
        master: Where Spark runs: `local[2]`, `spark://host:7077`, or `sc://host:15002` for a server
            of Spark Connect.
        warehouse: The folder that CLIENTELE_WAREHOUSE names.
        target: The name of the target, which is the name of its files.
        memory: Memory of Spark in this process.
        java_options: Options of Java for this process. Without any, Java on one machine compiles
            code once and quickly, which suits hundreds of short queries.
        more: Other settings of Spark, which win.

    """

    master: str = "local[2]"
    warehouse: Path = Path("warehouse")
    target: str = "spark"
    memory: str = "2g"
    java_options: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_remote(self) -> bool:
        """Whether the session is on a server of Spark Connect, which keeps the tables.

        >>> Settings("sc://127.0.0.1:15002").is_remote, Settings("spark://127.0.0.1:7077").is_remote
        (True, False)

        """
        return self.master.startswith("sc://")

    @property
    def is_local(self) -> bool:
        """Whether all of Spark runs in one process on this machine."""
        return self.master.startswith("local")

    @property
    def is_loopback(self) -> bool:
        """Whether no other machine takes part.

        >>> Settings("spark://127.0.0.1:7077").is_loopback, Settings("spark://host:7077").is_loopback
        (True, False)

        """
        return self.is_local or self.master.startswith(("spark://127.0.0.1:", "spark://localhost:"))

    @property
    def work(self) -> Path:
        """The folder of the tables and of temporary files."""
        return (self.places.work / self.target).absolute()

    @property
    def places(self) -> Places:
        """The files of the target, as a build on DuckDB has them."""
        return Places(self.warehouse, self.target)

    @property
    def tables(self) -> Path:
        """The folder of the tables."""
        return self.work / "tables"

    @property
    def _cores(self) -> str:
        """The cores of this machine that Spark uses.

        >>> Settings("local[8]")._cores, Settings("spark://127.0.0.1:7077")._cores
        ('8', '2')

        """
        found = re.match(r"local\[(\d+)", self.master)
        return found[1] if found else "2"

    def options(self) -> dict[str, str]:
        """Return the settings of Spark for a session that this process opens.

        >>> Settings().options()["spark.sql.shuffle.partitions"]
        '2'
        >>> "spark.sql.shuffle.partitions" in Settings("spark://host:7077").options()
        False

        """
        options = {
            **SQL,
            "spark.app.name": "clientele",
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.warehouse.dir": str(self.work / "managed"),
            "spark.local.dir": str(self.work / "tmp"),
            "spark.driver.memory": self.memory,
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.extraJavaOptions": " ".join(
                (
                    f"-Dlog4j2.configurationFile={LOGGING.as_uri()}",
                    f"-Djava.io.tmpdir={self.work}/tmp",
                    self.java_options or (QUICK_START if self.is_local else ""),
                )
            ).strip(),
            "spark.sql.ui.retainedExecutions": "1",
            "spark.ui.retainedJobs": "1",
            "spark.ui.retainedStages": "1",
        }
        if self.is_loopback:
            options |= {
                "spark.driver.bindAddress": "127.0.0.1",
                "spark.driver.host": "127.0.0.1",
                # One machine gains nothing from more tasks than cores.
                "spark.sql.shuffle.partitions": self._cores,
                "spark.default.parallelism": self._cores,
                "spark.executor.extraJavaOptions": QUICK_START,
            }
        return options | dict(self.more)
