"""Tables as folders: what is complete counts, and what a killed build left does not."""

from pathlib import Path

import duckdb

from clientele.spark.tables import TableFolder


def write(tables: TableFolder, schema: str, name: str, select: str) -> Path:
    """Write a complete version of a table, as Spark does."""
    version = tables.next_version(schema, name)
    version.mkdir()
    duckdb.execute(f"copy ({select}) to '{version}/part-00000.parquet' (format parquet)")
    tables.complete(version)
    return version


def test_a_version_that_was_not_finished_is_no_table(tmp_path: Path) -> None:
    tables = TableFolder(tmp_path)
    (tables.next_version("demo", "kpis")).mkdir()
    assert tables.find("demo", "kpis") is None
    assert list(tables.all()) == []


def test_a_killed_build_leaves_the_version_before_it(tmp_path: Path) -> None:
    tables = TableFolder(tmp_path)
    first = write(tables, "demo", "kpis", "select 1 as customers")
    killed = tables.next_version("demo", "kpis")
    killed.mkdir()
    (killed / "part-00000.parquet").write_bytes(b"half")
    found = tables.find("demo", "kpis")
    assert found is not None and found.folder == first
    # The next build starts from nothing, and not from what was left.
    assert tables.next_version("demo", "kpis") == killed and not killed.exists()


def test_the_newest_version_counts_as_a_number(tmp_path: Path) -> None:
    tables = TableFolder(tmp_path)
    for customers in range(11):
        last = write(tables, "demo", "kpis", f"select {customers} as customers")
    found = tables.find("demo", "kpis")
    assert found is not None and found.folder == last and last.name == "11"
    tables.forget_others("demo", "kpis")
    assert [one.name for one in (tmp_path / "demo" / "kpis").iterdir()] == ["11"]


def test_all_tables_are_found_with_their_columns(tmp_path: Path) -> None:
    tables = TableFolder(tmp_path)
    write(tables, "demo", "kpis", "select cast(1.5 as decimal(28, 6)) as revenue")
    write(tables, "demo_internal", "lines", "select timestamp '2024-01-01' as sold_at")
    found = {f"{one.schema}.{one.name}": one.columns() for one in tables.all()}
    assert list(found) == ["demo.kpis", "demo_internal.lines"]
    assert str(found["demo.kpis"].field("revenue").type) == "decimal128(28, 6)"
    assert found["demo_internal.lines"].field("sold_at").type.tz is None


def test_a_removed_table_is_gone(tmp_path: Path) -> None:
    tables = TableFolder(tmp_path)
    write(tables, "demo", "kpis", "select 1 as customers")
    tables.remove("demo", "kpis")
    assert tables.find("demo", "kpis") is None
