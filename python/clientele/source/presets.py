"""Presets: the columns of what well-known platforms export, one YAML file per platform.

A file has the title of the platform, the public pages that describe its exports, and one or more
layouts. A layout has the columns that it is recognised by, candidates for each contract name (the
first that the header has is taken), and the contract names that it cannot do without.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from clientele.source.faults import Fault
from clientele.source.faults.presets import PresetDoesNotFit, PresetUnknown
from clientele.source.settings import Settings
from clientele.source.table import Table

__all__ = [
    "Choice",
    "Layout",
    "Preset",
    "choose_columns",
    "load_preset",
    "preset_columns",
    "preset_names",
    "recognised",
]

_FOLDER = Path(__file__).parent / "presets"
# Each of the two says what a line costs, so a user who maps one does not want the preset's other.
_MONEY = {"amount": "unit_price", "unit_price": "amount"}


@dataclass(frozen=True)
class Layout:
    """One kind of file that a platform exports.

    Attributes:
        title: What people call it.
        recognised_by: The columns that tell it from other files.
        required: The contract names that the preset cannot do without.
        columns: The candidates of each contract name, the best first.
        of_orders: The contract names whose cells belong to the whole order, although they stand on
            one of its lines.

    """

    title: str
    recognised_by: Sequence[str]
    required: Sequence[str]
    columns: Mapping[str, Sequence[str]]
    of_orders: Sequence[str] = ()


@dataclass(frozen=True)
class Preset:
    """The exports of one platform.

    Attributes:
        name: The value of custom_preset.
        title: The name of the platform.
        sources: The public pages that describe the exports.
        layouts: The exports, the most specific first.

    """

    name: str
    title: str
    sources: Sequence[str]
    layouts: Sequence[Layout]


@dataclass(frozen=True)
class Choice:
    """What a preset says about a source.

    Attributes:
        columns: The column of each contract name.
        of_orders: The contract names whose cells belong to the whole order.

    """

    columns: Mapping[str, str] = field(default_factory=dict)
    of_orders: Sequence[str] = ()


def preset_names() -> list[str]:
    """Return the values that custom_preset can have.

    >>> preset_names()
    ['amazon', 'shopify', 'square', 'stripe', 'woocommerce']

    """
    return sorted(path.stem for path in _FOLDER.glob("*.yml"))


@cache
def load_preset(name: str) -> Preset:
    """Return a preset.

    >>> load_preset("shopify").layouts[0].columns["order_id"]
    ['Name']

    """
    content = yaml.safe_load((_FOLDER / f"{name}.yml").read_text("utf-8"))
    layouts = [Layout(**layout) for layout in content["layouts"]]
    return Preset(name, content["title"], content["sources"], layouts)


def preset_columns(settings: Settings) -> list[str]:
    """Return all columns that the preset of the settings knows.

    >>> "Lineitem sku" in preset_columns(Settings(custom_preset="shopify"))
    True

    """
    if settings.custom_preset not in preset_names():
        return []
    layouts = load_preset(str(settings.custom_preset)).layouts
    return list(
        dict.fromkeys(
            candidate
            for layout in layouts
            for candidates in layout.columns.values()
            for candidate in candidates
        )
    )


def recognised(tables: Sequence[Table], *, is_whole: bool = True) -> list[str]:
    """Return the presets whose platforms wrote all tables.

    Args:
        tables: The tables.
        is_whole: Whether the preset must find all that it needs, without a map of columns.

    """
    found = []
    for name in preset_names():
        layouts = load_preset(name).layouts
        if tables and any(
            _has_all(layout.recognised_by, tables)
            and not (is_whole and _missing(layout, (), tables))
            for layout in layouts
        ):
            found.append(name)
    return found


def choose_columns(settings: Settings, tables: Sequence[Table]) -> tuple[Choice, list[Fault]]:
    """Return the columns that custom_preset chooses where custom_columns says nothing.

    Args:
        settings: The settings of the source.
        tables: The tables; without any, only the name of the preset is checked.

    """
    preset_name = settings.custom_preset
    if preset_name is None:
        return Choice(), []
    if preset_name not in preset_names():
        return Choice(), [PresetUnknown(str(preset_name), preset_names())]
    if not tables:
        return Choice(), []
    own = settings.custom_columns if isinstance(settings.custom_columns, Mapping) else {}
    preset = load_preset(str(preset_name))
    layouts = sorted(
        preset.layouts,
        # The layouts of a platform differ in what recognises them; the sort keeps their order.
        key=lambda layout: not _has_all(layout.recognised_by, tables),
    )
    missing = {layout.title: _missing(layout, _settled(own), tables) for layout in layouts}
    fitting = [layout for layout in layouts if not missing[layout.title]]
    if not fitting:
        names = min(missing.values(), key=len)
        layout = next(layout for layout in layouts if missing[layout.title] == names)
        others = [name for name in recognised(tables) if name != preset.name]
        return Choice(), [
            PresetDoesNotFit(
                next(table.label for table in tables if _missing(layout, _settled(own), [table])),
                preset.name,
                [layout.columns[name][0] for name in names],
                ", ".join(others),
                ", ".join(names),
            )
        ]
    layout = fitting[0]
    columns = {
        name: column
        for name, candidates in layout.columns.items()
        if name not in _settled(own) and (column := _first(candidates, tables))
    }
    return Choice(columns, [name for name in layout.of_orders if name in columns]), []


def _settled(own: Mapping[str, object]) -> set[str]:
    """Return the names about which custom_columns says enough, whether a column or null."""
    money = {_MONEY[name] for name in _MONEY if own.get(name) is not None}
    return {str(name) for name in own} | money


def _missing(layout: Layout, settled: Collection[str], tables: Sequence[Table]) -> list[str]:
    return [
        name
        for name in layout.required
        if name not in settled
        and not all(
            any(_has(candidate, table) for candidate in layout.columns[name]) for table in tables
        )
    ]


def _first(candidates: Sequence[str], tables: Sequence[Table]) -> str | None:
    """Return the candidate that all tables have or, without one, the first that any of them has.

    A column that some files lack is reported as missing, not left out without a word.
    """
    of_any = [c for c in candidates if any(_has(c, table) for table in tables)]
    of_all = [c for c in of_any if _has_all([c], tables)]
    return next(iter(of_all or of_any), None)


def _has_all(columns: Sequence[str], tables: Sequence[Table]) -> bool:
    return all(_has(column, table) for column in columns for table in tables)


def _has(column: str, table: Table) -> bool:
    return column.lower() in {name.lower() for name in table.columns}
