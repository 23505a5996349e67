"""The public tables as dbt's manifest describes them."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column of a public table."""

    name: str
    data_type: str
    description: str


@dataclass(frozen=True)
class Table:
    """A public table: what a row is, where it lies, what it is made from, and how it is tested."""

    name: str
    folder: str
    description: str
    columns: list[Column]
    reads: list[str]
    checks: int


def tables(manifest: Path) -> list[Table]:
    """Return the public tables of a manifest, by folder and name."""
    nodes: dict[str, Any] = json.loads(manifest.read_text("utf-8"))["nodes"]
    checks: Counter[str | None] = Counter()
    for node in nodes.values():
        checks[node.get("attached_node")] += _checks(node)
    return sorted(
        (
            Table(
                name=node["name"],
                folder=node["path"].split("/")[1],
                description=_plain(node["description"]),
                columns=[
                    Column(column["name"], column["data_type"] or "", _plain(column["description"]))
                    for column in node["columns"].values()
                ],
                reads=sorted(name.split(".")[-1] for name in node["depends_on"]["nodes"]),
                checks=checks[name],
            )
            for name, node in nodes.items()
            if node["resource_type"] == "model"
            # A project that installs this one has marts of its own.
            and node["package_name"] == "clientele"
            and node["path"].startswith("marts/")
        ),
        key=lambda table: (table.folder, table.name),
    )


def _checks(test: dict[str, Any]) -> int:
    """Return what a test checks: each argument of valid_rows holds several checks."""
    metadata = test.get("test_metadata") or {}
    if metadata.get("name") != "valid_rows":
        return 1
    given = metadata["kwargs"]
    names = ("required", "ranges", "accepted", "rules", "holds", "grains")
    return sum(len(given.get(name, ())) for name in names)


def _plain(text: str) -> str:
    """Return a description on one line, safe to stand in a page."""
    escapes = {"{": "&#123;", "}": "&#125;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "*": "&#42;"}
    line = " ".join(text.split())
    safe = "".join(escapes.get(character, character) for character in line)
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", safe)
