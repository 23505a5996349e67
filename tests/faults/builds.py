"""Runs builds of the small shop in forked processes that can be killed or starved.

A line is JSON: the environment of the build, the file of its output, the seconds after which it is
killed with its process group (null: never), the largest file that it may write in bytes and the
memory that it may take beyond what it starts with (null: any), and whether permissions stop it, as
they stop everybody but root. The answer is the exit code of the process, negative if it was killed,
and its seconds.

    python builds.py PROJECT VARS FOLDER
"""

import ctypes
import json
import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from server import run  # type: ignore[import-not-found]

# A process that has these rights is not stopped by the permissions of files (capability.h).
VERSION, OVERRIDE, SEARCH = 0x20080522, 1, 2


def obey_permissions() -> None:
    """Give up root's right to write and read everywhere."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION, 0)
    rights = (ctypes.c_uint32 * 6)()
    if libc.capget(header, rights):
        raise OSError(ctypes.get_errno(), "capget")
    for field in range(3):
        rights[field] &= ~(1 << OVERRIDE | 1 << SEARCH)
    if libc.capset(header, rights):
        raise OSError(ctypes.get_errno(), "capset")


def limit_memory(more: int) -> None:
    """Refuse memory beyond what the process has, and so much more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more,) * 2)


def main() -> None:
    """Parse once, and serve until there are no more lines."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    project, given, folder = sys.argv[1:]
    options = ["--target", "custom", "--vars", given]
    from dbt.cli.main import dbtRunner

    os.environ["CLIENTELE_WAREHOUSE"] = str(Path(folder) / "parse")
    places = ["--project-dir", project, "--profiles-dir", project]
    written = ["--target-path", folder, "--log-path", folder]
    parsed = dbtRunner().invoke(
        ["--quiet", "--no-static-parser", "parse", *options, *places, *written]
    )
    assert parsed.success, parsed.exception
    for line in sys.stdin:
        wanted = json.loads(line)
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            os.setsid()
            if wanted["largest"] is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (wanted["largest"],) * 2)
            if wanted["memory"] is not None:
                limit_memory(wanted["memory"])
            if wanted["obeys"]:
                obey_permissions()
            run(
                ["build", *options, "--exclude-resource-type", "unit_test"],
                project,
                {**os.environ, **wanted["environment"]},
                wanted["output"],
                parsed.result,
            )
        ended = threading.Event()

        def kill(child: int = child, ended: threading.Event = ended, wanted: dict = wanted) -> None:
            if wanted["kill_after"] is not None and not ended.wait(wanted["kill_after"]):
                os.killpg(child, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        ended.set()
        killer.join()
        _, status = os.waitpid(child, 0)
        answer = [os.waitstatus_to_exitcode(status), time.monotonic() - began]
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
