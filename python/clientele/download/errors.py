"""What can go wrong, as sentences for the person at the keyboard."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DownloadError(Exception):
    """One sentence: what is wrong, where, and how to mend it."""


class NetworkError(DownloadError):
    """The server could not be reached, refused, or stopped in the middle.

    Says what to do about the connection, but without a full stop: `fetch` adds the way round it.
    """


class WrongContentError(DownloadError):
    """A file is not what was published.

    Says what differs, without a full stop: `fetch` adds where it came from and how to mend it.
    """


@contextmanager
def file_trouble(folder: Path) -> Iterator[None]:
    """Turn the operating system's complaints about a folder into one sentence.

    Args:
        folder: the data folder that is being written.

    Raises:
        DownloadError: in place of any OSError raised inside.

    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            mend = "free some space, or choose another folder with --data-dir, and run this again"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            mend = "allow writing there, or choose another folder with --data-dir"
        else:
            mend = "choose a folder that can be written with --data-dir"
        raise DownloadError(f"cannot write into {folder} ({reason}): {mend}.") from error
