"""What stops a build is one sentence with a code, and readers keep what they have."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from clientele.doctor import main as doctor
from clientele.publish import BuildLock, PublishError, prepare
from clientele.publish.checks import Limits

from .bare import in_child, places, publish_now, work
from .conftest import Warehouse
from .small_shop import read_version

HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def codes(output: str) -> list[str]:
    return re.findall(r"\[([a-z]+(?:-[a-z]+)+)\]", output)


def test_a_second_build_is_refused_or_waits(warehouse: Warehouse) -> None:
    (warehouse.folder / ".work").mkdir(parents=True)
    lock = BuildLock(warehouse.folder / ".work/custom.lock")
    lock.take()
    code, _ = warehouse.build(CLIENTELE_WAIT="0")
    assert code != 0
    assert codes(warehouse.output) == ["build-running"]
    assert "Traceback" not in warehouse.output
    assert not warehouse.address.exists()
    lock.release()


def test_a_build_waits_with_a_message(tmp_path: Path) -> None:
    lock, other = BuildLock(tmp_path / "demo.lock"), BuildLock(tmp_path / "demo.lock")
    lock.take()
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        lock.release()

    other.take(wait=60, say=say)
    assert other.is_held
    assert len(said) == 1


def test_a_reader_of_the_working_database_is_one_sentence(warehouse: Warehouse) -> None:
    warehouse.working.parent.mkdir(parents=True)
    command = [sys.executable, "-c", HOLD, str(warehouse.working)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout and reader.stdin
        reader.stdout.readline()
        code, _ = warehouse.build()
        reader.stdin.close()
    assert code != 0
    assert codes(warehouse.output) == ["working-database-open"]
    assert "Traceback" not in warehouse.output


def test_a_folder_that_cannot_be_made_is_one_sentence(warehouse: Warehouse) -> None:
    # Permissions do not stop root, and a file in the place of a folder does.
    warehouse.folder.write_text("")
    code, _ = warehouse.build()
    assert code != 0
    assert codes(warehouse.output) == ["warehouse-not-writable"]


@pytest.mark.parametrize("closed", ["", ".work"])
def test_a_folder_that_is_read_only_is_one_sentence(warehouse: Warehouse, closed: str) -> None:
    assert warehouse.build(cents=100)[0] == 0, warehouse.output
    before = read_version(warehouse.address)
    folder = warehouse.folder / closed
    folder.chmod(0o555)
    try:
        code, _ = warehouse.build(cents=200, obeys=True)
    finally:
        folder.chmod(0o755)
    assert code != 0
    assert codes(warehouse.output)[-1] in {"warehouse-not-writable", "version-not-written"}
    assert "Traceback" not in warehouse.output
    assert read_version(warehouse.address) == before
    assert warehouse.build(cents=300, obeys=True)[0] == 0, warehouse.output


@pytest.mark.parametrize("megabytes", [100, 300])
def test_a_build_without_memory_changes_nothing(warehouse: Warehouse, megabytes: int) -> None:
    assert warehouse.build(cents=100)[0] == 0, warehouse.output
    before = read_version(warehouse.address)
    code, _ = warehouse.build(cents=200, memory=megabytes * 2**20)
    assert code != 0
    assert read_version(warehouse.address) == before
    assert warehouse.build(cents=300)[0] == 0, warehouse.output
    assert read_version(warehouse.address)[1] == 300 * 400


@pytest.mark.parametrize("largest", [60_000, 250_000, 600_000])
def test_a_disk_that_is_full_during_a_build_changes_nothing(
    warehouse: Warehouse, largest: int
) -> None:
    assert warehouse.build(cents=100)[0] == 0, warehouse.output
    before = read_version(warehouse.address)
    code, _ = warehouse.build(cents=200, lines=40_000, largest=largest)
    assert code != 0
    assert read_version(warehouse.address) == before
    assert warehouse.build(cents=300)[0] == 0, warehouse.output
    assert read_version(warehouse.address)[1] == 300 * 400


def test_a_lost_or_damaged_working_database_starts_from_the_published_version(
    tmp_path: Path,
) -> None:
    found = places(tmp_path)
    work(found, "1", 100)
    publish_now(found, "1")
    for damage in (lambda path: path.unlink(), lambda path: path.write_bytes(b"no database" * 999)):
        damage(found.working)
        assert in_child(lambda: prepare(found)) == 0
        with duckdb.connect(str(found.working)) as connection:
            assert connection.execute("select count(*) from build_history").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lines": 300}, "volume-fell"),
        ({"cents": 50}, "volume-fell"),
        ({"last": "2024-01-20"}, "orders-older"),
        ({}, None),
    ],
)
def test_a_bad_night_is_held_back(tmp_path: Path, changes: dict, code: str | None) -> None:
    found = places(tmp_path)
    limits = {"limits": Limits(0.9, 0.5, None)}
    work(found, "1", 100)
    publish_now(found, "1", **limits)
    work(found, "2", **({"cents": 100} | changes))
    if code is None:
        assert publish_now(found, "2", **limits).version == "2"
        return
    with pytest.raises(PublishError) as refused:
        publish_now(found, "2", **limits)
    assert refused.value.code == "held-back"
    assert code in codes(refused.value.sentence)
    with duckdb.connect(str(found.working)) as connection:
        assert connection.execute(
            "select status from build_history order by build_id"
        ).fetchall() == [("published",), ("held_back",)]
    warned = publish_now(found, "2", is_refused=False, **limits)
    assert any(code in warning for warning in warned.warnings)


def test_a_build_that_is_held_back_ends_with_a_code(
    warehouse: Warehouse,
) -> None:
    assert warehouse.build(cents=100)[0] == 0, warehouse.output
    before = read_version(warehouse.address)
    code, _ = warehouse.build(cents=100, lines=100)
    assert code == 2
    assert codes(warehouse.output) == ["held-back", "volume-fell", "volume-fell"]
    assert read_version(warehouse.address) == before


def test_half_a_day_is_held_back(tmp_path: Path) -> None:
    found = places(tmp_path)
    work(found, "1", 100, lines=6_000, last="2024-01-27")
    publish_now(found, "1")
    work(found, "2", 100, lines=6_000, last="2024-01-28")
    with duckdb.connect(str(found.working)) as connection:
        connection.execute(
            "delete from order_lines where cast(ordered_at as date) = '2024-01-28' and"
            " (order_line_id // 60) % 3 > 0"
        )
    with pytest.raises(PublishError) as refused:
        publish_now(found, "2", limits=Limits(0.9, 0.5, None))
    assert "last-day-short" in codes(refused.value.sentence)


def test_stale_orders_are_held_back(tmp_path: Path) -> None:
    found = places(tmp_path)
    work(found, "1", 100)
    with pytest.raises(PublishError) as refused:
        publish_now(found, "1", limits=Limits(0.9, None, 2))
    assert "orders-stale" in codes(refused.value.sentence)


@pytest.mark.parametrize(("treatment", "distinct"), [("all", 400), ("hashed", 400), ("none", 0)])
@pytest.mark.parametrize("column", ["note", "x_phone"])
def test_personal_columns_are_published_as_asked(
    tmp_path: Path, treatment: str, distinct: int, column: str
) -> None:
    found = places(tmp_path)
    work(found, "1", 100)
    publish_now(found, "1", personal={"main.order_lines": {"note"}}, treatment=treatment)
    with duckdb.connect(str(found.address), read_only=True) as published:
        notes = published.execute(f"select distinct {column} from order_lines").fetchall()
    with duckdb.connect(str(found.working), read_only=True) as working:
        original = working.execute(f"select distinct {column} from order_lines").fetchall()
    assert len([note for (note,) in notes if note is not None]) == distinct
    assert (set(notes) & set(original) != set()) == (treatment == "all")


def test_the_doctor_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLIENTELE_WAREHOUSE", str(tmp_path))
    for name in ("CLIENTELE_DATA_DIR", "DBT_PROFILES_DIR"):
        monkeypatch.delenv(name, raising=False)
    found = places(tmp_path)
    work(found, "1", 100)
    publish_now(found, "1")
    project = ["--project", str(Path(__file__).parents[2]), "--target", "custom"]
    assert doctor(project) == 0, capsys.readouterr().out
    monkeypatch.setenv("CLIENTELE_DATA_DIR", str(tmp_path / "nowhere"))
    found.address.chmod(0o644)
    found.address.write_text("no database" * 999)
    assert doctor(project) == 1
    wrong = re.findall(r"(?m)^WRONG (\w+)", capsys.readouterr().out)
    assert wrong == ["data", "published"]
