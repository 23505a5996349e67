"""The front of the reader of cells: from opened tables to one select of typed lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

import duckdb

from clientele.source.cells.currencies import code_of
from clientele.source.cells.text import MISSING_WORDS
from clientele.source.checks.dates import check_dates
from clientele.source.checks.deductions import check_deductions
from clientele.source.checks.flags import check_flags
from clientele.source.checks.headers import repeated_headers
from clientele.source.checks.ids import check_ids
from clientele.source.checks.left_out import check_left_out
from clientele.source.checks.minor_units import check_minor_units
from clientele.source.checks.money import check_costs, check_money, check_signs
from clientele.source.checks.named import check_excluded_products, check_features
from clientele.source.checks.numbers import check_numbers
from clientele.source.checks.orders import (
    check_customer_ids,
    check_line_ids,
    check_orders,
)
from clientele.source.checks.profile import Checked, profile
from clientele.source.checks.refunds import check_refunds
from clientele.source.checks.repeats import check_files, check_order_amounts
from clientele.source.checks.reversals import check_reversals
from clientele.source.checks.totals import check_totals
from clientele.source.csvfile import broken_lines
from clientele.source.faults import Fault
from clientele.source.faults.cells import MissingWordsInvalid, TableDamaged, TableEmpty
from clientele.source.faults.columns import ColumnMissing, ColumnRequired, PriceRequired
from clientele.source.faults.dates import DateFormatInvalid, EarliestDateInvalid, TimeZoneUnknown
from clientele.source.faults.numbers import DecimalSeparatorInvalid
from clientele.source.findings import Finding
from clientele.source.mapping import Column, closest, map_columns, read_mapping
from clientele.source.presets import choose_columns, preset_names, recognised
from clientele.source.select import Cells, lines_select
from clientele.source.settings import Settings
from clientele.source.sql import name
from clientele.source.table import Table

__all__ = ["Reading", "declared_faults", "read_tables", "setting_faults"]

# Before this day few shops kept their orders in a computer, and many programs write it for no date.
_EARLIEST = date(1970, 1, 2)
# The models refuse single lines after this day.
_LATEST = date(2099, 12, 31)
# What strptime of DuckDB knows.
_DIRECTIVE = re.compile(r"%(?:-[dmyHIMSj]|[aAwudbBhmyYHIpMSfgnzZjUWVGcxXT%])")
# The kinds that take long to read, so that the checks copy what they read of them.
_SLOW = ("csv", "sqlite", "postgres")
# What DuckDB raises for wrong SQL, which no file can cause.
_MISTAKES = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ParserException,
    duckdb.SyntaxException,
)
# What is wrong where no column is mapped, or a wrong one.
_ABOUT_COLUMNS = (ColumnMissing, ColumnRequired, PriceRequired)
_copies = count(1)


@dataclass(frozen=True)
class Reading:
    """What the reader makes of a source.

    Attributes:
        select: The select of all lines, typed; empty where something is wrong.
        faults: What is wrong.
        findings: What a person should know.

    """

    select: str = ""
    faults: Sequence[Fault] = field(default_factory=tuple)
    findings: Sequence[Finding] = field(default_factory=tuple)


def read_tables(
    settings: Settings, tables: Sequence[Table], connection: duckdb.DuckDBPyConnection
) -> Reading:
    """Check every cell of the tables of a source, and return the select that reads them.

    The select is lazy, and gives the same lines whatever the number of threads. It has one row per
    line that is not empty, with all columns of the contract, `x_` columns, `source_file` and
    `source_line`.
    """
    choice, unfit = choose_columns(settings, tables)
    mapping, faults = read_mapping(settings, choice.columns)
    if unfit:
        # A preset that does not fit maps nothing, and one sentence about it is enough.
        faults = [*unfit, *(f for f in faults if not isinstance(f, _ABOUT_COLUMNS))]
    faults += setting_faults(settings, connection)
    all_cells = []
    for table in tables:
        columns, missing = map_columns(mapping, table)
        faults += missing
        all_cells.append(_cells(settings, table, columns))
    if faults or not tables:
        return Reading(faults=_with_preset(faults, settings, tables))
    with _copied(connection, all_cells) as (checked, damaged):
        if damaged:
            return Reading(faults=damaged)
        try:
            return _read(settings, checked, connection, choice.of_orders)
        except duckdb.Error:
            damaged = [fault for table in tables for fault in _damage(connection, table)]
            if not damaged:
                raise
            return Reading(faults=damaged)


def _damage(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Fault]:
    """Return what is wrong with a table whose rows cannot all be read, whatever the checks ask."""
    try:
        connection.execute(f"select count(columns(*)) from {table.scan}").fetchall()
    except duckdb.Error:
        # DuckDB's own words may hold a password or the whole of a file.
        return [TableDamaged(table.label)]
    return []


def setting_faults(settings: Settings, connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """Return what is wrong with the vars about cells by themselves.

    >>> [f.code for f in setting_faults(Settings(custom_decimal_separator=";"), duckdb.connect())]
    ['decimal-separator-invalid']

    """
    faults: list[Fault] = []
    if settings.custom_decimal_separator not in (None, ".", ","):
        faults.append(DecimalSeparatorInvalid(settings.custom_decimal_separator))
    format_ = settings.custom_date_format
    if format_ is not None and not _is_date_format(format_):
        faults.append(DateFormatInvalid(format_))
    if _earliest(settings) is None:
        faults.append(EarliestDateInvalid(settings.earliest_date))
    words = settings.custom_missing_words
    if words is not None and (
        not isinstance(words, list | tuple)
        or not all(isinstance(word, str | int | float) for word in words)
    ):
        faults.append(MissingWordsInvalid(words))
    zone = settings.time_zone
    if zone is not None:
        names = [
            row[0] for row in connection.execute("select name from pg_timezone_names()").fetchall()
        ]
        if zone not in names:
            faults.append(TimeZoneUnknown(zone, closest(str(zone), names)))
    return faults


def declared_faults(settings: Settings, connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """Return what is wrong with the vars of a source that cannot be opened."""
    _, faults = choose_columns(settings, [])
    mapping_faults = read_mapping(settings)[1]
    if settings.custom_preset in preset_names():
        # The header would say which columns the preset finds.
        mapping_faults = [f for f in mapping_faults if not isinstance(f, _ABOUT_COLUMNS)]
    return [*faults, *mapping_faults, *setting_faults(settings, connection)]


def _with_preset(
    faults: Sequence[Fault], settings: Settings, tables: Sequence[Table]
) -> list[Fault]:
    """Name the preset that would read the tables in the first fault about columns."""
    first = next((fault for fault in faults if isinstance(fault, _ABOUT_COLUMNS)), None)
    fitting = recognised(tables) if first and settings.custom_preset is None else []
    if first is None or len(fitting) != 1:
        return list(faults)
    return [replace(f, preset=fitting[0]) if f is first else f for f in faults]  # type: ignore[call-arg]


def _read(
    settings: Settings,
    checked: list[Checked],
    connection: duckdb.DuckDBPyConnection,
    of_orders: Sequence[str],
) -> Reading:
    for place, table in enumerate(checked):
        try:
            checked[place] = profile(connection, table)
        except duckdb.Error as error:
            return Reading(faults=[_damaged(table.cells.table, error)])
    if not sum(table.lines for table in checked):
        return Reading(faults=[TableEmpty(checked[0].cells.table.label)])
    headers = repeated_headers(connection, checked)
    if headers:
        # Each cell of such a line is wrong, and one sentence about the line is enough.
        return Reading(faults=headers)
    findings: list[Finding] = []
    checked, faults, found = check_numbers(connection, checked, settings.custom_decimal_separator)
    findings += found
    faults += check_signs(connection, checked) if not faults else []
    faults += check_deductions(connection, checked) if not faults else []
    faults += check_ids(connection, checked)
    checked, wrong, found = check_money(connection, checked, settings.currency)
    faults += wrong
    findings += found
    faults += check_costs(connection, checked)
    faults += check_minor_units(connection, checked) if not faults else []
    earliest, latest = _earliest(settings), _latest(settings)
    assert earliest is not None
    checked, wrong, found = check_dates(
        connection, checked, settings.custom_date_format, earliest, latest
    )
    faults += wrong
    findings += found
    checked, wrong = check_flags(connection, checked)
    faults += wrong
    checked, wrong, found = check_refunds(connection, checked) if not faults else (checked, [], [])
    faults += wrong
    findings += found
    span = int(settings.order_span_days)
    fills, span_days, wrong, found = check_orders(connection, checked, span)
    faults += wrong
    findings += found
    findings += check_customer_ids(connection, checked)
    faults += check_line_ids(connection, checked)
    keeps_guests = settings.guest_orders == "keep"
    faults += check_totals(connection, checked, keeps_guests) if not faults else []
    faults += check_reversals(connection, checked) if not faults else []
    faults += check_order_amounts(connection, checked, of_orders) if not faults else []
    faults += check_files(connection, checked, settings.deduplicate) if not faults else []
    faults += check_excluded_products(connection, checked, settings.excluded_products)
    faults += check_features(connection, checked, settings.cluster_features)
    if faults:
        return Reading(faults=faults)
    findings += check_left_out(connection, checked)
    select = lines_select([table.cells for table in checked], fills, of_orders, span_days)
    return Reading(select, (), findings)


@contextmanager
def _copied(
    connection: duckdb.DuckDBPyConnection, all_cells: Sequence[Cells]
) -> Iterator[tuple[list[Checked], list[Fault]]]:
    """Copy the mapped columns of tables that take long to read, for as long as they are checked."""
    checked: list[Checked] = []
    damaged: list[Fault] = []
    copies: list[str] = []
    try:
        for cells in all_cells:
            source = cells.table.check_scan or cells.table.scan
            if cells.table.kind in _SLOW:
                copy = name(f"clientele_cells_{next(_copies)}")
                columns = {column.name for columns in cells.columns.values() for column in columns}
                try:
                    connection.execute(
                        f"create or replace temp table {copy} as"
                        f" select {', '.join(map(name, sorted(columns)))} from {source}"
                    )
                except duckdb.Error as error:
                    damaged.append(_damaged(cells.table, error))
                    continue
                copies.append(copy)
                damaged += broken_lines(connection, cells.table)
                source = copy
            checked.append(Checked(cells, source))
        yield checked, damaged
    finally:
        for copy in copies:
            connection.execute(f"drop table if exists {copy}")


def _damaged(table: Table, error: duckdb.Error) -> Fault:
    """Return the fault for a table that breaks off. DuckDB's own text may hold a secret."""
    if isinstance(error, _MISTAKES):
        raise error
    return TableDamaged(table.label)


def _cells(settings: Settings, table: Table, columns: Mapping[str, tuple[Column, ...]]) -> Cells:
    own = settings.custom_missing_words
    own = [str(word).strip().lower() for word in own] if isinstance(own, list | tuple) else []
    return Cells(
        table,
        columns,
        missing_words=tuple(dict.fromkeys((*MISSING_WORDS, *own))),
        own_words=tuple(own),
        time_zone=settings.time_zone,
        given_currency=code_of(str(settings.currency)) if settings.currency else None,
        folds_customers=settings.fold_customer_ids is True,
    )


def _is_date_format(format_: object) -> bool:
    return (
        isinstance(format_, str)
        and bool(_DIRECTIVE.search(format_))
        and "%" not in _DIRECTIVE.sub("", format_)
    )


def _earliest(settings: Settings) -> date | None:
    value = settings.earliest_date
    if value is None or isinstance(value, date):
        return value or _EARLIEST
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _latest(settings: Settings) -> date:
    # The var is checked with the other vars, before the source is opened.
    value = settings.latest_date
    return date.fromisoformat(str(value)) if value else _LATEST
