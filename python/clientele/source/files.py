"""Files of this machine: which ones a path or glob names, and what they really are."""

from __future__ import annotations

import difflib
import glob
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clientele.source.faults import Raised, shown
from clientele.source.faults.files import (
    FileEmpty,
    FileMissing,
    FileNameUnfit,
    FileNotRegular,
    FileOfOtherKind,
    FileUnreadable,
)
from clientele.words import load_words

__all__ = [
    "Found",
    "check_kind",
    "cut_path",
    "equal_files",
    "escaped",
    "file_label",
    "files_label",
    "find_files",
    "has_glob",
    "kind_of",
    "read_head",
]

# A path in a sentence is cut to so many characters; its end says most.
LONGEST_PATH = 80
# A packed file or a Parquet file of fewer bytes may hold no row.
_SMALLEST_PACKED = 2048


@dataclass(frozen=True)
class Found:
    """One file that a source names.

    Attributes:
        path: Where it is: an absolute path or an address. It can hold a secret.
        name: What rows say of their file: its path from the folder that all files share.
        label: What sentences call it.
        is_private: Whether the path is a private copy.

    """

    path: str
    name: str
    label: str
    is_private: bool = False


def has_glob(path: str) -> bool:
    """Return whether a path has a character that a glob understands.

    >>> has_glob("sales/*.csv"), has_glob("sales.csv")
    (True, False)

    """
    return re.search(r"[*?\[]", path) is not None


def escaped(path: str) -> str:
    """Return a path as DuckDB reads it literally, as it has no other way to switch globs off.

    >>> escaped("a[1].csv")
    'a[[]1].csv'

    """
    return re.sub(r"([*?\[])", r"[\1]", path)


def find_files(pattern: str, project_dir: str, language: str) -> list[Found]:
    """Return the files that a path or glob names, in the order of their names, each once.

    A relative path starts at the project folder or, where it has no such file, at the folder in
    which the process runs. A path that exists is that file, also where it looks like a glob.

    Raises:
        Raised: nothing has such a name.

    """
    path = Path(pattern)
    if "\0" not in pattern:
        path = path.expanduser()
        for base in (Path(project_dir), Path()):
            paths = _matches(base.absolute(), path)
            if paths:
                shared = os.path.commonpath([found.parent for found in paths])
                return [
                    Found(
                        path=str(found),
                        name=str(found.relative_to(shared)),
                        label=file_label(_shown_path(found, project_dir), language),
                    )
                    for found in paths
                ]
    raise Raised(FileMissing(path=pattern, nearby=_nearby(path, project_dir)))


def equal_files(files: Sequence[Found]) -> Iterator[tuple[Found, Found]]:
    """Yield each file that is a copy of an earlier one, after that one.

    Only files of equal size are read. What cannot be read is left to the checks of each file.
    Files without a row, such as the exports of months without orders, do not count as copies.
    """
    sizes: dict[int, list[Found]] = {}
    for file in files:
        if Path(file.path).is_file() and os.access(file.path, os.R_OK):
            sizes.setdefault(Path(file.path).stat().st_size, []).append(file)
    for alike in sizes.values():
        firsts: dict[str, Found] = {}
        for file in alike if len(alike) > 1 and not _is_short(Path(alike[0].path)) else ():
            with Path(file.path).open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            first = firsts.setdefault(digest, file)
            if first is not file:
                yield first, file


def _is_short(path: Path) -> bool:
    """Return whether a file may hold no more than the names of columns."""
    with path.open("rb") as content:
        head = content.read(65536)
    if b"\0" in head or kind_of(head):
        return len(head) < _SMALLEST_PACKED
    return len(head.strip().splitlines()) < 2


def file_label(path: str, language: str) -> str:
    """Return what sentences call a file.

    >>> file_label("orders.csv", "en")
    'the file "orders.csv"'

    """
    return str(load_words(language)["labels"]["file"]).format(path=cut_path(path))


def cut_path(path: str) -> str:
    """Return a path as sentences show it: printable, and its end where it is long.

    >>> cut_path("folder/" * 20 + "orders.csv")[-17:]
    'folder/orders.csv'

    """
    path = "".join(c if c.isprintable() else " " for c in path)
    return path if len(path) <= LONGEST_PATH else "…" + path[1 - LONGEST_PATH :]


def files_label(files: Sequence[Found], language: str) -> str:
    """Return what sentences call files that are read as one table."""
    if len(files) == 1:
        return files[0].label
    template = load_words(language)["labels"]["files"]
    return str(template).format(names=shown([found.name for found in files], language))


def kind_of(head: bytes) -> str:
    """Return what the first bytes of a file say it is, or nothing where it can be plain text.

    >>> kind_of(b"PAR1....")
    'parquet'
    >>> kind_of(b"Order,Price")
    ''

    """
    for start, kind in _MAGIC:
        if head.startswith(start):
            return kind
    if head[8:12] == b"DUCK":
        return "duckdb"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "html"
    if text.startswith(b"<?xml"):
        return "xml"
    if re.match(rb'(\[\s*)?\{\s*"', text):
        return "json"
    return ""


def check_kind(found: Found, allowed: Iterable[str]) -> bytes:
    """Return the first bytes of a file, once it is a regular one, readable, and of a fitting kind.

    Args:
        found: The file.
        allowed: The kinds that fit, as `kind_of` calls them.

    Raises:
        Raised: what is wrong with it.

    """
    head = read_head(found)
    kind = kind_of(head)
    if kind not in allowed:
        raise Raised(FileOfOtherKind(label=found.label, kind=kind))
    return head


def read_head(found: Found, size: int = 4096) -> bytes:
    """Return the first bytes of a file, which has some.

    Raises:
        Raised: it is not a regular file, cannot be read or named, or is empty.

    """
    try:
        found.path.encode()
    except UnicodeEncodeError as error:
        # SQL is UTF-8, and so is each path in it.
        raise Raised(FileNameUnfit(label=found.label)) from error
    try:
        mode = Path(found.path).stat().st_mode
        # A FIFO would wait for a writer, for ever.
        if not stat.S_ISREG(mode):
            raise Raised(FileNotRegular(label=found.label, kind=_kind_of_mode(mode)))
        with Path(found.path).open("rb") as file:
            head = file.read(size)
    except OSError as error:
        raise Raised(FileUnreadable(label=found.label, reason=_reason(error))) from error
    if not head:
        raise Raised(FileEmpty(label=found.label))
    return head


_MAGIC = (
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "pdf"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x7fELF", "program"),
)


def _matches(base: Path, path: Path) -> list[Path]:
    if os.path.lexists(base / path):
        return [base / path]
    if not has_glob(str(path)):
        return []
    found: dict[str, Path] = {}
    # The globs of pathlib take hidden files, such as those that macOS adds to other disks.
    for match in sorted(glob.glob(str(path), root_dir=base, recursive=True)):  # noqa: PTH207
        if not (base / match).is_dir():
            # Two names of one file would count its lines twice.
            found.setdefault(os.path.realpath(base / match), base / match)
    return list(found.values())


def _nearby(path: Path, project_dir: str) -> tuple[str, ...]:
    folder = (Path(project_dir) / path).parent
    try:
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    except (OSError, ValueError):
        # There is no such folder, or its files are not for us.
        return ()
    return tuple(difflib.get_close_matches(path.name, names, 3, 0.5) or names[:3])


def _shown_path(path: Path, project_dir: str) -> str:
    folder = Path(project_dir).absolute()
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def _kind_of_mode(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISFIFO(mode):
        return "fifo"
    return "socket" if stat.S_ISSOCK(mode) else "device"


def _reason(error: OSError) -> str:
    return "permission" if isinstance(error, PermissionError) else "other"
