"""The published copy: equal values in compact types."""

from pathlib import Path

import duckdb
import pytest

from clientele.publish.copying import Relation, write_copy
from clientele.publish.errors import PublishError


def copied(folder: Path, select: str, **relation: object) -> duckdb.DuckDBPyConnection:
    """Return a connection to the published copy of one table."""
    file = folder / "copy.duckdb"
    with duckdb.connect(str(folder / "work.duckdb")) as connection:
        connection.execute(f"create table lines as {select}")
        write_copy(connection, [Relation("main", "lines", **relation)], [], file)  # type: ignore[arg-type]
    return duckdb.connect(str(file), read_only=True)


def kinds(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the types of the published columns by name."""
    return dict(
        connection.execute("select column_name, data_type from duckdb_columns()").fetchall()
    )


@pytest.mark.parametrize(
    ("largest", "kind"),
    [
        ("999999999999.999999", "DECIMAL(18,6)"),
        ("-999999999999.999999", "DECIMAL(18,6)"),
        ("1000000000000", "DECIMAL(28,6)"),
        ("-1000000000000", "DECIMAL(28,6)"),
        ("null", "DECIMAL(28,6)"),
    ],
)
def test_a_decimal_is_narrowed_where_every_value_fits(
    tmp_path: Path, largest: str, kind: str
) -> None:
    select = f"select cast({largest} as decimal(28, 6)) as revenue union all select null"
    connection = copied(tmp_path, select)
    assert kinds(connection)["revenue"] == kind
    found = connection.execute("select cast(revenue as varchar) from lines").fetchall()
    with duckdb.connect() as expected:
        given = expected.execute(f"select cast(revenue as varchar) from ({select})").fetchall()
    assert found == given


def test_a_decimal_without_room_for_whole_numbers_stays_as_it_is(tmp_path: Path) -> None:
    connection = copied(tmp_path, "select cast(0.5 as decimal(38, 20)) as share")
    assert kinds(connection)["share"] == "DECIMAL(38,20)"


def test_a_copy_is_compressed_where_the_working_database_is_not(tmp_path: Path) -> None:
    file = tmp_path / "copy.duckdb"
    with duckdb.connect(str(tmp_path / "work.duckdb")) as connection:
        connection.execute("set disabled_compression_methods = 'dict_fsst'")
        connection.execute(
            "create table lines as select 'order-' || hash(n) as order_id from range(50000) as t(n)"
        )
        write_copy(connection, [Relation("main", "lines")], [], file)
        left_out = "select current_setting('disabled_compression_methods')"
        assert connection.execute(left_out).fetchall() == [("DICT_FSST",)]
    with duckdb.connect(str(file), read_only=True) as connection:
        methods = connection.execute(
            "select distinct compression from pragma_storage_info('lines')"
            " where segment_type = 'VARCHAR'"
        ).fetchall()
    assert methods == [("DICT_FSST",)]


def test_only_the_rows_of_the_condition_are_published(tmp_path: Path) -> None:
    connection = copied(
        tmp_path, "select n, n > 7 as is_current from range(10) as made(n)", where="is_current"
    )
    assert connection.execute("select list(n order by n) from lines").fetchall() == [([8, 9],)]


@pytest.mark.parametrize("condition", ["n > 9", "n < 5"])
def test_a_table_of_other_types_is_copied(tmp_path: Path, condition: str) -> None:
    select = f"select n, n / 2 as half from range(10) as made(n) where {condition}"
    found = copied(tmp_path, select).execute("select count(*), sum(half) from lines").fetchall()
    assert found == duckdb.sql(f"select count(*), sum(half) from ({select})").fetchall()


def test_long_texts_read_back_equal(tmp_path: Path) -> None:
    select = "select n, repeat('Herb marker, ', 4) || n as names from range(20000) as made(n)"
    connection = copied(tmp_path, select)
    used = connection.execute(
        "select distinct compression from pragma_storage_info('lines')"
        " where column_name = 'names' and segment_type = 'VARCHAR'"
    ).fetchall()
    assert used == [("ZSTD",)]
    assert connection.execute(
        "select count(*) from lines where names <> repeat('Herb marker, ', 4) || n"
    ).fetchall() == [(0,)]


def test_a_computed_column_takes_no_room_and_reads_back_equal(tmp_path: Path) -> None:
    select = "select n, sqrt(cast(n as double)) as root, n + 1 as next from range(10) as made(n)"
    connection = copied(tmp_path, select, computed={"root": "sqrt(cast(n as double))"})
    found, built = connection.sql("from lines"), duckdb.sql(select)
    assert (found.columns, found.fetchall()) == (built.columns, built.fetchall())
    stored = connection.execute(
        "select distinct column_name from pragma_storage_info('lines') where block_id >= 0"
    ).fetchall()
    assert ("root",) not in stored


def test_a_column_that_is_computed_otherwise_than_it_was_built_is_not_published(
    tmp_path: Path,
) -> None:
    select = "select n, n / 3 as third from range(10) as made(n)"
    with pytest.raises(PublishError, match="copy-differs"):
        copied(tmp_path, select, computed={"third": "n * 0.333"})


class Damaging:
    """A connection that changes what was written, before it is read back."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, change: str) -> None:
        """Keep the statement that changes the copy."""
        self.connection = connection
        self.change = change

    def execute(self, sql: str, *given: object) -> duckdb.DuckDBPyConnection:
        if sql.startswith("checkpoint"):
            self.connection.execute(self.change)
        return self.connection.execute(sql, *given)


@pytest.mark.parametrize(
    "change",
    [
        "update {lines} set revenue = revenue + 0.000001 where n = 7",
        "update {lines} set revenue = null where n = 7",
        # The values of two rows are exchanged, so the sum of the column is the same.
        "update {lines} set revenue = 15 - revenue where n in (7, 8)",
        "update {lines} set name = name || ' ' where n = 7",
        "delete from {lines} where n = 7",
        "insert into {lines} from {lines} where n = 7",
    ],
)
def test_a_copy_that_differs_in_one_value_is_not_published(tmp_path: Path, change: str) -> None:
    with duckdb.connect(str(tmp_path / "work.duckdb")) as connection:
        connection.execute(
            "create table lines as select n, cast(n as decimal(28, 6)) as revenue, 'P' || n as name"
            " from range(10) as made(n)"
        )
        damaging = Damaging(connection, change.format(lines="clientele_published.main.lines"))
        with pytest.raises(PublishError, match="copy-differs"):
            write_copy(damaging, [Relation("main", "lines")], [], tmp_path / "copy.duckdb")  # type: ignore[arg-type]
