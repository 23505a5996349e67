"""Numbers are written as people of the language write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.report.notation import format_codes, money, percent, written


@pytest.mark.parametrize(
    ("number", "language", "decimals", "text"),
    [
        (1234.5, "en", 0, "1,235"),
        (1234.5, "fr", 2, "1\u202f234,50"),
        (Decimal("0.005"), "en", 2, "0.01"),
        (-1234, "en", 0, "-1,234"),
        (None, "fr", 0, "\u2013"),
    ],
)
def test_numbers(number, language, decimals, text):
    assert written(number, language, decimals) == text


@pytest.mark.parametrize(
    ("amount", "language", "currency", "text"),
    [
        (8887209, "en", "GBP", "£8,887,209"),
        (8887209, "fr", "GBP", "8\u202f887\u202f209\u00a0£"),
        (-5, "en", "EUR", "-€5"),
        (5, "en", "CHF", "CHF\u00a05"),
        (None, "en", "EUR", "\u2013"),
    ],
)
def test_money(amount, language, currency, text):
    assert money(amount, language, currency) == text


def test_shares():
    assert percent(Decimal("0.2603"), "en") == "26.0%"
    assert percent(Decimal("0.2603"), "fr") == "26,0\u00a0%"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_both_languages_write_the_same_number(number):
    english = written(number, "en", 2).replace(",", "")
    french = written(number, "fr", 2).replace("\u202f", "").replace(",", ".")
    assert english == french


def test_a_currency_without_a_sign_keeps_its_code():
    assert format_codes("en", "CHF")["money"] == '"CHF "#,##0'
    assert format_codes("fr", "EUR")["money"] == '### ### ##0" €"'
