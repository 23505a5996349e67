"""Write the demo dataset again: ``script/demo [--into FOLDER]``."""

import argparse
from pathlib import Path

from clientele_demo.files import render, write
from clientele_demo.shop import open_shop


def main() -> None:
    """Write all files and say what was written."""
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("data/demo"), help="folder to write to")
    folder: Path = parser.parse_args().into
    contents = render(open_shop())
    write(contents, folder)
    for path, content in sorted(contents.items()):
        rows = f"{len(content.splitlines()) - 1:,} rows" if path.endswith(".csv") else ""
        print(f"{path:<22}{rows:>12}{len(content):>11,} bytes")
    print(f"{'total':<34}{sum(map(len, contents.values())):>11,} bytes")


if __name__ == "__main__":
    main()
