"""`script/build` with dbt itself: its events are still those that the screen is made of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from support import PROJECT


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command behind script/build, into a folder."""
    (folder / "warehouse").mkdir(exist_ok=True)
    given = {
        "CLIENTELE_WAREHOUSE": str(folder / "warehouse"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    return subprocess.run(
        [sys.executable, "-m", "clientele.building", *arguments],
        cwd=PROJECT,
        env=os.environ | given,
        capture_output=True,
        text=True,
    )


def test_a_build_is_counted_and_summed_up(tmp_path: Path) -> None:
    run = build(tmp_path, "--json", "--select", "eleven_segments")
    assert run.returncode == 0, run.stderr
    summary = json.loads(run.stdout)
    assert summary["status"] == "built"
    assert summary["nodes"]["passed"] > 1 and summary["nodes"]["failed"] == 0
    nodes = sum(summary["nodes"].values())
    assert f"build: {nodes} of {nodes}," in run.stderr
    log = (tmp_path / "logs/dbt.log").read_text("utf-8")
    assert "[info ]" in log and "[debug]" not in log


def test_a_log_of_debug_events_has_the_sql(tmp_path: Path) -> None:
    run = build(tmp_path, "--select", "eleven_segments", "--log-level-file", "debug")
    assert run.returncode == 0, run.stderr
    log = (tmp_path / "logs/dbt.log").read_text("utf-8")
    assert "[debug]" in log and "eleven_segments" in log and "select" in log


def test_a_refusal_has_our_sentences_and_no_secret(tmp_path: Path) -> None:
    variables = {"custom_source": "https://me:in-Addre55@127.0.0.1:1/a.csv?sig=in-Sig7", "rfm": 5}
    asked = ("--target", "custom", "--vars", json.dumps(variables))
    run = build(tmp_path, *asked, "--log-level-file", "debug")
    assert run.returncode == 2 and run.stdout == ""
    assert "[var-unknown]" in run.stderr and "Compilation Error" not in run.stderr
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    everything = run.stderr.encode() + b"".join(written)
    assert b"in-Addre55" not in everything and b"in-Sig7" not in everything
