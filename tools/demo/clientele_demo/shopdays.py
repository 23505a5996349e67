"""When people buy: the window of the data, seasons, weekdays and hours."""

from datetime import date, datetime, time, timedelta
from typing import Final

from clientele_demo.dice import Dice, Weights

FIRST_DAY: Final = date(2024, 1, 1)
LAST_DAY: Final = date(2025, 12, 31)
AS_OF: Final = date(2026, 1, 1)

# Relative sales by month (January first) and by weekday (Monday first).
_MONTHS: Final = (82, 80, 90, 92, 94, 88, 80, 78, 92, 98, 124, 158)
_WEEKDAYS: Final = (92, 88, 92, 100, 112, 118, 76)

# The shop grows: the weight of a day rises by one part in this many per month.
_GROWTH_MONTHS: Final = 80

_HEAVIEST: Final = max(_MONTHS) * max(_WEEKDAYS) * (_GROWTH_MONTHS + 23)

# The store is shut on Sundays and on these days (month, day).
_SHUT: Final = ((1, 1), (5, 1), (12, 25), (12, 26))

_STORE_HOURS: Final = range(9, 19)
_STORE_WEIGHTS: Final = Weights((5, 8, 11, 12, 9, 9, 11, 13, 13, 9))
_WEB_HOURS: Final = range(24)
_WEB_WEIGHTS: Final = Weights(
    (4, 2, 1, 1, 1, 2, 4, 8, 11, 13, 14, 14, 15, 14, 13, 13, 14, 15, 17, 21, 25, 24, 16, 9)
)


def day_weight(day: date) -> int:
    """Return how busy the day is, relative to other days."""
    months = (day.year - FIRST_DAY.year) * 12 + day.month - FIRST_DAY.month
    return _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()] * (_GROWTH_MONTHS + months)


def likely_day(dice: Dice, low: int, high: int) -> date:
    """Return a day from ``low`` to ``high`` days before the as-of date, busy days more often."""
    while True:
        day = AS_OF - timedelta(days=dice.between(low, high))
        if dice.below(_HEAVIEST) < day_weight(day):
            return day


def is_store_open(day: date) -> bool:
    """Return whether the store opens on that day."""
    return day.weekday() != 6 and (day.month, day.day) not in _SHUT


def moment(dice: Dice, day: date, channel: str) -> datetime:
    """Return a plausible time of that day for the channel, to the second."""
    if channel == "store":
        hour = dice.weighted(_STORE_HOURS, _STORE_WEIGHTS)
    else:
        hour = dice.weighted(_WEB_HOURS, _WEB_WEIGHTS)
    return datetime.combine(day, time(hour, dice.below(60), dice.below(60)))
