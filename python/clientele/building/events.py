"""What dbt says while it runs, as lines of JSON, and the progress that they add up to."""

from __future__ import annotations

import json
import re
import textwrap
import time
from dataclasses import dataclass, field
from typing import Any, TextIO

__all__ = ["Event", "Progress", "sentences"]

# A fault begins with its code. dbt adds the macro that raised it.
FAULT = re.compile(r"^\s*(?:- )?(\[[a-z]+(?:-[a-z]+)*\] .*)$")
DBT_TAIL = re.compile(r"^\s*(> in macro|> called by|called by|compiled code at|Line |\s*$)")
ENDS = ("SkippingDetails", "LogSkipBecauseError")
# The lines that the hooks and plugins of the project log for the user.
OWN_MESSAGES = ("JinjaLogInfo", "AdapterEventInfo")


@dataclass(frozen=True)
class Event:
    """A line of dbt's log."""

    name: str
    message: str
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_line(cls, line: str) -> Event:
        """Return the event of a line. A line that is not JSON is an event without a name.

        >>> Event.from_line('{"info": {"name": "Note", "msg": "hello"}, "data": {}}').message
        'hello'
        >>> Event.from_line("hello")
        Event(name='', message='hello', data={})

        """
        try:
            found = json.loads(line)
            return cls(found["info"]["name"], found["info"]["msg"], found["data"])
        except (ValueError, KeyError, TypeError):
            return cls("", line.rstrip("\n"))

    @property
    def is_own_message(self) -> bool:
        """Whether the project says this to the user."""
        return self.name in OWN_MESSAGES


def sentences(text: str) -> list[str]:
    r"""Return the sentences of faults in an error of dbt, without what dbt adds.

    >>> sentences("Compilation Error\n  - [var-unknown] Not known:\n    change it\n\n> in macro")
    ['[var-unknown] Not known: change it']

    """
    found: list[str] = []
    is_open = False
    for line in text.splitlines():
        start = FAULT.match(line)
        if start:
            found.append(start[1].strip())
            is_open = True
        elif DBT_TAIL.match(line):
            is_open = False
        elif is_open:
            found[-1] += " " + line.strip()
    return found


class Progress:
    """Shows how far a build is: one line that is rewritten, or plain lines in a pipe."""

    def __init__(self, output: TextIO, is_terminal: bool, columns: int = 80) -> None:
        """Show progress on an output that has so many columns."""
        self.output = output
        self.is_terminal = is_terminal
        self.columns = columns
        self.began = time.monotonic()
        self.done = 0
        self.total = 0
        self.tenth = 0
        self.current = ""

    def phase(self, words: str) -> None:
        """Show what the build does before the models."""
        self._show(words)

    def take(self, event: Event) -> None:
        """Count a node that has started or ended."""
        if event.name == "LogStartLine":
            self.total = event.data["total"]
            node = event.data.get("node_info", {})
            if node.get("resource_type") in ("model", "seed"):
                self.current = node["node_name"]
        elif event.name in ENDS or re.fullmatch(r"Log(?!Hook)\w+Result", event.name):
            self.done += 1
        else:
            return
        self._count()

    def _count(self) -> None:
        tenth = 10 * self.done // max(self.total, 1)
        if self.is_terminal:
            self._show(f"{self.done} of {self.total}", self.current)
        elif tenth > self.tenth:
            self.tenth = tenth
            self._show(f"{self.done} of {self.total}")

    def say(self, message: str) -> None:
        """Write lines that stay, above the line of progress."""
        self.clear()
        for line in message.splitlines():
            width = max(self.columns, 40) if self.is_terminal else 10_000
            print(textwrap.fill(line, width, subsequent_indent="    "), file=self.output)
        self.output.flush()

    def clear(self) -> None:
        """Remove the line of progress."""
        if self.is_terminal:
            self.output.write("\r\x1b[2K")
            self.output.flush()

    def seconds(self) -> int:
        """Return how long the build has run."""
        return round(time.monotonic() - self.began)

    def _show(self, words: str, detail: str = "") -> None:
        line = f"build: {words}, {self.seconds()} s" + (f", {detail}" if detail else "")
        if self.is_terminal:
            self.output.write("\r\x1b[2K" + line[: self.columns - 1])
        else:
            self.output.write(line + "\n")
        self.output.flush()
