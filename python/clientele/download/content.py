"""A fingerprint of a table's cells that no file format, row order or spelling changes.

A checksum of bytes says "this very file". This one says "the same data": it is equal for the
publisher's workbook, the workbook saved again by a spreadsheet program, and a CSV or Parquet
copy, because each cell is first brought to one spelling of its declared type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from clientele.download.errors import DownloadError, WrongContentError

Kind = Literal["code", "text", "number", "timestamp"]

# One SQL expression a kind: from a cell as text to its one spelling, null where it cannot be read.
_SPELLINGS: dict[Kind, str] = {
    # a spreadsheet keeps the code 22728 as a number, and some readers return it as 22728.0
    "code": r"regexp_replace({text}, '^([0-9]+)\.0+$', '\1')",
    "text": "{text}",
    # four decimals: enough for prices, and few enough to hide the noise of binary fractions
    "number": "cast(try_cast(try_cast({text} as double) as decimal(18, 4)) as varchar)",
    # a workbook keeps days since 1899-12-30; whole seconds hide the rounding of that fraction
    "timestamp": (
        "cast(make_timestamp(cast(round(epoch(coalesce("
        "try_cast({text} as timestamp), "
        "try(timestamp '1899-12-30' + to_seconds(round(try_cast({text} as double) * 86400)))"
        "))) as bigint) * 1000000) as varchar)"
    ),
}
_READERS = {
    ".xlsx": "read_xlsx(?, header = true, all_varchar = true)",
    ".csv": "read_csv(?, header = true, all_varchar = true)",
    ".parquet": "read_parquet(?)",
}


@dataclass(frozen=True)
class Content:
    """What the cells of a table should be.

    Attributes:
        columns: the columns that are compared, each with the kind of its cells.
        rows: how many rows there are.
        fingerprint: what `fingerprint` returns for them, 32 hexadecimal digits.

    """

    columns: Mapping[str, Kind]
    rows: int
    fingerprint: str


def fingerprint(path: Path, columns: Mapping[str, Kind]) -> tuple[int, str]:
    """Count the rows of a table and sum a hash of each.

    The sum, unlike an exclusive or, also sees a row that is there twice. Blank cells are null,
    and white space counts as one blank between words and none around them: readers of
    workbooks disagree about the rest.

    Args:
        path: an .xlsx (its first sheet), .csv or .parquet file with a header.
        columns: the columns to take, in this order, each with the kind of its cells.

    Returns:
        The number of rows, and 32 hexadecimal digits.

    Raises:
        WrongContentError: the file cannot be read as such a table, or lacks a column.
        DownloadError: DuckDB's excel extension is missing.

    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise WrongContentError(f"{path.name!r} is none of {', '.join(sorted(_READERS))}")
    cells = ", ".join(_cell(column, kind) for column, kind in columns.items())
    query = f"""
        with spelled as (
            select md5(concat_ws(chr(31), {cells})) as row_hash from {reader}
        )
        select
            count(*),
            coalesce(sum(md5_number_upper(row_hash)), 0),
            coalesce(sum(md5_number_lower(row_hash)), 0)
        from spelled
    """
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        if path.suffix.lower() == ".xlsx":
            _load_excel(connection)
        try:
            result = connection.execute(query, [str(path)]).fetchone()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise WrongContentError(f"{path.name!r} cannot be read ({reason})") from error
    assert result is not None, "an aggregate without groups always returns one row"
    rows, upper, lower = result
    return int(rows), f"{int(upper) % 2**64:016x}{int(lower) % 2**64:016x}"


def _cell(column: str, kind: Kind) -> str:
    quoted = '"' + column.replace('"', '""') + '"'
    text = rf"nullif(trim(regexp_replace(cast({quoted} as varchar), '\s+', ' ', 'g')), '')"
    # What cannot be read as its kind stays as it is, so that it never passes for a blank.
    return f"coalesce({_SPELLINGS[kind].format(text=text)}, {text}, chr(30))"


def _load_excel(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("load excel")
        return
    except duckdb.Error:
        pass
    try:
        # The package brings the extension along: nothing is fetched from the internet.
        from duckdb_extensions import import_extension  # type: ignore[import-untyped]

        import_extension("excel", con=connection)
        connection.execute("load excel")
    except (duckdb.Error, OSError, ImportError) as error:
        raise DownloadError(
            "DuckDB's excel extension cannot be loaded "
            f"({str(error).splitlines()[0]}): install the Python package duckdb-extension-excel "
            f"of the same version as duckdb, {duckdb.__version__}."
        ) from error
