"""What the reader found that a person should know, although it stops nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["CHECKS", "Finding"]

CHECKS: Mapping[str, str] = {
    "date_read_as_dmy": "Dates are written as day, month, year.",
    "date_read_as_mdy": "Dates are written as month, day, year.",
    "date_read_as_ymd": "Dates are written as year, month, day, but not as YYYY-MM-DD.",
    "date_read_by_month_name": "Dates are written with the name of the month.",
    "date_read_as_serial": "Dates are numbers of days, as Excel counts them.",
    "date_read_as_epoch": "Dates are seconds, or parts of them, since 1970 in UTC.",
    "date_out_of_range": "Dates that no calendar has, such as infinity, are left empty.",
    "number_read_with_comma": "Numbers have a comma as the decimal sign.",
    "currency_assumed": "A sign of several currencies, such as $, is taken for the commonest.",
    "customer_ids_differ_in_case": "Ids of customers differ from another in case alone.",
    "customer_ids_folded": "Ids of customers that differ in case alone are one customer.",
    "filled_down": "Cells that only the first line of an order has are filled in.",
    "refund_by_word": "Lines that a word calls a refund give back what they hold.",
    "deduction_left_out": (
        "Columns that are not mapped have discounts, refunds, returns or states that end a sale."
    ),
}
"""The name of each check whose findings the reader can report, and what a finding means."""


@dataclass(frozen=True)
class Finding:
    """How many lines a check found.

    Attributes:
        check_name: One of `CHECKS`.
        found: The lines found.
        received: The lines that the check looked at.
        revenue: The money of the lines found, or None where no money is at stake.

    """

    check_name: str
    found: int
    received: int
    revenue: Decimal | None = None
