"""Charts as inline SVG: they need no script, print well, and a screen reader reads their title."""

import math
from collections.abc import Collection, Sequence
from html import escape

INK, MUTED, GRID = "#14212b", "#46545e", "#d5dde3"
MAIN, SECOND = "#0b5a7d", "#b4471d"
WIDTH = 720


def _frame(height: float, title: str, marks: Sequence[str], width: float = WIDTH) -> str:
    """Put marks into a drawing that scales with the page."""
    return (
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {width:g} {height:g}">'
        f"<title>{escape(title)}</title>{''.join(marks)}</svg>"
    )


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" '
        f'font-size="13">{escape(text)}</text>'
    )


def bars(title: str, names: Sequence[str], values: Sequence[float], labels: Sequence[str]) -> str:
    """Draw horizontal bars from 0, one a name, each with its label; negative values draw none."""
    left, step, room = 190, 26, WIDTH - 190 - 110
    highest = max([*values, 0]) or 1
    marks = []
    for place, (name, value, label) in enumerate(zip(names, values, labels, strict=True)):
        top, length = place * step, room * max(value, 0) / highest
        marks += [
            _text(left - 8, top + 18, name, "end"),
            f'<rect x="{left}" y="{top + 4}" width="{length:.1f}" height="18" fill="{MAIN}"/>',
            _text(left + length + 6, top + 18, label, fill=MUTED),
        ]
    return _frame(len(names) * step + 6, title, marks)


def columns(
    title: str,
    names: Sequence[str],
    values: Sequence[float],
    top_label: str,
    hatched: Collection[int] = (),
) -> str:
    """Draw upright bars in time order; the highest value is labelled, and some of the names.

    `hatched` has the positions, from 0, of bars whose value is not final.
    """
    height, base = 240, 200
    highest = max([*values, 0]) or 1
    step = (WIDTH - 20) / max(len(names), 1)
    every = max(1, math.ceil(len(names) * 62 / WIDTH))
    marks = [f'<line x1="10" x2="{WIDTH - 10}" y1="{base}" y2="{base}" stroke="{GRID}"/>']
    if hatched:
        marks.append(
            f'<pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{GRID}"/>'
            f'<rect width="3" height="6" fill="{MAIN}"/></pattern>'
        )
    labelled = False
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        x, tall = 10 + place * step, (base - 30) * max(value, 0) / highest
        marks.append(
            f'<rect x="{x + step * 0.12:.1f}" y="{base - tall:.1f}" width="{step * 0.76:.1f}" '
            f'height="{tall:.1f}" fill="{"url(#hatched)" if place in hatched else MAIN}"/>'
        )
        if place % every == 0:
            marks.append(_text(x + step / 2, base + 18, name, "middle", MUTED))
        if value == highest and not labelled:
            labelled = True
            middle = min(max(x + step / 2, 50), WIDTH - 50)
            marks.append(_text(middle, base - tall - 6, top_label, "middle"))
    return _frame(height, title, marks)


def sparkline(title: str, values: Sequence[float]) -> str:
    """Draw a small line over time from 0; fewer than two values draw nothing.

    >>> sparkline("Revenue", [5])
    ''

    """
    if len(values) < 2:
        return ""
    width, height = 140, 26
    highest = max([*values, 0]) or 1
    points = " ".join(
        f"{place * width / (len(values) - 1):.1f},{height - 1 - (height - 2) * value / highest:.1f}"
        for place, value in enumerate(values)
    )
    line = f'<polyline points="{points}" fill="none" stroke="{MAIN}" stroke-width="1.5"/>'
    return _frame(height, title, [line], width)


def curve(title: str, shares: Sequence[tuple[float, float]], labels: tuple[str, str]) -> str:
    """Draw a curve over the unit square beside its diagonal: x and y are fractions, 0 to 1."""
    left, height, base = 46, 300, 256
    room = WIDTH - left - 20

    def at(x: float, y: float) -> str:
        return f"{left + x * room:.1f},{base - y * (base - 16):.1f}"

    marks = []
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1):
        y = base - tick * (base - 16)
        marks.append(
            f'<line x1="{left}" x2="{left + room}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
        )
        marks.append(_text(left - 6, y + 4, f"{tick:.0%}", "end", MUTED))
        marks.append(_text(left + tick * room, base + 18, f"{tick:.0%}", "middle", MUTED))
    points = " ".join(at(x, y) for x, y in [(0.0, 0.0), *shares])
    marks += [
        f'<polyline points="{at(0, 0)} {at(1, 1)}" fill="none" stroke="{SECOND}" '
        'stroke-dasharray="5 4"/>',
        f'<polyline points="{points}" fill="none" stroke="{MAIN}" stroke-width="2.5"/>',
        _text(left + 6, 12, labels[1], fill=MUTED),
        _text(left + room, base + 38, labels[0], "end", MUTED),
    ]
    return _frame(height, title, marks)


def radar(title: str, axes: Sequence[str], values: Sequence[float], average: float = 100) -> str:
    """Draw a polygon over its axes beside that of the average."""
    width, height = 300, 220
    middle, radius = (150, 118), 84
    highest = max(2 * average, *values)

    def corner(place: int, value: float) -> tuple[float, float]:
        angle = 2 * math.pi * place / len(axes) - math.pi / 2
        reach = radius * value / highest
        return middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)

    def polygon(of: Sequence[float], style: str) -> str:
        points = " ".join("{:.1f},{:.1f}".format(*corner(p, v)) for p, v in enumerate(of))
        return f'<polygon points="{points}" {style}/>'

    marks = [polygon([highest] * len(axes), f'fill="none" stroke="{GRID}"')]
    marks.append(
        polygon(values, f'fill="{MAIN}" fill-opacity="0.25" stroke="{MAIN}" stroke-width="2"')
    )
    marks.append(
        polygon(
            [average] * len(axes),
            f'fill="none" stroke="{SECOND}" stroke-width="1.5" stroke-dasharray="4 3"',
        )
    )
    for place, axis in enumerate(axes):
        x, y = corner(place, highest * 1.13)
        marks.append(_text(x, y + 4, axis, "middle", MUTED))
    return _frame(height, title, marks, width)


def heat_map(title: str, cells: dict[tuple[int, int], tuple[float, str]], best: int) -> str:
    """Draw a square of cells, (row, column) from 1 to best; the darker, the more."""
    left, step_x, step_y = 30, (WIDTH - 40) / best, 38
    highest = max((value for value, _ in cells.values()), default=0) or 1
    marks = []
    for (row, column), (value, label) in sorted(cells.items()):
        x, y = left + (column - 1) * step_x, (best - row) * step_y
        strength = max(value, 0) / highest
        marks += [
            f'<rect x="{x:.1f}" y="{y}" width="{step_x - 2:.1f}" height="{step_y - 2}" '
            f'fill="{MAIN}" fill-opacity="{0.06 + 0.94 * strength:.3f}"/>',
            _text(x + step_x / 2, y + 23, label, "middle", "#fff" if strength > 0.45 else INK),
        ]
    for score in range(1, best + 1):
        marks.append(_text(left - 10, (best - score) * step_y + 23, str(score), "end", MUTED))
        marks.append(
            _text(left + (score - 0.5) * step_x, best * step_y + 14, str(score), "middle", MUTED)
        )
    return _frame(best * step_y + 20, title, marks)
