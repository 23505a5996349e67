"""Private copies of what DuckDB cannot read as it is: other encodings, members of archives, sheets.

All copies of a process lie in one folder that only its user can read. The folder is made with the
first copy and removed when the process ends. A process that is killed leaves it in the system's
folder for temporary files.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

__all__ = ["private_file"]

_numbers = count(1)


def private_file(suffix: str) -> Path:
    """Return the path of a new private file, which does not exist yet.

    >>> private_file(".csv").suffix
    '.csv'

    """
    return _folder() / f"{next(_numbers)}{suffix}"


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="clientele-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
