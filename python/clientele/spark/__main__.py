"""`python -m clientele.spark --cluster | --connect`, as script/spark calls it."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from clientele.spark.cluster import Cluster, ConnectServer
from clientele.spark.errors import SparkError


def main(arguments: Sequence[str]) -> int:
    """Run a cluster or a server until it is stopped; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="clientele.") as folder:
        try:
            if "--connect" in arguments:
                with ConnectServer(Path(folder)) as server:
                    _wait("a server of Spark Connect", server.address)
            else:
                with Cluster(Path(folder)) as cluster:
                    _wait("a master and two workers", cluster.master)
        except SparkError as error:
            print(f"spark: {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("spark: stopped")
            return 130
    return 0


def _wait(what: str, address: str) -> None:
    print(
        f"spark: {what}, on this machine alone, until Ctrl+C. In another shell:\n"
        f"  CLIENTELE_SPARK_MASTER={address} script/build --target spark",
        flush=True,
    )
    signal.pause()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
