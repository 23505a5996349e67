"""Association rules, from order lines in DuckDB to a table of rules in DuckDB, beside other tools.

    python3.11 -m venv benchmarks/.venv
    benchmarks/.venv/bin/pip install --no-deps --require-hashes -r benchmarks/requirements.txt
    .venv/bin/python benchmarks/baskets.py [--data synthetic] [--supports .02 .01] [--limit 60]

The first two commands install the other tools, once, in an environment of their own, with whatever
Python 3.11 to 3.13 there is; pyfim comes as source in C, so a compiler is needed, and pip fetches
setuptools to build it. The third runs in the project's environment. Online Retail is read from the
folder CLIENTELE_DATA_DIR.

Each tool looks for sets of up to four products and rules of a confidence of one half, by every
support, from the highest, in a process of its own on a database of its own. Time is that of the
whole process, start and imports included, the least of some runs. Processor seconds are the same
process's on all processors; other work on the machine disturbs them less. Memory is the peak.
This project's own tool is the SQL that dbt compiles, and its Python models, one model after the
other as dbt builds them, tables in between included; dbt's own start and compiling are not
measured. pyfim's own rules have one consequent and three measures only, and it writes no table of
sets. To compare like with like, it also runs as "same rules": on this project's codes it finds the
sets and writes them, and this project's SQL forms the rules, in the same process.

Prints Markdown tables. Ends with status 1 where a tool finds other sets or rules than this project.
"""

from __future__ import annotations

import argparse
import compileall
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parent
SUPPORTS = [0.02, 0.01, 0.005, 0.002, 0.001]
OURS = "clientele"
# Finds the sets, and has this project's SQL form the rules: its plan's models, and their tables.
SAME_RULES = "pyfim eclat, same rules"
# Forms rules of one consequent, and writes no table of sets.
OWN_RULES = {"pyfim eclat", "pyfim fpgrowth"}
PEERS = [
    "mlxtend apriori",
    "mlxtend apriori, low_memory",
    "mlxtend fpgrowth",
    "efficient-apriori",
    "pyfim eclat",
    "pyfim fpgrowth",
    SAME_RULES,
]
FIRST_MODEL = "int_cleaning__accepted"
LAST_MODEL = "int_baskets__rules"
SETTINGS = "int_settings"
OUT_OF_MEMORY = 3
MIB = 2**20
NOT_TRIED = "\N{EN DASH}"
TIMES = "\N{MULTIPLICATION SIGN}"
# Longer runs can be distinguished without a repetition.
REPEATED_UNDER = 20


@dataclass
class Run:
    """What a process took and found, or why it failed."""

    seconds: float = 0
    processor: float = 0
    peak: int = 0
    found: dict[str, Any] = field(default_factory=dict)
    failure: str = ""


@dataclass(frozen=True)
class Bench:
    """The settings of a whole benchmark."""

    peers: str
    limit: float
    memory: float
    repeats: int
    folder: Path

    def process(self, python: str, script: str, *arguments: object) -> Run:
        """Run a script in a process of its own, no longer than the limit."""
        command = [python, str(FOLDER / script), *map(str, arguments)]
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            start = time.perf_counter()
            process = subprocess.Popen(command, stdout=output, stderr=errors)
            timer = threading.Timer(self.limit, process.kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            run = Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
            output.seek(0)
            errors.seek(0)
            if process.returncode == 0:
                run.found = json.loads(output.read())
            elif seconds >= self.limit:
                run.failure = f"over {self.limit:g} s"
            elif process.returncode == OUT_OF_MEMORY or process.returncode < 0:
                run.failure = "out of memory"
            else:
                raise RuntimeError(f"{' '.join(command)}\n{errors.read()}")
        return run

    def tool(self, name: str, data: Path, support: float, plan: Path) -> Run:
        """Run a tool on a fresh copy of a database, and count what it wrote."""
        database = self.folder / "demo.duckdb"
        shutil.copyfile(data, database)
        python = sys.executable if name == OURS else self.peers
        planned = name in (OURS, SAME_RULES)
        rest = [plan] if planned else []
        tool = "basket_tools.py"
        run = self.process(python, tool, name, database, support, self.memory, *rest)
        if not run.failure:
            tables = tables_of(plan) if planned else ["rules"]
            counted = self.process(sys.executable, tool, "count", database, 0, self.memory, *tables)
            run.found |= counted.found
        return run

    def compare(self, data: Path, support: float, plan: Path, tools: list[str]) -> dict[str, Run]:
        """Run tools in turns, so that what else the machine does hits all of them."""
        best: dict[str, Run] = {}
        for _ in range(self.repeats):
            for name in tools:
                known = best.get(name)
                if known is None:
                    best[name] = self.tool(name, data, support, plan)
                elif not known.failure and known.seconds < REPEATED_UNDER:
                    run = self.tool(name, data, support, plan)
                    run.peak = known.peak = max(run.peak, known.peak)
                    run.processor = known.processor = min(run.processor, known.processor)
                    best[name] = min(run, known, key=lambda each: each.seconds)
            say(f"    {', '.join(f'{name} {seen(run)}' for name, run in best.items())}")
        if not OWN_RULES.isdisjoint(tools):
            sets = self.process(
                self.peers, "basket_tools.py", "pyfim sets", data, support, self.memory
            )
            for name, run in best.items():
                if name in OWN_RULES:
                    run.found |= sets.found
        return best


def say(text: str) -> None:
    """Tell how far the benchmark is, beside what it prints."""
    print(text, file=sys.stderr, flush=True)


def seen(run: Run) -> str:
    """Return a run's seconds or failure."""
    return run.failure or f"{run.seconds:.2f}"


def compile_plan(folder: Path, support: float) -> Path:
    """Have dbt compile the models of baskets, and write them in the order to build them in."""
    settings = {
        "basket_min_support": support,
        "basket_max_items": 4,
        "basket_min_confidence": 0.5,
        "basket_min_lift": 0,
        "basket_min_orders": 1,
    }
    target = folder / "target"
    compiled = subprocess.run(
        [
            Path(sys.executable).with_name("dbt"),
            *("--log-path", folder / "logs", "compile", "--target", "demo"),
            *("--target-path", target, "--select", f"{FIRST_MODEL}+,+{LAST_MODEL}", SETTINGS),
            *("--vars", json.dumps(settings)),
        ],
        cwd=PROJECT,
        env={**os.environ, "CLIENTELE_WAREHOUSE": str(folder)},
        capture_output=True,
        text=True,
    )
    if compiled.returncode:
        raise RuntimeError(compiled.stdout + compiled.stderr)
    manifest = json.loads((target / "manifest.json").read_text())
    nodes = {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node.get("compiled") and node["name"] != FIRST_MODEL
    }
    plan = folder / f"plan_{support}.json"
    plan.write_text(json.dumps(list(map(step, in_order(nodes)))))
    return plan


def in_order(nodes: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield models after those they read."""
    left = dict(sorted(nodes.items()))
    while left:
        ready = [
            key for key, node in left.items() if left.keys().isdisjoint(node["depends_on"]["nodes"])
        ]
        for key in ready:
            yield left.pop(key)


def step(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return what it takes to build a model."""
    what: dict[str, Any] = {"name": node["name"], "relation": node["relation_name"]}
    if node["language"] == "python":
        path = PROJECT / node["original_file_path"]
        return {**what, "path": str(path)}
    kind = node["config"]["materialized"]
    hooks = {
        f"{when}_hooks": [hook["sql"] for hook in node["config"][f"{when}-hook"]]
        for when in ("pre", "post")
    }
    return {**what, "materialized": kind, "sql": node["compiled_code"], **hooks}


def tables_of(plan: Path) -> list[str]:
    """Return the tables of rules and of sets that a plan builds."""
    relations = {model["name"]: model["relation"] for model in json.loads(plan.read_text())}
    return [relations[LAST_MODEL], relations["py_baskets__itemsets"]]


def differences(runs: Mapping[str, Run]) -> Iterator[str]:
    """Yield where a tool found something else than this project."""
    ours = runs[OURS].found
    for name, run in runs.items():
        if run.failure:
            continue
        same = ["itemsets", "single", "support", "confidence", "lift"]
        same += [] if name in OWN_RULES else ["rules"]
        for what in same:
            theirs, own = run.found.get(what) or 0, ours[what] or 0
            if not math.isclose(theirs, own, rel_tol=1e-9 if isinstance(own, int) else 1e-6):
                yield f"{name}: {what} {theirs}, and {own} of {OURS}"


def table(title: str, rows: Mapping[str, list[str]], supports: list[float]) -> None:
    """Print a Markdown table with a column for each support."""
    print(f"| {title} | " + " | ".join(f"{support:g}" for support in supports) + " |")
    print("|---|" + "---:|" * len(supports))
    for name, cells in rows.items():
        print(f"| {name} | " + " | ".join(cells) + " |")
    print()


def report(results: Mapping[float, dict[str, Run]]) -> None:
    """Print what was found, what it took, and how that compares."""
    supports = list(results)
    ours = [results[support][OURS] for support in supports]

    def cells(name: str, show: Callable[[Run, Run], str]) -> list[str]:
        runs = [results[support].get(name) for support in supports]
        return [
            NOT_TRIED if run is None else run.failure or show(run, own)
            for run, own in zip(runs, ours, strict=True)
        ]

    def compared(value: float, own: float) -> str:
        return f"{value:.2f}" + (f" ({TIMES} {value / own:.2f})" if own else "")

    def seconds(run: Run, own: Run) -> str:
        return compared(run.seconds, own.seconds)

    def processor(run: Run, own: Run) -> str:
        return compared(run.processor, own.processor)

    def peak(run: Run, own: Run) -> str:
        return f"{run.peak / MIB:,.0f}"

    found = {
        "itemsets": [f"{run.found.get('itemsets', 0):,}" for run in ours],
        "rules": [f"{run.found.get('rules', 0):,}" for run in ours],
        "rules of one consequent": [f"{run.found.get('single', 0):,}" for run in ours],
    }
    table("found by support", found, supports)
    shows = {"seconds": seconds, "processor seconds": processor, "peak memory, MiB": peak}
    for title, show in shows.items():
        table(title, {name: cells(name, show) for name in (OURS, *PEERS)}, supports)
    steps = list(dict.fromkeys(name for run in ours for name in run.found.get("steps", {})))
    shown = {
        name: [f"{run.found.get('steps', {}).get(name, 0):.2f}" for run in ours] for name in steps
    }
    table(f"seconds of {OURS}", shown, supports)


def main() -> int:
    """Run all tools on all data and print what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    names = ["online_retail", "synthetic"]
    parser.add_argument("--data", nargs="+", choices=names, default=names)
    parser.add_argument("--supports", nargs="+", type=float, default=SUPPORTS)
    parser.add_argument("--tools", nargs="+", choices=PEERS, default=PEERS, help="all")
    parser.add_argument(
        "--orders", type=int, default=1_000_000, help="orders of the synthetic data"
    )
    parser.add_argument("--limit", type=float, default=300, help="seconds for a run")
    parser.add_argument("--memory", type=float, default=12, help="address space for a run, GiB")
    parser.add_argument("--repeats", type=int, default=3, help="runs of which the quickest counts")
    parser.add_argument("--peers", default=FOLDER / ".venv/bin/python", help="their Python")
    asked = parser.parse_args()
    raw = Path(os.environ.get("CLIENTELE_DATA_DIR", PROJECT / "data")) / "online_retail.parquet"
    if "online_retail" in asked.data and not raw.is_file():
        parser.error(
            f"{raw} does not exist: name its folder in CLIENTELE_DATA_DIR, or ask for"
            " --data synthetic."
        )
    supports = sorted(asked.supports, reverse=True)
    wrong: list[str] = []
    # As pip compiles the other tools, whatever PYTHONDONTWRITEBYTECODE says.
    compileall.compile_dir(PROJECT / "python/clientele", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(str(asked.peers), asked.limit, asked.memory, asked.repeats, folder)
        plans = {support: compile_plan(folder, support) for support in supports}
        for data in asked.data:
            file = folder / f"{data}.duckdb"
            made = bench.process(sys.executable, "basket_data.py", data, file, asked.orders)
            if made.failure:
                raise RuntimeError(f"{data} could not be made: {made.failure}")
            print(f"### {data}: {made.found}\n", flush=True)
            results: dict[float, dict[str, Run]] = {}
            failed: set[str] = set()
            for support in supports:
                say(f"{data}, support {support:g}")
                tools = [OURS, *(tool for tool in asked.tools if tool not in failed)]
                runs = bench.compare(file, support, plans[support], tools)
                failed |= {tool for tool, run in runs.items() if run.failure}
                results[support] = runs
                if not runs[OURS].failure:
                    wrong += [f"{data}, {support:g}, {what}" for what in differences(runs)]
            report(results)
    print(
        f"{NOT_TRIED}: not tried, as the tool had failed at a higher support or was not asked for."
    )
    for what in wrong:
        print(f"DIFFERENT: {what}")
    print(f"\nAll tools found {'the same sets and rules' if not wrong else 'NOT the same'}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
