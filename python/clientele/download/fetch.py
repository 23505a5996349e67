"""Put the files of a public dataset into the data folder: verified, or not at all."""

import hashlib
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from clientele.download.content import fingerprint
from clientele.download.datasets import DataFile, Dataset
from clientele.download.errors import (
    DownloadError,
    NetworkError,
    WrongContentError,
    file_trouble,
)
from clientele.download.transfer import discard, transfer


def fetch(
    dataset: Dataset,
    folder: Path,
    *,
    url: str | None = None,
    force: bool = False,
    timeout: float = 30.0,
    stream: TextIO | None = None,
) -> str:
    """Leave the verified files of a dataset in a folder.

    Files that are there and right are left alone. A file gets its final name only when it is
    complete and verified; whatever goes wrong, an earlier file of that name stays as it was.

    Args:
        dataset: what to fetch.
        folder: the data folder; made where it is missing.
        url: another address of the same download, such as a mirror.
        force: fetch even what is there, and replace it.
        timeout: seconds of silence after which to give up.
        stream: where the progress goes; default: standard error.

    Returns:
        A sentence that says what was done and where the files are.

    Raises:
        DownloadError: a sentence that says what is wrong, where, and how to mend it.

    """
    stream = stream or sys.stderr
    folder = folder.absolute()
    wanted = dataset.files if force else _missing(dataset.files, folder)
    if not wanted:
        return f"{dataset.name} is already in {folder}, and verified: nothing to do."
    source = url or dataset.url
    if source is None:
        raise DownloadError(f"{dataset.title} needs a log-in: {by_hand(dataset, folder)}.")

    part = folder / f"{dataset.name}.part"
    with file_trouble(folder):
        folder.mkdir(parents=True, exist_ok=True)
    stream.write(f"{dataset.name}: {dataset.title} ({dataset.licence}) from {source}\n")
    while True:
        try:
            with file_trouble(folder):
                was_continued = transfer(
                    source,
                    part,
                    label=dataset.name,
                    usual_bytes=dataset.download_bytes,
                    timeout=timeout,
                    stream=stream,
                )
        except NetworkError as error:
            raise NetworkError(f"{error}, or {by_hand(dataset, folder)}.") from error
        try:
            _install(wanted, part, folder)
        except WrongContentError as error:
            with file_trouble(folder):
                discard(part)
            if was_continued:
                # Two halves of different downloads: only a whole one can be judged.
                stream.write(f"{dataset.name}: the parts do not fit together, starting over\n")
                continue
            raise WrongContentError(
                f"what came from {source} was removed, for {error}: "
                f"run this again, or {by_hand(dataset, folder)}."
            ) from error
        with file_trouble(folder):
            discard(part)
        names = ", ".join(repr(file.name) for file in wanted)
        return f"{dataset.name} is now in {folder}, and verified: {names}."


def by_hand(dataset: Dataset, folder: Path) -> str:
    """Tell a person what to do in a browser, as the end of a sentence."""
    names = ", ".join(repr(file.name) for file in dataset.files)
    return (
        f"by hand: open {dataset.page} in a browser, download {dataset.download}, "
        f"and put {names} from it into {folder}"
    )


def difference(path: Path, file: DataFile) -> str | None:
    """Compare a file with what was published.

    Equal bytes are proof enough. Where the bytes differ, as after saving a workbook again, the
    cells decide.

    Args:
        path: the file to judge.
        file: what it should be.

    Returns:
        None when it is the published file, else what differs, as the end of a sentence.

    Raises:
        WrongContentError: the file cannot be read at all.
        DownloadError: the cells have to be read, but DuckDB's excel extension is missing.

    """
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    if sha256 == file.sha256:
        return None
    differences = []
    if file.sha256:
        differences.append(f"its SHA-256 is {sha256}, not {file.sha256}")
    if file.content:
        rows, found = fingerprint(path, file.content.columns)
        if (rows, found) == (file.content.rows, file.content.fingerprint):
            return None
        differences.append(
            f"its {rows:,} rows have the fingerprint {found}, "
            f"not {file.content.rows:,} rows with {file.content.fingerprint}"
        )
    return " and ".join(differences) or None


def _missing(files: Sequence[DataFile], folder: Path) -> list[DataFile]:
    """Return the files that are not there; one that is there but wrong is an error."""
    missing = []
    for file in files:
        path = folder / file.name
        if not path.exists():
            missing.append(file)
            continue
        mend = "move it away, or replace it with --force"
        try:
            differs = difference(path, file)
        except WrongContentError as error:
            differs = str(error)
        except OSError as error:
            raise DownloadError(f"{path} cannot be read ({error.strerror}): {mend}.") from error
        if differs:
            raise WrongContentError(f"{path} is not the published file, for {differs}: {mend}.")
    return missing


def _install(files: Sequence[DataFile], part: Path, folder: Path) -> None:
    """Unpack, verify, and only then give the files their names."""
    with (
        file_trouble(folder),
        tempfile.TemporaryDirectory(prefix=".download-", dir=folder) as scratch,
    ):
        for file in files:
            unpacked = Path(scratch, file.name)
            _unpack(file, part, unpacked)
            differs = difference(unpacked, file)
            if differs:
                raise WrongContentError(f"{file.name!r} is not the published file: {differs}")
        for file in files:
            Path(scratch, file.name).replace(folder / file.name)


def _unpack(file: DataFile, part: Path, target: Path) -> None:
    if file.member is None:
        shutil.copyfile(part, target)
        return
    try:
        with zipfile.ZipFile(part) as archive:
            if file.member not in archive.namelist():
                held = ", ".join(map(repr, archive.namelist()[:5])) or "nothing"
                raise WrongContentError(f"the archive holds {held} but no {file.member!r}")
            with archive.open(file.member) as packed, target.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise WrongContentError(
            f"it is not a sound zip archive ({error}), but perhaps the page of a proxy"
        ) from error
