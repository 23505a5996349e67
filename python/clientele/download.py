"""Fetch a public dataset: `python -m clientele.download online_retail`.

Exit codes: 0 the file is there and verified, 1 it is not, 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import duckdb
import pooch
from requests.exceptions import HTTPError, RequestException, Timeout
from tqdm import tqdm

__all__ = ["DATASETS", "Dataset", "DownloadError", "fetch_dataset", "is_published"]

RETRIES = 2
TIMEOUT_SECONDS = 30
# The cells of a tab-separated file, whatever its row order, line ends and spelling of numbers.
CELLS = r"""
with spelled as (
    select coalesce(cast(try_cast(columns(*) as bigint) as varchar), columns(*), '')
    from read_csv(?, delim = '\t', header = true, all_varchar = true)
),
joined as (select concat_ws('|', *columns(*)) as cells from spelled)
select md5(string_agg(cells, chr(10) order by cells)) from joined
"""


class DownloadError(Exception):
    """A download failed. The text is one sentence: what is wrong, where, and how to fix it."""


@dataclass(frozen=True)
class Dataset:
    """A public dataset of one file.

    Attributes:
        title: The publisher's name of it.
        licence: The terms under which it is published.
        page: The page that a person opens in a browser.
        file: The name of the file, in the data folder and in the publisher's zip archive.
        url: The address of the zip archive; None where a download needs a login.
        sha256: The SHA-256 of the file.
        cells: The MD5 of its cells (see `CELLS`), where nobody published a checksum of the file.

    """

    title: str
    licence: str
    page: str
    file: str
    url: str | None = None
    sha256: str | None = None
    cells: str | None = None


DATASETS = {
    "online_retail": Dataset(
        title="UCI Online Retail",
        licence="CC BY 4.0",
        page="https://archive.ics.uci.edu/dataset/352/online+retail",
        file="Online Retail.xlsx",
        url="https://archive.ics.uci.edu/static/public/352/online+retail.zip",
        # UCI publishes no checksum. Many unrelated public projects recorded this one.
        sha256="43465a06f2ccf7c8b5bd2892bc7defb52f97487934fe93b16ae4c3936424676d",
    ),
    "customer_personality": Dataset(
        title="Customer Personality Analysis",
        licence="CC0",
        page="https://www.kaggle.com/datasets/imakash3011/customer-personality-analysis",
        file="marketing_campaign.csv",
        cells="228c2ed1f81fbd449b25a78a1ba31069",
    ),
}


def fetch_dataset(
    name: str, folder: Path, *, url: str | None = None, is_forced: bool = False
) -> Path:
    """Put the verified file of a dataset into a folder, and return its path.

    A file that is there and right is left alone. A new file gets its name only after its checksum
    is verified, so an interrupted download leaves nothing behind.

    Args:
        name: A key of `DATASETS`.
        folder: The data folder; it is made if it is missing.
        url: Another address of the same archive, such as a mirror.
        is_forced: Whether to replace a file of this name with other content.

    Raises:
        DownloadError: The file cannot be fetched, written or verified.

    >>> fetch_dataset("nothing", Path("data"))
    Traceback (most recent call last):
    clientele.download.DownloadError: unknown dataset 'nothing': allowed are online_retail, \
customer_personality.

    """
    if name not in DATASETS:
        raise DownloadError(f"unknown dataset '{name}': allowed are {', '.join(DATASETS)}.")
    dataset = DATASETS[name]
    path = folder.absolute() / dataset.file
    by_hand = (
        f"by hand: open {dataset.page} in a browser, download the archive and put"
        f" '{dataset.file}' from it into {path.parent}"
    )
    try:
        if path.exists():
            if is_published(path, dataset):
                return path
            if not is_forced:
                raise DownloadError(
                    f"{path} is not the published file: move it away or replace it with --force."
                )
        source = url or dataset.url
        if source is None:
            raise DownloadError(f"{dataset.title} needs a login: fetch it {by_hand}.")
        _retrieve(dataset, source, path.parent)
    except RequestException as error:
        raise DownloadError(f"{_explain(error)}: run this again later, or {by_hand}.") from error
    except OSError as error:
        raise DownloadError(
            f"{path} cannot be read or written ({error.strerror or error}): free some space or"
            " allow access, or choose another folder with --data-dir."
        ) from error
    except ValueError as error:
        raise DownloadError(
            f"the server did not send the published '{dataset.file}', whose SHA-256 is"
            f" {dataset.sha256}: run this again, or {by_hand}."
        ) from error
    return path


def is_published(path: Path, dataset: Dataset) -> bool:
    """Return whether a file is the published one, by its bytes or by its cells.

    >>> is_published(Path(__file__), DATASETS["online_retail"])
    False

    Raises:
        OSError: The file cannot be read.

    """
    if dataset.sha256:
        return bool(pooch.file_hash(str(path)) == dataset.sha256)
    try:
        return duckdb.execute(CELLS, [str(path)]).fetchall() == [(dataset.cells,)]
    except duckdb.Error:
        return False


def _retrieve(dataset: Dataset, url: str, folder: Path) -> None:
    """Let pooch fetch, retry, verify and place the file of a dataset."""
    pooch.get_logger().setLevel("WARNING")  # it would show an address with its password

    def unpack(url: str, target: str, _: object) -> None:
        archive = io.BytesIO()
        # disable=None: a bar on a terminal, none in a log; the server tells pooch the real total.
        bar = tqdm(desc=dataset.file, total=1, unit="B", unit_scale=True, disable=None)
        pooch.HTTPDownloader(bar, chunk_size=2**16, timeout=TIMEOUT_SECONDS)(url, archive, None)
        try:
            with zipfile.ZipFile(archive) as opened:
                Path(target).write_bytes(opened.read(dataset.file))
        except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError) as error:
            raise ValueError("not the archive") from error  # which pooch tries again

    registry = {dataset.file: dataset.sha256}
    client = pooch.create(
        folder, "", registry=registry, urls={dataset.file: url}, retry_if_failed=RETRIES
    )
    # pooch makes the file for its owner only.
    Path(client.fetch(dataset.file, downloader=unpack)).chmod(0o644)


def _explain(error: RequestException) -> str:
    """Say what happened to a request, without an address that may hold a password."""
    if isinstance(error, HTTPError) and error.response is not None:
        return f"the server answers {error.response.status_code} {error.response.reason}"
    if isinstance(error, ValueError):
        return "the address given with --url is not an http or https address"
    if isinstance(error, Timeout):
        return f"the server sent nothing for {TIMEOUT_SECONDS} seconds"
    return "the server cannot be reached, or the connection broke off"


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong command with one sentence, without the usage page."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"download: {message.rstrip('.')}; see --help.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the given words, by default those of this process.

    >>> main(["nothing"])
    1

    """
    known = (f"{key} ({entry.title}, {entry.licence})" for key, entry in DATASETS.items())
    parser = _Parser(prog="python -m clientele.download", description="Fetch a public dataset.")
    parser.add_argument("dataset", help="; ".join(known))
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        type=Path,
        default=Path(os.environ.get("CLIENTELE_DATA_DIR") or "data"),
        help="where to put it (default: CLIENTELE_DATA_DIR where set, otherwise data/)",
    )
    parser.add_argument("--url", help="fetch the archive from this address, such as a mirror")
    parser.add_argument("--force", action="store_true", help="replace a file with other content")
    options = parser.parse_args(arguments)
    try:
        path = fetch_dataset(
            options.dataset, options.data_dir, url=options.url, is_forced=options.force
        )
    except (DownloadError, KeyboardInterrupt) as error:
        print(f"download: {error or 'stopped: run this again.'}", file=sys.stderr)
        return 1
    print(f"download: {path} is there and verified.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
