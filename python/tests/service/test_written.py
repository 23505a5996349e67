"""Values as JSON: a reader gets back what was written, with all digits."""

import json
import math
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.service.written import write_json

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False, places=6)
    | st.text()
    | st.dates()
    | st.datetimes()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def as_read(value: Any) -> Any:
    """Return a value as a reader of JSON has it, with numbers as decimals."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: as_read(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(one) for one in value]
    return value


@given(VALUES)
def test_what_is_written_is_read(value: Any) -> None:
    found = json.loads(write_json(value), parse_float=Decimal, parse_int=Decimal)
    assert found == as_read(value)


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, Decimal("nan"), Decimal("inf"), Decimal("-inf")]
)
def test_a_number_that_json_lacks_is_null(value: Any) -> None:
    assert write_json([value]) == "[null]"


def test_a_decimal_number_keeps_its_zeros_and_has_no_exponent() -> None:
    assert write_json([Decimal("10.50"), Decimal("1E+3"), Decimal("0E-6")]) == (
        "[10.50,1000,0.000000]"
    )


def test_a_value_without_json_is_an_error() -> None:
    with pytest.raises(TypeError):
        write_json({"one": object()})
