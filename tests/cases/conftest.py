"""How many cases there are, and how many are right, at the end of a run."""

from __future__ import annotations

import pytest
from shops.conftest import project

__all__ = ["project"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the count of cases."""
    count = {
        outcome: sum(
            "::test_case_is_" in report.nodeid for report in terminalreporter.stats.get(outcome, [])
        )
        for outcome in ("passed", "failed", "error")
    }
    if any(count.values()):
        terminalreporter.write_line(f"{sum(count.values())} cases: {count['passed']} right")
