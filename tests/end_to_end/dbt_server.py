"""Runs dbt once for each line that it reads, in a process forked from one that is warm.

Loading dbt and its schemas takes longer than most of what a test asks of it. Each run still has a
process, a folder and an environment of its own, as when a user types the command.

A line is JSON: arguments, folder, environment, and the file that gets what dbt prints. The answer
is the exit code.
"""

import atexit
import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

PROJECT = Path(__file__).resolve().parents[2]


def warm_up() -> None:
    """Load what dbt loads: its schemas are made when a project is first read."""
    import sklearn.cluster  # noqa: F401
    from dbt.cli.main import dbtRunner

    # The static parser has threads, which a fork loses.
    with tempfile.TemporaryDirectory() as scratch:
        folders = ("--log-path", scratch, "--target-path", scratch)
        places = ("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT))
        parse = ("--quiet", "--no-static-parser", "parse", "--target", "demo")
        dbtRunner().invoke([*parse, *folders, *places])


def run(arguments: list[str], folder: str, environment: dict[str, str], output: str) -> NoReturn:
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

    try:
        cli()
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
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
