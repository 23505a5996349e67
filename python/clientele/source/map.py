"""Propose a mapping for a file: `python -m clientele.source.map FILE`, as script/map calls it."""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import duckdb
import yaml

from clientele.publish.places import Places
from clientele.source.faults import Fault, shown
from clientele.source.faults.columns import ColumnRequired, PriceRequired
from clientele.source.faults.dates import DateAmbiguous
from clientele.source.faults.numbers import NumberAmbiguous
from clientele.source.findings import CHECKS
from clientele.source.mapping import CONTRACT
from clientele.source.proposal import Proposal, propose
from clientele.source.settings import Settings
from clientele.source.sources import resolve_source
from clientele.source.sql import name

__all__ = ["main", "vars_text"]

_WIDTH = 96
# The vars beside custom_columns that a proposal can set.
_PROPOSED = ("custom_preset", "custom_header_row", "custom_encoding")
_LINES = 3
_CELL = 23


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 where the proposal reads the source, 1 where something must be answered or fixed first.
        Wrong arguments end with 2.

    """
    parser = argparse.ArgumentParser(
        prog="script/map",
        description="Propose the vars that read a file of order lines.",
    )
    parser.add_argument("source", metavar="FILE", help="whatever custom_source takes")
    parser.add_argument("--out", type=Path, help="write the vars into this file, not to the screen")
    parser.add_argument(
        "--vars", type=_map, default={}, help="vars that are known already, as for script/build"
    )
    parser.add_argument("--project", type=Path, default=Path(), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.out and options.out.exists():
        parser.error(f"{options.out} exists: name another file, or remove it")
    source = _as_source(options.source, options.project)
    given = {**options.vars, "custom_source": source}
    # Without --out, the vars alone go to the output, so that `> FILE` writes them.
    report = sys.stdout if options.out else sys.stderr
    resolved, fault = resolve_source(source)
    if fault:
        _print_faults([fault], report)
        return 1
    settings = Settings.from_vars(
        {**given, "custom_source": resolved, "project_dir": str(options.project)}
    )
    with _connection(options.project) as connection:
        proposal = propose(settings, connection)
        text = vars_text(proposal, given)
        _print_report(proposal, connection, report)
    if not proposal.tables:
        return 1
    if options.out:
        options.out.write_text(text, encoding="utf-8")
        print(f"The vars are in {options.out}. Build with them:", file=report)
        print(
            f'  script/build --target custom --vars "$(cat {options.out})"',
            file=report,
        )
    else:
        print(text, end="")
    return 1 if proposal.questions else 0


def vars_text(proposal: Proposal, given: Mapping[str, Any]) -> str:
    """Return the vars of a proposal as YAML, with a comment where a person should look.

    Args:
        proposal: The proposal.
        given: The vars that were given. They stay as they are, such as `env:NAME`.

    """
    settings, checks = proposal.settings, proposal.checks
    lines = ['# A proposal by script/map. "Please check" marks what is a guess.']
    lines += [_line("custom_source", given["custom_source"])]
    for var in _PROPOSED:
        value = getattr(settings, var)
        if value is not None:
            lines.append(_line(var, value, checks.get(var, "")))
    for var, value in given.items():
        if var not in ("custom_source", "custom_columns", *_PROPOSED):
            lines.append(_line(var, value))
    for fault in proposal.questions:
        lines += _question(fault)
    columns = settings.custom_columns if isinstance(settings.custom_columns, Mapping) else {}
    if columns:
        lines.append("custom_columns:")
        for name_, column in columns.items():
            lines.append("  " + _line(str(name_), column, checks.get(str(name_), "")))
    missing = [fault.name for fault in proposal.questions if isinstance(fault, ColumnRequired)]
    if any(isinstance(fault, PriceRequired) for fault in proposal.questions):
        missing.append("unit_price or amount")
    if missing and not columns:
        lines.append("custom_columns:")
    lines += [f"  # {name_}: please add the column" for name_ in missing]
    return "\n".join(lines) + "\n"


def _line(key: str, value: object, check: str = "") -> str:
    comment = f"  # please check: {shown(check)}" if check else ""
    return f"{_scalar(key)}: {_scalar(value)}{comment}"


def _scalar(value: object) -> str:
    """Return a value as YAML on one line.

    >>> _scalar("#1"), _scalar(None), _scalar(["Shop", "No: 1"])
    ("'#1'", 'null', "[Shop, 'No: 1']")

    """
    text = yaml.safe_dump([value], allow_unicode=True, width=10**9, default_flow_style=True)
    return str(text).strip()[1:-1]


def _question(fault: Fault) -> list[str]:
    if isinstance(fault, DateAmbiguous):
        return [
            "# Please choose one: the dates fit both.",
            f"# {_line('custom_date_format', fault.format_1)}  # {fault.value} is {fault.date_1}",
            f"# {_line('custom_date_format', fault.format_2)}  # {fault.value} is {fault.date_2}",
        ]
    if isinstance(fault, NumberAmbiguous):
        return [
            "# Please choose one: the numbers fit both.",
            f"# {_line('custom_decimal_separator', '.')}  # {fault.value} is {fault.with_point}",
            f"# {_line('custom_decimal_separator', ',')}  # {fault.value} is {fault.with_comma}",
        ]
    return []


def _print_report(
    proposal: Proposal, connection: duckdb.DuckDBPyConnection, report: TextIO
) -> None:
    def say(text: str, indent: str = "") -> None:
        wrapped = textwrap.wrap(
            text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )
        print("\n".join(wrapped), file=report)

    if proposal.tables:
        label = proposal.tables[0].label
        say(f"{label[:1].upper()}{label[1:]} has {len(proposal.tables[0].columns)} columns.")
        if proposal.settings.custom_preset:
            say(f"They are read with custom_preset {proposal.settings.custom_preset}.")
        say("")
        for name_, column in proposal.columns.items():
            check = proposal.checks.get(name_)
            mark = f"   please check: {shown(check)}" if check else ""
            say(f"{name_:<17}{shown(column)}{mark}", "  ")
        for key, reason in proposal.checks.items():
            if key.startswith(("not ", "custom_")):
                say(f"Please check: {reason}.", "  ")
        if proposal.left_out:
            say("")
            say(f"Not mapped: {shown(proposal.left_out)}.")
            say("A column of the customer can be mapped as x_ and a name of yours.")
        say("")
    if proposal.reading.select:
        _print_lines(proposal, connection, say)
    if proposal.questions:
        say("The build would be refused:")
        _print_faults(proposal.questions, report)


def _print_lines(
    proposal: Proposal, connection: duckdb.DuckDBPyConnection, say: Callable[[str, str], None]
) -> None:
    select = f"({proposal.reading.select}) as lines"
    names = [name_ for name_ in CONTRACT if name_ in proposal.columns]
    if "product_name" in names and "product_id" not in names:
        names.insert(names.index("product_name"), "product_id")
    rows = connection.execute(
        f"select {', '.join(f'cast({name(n)} as varchar)' for n in names)} from {select}"
        f" order by source_file nulls last, source_line nulls last limit {_LINES}"
    ).fetchall()
    say("The first lines, as they would be read:", "")
    for number, name_ in enumerate(names):
        cells = "".join(f"{_cell(row[number]):<{_CELL + 1}}" for row in rows)
        say(f"{name_:<17}{cells}", "  ")
    say("", "")
    counts = connection.execute(
        "select count(*), count(*) filter (where customer_id is null),"
        " count(*) filter (where ordered_at is null),"
        " count(*) filter (where coalesce(amount, unit_price * quantity, 0) = 0),"
        " count(*) filter (where coalesce(amount, unit_price * quantity) < 0"
        f" or quantity < 0 or is_cancelled) from {select}"
    ).fetchone()
    assert counts is not None
    say(f"{counts[0]:,} lines. The build would refuse, and show in rejected_order_lines:", "")
    for count, what in zip(
        counts[1:],
        (
            "without a customer (sales to guests)",
            "without a date",
            "without money",
            "that are returns or cancelled",
        ),
        strict=True,
    ):
        say(f"{count:>9,}  lines {what}", "  ")
    for finding in proposal.reading.findings:
        say(f"{finding.found:>9,}  cells: {CHECKS[finding.check_name]}", "  ")
    say("", "")


def _cell(value: object) -> str:
    if value is None:
        return "(empty)"
    text = shown(value)
    # Decimals are kept to ten places, and a person wants to see the number.
    text = re.sub(r"^(-?\d+)\.(\d*?)0+$", r"\1.\2", text).rstrip(".")
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def _print_faults(faults: Sequence[Fault], report: TextIO) -> None:
    for fault in faults:
        sentence = f"[{fault.code}] {fault.sentence()}"
        wrapped = textwrap.wrap(
            sentence,
            _WIDTH,
            initial_indent="  - ",
            subsequent_indent="    ",
            break_on_hyphens=False,
        )
        print("\n".join(wrapped), file=report)


def _as_source(source: str, project: Path) -> str:
    """Return a path as custom_source wants it: from the project folder on, or absolute."""
    path = Path(source)
    file, sheet, within = source.partition("#")
    if not path.is_file() and sheet and Path(file).is_file():
        path = Path(file)
    else:
        sheet = within = ""
    if path.is_absolute() or not path.is_file():
        return source
    inside = path.resolve()
    root = project.resolve()
    relative = inside.relative_to(root) if inside.is_relative_to(root) else inside
    return f"{relative}{sheet}{within}"


def _map(text: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(text) or {}
    except yaml.YAMLError:
        values = None
    if not isinstance(values, dict):
        raise argparse.ArgumentTypeError("allowed is a map, such as '{custom_encoding: latin-1}'")
    return values


def _connection(project: Path) -> duckdb.DuckDBPyConnection:
    """Open the working database of the target `custom`, whose relations can be sources."""
    folder = Path(os.environ.get("CLIENTELE_WAREHOUSE", "warehouse"))
    database = Places(project / folder, "custom").working
    if database.is_file():
        try:
            return duckdb.connect(str(database), read_only=True)
        except duckdb.Error:
            # A build holds it, and a file can be mapped all the same.
            pass
    return duckdb.connect()


if __name__ == "__main__":
    sys.exit(main())
