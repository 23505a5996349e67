"""Texts: loaded from the file of a language, checked against English, and filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path(__file__).parent
ORIGINAL: Final = "en"
PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
# Braces begin code in a page, and double quotes end an attribute.
BREAKS_A_PAGE: Final = re.compile(r'["`<>\[\]]|\{(?!\w+\})|(?<!\w)\}')


class WordsError(Exception):
    """A language without words, or a file of words that cannot be used, in one sentence."""


def languages(folder: Path = FOLDER) -> list[str]:
    """Return the languages that have a file of words.

    >>> languages()
    ['en', 'fr']

    """
    return sorted(path.stem for path in folder.glob("*.yml"))


@cache
def load_words(language: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Return the words of a language as nested dictionaries.

    >>> load_words("fr")["locale"]["decimal"]
    ','

    Raises:
        WordsError: The language has no file, its keys or placeholders differ from English, or a
            text of a page holds a sign that the page would read as code.

    """
    if language not in languages(folder):
        raise WordsError(
            f"The language '{language}' has no words; allowed is one of"
            f" {', '.join(languages(folder))}: change the var language, or add a file of words"
            " for it."
        )
    words = read_words(folder / f"{language}.yml")
    problems = list(_differences(read_words(folder / f"{ORIGINAL}.yml"), words))
    problems += [
        f"{name} is not a text: put it between quotes, because YAML reads No, Yes and numbers as"
        " values"
        for name, text in flatten(words)
        if not isinstance(text, str)
    ]
    problems += [
        f"{name} holds a sign that a page reads as code"
        for name, text in flatten(words)
        if name.startswith("pages.") and BREAKS_A_PAGE.search(str(text))
    ]
    if problems:
        raise WordsError(f"{folder / language}.yml: {'; '.join(problems)}.")
    return words


def read_words(path: Path) -> dict[str, Any]:
    """Return what a file of words holds, unchecked."""
    words: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return words


def flatten(words: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each text with its full name.

    >>> list(flatten({"pages": {"overview": {"title": "Overview"}}}))
    [('pages.overview.title', 'Overview')]

    """
    for name, text in words.items():
        if isinstance(text, Mapping):
            yield from flatten(text, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", text


def say(text: str, **values: object) -> str:
    """Return a text with its {placeholders} filled.

    >>> say("{n} of {m}", n=1, m=2)
    '1 of 2'

    Raises:
        WordsError: A placeholder has no value, or a value has no placeholder.

    """
    wanted = set(PLACEHOLDER.findall(text))
    if wanted != set(values):
        raise WordsError(
            f"The text '{text}' takes {sorted(wanted)}, but is given {sorted(values)}."
        )
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)


def _differences(expected: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[str]:
    theirs, ours = dict(flatten(expected)), dict(flatten(words))
    yield from (f"{name} is missing" for name in theirs if name not in ours)
    yield from (f"{name} is not in {ORIGINAL}.yml" for name in ours if name not in theirs)
    for name in theirs.keys() & ours.keys():
        if set(PLACEHOLDER.findall(str(theirs[name]))) != set(PLACEHOLDER.findall(str(ours[name]))):
            yield f"{name} has other placeholders than in {ORIGINAL}.yml"
