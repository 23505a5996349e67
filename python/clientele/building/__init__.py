"""Runs `dbt build`, shows its progress on one line, and ends with one screen."""

from clientele.building.events import Event, Progress, sentences
from clientele.building.options import Options, OptionsError, read_options
from clientele.building.screen import write_screen
from clientele.building.summary import Summary, read_summary

__all__ = [
    "Event",
    "Options",
    "OptionsError",
    "Progress",
    "Summary",
    "read_options",
    "read_summary",
    "sentences",
    "write_screen",
]
