"""Values of the database as JSON, and their types as JSON Schema."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def write_json(value: object) -> str:
    """Return a value as JSON. Decimal numbers keep all their digits.

    >>> write_json({"revenue": Decimal("12345678901234567890.10"), "at": date(2026, 1, 1)})
    '{"revenue":12345678901234567890.10,"at":"2026-01-01"}'

    """
    write = _WRITERS.get(type(value))
    return write(value) if write else json.dumps(value, ensure_ascii=False)


def schema_of(kind: str, is_nullable: bool) -> dict[str, Any]:
    """Return the JSON Schema of the values of a DuckDB type.

    >>> schema_of("DECIMAL(28,4)", False), schema_of("DATE", True)
    ({'type': 'number'}, {'type': ['string', 'null'], 'format': 'date'})
    >>> schema_of("VARCHAR[]", False)
    {'type': 'array', 'items': {'type': ['string', 'null']}}

    """
    if kind.endswith("[]"):
        schema: dict[str, Any] = {"type": "array", "items": schema_of(kind[:-2], True)}
    elif re.match(r"U?(TINY|SMALL|BIG|HUGE)?INT", kind):
        schema = {"type": "integer"}
    elif re.match(r"DECIMAL|DOUBLE|FLOAT", kind):
        schema = {"type": "number"}
    elif kind == "BOOLEAN":
        schema = {"type": "boolean"}
    elif kind == "DATE":
        schema = {"type": "string", "format": "date"}
    else:
        # A timestamp is the time of the shop, without a zone, so it is no `date-time` of JSON.
        schema = {"type": "string"}
    if is_nullable:
        schema["type"] = [schema["type"], "null"]
    return schema


def _write_dict(value: dict[str, Any]) -> str:
    return "{" + ",".join(f"{_text(k)}:{write_json(v)}" for k, v in value.items()) + "}"


def _write_list(value: list[Any] | tuple[Any, ...]) -> str:
    return "[" + ",".join(map(write_json, value)) + "]"


def _write_date(value: date) -> str:
    return f'"{value.isoformat()}"'


_text = json.JSONEncoder(ensure_ascii=False).encode
_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: repr,
    bool: {False: "false", True: "true"}.__getitem__,
    type(None): lambda value: "null",
    float: lambda value: repr(value) if math.isfinite(value) else "null",
    Decimal: lambda value: format(value, "f") if value.is_finite() else "null",
    dict: _write_dict,
    list: _write_list,
    tuple: _write_list,
    date: _write_date,
    datetime: _write_date,
}
