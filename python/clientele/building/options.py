"""What `script/build` was asked for: its own options, and those that dbt gets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

__all__ = ["Options", "OptionsError", "read_options"]

# The target is the name of a file, so a name such as ../x would leave the folder.
TARGET = re.compile(r"[A-Za-z0-9_]+")


class OptionsError(Exception):
    """An option that cannot be used, in one sentence with its code."""


@dataclass(frozen=True)
class Options:
    """The options of one build.

    Attributes:
        target: The name of the target, which is also the name of the database.
        dbt: The arguments for `dbt build`.
        is_verbose: Show what dbt prints.
        is_json: Write the summary as JSON to the output, in place of the screen.

    """

    target: str
    dbt: tuple[str, ...]
    is_verbose: bool = False
    is_json: bool = False


def read_options(
    arguments: Sequence[str], environment: Mapping[str, str], profiles: Path
) -> Options:
    """Return the options of a build.

    >>> profiles = Path("/nowhere/profiles.yml")
    >>> read_options(["--target", "olist", "--verbose", "--threads", "2"], {}, profiles).dbt
    ('--target', 'olist', '--threads', '2')

    Raises:
        OptionsError: the target is not a name, or the profile has no such target.

    """
    rest = [argument for argument in arguments if argument not in ("--verbose", "--json")]
    named = environment.get("DBT_ENGINE_TARGET") or environment.get("DBT_TARGET")
    for place, argument in enumerate(rest):
        if argument in ("--target", "-t"):
            if place + 1 == len(rest):
                raise OptionsError("[target-missing] --target has no value: name a target.")
            named = rest[place + 1]
        elif argument.startswith("--target="):
            named = argument.partition("=")[2]
    default, allowed = _targets(profiles)
    target = default if named is None else named
    if not TARGET.fullmatch(target) or (allowed and target not in allowed):
        choice = f"; allowed is one of {', '.join(allowed)}" if allowed else ""
        raise OptionsError(
            f'[target-unknown] --target is "{target}", which is not a target of profiles.yml'
            f"{choice}: name one of them, or add it there."
        )
    return Options(
        target=target,
        dbt=tuple(rest),
        is_verbose="--verbose" in arguments,
        is_json="--json" in arguments,
    )


def _targets(profiles: Path) -> tuple[str, list[str]]:
    """Return the default target and all targets of a file of profiles."""
    if not profiles.is_file():
        return "demo", []
    profile = yaml.safe_load(profiles.read_text("utf-8"))["clientele"]
    return profile["target"], list(profile["outputs"])
