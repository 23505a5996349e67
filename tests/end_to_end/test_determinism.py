"""Equal input gives equal output, whatever the threads and the order of rows."""

from __future__ import annotations

import random
from pathlib import Path

from support import Build, copy_of_project, dbt

from .conftest import MARTS

# The time of a run is a fact about the run, and not about the customers.
LEFT_OUT = {"cluster_models": ["fitted_at"], "settings": ["built_at"]}
# So is all of this table.
OF_THE_RUN = "build_history"


def content_hashes(build: Build) -> dict[str, str]:
    """Return a digest of every mart: of its columns, rows and their order."""
    return {
        table: build.query(
            "select md5(string_agg(cast(content as varchar), chr(10) order by position)) from ("
            f" select rows as content, row_number() over () as position from"
            f" (select * exclude ({', '.join(LEFT_OUT.get(table, ['none']))}) from"
            f" (select 1 as none, * from {table})) as rows)"
        )[0][0]
        for table in build.public_tables()
        if table != OF_THE_RUN
    }


def use_threads(project: Path, threads: int) -> None:
    """Set the threads of dbt and of DuckDB in a copy of the project."""
    profiles = project / "profiles.yml"
    text = profiles.read_text()
    assert "threads: 4\n" in text
    setting = f"threads: {threads}\n      settings: {{threads: {threads}}}\n"
    profiles.write_text(text.replace("threads: 4\n", setting))


def shuffle_rows(project: Path, seed: int) -> None:
    """Put the rows of every demo file into another order."""
    for path in sorted((project / "data/demo").glob("*.csv")):
        header, *rows = path.read_text().splitlines()
        random.Random(seed).shuffle(rows)
        path.write_text("\n".join([header, *rows]) + "\n")


def test_threads_and_row_order_change_nothing(demo: Build, tmp_path: Path) -> None:
    """The demo has four threads and sorted files: one build differs from it in both."""
    expected = content_hashes(demo)
    assert sorted([*expected, OF_THE_RUN]) == MARTS
    project = copy_of_project(tmp_path / "shuffled")
    use_threads(project, 1)
    shuffle_rows(project, seed=1)
    without_tests = ("--exclude", "resource_type:test", "resource_type:unit_test")
    build = dbt(tmp_path / "warehouse", "build", *without_tests, project=project)
    assert build.code == 0, build.end()
    assert content_hashes(build) == expected
