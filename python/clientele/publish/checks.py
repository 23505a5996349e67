"""Volume and freshness of a build against the published version.

A build can pass every test and still hold half a day of orders, because the export broke off. These
checks compare it with the version that readers have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import duckdb

VOLUMES = {"accepted_lines": "accepted order lines", "revenue": "revenue", "customers": "customers"}
# The last day is compared with the same weekday of so many weeks, if these days have enough lines.
WEEKS = 8
ENOUGH_LINES = 20


@dataclass(frozen=True)
class Limits:
    """The thresholds, which are vars of the project.

    Attributes:
        min_share: Smallest share of the published rows, revenue and customers.
        last_day_share: Smallest share of the usual lines of a weekday on a new last day; none: not
            checked.
        max_order_age_days: Most days between the last order and the build; none: not checked.

    """

    min_share: float
    last_day_share: float | None
    max_order_age_days: float | None


@dataclass(frozen=True)
class Volume:
    """What a row of build_history says about a build."""

    dataset: str
    settings: str
    started_at: datetime
    accepted_lines: int | None
    revenue: Decimal | None
    customers: int | None
    last_ordered_at: datetime | None

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, history: str, build: str) -> Volume | None:
        """Read the row of a build; none if the table has no such row."""
        row = connection.execute(
            "select dataset, settings, started_at, accepted_lines, revenue, customers,"
            f" last_ordered_at from {history} where build_id = ?",
            [build],
        ).fetchone()
        return cls(*row) if row else None


def find_problems(now: Volume, before: Volume | None, limits: Limits) -> list[str]:
    """Return one sentence per figure that is out of its limits.

    >>> day = datetime(2026, 1, 2)
    >>> before = Volume("demo", "a", day, 1000, Decimal(500), 80, datetime(2026, 1, 1, 9))
    >>> now = Volume("demo", "a", day, 450, Decimal(490), 80, datetime(2026, 1, 1, 9))
    >>> find_problems(now, before, Limits(0.9, None, None))
    ['[volume-fell] accepted order lines fell from 1,000 to 450; publish_min_share 0.9 allows 900.']

    """
    problems = []
    limit = limits.max_order_age_days
    if limit is not None and now.last_ordered_at:
        age = (now.started_at - now.last_ordered_at).total_seconds() / 86400
        if age > limit:
            problems.append(
                f"[orders-stale] the last order is of {now.last_ordered_at:%Y-%m-%d %H:%M},"
                f" {age:.1f} days before the build; publish_max_order_age_days allows {limit:g}."
            )
    # Other settings count other lines, so their volumes say nothing about the data.
    if before is None or (before.dataset, before.settings) != (now.dataset, now.settings):
        return problems
    for name, words in VOLUMES.items():
        earlier, later = getattr(before, name), getattr(now, name)
        least = Decimal(str(limits.min_share)) * (earlier or 0)
        if earlier is not None and (later or 0) < least:
            problems.append(
                f"[volume-fell] {words} fell from {earlier:,} to {later or 0:,};"
                f" publish_min_share {limits.min_share:g} allows {least:,.0f}."
            )
    if before.last_ordered_at and (
        not now.last_ordered_at or now.last_ordered_at < before.last_ordered_at
    ):
        problems.append(
            f"[orders-older] the last order is of {now.last_ordered_at}; the published version has"
            f" one of {before.last_ordered_at}."
        )
    return problems


def find_short_day(
    connection: duckdb.DuckDBPyConnection, lines: str, before: Volume | None, limits: Limits
) -> list[str]:
    """Return a sentence if a day that is new since the published version has too few lines."""
    if limits.last_day_share is None or not before or not before.last_ordered_at:
        return []
    found: tuple[Any, ...] | None = connection.execute(
        f"""
        with days as (
            select cast(ordered_at as date) as day, count(*) as lines from {lines} group by 1
        ),
        last as (select day, lines from days order by day desc limit 1)
        select last.day, last.lines, median(days.lines)
        from last
        inner join days
            on days.day < last.day
            and days.day >= last.day - {7 * WEEKS}
            and dayofweek(days.day) = dayofweek(last.day)
        group by 1, 2
        """
    ).fetchone()
    if not found or found[0] <= before.last_ordered_at.date() or found[2] < ENOUGH_LINES:
        return []
    day, count, usual = found
    if count >= limits.last_day_share * usual:
        return []
    return [
        f"[last-day-short] {day} has {count:,} order lines, and the same weekday usually has"
        f" {usual:,.0f}; publish_last_day_share {limits.last_day_share:g} allows"
        f" {limits.last_day_share * usual:,.0f}."
    ]
