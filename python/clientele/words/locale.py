"""How a language writes numbers, money, shares and dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Self

from clientele.words.texts import load_words

SIGNS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}
NOTHING: Final = "\u2013"
# The library behind spreadsheet codes takes a plain space where a language has a narrow one.
SPACES: Final = str.maketrans({"\u202f": " ", "\u00a0": " "})

Number = int | float | Decimal


def sign(currency: str) -> str:
    """Return the sign of a currency, or its code where it has none that everybody knows.

    >>> sign("GBP"), sign("CHF")
    ('£', 'CHF')

    """
    return SIGNS.get(currency, currency)


@dataclass(frozen=True)
class Locale:
    """The formats of numbers and dates of a language: the key `locale` of its words."""

    name: str
    tag: str
    decimal: str
    thousands: str
    money: str
    money_code: str
    percent: str
    plural: str
    date: str
    first_day: str
    months: str

    @classmethod
    def of(cls, language: str) -> Self:
        """Return the formats of a language that has words."""
        return cls(**load_words(language)["locale"])

    def write_number(self, number: Number | None, decimals: int = 0) -> str:
        """Return a number rounded half up to so many decimals; a dash for None.

        >>> Locale.of("fr").write_number(1234.5, 2).replace("\u202f", " ")
        '1 234,50'

        """
        if number is None:
            return NOTHING
        step = Decimal(1).scaleb(-decimals)
        return self._localize(f"{Decimal(str(number)).quantize(step, ROUND_HALF_UP):,}")

    def write_exactly(self, number: float) -> str:
        """Return a number with as many decimals as it has, up to 12.

        >>> Locale.of("en").write_exactly(1020.5)
        '1,020.5'

        """
        return self._localize(f"{round(number, 12) + 0.0:,.12f}".rstrip("0").rstrip("."))

    def write_money(self, amount: Number | None, currency: str, decimals: int = 0) -> str:
        """Return an amount with the sign or code of its currency.

        >>> Locale.of("en").write_money(-5, "EUR")
        '-€5'

        """
        if amount is None:
            return NOTHING
        text = self.write_number(-amount if amount < 0 else amount, decimals)
        pattern = self.money_pattern(currency)
        return ("-" if amount < 0 else "") + pattern.format(sign=sign(currency), amount=text)

    def write_percent(self, share: Number | None, decimals: int = 1) -> str:
        """Return a fraction as per cent.

        >>> Locale.of("en").write_percent(0.125)
        '12.5%'

        """
        if share is None:
            return NOTHING
        number = self.write_number(Decimal(str(share)) * 100, decimals)
        return self.percent.format(number=number)

    def write_date(self, day: datetime.date | None) -> str:
        """Return a date in words; a dash for None.

        >>> Locale.of("fr").write_date(datetime.date(2025, 2, 1))
        '1er février 2025'

        """
        if day is None:
            return NOTHING
        number = self.first_day if day.day == 1 else str(day.day)
        return self.date.format(day=number, month=self.month_names()[day.month - 1], year=day.year)

    def month_names(self) -> list[str]:
        """Return the names of the months as they are written within a date."""
        return self.months.split(", ")

    def choose_form(self, forms: str, number: float) -> str:
        """Return the form of "one|many" that a number takes; a text without a bar has one form.

        >>> Locale.of("en").choose_form("day|days", 0), Locale.of("fr").choose_form("jour|jours", 0)
        ('days', 'jour')

        """
        one, _, many = forms.partition("|")
        takes_one = number == 1 if self.plural == "not_one" else abs(number) < 2
        return one if takes_one or not many else many

    def money_pattern(self, currency: str) -> str:
        """Return the pattern of money: `{sign}{amount}` in English for a currency with a sign."""
        return self.money if len(sign(currency)) == 1 else self.money_code

    def _localize(self, text: str) -> str:
        signs = str.maketrans({",": self.thousands, ".": self.decimal})
        return text.translate(signs)


def format_codes(locale: Locale, currency: str) -> dict[str, str]:
    """Return the spreadsheet codes that charts and tables of a page format with.

    The library behind the codes knows no decimal comma, so a language that writes one shows whole
    figures in charts and tables wherever that says enough.

    >>> format_codes(Locale.of("en"), "CHF")["money"]
    '"CHF "#,##0'

    """
    whole = "#,##0" if locale.thousands == "," else "### ### ##0"
    before, after = locale.money_pattern(currency).split("{amount}")
    quoted = [
        f'"{part.format(sign=sign(currency)).translate(SPACES)}"' if part else ""
        for part in (before, after)
    ]
    return {
        "count": whole,
        "money": whole.join(quoted),
        "percent": "0%",
        "percent1": "0.0%",
        "decimal": "0.0",
        "decimal2": "0.00",
    }
