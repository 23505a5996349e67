"""What the structural checks read: the project's files, and its graph as dbt parses it."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).resolve().parents[2]
SQL_FOLDERS = ("models", "macros", "tests", "analyses", "functions")


def files(*commands: str) -> list[Path]:
    """The files of the repository, those that are not committed yet among them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *commands],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = [ROOT / name for name in sorted(listed.split("\0")) if name]
    return [path for path in paths if path.is_file()]


def sql_files() -> list[Path]:
    """Every SQL file of the project."""
    return files(*(f"{folder}/*.sql" for folder in SQL_FOLDERS))


def place(path: Path, text: str = "", offset: int = 0) -> str:
    """A file, and the line of an offset into its text, as editors link them."""
    return f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, offset) + 1}"


def without(text: str, *patterns: str) -> str:
    """The text with all that matches turned into blanks, so that places in it stay true."""
    for pattern in patterns:
        text = re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL)
    return text


def parse(target: str, folder: Path) -> dict[str, Any]:
    """The manifest of a target."""
    # In this process, where dbt is loaded for the first target and at hand for the others.
    done = dbtRunner().invoke(
        [
            *("--quiet", "parse", "--project-dir", str(ROOT), "--profiles-dir", str(ROOT)),
            *("--target", target, "--target-path", str(folder), "--log-path", str(folder)),
        ]
    )
    if not done.success:
        pytest.fail(f"dbt parse --target {target}: {done.exception or done.result}", pytrace=False)
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return manifest


def resources(manifests: list[dict[str, Any]], kind: str) -> Iterator[dict[str, Any]]:
    """The models, seeds or tests of the project, each as the first target that has it knows it."""
    seen = set()
    for manifest in manifests:
        for name, node in manifest["nodes"].items():
            if node["resource_type"] == kind and name not in seen:
                seen.add(name)
                yield node


def none_of(problems: list[str]) -> None:
    """Fail with one line for each problem."""
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
