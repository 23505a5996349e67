"""A script by hand cleans, scores and sums a shop to the same figures as the models.

benchmarks/floor.sql shares no SQL with the project, so it checks the models as well as their cost.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest
from support import PROJECT, dbt

sys.path.insert(0, str(PROJECT / "benchmarks"))
from pipeline import COLUMNS, TABLES, figures, write_lines

pytestmark = pytest.mark.whole
LINES = 100_000


def test_the_script_by_hand_and_the_models_agree_on_every_segment(tmp_path: Path) -> None:
    source, floor = tmp_path / "lines.parquet", tmp_path / "floor.duckdb"
    write_lines(source, LINES)
    text = (PROJECT / "benchmarks/floor.sql").read_text("utf-8").replace("$file", str(source))
    text = text.replace("$segments", str(PROJECT / "seeds/segments/eleven_segments.csv"))
    with duckdb.connect(str(floor)) as connection:
        connection.execute(text)

    build = dbt(
        tmp_path / "warehouse",
        *("build", "--select", *(f"+{table}" for table in TABLES)),
        *("--exclude", "test_type:data", "test_type:unit"),
        dataset="custom",
        variables={
            "custom_source": str(source),
            "custom_columns": {name: name for name in COLUMNS},
        },
    )

    assert build.code == 0, build.end()
    assert figures(build.database) == figures(floor)
