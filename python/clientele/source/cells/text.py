"""Text in cells: blanks around it, words that mean "nobody", ids and names in one spelling."""

from __future__ import annotations

from collections.abc import Iterable

from clientele.source.sql import literal, literals

__all__ = [
    "MISSING_WORDS",
    "NOBODY_WORDS",
    "as_text",
    "cell_is_odd",
    "has_blanks",
    "has_lost_digits",
    "id_text",
    "is_missing",
    "is_nobody",
    "is_scientific",
    "name_text",
    "row_is_odd",
    "spaced",
    "trimmed",
    "unwrapped",
    "whole_number",
]

# What Unicode calls white space, control characters, and what has no width.
_BLANKS = (
    "".join(map(chr, (*range(0x1F), 0x20, 0x7F, 0x85, 0xA0, 0xAD, 0x1680, 0x180E)))
    + "".join(map(chr, range(0x2000, 0x200E)))
    + "".join(map(chr, (0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)))
)
_BLANK = (
    r"[\x00-\x1e\x20\x7f\x{85}\x{a0}\x{ad}\x{1680}\x{180e}\x{2000}-\x{200d}\x{2028}\x{2029}"
    r"\x{202f}\x{205f}\x{2060}\x{3000}\x{feff}]"
)
_ODD_BLANK = _BLANK.replace(r"\x20", "")
_NO_WIDTH = r"[\x{ad}\x{180e}\x{200b}-\x{200d}\x{2060}\x{feff}]"
# A long number as programs shorten it: `1.23457E+12` in Excel, `5.123456789012E12` in Java. An id
# such as `1E5` is left alone.
_SCIENTIFIC = r"[1-9](?:\.[0-9]+[eE]\+?|[eE]\+)[0-9]{1,2}"
# Stands between the cells of a row while the row is looked at as one text.
_BETWEEN = "\x1f"

MISSING_WORDS = (
    "",
    "na",
    "n/a",
    "<na>",
    "nan",
    "nat",
    "nil",
    "none",
    "null",
    "undefined",
    "n.a.",
    "n.a",
    "n/d",
    "#na",
    "#n/a n/a",
    "-nan",
    "1.#ind",
    "-1.#ind",
    "1.#qnan",
    "-1.#qnan",
    "not available",
    "not applicable",
    "(null)",
    "(none)",
    "(blank)",
    "(empty)",
    "(not set)",
    "[null]",
    "<null>",
    "<none>",
    "\\n",
    "-",
    "--",
    "---",
    # SAS and Stata write a point.
    ".",
    "\u2013",
    "\u2014",
    "?",
    # The error cells of Excel, also in French, German and Spanish.
    "#n/a",
    "#n/d",
    "#nv",
    "#null!",
    "#nul!",
    "#div/0!",
    "#value!",
    "#valeur!",
    "#wert!",
    "#ref!",
    "#bezug!",
    "#name?",
    "#nom?",
    "#num!",
    "#nombre!",
)
"""The words that mean "nothing here" in any cell, in small letters."""

_NOBODY = """
    -1 | guest | guests | guest checkout | guest user | guest customer | anonymous | unknown
    | anonymous customer | unknown customer | default customer | no customer | no name | nobody
    | missing | empty | unregistered | not logged in | deleted | deleted customer | deleted user
    | walk-in | walk-in customer | walk in | walk in customer | walkin | walkin customer
    | cash customer | cash sale | cash sales | counter sale | counter sales
    | invité | invitée | anonyme | inconnu | inconnue | client anonyme | client inconnu
    | client de passage | client comptoir | client divers | clients divers | vente comptoir
    | gast | gastkunde | laufkunde | laufkundschaft | barkunde | barverkauf | diverse kunden
    | unbekannt | unbekannter kunde | anonym | anonymer kunde
    | invitado | invitada | anónimo | anónima | cliente anónimo | desconocido | consumidor final
    | cliente final | cliente general | cliente mostrador | venta mostrador | clientes varios
    | público general | público en general | publico general | publico en general
    | convidado | anônimo | desconhecido | cliente balcão | consumidor não identificado
    | cliente não identificado
    | ospite | anonimo | sconosciuto | cliente generico | cliente occasionale
    | anoniem | onbekend | onbekende klant | losse klant
"""
NOBODY_WORDS = tuple(" ".join(word.split()) for word in _NOBODY.split("|"))
"""The words that mean "nobody" as a customer, beside `MISSING_WORDS` and any number zero."""


def row_is_odd(cells: Iterable[str], words: Iterable[str]) -> str:
    """Return SQL for whether a cell of a row has odd blanks, or a word for nothing.

    One look at the row as a whole is faster than one per cell, unless the file has dictionaries.
    """
    start, end = f"(?:^|{_BETWEEN})", f"(?:{_BETWEEN}|$)"
    pattern = (
        f"(?i){start}{_BLANK}|{_BLANK}{end}|{_BLANK}{{2}}|{_ODD_BLANK}"
        f"|{start}(?:{_pattern(words)}){end}"
    )
    row = f"concat_ws({literal(_BETWEEN)}, {', '.join(cells)})"
    return f"regexp_matches({row}, {literal(pattern)})"


def cell_is_odd(text: str, words: Iterable[str]) -> str:
    r"""Return SQL for whether a cell has odd blanks, or is a word for nothing.

    The database looks once at each text of a dictionary, as Parquet files have them.

    >>> import duckdb
    >>> cells = ["'a  b'", "' a'", "'N/A'", "'a\tb'", "'a b'"]
    >>> [duckdb.sql(f"select {cell_is_odd(cell, ['n/a'])}").fetchone()[0] for cell in cells]
    [True, True, True, True, False]

    """
    odd = f"{_BLANK}.*|.*{_BLANK}|.*{_BLANK}{{2}}.*|.*{_ODD_BLANK}.*"
    return f"regexp_full_match({text}, {literal(f'(?is)(?:{_pattern(words)}|{odd})')})"


def has_blanks(text: str) -> str:
    """Return SQL for whether a text has blanks around it."""
    return f"regexp_matches({text}, {literal(f'^{_BLANK}|{_BLANK}$')})"


def trimmed(text: str) -> str:
    r"""Return SQL for a text without the blanks around it.

    >>> import duckdb
    >>> text = trimmed("' a\u00a0b\t\u200b'")
    >>> duckdb.sql(f"select {text}").fetchone()
    ('a\xa0b',)

    """
    # trim() with a list of characters takes five times as long as the question.
    return f"case when {has_blanks(text)} then trim({text}, {literal(_BLANKS)}) else {text} end"


def is_missing(text: str, words: Iterable[str]) -> str:
    """Return SQL for whether a trimmed text is one of the words, which are in small letters."""
    return f"lower({text}) in ({literals(words)[1:-1]})"


def is_nobody(text: str) -> str:
    """Return SQL for whether a trimmed text is a word for nobody, or a zero of any length.

    >>> import duckdb
    >>> cells = ("'0.0'", "'(Guest)'", "'10'")
    >>> [duckdb.sql(f"select {is_nobody(cell)}").fetchone()[0] for cell in cells]
    [True, True, False]

    """
    pattern = rf"(?i)[-0]+(?:[.,]0*)?|[(<\[]?(?:{_pattern(NOBODY_WORDS)})[)>\]]?"
    return f"regexp_full_match({text}, {literal(pattern)})"


def as_text(column: str, type_: str) -> str:
    """Return SQL for a cell of any type as text. A whole number has no decimal point.

    >>> import duckdb
    >>> duckdb.sql(f"select {as_text('5.123456789012e12::double', 'DOUBLE')} as id").fetchone()
    ('5123456789012',)
    >>> duckdb.sql(f"select {as_text('encode(chr(233))', 'BLOB')} as id").fetchone()
    ('é',)

    """
    if type_ in ("FLOAT", "DOUBLE"):
        return (
            f"case when isnan({column}) then null"
            f" when {column} = trunc({column}) and abs({column}) < 1e18"
            f" then cast(cast({column} as bigint) as varchar)"
            f" else cast({column} as varchar) end"
        )
    if type_.startswith("DECIMAL"):
        return f"regexp_replace(cast({column} as varchar), '\\.0+$', '')"
    if type_ == "BLOB":
        # Old programs write text without saying that it is text.
        return f"coalesce(try(decode({column})), cast({column} as varchar))"
    return column if type_ == "VARCHAR" else f"cast({column} as varchar)"


def id_text(text: str, has_accents: bool = True) -> str:
    """Return SQL for an id in one spelling: composed accents, and 17850 for 17850.0.

    >>> import duckdb
    >>> cells = ("'17850.0'", "'A.0'", "'0.0'")
    >>> [duckdb.sql(f"select {id_text(cell)}").fetchone()[0] for cell in cells]
    ['17850', 'A.0', '0']

    """
    plain = f"regexp_replace({text}, '^([0-9]+)\\.0+$', '\\1')"
    other = f"nfc_normalize({text})" if has_accents else text
    return f"case when ends_with({text}, '.0') then {plain} else {other} end"


def name_text(text: str) -> str:
    """Return SQL for a name in one spelling: composed accents, one blank between words.

    >>> import duckdb
    >>> cell = name_text("'blue  Mug'")
    >>> duckdb.sql(f"select {cell}").fetchone()
    ('blue Mug',)

    """
    return f"regexp_replace(nfc_normalize({text}), {literal(f'{_BLANK}+')}, ' ', 'g')"


def spaced(text: str) -> str:
    """Return SQL for a text with one ordinary blank wherever it has blanks of any kind.

    What has no width disappears.

    >>> import duckdb
    >>> cells = ("'1/5/2024, 9:15\u202fAM'", "'A\u200b1'", "'Ann  Lee'")
    >>> [duckdb.sql(f"select {spaced(cell)}").fetchone()[0] for cell in cells]
    ['1/5/2024, 9:15 AM', 'A1', 'Ann Lee']

    """
    visible = f"regexp_replace({text}, {literal(_NO_WIDTH)}, '', 'g')"
    return f"regexp_replace({visible}, {literal(f'{_BLANK}+')}, ' ', 'g')"


def unwrapped(text: str) -> str:
    r"""Return SQL for a text without the formula that keeps spreadsheets from changing it.

    >>> import duckdb
    >>> cell = unwrapped("'=\"00123\"'")
    >>> duckdb.sql(f"select {cell}").fetchone()
    ('00123',)

    """
    return f"regexp_replace({text}, '^\\s*=\"(.*)\"\\s*$', '\\1')"


def is_scientific(text: str) -> str:
    """Return SQL for whether an id is a long number that a program shortened."""
    return f"regexp_full_match({text}, {literal(_SCIENTIFIC)})"


def whole_number(text: str) -> str:
    """Return SQL for an id in which a shortened number is written out, if no digit is lost.

    >>> import duckdb
    >>> cells = ("'5.123456789012E12'", "'1.23457E+12'", "'1E5'")
    >>> [duckdb.sql(f"select {whole_number(cell)}").fetchone()[0] for cell in cells]
    ['5123456789012', '1.23457E+12', '1E5']

    """
    decimals, exponent = _scientific_parts(text)
    is_whole = (
        f"{is_scientific(text)} and {exponent} >= {decimals}"
        f" and (not contains({text}, '+') or {exponent} = {decimals})"
    )
    number = f"cast(try_cast({text} as decimal(38, 0)) as varchar)"
    return f"case when {is_whole} then coalesce({number}, {text}) else {text} end"


def has_lost_digits(text: str) -> str:
    """Return SQL for whether an id is a long number of which a spreadsheet cut the last digits.

    >>> import duckdb
    >>> cells = ("'1.23457E+12'", "'5.123456789012E12'")
    >>> [duckdb.sql(f"select {has_lost_digits(cell)}").fetchone()[0] for cell in cells]
    [True, False]

    """
    decimals, exponent = _scientific_parts(text)
    is_cut = f"contains({text}, '+') and {exponent} > {decimals}"
    return f"{is_scientific(text)} and {is_cut}"


def _scientific_parts(text: str) -> tuple[str, str]:
    decimals = f"length(regexp_extract({text}, '\\.([0-9]+)', 1))"
    return decimals, f"try_cast(regexp_extract({text}, '([0-9]+)$', 1) as integer)"


def _pattern(words: Iterable[str]) -> str:
    return "|".join(_escaped(word) for word in sorted(set(words)))


def _escaped(word: str) -> str:
    return "".join(c if c.isalnum() or ord(c) > 127 else f"\\x{ord(c):02x}" for c in word)
