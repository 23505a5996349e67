"""Publishing, killed at each of its steps, starved of disk, and under readers."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from clientele.publish import PublishError, kept_versions, prepare, publish, roll_back
from clientele.publish.places import Places

from .bare import in_child, places, publish_now, request, work
from .small_shop import contents, files, read_version

# A read opens the file, asks and closes it, which takes 20 ms of a processor.
READS = int(os.environ.get("CLIENTELE_FAULT_READS", "1000"))
READERS = 4
# Each disk is full after so many bytes of a file.
DISKS = [4_096, 65_536, 131_072, 262_144, 524_288]


class Doomed:
    """Kills this process before one of the steps of publishing."""

    def __init__(self, step: int) -> None:
        """Count every statement and every change of a file."""
        self.left = step
        for owner, name in [
            *((Path, name) for name in ("replace", "rename", "chmod", "unlink", "mkdir")),
            *((os, name) for name in ("link", "fsync")),
        ]:
            setattr(owner, name, self.counted(getattr(owner, name)))

    def counted(self, function: Any) -> Any:
        def step(*given: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*given, **named)

        return step

    def publish(self, found: Places, build: str) -> None:
        connection = duckdb.connect(str(found.working))
        doomed = self

        class Counted:
            def execute(self, *given: Any) -> Any:
                return doomed.counted(connection.execute)(*given)

        asked = request(build, has_parquet=True)
        publish(asked, Counted(), found)  # type: ignore[arg-type]


def test_a_kill_at_any_step_of_publishing_leaves_a_whole_version(tmp_path: Path) -> None:
    found = places(tmp_path / "warehouse")
    work(found, "1", 100)
    assert in_child(lambda: publish_now(found, "1", has_parquet=True)) == 0
    work(found, "2", 200)
    steps, seen = 0, set()

    def begin_and_die() -> None:
        prepare(found)
        Doomed(steps).publish(found, "2")

    while (code := in_child(begin_and_die)) != 0:
        assert code == -signal.SIGKILL
        steps += 1
        seen.add(read_version(found.address)[0])
    assert steps > 40
    assert seen == {"1", "2"}

    # The same without a kill.
    calm = places(tmp_path / "calm")
    for build in ("1", "2"):
        work(calm, build, int(build) * 100)
        assert in_child(lambda build=build: publish_now(calm, build, has_parquet=True)) == 0

    def begin_and_publish(there: Places) -> None:
        prepare(there)
        publish_now(there, "2", has_parquet=True)

    for there in (found, calm):
        assert in_child(lambda there=there: begin_and_publish(there)) == 0
    assert contents(found.address) == contents(calm.address)
    assert kept_versions(found) == kept_versions(calm) == ["1", "2"]
    assert {name for name in files(found.warehouse) if ".tmp" not in name} == {
        name for name in files(calm.warehouse) if ".tmp" not in name
    }
    print(f"{steps} steps of publishing, killed at each, 0 torn versions")


@pytest.mark.parametrize("largest", DISKS)
def test_a_full_disk_is_one_sentence_and_readers_keep_the_version(
    tmp_path: Path, largest: int
) -> None:
    found = places(tmp_path)
    work(found, "1", 100)
    publish_now(found, "1")
    work(found, "2", 200, lines=40_000)

    def starve() -> None:
        connection = duckdb.connect(str(found.working))
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        with pytest.raises(PublishError) as refused:
            publish(request("2"), connection, found)
        assert refused.value.code == "version-not-written"
        # Closing would write too.
        os._exit(0)

    assert in_child(starve) == 0
    assert read_version(found.address) == ("1", 40_000)
    assert not list(found.scratch.iterdir())
    publish_now(found, "2")
    assert read_version(found.address) == ("2", 8_000_000)


READER = """
import sys, time
sys.path[:0] = sys.argv[3:]
from faults.small_shop import read_version
from pathlib import Path
seen = set()
for _ in range(int(sys.argv[2])):
    seen.add(read_version(Path(sys.argv[1])))
    time.sleep(0.01)
print(len(seen))
"""


def test_readers_see_whole_versions_while_twenty_are_published(tmp_path: Path) -> None:
    found = places(tmp_path)
    work(found, "100", 100)
    publish_now(found, "100")
    # One reader holds the first version from beginning to end.
    held = duckdb.connect(str(found.address), read_only=True)
    tests = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", READER, str(found.address), str(READS // READERS), tests]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(READERS)]
    for version in range(101, 121):
        work(found, str(version), version)
        assert in_child(lambda version=version: publish_now(found, str(version))) == 0
    seen = []
    for reader in readers:
        output, _ = reader.communicate()
        assert reader.returncode == 0
        seen.append(int(output))
    assert max(seen) > 1
    assert held.execute("select cast(revenue as int) from kpis").fetchall() == [(400,)]
    held.close()
    assert kept_versions(found) == ["118", "119", "120"]
    print(f"20 versions published under {READS} reads: 0 errors, 0 mixed versions")


def test_a_rollback_is_one_step_each_and_needs_no_build(tmp_path: Path) -> None:
    found = places(tmp_path)
    for version in ("1", "2", "3", "4"):
        work(found, version, int(version))
        publish_now(found, version)
    assert roll_back(found) == "3"
    assert read_version(found.address)[0] == "3"
    assert roll_back(found) == "2"
    with pytest.raises(PublishError) as refused:
        roll_back(found)
    assert refused.value.code == "version-missing"
    assert roll_back(found, "4") == "4"
    assert read_version(found.address)[0] == "4"


def test_ten_publishes_do_not_grow_the_file(tmp_path: Path) -> None:
    found = places(tmp_path)
    sizes = []
    for version in range(10):
        work(found, f"{version:02}", 100)
        sizes.append(publish_now(found, f"{version:02}").size)
    assert max(sizes[1:]) == min(sizes[1:])
