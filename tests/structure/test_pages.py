"""A page reads marts alone, and its exposure names them: who changes a mart sees who reads it."""

import json
import re
from typing import Any

import duckdb
import pytest
from project import ROOT, none_of

from clientele.report.site import Edition, write_site
from clientele.report.static import QUERIES
from clientele.words import languages, load_words

REPORTS = ROOT / "reports"


def marts_of(sql: str) -> set[str]:
    """The relations that a query reads, those left out that it makes itself."""
    bare = re.sub(r"--[^\n]*", "", sql)
    made = set(re.findall(r"(?:with|,)\s*(\w+)\s+as\s*\(", bare))
    return set(re.findall(r"\b(?:from|join)\s+([\w.]+)", bare)) - made


@pytest.fixture(scope="module")
def reads(
    manifests: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, set[str]]:
    """What each template reads: of the rendered page, as that is what a site is built from."""
    folder = tmp_path_factory.mktemp("site")
    with duckdb.connect(str(folder / "demo.duckdb")) as connection:
        for node in manifests[0]["nodes"].values():
            if node["resource_type"] == "model" and node["path"].startswith("marts/"):
                kinds = [f'"{c["name"]}" {c["data_type"]}' for c in node["columns"].values()]
                connection.execute(f"create table {node['name']} ({', '.join(kinds)})")
        # A segment, as there is a page for each.
        connection.execute("insert into segments (segment_id) values ('loyal')")
    (folder / "manifest.json").write_text(json.dumps(manifests[0]))
    site = folder / "site"
    edition = Edition(folder / "demo.duckdb")
    queries = {path.stem: path.read_text("utf-8") for path in (REPORTS / "queries").glob("*.sql")}
    found = {}
    for page in write_site(REPORTS, [edition], folder / "manifest.json", site):
        name = page.relative_to(site / "pages").as_posix()
        used = set(re.findall(r"\bclientele\.(\w+)", page.read_text("utf-8")))
        found[f"reports/templates/{name}.j2"] = {
            mart for query in used for mart in marts_of(queries[query])
        }
    found["reports/templates/static.html.j2"] = {
        mart for query in QUERIES for mart in marts_of(queries[query])
    }
    return found


def test_every_page_reads_what_its_exposure_names(
    manifests: list[dict[str, Any]], reads: dict[str, set[str]]
) -> None:
    named = {
        exposure["meta"]["page"]: {name.split(".")[-1] for name in exposure["depends_on"]["nodes"]}
        for exposure in manifests[0]["exposures"].values()
    }
    problems = [f"{page}: no exposure has it as its page." for page in reads.keys() - named.keys()]
    problems += [
        f"{page}: its exposure is there, the page is not." for page in named.keys() - reads
    ]
    for page in reads.keys() & named.keys():
        problems += [
            f"{page}: it reads {mart}, which its exposure does not name."
            for mart in reads[page] - named[page]
        ]
        problems += [
            f"{page}: its exposure names {mart}, which it does not read."
            for mart in named[page] - reads[page]
        ]
    none_of(sorted(problems))


def test_a_page_reads_marts_alone(
    manifests: list[dict[str, Any]], reads: dict[str, set[str]]
) -> None:
    marts = {
        node["name"]
        for node in manifests[0]["nodes"].values()
        if node["resource_type"] == "model" and node["path"].startswith("marts/")
    }
    none_of(
        [
            f"{page}: {relation} is not a mart."
            for page, relations in reads.items()
            for relation in sorted(relations - marts)
        ]
    )


def test_every_query_is_read_by_a_page() -> None:
    text = "".join(path.read_text("utf-8") for path in (REPORTS / "templates").rglob("*.j2"))
    used = set(re.findall(r'"(\w+)"', text)) | set(QUERIES)
    none_of(
        [
            f"{path.relative_to(ROOT)}: no page reads it."
            for path in sorted((REPORTS / "queries").glob("*.sql"))
            if path.stem not in used
        ]
    )


def test_a_query_names_the_columns_that_its_pages_show() -> None:
    """A column that no page shows would still be on the reader's machine, names and incomes too."""
    none_of(
        [
            f"{path.relative_to(ROOT)}: it selects *, so pages load columns that they do not show."
            for path in sorted((REPORTS / "queries").glob("*.sql"))
            if re.search(r"(?<!count\()\*", re.sub(r"--[^\n]*", "", path.read_text("utf-8")))
        ]
    )


def test_every_chart_has_a_sentence() -> None:
    """Every chart stands in a picture, whose label says what it shows."""
    own = "Bars|Months|HeatGrid|Boxes|Radar|Space"
    chart = re.compile(rf"<(?:\w+Chart|ScatterPlot|Heatmap|ECharts|{own})\b")
    problems = []
    for path in sorted((REPORTS / "templates").rglob("*.md.j2")):
        inside = False
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            inside = (inside or "<Picture label=" in line) and "</Picture>" not in line
            if chart.search(line) and not inside:
                problems.append(f"{path.relative_to(ROOT)}:{number}: a chart without a sentence.")
    none_of(problems)


@pytest.mark.parametrize("language", languages())
def test_every_source_of_a_recommendation_has_a_name(
    manifests: list[dict[str, Any]], language: str
) -> None:
    """A page names a source by its own word, and none by the word of another."""
    allowed = {
        value
        for node in manifests[0]["nodes"].values()
        if node["resource_type"] == "test"
        and node.get("attached_node") == "model.clientele.customer_recommendations"
        for value in node["test_metadata"]["kwargs"].get("accepted", {}).get("source", [])
    }
    names = load_words(language)["pages"]["customers"]["sources"]
    assert allowed
    assert set(names) == allowed
    assert len(set(names.values())) == len(names)
