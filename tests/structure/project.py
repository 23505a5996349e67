"""What the structural checks read: the project's files, and its graph as dbt parses it."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.parsing import PROJECT as ROOT
from support.parsing import parse, parse_folder

SQL_FOLDERS = ("models", "macros", "tests", "analyses", "functions")
COMMENTS = (r"\{#.*?#\}", r"/\*.*?\*/", r"--[^\n]*")


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


def manifest_of(target: str) -> dict[str, Any]:
    """The manifest of a target."""
    parsed = parse(["--target", target], parse_folder(target))
    if parsed is None:
        pytest.fail(f"dbt parse --target {target} has errors: run it to see them.", pytrace=False)
    manifest: dict[str, Any] = parsed.writable_manifest().to_dict(omit_none=False)
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
