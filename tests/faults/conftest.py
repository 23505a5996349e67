"""The small shop, and builds of it that may be killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .small_shop import make_project, variables, write_lines

HERE = Path(__file__).parent


@dataclass
class Warehouse:
    """A warehouse of the small shop, with what builds it."""

    folder: Path
    file: Path
    served: subprocess.Popen[str]
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> Path:
        """The published file."""
        return self.folder / "custom.duckdb"

    @property
    def working(self) -> Path:
        """The working database."""
        return self.folder / ".work/custom.duckdb"

    @property
    def output(self) -> str:
        """What the last build printed."""
        return (self.folder.parent / f"{self.folder.name}.txt").read_text()

    def build(
        self,
        cents: int | None = None,
        kill_after: float | None = None,
        largest: int | None = None,
        lines: int = 400,
        memory: int | None = None,
        obeys: bool = False,
        **environment: str,
    ) -> tuple[int, float]:
        """Build, after writing lines of so many cents; return the exit code and the seconds."""
        if cents is not None:
            write_lines(self.file, cents, lines)
        beside = self.folder.parent
        (beside / "tmp").mkdir(exist_ok=True)
        wanted = {
            "environment": {
                "CLIENTELE_WAREHOUSE": str(self.folder),
                "DBT_TARGET_PATH": str(beside / "target"),
                "DBT_LOG_PATH": str(beside / "logs"),
                "DBT_USE_COLORS": "false",
                "TMPDIR": str(beside / "tmp"),
                **environment,
            },
            "output": str(beside / f"{self.folder.name}.txt"),
            "kill_after": kill_after,
            "largest": largest,
            "memory": memory,
            "obeys": obeys,
        }
        assert self.served.stdin and self.served.stdout
        self.served.stdin.write(json.dumps(wanted) + "\n")
        self.served.stdin.flush()
        code, seconds = json.loads(self.served.stdout.readline())
        return code, seconds


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """Parse the small shop once, and serve builds of it."""
    folder = tmp_path_factory.mktemp("small_shop")
    project = make_project(folder / "project")
    file = folder / "lines.csv"
    write_lines(file, 100)
    command = [sys.executable, HERE / "builds.py", project, variables(file), folder / "parsed"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield file, process
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def warehouse(tmp_path: Path, served: tuple[Path, subprocess.Popen[str]]) -> Warehouse:
    """Return an empty warehouse."""
    return Warehouse(tmp_path / "warehouse", *served)
