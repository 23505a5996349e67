"""The command line: `python -m clientele.download <dataset> [--data-dir DIR] [--force]`.

Exit codes: 0 the files are there and verified, 1 they are not, 2 the command was not understood.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from clientele.download.datasets import DATASETS
from clientele.download.errors import DownloadError
from clientele.download.fetch import fetch

_PROGRAM = "clientele.download"


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, without the usage page around it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{_PROGRAM}: {message.rstrip('.')}; see --help.\n")


def _parser() -> _Parser:
    parser = _Parser(
        prog=f"python -m {_PROGRAM}",
        description="Fetch a public dataset into the data folder, and verify it.",
        epilog="datasets: "
        + "; ".join(f"{d.name} ({d.title}, {d.licence}, {d.page})" for d in DATASETS.values()),
    )
    parser.add_argument("dataset", help=f"which dataset: {', '.join(DATASETS)}")
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        type=Path,
        default=Path(os.environ.get("CLIENTELE_DATA_DIR") or "data"),
        help="where to put it (default: CLIENTELE_DATA_DIR where set, else data/)",
    )
    parser.add_argument("--url", help="fetch from this address instead, such as a mirror")
    parser.add_argument("--force", action="store_true", help="fetch again, and replace")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the command line's words; default: those of this process.

    Returns:
        The exit code.

    """
    parser = _parser()
    options = parser.parse_args(arguments)
    dataset = DATASETS.get(options.dataset)
    if dataset is None:
        parser.error(f"unknown dataset {options.dataset!r}: allowed are {', '.join(DATASETS)}")
    try:
        print(fetch(dataset, options.data_dir, url=options.url, force=options.force))
    except DownloadError as error:
        print(f"{_PROGRAM}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"{_PROGRAM}: stopped; run this again to go on from here.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
