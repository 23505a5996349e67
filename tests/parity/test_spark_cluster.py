"""A cluster of a master and two workers builds the project, also if one of the workers dies.

The cluster is on this machine. `script/spark --cluster` starts it, as for a user.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import PROJECT

# Seconds until a cluster answers, or a build has come so far, on a machine that is busy.
PATIENCE = 600
# A part of the project with joins, windows, folded returns and a contract.
SELECTED = ("--select", "+kpis", "+segment_actions")
# The worker dies after so many models.
MODELS = 12


@pytest.fixture
def cluster() -> Iterator[tuple[str, int]]:
    """The address of a cluster, and the process group of its processes."""
    script = subprocess.Popen(
        ["script/spark", "--cluster"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert script.stdout
    said = ""
    for line in script.stdout:
        said += line
        found = re.search(r"CLIENTELE_SPARK_MASTER=(\S+)", line)
        if found:
            break
    else:
        pytest.fail(f"the cluster did not start:\n{said}")
    try:
        yield found[1], script.pid
    finally:
        os.killpg(script.pid, signal.SIGTERM)
        script.wait(60)


def workers(group: int) -> list[int]:
    """Return the processes of the workers of a cluster."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes()
                if b"deploy.worker.Worker" in command and os.getpgid(int(entry.name)) == group:
                    found.append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                # It ended since the folder was listed.
                continue
    return found


def test_a_worker_that_dies_costs_a_retry(cluster: tuple[str, int], tmp_path: Path) -> None:
    master, group = cluster
    assert len(workers(group)) == 2
    log = tmp_path / "logs" / "dbt.log"
    build = subprocess.Popen(
        ["script/build", "--target", "spark", *SELECTED],
        cwd=PROJECT,
        env={
            **os.environ,
            "CLIENTELE_SPARK_MASTER": master,
            "CLIENTELE_WAREHOUSE": str(tmp_path),
            "DBT_TARGET_PATH": str(tmp_path / "target"),
            "DBT_LOG_PATH": str(log.parent),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until = time.monotonic() + PATIENCE
    while not log.exists() or log.read_text().count(" OK created ") < MODELS:
        assert build.poll() is None and time.monotonic() < until, build.communicate()[0][-4000:]
        time.sleep(0.2)
    os.kill(workers(group)[0], signal.SIGKILL)
    assert build.poll() is None, "the build ended before the worker died"
    output = build.communicate()[0]
    assert build.returncode == 0, output[-4000:]
    assert len(workers(group)) == 1
