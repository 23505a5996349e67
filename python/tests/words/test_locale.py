"""Numbers are written as people of the language write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.words import Locale, format_codes

ENGLISH, FRENCH = Locale.of("en"), Locale.of("fr")


@pytest.mark.parametrize(
    ("locale", "number", "decimals", "text"),
    [
        (ENGLISH, 1234.5, 0, "1,235"),
        (FRENCH, 1234.5, 2, "1\u202f234,50"),
        (ENGLISH, Decimal("0.005"), 2, "0.01"),
        (ENGLISH, -1234, 0, "-1,234"),
        (FRENCH, None, 0, "\u2013"),
    ],
)
def test_numbers(locale, number, decimals, text):
    assert locale.write_number(number, decimals) == text


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "text"),
    [
        (ENGLISH, 8887209, "GBP", "£8,887,209"),
        (FRENCH, 8887209, "GBP", "8\u202f887\u202f209\u00a0£"),
        (ENGLISH, -5, "EUR", "-€5"),
        (ENGLISH, 5, "CHF", "CHF\u00a05"),
        (ENGLISH, None, "EUR", "\u2013"),
    ],
)
def test_money(locale, amount, currency, text):
    assert locale.write_money(amount, currency) == text


def test_shares():
    assert ENGLISH.write_percent(Decimal("0.2603")) == "26.0%"
    assert FRENCH.write_percent(Decimal("0.2603")) == "26,0\u00a0%"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_both_languages_write_the_same_number(number):
    english = ENGLISH.write_number(number, 2).replace(",", "")
    french = FRENCH.write_number(number, 2).replace("\u202f", "").replace(",", ".")
    assert english == french


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [(0, "days", "jour"), (1, "day", "jour"), (1.5, "days", "jour"), (2, "days", "jours")],
)
def test_plural_forms(number, english, french):
    assert ENGLISH.choose_form("day|days", number) == english
    assert FRENCH.choose_form("jour|jours", number) == french


def test_a_currency_without_a_sign_keeps_its_code():
    assert format_codes(ENGLISH, "CHF")["money"] == '"CHF "#,##0'
    assert format_codes(FRENCH, "EUR")["money"] == '### ### ##0" €"'
