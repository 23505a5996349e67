"""Numbers in cells of text: in which ways a cell can be read, and the SQL that reads it.

A column is judged by the shapes of its cells: a cell with `9` for each digit. A column of a million
prices has about ten shapes, so that all rules are Python and only shapes leave the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from clientele.source.cells.currencies import CODES, SIGNS, code_of
from clientele.source.sql import literal

__all__ = [
    "NumberShape",
    "Separator",
    "number_expression",
    "number_shape",
    "read_shape",
    "significant_digits",
    "typed_number",
]

Separator = Literal[".", ","]

# A cell that ends in 0 after its decimal point was written by somebody, not by a program that
# turned a number into text: the shapes of workbooks and SQLite carry this mark then.
WRITTEN = "\x1e"
# Stands for a first digit of 0 while the other digits are replaced.
_FIRST_ZERO = "\x1d"

# What the commonest shapes are counted as; no cell of them is longer.
_MONEY = "999999999.99"
_INTEGER = "9999999999"

_BLANK = " \u00a0\u202f\u2009\u2007\u2008"
_APOSTROPHE = "'\u2019"
_MINUS = r"\-" + "\u2212\u2013"
_SCIENTIFIC = r"[+-]?[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}"
_CURRENCY = "|".join(
    re.escape(sign) for sign in sorted({*SIGNS, *CODES}, key=lambda sign: (-len(sign), sign))
)
# Whole prices end in a dash in several countries, as in 15,- for 15.
_NO_CENTS = "[.,][-\u2013\u2014]{1,2}"
_CENTS = r"(?:{point}(?:[0-9]*|[-\u2013\u2014]{{1,2}}))?"
# {point} separates decimals, {comma} groups of three digits.
_BODY = (
    rf"[0-9]+{_CENTS}"
    r"|{point}[0-9]+"
    rf"|[1-9][0-9]{{{{0,2}}}}(?:{{comma}}[0-9]{{{{3}}}})+{_CENTS}"
    rf"|[1-9][0-9]{{{{0,2}}}}(?:[{_APOSTROPHE}][0-9]{{{{3}}}})+{_CENTS}"
    rf"|[1-9][0-9]{{{{0,2}}}}(?P<blank>[{_BLANK}])[0-9]{{{{3}}}}"
    rf"(?:(?P=blank)[0-9]{{{{3}}}})*{_CENTS}"
)
# India groups the digits above the thousands in pairs.
_INDIAN = r"|[1-9][0-9]?(?:{comma}[0-9]{{2}})+{comma}[0-9]{{3}}(?:{point}[0-9]*)?"


def _number(body: str) -> re.Pattern[str]:
    gap = f"[{_BLANK}]*"
    currencies = [rf"(?P<currency_{place}>{_CURRENCY})?" for place in range(4)]
    return re.compile(
        rf"'?{currencies[0]}{gap}(?P<open>\()?{gap}(?P<first>[+{_MINUS}])?{gap}"
        rf"{currencies[1]}{gap}(?P<second>[+{_MINUS}])?{gap}(?P<body>{body}){gap}"
        rf"{currencies[2]}{gap}(?P<last>(?<![.,])[{_MINUS}])?(?P<close>\))?{gap}{currencies[3]}",
        re.IGNORECASE,
    )


_NUMBERS: Mapping[Separator, re.Pattern[str]] = {
    ".": _number((_BODY + _INDIAN).format(point=r"\.", comma=",")),
    ",": _number(_BODY.format(point=",", comma=r"\.")),
}


@dataclass(frozen=True)
class NumberShape:
    """What a shape can mean.

    Attributes:
        shape: The cell with `9` for each digit, but for a leading `0`.
        point: The number with a point as the decimal sign, or None.
        comma: The number with a comma as the decimal sign, or None.
        currency: The currency that the cell names, or None.
        is_plain: Whether a cast reads it, once a decimal comma is a point.

    """

    shape: str
    point: str | None
    comma: str | None
    currency: str | None = None
    is_plain: bool = False

    @property
    def differs(self) -> bool:
        """Whether both readings are possible and are different numbers."""
        return None not in (self.point, self.comma) and self.point != self.comma

    def reading(self, separator: Separator) -> str | None:
        """Return the number as it is under a decimal separator, or None."""
        return self.point if separator == "." else self.comma

    def fraction_digits(self, separator: Separator) -> int:
        """Return how many decimals the number has."""
        number = self.reading(separator) or ""
        return len(number.partition(".")[2]) if "e" not in number.lower() else 99

    def whole_digits(self, separator: Separator) -> int:
        """Return how many digits stand before the decimals."""
        number = (self.reading(separator) or "").lstrip("-")
        return len(number.partition(".")[0]) if "e" not in number.lower() else 0


def number_shape(text: str, is_converted: bool = False) -> str:
    """Return SQL for the shape of a cell; the commonest shapes are found without a look at it.

    Args:
        text: SQL for the cell.
        is_converted: Whether a program turned numbers into text: workbooks and SQLite.

    """
    # A first digit of 0 stays, because thousands never start with it.
    first = f"regexp_replace({text}, '^([^0-9]*)0', '\\1{_FIRST_ZERO}')"
    shape = f"translate({first}, '0123456789{_FIRST_ZERO}', '99999999990')"
    shape = f"case when strlen({text}) > 60 then '?' else {shape} end"
    if is_converted:
        ends_in_zero = f"ends_with({text}, '0') and regexp_full_match({text}, '.*[.,][0-9]*')"
        shape = f"{shape} || case when {ends_in_zero} then {literal(WRITTEN)} else '' end"
        return shape
    return (
        f"case when cast(try_cast({text} as decimal(18, 2)) as varchar) = {text}"
        f" and strlen({text}) between 5 and 12 then '{_MONEY}'"
        f" when cast(try_cast({text} as integer) as varchar) = {text} then '{_INTEGER}'"
        f" else {shape} end"
    )


def read_shape(shape: str, is_converted: bool = False) -> NumberShape:
    """Return what a shape, or a cell, can mean.

    >>> read_shape("1.234").differs
    True
    >>> read_shape("-1 234,50 €").comma
    '-1234.50'
    >>> read_shape("CHF 15.-").point, read_shape("-1.500,--").comma
    ('15', '-1500')
    >>> read_shape("1_000").point is None
    True

    Args:
        shape: The shape, or a cell as it stands.
        is_converted: Whether a program turned numbers into text, which writes a point.

    """
    text = shape.removesuffix(WRITTEN)
    if re.fullmatch(_SCIENTIFIC, text):
        # Excel shows a long number as 1.23E+11: the digits after those shown are lost.
        decimals = len(text.upper().partition("E")[0].partition(".")[2])
        is_cut = not is_converted and "E+" in text and int(text.partition("E+")[2]) > decimals
        number = None if is_cut else text
        return NumberShape(shape, number, number)
    if is_converted and shape == text and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return NumberShape(shape, text, text, is_plain=True)
    point, comma = (_normal(text, separator) for separator in _NUMBERS)
    found = next((m for m in (p.fullmatch(text) for p in _NUMBERS.values()) if m), None)
    currency = _currencies(found)[0] if found and _currencies(found) else None
    return NumberShape(
        shape,
        point,
        comma,
        code_of(currency) if currency else None,
        bool(re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", text)),
    )


def number_expression(
    text: str,
    decimal: str,
    separator: Separator,
    shapes: Iterable[NumberShape],
    is_converted: bool = False,
) -> str:
    """Return SQL that reads the cells of a column as a decimal, for these shapes and no others.

    Args:
        text: SQL for the cell.
        decimal: The type, such as `decimal(28, 6)`.
        separator: The sign that separates decimals.
        shapes: The shapes of the cells of the column, each of which the separator reads.
        is_converted: Whether a program turned numbers into text, which writes a point.

    """
    shapes = list(shapes)
    normal = normal_text(text, separator, shapes, is_converted)
    fraction = max((shape.fraction_digits(separator) for shape in shapes), default=0)
    whole = max((shape.whole_digits(separator) for shape in shapes), default=0)
    if whole + fraction > 18:
        return f"try_cast({normal} as {decimal})"
    # A cast to a decimal of more than 18 digits takes ten times as long.
    return f"try_cast(try_cast({normal} as decimal(18, {fraction})) as {decimal})"


def normal_text(
    text: str, separator: Separator, shapes: Iterable[NumberShape], is_converted: bool = False
) -> str:
    """Return SQL for the cells of a column in the one spelling that a cast reads exactly."""
    shapes = list(shapes)
    parts_thousands = "," if separator == "." else "."
    if all(shape.is_plain and parts_thousands not in shape.shape for shape in shapes):
        return text if separator == "." else f"replace({text}, ',', '.')"
    if any(re.search(_NO_CENTS, shape.shape) for shape in shapes):
        text = f"regexp_replace({text}, {literal(_NO_CENTS)}, '')"
    digits = f"regexp_replace({text}, '\\pL+\\.?|[^0-9.,]', '', 'g')"
    if separator == ".":
        digits = f"replace({digits}, ',', '')"
    else:
        digits = f"replace(replace({digits}, '.', ''), ',', '.')"
    is_negative = f"regexp_matches({text}, {literal(f'[({_MINUS}]')})"
    normal = f"case when {is_negative} then '-' else '' end || {digits}"
    as_it_is = f"regexp_full_match({text}, {literal(_SCIENTIFIC)})"
    if is_converted:
        as_it_is += f" or regexp_full_match({text}, '-?[0-9]+(\\.[0-9]*[1-9])?')"
    return f"case when {as_it_is} then {text} else {normal} end"


def significant_digits(text: str) -> str:
    """Return SQL for how many digits of a normal text count."""
    return (
        f"length(ltrim(regexp_replace(regexp_replace({text}, '[eE].*', ''), '[^0-9]', '', 'g'),"
        " '0'))"
    )


def typed_number(column: str, type_: str, decimal: str) -> str:
    """Return SQL that reads a column of numbers as a decimal: NaN is empty.

    >>> import duckdb
    >>> number = typed_number("12000000000.1::double", "DOUBLE", "decimal(28, 6)")
    >>> str(duckdb.sql(f"select {number}").fetchone()[0])
    '12000000000.100000'
    >>> number = typed_number("12345.67::float", "FLOAT", "decimal(28, 6)")
    >>> str(duckdb.sql(f"select {number}").fetchone()[0])
    '12345.670000'

    """
    if type_ == "FLOAT":
        # Digits after the seventh are not what was written, and its text leaves them out.
        return f"try_cast(nullif(cast({column} as varchar), 'nan') as {decimal})"
    if type_ != "DOUBLE":
        return f"try_cast({column} as {decimal})"
    scale = int(decimal.rstrip(")").rpartition(",")[2])
    # Above this a multiple of the last decimal is no longer exact in a double.
    return (
        f"case when isnan({column}) then null"
        f" when abs({column}) < 1e{15 - scale} then try_cast({column} as {decimal})"
        f" else try_cast(cast({column} as varchar) as {decimal}) end"
    )


def _currencies(found: re.Match[str]) -> list[str]:
    return [found[group] for group in map("currency_{}".format, range(4)) if found[group]]


def _normal(text: str, separator: Separator) -> str | None:
    found = _NUMBERS[separator].fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [found[group] for group in ("open", "first", "second", "last") if found[group]]
    if len(signs) > 1 or len(_currencies(found)) > 1:
        return None
    body = re.sub(f"{_NO_CENTS}$", "", found["body"])
    body = re.sub(f"[{_BLANK}{_APOSTROPHE}{',' if separator == '.' else '.'}]", "", body)
    body = body.replace(",", ".").rstrip(".")
    if body.startswith("."):
        body = "0" + body
    return ("-" if signs and signs[0] != "+" else "") + body
