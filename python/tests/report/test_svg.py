"""Charts are well-formed, named, and as long as their values."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.report import svg

DRAWINGS = [
    svg.bars("A & B", ["<one>", "two"], [1, -2], ["1", "-2"]),
    svg.bars("None", [], [], []),
    svg.columns("Months", ["2024-01", "2024-02"], [0, 5], "5"),
    svg.curve("Pareto", [(0.5, 0.8), (1, 1)], ("x", "y")),
    svg.radar("Radar", ["R", "F", "M"], [150, 90, 100]),
    svg.heat_map("Heat", {(1, 1): (3, "3"), (2, 2): (0, "0")}, 2),
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_is_well_formed_and_named(drawing):
    root = ElementTree.fromstring(drawing)
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext("title")


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=20))
def test_bars_are_in_proportion(values):
    drawing = svg.bars("Bars", ["n"] * len(values), values, [""] * len(values))
    widths = [float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)"', drawing)]
    highest = max(values) or 1
    assert widths == pytest.approx([420 * value / highest for value in values], abs=0.06)
