"""One pass over the cells of each table: how they are to be read, and what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import duckdb

from clientele.source.address import shown_address
from clientele.source.cells.currencies import WHOLE, code_of_name
from clientele.source.cells.dates import (
    DateFormat,
    date_expression,
    date_formats,
    date_shape,
    given_format,
)
from clientele.source.cells.flags import flag_key, is_known
from clientele.source.cells.numbers import (
    NumberShape,
    Separator,
    normal_text,
    number_shape,
    read_shape,
    significant_digits,
)
from clientele.source.cells.text import (
    as_text,
    cell_is_odd,
    has_lost_digits,
    is_nobody,
    is_scientific,
    row_is_odd,
)
from clientele.source.faults import Fault
from clientele.source.faults.cells import FlagUnknown, HeaderRepeated, IdDigitsLost
from clientele.source.faults.dates import (
    DateAmbiguous,
    DateImplausible,
    DatesLate,
    DateUnreadable,
)
from clientele.source.faults.numbers import (
    NumberAmbiguous,
    NumberTooFine,
    NumberTooLarge,
    NumberUnreadable,
)
from clientele.source.findings import Finding
from clientele.source.mapping import reader_of, sql_type
from clientele.source.select import Cells, cells_select, is_text, parsed
from clientele.source.sql import literal, literals, name

__all__ = [
    "Checked",
    "Place",
    "check_dates",
    "check_flags",
    "check_ids",
    "check_numbers",
    "first_cell",
    "first_line",
    "profile",
    "repeated_headers",
]

# A column is looked at by so many shapes at most. What people write has a few dozen.
_MOST_SHAPES = 100_000
# From here on, whole numbers of a type look like their neighbours.
_EXACT = {"DOUBLE": 2**53, "FLOAT": 2**24}
# A program that writes a double in full writes at least so many digits.
_DIGITS_OF_A_DOUBLE = 16
# The years of orders in a usual file, and more years than a shop keeps orders of.
_FEW_YEARS, _MANY_YEARS = 5, 15
# A name in a label, in English and in French.
_QUOTED = re.compile('"[^"]*"|«[^»]*»')


@dataclass(frozen=True)
class Checked:
    """A table, and what one pass over it counted.

    Attributes:
        cells: How its cells are read, as far as is known.
        source: The from-item that the checks read: a copy where reading the table takes long.
        lines: Its lines that are not empty.
        filled: The filled cells of each contract name.
        keys: The shapes or words of columns of text, with how many cells each has.
        unread: The typed cells of each contract name that cannot be kept.

    """

    cells: Cells
    source: str
    lines: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    keys: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)

    def having(self, **changes: object) -> Checked:
        """Return the same with other attributes of its cells."""
        return replace(self, cells=replace(self.cells, **changes))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Place:
    """A line that a sentence shows, or a cell of it, and how many are like it."""

    value: str
    line: int | None
    file: str
    found: int


def profile(connection: duckdb.DuckDBPyConnection, checked: Checked) -> Checked:
    """Return a table with its cells counted.

    Its rows are read once if no cell is odd, and twice otherwise, because odd cells are counted as
    what they mean. No cell is read a third time.
    """
    plain = checked.having(
        has_odd_cells=False,
        has_nobody=False,
        has_accents=False,
        has_formulas=False,
        has_scientific=False,
    )
    odd = _odd_conditions(checked.cells)
    counted, found = _counted(connection, plain, odd)
    has_blanks, has_accents, has_formulas, has_scientific, has_nobody = found
    read = counted.having(
        has_odd_cells=has_blanks or has_formulas,
        has_accents=has_accents,
        has_formulas=has_formulas,
        has_scientific=has_formulas or has_scientific,
        # A word for nobody can stand in a formula, or between blanks.
        has_nobody=has_blanks or has_formulas or has_nobody,
    )
    # Accents and long numbers in ids change no count.
    return _counted(connection, read, ())[0] if read.cells.has_nobody else read


def check_numbers(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], separator: object
) -> tuple[list[Checked], list[Fault], list[Finding]]:
    """Decide on the decimal sign of all columns of numbers, and find the cells without a number.

    Args:
        connection: Where the tables are.
        tables: The tables, profiled.
        separator: custom_decimal_separator: a point, a comma, or None to find out.

    """
    tables = [
        table.having(
            numbers={
                name_: [read_shape(key, _is_converted(table, name_)) for key in keys]
                for name_, keys in table.keys.items()
                if reader_of(name_) == "number"
            }
        )
        for table in tables
    ]
    faults: list[Fault] = []
    chosen, question = _decimal_sign(connection, tables, separator)
    if question:
        faults.append(question)
    tables = [table.having(separator=chosen) for table in tables]
    other: Separator = "," if chosen == "." else "."
    shapes = [shape for table in tables for of in table.cells.numbers.values() for shape in of]
    # One sign holds for all columns: one that does not read them all would only be refused next.
    proposal = other if all(shape.reading(other) is not None for shape in shapes) else ""
    for table in tables:
        for name_ in table.cells.columns:
            if reader_of(name_) == "number":
                faults += _wrong_numbers(connection, table, name_, chosen, proposal)
    read_with_comma = sum(_lines_with_comma(table) for table in tables) if chosen == "," else 0
    received = sum(table.lines for table in tables)
    is_told = bool(read_with_comma) and separator is None
    findings = [Finding("number_read_with_comma", read_with_comma, received)] if is_told else []
    return tables, faults, [] if faults else findings


def check_ids(connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]) -> list[Fault]:
    """Find ids that lost their last digits, in a spreadsheet or as floating numbers."""
    faults: list[Fault] = []
    for table in tables:
        cells = table.cells
        for name_, columns in cells.columns.items():
            exact = _EXACT.get(columns[0].type)
            if reader_of(name_) != "id" or not (exact or cells.has_scientific):
                continue
            is_lost = f"abs(try_cast({name(name_)} as double)) >= {exact}"
            place = first_cell(
                connection, table, name_, is_lost if exact else has_lost_digits(name(name_))
            )
            if place.found:
                faults.append(
                    IdDigitsLost(
                        cells.table.label,
                        cells.columns[name_][0].name,
                        name_,
                        place.value,
                        place.line,
                        place.found,
                        place.file,
                    )
                )
    return faults


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


def check_flags(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> tuple[list[Checked], list[Fault]]:
    """Find the words of is_cancelled, and those that are neither yes nor no."""
    faults: list[Fault] = []
    read = []
    for table in tables:
        keys = table.keys.get("is_cancelled")
        if keys is None:
            read.append(table)
            continue
        known = [key for key in keys if is_known(key)]
        unknown = [key for key in keys if not is_known(key)]
        read.append(table.having(flags=known))
        if unknown:
            place = first_cell(
                connection, table, "is_cancelled", _not_in(flag_key(name("is_cancelled")), known)
            )
            faults.append(
                FlagUnknown(
                    table.cells.table.label,
                    table.cells.columns["is_cancelled"][0].name,
                    place.value,
                    place.line,
                    sum(keys[key] for key in unknown),
                    table.filled["is_cancelled"],
                    sorted(unknown, key=lambda key: (-keys[key], key)),
                    place.file,
                )
            )
    return read, faults


def repeated_headers(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked]
) -> list[Fault]:
    """Find lines that repeat the header: the cells are the names of their columns."""
    faults: list[Fault] = []
    for table in tables:
        texts = [
            (name_, columns[0].name)
            for name_, columns in table.cells.columns.items()
            if len(columns) == 1 and is_text(columns[0].type)
        ]
        by_key = {"ordered_at": date_shape, "quantity": number_shape, "unit_price": number_shape}
        heads = dict(texts)
        is_likely = any(
            re.sub("[0-9]", "9", heads[name_]).strip().lower()
            in {key.lower() for key in table.keys.get(name_, {})}
            for name_ in by_key
            if name_ in heads
        )
        if not is_likely or len(texts) < 2:
            continue
        condition = " and ".join(
            f"lower({name(name_)}) = {literal(column.strip().lower())}" for name_, column in texts
        )
        place = first_cell(connection, table, texts[0][0], condition)
        if place.found:
            faults.append(
                HeaderRepeated(table.cells.table.label, place.line, place.found, place.file)
            )
    return faults


def _odd_conditions(cells: Cells) -> tuple[str, ...]:
    """Return conditions on a row as received.

    They are whether it has odd blanks or words for nothing, letters beyond ASCII, formulas, long
    numbers that a program shortened, and words for nobody.
    """
    columns = {column for columns in cells.columns.values() for column in columns}
    texts = sorted(
        as_text(name(column.name), column.type) for column in columns if is_text(column.type)
    )
    customers = [
        is_nobody(as_text(name(column.name), column.type))
        for column in cells.columns.get("customer_id", ())
    ]
    if cells.table.kind == "parquet":
        odd = " or ".join(cell_is_odd(text, cells.missing_words) for text in texts)
        looks = texts
    else:
        odd = row_is_odd(texts, cells.missing_words) if texts else ""
        looks = [f"concat({', '.join(texts)})"] if texts else []
    ids = [
        is_scientific(as_text(name(column.name), column.type))
        for name_, of_name in cells.columns.items()
        for column in of_name
        if reader_of(name_) == "id" and is_text(column.type)
    ]
    return (
        odd or "false",
        " or ".join(f"strlen({look}) != length({look})" for look in looks) or "false",
        " or ".join(f"contains({look}, '=\"')" for look in looks) or "false",
        " or ".join(ids) or "false",
        " or ".join(customers) or "false",
    )


def _counted(
    connection: duckdb.DuckDBPyConnection, checked: Checked, conditions: Sequence[str]
) -> tuple[Checked, list[bool]]:
    """Return a table with its cells counted, and which conditions some row as received meets."""
    cells = checked.cells
    keys = {
        name_: expression
        for name_ in cells.columns
        if (expression := _key(cells, name_)) is not None
    }
    wrong = {
        name_: f"{name(name_)} is not null and ({parsed(cells, name_)}) is null"
        for name_ in cells.columns
        if cells.typed(name_) and reader_of(name_) in ("date", "number")
    }
    is_empty = " and ".join(f"{name(name_)} is null" for name_ in cells.columns)
    counts = [
        f"count(*) filter (where not ({is_empty}))",
        f"count(*) filter (where {is_empty})",
        *(f"count({name(name_)})" for name_ in cells.columns),
        *(f"count(*) filter (where {condition})" for condition in wrong.values()),
        *(f"histogram({expression})" for expression in keys.values()),
        *(f"bool_or(met_{place})" for place in range(len(conditions))),
    ]
    met = [f"{condition} as met_{place}" for place, condition in enumerate(conditions)]
    row = connection.execute(
        f"select {', '.join(counts)}"
        f" from ({cells_select(cells, checked.source, others=met)}) as cells"
    ).fetchone()
    assert row is not None
    values = iter(row)
    lines, empty = next(values), next(values)
    counted = replace(
        checked.having(has_empty_lines=bool(empty)),
        lines=lines,
        filled={name_: next(values) for name_ in cells.columns},
        unread={name_: next(values) for name_ in wrong},
        keys={name_: _most(next(values) or {}) for name_ in keys},
    )
    return counted, [bool(value) for value in values]


def _key(cells: Cells, name_: str) -> str | None:
    """Return SQL for what the cells of a column of text are grouped by, or None for others."""
    if cells.typed(name_):
        return None
    cell = name(name_)
    match reader_of(name_):
        case "number":
            return number_shape(cell, cells.is_converted)
        case "date":
            return date_shape(cell)
        case "flag":
            return flag_key(cell)
    return None


def _most(keys: Mapping[str, int]) -> dict[str, int]:
    most = sorted(keys.items(), key=lambda item: (-item[1], item[0]))
    return dict(most[:_MOST_SHAPES])


def _is_converted(table: Checked, name_: str) -> bool:
    # A cell such as 150.000 was typed by somebody, and so were the others of its column.
    return table.cells.is_converted and not any(key.endswith("\x1e") for key in table.keys[name_])


def _lines_with_comma(table: Checked) -> int:
    """Return how many lines at least have a number with a comma, in any of their columns."""
    return max(
        (
            sum(cells for key, cells in table.keys[name_].items() if "," in key)
            for name_ in table.cells.numbers
        ),
        default=0,
    )


def _decimal_sign(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], given: object
) -> tuple[Separator, Fault | None]:
    if given is not None:
        return "," if given == "," else ".", None
    votes: dict[Separator, int] = {".": 0, ",": 0}
    open_: list[tuple[Checked, str, NumberShape]] = []
    for table in tables:
        for name_, shapes in table.cells.numbers.items():
            for shape in shapes:
                cells = table.keys[name_][shape.shape]
                if shape.differs and _is_of_whole_numbers(table, name_, shape):
                    votes["," if "." in (shape.point or "") else "."] += cells
                elif shape.differs:
                    open_.append((table, name_, shape))
                elif (shape.point is None) != (shape.comma is None):
                    votes["." if shape.comma is None else ","] += cells
    if votes["."] or votes[","]:
        return ("." if votes["."] >= votes[","] else ","), None
    if not open_:
        return ".", None
    table, name_, shape = open_[0]
    key = number_shape(name(name_), table.cells.is_converted)
    place = first_cell(connection, table, name_, f"{key} = {literal(shape.shape)}")
    columns = dict.fromkeys(t.cells.columns[n][0].name for t, n, _ in open_)
    value = read_shape(place.value.strip())
    return ".", NumberAmbiguous(
        table.cells.table.label, list(columns), place.value, value.point or "", value.comma or ""
    )


def _is_of_whole_numbers(table: Checked, name_: str, shape: NumberShape) -> bool:
    """Return whether a number is money in a currency without cents, such as the yen."""
    named = shape.currency or code_of_name(table.cells.columns[name_][0].name)
    return name_ != "quantity" and (named or table.cells.given_currency) in WHOLE


def _wrong_numbers(
    connection: duckdb.DuckDBPyConnection,
    table: Checked,
    name_: str,
    separator: Separator,
    proposal: str,
) -> list[Fault]:
    cells = table.cells
    label, column = cells.table.label, cells.columns[name_][0].name
    type_ = sql_type(name_) or ""
    scale = _scale(type_)
    width = int(type_.removeprefix("decimal(").partition(",")[0])
    if name_ in table.unread:
        faults: list[Fault] = []
        if table.unread[name_]:
            place = first_cell(connection, table, name_, f"({parsed(cells, name_)}) is null")
            faults.append(
                NumberTooLarge(
                    label,
                    column,
                    name_,
                    place.value,
                    place.line,
                    place.found,
                    width - scale,
                    place.file,
                )
            )
        typed = cells.typed(name_)
        if typed and typed.type.startswith("DECIMAL") and _scale(typed.type) > scale:
            inexact = f"({parsed(cells, name_)}) != {name(name_)}"
            faults += _too_fine(connection, table, name_, inexact, scale)
        return faults
    shapes = cells.numbers[name_]
    key = number_shape(name(name_), cells.is_converted)
    good = [shape for shape in shapes if shape.reading(separator) is not None]
    if len(good) < len(shapes):
        place = first_cell(connection, table, name_, _not_in(key, [shape.shape for shape in good]))
        return [
            NumberUnreadable(
                label,
                column,
                name_,
                place.value,
                place.line,
                place.found,
                table.filled[name_],
                separator,
                proposal,
                place.file,
            )
        ]
    faults = []
    if any(shape.whole_digits(separator) > width - scale for shape in good) or any(
        shape.fraction_digits(separator) == 99 for shape in good
    ):
        place = first_cell(connection, table, name_, f"({parsed(cells, name_)}) is null")
        if place.found:
            faults.append(
                NumberTooLarge(
                    label,
                    column,
                    name_,
                    place.value,
                    place.line,
                    place.found,
                    width - scale,
                    place.file,
                )
            )
    if any(shape.fraction_digits(separator) > scale for shape in good):
        normal = normal_text(name(name_), separator, good, cells.is_converted)
        inexact = (
            f"({parsed(cells, name_)}) is not null and {significant_digits(normal)}"
            f" < {_DIGITS_OF_A_DOUBLE}"
            f" and try_cast({normal} as decimal(38, 18)) is distinct from {parsed(cells, name_)}"
        )
        faults += _too_fine(connection, table, name_, inexact, scale)
    return faults


def _scale(type_: str) -> int:
    return int(type_.rstrip(")").rpartition(",")[2])


def _too_fine(
    connection: duckdb.DuckDBPyConnection, table: Checked, name_: str, condition: str, scale: int
) -> list[Fault]:
    place = first_cell(connection, table, name_, condition)
    if not place.found:
        return []
    return [
        NumberTooFine(
            table.cells.table.label,
            table.cells.columns[name_][0].name,
            name_,
            place.value,
            place.line,
            place.found,
            scale,
            place.file,
        )
    ]


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


def _not_in(key: str, good: Iterable[str]) -> str:
    texts = list(good)
    return f"{key} not in ({literals(texts)[1:-1]})" if texts else f"{key} is not null"


def first_line(
    connection: duckdb.DuckDBPyConnection, table: Checked, condition: str, value: str = "''"
) -> Place:
    """Return the first line with a condition, and how many there are.

    Args:
        connection: Where the table is.
        table: The table.
        condition: SQL on the cells of a line.
        value: SQL for what is shown of the line.

    """
    cells = table.cells
    row = connection.execute(
        "select source_file, source_line, value, found from ("
        f"select source_file, source_line, {value} as value, count(*) over () as found"
        f" from ({cells_select(cells, cells.table.scan, places=True)}) as cells"
        f" where {condition}) as found"
        " order by source_file, source_line, value limit 1"
    ).fetchone()
    if row is None:
        return Place("", None, "", 0)
    file = str(row[0] or "")
    label = cells.table.label
    is_one_of_many = cells.table.kind in ("csv", "parquet") and len(_QUOTED.findall(label)) > 1
    is_named = not file or (file in label and not is_one_of_many)
    return Place(str(row[2]), row[1], "" if is_named else shown_address(file), row[3])


def first_cell(
    connection: duckdb.DuckDBPyConnection, table: Checked, name_: str, condition: str
) -> Place:
    """Return the first cell of a contract name with a condition, and how many there are."""
    cell = name(name_)
    filled = f"{cell} is not null and ({condition})"
    return first_line(connection, table, filled, f"cast({cell} as varchar)")
