"""What README and the questions of analysts show is there and works on the demo."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml
from support import PROJECT, Build
from support.questions import Question, answer, read_questions

README = (PROJECT / "README.md").read_text("utf-8")
BLOCKS = [(kind, text) for kind, text in re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", README)]
COMMANDS = [
    words
    for kind, text in BLOCKS
    if kind == "sh"
    # A line that opens a quote goes on until the quote ends.
    for line in re.findall(r"""(?:[^'"\n]|'[^']*'|"[^"]*")+""", text)
    if (words := shlex.split(line, comments=True))
]


def queries() -> list[tuple[str, str | None]]:
    """Each query of README, with the output that the next block shows, if there is one."""
    found = []
    for position, (kind, text) in enumerate(BLOCKS):
        after = BLOCKS[position + 1] if position + 1 < len(BLOCKS) else ("", "")
        shown = after[1] if after[0] == "" and "│" in after[1] else None
        asked = re.search(r'duckdb [^"]*"([^"]+)"', text) if kind == "sh" else None
        if asked or kind == "sql":
            found.append((asked[1] if asked else text, shown))
    return found


def test_readme_shows_commands_and_queries() -> None:
    """Without them the other tests of this file would pass on anything."""
    assert ["script/build"] in [words[:1] for words in COMMANDS]
    assert queries()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_there(words: list[str]) -> None:
    program, *arguments = words
    if program.startswith("script/"):
        assert os.access(PROJECT / program, os.X_OK)
    elif program.startswith(".venv/bin/"):
        assert Path(sys.executable).with_name(Path(program).name).exists()
    if "-m" in arguments:
        assert importlib.util.find_spec(arguments[arguments.index("-m") + 1])


@pytest.mark.parametrize(
    "given",
    [words[words.index("--vars") + 1] for words in COMMANDS if "--vars" in words],
)
def test_every_var_is_declared(given: str) -> None:
    declared = yaml.safe_load((PROJECT / "dbt_project.yml").read_text("utf-8"))["vars"]
    variables = yaml.safe_load(given)
    assert variables.keys() <= declared["clientele"].keys()
    source = variables.get("custom_source")
    assert source is None or (PROJECT / source).exists()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)#\s]+)", README))))
def test_every_link_leads_to_a_file(link: str) -> None:
    assert (PROJECT / link).exists()


@pytest.mark.parametrize(("sql", "shown"), queries())
def test_every_query_answers_as_shown(sql: str, shown: str | None, demo: Build) -> None:
    client = Path(sys.executable).with_name("duckdb")
    run = subprocess.run(
        [client, "-readonly", demo.published, sql], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    if shown is not None:
        assert run.stdout.strip() == shown.strip()


def test_there_are_twenty_questions() -> None:
    assert len(read_questions()) == 20


@pytest.mark.parametrize("question", read_questions(), ids=lambda question: question.title)
def test_every_question_has_the_answer_that_the_page_shows(question: Question, demo: Build) -> None:
    with duckdb.connect(str(demo.database), read_only=True) as connection:
        assert answer(connection, question.sql) == question.result
