"""Writes the folder that Evidence builds a site from: pages, queries, words and data."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clientele.report.dictionary import Table, tables
from clientele.report.errors import ReportError
from clientele.words import Locale, format_codes, load_words, say, sign

COPIED = ["package.json", "evidence.config.yaml", "components"]
# The accent colour in components, configuration and drawings; the var accent_colour replaces it.
ACCENT = "#0b5a7d"
# What a page loads when the reader opens it, and not at first.
LATER = re.compile(r"later/(?P<path>[\w-]*)/?clientele\.(?P<query>\w+)\.json")
NUMERIC = re.compile(r"(U?(TINY|SMALL|BIG|HUGE)?INT|DECIMAL|DOUBLE|FLOAT)", re.IGNORECASE)
REPLACED = ["pages", "sources", "components", "static"]
MENU = [
    "overview",
    "segments",
    "actions",
    "lists",
    "customers",
    "value",
    "clusters",
    "baskets",
    "cohorts",
    "what_if",
    "quality",
    "dictionary",
]


@dataclass(frozen=True)
class Edition:
    """One warehouse shown: at the root of the site, or under a path where a site has several."""

    database: Path
    path: str = ""
    # Where the public tables are: another project that installs this one may have renamed it.
    schema: str = "main"

    @property
    def source(self) -> str:
        """Its name in queries."""
        return self.path.replace("-", "_") or "clientele"

    @property
    def base(self) -> str:
        """What its links begin with."""
        return f"/{self.path}" if self.path else ""

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the warehouse, in which queries find the public tables by their names.

        Raises:
            ReportError: the warehouse does not have the schema.

        """
        with duckdb.connect(str(self.database), read_only=True) as connection:
            # A name in a query is that of a table, never that of something in Python.
            connection.execute("set python_enable_replacements = false")
            try:
                connection.execute(f"set schema = '{sql(_identifier(self.schema))}'")
            except duckdb.CatalogException as error:
                raise ReportError(
                    f"{self.database} has no schema {self.schema}{_where_marts_are(connection)}."
                ) from error
            yield connection


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


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _where_marts_are(connection: duckdb.DuckDBPyConnection) -> str:
    """Return how a sentence goes on: with the schemas that have the public tables."""
    found = connection.execute(
        "select distinct table_schema from information_schema.tables"
        " where table_name = 'settings' order by 1"
    ).fetchall()
    names = " or ".join(name for (name,) in found)
    return f", choose --schema {names}" if names else ""


def settings(edition: Edition) -> dict[str, Any]:
    """Return the row of the mart `settings`; the defaults where nothing was accepted.

    Raises:
        ReportError: the file is not a database with that table.

    """
    try:
        with edition.open() as connection:
            try:
                found = connection.execute("select * from settings")
            except duckdb.CatalogException as error:
                place = _where_marts_are(connection)
                if not place:
                    raise
                raise ReportError(
                    f"{edition.database} holds no table `settings` in {edition.schema}{place}."
                ) from error
            names = [column[0] for column in found.description or []]
            row = found.fetchone()
    except duckdb.Error as error:
        raise ReportError(
            f"{edition.database} holds no table `settings`, so it is not a warehouse of this"
            " project, or it is an old one: build it with script/build and run this again."
        ) from error
    nothing = {"language": "en", "currency": "EUR", "shop_name": None, "accent_colour": ACCENT}
    return nothing | dict(zip(names, row, strict=True)) if row else nothing


def data_dates(built: dict[str, Any], words: dict[str, str], locale: Locale) -> str:
    """Return the sentence of a footer: until when there are data, and when they were built."""
    if built.get("built_at") is None:
        return ""
    day = locale.write_date(built["built_at"])
    if built["data_until"] is None:
        return say(words["built"], built=day)
    return say(words["dates"], until=locale.write_date(built["data_until"]), built=day)


def write_site(reports: Path, editions: list[Edition], manifest: Path, folder: Path) -> list[Path]:
    """Write the site's sources into a folder and return its pages.

    What the folder held of an earlier run is replaced; what Evidence keeps there stays. Databases
    are copied (`_copy_tables`), so that nothing that reads or builds the site locks them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in REPLACED:
        shutil.rmtree(folder / name, ignore_errors=True)
    _copy(reports, folder, settings(editions[0])["accent_colour"])
    described = tables(manifest)
    written = []
    for edition in editions:
        relations = _write_source(reports, edition, folder)
        pages = _write_edition(reports, edition, described, relations, folder / "pages")
        for page in pages:
            _write_later(reports, edition, page.read_text("utf-8"), folder / "static")
        written += pages
    if all(edition.path for edition in editions):
        layout = environment(reports / "templates").get_template("_layout.svelte.j2")
        text = layout.render(is_root=True, locale=None, title="clientele")
        (folder / "pages" / "+layout.svelte").write_text(text, "utf-8")
        index = folder / "pages" / "index.md"
        index.write_text(_links(editions), "utf-8")
        written.append(index)
    _write_not_found(reports, editions[0], folder / "static")
    return written


def _links(editions: list[Edition]) -> str:
    """Return the page that leads to each edition. A link loads its page, with its language."""
    links = [
        f'<li><a class="markdown" data-sveltekit-reload href="{edition.base}">{edition.path}</a>'
        for edition in editions
    ]
    return "---\ntitle: clientele\n---\n\n<ul>\n" + "</li>\n".join(links) + "</li>\n</ul>\n"


def _copy(reports: Path, folder: Path, accent: str) -> None:
    """Copy components and configuration, in the accent colour."""
    for name in COPIED:
        source = reports / name
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file():
                target = folder / path.relative_to(reports)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(path.read_text("utf-8").replace(ACCENT, accent), "utf-8")


def _write_not_found(reports: Path, edition: Edition, folder: Path) -> None:
    """Write the page that a server sends for an address that the site does not have."""
    built = settings(edition)
    words = load_words(built["language"])["pages"]
    page = Environment(
        loader=FileSystemLoader(reports / "templates"), autoescape=True, undefined=StrictUndefined
    ).get_template("not_found.html.j2")
    text = page.render(
        t=words,
        language=built["language"],
        shop=built["shop_name"] or words["site"]["name"],
        accent=built["accent_colour"],
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "404.html").write_text(text, "utf-8")


def _write_later(reports: Path, edition: Edition, page: str, folder: Path) -> None:
    """Write the rows that a page loads when the reader opens them."""
    for found in LATER.finditer(page):
        names, rows = _rows(edition, reports / "queries" / f"{found['query']}.sql")
        values = [[float(v) if isinstance(v, Decimal) else v for v in row] for row in rows]
        target = folder / found[0]
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"columns": names, "rows": values}, ensure_ascii=False)
        target.write_text(text, "utf-8")


def _rows(edition: Edition, query: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and the rows of a query."""
    with edition.open() as connection:
        answer = connection.execute(query.read_text("utf-8"))
        return [column[0] for column in answer.description or []], answer.fetchall()


def _relations(edition: Edition, queries: Path) -> dict[str, str]:
    """Return what a page reads each query of the source from.

    Evidence writes no readable file of a query without rows, so a page reads an empty relation with
    the same columns in its place.
    """
    found = {}
    with edition.open() as connection:
        for path in sorted(queries.glob("*.sql")):
            name = f"{edition.source}.{path.stem}"
            try:
                answer = connection.execute(path.read_text("utf-8"))
            except duckdb.Error as error:
                raise ReportError(
                    f"{edition.database} does not hold what {path} reads: build it again with"
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
    """Copy the tables and the queries that give rows; return what pages read them from."""
    place = folder / "sources" / edition.source
    place.mkdir(parents=True)
    _copy_tables(edition, reports / "queries", folder / f"{edition.source}.duckdb")
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


def _copy_tables(edition: Edition, queries: Path, target: Path) -> None:
    """Copy the tables that the queries read into a database of the site, under their names alone.

    The site then has no lock on the warehouse, and none of its other tables.
    """
    named = {
        word
        for path in queries.glob("*.sql")
        for word in re.findall(r"\w+", path.read_text("utf-8"))
    }
    with edition.open() as connection:
        known = connection.execute(
            "select table_name from information_schema.tables where table_schema = ?",
            [edition.schema],
        ).fetchall()
    target.unlink(missing_ok=True)
    # The views of a database name it as its file is named.
    warehouse = _identifier(edition.database.stem)
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"attach '{sql(str(target))}' as clientele_site")
        connection.execute(f"attach '{sql(str(edition.database))}' as {warehouse} (read_only)")
        for name in sorted(named & {name for (name,) in known}):
            table, schema = _identifier(name), _identifier(edition.schema)
            connection.execute(
                f"create table clientele_site.{table} as from {warehouse}.{schema}.{table}"
            )


def _write_edition(
    reports: Path,
    edition: Edition,
    described: list[Table],
    relations: dict[str, str],
    folder: Path,
) -> list[Path]:
    """Render the templates in the language of the marts."""
    built = settings(edition)
    language, currency = built["language"], built["currency"]
    words = load_words(language)["pages"]
    locale = Locale.of(language)
    templates = reports / "templates"
    jinja = environment(templates)
    jinja.globals |= {
        "t": words,
        "fmt": format_codes(locale, currency),
        "relations": relations,
        "base": edition.base,
        "tables": described,
        "is_root": not edition.path,
        "title": words["site"]["name"],
        "shop": built["shop_name"] or words["site"]["name"],
        "later": lambda query: "/".join(
            part for part in ("/later", edition.path, f"clientele.{query}.json") if part
        ),
        "locale": {
            "language": language,
            "shop": built["shop_name"] or words["site"]["name"],
            "date": locale.date,
            "first_day": locale.first_day,
            "months": locale.month_names(),
            "dates": data_dates(built, words["site"], locale),
            "tag": locale.tag,
            "money": locale.money_pattern(currency).replace("{sign}", sign(currency)),
            "percent": locale.percent,
            "words": words["site"],
        },
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
