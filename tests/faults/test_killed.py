"""A build that is killed at any moment changes no version and leaves nothing behind."""

from __future__ import annotations

import signal
from pathlib import Path

from .conftest import Warehouse
from .small_shop import contents, files, read_version

KILLS = 30


def test_a_build_that_is_killed_at_any_moment_leaves_a_whole_version(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    code, seconds = warehouse.build(cents=100)
    assert code == 0, warehouse.output
    published = {read_version(warehouse.address)}
    killed = 0
    while killed < KILLS:
        # The moments are spread over a build. One that ends before its moment says how long it is.
        moment = seconds * (killed + 0.5) / KILLS
        code, lasted = warehouse.build(cents=200 + killed, kill_after=moment)
        if code == -signal.SIGKILL:
            killed += 1
        else:
            assert code == 0, warehouse.output
            seconds = lasted
        published.add(read_version(warehouse.address))
    assert warehouse.build(cents=999)[0] == 0, warehouse.output
    assert read_version(warehouse.address)[1] == 999 * 400

    undisturbed = Warehouse(tmp_path / "undisturbed", warehouse.file, warehouse.served)
    assert undisturbed.build()[0] == 0, undisturbed.output
    assert contents(warehouse.address) == contents(undisturbed.address)
    assert contents(warehouse.working) == contents(undisturbed.working)
    assert files(warehouse.folder) == files(undisturbed.folder)
    assert not files(tmp_path / "tmp")
    print(f"{killed} builds killed, {len(published)} versions seen, all whole")
