"""The words of the pages: one YAML file a language, the same keys in each."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from clientele.report.errors import ReportError

# Braces begin code in a page, and double quotes end an attribute.
PLACEHOLDER = re.compile(r"\{(\w+)\}")
BREAKS_A_PAGE = re.compile(r'["`<>\[\]]|\{(?!\w+\})|(?<!\w)\}')


def languages(folder: Path) -> list[str]:
    """Return the languages that there are words in."""
    return sorted(path.stem for path in folder.glob("*.yml"))


def load_words(folder: Path, language: str) -> dict[str, Any]:
    """Return the words of a language by page and name.

    Raises:
        ReportError: the language has no file, its keys or placeholders are not those of English,
            a text holds a sign that a page would read as code, or is no text.

    """
    if language not in languages(folder):
        raise ReportError(
            f"There are no words in '{language}': allowed is one of "
            f"{', '.join(languages(folder))}, the files of {folder}."
        )
    words = _read(folder / f"{language}.yml")
    problems = list(_differences(_read(folder / "en.yml"), words))
    problems += [
        f"{name} is no text: put it between quotes, as YAML reads No, Yes and numbers as values"
        for name, text in flat(words)
        if not isinstance(text, str)
    ]
    problems += [
        f"{name} holds a sign that a page reads as code"
        for name, text in flat(words)
        if BREAKS_A_PAGE.search(str(text))
    ]
    if problems:
        raise ReportError(f"{folder / language}.yml: {'; '.join(problems)}.")
    return words


def flat(words: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each text with its full name, such as overview.title."""
    for name, text in words.items():
        if isinstance(text, Mapping):
            yield from flat(text, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", text


def say(text: str, **values: object) -> str:
    """Return a text with its {placeholders} filled.

    Raises:
        ReportError: a placeholder has no value, or a value no placeholder.

    """
    wanted = set(PLACEHOLDER.findall(text))
    if wanted != set(values):
        raise ReportError(
            f"The text '{text}' takes {sorted(wanted)}, and a page gives {sorted(values)}."
        )
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)


def _placeholders(text: object) -> set[str]:
    return set(PLACEHOLDER.findall(str(text)))


def _read(path: Path) -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return words


def _differences(expected: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[str]:
    theirs, ours = dict(flat(expected)), dict(flat(words))
    yield from (f"{name} is missing" for name in theirs if name not in ours)
    yield from (f"{name} is not in en.yml" for name in ours if name not in theirs)
    for name in theirs.keys() & ours.keys():
        if _placeholders(theirs[name]) != _placeholders(ours[name]):
            yield f"{name} has other placeholders than in en.yml"
