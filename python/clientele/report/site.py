"""Writes the folder that Evidence builds a site from: pages, queries, words and data."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clientele.report.dictionary import Table, tables
from clientele.report.errors import ReportError
from clientele.report.notation import format_codes, sign
from clientele.report.words import load_words, say

COPIED = ["package.json", "evidence.config.yaml", "components"]
NUMERIC = re.compile(r"(U?(TINY|SMALL|BIG|HUGE)?INT|DECIMAL|DOUBLE|FLOAT)", re.IGNORECASE)
REPLACED = ["pages", "sources", "components"]
MENU = [
    "overview",
    "segments",
    "actions",
    "customers",
    "clusters",
    "baskets",
    "cohorts",
    "quality",
    "dictionary",
]


@dataclass(frozen=True)
class Edition:
    """One warehouse shown: at the root of the site, or under a path where a site has several."""

    database: Path
    path: str = ""

    @property
    def source(self) -> str:
        """Its name in queries."""
        return self.path.replace("-", "_") or "clientele"

    @property
    def base(self) -> str:
        """What its links begin with."""
        return f"/{self.path}" if self.path else ""


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
    made.filters |= {"say": say, "columns": columns, "sql": sql}
    return made


def columns(given: list[list[Any]]) -> str:
    """Return the columns of a table for its component: [id, title, as what, more] each."""
    named = [
        dict(zip(("id", "title", "as"), column, strict=False)) | (column[3] if column[3:] else {})
        for column in given
    ]
    return json.dumps(named, ensure_ascii=False)


def sql(text: str) -> str:
    """Return a text as it stands between quotes in SQL."""
    return text.replace("'", "''")


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


def write_site(reports: Path, editions: list[Edition], manifest: Path, folder: Path) -> list[Path]:
    """Write the site's sources into a folder and return its pages.

    What the folder held of an earlier run is replaced; what Evidence keeps there stays. Databases
    are copied, so that nothing that reads or builds the site holds a lock on them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in REPLACED:
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in COPIED:
        copy = shutil.copytree if (reports / name).is_dir() else shutil.copy
        copy(reports / name, folder / name)
    described = tables(manifest)
    written = []
    for edition in editions:
        relations = _write_source(reports, edition, folder)
        written += _write_edition(reports, edition, described, relations, folder / "pages")
    if all(edition.path for edition in editions):
        layout = environment(reports / "templates").get_template("_layout.svelte.j2")
        text = layout.render(is_root=True, locale=None, title="clientele")
        (folder / "pages" / "+layout.svelte").write_text(text, "utf-8")
        links = [f"* [{edition.path}](/{edition.path})" for edition in editions]
        index = folder / "pages" / "index.md"
        index.write_text("---\ntitle: clientele\n---\n\n" + "\n".join(links) + "\n", "utf-8")
        written.append(index)
    return written


def _relations(edition: Edition, queries: Path) -> dict[str, str]:
    """Return what a page reads each query of the source from.

    Evidence writes no readable file of a query without rows, so a page reads an empty relation with
    the same columns in its place.
    """
    found = {}
    with duckdb.connect(str(edition.database), read_only=True) as connection:
        for path in sorted(queries.glob("*.sql")):
            name = f"{edition.source}.{path.stem}"
            try:
                answer = connection.execute(path.read_text("utf-8"))
            except duckdb.Error as error:
                raise ReportError(
                    f"{edition.database} does not hold what {path} reads: build it anew with"
                    " script/build and run this again."
                ) from error
            columns_of = answer.description or []
            found[path.stem] = name if answer.fetchone() else _nothing(name, columns_of)
    return found


def _nothing(name: str, columns_of: list[tuple[Any, ...]]) -> str:
    """Return a relation without rows in the place of one that has none."""
    typed = ", ".join(
        f"cast(null as {'double' if NUMERIC.match(str(kind)) else 'varchar'}) as {column}"
        for column, kind, *_ in columns_of
    )
    return f"(select {typed} where false) /* {name} has no rows */"


def _is_nothing(relation: str) -> bool:
    return relation.startswith("(")


def _write_source(reports: Path, edition: Edition, folder: Path) -> dict[str, str]:
    """Copy the database and the queries that give rows; return what pages read them from."""
    place = folder / "sources" / edition.source
    place.mkdir(parents=True)
    shutil.copy(edition.database, folder / f"{edition.source}.duckdb")
    relations = _relations(edition, reports / "queries")
    for name, relation in relations.items():
        if not _is_nothing(relation):
            shutil.copy(reports / "queries" / f"{name}.sql", place)
    connection = {
        "name": edition.source,
        "type": "duckdb",
        "options": {"filename": f"../../{edition.source}.duckdb"},
    }
    (place / "connection.yaml").write_text(json.dumps(connection), "utf-8")
    return relations


def _write_edition(
    reports: Path,
    edition: Edition,
    described: list[Table],
    relations: dict[str, str],
    folder: Path,
) -> list[Path]:
    """Render the templates in the language of the marts."""
    built = settings(edition.database)
    language, currency = built["language"], built["currency"]
    words = load_words(reports / "words", language)
    templates = reports / "templates"
    jinja = environment(templates)
    jinja.globals |= {
        "t": words,
        "fmt": format_codes(language, currency),
        "relations": relations,
        "base": edition.base,
        "tables": described,
        "is_root": not edition.path,
        "title": words["site"]["name"],
        "locale": {"language": language, "currency": sign(currency), "words": words["site"]},
        "pages": [
            (edition.base if name == "overview" else f"{edition.base}/{name}", words[name]["title"])
            for name in MENU
        ],
    }
    written = []
    for template in sorted(templates.rglob("*.md.j2")):
        name = template.relative_to(templates)
        if name.name.startswith("_"):
            continue
        # A page for each row of a query: without rows nothing leads to it, and no site is built.
        if name.name.startswith("[") and _is_nothing(relations[name.parent.name]):
            continue
        page = folder / edition.path / name.with_suffix("")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(jinja.get_template(name.as_posix()).render(), "utf-8")
        written.append(page)
    layout = folder / edition.path / "+layout.svelte"
    layout.write_text(jinja.get_template("_layout.svelte.j2").render(), "utf-8")
    return written
