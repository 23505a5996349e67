"""is_cancelled: a yes or no, the state of an order, or the moment of its cancellation."""

import pytest
from typed_lines import MAPPING, codes, column, line, lines, read, text_table, typed_table

COLUMNS = {**MAPPING, "is_cancelled": "gone"}


def flags(*cells: str | None) -> list[bool | None]:
    table = text_table([line(gone=cell) for cell in cells])
    return column(table, "is_cancelled", columns=COLUMNS)


@pytest.mark.parametrize(
    "cell",
    [
        "TRUE",
        "Yes",
        "y",
        "1",
        "1.0",
        "oui",
        "Cancelled",
        "canceled",
        "REFUNDED",
        "voided",
        "annulée",
        "2024-03-01 10:00:00 -0400",
        "2024-03-01 10:00:00 +0000",
        "2024-03-01",
        "13/01/2024",
    ],
)
def test_a_yes_is_a_yes(cell: str) -> None:
    assert flags(cell, "no", None) == [True, False, None]


@pytest.mark.parametrize(
    "cell",
    [
        "FALSE",
        "No",
        "n",
        "0",
        "non",
        "completed",
        "Paid",
        "partially_refunded",
        "On hold",
        "expédié",
        "0000-00-00 00:00:00",
        "00/00/0000",
        "0001-01-01T00:00:00",
        "01/01/1900 00:00",
        "1970-01-01T00:00:00Z",
        "9999-12-31",
        "Awaiting fulfillment",
    ],
)
def test_a_no_is_a_no(cell: str) -> None:
    assert flags(cell, "yes", "") == [False, True, None]


def test_other_words_are_listed_in_one_fault() -> None:
    table = text_table([line(gone="maybe"), line(gone="perhaps"), line(gone="yes")])
    reading = read(table, columns=COLUMNS)

    assert codes(table, columns=COLUMNS) == ["flag-unknown"]
    assert getattr(reading.faults[0], "words", None) == ["maybe", "perhaps"]


def test_an_empty_column_is_no_flag() -> None:
    assert flags(None, "") == [None, None]


def test_typed_flags_are_read_as_they_are() -> None:
    moments = "unnest([timestamp '2024-03-01', null]) as gone"
    booleans = "unnest([true, false, null]) as gone"
    rest = "'K1' as who, date '2024-01-05' as day, 1 as price"

    for select, expected in ((moments, [True, False]), (booleans, [True, False, None])):
        table = typed_table(f"select {rest}, {select}")
        found = [flag for (flag,) in lines(table, columns=COLUMNS, select="is_cancelled")]
        assert found == expected
