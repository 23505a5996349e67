"""A source without rows builds, and every mart is there and empty."""

from __future__ import annotations

from pathlib import Path

from support import PROJECT, Build

from clientele.report.__main__ import main as report

from .conftest import MARTS


def test_empty_input_gives_empty_marts(empty: Build) -> None:
    assert empty.code == 0, empty.end()
    tables = empty.public_tables()
    assert tables == MARTS
    rows = {table: empty.query(f"select count(*) from {table}")[0][0] for table in tables}
    # Each task has the strategy of a shop without questions.
    expected = dict.fromkeys(tables, 0) | {"build_history": 1, "recommendation_strategies": 3}
    assert rows == expected


def test_the_one_file_of_an_empty_shop_says_so(empty: Build, tmp_path: Path) -> None:
    page = tmp_path / "empty.html"
    arguments = ["--database", str(empty.database), "--into", str(page)]
    assert report(["static", *arguments, "--reports", str(PROJECT / "reports")]) == 0
    assert "no order line was accepted" in page.read_text("utf-8")
