"""One pass over the cells of a table that counts what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from clientele.source.cells.dates import date_shape
from clientele.source.cells.flags import flag_key
from clientele.source.cells.numbers import number_shape
from clientele.source.cells.text import as_text, cell_is_odd, is_nobody, is_scientific, row_is_odd
from clientele.source.mapping import reader_of
from clientele.source.select import Cells, cells_select, is_text, parsed
from clientele.source.sql import name

__all__ = ["Checked", "is_positive", "profile"]

# A column is looked at by so many shapes at most. What people write has a few dozen.
_MOST_SHAPES = 100_000


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


def is_positive(table: Checked) -> str:
    """Return SQL for whether no number of a line says that it gives something back."""
    numbers = [n for n in ("quantity", "amount", "unit_price") if n in table.cells.columns]
    conditions = [f"coalesce({parsed(table.cells, number)}, 1) > 0" for number in numbers]
    return " and ".join(conditions) or "true"


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
