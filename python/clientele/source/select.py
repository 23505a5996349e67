"""The select that turns the tables of a source into typed lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clientele.source.cells.currencies import currency_code
from clientele.source.cells.dates import DateFormat, date_expression, typed_date
from clientele.source.cells.flags import flag_expression, flag_of_moment, is_one_of
from clientele.source.cells.numbers import (
    NumberShape,
    Separator,
    number_expression,
    typed_number,
)
from clientele.source.cells.text import (
    as_text,
    id_text,
    is_missing,
    is_nobody,
    name_text,
    spaced,
    trimmed,
    unwrapped,
    whole_number,
)
from clientele.source.mapping import CONTRACT, Column, reader_of, sql_type
from clientele.source.sql import literal, name
from clientele.source.table import Table

__all__ = [
    "FILLABLE",
    "Cells",
    "cell_of",
    "cells_select",
    "is_number",
    "is_text",
    "lines_select",
    "numbered_uses",
    "parsed",
]

# What belongs to an order, so that a line without it can take it from the order's other lines.
FILLABLE = ("customer_id", "ordered_at", "channel", "country", "currency", "is_cancelled")


@dataclass(frozen=True)
class Cells:
    """How the cells of one table are read; the checks fill it in.

    Attributes:
        table: The table.
        columns: The columns of each contract name.
        missing_words: The words for nothing, in small letters.
        own_words: Those of the shop alone.
        has_odd_cells: Whether a cell has odd blanks, or is a word for nothing.
        has_nobody: Whether a customer is a word for nobody.
        has_accents: Whether a cell has letters beyond ASCII, which may be composed in two ways.
        has_formulas: Whether a cell is wrapped as `="00123"`.
        has_scientific: Whether an id is a long number that a program shortened.
        has_empty_lines: Whether a line is empty in every mapped column.
        separator: The decimal sign.
        numbers: The shapes of the cells of each column of numbers that is text.
        date_format: The format of the dates, where they are text.
        flags: The cells of is_cancelled, in small letters, where they are text.
        refunds: Those of them whose lines give back what they hold, whatever its sign.
        time_zone: The time zone of the shop, or None.
        currency: The code of the currency that the cells of money name, or None.
        given_currency: The var currency as a code, or None.
        folds_customers: Whether ids of customers that differ in case alone are one customer.

    """

    table: Table
    columns: Mapping[str, tuple[Column, ...]]
    missing_words: tuple[str, ...] = ("",)
    own_words: tuple[str, ...] = ()
    has_odd_cells: bool = True
    has_nobody: bool = True
    has_accents: bool = True
    has_formulas: bool = True
    has_scientific: bool = True
    has_empty_lines: bool = True
    separator: Separator = "."
    numbers: Mapping[str, Sequence[NumberShape]] = field(default_factory=dict)
    date_format: DateFormat | None = None
    flags: Sequence[str] = ()
    refunds: Sequence[str] = ()
    time_zone: str | None = None
    currency: str | None = None
    given_currency: str | None = None
    folds_customers: bool = False

    @property
    def is_converted(self) -> bool:
        """Whether a program turned numbers into text, which writes a decimal point."""
        return self.table.kind in ("xlsx", "sqlite")

    def typed(self, name_: str) -> Column | None:
        """Return the column of a name whose type its reader takes as it is, or None for text."""
        columns = self.columns[name_]
        if len(columns) > 1:
            return None
        column, reader = columns[0], reader_of(name_)
        takes = {
            "any": column.type != "VARCHAR",
            "date": column.type == "DATE" or column.type.startswith("TIMESTAMP"),
            "flag": column.type == "BOOLEAN" or column.type.startswith("TIMESTAMP"),
            "number": is_number(column.type),
        }
        return column if takes.get(reader, False) else None


def is_number(type_: str) -> bool:
    """Return whether a DuckDB type is a number."""
    return type_.startswith("DECIMAL") or type_ in (
        *(prefix + kind for prefix in ("", "U") for kind in _INTEGERS),
        "FLOAT",
        "DOUBLE",
    )


def is_text(type_: str) -> bool:
    """Return whether a DuckDB type is text."""
    return type_ in ("VARCHAR", "JSON", "BLOB") or type_.startswith("ENUM")


_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


def cell_of(cells: Cells, name_: str) -> str:
    """Return SQL for a cell as received, of a contract name: null where nothing stands in it."""
    typed = cells.typed(name_)
    if typed:
        return _typed_cell(cells, name_, typed)
    parts = [_text(cells, name_, column) for column in cells.columns[name_]]
    if len(parts) == 1:
        return parts[0]
    # "/" joins the parts, and "\" marks one that is part of a part: no two orders get one id.
    escaped = [
        f"replace(replace(coalesce({part}, ''), '\\', '\\\\'), '/', '\\/')" for part in parts
    ]
    joined = " || '/' || ".join(escaped)
    return f"case when coalesce({', '.join(parts)}) is not null then {joined} end"


def cells_select(
    cells: Cells, source: str, places: bool = False, others: Sequence[str] = ()
) -> str:
    """Return a select of the cells under their contract names.

    Args:
        cells: How they are read.
        source: The from-item to read: the table's scan, or a copy of its columns.
        places: Whether `source_file` and `source_line` come first, and stay.
        others: SQL for more columns, of the cells as received.

    """
    columns: list[str] = []
    if places:
        file, line = cells.table.file, cells.table.line
        columns += [
            f"{name(file) if file else 'cast(null as varchar)'} as source_file",
            f"{name(line) if line else 'cast(null as bigint)'} as source_line",
        ]
    columns += [f"{cell_of(cells, name_)} as {name(name_)}" for name_ in cells.columns]
    columns += others
    return f"select {', '.join(columns)} from {source}"


def parsed(cells: Cells, name_: str) -> str:
    """Return SQL that reads a cell of `cells_select` as its contract name wants it."""
    cell, reader, type_ = name(name_), reader_of(name_), sql_type(name_)
    typed = cells.typed(name_)
    if reader == "date":
        if typed:
            return typed_date(cell, typed.type, cells.time_zone)
        return _date(cells, cell) if cells.date_format else "cast(null as timestamp)"
    if reader == "number" and type_:
        if typed:
            return typed_number(cell, typed.type, type_)
        shapes = cells.numbers.get(name_, ())
        return number_expression(cell, type_, cells.separator, shapes, cells.is_converted)
    if reader == "flag":
        if not typed:
            return flag_expression(cell, cells.flags)
        return cell if typed.type == "BOOLEAN" else flag_of_moment(cell)
    if reader == "currency":
        return currency_code(cell, cells.given_currency)
    if name_ == "customer_id" and cells.folds_customers:
        return f"lower({cell})"
    return cell


def lines_select(
    all_cells: Sequence[Cells],
    fills: Sequence[str] = (),
    of_orders: Sequence[str] = (),
    span_days: int | None = None,
) -> str:
    """Return the select of all lines of a source, typed, with every column of the contract.

    Args:
        all_cells: How each table is read.
        fills: The columns that lines take from other lines of their order.
        of_orders: The columns of money whose cells belong to the whole order.
        span_days: How long an order lasts at most, if numbers of orders are used again.

    """
    extensions = sorted({x for cells in all_cells for x in cells.columns if x not in CONTRACT})
    lines = " union all by name ".join(_typed_select(cells, extensions) for cells in all_cells)
    if fills:
        order = "order_id" if span_days is None else "order_id, use_"
        filled = ", ".join(
            # A line without a date takes the one date of its number, or none.
            f"{_filled(column, 'order_id' if column == 'ordered_at' else order)} as {name(column)}"
            for column in fills
        )
        if span_days is not None:
            lines = numbered_uses(lines, span_days)
        lines = f"select * replace ({filled}) from ({lines}) as lines"
        if span_days is not None:
            lines = f"select columns(c -> c != 'use_') from ({lines}) as filled"
    for column in of_orders:
        lines = _on_one_line(lines, name(column))
    return lines


def numbered_uses(lines: str, span_days: int) -> str:
    """Return a select of lines with `use_`: which order of its number a line belongs to, from 0.

    A sale more than `span_days` after the sales before it starts another order, as the models say.
    A line without a date has null where the number has several orders.
    """
    is_sale = "coalesce(quantity, 0) >= 0 and coalesce(amount, unit_price * quantity, 0) >= 0"
    dated = (
        f"select *, cast(ordered_at as date) as day_,"
        f" case when {is_sale} then cast(ordered_at as date) end as sold_ from ({lines}) as lines"
    )
    before = (
        "max(sold_) over (partition by order_id order by day_ nulls first"
        " rows between unbounded preceding and 1 preceding)"
    )
    starts = f"select *, case when sold_ - {before} > {span_days} then 1 else 0 end as starts_"
    use = (
        "case when day_ is not null then"
        " sum(starts_) over (partition by order_id order by day_ nulls first)"
        " when sum(starts_) over (partition by order_id) = 0 then 0 end"
    )
    numbered = f"select *, {use} as use_ from ({starts} from ({dated}) as dated) as started"
    helpers = "('day_', 'sold_', 'starts_')"
    return f"select columns(c -> c not in {helpers}) from ({numbered}) as numbered"


def _typed_select(cells: Cells, extensions: Sequence[str]) -> str:
    columns = []
    for name_ in (*CONTRACT, *extensions):
        type_ = sql_type(name_)
        if name_ in cells.columns:
            read = parsed(cells, name_)
            read = f"cast({read} as {type_})" if type_ else read
            columns.append(f"{_signed(cells, name_, read)} as {name(name_)}")
        elif name_ == "product_id" and "product_name" in cells.columns:
            columns.append(f"upper({name('product_name')}) as product_id")
        elif name_ == "currency" and cells.currency:
            columns.append(f"cast({literal(cells.currency)} as varchar) as currency")
        elif name_ == "quantity":
            # A source without quantities has one piece per line; an empty cell says nothing.
            columns.append(f"{_signed(cells, name_, f'cast(1 as {type_})')} as quantity")
        elif type_:
            columns.append(f"cast(null as {type_}) as {name(name_)}")
    if "product_id" in cells.columns and "product_name" in cells.columns:
        whole = f"coalesce({parsed(cells, 'product_id')}, upper({name('product_name')}))"
        columns[list(CONTRACT).index("product_id")] = f"{whole} as product_id"
    source = f"({cells_select(cells, cells.table.scan, places=True)}) as cells"
    select = f"select {', '.join(columns)}, source_file, source_line from {source}"
    if cells.has_empty_lines:
        mapped = ", ".join(f"cast({name(name_)} as varchar)" for name_ in cells.columns)
        select += f" where coalesce({mapped}) is not null"
    return select


def _signed(cells: Cells, name_: str, read: str) -> str:
    """Return SQL for a quantity or an amount, which is negative on a line that gives it back."""
    if name_ not in ("quantity", "amount") or not cells.refunds:
        return read
    is_refund = is_one_of(name("is_cancelled"), cells.refunds)
    return f"case when {is_refund} then -abs({read}) else {read} end"


def _filled(column: str, order: str) -> str:
    cell = name(column)
    window = f"over (partition by {order})"
    only = (
        f"case when order_id is not null and min({cell}) {window} = max({cell}) {window}"
        f" then min({cell}) {window} end"
    )
    return f"coalesce({cell}, {only})"


def _on_one_line(lines: str, cell: str) -> str:
    """Move a cell of a whole order to the line of the order with the most money, once.

    The line that it is found on may cost nothing, and such a line is refused with all its money; a
    file that repeats the cell on each line would count it several times. Copies of a whole order
    keep one cell each, so that they are still copies.
    """
    content = "product_id, product_name, quantity, unit_price, amount, order_line_id"
    # A number that is used again later is another order.
    order = "order_id, customer_id, ordered_at"
    is_filled = f"coalesce({cell}, 0) <> 0"
    numbered = (
        f"select *, row_number() over (partition by {order}, {content}"
        f" order by {is_filled} desc, source_file nulls last, source_line nulls last) as copy_,"
        f" dense_rank() over (partition by {order} order by coalesce(amount, unit_price * quantity)"
        " desc nulls last, product_id nulls last, product_name nulls last, quantity nulls last,"
        " unit_price nulls last, amount nulls last, order_line_id nulls last) as place_"
        f" from ({lines}) as lines"
    )
    filled = f"filter (where {is_filled}) over (partition by {order})"
    read = (
        f"case when order_id is null or min({cell}) {filled} is distinct from max({cell}) {filled}"
        f" then {cell}"
        f" when place_ = 1 and copy_ <= max(copy_) {filled} then max({cell}) {filled} end"
    )
    columns = f"select * replace ({read} as {cell}) from ({numbered}) as numbered"
    return f"select columns(c -> c not in ('copy_', 'place_')) from ({columns}) as placed"


def _date(cells: Cells, cell: str) -> str:
    format_ = cells.date_format
    assert format_ is not None
    read = date_expression(cell, format_, cells.time_zone)
    if cells.is_converted and format_.is_given:
        # A date of the workbook's own is ISO, whatever the texts beside it look like.
        iso = date_expression(cell, DateFormat("%Y-%m-%d"), cells.time_zone)
        return f"coalesce({read}, {iso})"
    return read


def _typed_cell(cells: Cells, name_: str, column: Column) -> str:
    cell = name(column.name)
    nothing = []
    if column.type in ("FLOAT", "DOUBLE") and reader_of(name_) == "number":
        # Programs write NaN for a cell without a number.
        nothing.append(f"isnan({cell})")
    if cells.own_words and reader_of(name_) in ("number", "date"):
        nothing.append(is_missing(f"cast({cell} as varchar)", cells.own_words))
    return f"case when {' or '.join(nothing)} then null else {cell} end" if nothing else cell


def _text(cells: Cells, name_: str, column: Column) -> str:
    reader = reader_of(name_)
    text = as_text(name(column.name), column.type)
    nothing = []
    if is_text(column.type) and cells.has_formulas:
        text = unwrapped(text)
    if is_text(column.type) and cells.has_odd_cells:
        text = trimmed(spaced(text) if reader == "date" else text)
        # "NA" is the code of Namibia.
        is_country = name_ == "country"
        words = [word for word in cells.missing_words if not (is_country and word == "na")]
        nothing.append(is_missing(text, words))
    if name_ == "customer_id" and cells.has_nobody:
        nothing.append(is_nobody(text))
    if nothing:
        text = f"case when {' or '.join(nothing)} then null else {text} end"
    if not is_text(column.type) or reader not in ("id", "name"):
        return text
    if reader == "id":
        text = whole_number(text) if cells.has_scientific else text
        # Blanks that look alike would make two customers of one.
        text = spaced(text) if cells.has_odd_cells else text
        return id_text(text, cells.has_accents)
    return name_text(text) if cells.has_odd_cells or cells.has_accents else text
