"""A lake attached to a connection of DuckDB, or one sentence that says why it cannot be."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from clientele.lake.address import BUCKET, CATALOG, DATA, PATIENCE, Lake
from clientele.lake.turns import turn
from clientele.publish.copying import text
from clientele.publish.errors import PublishError

# What the lake is called while it is attached.
LAKE = "clientele_lake"
# Two programs that make a new lake at once meet: the second one finds it a moment later.
ATTEMPTS, PAUSE = 5, 1.0
# The variable that names another server for buckets, which DuckDB reads.
ENDPOINT = "DUCKDB_S3_ENDPOINT"


@contextmanager
def attached(lake: Lake, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Attach a lake for writing, and make it if it does not exist.

    Raises:
        PublishError: An extension is missing, the catalog cannot be opened, or the place of the
            Parquet files is not the lake's.

    """
    load_extensions(lake, connection)
    if lake.file:
        _make_folder(lake.file.parent)
    if not _attach(lake, connection):
        with turn(lake):
            _create(lake, connection)
    try:
        _reach_data(lake, connection, LAKE)
        # Another writer may commit in the same moment, so the commit is tried again.
        connection.execute("set ducklake_max_retry_count = 30")
        yield
    finally:
        connection.execute(f"detach {LAKE}")


def attach_for_reading(
    lake: Lake, connection: duckdb.DuckDBPyConnection, name: str = LAKE, snapshot: int | None = None
) -> None:
    """Attach a lake read-only, at a snapshot or at the newest state of each transaction.

    Raises:
        PublishError: There is no lake, or it cannot be opened.

    """
    load_extensions(lake, connection)
    # SQLite would make an empty file.
    is_there = not lake.file or lake.file.is_file()
    if not is_there or not _attach(lake, connection, name, snapshot, is_read_only=True):
        raise PublishError(
            "lake-missing",
            f"There is no lake in {lake}: build it with `script/build --target lake`, or name"
            f" another catalog with {CATALOG}.",
        )
    _reach_data(lake, connection, name)


def load_extensions(lake: Lake, connection: duckdb.DuckDBPyConnection) -> None:
    """Load what reaches the catalog and, if it is named, the bucket."""
    # A commit of many tables would draw a bar into the output of a command.
    connection.execute("set enable_progress_bar = false")
    for extension in lake.extensions:
        _load(extension, connection)
    if BUCKET.match(lake.data or ""):
        _reach_bucket(connection)


def _load(extension: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Load an extension. Where it is not installed, DuckDB fetches it."""
    try:
        connection.execute(f"load {extension}")
    except duckdb.Error:
        try:
            connection.execute(f"install {extension}")
            connection.execute(f"load {extension}")
        except duckdb.Error as error:
            raise PublishError(
                "extension-missing",
                f"DuckDB's extension {extension} is not installed and cannot be fetched: run"
                " script/setup --lake, which installs it, or connect this machine to the internet.",
            ) from error


def _reach_bucket(connection: duckdb.DuckDBPyConnection) -> None:
    _load("httpfs", connection)
    if os.environ.get(ENDPOINT):
        # Servers other than Amazon's have the bucket in the path of an address.
        connection.execute("set s3_url_style = 'path'")


def _reach_data(lake: Lake, connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """See that the files of a lake can be there, wherever its catalog says."""
    (data,) = connection.execute("select data_path from ducklake_settings(?)", [name]).fetchall()[0]
    if BUCKET.match(data):
        _reach_bucket(connection)
    elif not Path(data).is_dir():
        raise PublishError(
            "lake-data-missing",
            f"The lake in {lake} keeps its files in {data}, and this machine has no such folder:"
            " mount it under this path, or make a new lake whose files are in a bucket"
            f" ({DATA}).",
        )


def _attach(
    lake: Lake,
    connection: duckdb.DuckDBPyConnection,
    name: str = LAKE,
    snapshot: int | None = None,
    *,
    is_read_only: bool = False,
) -> bool:
    """Attach a lake that exists; return whether it does."""
    options = ["create_if_not_exists false"]
    if is_read_only:
        options.append("read_only")
    elif lake.data:
        options.append(f"data_path {text(lake.data)}")
    if snapshot is not None:
        options.append(f"snapshot_version {snapshot}")
    try:
        _run_attach(lake, connection, name, options)
    except duckdb.Error as error:
        said = str(error)
        if "explicitly disabled" in said:
            return False
        raise _unreadable(lake, said) from error
    return True


def _create(lake: Lake, connection: duckdb.DuckDBPyConnection) -> None:
    """Make a lake in an empty place, unless another writer has just made it."""
    if _attach(lake, connection):
        return
    data = lake.data or lake.default_data
    _check_empty(data, connection)
    for attempt in range(ATTEMPTS):
        try:
            _run_attach(lake, connection, LAKE, [f"data_path {text(data)}"])
            break
        except duckdb.Error as error:
            if attempt + 1 == ATTEMPTS:
                raise _unreadable(lake, str(error)) from error
            time.sleep(PAUSE)
    # Rows stay out of the catalog, so that everything is Parquet.
    connection.execute(f"call {LAKE}.set_option('data_inlining_row_limit', '0')")
    connection.execute(f"call {LAKE}.set_option('parquet_compression', 'zstd')")


def _run_attach(
    lake: Lake, connection: duckdb.DuckDBPyConnection, name: str, options: list[str]
) -> None:
    if lake.file:
        options = [*options, f"meta_busy_timeout {PATIENCE * 1000}"]
        if "read_only" not in options:
            # With this journal, readers and a writer do not wait for each other.
            options.append("meta_journal_mode 'WAL'")
    connection.execute(f"attach {text(lake.source)} as {name} ({', '.join(options)})")


def _check_empty(data: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse a place that has files, because the lake removes files that it does not know."""
    if BUCKET.match(data):
        try:
            files = connection.execute(f"from glob({text(data + '**')}) limit 1")
            has_files = files.fetchone() is not None
        except duckdb.Error as error:
            raise PublishError(
                "lake-data-unreachable",
                f"{DATA} is '{data}', which cannot be listed ({_first(str(error))}): check the"
                " name, the network, and the key of the bucket (docs/engines.md).",
            ) from error
    else:
        _make_folder(Path(data))
        has_files = next(Path(data).iterdir(), None) is not None
    if has_files:
        raise PublishError(
            "lake-data-taken",
            f"{data} has files, and a new lake needs a place of its own: name an empty one with"
            f" {DATA}, or the catalog of the lake that these files belong to with {CATALOG}.",
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError(
            "lake-not-writable",
            f"The folder {folder} cannot be made ({error.strerror or type(error).__name__}): change"
            f" its permissions, or name other places with {CATALOG} and {DATA}.",
        ) from error


def _unreadable(lake: Lake, said: str) -> PublishError:
    """Return the sentence for what DuckDB says of a lake that exists."""
    if "does not match existing data path" in said:
        stored = said.partition('catalog "')[2].partition('"')[0]
        return PublishError(
            "lake-data-differs",
            f"{DATA} is '{lake.data}', but the lake in {lake} keeps its files in '{stored}': unset"
            f" {DATA}, or name another catalog with {CATALOG}.",
        )
    if "No snapshot found" in said:
        return PublishError(
            "version-missing",
            f"The lake in {lake} has no such version any more: `script/publish --target lake"
            " --list` shows those that are kept.",
        )
    advice = (
        "restore it from a backup, or name another file"
        if lake.file
        else "check host, port, dbname and user, there or in PGHOST, PGPORT, PGDATABASE and"
        " PGUSER, and the password in PGPASSWORD or ~/.pgpass"
    )
    return PublishError(
        "lake-unreachable",
        f"The catalog {lake} ({CATALOG}) cannot be opened as a lake ({_first(said)}): {advice}.",
    )


def _first(said: str) -> str:
    """Return the reason in what DuckDB says, without the statement that it was about.

    >>> _first('Failed to attach "x" at path + "postgres:p"Unable to connect to Postgres at "p": '
    ...     'connection to server at "127.0.0.1", port 1 failed: Connection refused')
    'connection to server at "127.0.0.1", port 1 failed: Connection refused'

    """
    _, _, server = said.partition('Unable to connect to Postgres at "')
    said = server.partition('": ')[2] or said
    line = said.strip().splitlines()[0]
    return line.rpartition('";')[2].removeprefix("'):").strip().rstrip(".;") or line
