"""`python -m clientele.building …`, as script/build calls it.

    script/build [--verbose] [--json] [options of dbt build]

Exit codes: 0 everything was built and passed, 1 a model or a test failed, 2 the build was refused
before it began (an option, a var, a source), 130 interrupted.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from clientele.building.events import Event, Progress, sentences
from clientele.building.options import Options, OptionsError, read_options
from clientele.building.place import LakeSchema, Place, place_of
from clientele.building.screen import write_screen
from clientele.building.summary import Summary, read_summary
from clientele.publish.errors import PublishError
from clientele.redaction import (
    dbt_environment,
    dbt_folders,
    given_secrets,
    redact,
    redact_files,
)

STATUS = {0: "built", 1: "failed", 130: "interrupted"}
# Unit tests prove the rules on rows of their own, whatever the data: script/test runs them.
WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
# The log has no SQL, which is in the target folder: every statement took an eighth of the build.
# `--log-level-file debug` writes it.
LOG = ("--log-level-file", "info", "--log-format-file", "debug", "--no-use-colors-file")
# Events come as JSON (dbt.py), in place of the text that dbt prints.
QUIET = ("--log-level", "none")


def main(arguments: Sequence[str]) -> int:
    """Build, and return the exit code."""
    if "--help" in arguments or "-h" in arguments:
        print(__doc__)
        return 0
    project = Path.cwd()
    environment = dict(os.environ)
    profiles = project / "profiles.yml"
    secrets = given_secrets(arguments, environment, [profiles])
    logs, target = dbt_folders(arguments, environment, project)
    progress = _progress(environment)
    said = _Said(secrets)
    log = str(logs / "dbt.log")
    try:
        options = read_options(arguments, environment, profiles)
    except OptionsError as error:
        options = Options(target="", dbt=(), is_json="--json" in arguments)
        _show(Summary("refused", 2, "", "", False, 0, log, faults=[str(error)]), options, secrets)
        return 2
    try:
        place = place_of(options.target, options.dbt, environment)
    except PublishError as error:
        refused = Summary("refused", 2, options.target, "", False, 0, log, faults=[str(error)])
        _show(refused, options, secrets)
        return 2
    results = target / "run_results.json"
    before, results_before = place.version(), _version(results)
    try:
        code = _run(options, environment | dbt_environment(secrets), progress, said)
    except KeyboardInterrupt:
        code = 130
    finally:
        progress.clear()
        redact_files([logs, target], secrets)
    # dbt refuses with 2, and so do we. A run without results ended before it built anything.
    has_results = _version(results) != results_before
    status = STATUS.get(code, "failed")
    if status == "failed" and (not has_results or said.faults):
        status = "refused"
    run = Summary(
        status=status,
        exit_code=code,
        target=options.target,
        database=str(place),
        is_published=code == 0 and place.version() != before,
        seconds=progress.seconds(),
        log=log,
        faults=said.faults,
        messages=said.messages,
    )
    summary = read_summary(run, results if has_results else target / "no results", place)
    _show(summary, options, secrets, _steps(options, place, project))
    return code


def _show(
    summary: Summary,
    options: Options,
    secrets: Sequence[str],
    steps: Sequence[tuple[str, str]] = (),
) -> None:
    """Write the screen or the JSON. A refusal goes where errors go."""
    if options.is_json:
        print(redact(summary.as_json(), secrets))
    else:
        output = sys.stdout if summary.exit_code == 0 else sys.stderr
        print(redact(write_screen(summary, steps), secrets), end="", file=output)


class _Said:
    """What dbt said that the screen shows."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self.secrets = secrets
        self.faults: list[str] = []
        self.messages: list[str] = []

    def take(self, event: Event) -> None:
        """Keep the lines of the project, and the sentences of errors before the build."""
        message = redact(event.message, self.secrets)
        if event.is_own_message:
            self.messages += [message.rstrip()] if message.strip() else []
        elif event.name == "MainEncounteredError":
            self.faults += sentences(message) or [" ".join(message.split())]


def _dbt() -> list[str]:
    """Return the command of dbt, which lies beside the interpreter."""
    return [str(Path(sys.executable).with_name("dbt"))]


def _dbt_with_events() -> list[str]:
    """Return the command of dbt that writes its events as JSON."""
    return [sys.executable, "-m", "clientele.building.dbt"]


def _run(options: Options, environment: dict[str, str], progress: Progress, said: _Said) -> int:
    """Run dbt and follow what it says; return its exit code.

    Ctrl+C reaches dbt too, which then closes the database. A stop of this process alone stops dbt.
    """
    asked = ["build", *WITHOUT_UNIT_TESTS, *LOG, *options.dbt]
    if options.is_verbose:
        # The output belongs to the summary if it is JSON.
        output = sys.stderr if options.is_json else None
        with subprocess.Popen([*_dbt(), *asked], env=environment, stdout=output) as shown:
            _stop_with(shown)
            shown.wait()
        return _code(shown.returncode)
    progress.phase("reading the project")
    with subprocess.Popen(
        [*_dbt_with_events(), *asked, *QUIET],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        _stop_with(process)
        assert process.stdout
        for line in process.stdout:
            event = Event.from_line(line)
            said.take(event)
            progress.take(event)
            if event.name == "ConcurrencyLine":
                progress.phase("checking the vars and opening the sources")
            elif not event.name and event.message.strip():
                # Libraries and usage errors of dbt write plain lines.
                progress.say(redact(event.message, said.secrets))
    return _code(process.returncode)


def _stop_with(process: subprocess.Popen[Any]) -> None:
    """Stop dbt when this process is asked to stop."""

    def stop(number: int, _frame: FrameType | None) -> None:
        process.terminate()
        process.wait()
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, stop)


def _code(code: int) -> int:
    """Return the exit code of dbt. A signal counts from 128, as in a shell.

    >>> _code(0), _code(-9)
    (0, 137)

    """
    return code if code >= 0 else 128 - code


def _progress(environment: dict[str, str]) -> Progress:
    is_terminal = (
        sys.stderr.isatty() and not environment.get("CI") and environment.get("TERM") != "dumb"
    )
    return Progress(sys.stderr, is_terminal, shutil.get_terminal_size().columns)


def _version(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file is written or replaced."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def _steps(options: Options, place: Place, project: Path) -> list[tuple[str, str]]:
    """Return the next steps with commands that work from the project's folder."""
    target = "" if options.target == "demo" else f" --target {options.target}"
    if isinstance(place, LakeSchema):
        dataset = "" if place.dataset == "demo" else f" --dataset {place.dataset}"
        read = f"clientele.connect_lake('{place.dataset}').sql('from segment_actions')"
        return [
            ("query", f'.venv/bin/python -c "import clientele; print({read})"'),
            ("roll_back", f"script/publish{target}{dataset} --rollback"),
        ]
    steps = [
        ("query", f'.venv/bin/duckdb -readonly {place} "from segment_actions"'),
        ("pages", f"script/report{target}"),
    ]
    if (project / "script/publish").is_file():
        steps.append(("roll_back", f"script/publish{target} --rollback"))
    return steps


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
