"""How the dates of all tables are written, and the cells without a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import duckdb

from clientele.source.cells.dates import DateFormat, date_expression, date_formats, given_format
from clientele.source.checks.places import first_cell
from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.dates import DateAmbiguous, DateImplausible, DatesLate, DateUnreadable
from clientele.source.findings import Finding
from clientele.source.select import cells_select, parsed
from clientele.source.sql import literal

__all__ = ["check_dates"]

# The years of orders in a usual file, and more years than a shop keeps orders of.
_FEW_YEARS, _MANY_YEARS = 5, 15


def check_dates(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Checked],
    given: str | None,
    earliest: date,
    latest: date,
) -> tuple[list[Checked], list[Fault], list[Finding]]:
    """Decide on the format of dates, and find the cells without a date, or with an early one.

    Args:
        connection: Where the tables are.
        tables: The tables, profiled.
        given: custom_date_format, or None to find out.
        earliest: The first day that an order can have.
        latest: The last day that an order can have.

    """
    with_dates = [table for table in tables if "ordered_at" in table.keys]
    faults: list[Fault] = []
    findings: list[Finding] = []
    if with_dates:
        decided = _date_formats(connection, with_dates, given)
        if isinstance(decided, DateAmbiguous):
            return list(tables), [decided], []
        tables = [
            table.having(date_format=decided[with_dates.index(table)])
            if table in with_dates
            else table
            for table in tables
        ]
    received = sum(table.lines for table in tables)
    read = Counter[str]()
    for table in tables:
        if "ordered_at" not in table.cells.columns:
            continue
        fault, out_of_range = _wrong_dates(connection, table, earliest, latest)
        faults += fault
        if out_of_range:
            findings.append(Finding("date_out_of_range", out_of_range, received))
        format_ = table.cells.date_format
        if format_ and not format_.is_plain and not format_.is_given:
            read[format_.check_name] += table.filled["ordered_at"]
    findings += [Finding(check, found, received) for check, found in sorted(read.items())]
    return list(tables), faults, [] if faults else findings


def _date_formats(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], given: str | None
) -> list[DateFormat] | DateAmbiguous:
    """Return the format of each table: one for all if there is one, else its own."""
    if given is not None:
        return [given_format(given)] * len(tables)
    together = _best_format(connection, tables)
    if isinstance(together, DateAmbiguous) or together[1] or len(tables) == 1:
        return together if isinstance(together, DateAmbiguous) else [together[0]] * len(tables)
    alone = [_best_format(connection, [table]) for table in tables]
    for found in alone:
        if isinstance(found, DateAmbiguous):
            return found
    return [found[0] for found in alone if not isinstance(found, DateAmbiguous)]


def _best_format(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> tuple[DateFormat, bool] | DateAmbiguous:
    """Return the format that reads the most dates, and whether it reads all of them."""
    shapes = Counter[str]()
    for table in tables:
        shapes.update(table.keys["ordered_at"])
    candidates, is_common = date_formats([shape for shape, _ in shapes.most_common()])
    if not candidates:
        return DateFormat("%Y-%m-%d"), not shapes
    if len(candidates) == 1:
        return candidates[0], is_common
    filled = sum(table.filled["ordered_at"] for table in tables)
    # A format that fails is slow, and most fail within the first lines.
    few = _read_by(connection, tables, candidates, 1000)
    fitting = [c for c, read in zip(candidates, few[1:], strict=True) if read == few[0]]
    candidates = fitting or candidates
    _, *read = _read_by(connection, tables, candidates)
    best = max(read)
    fitting = [c for c, count in zip(candidates, read, strict=True) if count == best]
    if best == filled and len(fitting) > 1:
        fitting = _of_few_years(connection, tables, fitting)
        for other in fitting[1:]:
            ambiguous = _two_readings(connection, tables, fitting[0], other)
            if ambiguous:
                return ambiguous
    return fitting[0], best == filled


def _read_by(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Checked],
    formats: Sequence[DateFormat],
    limit: int | None = None,
) -> list[int]:
    """Return how many cells are filled, and how many of them each format reads."""
    sums = [0] * (1 + len(formats))
    for table in tables:
        cells = f"select ordered_at from ({cells_select(table.cells, table.source)}) as cells"
        cells += f" where ordered_at is not null limit {limit}" if limit else ""
        reads = [f"count({date_expression('ordered_at', format_)})" for format_ in formats]
        row = connection.execute(
            f"select count(ordered_at), {', '.join(reads)} from ({cells}) as cells"
        ).fetchone()
        assert row is not None
        sums = [total + count for total, count in zip(sums, row, strict=True)]
    return sums


def _of_few_years(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Checked],
    formats: Sequence[DateFormat],
) -> list[DateFormat]:
    """Leave out the formats that take days for years of two digits, or years for days.

    The years of 25.03.24 and 02.03.24 are one year, or 2025 and 2002. No shop has orders of so many
    years on so few days of the month.
    """
    years = [f"year({date_expression('ordered_at', format_)})" for format_ in formats]
    cells = " union all ".join(
        f"select ordered_at from ({cells_select(table.cells, table.source)}) as cells"
        for table in tables
    )
    widths = ", ".join(f"max({year}) - min({year})" for year in years)
    spans = connection.execute(f"select {widths} from ({cells}) as cells").fetchone()
    assert spans is not None
    of = dict(zip(formats, spans, strict=True))
    if min(spans) <= _FEW_YEARS:
        formats = [format_ for format_ in formats if of[format_] <= _MANY_YEARS]
    # Few write years first before a slash, so that this is asked about if nothing else is likely.
    usual = [format_ for format_ in formats if not format_.name.startswith("%y/")]
    return usual or [*formats, *(format_ for format_ in of if format_ not in formats)]


def _two_readings(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Checked],
    first: DateFormat,
    second: DateFormat,
) -> DateAmbiguous | None:
    one, two = (date_expression("ordered_at", format_) for format_ in (first, second))
    for table in tables:
        found = connection.execute(
            f"select ordered_at, cast({one} as date), cast({two} as date)"
            f" from ({cells_select(table.cells, table.source)}) as cells"
            f" where {one} != {two} order by ordered_at limit 1"
        ).fetchone()
        if found:
            return DateAmbiguous(
                table.cells.table.label,
                table.cells.columns["ordered_at"][0].name,
                found[0],
                first.as_var,
                str(found[1]),
                second.as_var,
                str(found[2]),
            )
    return None


def _wrong_dates(
    connection: duckdb.DuckDBPyConnection, table: Checked, earliest: date, latest: date
) -> tuple[list[Fault], int]:
    """Return what is wrong with the dates of a table, and how many no calendar has."""
    cells = table.cells
    label, column = cells.table.label, cells.columns["ordered_at"][0].name
    read = parsed(cells, "ordered_at")
    is_early = f"({read}) < cast({literal(earliest.isoformat())} as timestamp)"
    is_late = f"cast({read} as date) > cast({literal(latest.isoformat())} as date)"
    is_unread = f"ordered_at is not null and ({read}) is null"
    row = connection.execute(
        f"select count(*) filter (where {is_unread}), count(*) filter (where {is_early}),"
        f" count(*) filter (where {is_late})"
        f" from ({cells_select(cells, table.source)}) as cells"
    ).fetchone()
    assert row is not None
    unread, early, late = row
    filled = table.filled["ordered_at"]
    faults: list[Fault] = []
    if late and late == filled:
        # A few late dates are mistakes, which the models refuse. All of them are another calendar.
        place = first_cell(connection, table, "ordered_at", is_late)
        faults.append(
            DatesLate(label, column, place.value, place.line, latest.isoformat(), place.file)
        )
    if unread and not cells.typed("ordered_at"):
        place = first_cell(connection, table, "ordered_at", is_unread)
        format_ = cells.date_format
        assert format_ is not None
        proposal = ""
        if format_.is_given:
            best = _best_format(connection, [table])
            proposal = best[0].as_var if isinstance(best, tuple) and best[1] else ""
        faults.append(
            DateUnreadable(
                label,
                column,
                place.value,
                place.line,
                place.found,
                filled,
                format_.shown,
                proposal,
                place.file,
            )
        )
    if early:
        place = first_cell(connection, table, "ordered_at", is_early)
        faults.append(
            DateImplausible(
                label,
                column,
                place.value,
                place.line,
                place.found,
                filled,
                earliest.isoformat(),
                place.file,
            )
        )
    return faults, unread if cells.typed("ordered_at") else 0
