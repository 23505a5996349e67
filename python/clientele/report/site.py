"""Writes the folder that Evidence builds a site from: pages, queries, words and the data's place."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clientele.report.dictionary import tables
from clientele.report.errors import ReportError
from clientele.report.notation import format_codes, sign
from clientele.report.words import load_words, say

COPIED = ["package.json", "package-lock.json", ".npmrc", "evidence.config.yaml", "components"]
SOURCE = "clientele"
MENU = ["overview", "segments", "actions", "customers", "clusters", "baskets", "cohorts", "quality"]


def environment(folder: Path) -> Environment:
    """Return Jinja2 with delimiters that leave Svelte's braces alone."""
    made = Environment(
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[#",
        comment_end_string="#]",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=FileSystemLoader(folder),
    )
    made.filters["say"] = say
    return made


def settings(database: Path) -> dict[str, Any]:
    """Return the row of the mart `settings`; the defaults where nothing was accepted.

    Raises:
        ReportError: the file is no database with that table.
    """
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            found = connection.execute("select * from settings")
            names = [column[0] for column in found.description or []]
            row = found.fetchone()
    except duckdb.Error as error:
        raise ReportError(
            f"{database} holds no table `settings`, so it is no warehouse of this project or an"
            " old one: build it with script/build and run this again."
        ) from error
    return dict(zip(names, row, strict=True)) if row else {"language": "en", "currency": "EUR"}


def write_site(reports: Path, database: Path, manifest: Path, folder: Path) -> list[Path]:
    """Write the site's sources into a folder and return its pages.

    What the folder held of an earlier run is replaced; what Evidence keeps there stays. The
    database is copied, so that the site's build holds no lock on it.
    """
    built = settings(database)
    words = load_words(reports / "words", built["language"])
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("pages", "sources", "components"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in COPIED:
        copy = shutil.copytree if (reports / name).is_dir() else shutil.copy
        copy(reports / name, folder / name)
    shutil.copy(database, folder / "clientele.duckdb")

    shutil.copytree(reports / "queries", folder / "sources" / SOURCE)
    connection = {"name": SOURCE, "type": "duckdb", "options": {"filename": "../../clientele.duckdb"}}
    (folder / "sources" / SOURCE / "connection.yaml").write_text(json.dumps(connection), "utf-8")

    locale = {"language": built["language"], "currency": sign(built["currency"])}
    (folder / "components" / "locale.js").write_text(
        f"export default {json.dumps(locale)};\n", "utf-8"
    )
    return _write_pages(reports / "templates", folder / "pages", words, built, manifest)


def _write_pages(
    templates: Path, folder: Path, words: dict[str, Any], built: dict[str, Any], manifest: Path
) -> list[Path]:
    jinja = environment(templates)
    context = {
        "t": words,
        "fmt": format_codes(built["language"], built["currency"]),
        "language": built["language"],
        "tables": tables(manifest),
        "pages": [
            (f"/{name}" if name != "overview" else "/", words[name]["title"])
            for name in MENU
            if (templates / f"{name}.md.j2").exists()
            or (templates / name / "index.md.j2").exists()
            or name == "overview"
        ],
    }
    written = []
    for template in sorted(templates.rglob("*.j2")):
        name = template.relative_to(templates)
        if name.name.startswith("_"):
            continue
        page = folder / name.with_suffix("")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(jinja.get_template(name.as_posix()).render(context), "utf-8")
        written.append(page)
    return written
