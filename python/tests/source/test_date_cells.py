"""Dates in cells: one fitting format is found, two are a question, and none is a fault."""

from datetime import datetime, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typed_lines import codes, column, findings, line, lines, read, text_table, typed_table

from clientele.source.reading import read_tables
from clientele.source.settings import Settings


def days(*cells: str | None, kind: str = "csv", **vars_: object) -> list[datetime | None]:
    return column(text_table([line(day=cell) for cell in cells], kind), "ordered_at", **vars_)


def day_codes(*cells: str, **vars_: object) -> list[str]:
    return codes(text_table([line(day=cell) for cell in cells]), **vars_)


NIGHT = datetime(2024, 1, 13, 20, 15)


@pytest.mark.parametrize(
    ("cell", "value", "finding"),
    [
        ("2024-01-13", datetime(2024, 1, 13), None),
        ("2024-01-13 20:15", NIGHT, None),
        ("2024-01-13T20:15:00", NIGHT, None),
        ("2024-01-13T20:15:00.000Z", NIGHT, None),
        ("2024-01-13 20:15:00 -0400", NIGHT, None),
        ("2024-01-13 20:15:00 UTC", NIGHT, None),
        ("2024-01-13T20:15:00+05:30", NIGHT, None),
        ("2024-01-13 08:15 PM", NIGHT, None),
        ("2024/01/13 20:15:00", NIGHT, "date_read_as_ymd"),
        ("20240113", datetime(2024, 1, 13), "date_read_as_ymd"),
        ("20240113201500", NIGHT, "date_read_as_ymd"),
        ("13/01/2024", datetime(2024, 1, 13), "date_read_as_dmy"),
        ("01/13/2024 8:15:00 PM", NIGHT, "date_read_as_mdy"),
        ("13.1.2024 20:15", NIGHT, "date_read_as_dmy"),
        ("13-01-24", datetime(2024, 1, 13), "date_read_as_dmy"),
        ("13 Jan 2024", datetime(2024, 1, 13), "date_read_by_month_name"),
        ("Jan 13, 2024 8:15 p.m.", NIGHT, "date_read_by_month_name"),
        ("January 13th, 2024 at 8:15 PM", NIGHT, "date_read_by_month_name"),
        ("13-JAN-24", datetime(2024, 1, 13), "date_read_by_month_name"),
        ("13 janvier 2024 à 20:15", NIGHT, "date_read_by_month_name"),
        ("samedi 13 janv. 2024", datetime(2024, 1, 13), "date_read_by_month_name"),
        ("Sat, 13 Jan 2024 20:15:00 +0100", NIGHT, "date_read_by_month_name"),
        ("Jan 13, 2024 8:15:00 PM PST", NIGHT, "date_read_by_month_name"),
        ("Jan-13-24", datetime(2024, 1, 13), "date_read_by_month_name"),
        ("13/01/2024 20h15", NIGHT, "date_read_as_dmy"),
        ("20240113T201500Z", NIGHT, "date_read_as_ymd"),
        ("45304,84375", NIGHT, "date_read_as_serial"),
        ("45304", datetime(2024, 1, 13), "date_read_as_serial"),
        ("45304.84375", NIGHT, "date_read_as_serial"),
        ("1705176900", NIGHT, "date_read_as_epoch"),
        ("1705176900000", NIGHT, "date_read_as_epoch"),
    ],
)
def test_a_format_is_found_and_told(cell: str, value: datetime, finding: str | None) -> None:
    # With the day above 12, one cell is enough to tell days from months; 2024-13 is not a month.
    table = text_table([line(day=cell), line(day=cell)])

    if cell == "13-01-24":
        assert codes(table) == ["date-ambiguous"]
        return
    assert column(table, "ordered_at") == [value, value]
    assert findings(table) == ({finding: 2} if finding else {})


def test_two_formats_that_fit_are_a_question() -> None:
    assert day_codes("03/04/2024", "05/06/2024") == ["date-ambiguous"]
    assert day_codes("03-04-24", "05-06-24") == ["date-ambiguous"]
    assert days("03/04/2024", custom_date_format="%d/%m/%Y") == [datetime(2024, 4, 3)]
    assert days("03/04/2024", "13/04/2024") == [datetime(2024, 4, 3), datetime(2024, 4, 13)]
    assert days("05/05/2024") == [datetime(2024, 5, 5)]


@pytest.mark.parametrize(
    "cells",
    [
        ("2024-01-03", "2024-02-30"),
        ("2024-01-03 10:00:00", "0000-00-00 00:00:00"),
        ("13/01/2024", "01/13/2024"),
        ("2024-01-03", "13/01/2024"),
        ("2024-01-03", "yesterday"),
        ("2024-01-03", "20000-01-01"),
        ("2024-01-03", "infinity"),
        ("2024-01-03", "2024-01-03 (BC)"),
    ],
)
def test_what_is_not_a_date_is_refused_with_its_line(cells: tuple[str, str]) -> None:
    reading = read(text_table([line(day=cell) for cell in (cells[0], *cells)]))

    assert [fault.code for fault in reading.faults] == ["date-unreadable"]
    assert getattr(reading.faults[0], "line", None) == 4
    assert getattr(reading.faults[0], "found", None) == 1


def test_a_year_of_two_digits_is_not_one_of_four() -> None:
    table = text_table([line(day="03/01/24"), line(day="17/01/24")])
    reading = read(table, custom_date_format="%d/%m/%Y")

    assert [fault.code for fault in reading.faults] == ["date-unreadable"]
    assert getattr(reading.faults[0], "proposal", None) == "%d/%m/%y"
    assert column(table, "ordered_at") == [datetime(2024, 1, 3), datetime(2024, 1, 17)]


def test_early_dates_are_refused_unless_they_are_expected() -> None:
    cells = ("2024-01-03", "1900-01-01")

    assert day_codes(*cells) == ["date-implausible"]
    assert day_codes(*cells, earliest_date="1850-01-01") == []
    assert days(*cells, custom_missing_words=["1900-01-01"]) == [datetime(2024, 1, 3), None]
    typed = typed_table("select 'K1' as who, 1 as price, timestamp '1900-01-01' as day")
    assert codes(typed) == ["date-implausible"]
    assert lines(typed, select="ordered_at", custom_missing_words=["1900-01-01 00:00:00"]) == [
        (None,)
    ]


def test_the_clock_of_the_shop_is_kept_or_named() -> None:
    cells = ("2024-07-03 20:15:00 -0400", "2024-01-03 20:15:00 -0500")
    evenings = [datetime(2024, 7, 3, 20, 15), datetime(2024, 1, 3, 20, 15)]

    assert days(*cells) == evenings
    assert days(*cells, custom_date_format="%Y-%m-%d %H:%M:%S %z") == evenings
    assert days(*cells, time_zone="America/New_York") == evenings
    assert days("2024-07-04T00:15:00Z", time_zone="America/New_York") == evenings[:1]
    assert days("2024-07-04T05:45:00+05:30", time_zone="America/New_York") == evenings[:1]
    assert days("1720052100", time_zone="America/New_York") == evenings[:1]
    assert day_codes("2024-01-03", time_zone="Europe/Pariss") == ["time-zone-unknown"]


def test_a_given_format_reads_the_months_of_several_languages() -> None:
    assert days("3 janvier 2024", "3 Feb 2024", custom_date_format="%d %B %Y") == [
        datetime(2024, 1, 3),
        datetime(2024, 2, 3),
    ]
    assert days("Wed, 03 Jan 2024", custom_date_format="%a, %d %b %Y") == [datetime(2024, 1, 3)]


@pytest.mark.parametrize("machine", ["UTC", "Asia/Tokyo"])
def test_an_instant_of_a_typed_column_does_not_depend_on_the_machine(machine: str) -> None:
    instant = "cast('2024-01-03 23:30:00+00' as timestamp with time zone)"
    table = typed_table(f"select 'K1' as who, 1 as price, {instant} as day")
    columns = {"customer_id": "who", "ordered_at": "day", "amount": "price"}
    with duckdb.connect() as connection:
        connection.execute(f"set TimeZone = '{machine}'")
        select = read_tables(Settings(custom_columns=columns), [table], connection).select
        found = connection.execute(f"select ordered_at from ({select})").fetchall()

    assert found == [(datetime(2024, 1, 3, 23, 30),)]


def test_typed_dates_that_no_calendar_has_are_empty_and_told() -> None:
    table = typed_table(
        "select 'K1' as who, 1 as price, unnest(["
        "timestamp '2024-01-03', 'infinity'::timestamp, timestamp '20000-01-01']) as day"
    )

    assert lines(table, select="ordered_at") == [(datetime(2024, 1, 3),), (None,), (None,)]
    assert findings(table) == {"date_out_of_range": 2}


def test_the_last_year_that_a_calendar_has_is_a_date() -> None:
    cells = days("9999-12-31", "2204-06-01", "2024-06-01")

    assert cells == [datetime(9999, 12, 31), datetime(2204, 6, 1), datetime(2024, 6, 1)]


def test_dates_of_another_calendar_are_a_question() -> None:
    late = text_table([line(day="2567-01-05")])

    assert codes(late) == ["dates-late"]
    assert codes(late, latest_date="2600-01-01") == []


def test_files_of_a_glob_may_have_a_format_each() -> None:
    one = text_table([line(day="13/01/2024")])
    other = text_table([line(day="2024-01-14")])

    assert sorted(lines(one, other, select="ordered_at")) == [
        (datetime(2024, 1, 13),),
        (datetime(2024, 1, 14),),
    ]


def test_a_workbook_may_mix_its_dates_with_texts_of_a_given_format() -> None:
    assert days("2024-04-03", "13/04/2024", kind="xlsx", custom_date_format="%d/%m/%Y") == [
        datetime(2024, 4, 3),
        datetime(2024, 4, 13),
    ]


@pytest.mark.parametrize("format_", ["dd/mm/yyyy", "%d/%q", 7])
def test_a_format_that_is_none_is_refused(format_: object) -> None:
    assert day_codes("2024-01-03", custom_date_format=format_) == ["date-format-invalid"]


def test_an_earliest_date_that_is_none_is_refused() -> None:
    assert day_codes("2024-01-03", earliest_date="soon") == ["earliest-date-invalid"]


# Formats that tell day and month apart by themselves, or once a day is above 12.
FORMATS = [
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %I:%M %p",
    "%Y/%m/%d %H:%M:%S",
    "%Y%m%d",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%y",
    "%d %b %Y",
    "%B %d, %Y %I:%M:%S %p",
    "%a, %d %b %Y %H:%M:%S +0200",
]


@given(
    st.sampled_from(FORMATS),
    st.lists(st.datetimes(datetime(1971, 1, 1), datetime(2067, 12, 31)), min_size=1, max_size=8),
)
@settings(max_examples=50, deadline=None)
def test_any_date_in_a_clear_format_reads_back(format_: str, moments: list[datetime]) -> None:
    # A day above 12 tells the day from the month.
    moments = [moment.replace(microsecond=0) for moment in [*moments, datetime(2024, 1, 25)]]
    unit = timedelta(days=1)
    if "%S" in format_:
        unit = timedelta(seconds=1)
    elif "%M" in format_:
        unit = timedelta(minutes=1)
    first = datetime(1970, 1, 1)
    kept = [first + (moment - first) // unit * unit for moment in moments]

    assert days(*(moment.strftime(format_) for moment in moments)) == kept
