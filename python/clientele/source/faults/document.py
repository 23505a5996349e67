"""The page of all faults, from their classes and words."""

from __future__ import annotations

from itertools import groupby

from clientele.source.faults.base import Fault, all_faults
from clientele.words import load_words

__all__ = ["faults_page"]

INTRODUCTION = """\
# Faults of a source

The whole source is checked before anything is built. Each fault that is found stops the build with
one sentence. This page lists all faults by their codes, which never change. In the sentences,
`{names}` stand for what was found, and a part that does not always appear is left out.

Do not edit this page: `python -m clientele.source.faults docs/faults.md` writes it.
"""


def faults_page() -> str:
    """Return the page as Markdown, with one section per topic.

    >>> "`file-missing`" in faults_page()
    True

    """
    sections = [INTRODUCTION]
    ordered = sorted(all_faults(), key=lambda fault: (_topic(fault), fault.code))
    for topic, faults in groupby(ordered, _topic):
        rows = [
            f"| `{fault.code}` | {_cell(fault.description)} | {_cell(_sentence(fault))} |"
            for fault in faults
        ]
        heading = f"## {topic.capitalize()}\n\n| code | what is wrong | sentence |\n|---|---|---|\n"
        sections.append(heading + "\n".join(rows) + "\n")
    return "\n".join(sections)


def _topic(fault: type[Fault]) -> str:
    return fault.__module__.rpartition(".")[2]


def _sentence(fault: type[Fault]) -> str:
    words = load_words("en")["faults"][fault.code]
    return str(words["sentence"] if isinstance(words, dict) else words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
