"""A new language is one file of words and rows in seeds, and nothing else."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import PROJECT, copy_of_project, working_database

from clientele.words import flatten, languages, load_words

SEEDS = [
    "segments/segment_words",
    "clustering/cluster_words",
    "cleaning/data_quality_words",
    "value/kpi_assumption_words",
    "recommendations/recommendation_reasons",
    "recommendations/recommendation_choice_words",
]
KEPT = {"language", "segment_map", "segment_id", "dataset", "archetype_id"}
KEPT |= {"check_name", "effect_id", "audience", "source", "reason"}


def rows(seed: str, folder: Path = PROJECT) -> list[dict[str, str]]:
    with (folder / f"seeds/{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_language_has_the_same_rows(seed: str) -> None:
    """A language without a row shows an empty cell."""
    found = {
        language: {
            tuple(value for name, value in row.items() if name in KEPT - {"language"})
            for row in rows(seed)
            if row["language"] == language
        }
        for language in languages()
    }
    assert set(found) == {row["language"] for row in rows(seed)}
    assert all(keys == found["en"] for keys in found.values())


def test_every_check_has_a_label_in_every_language() -> None:
    checks = {row["check_name"] for row in rows("cleaning/data_quality_checks")}
    for language in languages():
        assert set(load_words(language)["pages"]["checks"]) == checks


def invented(value: Any, change: Callable[[str], str]) -> Any:
    """Return words in which every text is changed."""
    if isinstance(value, dict):
        return {name: invented(text, change) for name, text in value.items()}
    return change(value)


def add_language(project: Path) -> None:
    """Add an invented language: English words, each form of which begins with ŵ."""

    def change(text: str) -> str:
        return "|".join(f"ŵ{form}" for form in text.split("|"))

    folder = project / "python/clientele/words"
    words = yaml.safe_load((folder / "en.yml").read_text("utf-8"))
    made = {
        topic: texts if topic in ("locale", "lists") else invented(texts, change)
        for topic, texts in words.items()
    }
    made["locale"] = {**words["locale"], "name": "Ŵ", "decimal": "·", "thousands": "˙"}
    (folder / "xx.yml").write_text(yaml.safe_dump(made, allow_unicode=True), "utf-8")
    for seed in SEEDS:
        english = [row for row in rows(seed) if row["language"] == "en"]
        with (project / f"seeds/{seed}.csv").open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            for row in english:
                changed = {"language": "xx"} | {
                    name: f"ŵ{text}" if text else ""
                    for name, text in row.items()
                    if name not in KEPT
                }
                writer.writerow([changed.get(name, text) for name, text in row.items()])


@pytest.mark.whole
def test_a_third_language_needs_a_file_and_rows_alone(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    for name in ("python", "reports"):
        kept = ["git", "ls-files", "--cached", "--others", "--exclude-standard", name]
        listed = subprocess.run(kept, cwd=PROJECT, capture_output=True, text=True, check=True)
        for file in listed.stdout.splitlines():
            if (PROJECT / file).is_file():
                (project / file).parent.mkdir(parents=True, exist_ok=True)
                (project / file).write_bytes((PROJECT / file).read_bytes())
    add_language(project)
    environment = os.environ | {
        "PYTHONPATH": str(project / "python"),
        "CLIENTELE_WAREHOUSE": str(tmp_path),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
        "DBT_LOG_PATH": str(tmp_path / "logs"),
    }

    def run(*command: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]

    given = json.dumps({"language": "xx", "cluster_count_max": 4})
    without_tests = ("--exclude-resource-type", "test", "unit_test")
    run("dbt.cli.main", "build", "--target", "demo", "--vars", given, *without_tests)
    database, site = str(working_database(tmp_path, "demo")), tmp_path / "site"
    options = ("--reports", str(project / "reports"), "--database", database)
    manifest = str(tmp_path / "target/manifest.json")
    run("clientele.report", "site", *options, "--manifest", manifest, "--into", str(site))
    run("clientele.report", "static", *options, "--into", str(site / "static.html"))

    titles = [text for name, text in flatten(load_words("en")["pages"]) if name.endswith(".title")]
    pages = [page.read_text("utf-8") for page in (site / "pages").rglob("*.md")]
    assert len(pages) >= 10
    for page in pages:
        assert "ŵ" in page
        assert not any(f'title: "{title}"' in page for title in titles)
    text = (site / "static.html").read_text("utf-8")
    assert "ŵ" in text
    assert "˙" in text
