"""A new dataset is a folder of its own and two edits: an entry of adapters(), and a target."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from dbt.cli.main import dbtRunner
from project import ROOT, files

LINES = """\
select
    'l1' as order_line_id,
    'o1' as order_id,
    'ada' as customer_id,
    timestamp '2025-01-01 10:00:00' as ordered_at,
    1 as quantity,
    10 as amount
"""


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text, which must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has no {old!r}."
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Add the adapter of a tea shop to a copy of the project, and parse that."""
    folder = tmp_path_factory.mktemp("tea")
    for path in files(
        "dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "tests/generic"
    ):
        copied = folder / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copied)
    edit(
        folder / "macros/input/adapter_relation.sql",
        "'demo': [",
        "'tea': ['order_lines'],\n        'demo': [",
    )
    edit(
        folder / "profiles.yml",
        "    online_retail:\n",
        "    tea:\n      <<: *duckdb\n      path: tea.duckdb\n    online_retail:\n",
    )
    staging = folder / "models/staging/tea"
    staging.mkdir()
    (staging / "stg_tea__order_lines.sql").write_text(LINES, "utf-8")
    done = dbtRunner().invoke(
        [
            *("--quiet", "parse", "--target", "tea", "--target-path", str(folder / "target")),
            *("--project-dir", str(folder), "--profiles-dir", str(folder)),
            *("--log-path", str(folder / "logs")),
        ]
    )
    assert done.success, done.exception or done.result
    parsed: dict[str, Any] = json.loads((folder / "target/manifest.json").read_text("utf-8"))
    return parsed


def test_the_input_reads_the_new_adapter(manifest: dict[str, Any]) -> None:
    nodes = manifest["nodes"]
    reads = nodes["model.clientele.input__order_lines"]["depends_on"]["nodes"]
    assert [name for name in reads if ".stg_" in name] == ["model.clientele.stg_tea__order_lines"]


def test_a_relation_that_the_adapter_lacks_is_empty(manifest: dict[str, Any]) -> None:
    nodes = manifest["nodes"]
    for relation in ("customers", "reviews", "customer_summaries", "findings"):
        assert not nodes[f"model.clientele.input__{relation}"]["depends_on"]["nodes"], relation
