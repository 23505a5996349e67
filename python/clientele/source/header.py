"""The header of a sheet of cells: which row it is, and the names of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from clientele.source.faults import Raised
from clientele.source.faults.files import (
    ColumnsEqual,
    FileEmpty,
    HeaderRowMissing,
    HeaderRowProposed,
)
from clientele.source.faults.settings import HeaderRowWrong
from clientele.source.presets import preset_columns
from clientele.source.settings import Settings

__all__ = [
    "column_names",
    "find_header",
    "header_row_setting",
    "mapped_columns",
    "spare_name",
    "trimmed",
]

# A header is looked for in so many rows.
ROWS_SEARCHED = 30


def trimmed(text: str) -> str:
    r"""Return a name of a column on one line, without blanks or invisible characters around it.

    >>> trimmed(" Order\n  ID\ufeff ")
    'Order ID'

    """
    return " ".join(re.sub("[\\ufeff\\u200b-\\u200d\\u2060\\0]", "", text).split())


def mapped_columns(settings: Settings) -> list[str]:
    """Return the columns that custom_columns maps or the preset knows, whatever else they hold.

    >>> mapped_columns(Settings(custom_columns={"order_id": ["Shop", "Order"], "quantity": "Qty"}))
    ['Shop', 'Order', 'Qty']

    """
    mapping = settings.custom_columns
    names = preset_columns(settings)
    for value in mapping.values() if isinstance(mapping, dict) else ():
        names += [value] if isinstance(value, str) else []
        names += [name for name in value if isinstance(name, str)] if _is_list(value) else []
    return names


def header_row_setting(settings: Settings) -> int | None:
    """Return custom_header_row, or None where it is not set.

    Raises:
        Raised: it is not a whole number from 1.

    """
    row: object = settings.custom_header_row
    if row is None:
        return None
    if isinstance(row, bool) or not isinstance(row, int) or row < 1:
        raise Raised(HeaderRowWrong(value=str(row)))
    return row


def find_header(
    rows: Sequence[Sequence[str]], settings: Settings, label: str, first: int = 1
) -> int:
    """Return the number of the row, from 1, that holds the names of the columns.

    It is custom_header_row or, where that is not set, the first filled row from `first` on. Where
    that row does not look like a header and another one does, the user is asked.

    Args:
        rows: The first rows of the sheet, empty ones included.
        settings: The settings of the source.
        label: What sentences call the sheet.
        first: The row where a header is expected.

    Raises:
        Raised: there is no such row, all rows are empty, or another row looks like the header.

    """
    row = header_row_setting(settings)
    if row is not None:
        if row > len(rows) or not _filled(rows[row - 1]):
            raise Raised(HeaderRowMissing(label=label, row=row))
        return row
    first = next((n for n in range(first, len(rows) + 1) if _filled(rows[n - 1])), 0)
    if not first:
        raise Raised(FileEmpty(label=label))
    proposed = _proposed(rows[:ROWS_SEARCHED], mapped_columns(settings), first)
    if proposed != first:
        cells = [trimmed(cell) for cell in rows[proposed - 1] if cell.strip()]
        raise Raised(HeaderRowProposed(label=label, row=proposed, cells=tuple(cells)))
    return first


def column_names(cells: Sequence[str], settings: Settings, label: str) -> list[str]:
    """Return a name for each column, unique whatever the case of its letters.

    A column without a name is called after its position. A name that is there twice gets a number,
    unless custom_columns maps it: then nobody knows which of the columns is meant.

    >>> column_names(["Order", "", "Note", "note"], Settings(), "the file")
    ['Order', 'column_2', 'Note', 'note_4']

    Raises:
        Raised: a mapped name is there twice.

    """
    names = [trimmed(cell) for cell in cells]
    times = Counter(name.lower() for name in names if name)
    mapped = {trimmed(name).lower() for name in mapped_columns(settings)}
    for name in names:
        if times[name.lower()] > 1 and name.lower() in mapped:
            positions = [
                str(k) for k, other in enumerate(names, 1) if other.lower() == name.lower()
            ]
            raise Raised(ColumnsEqual(label=label, column=name, positions=", ".join(positions)))
    taken = {name.lower() for name in names}
    seen: set[str] = set()
    for position, name in enumerate(names):
        if not name or name.lower() in seen:
            names[position] = spare_name(f"{name or 'column'}_{position + 1}", taken)
            taken.add(names[position].lower())
        seen.add(names[position].lower())
    return names


def spare_name(name: str, taken: Iterable[str]) -> str:
    """Return a name, with lines below it as long as it is taken, whatever the case.

    >>> spare_name("line", ["Line"])
    'line_'

    """
    lower = {other.lower() for other in taken}
    while name.lower() in lower:
        name += "_"
    return name


def _proposed(rows: Sequence[Sequence[str]], mapped: Sequence[str], first: int) -> int:
    wanted = {trimmed(name).lower() for name in mapped}
    found = [len(wanted & {trimmed(cell).lower() for cell in row}) for row in rows]
    best = max(found, default=0)
    if first > len(rows) or found[first - 1]:
        return first
    # Any row of cells can hold one of the names by chance.
    if best > 1 or (best and len(wanted) == 1):
        return found.index(best) + 1

    counts = [_filled(row) for row in rows]
    usual = Counter(count for count in counts if count).most_common(1)
    # A title fills one cell above a table.
    if counts[first - 1] > 1 or usual[0][0] < 3:
        return first
    return next(row for row, count in enumerate(counts, 1) if count >= usual[0][0])


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_list(value: object) -> bool:
    return isinstance(value, (list, tuple))
