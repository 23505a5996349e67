"""Dates in cells of text: which formats can read a column, and the SQL that reads it.

As with numbers, a column is judged by the shapes of its cells. The shapes say which formats are
possible, and the database says which of them reads every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clientele.source.sql import literal, literals

__all__ = [
    "EPOCHS",
    "DateFormat",
    "date_expression",
    "date_formats",
    "date_shape",
    "given_format",
    "typed_date",
]

_MONTHS = {
    1: "jan january janv janvier jän jänner januar ene enero gen gennaio januari janeiro stycznia",
    2: "feb february fév fev févr février fevrier februar febrero febbraio februari fevereiro"
    " lutego",
    3: "mar march mars mär märz mrz marzo maart mrt março marts marca",
    4: "apr april avr avril abr abril aprile kwietnia",
    5: "may mai mayo mag maggio mei maio maj maja",
    6: "jun june juin juni junio giu giugno junho czerwca",
    7: "jul july juil juillet juli julio lug luglio julho lipca",
    8: "aug august août aout ago agosto augustus augusti sierpnia",
    9: "sep sept september septembre septiembre setiembre set sett settembre setembro września",
    10: "oct october octobre okt oktober octubre ott ottobre out outubro października",
    11: "nov november novembre noviembre novembro listopada",
    12: "dec december déc décembre decembre dez dezember dic diciembre dicembre dezembro desember"
    " grudnia",
}
_MONTH_OF_WORD = {word: month for month, words in _MONTHS.items() for word in words.split()}

# Cells that count from a date on, by their format: how they look, and one unit in microseconds.
EPOCHS = {
    "epoch seconds": (r"[0-9]{9,10}(\.[0-9]{1,6})?", 1_000_000),
    "epoch milliseconds": (r"[0-9]{12,13}", 1_000),
    "epoch microseconds": (r"[0-9]{15,16}", 1),
}
_SERIAL = "Excel serial"
_SERIAL_CELL = r"[0-9]{5}([.,][0-9]+)?"

_WORD = r"[^\W\d_]+"
# Names that say which clock of a shop it is, and of several countries at a time.
_ZONES = (
    "PST|PDT|MST|MDT|CST|CDT|EST|EDT|AKST|AKDT|BST|WET|WEST|CET|CEST|MEZ|MESZ|EET|EEST|AEST|AEDT"
)
_OFFSET = rf" ?(?:Z|UTC|GMT|(?:UTC|GMT)?[+\-]9{{2}}(?::?9{{2}})?|{_ZONES})"
_SQL_INSTANT = r" ?(?:Z|UTC|GMT|(?:UTC|GMT)?([+\-]\d{2}(?::?\d{2})?))$"
_SQL_OFFSET = rf"{_SQL_INSTANT}| (?:{_ZONES})$"
# Spellings that are replaced before a date is read. DuckDB knows all parts of these patterns.
_REWRITES = (
    # Year, month and day in Japan and China.
    (r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", r"\1-\2-\3"),
    # 5 de marzo de 2024, and 15:07 Uhr.
    (r"(?i) del? ", " "),
    (r"(?i)([0-9]) Uhr$", r"\1"),
    # 14:05:06,123 and 14.05.
    (r"(:[0-9]{2}),([0-9]{1,9})$", r"\1.\2"),
    (r"(?i)([0-9] [0-9]{1,2})\.([0-9]{2})\.([0-9]{2}(?:\.[0-9]{1,9})?(?: ?[ap]m)?)$", r"\1:\2:\3"),
    (r"(?i)([0-9] [0-9]{1,2})\.([0-9]{2}(?: ?[ap]m)?)$", r"\1:\2"),
)
_TIME = re.compile(
    r"(?P<date>.+?)"
    r"(?:(?P<gap>T|,? | (?:à|at|um|-) )"
    r"(?P<clock>9{1,2}(?P<hour>[:h])99(?P<seconds>:99(?P<fraction>\.9{1,9})?)?)"
    r"(?P<half>(?P<half_gap> ?)[ap](?P<dots>(?:\. ?)?)m\.?)?"
    rf"(?P<offset>{_OFFSET})?)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?P<weekday>{_WORD}\.?,? )?"
    rf"(?P<a>9{{1,4}}|{_WORD})(?P<ordinal>(?<=9)(?:st|nd|rd|th|er))?(?P<s>[./\- ]|\.? |, |\.?-)"
    rf"(?P<b>9{{1,2}}|{_WORD})(?P<ordinal2>(?<=9)(?:st|nd|rd|th))?(?P<t>[./\- ]|\.? |, |\.?-)"
    r"(?P<c>9{1,4})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DateFormat:
    """A way to read every cell of a column.

    Attributes:
        name: What strptime takes for the date, without the time.
        formats: What strptime takes, the commonest first; empty where the cells are counted or ISO.
        has_offset: Whether cells end in an offset from UTC, such as `-0400` or `Z`.
        has_months: Whether months are words.
        has_weekday: Whether a weekday stands before the date.
        has_ordinals: Whether a day can be `1st` or `1er`.
        has_dots: Whether the halves of a day are `a.m.` and `p. m.`.
        has_h: Whether a time can be `20h15`.
        joins: The words between date and time, such as ` at `.
        rewrites: What is replaced before anything else is read, such as ` Uhr` at the end.
        is_given: Whether the user named it, in custom_date_format.

    """

    name: str
    formats: tuple[str, ...] = ()
    has_offset: bool = False
    has_months: bool = False
    has_weekday: bool = False
    has_ordinals: bool = False
    has_dots: bool = False
    has_h: bool = False
    joins: tuple[str, ...] = ()
    rewrites: tuple[tuple[str, str], ...] = ()
    is_given: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is the format of ISO 8601, which needs no finding."""
        return self.name == "%Y-%m-%d" and not self.has_months

    @property
    def check_name(self) -> str:
        """The name of the finding that says in which format dates were read."""
        if self.name in EPOCHS:
            return "date_read_as_epoch"
        if self.name == _SERIAL:
            return "date_read_as_serial"
        if self.has_months:
            return "date_read_by_month_name"
        order = "".join(re.findall(r"%([dmyY])", self.name)).lower()
        return f"date_read_as_{order}"

    @property
    def shown(self) -> str:
        """What sentences call it."""
        return self.name.replace("%m", "%b") if self.has_months else self.name

    @property
    def as_var(self) -> str:
        """What custom_date_format takes to read the commonest of the cells."""
        if self.is_given:
            return self.name
        if self.name in EPOCHS or self.name == _SERIAL or self.has_weekday or self.has_ordinals:
            return "null"
        if self.rewrites:
            return "null"
        format_ = self.formats[0] if self.formats else self.name
        return format_.replace("%m", "%b") if self.has_months else format_


@dataclass(frozen=True)
class _Part:
    """What one shape says about a date format."""

    name: str
    format: str = ""
    has_offset: bool = False
    has_months: bool = False
    has_weekday: bool = False
    has_ordinals: bool = False
    has_dots: bool = False
    has_h: bool = False
    join: str = ""
    rewrites: tuple[tuple[str, str], ...] = ()
    is_iso: bool = False


def date_shape(text: str) -> str:
    """Return SQL for the shape of a cell: `9` for each digit, and months as they are."""
    shape = f"translate({text}, '0123456789', '9999999999')"
    # The commonest shapes are found without a look at each digit.
    return (
        f"case when {text} like '____-__-__ __:__:__' and try_cast({text} as timestamp) is not null"
        f" then '9999-99-99 99:99:99'"
        f" when {text} like '____-__-__' and try_cast({text} as timestamp) is not null"
        f" then '9999-99-99' when strlen({text}) > 60 then '?' else {shape} end"
    )


def date_formats(shapes: Sequence[str]) -> tuple[list[DateFormat], bool]:
    """Return the formats that can read the shapes of a column, and whether each reads all of them.

    >>> [format.name for format in date_formats(["99/99/9999"])[0]]
    ['%d/%m/%Y', '%m/%d/%Y']

    Args:
        shapes: The shapes of the cells, the commonest first.

    """
    parts = [_parts(shape) for shape in shapes]
    common = [
        name
        for name in dict.fromkeys(part.name for part in (parts[0] if parts else []))
        if all(any(part.name == name for part in of_shape) for of_shape in parts)
    ]
    names = common or list(dict.fromkeys(part.name for of_shape in parts for part in of_shape))
    formats = [
        _format(name, [part for of_shape in parts for part in of_shape if part.name == name])
        for name in names
    ]
    return formats, bool(common)


def given_format(text: str, shapes: Iterable[str] = ()) -> DateFormat:
    """Return the format that custom_date_format names.

    >>> given_format("%Y-%m-%d %H:%M:%S %z").formats
    ('%Y-%m-%d %H:%M:%S',)

    """
    without = re.sub(r"\s*%z$", "", text)
    has_offset = without != text
    if "%z" in without.lower():
        # An offset in the middle stays with strptime, which shows the instant in UTC.
        return DateFormat(text, (text,), is_given=True)
    # strptime knows the months of English alone.
    bare = re.sub(r"^%[aA]\.?,? ", "", without)
    has_months = bool(re.search("%[bBh]", bare)) and not re.search("%[aA]", bare)
    return DateFormat(
        text,
        (re.sub("%[bBh]", "%m", bare) if has_months else without,),
        has_offset=has_offset,
        has_months=has_months,
        has_weekday=has_months and bare != without,
        is_given=True,
    )


def date_expression(text: str, format_: DateFormat, time_zone: str | None = None) -> str:
    """Return SQL that reads cells as timestamps, or as null where the format does not read them.

    Args:
        text: SQL for the cell.
        format_: The format of the column.
        time_zone: Where the shop is, for cells that are instants; None keeps the clock that a cell
            shows, and shows UTC where it shows none.

    """
    if format_.name in EPOCHS:
        pattern, unit = EPOCHS[format_.name]
        micros = f"try_cast(try_cast({text} as decimal(30, 6)) * {unit} as bigint)"
        read = (
            f"case when regexp_full_match({text}, {literal(pattern)})"
            f" then make_timestamp({micros}) end"
        )
        return _plausible(_shown_in(read, time_zone) if time_zone else read)
    if format_.name == _SERIAL:
        days = f"cast(replace({text}, ',', '.') as double)"
        return _plausible(
            f"case when regexp_full_match({text}, {literal(_SERIAL_CELL)})"
            " then cast('1899-12-30' as timestamp)"
            f" + to_seconds(cast(round(86400 * {days}) as bigint)) end"
        )
    bare = text
    for pattern, replacement in format_.rewrites:
        bare = f"regexp_replace({bare}, {literal(pattern)}, {literal(replacement)}, 'g')"
    if format_.has_offset:
        bare = f"regexp_replace({bare}, {literal('(?i)' + _SQL_OFFSET)}, '')"
    if format_.has_dots:
        bare = f"regexp_replace({bare}, '(?i)([ap])\\. ?m\\.?', '\\1m')"
    if format_.has_h:
        bare = f"regexp_replace({bare}, '([0-9])h([0-9])', '\\1:\\2')"
    for join in format_.joins:
        bare = f"replace({bare}, {literal(join)}, ' ')"
    if format_.has_weekday:
        bare = f"regexp_replace({bare}, '^\\pL+\\.?,? ', '')"
    if format_.has_ordinals:
        bare = f"regexp_replace({bare}, '(?i)([0-9])(st|nd|rd|th|er)\\b', '\\1')"
    if format_.has_months:
        bare = _months_as_numbers(bare)
    if not format_.formats:
        read = (
            f"case when regexp_matches({bare}, '^[0-9]{{4}}-[0-9]')"
            f" then try_cast({bare} as timestamp) end"
        )
    else:
        formats = literals(format_.formats) if format_.formats[1:] else literal(format_.formats[0])
        read = f"try_strptime({bare}, {formats})"
        if "%z" in format_.formats[0].lower():
            read = f"{read} at time zone 'UTC'"
    if format_.has_offset and time_zone:
        read = _in_time_zone(text, read, time_zone)
    return _plausible(read)


def typed_date(column: str, type_: str, time_zone: str | None = None) -> str:
    """Return SQL that reads a column of dates: what no calendar has is null.

    >>> import duckdb
    >>> date = typed_date("'infinity'::timestamp", "TIMESTAMP")
    >>> duckdb.sql(f"select {date}").fetchone()
    (None,)

    """
    if type_ == "TIMESTAMP WITH TIME ZONE":
        read = f"{column} at time zone {literal(time_zone or 'UTC')}"
    else:
        read = f"cast({column} as timestamp)"
    return f"case when isfinite({column}) then {_plausible(read)} end"


def _plausible(read: str) -> str:
    # A year below 1000 is one of two digits that was read as four.
    return f"case when year({read}) between 1000 and 9999 then cast({read} as timestamp) end"


def _shown_in(read: str, time_zone: str) -> str:
    return f"({read} at time zone 'UTC') at time zone {literal(time_zone)}"


def _in_time_zone(text: str, read: str, time_zone: str) -> str:
    offset = f"regexp_extract({text}, {literal('(?i)' + _SQL_INSTANT)}, 1)"
    digits = f"replace({offset}, ':', '')"
    minutes = (
        f"case when {offset} = '' then 0 else cast(substr({digits}, 1, 3) as integer) * 60"
        f" + cast(substr({digits}, 1, 1) || coalesce(nullif(substr({digits}, 4), ''), '0')"
        " as integer) end"
    )
    instant = f"({read} - to_minutes({minutes}))"
    is_instant = f"regexp_matches({text}, {literal('(?i)' + _SQL_INSTANT)})"
    return f"case when {is_instant} then {_shown_in(instant, time_zone)} else {read} end"


def _months_as_numbers(text: str) -> str:
    word = f"lower(regexp_extract({text}, '\\pL{{3,}}'))"
    keys = literals(_MONTH_OF_WORD)
    values = literals(f"{month:02d}" for month in _MONTH_OF_WORD.values())
    number = f"coalesce(map({keys}, {values})[{word}], 'x')"
    return f"regexp_replace({text}, '\\pL{{3,}}', {number})"


def _parts(shape: str) -> list[_Part]:
    used = []
    for pattern, replacement in _REWRITES:
        before, shape = shape, re.sub(pattern, replacement, shape)
        used += [(pattern, replacement)] if shape != before else []
    return [replace(part, rewrites=tuple(used)) for part in _parts_of_usual(shape)]


def _parts_of_usual(shape: str) -> list[_Part]:
    for name, (pattern, _) in EPOCHS.items():
        if re.fullmatch(pattern, shape):
            return [_Part(name)]
    if re.fullmatch(_SERIAL_CELL, shape):
        return [_Part(_SERIAL)]
    compact = re.fullmatch(rf"9{{8}}(?:([T ]?)(9{{4}}|9{{6}}|99:99(?::99)?)({_OFFSET})?)?", shape)
    if compact:
        colon = ":" if ":" in (compact[2] or "") else ""
        clock = {0: "", 4: f"%H{colon}%M", 6: f"%H{colon}%M{colon}%S"}[
            (compact[2] or "").count("9")
        ]
        return [_Part("%Y%m%d", f"%Y%m%d{compact[1] or ''}{clock}", bool(compact[3]))]
    time = _TIME.fullmatch(shape)
    date = _DATE.fullmatch(time["date"]) if time else None
    if not time or not date:
        return []
    join = (time["gap"] or "").strip(" ,")
    clock = _clock(time)
    return [
        _Part(
            name,
            name + clock,
            has_offset=bool(time["offset"]),
            has_months=has_months,
            has_weekday=bool(date["weekday"]),
            has_ordinals=bool(date["ordinal"] or date["ordinal2"]),
            has_dots=bool(time["dots"]),
            has_h=time["hour"] == "h",
            join=time["gap"] if join not in ("", "T") else "",
            is_iso=name == "%Y-%m-%d"
            and not time["half"]
            and time["hour"] != "h"
            and time["gap"] in (None, "T", " "),
        )
        for name, has_months in _names(date)
    ]


def _clock(time: re.Match[str]) -> str:
    if not time["clock"]:
        return ""
    gap = time["gap"] if time["gap"].strip(" ,") in ("", "T") else " "
    clock = "%I:%M" if time["half"] else "%H:%M"
    if time["seconds"]:
        clock += ":%S"
    if time["fraction"]:
        clock += ".%f" if len(time["fraction"]) <= 7 else ".%n"
    return gap + clock + (time["half_gap"] + "%p" if time["half"] else "")


def _names(date: re.Match[str]) -> list[tuple[str, bool]]:
    a, b, c = date["a"], date["b"], date["c"]
    words = [_MONTH_OF_WORD.get(token.lower()) for token in (a, b) if not token.startswith("9")]
    if words:
        if words[0] is None or len(words) > 1 or len(date["c"]) == 3:
            return []
        if not a.startswith("9"):
            return _joined(date, "%m", "%d", _year(c)) if len(b) < 3 and len(c) in (2, 4) else []
        if len(a) == 4:
            return _joined(date, "%Y", "%m", "%d") if len(c) < 3 else []
        return _joined(date, "%d", "%m", _year(c)) if len(a) < 3 and len(c) in (2, 4) else []
    if date["weekday"] or date["s"] != date["t"]:
        return []
    if len(a) == 4:
        return _joined(date, "%Y", "%m", "%d") if len(c) < 3 else []
    if len(a) == 3 or len(c) not in (2, 4):
        return []
    names = [*_joined(date, "%d", "%m", _year(c)), *_joined(date, "%m", "%d", _year(c))]
    if len(a) == 2 and len(c) == 2:
        names += _joined(date, "%y", "%m", "%d")
    return names


def _joined(date: re.Match[str], first: str, second: str, third: str) -> list[tuple[str, bool]]:
    has_months = not date["a"].startswith("9") or not date["b"].startswith("9")
    return [(first + date["s"] + second + date["t"] + third, has_months)]


def _year(digits: str) -> str:
    return "%Y" if len(digits) == 4 else "%y"


def _format(name: str, parts: Sequence[_Part]) -> DateFormat:
    formats = dict.fromkeys(part.format for part in parts if part.format)
    return DateFormat(
        name,
        () if all(part.is_iso for part in parts) else tuple(formats),
        has_offset=any(part.has_offset for part in parts),
        has_months=any(part.has_months for part in parts),
        has_weekday=any(part.has_weekday for part in parts),
        has_ordinals=any(part.has_ordinals for part in parts),
        has_dots=any(part.has_dots for part in parts),
        has_h=any(part.has_h for part in parts),
        joins=tuple(dict.fromkeys(part.join for part in parts if part.join)),
        rewrites=tuple(one for one in _REWRITES if any(one in part.rewrites for part in parts)),
    )
