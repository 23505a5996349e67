"""Runs dbt once for each line that it reads, in a process forked from one that is warm.

Loading dbt and its schemas takes longer than most of what a test asks of it. Each run still has a
process, a folder and an environment of its own, as when a user types the command.

A line is JSON: the arguments, folder and environment of the run, the file that gets what dbt
prints, and the folder of the parse that the run shares with others (null: it parses for itself).
The answer is the exit code. The one argument is the folder of the demo's parse.
"""

import atexit
import gc
import json
import os
import sys
import traceback
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from parsing import parse

# The options that decide what dbt parses.
PARSE_OPTIONS = ("--target", "--vars")


def parse_options(arguments: list[str]) -> list[str]:
    """Return the options of a command that decide what dbt parses, with their values."""
    pairs = pairwise(arguments)
    return [word for option, value in pairs if option in PARSE_OPTIONS for word in (option, value)]


def run(
    arguments: list[str], folder: str, environment: dict[str, str], output: str, manifest: Any
) -> NoReturn:
    """Become the dbt command."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    written = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["dbt", *arguments]
    from dbt.cli.main import cli
    from dbt_common.events.event_manager_client import ctx_set_event_manager

    from clientele.building.dbt import Events

    # As in script/build: no message of a debug event that no log has, and a search for garbage that
    # is not as frequent. Both are a sixth of a build.
    ctx_set_event_manager(Events())
    gc.set_threshold(20_000, 20, 20)
    try:
        cli(obj={"manifest": manifest})
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        code = 1
    # Closes the database. The rest of an orderly exit would wait for threads that the fork lost.
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Serve until there are no more lines."""
    # What parsing prints is not an answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    import sklearn.cluster  # noqa: F401

    # dbt makes its schemas when it first reads a project: the demo, which most tests ask for.
    demo = sys.argv[1]
    manifests = {demo: parse(["--target", "demo"], Path(demo))}
    for line in sys.stdin:
        wanted = json.loads(line)
        shared = wanted.pop("parsed")
        if shared and shared not in manifests:
            manifests[shared] = parse(parse_options(wanted["arguments"]), Path(shared))
        # The runs share this memory, as long as none of them searches it for garbage.
        gc.freeze()
        child = os.fork()
        if child == 0:
            run(**wanted, manifest=manifests.get(shared))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


if __name__ == "__main__":
    main()
