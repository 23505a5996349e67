"""Spark as a cluster on this machine, for tests and for a first try. It listens on loopback alone.

`with Cluster(folder) as cluster:` starts a master and two workers, and stops them at its end.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from clientele.spark.errors import SparkError
from clientele.spark.java import check_java

__all__ = ["Cluster", "ConnectServer", "free_port"]

LOOPBACK = "127.0.0.1"
# Seconds that a part of the cluster may take to answer, on a machine that is busy.
PATIENCE = 180.0


def free_port() -> int:
    """Return a port of loopback that nothing listens on.

    >>> 1024 <= free_port() <= 65535
    True

    """
    with socket.socket() as found:
        found.bind((LOOPBACK, 0))
        port: int = found.getsockname()[1]
        return port


class Parts:
    """Processes of Spark that start together and stop together."""

    def __init__(self, folder: Path) -> None:
        """Name the folder of their logs and temporary files."""
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, command: Sequence[str], sign: str) -> subprocess.Popen[bytes]:
        """Start a process and wait until its log has a sign that it answers.

        Raises:
            SparkError: The process ended, or gave no sign in time.

        """
        import pyspark

        check_java()
        self.folder.mkdir(parents=True, exist_ok=True)
        home = Path(pyspark.__file__).parent
        log = self.folder / f"{name}.log"
        environment = {
            **os.environ,
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": LOOPBACK,
            "SPARK_DAEMON_MEMORY": "512m",
            "SPARK_CONF_DIR": str(self.folder),
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(home / "bin" / command[0]), *command[1:]],
                env=environment,
                cwd=self.folder,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        until = time.monotonic() + PATIENCE
        while sign not in log.read_text("utf-8", "replace"):
            if process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise SparkError(
                    "cluster-not-started",
                    f"The {name} of the cluster did not start: the reason is in {log}.",
                )
            time.sleep(0.2)
        return process

    def stop(self) -> None:
        """Stop all processes, the last one first."""
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop all processes."""
        self.stop()


class Cluster(Parts):
    """A master and its workers.

    Attributes:
        master: The address that a build gets as CLIENTELE_SPARK_MASTER.
        workers: The processes of the workers.

    """

    def __init__(self, folder: Path, workers: int = 2, cores: int = 1, memory: str = "1g") -> None:
        """Say how large the cluster is: cores and memory are those of each worker."""
        super().__init__(folder)
        self.size = workers
        self.cores = cores
        self.memory = memory
        self.master = f"spark://{LOOPBACK}:{free_port()}"
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        """Start the master, then the workers."""
        port = self.master.rpartition(":")[2]
        master = "org.apache.spark.deploy.master.Master"
        worker = "org.apache.spark.deploy.worker.Worker"
        at = ["--host", LOOPBACK, "--webui-port", "0"]
        self.start("master", ["spark-class", master, *at, "--port", port], "New state: ALIVE")
        for number in range(1, self.size + 1):
            of_it = ["--cores", str(self.cores), "--memory", self.memory]
            of_it += ["--work-dir", str(self.folder / f"worker-{number}"), self.master]
            self.workers.append(
                self.start(
                    f"worker-{number}",
                    ["spark-class", worker, *at, *of_it],
                    "Successfully registered with master",
                )
            )
        return self


class ConnectServer(Parts):
    """A server of Spark Connect, with its Spark in the same process or on a cluster.

    Attributes:
        address: The address that a build gets as CLIENTELE_SPARK_MASTER.

    """

    def __init__(self, folder: Path, master: str = "local[2]") -> None:
        """Say where the Spark of the server runs."""
        super().__init__(folder)
        self.master = master
        self.port = free_port()
        self.address = f"sc://{LOOPBACK}:{self.port}"

    def __enter__(self) -> ConnectServer:
        """Start the server."""
        options = {
            "spark.connect.grpc.binding.address": LOOPBACK,
            "spark.connect.grpc.binding.port": str(self.port),
            "spark.driver.host": LOOPBACK,
            "spark.driver.bindAddress": LOOPBACK,
            "spark.sql.warehouse.dir": str(self.folder / "warehouse"),
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.shuffle.partitions": "2",
            "spark.ui.enabled": "false",
            "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
        }
        command = ["spark-submit", "--master", self.master]
        for name, value in options.items():
            command += ["--conf", f"{name}={value}"]
        command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
        self.start("connect", [*command, "spark-internal"], "Spark Connect server started at")
        return self
