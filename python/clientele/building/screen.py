"""The screen at the end of a build, in the language of the tables and at most 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from clientele.building.summary import Figures, Summary
from clientele.words import Locale, WordsError, load_words, say

__all__ = ["write_screen"]

WIDTH = 80
REASONS = 5
FAILURES = 10


def write_screen(summary: Summary, steps: Sequence[tuple[str, str]]) -> str:
    """Return the screen: what was built, what is urgent, what failed, what to do next.

    Args:
        summary: The build.
        steps: Names of next steps (keys of `build.steps` in the words) and their commands.

    """
    figures = summary.figures
    try:
        words = load_words(figures.language if figures else "en")
    except WordsError:
        # The seeds of the user can have a language that has no words of pages.
        words = load_words("en")
    texts = words["build"]
    lines = [*_head(summary, texts)]
    if figures:
        locale = Locale.of(figures.language)
        lines += ["", *_figures(figures, locale, texts)]
        lines += _refused(figures, locale, words)
        lines += _urgent(figures, locale, texts)
    lines += _problems(summary, texts)
    lines += _checks(summary, texts)
    if steps and summary.status == "built":
        width = max(len(texts["steps"][name]) for name, _ in steps)
        lines += ["", texts["next"]]
        lines += [f"  {texts['steps'][name]:<{width}}  {command}" for name, command in steps]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(summary: Summary, texts: dict[str, str]) -> Iterator[str]:
    text = texts[summary.status]
    if summary.status == "built" and not summary.is_published:
        text = texts["unpublished"]
    elif summary.status == "built" and not summary.figures:
        text = texts["empty"]
    elif not summary.target:
        text = texts["refused_options"]
    values = {
        "target": summary.target,
        "seconds": summary.seconds,
        "database": summary.database,
        "log": summary.log,
        "as_of": summary.figures.as_of_date if summary.figures else "",
    }
    named = {name: value for name, value in values.items() if f"{{{name}}}" in text}
    yield from _wrapped(say(text, **named))
    for message in summary.messages:
        yield from _wrapped(message)


def _figures(figures: Figures, locale: Locale, texts: dict[str, str]) -> Iterator[str]:
    active = f"{locale.write_number(figures.active_customers)}"
    share = locale.write_percent(figures.retention_rate)
    cells = [
        (texts["customers"], locale.write_number(figures.customers)),
        (texts["revenue"], locale.write_money(figures.revenue, figures.currency)),
        (texts["orders"], locale.write_number(figures.orders)),
        (texts["active"], f"{active} ({share})"),
        (texts["segments"], locale.write_number(figures.segments)),
        (texts["clusters"], locale.write_number(figures.clusters)),
    ]
    for left, right in zip(cells[::2], cells[1::2], strict=True):
        yield f"  {left[0]:<18}{left[1]:>16}    {right[0]:<18}{right[1]:>20}"


def _refused(figures: Figures, locale: Locale, words: dict[str, dict[str, str]]) -> Iterator[str]:
    if not figures.lines:
        return
    texts, checks = words["build"], _checks_of(words)
    yield ""
    yield from _wrapped(
        say(
            texts["refused_lines"],
            refused=locale.write_number(figures.refused_lines),
            lines=locale.write_number(figures.lines),
        )
    )
    shown = figures.reasons[:REASONS]
    for reason in shown:
        name = checks.get(reason["reason"], reason["reason"].replace("_", " "))
        yield f"  {locale.write_number(reason['lines']):>12}  {name}"[:WIDTH]
    rest = figures.reasons[REASONS:]
    if rest:
        lines = locale.write_number(sum(reason["lines"] for reason in rest))
        yield f"  {lines:>12}  " + say(texts["other_reasons"], reasons=len(rest))


def _checks_of(words: dict[str, dict[str, str]]) -> dict[str, str]:
    checks: dict[str, str] = dict(words["pages"]["checks"])  # type: ignore[arg-type]
    return checks


def _urgent(figures: Figures, locale: Locale, texts: dict[str, str]) -> Iterator[str]:
    if not figures.urgent:
        return
    yield ""
    yield texts["urgent"]
    names = max(len(row["segment_name"]) for row in figures.urgent)
    for row in figures.urgent:
        customers = say(texts["of_customers"], customers=locale.write_number(row["customers"]))
        money = locale.write_money(row["revenue"], figures.currency)
        line = f"  {row['segment_name']:<{names}}  {customers:>16}  {money:>14}  "
        yield line + textwrap.shorten(row["action"], max(WIDTH - len(line), 12), placeholder="…")


def _problems(summary: Summary, texts: dict[str, str]) -> Iterator[str]:
    for fault in summary.faults:
        yield from _wrapped(fault, "  ")
    for failure in summary.failures[:FAILURES]:
        yield from _wrapped(f"{failure.name}: {failure.message}", "  ")
    if len(summary.failures) > FAILURES:
        more = len(summary.failures) - FAILURES
        yield "  " + say(texts["more_failures"], failures=more, log=summary.log)


def _checks(summary: Summary, texts: dict[str, str]) -> Iterator[str]:
    if any(summary.nodes.values()):
        yield ""
        yield say(texts["checks"], **summary.nodes)


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Return a text in lines of the screen. Addresses and paths are not broken."""
    return [
        part
        for line in text.splitlines()
        for part in textwrap.wrap(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + "  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
