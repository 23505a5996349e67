"""A source without rows builds, and every mart is there and empty."""

from __future__ import annotations

from pathlib import Path

from clientele.report.__main__ import main as report

from .conftest import MARTS, PROJECT, copy_of_project, dbt


def test_empty_input_gives_empty_marts(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    for path in (project / "data/demo").glob("*.csv"):
        path.write_text(path.read_text().splitlines()[0] + "\n")
    build = dbt(
        tmp_path / "warehouse",
        "build",
        "--exclude",
        "demo_archetypes",
        "demo_bundles",
        "resource_type:unit_test",
        project=project,
    )
    assert build.code == 0, build.end()
    tables = build.public_tables()
    assert tables == MARTS
    rows = {table: build.query(f"select count(*) from {table}")[0][0] for table in tables}
    assert rows == dict.fromkeys(tables, 0)

    page = tmp_path / "empty.html"
    arguments = ["--database", str(build.database), "--into", str(page)]
    assert report(["static", *arguments, "--reports", str(PROJECT / "reports")]) == 0
    assert "no order line was accepted" in page.read_text("utf-8")
