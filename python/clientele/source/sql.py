"""Names and values inside SQL: nothing that a user writes ever runs as SQL."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["literal", "literals", "name"]


def name(text: str) -> str:
    """Return an identifier as SQL, always between quotation marks.

    >>> name('a "good" name')
    '"a ""good"" name"'

    Raises:
        ValueError: the name holds a NUL character, which no identifier of DuckDB can hold.

    """
    if "\0" in text:
        raise ValueError("a name holds a NUL character")
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    r"""Return a text as an SQL expression.

    >>> print(literal("it's"))
    'it''s'
    >>> print(literal("a\0b"))
    ('a' || chr(0) || 'b')

    """
    pieces = ["'" + piece.replace("'", "''") + "'" for piece in text.split("\0")]
    # DuckDB ends a statement at a NUL character, so it cannot stand in a literal.
    return pieces[0] if len(pieces) == 1 else "(" + " || chr(0) || ".join(pieces) + ")"


def literals(texts: Iterable[str]) -> str:
    """Return texts as an SQL list.

    >>> print(literals(["a", "b"]))
    ['a', 'b']

    """
    return "[" + ", ".join(literal(text) for text in texts) + "]"
