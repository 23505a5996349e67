"""How long each page takes to open in Chromium, from the click to the last chart.

    python benchmarks/opening.py --site reports/site/online_retail [--rounds 5] [--most 2]

The site is one that script/report has built. A reader opens its first page and goes round by the
menu: the first round fills the browser's cache, the others are reported. Prints a Markdown table;
ends with status 1 where the median of a page is above --most seconds.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

REPORTS = Path(__file__).resolve().parents[1] / "reports"


def titles(site: Path) -> list[str]:
    """Return what the menu names, in the order of the round: the first page comes last."""
    text = (site / "pages" / "+layout.svelte").read_text("utf-8")
    found = re.search(r"const pages = (\[.*\]);", text)
    assert found, "the site's layout names no pages"
    names = [name for _, name in json.loads(found[1])]
    return [*names[1:], names[0]]


def walk(site: Path, steps: list[list[str]]) -> dict:
    """Let the browser take steps on the served site, and return what it reports."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with (
        tempfile.TemporaryDirectory() as scratch,
        subprocess.Popen(
            [*command, "--directory", str(site / "build")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as server,
    ):
        plan, seen = Path(scratch) / "plan.json", Path(scratch) / "seen.json"
        page = {"name": "round", "path": "/", "steps": steps}
        plan.write_text(json.dumps({"base": f"http://127.0.0.1:{port}", "pages": [page]}))
        try:
            subprocess.run(
                ["node", REPORTS / "tests/browse.mjs", plan, seen, scratch],
                check=True,
            )
        finally:
            server.terminate()
        (report,) = json.loads(seen.read_text())
    if report["problems"]:
        raise RuntimeError(f"the round broke off: {report['problems']}")
    return report


def main() -> int:
    """Go round; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, default=2)
    options = parser.parse_args()
    if not (options.site / "build").is_dir():
        parser.error(f"{options.site} holds no built site: make one with script/report --no-serve.")

    names = titles(options.site)
    one = [
        step for name in names for step in (["click", f"nav a:text-is('{name}')"], ["shown", name])
    ]
    report = walk(options.site, one * (options.rounds + 1))
    taken = report["steps"]
    slow = []
    print(f"The first page opened in {report['milliseconds']} ms, with all that pages share.\n")
    print("| page | first time, ms | median, ms | slowest, ms |\n|---|---:|---:|---:|")
    for place, name in enumerate(names):
        rounds = [
            sum(taken[2 * (place + round_ * len(names)) :][:2])
            for round_ in range(options.rounds + 1)
        ]
        median = statistics.median(rounds[1:])
        print(f"| {name} | {rounds[0]} | {median:.0f} | {max(rounds[1:])} |")
        if median > 1000 * options.most:
            slow.append(name)
    if slow:
        print(f"above {options.most:g} s: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
