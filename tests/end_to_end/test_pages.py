"""The pages as a reader sees them: in a browser that reaches this machine alone.

One build holds the demo in both languages, an empty shop, a shop whose names are scripts and
formulas and, where the data are, Online Retail and Customer Personality.
Pictures of every page are kept in CLIENTELE_PICTURES. Without it, only a failing page leaves one.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from decimal import Decimal
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import duckdb
import pytest
from support import PROJECT, Build, build_once, data_folder

from clientele.report.__main__ import main as report
from clientele.report.server import make_server
from clientele.words import Locale, load_words

from .conftest import build_personality, build_retail

PAGES = [
    *("", "segments", "actions", "lists", "customers", "value", "clusters", "baskets"),
    *("cohorts", "what_if", "quality", "dictionary"),
]
HOSTILE_COLUMNS = {
    "order_id": "order",
    "customer_id": "cust",
    "customer_name": "name",
    "ordered_at": "date",
    "product_id": "pid",
    "product_name": "pname",
    "category": "cat",
    "channel": "chan",
    "country": "country",
    "quantity": "qty",
    "unit_price": "price",
}
# Ids that mean something in an address or in HTML.
HOSTILE_IDS = ["50%", "C#1?x=1", "C/../..", 'a"b', "<svg/onload=window.__xss=9>", "=1+1", "é ü"]
# What a page may receive on a first visit, in bytes.
BUDGET = 3_000_000
# The editions whose every page is also seen as wide as a phone, and checked with axe-core.
CHECKED = ("demo-en", "demo-fr", "retail", "personality")
# What the filters choose, and the same as a WHERE.
CHOICE = {"from": "2024-03", "to": "2025-06", "country": "France", "channel": "web"}
CHOSEN = "{month} between '2024-03-01' and '2025-06-30' and country = 'France' and channel = 'web'"
CHROMIUM = shutil.which(os.environ.get("CHROMIUM", "chromium"))


def lacking() -> str | None:
    """What the site or the browser needs and this machine has not."""
    if not shutil.which("npm"):
        return "Node 20 with npm is not on PATH: the pages are not built"
    if not CHROMIUM:
        return "chromium is not on PATH: the pages are not opened"
    return None


needs_browser = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))


@pytest.fixture(scope="module")
def retail(shared_folder: Path) -> Build | None:
    """Online Retail under the vars of the published dashboard, if the data are there."""
    data = data_folder()
    if not data or not (data / "online_retail.parquet").exists():
        return None
    build = build_retail(shared_folder, data, "peer_a")
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="module")
def personality(shared_folder: Path) -> Build | None:
    """Customer Personality, which has no orders, if the data are there."""
    data = data_folder()
    if not data or not (data / "customer_personality.parquet").exists():
        return None
    build = build_personality(shared_folder, data)
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="module")
def hostile(shared_folder: Path) -> Build:
    """A shop whose customers and products have HTML, Svelte, Markdown and formulas as names."""
    build = build_once(
        shared_folder,
        "hostile",
        *("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"),
        dataset="custom",
        variables={
            "custom_source": str(PROJECT / "tests/end_to_end/hostile_shop.csv"),
            "custom_columns": HOSTILE_COLUMNS,
            # No rule of this shop is significant: the chart of rules would have no names.
            "published_rules": "all",
        },
    )
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="module")
def editions(
    demo: Build,
    french: Build,
    empty: Build,
    hostile: Build,
    retail: Build | None,
    personality: Build | None,
) -> dict[str, Build]:
    """What is shown, by the path it stands under."""
    shown = {"demo-en": demo, "demo-fr": french, "empty": empty, "hostile": hostile}
    real = {"retail": retail, "personality": personality}
    return shown | {path: build for path, build in real.items() if build}


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, editions: dict[str, Build], demo: Build
) -> Iterator[str]:
    """The address of the built site, served on loopback."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    databases = [f"--database={path}={build.database}" for path, build in editions.items()]
    manifest = demo.target / "manifest.json"
    into = [
        "--into",
        str(folder),
        "--manifest",
        str(manifest),
        "--reports",
        str(PROJECT / "reports"),
    ]
    assert report(["site", *databases, *into]) == 0
    built = subprocess.run([PROJECT / "script/site", folder], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    with make_server(folder / "build", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def seen(
    tmp_path_factory: pytest.TempPathFactory, site: str, editions: dict[str, Build]
) -> dict[str, dict]:
    """What the browser saw, by the name of the visit."""
    folder = tmp_path_factory.mktemp("browser")
    pictures = Path(os.environ.get("CLIENTELE_PICTURES", folder / "pictures"))
    visits = []
    for edition, build in editions.items():
        best = build.query("select segment_id from segments order by segment_rank limit 1")
        for page in [*PAGES, *(f"segments/{segment}" for (segment,) in best)]:
            name = f"{edition}-{page.split('/')[0] or 'overview'}"
            visits.append(
                {
                    "name": f"{edition}-segment" if "/" in page else name,
                    "path": f"/{edition}/{page}",
                    "wait": "h1",
                    "hostile": edition == "hostile",
                    "axe": edition in CHECKED,
                }
            )
    customer, name = a_customer(editions["demo-en"])
    product = a_product(editions["demo-en"])
    segment = last_segment(editions["demo-en"])
    visits += [
        {
            "name": "search",
            "path": "/demo-en/customers",
            "wait": "[data-tile=risk]",
            "steps": [
                ["type", "#chooser-customer", name.lower()],
                ["click", f"form li button:has-text('{customer}')"],
                ["wait", f"[data-customer='{customer}']"],
            ],
        },
        {
            "name": "address",
            "path": f"/demo-en/customers#{customer}",
            "wait": f"[data-customer='{customer}']",
            "steps": [],
        },
        {
            "name": "keyboard",
            "path": "/demo-en/customers",
            "wait": "[data-tile=risk]",
            "steps": [
                ["type", "#chooser-customer", customer],
                ["press", "Enter"],
                ["wait", f"[data-customer='{customer}']"],
            ],
        },
        {
            "name": "drill-down",
            "path": "/demo-en/actions",
            "wait": "td a",
            "steps": [
                ["click", f"td a:text-is('{first_at_risk(editions['demo-en'])}')"],
                ["wait", "[data-tile=risk]"],
                ["wait", f"[data-customer='{first_at_risk(editions['demo-en'])}']"],
            ],
        },
        {
            "name": "list",
            "path": "/demo-en/lists#alert-opportunity",
            "wait": "td a",
            "steps": [
                ["click", "#content nav a:text-is('Loyal')"],
                ["wait", f"[data-figure='{members(editions['demo-en'])}']"],
            ],
        },
        {
            "name": "own-number",
            "path": "/demo-en/what_if",
            "wait": "input[type=number]",
            "steps": [["type", "input[type=number]", "10"]],
        },
        {
            "name": "product",
            "path": "/demo-en/baskets",
            "wait": "#chooser-product",
            "steps": [
                ["type", "#chooser-product", product],
                ["press", "Enter"],
                ["wait", f"[data-product='{product}']"],
            ],
        },
        {
            "name": "dropdown",
            "path": "/demo-en/baskets",
            "wait": "[data-choice=segment_name]",
            "steps": [
                ["choose", "[data-choice=segment_name]", segment],
                ["wait", f'[data-chosen="{segment}"]'],
            ],
        },
    ]
    visits += [
        {
            "name": f"hostile-id-{number}",
            "path": f"/hostile/customers#{address}",
            "wait": f"[data-customer={json.dumps(customer, ensure_ascii=False)}]",
        }
        for number, (customer, address) in enumerate(
            [*((customer, quote(customer, safe="")) for customer in HOSTILE_IDS), ("50%", "50%")]
        )
    ]
    visits += [
        {
            "name": f"reorders-{edition}",
            "path": f"/{edition}/customers#{due_reorder(editions[edition])[0]}",
            "wait": f"[data-customer='{due_reorder(editions[edition])[0]}']",
            "steps": [["wait", "[data-download=reorders]"]],
        }
        for edition in ("demo-en", "demo-fr")
    ]
    other = editions["demo-en"].query(
        "select segment_id, segment_name from segments order by segment_rank limit 2"
    )
    visits += [
        {
            "name": "unknown-customer",
            "path": "/demo-en/customers#nobody",
            "wait": "[data-unknown='nobody']",
        },
        {
            "name": "radar",
            "path": f"/demo-en/segments/{other[0][0]}",
            "wait": "figure select",
            "steps": [
                ["choose", "figure select", other[1][0]],
                ["wait", f"figure th:has-text('{other[1][1]}')"],
            ],
        },
        {
            "name": "space",
            "path": "/demo-en/clusters",
            "wait": "[data-space]",
            "steps": [
                ["click", "[data-space] summary"],
                ["wait", "[data-space] canvas"],
                ["focus", "[data-space] canvas"],
                ["press", "ArrowRight"],
                ["press", "ArrowUp"],
                ["wait", "[data-turned='0.82 0.47']"],
            ],
        },
        {
            "name": "method",
            "path": "/demo-en/clusters",
            "wait": "[data-space]",
            "steps": [
                ["click", "details:not([data-space]) summary"],
                ["wait", "details:not([data-space]) canvas"],
            ],
        },
    ]
    visits += [
        {
            "name": f"filter-{page or 'overview'}",
            "path": f"/demo-en/{page}",
            "wait": "[data-choice=from]",
            "steps": [
                *(["choose", f"[data-choice={kind}]", value] for kind, value in CHOICE.items()),
                ["wait", f"[data-filter='{slices(editions['demo-en'], page)}']"],
            ],
        }
        for page in ("", "segments", "cohorts")
    ]
    visits += [
        {
            "name": "bar",
            "path": "/demo-en",
            "wait": "[data-bars] a",
            "steps": [
                ["click", f"[data-bars] a:text-is({json.dumps(other[1][1])})"],
                ["shown", other[1][1]],
            ],
        },
        {
            "name": "cell",
            "path": "/demo-en/segments",
            "wait": "td.cell a",
            "steps": [
                ["click", "td.cell a[href$='cell-5-5']"],
                ["wait", f"[data-figure='{best_cell(editions['demo-en'])}']"],
            ],
        },
    ]
    plan = folder / "plan.json"
    kept = "CLIENTELE_PICTURES" in os.environ
    plan.write_text(json.dumps({"base": site, "pictures": kept, "pages": visits}))
    run = subprocess.run(
        ["node", PROJECT / "reports/tests/browse.mjs", plan, folder / "seen.json", pictures],
        env=os.environ | {"CHROMIUM": str(CHROMIUM)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return {visit["name"]: visit for visit in json.loads((folder / "seen.json").read_text())}


def language_of(page: str) -> str | None:
    """Return the language that the HTML of a page names, before any script runs."""
    found = re.search(r'<html lang="([^"]*)"', page)
    return found[1] if found else None


def slices(build: Build, page: str) -> int:
    """Return the number of rows that the choice of a filter leaves."""
    month, table = ("cohort_month", "cohort_slices") if page == "cohorts" else ("month", "slices")
    orders = "select distinct month, segment_id_now, country, channel from order_slices"
    return build.query(
        f"with slices as ({orders}) select count(*) from {table} where {CHOSEN.format(month=month)}"
    )[0][0]


def best_cell(build: Build) -> int:
    """Return the number of customers with the best scores of recency and frequency."""
    return build.query("select customers from rfm_heat_map where r_score = 5 and f_score = 5")[0][0]


def members(build: Build) -> int:
    """Return the number of loyal customers."""
    return build.query("select customers from segments where segment_id = 'loyal'")[0][0]


def a_customer(build: Build) -> tuple[str, str]:
    """A customer whom nothing shows first, with a name that search has to find."""
    return build.query(
        "select customer_id, customer_name from customers where customer_name is not null"
        " order by revenue_rank offset 500 limit 1"
    )[0]


def due_reorder(build: Build) -> tuple[str, str]:
    """A customer with a product that is due and is not the strongest."""
    return build.query(
        "select customer_id, product_name from customer_reorders"
        " where is_due and reorder_rank > 1 order by customer_id, reorder_rank limit 1"
    )[0]


def a_product(build: Build) -> str:
    """A product with rules that the page does not show first."""
    return build.query("select max(product_id) from product_rules")[0][0]


def first_at_risk(build: Build) -> str:
    """The first of the call list."""
    return build.query("select customer_id from customers_at_risk where risk_rank = 1")[0][0]


def last_segment(build: Build) -> str:
    """A segment that the page does not show first, and that has something to offer."""
    return build.query(
        "select segment_name from segments"
        " where segment_id in (select segment_id from segment_recommendations)"
        " order by segment_rank desc limit 1"
    )[0][0]


@needs_browser
def test_no_page_complains_or_asks_anybody_else(seen: dict[str, dict]) -> None:
    assert {name: visit["problems"] for name, visit in seen.items() if visit["problems"]} == {}
    assert {name: visit["outside"] for name, visit in seen.items() if visit["outside"]} == {}


@needs_browser
def test_no_name_runs_as_a_script(seen: dict[str, dict]) -> None:
    visits = [visit for name, visit in seen.items() if name.startswith("hostile-")]
    assert [visit["name"] for visit in visits if visit.get("ran") or visit.get("elements")] == []
    shown = " ".join(text for visit in visits for text in visit.get("tooltips", []))
    # Dots of the chart of rules were hovered, and their tooltips have names as text. As HTML, such
    # a name would be an element that the browser reports.
    names = ("<b id=evil", "<svg onload=", "<img src=x")
    assert any(name in shown for name in names), shown[:2000]
    # So do the bars and tables of the pages.
    text = " ".join(visit["text"] for visit in visits)
    assert "<svg onload=" in text and "<img src=x" in text


@needs_browser
def test_a_downloaded_table_has_no_formula(seen: dict[str, dict], hostile: Build) -> None:
    files = [text for visit in seen.values() for text in visit.get("files", [])]
    cells = {
        cell for text in files for row in csv.reader(io.StringIO(text[1:])) for cell in row if cell
    }
    formulas = {cell for cell in cells if re.match(r"[=+@\t\r-]", cell)}
    assert {cell for cell in formulas if not re.fullmatch(r"-\d+(\.\d+)?", cell)} == set()
    # The names that are formulas are there, as text.
    assert any(cell.startswith(("'=", "'+", "'@", "'-")) for cell in cells), sorted(cells)[:50]


@needs_browser
def test_a_first_visit_is_light(seen: dict[str, dict]) -> None:
    visits = {name: visit for name, visit in seen.items() if name.startswith(CHECKED)}
    assert visits
    heavy = {name: visit["bytes"] for name, visit in visits.items() if visit["bytes"] >= BUDGET}
    assert heavy == {}
    assert [name for name, visit in visits.items() if visit["database"]] == []
    # The choices of these pages need no database either.
    choices = ("filter-overview", "filter-segments", "filter-cohorts", "product", "dropdown")
    assert [name for name in choices if seen[name]["after"]["database"]] == []
    # The measure can fail: the choice of a customer starts the database.
    search = seen["search"]["after"]
    assert search["database"] and search["bytes"] > BUDGET


@needs_browser
def test_every_page_has_its_own_title(seen: dict[str, dict], editions: dict[str, Build]) -> None:
    for edition, build in editions.items():
        if edition == "empty":
            continue
        shop = build.query("select shop_name from settings")[0][0]
        tabs = [
            visit["tab"]
            for name, visit in seen.items()
            if name.startswith(f"{edition}-") and not name.startswith("hostile-id")
        ]
        assert len(set(tabs)) == len(tabs) == len(PAGES) + 1, tabs
        assert all(tab.endswith(f" · {shop}") for tab in tabs), tabs
    _, name = a_customer(editions["demo-en"])
    assert seen["address"]["tab"].startswith(name)


@needs_browser
def test_an_address_that_leads_nowhere_is_said_in_words(site: str, seen: dict[str, dict]) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{site}/demo-en/nowhere/")
    assert refused.value.code == HTTPStatus.NOT_FOUND
    words = load_words("en")["pages"]
    assert words["not_found"]["text"] in refused.value.read().decode()
    assert words["customers"]["unknown"].format(id="nobody") in seen["unknown-customer"]["text"]


@needs_browser
def test_clusters_begin_with_a_card_each(seen: dict[str, dict], editions: dict[str, Build]) -> None:
    text = seen["demo-en-clusters"]["text"]
    names = editions["demo-en"].query("select cluster_name from clusters order by cluster_id")
    places = [text.index(name) for (name,) in names]
    assert places == sorted(places)
    words = load_words("en")["pages"]
    assert max(places) < text.index(words["clusters"]["actions_title"])
    # The reasons for the number of clusters are there once the reader asks.
    reason = words["clusters"]["choice_title"]
    assert reason not in text and reason in seen["method"]["after"]["text"]


@needs_browser
def test_customers_are_turned_by_the_keyboard(seen: dict[str, dict]) -> None:
    assert seen["space"]["problems"] == [] and not seen["space"]["database"]


@needs_browser
def test_bundles_lead_the_page_of_baskets(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    shown = editions["demo-en"].query(
        "select item_names from product_bundles where bundle_rank <= 10"
    )
    visit = seen["demo-en-baskets"]
    assert visit["rows"][0] == len(shown) > 0
    assert [names for (names,) in shown if names not in visit["text"]] == []


@needs_browser
def test_a_page_is_served_in_its_language(site: str, editions: dict[str, Build]) -> None:
    for edition, build in editions.items():
        language = build.query("select coalesce(max(language), 'en') from settings")[0][0]
        for page in PAGES:
            with urlopen(f"{site}/{edition}/{page}") as answer:
                assert language_of(answer.read().decode()) == language, (edition, page)


def test_a_page_for_no_address_and_one_file_are_in_their_language(
    tmp_path: Path, demo: Build, french: Build
) -> None:
    for language, build in (("en", demo), ("fr", french)):
        given = ["--database", str(build.database), "--reports", str(PROJECT / "reports")]
        site, file = tmp_path / language, tmp_path / f"{language}.html"
        manifest = ["--manifest", str(demo.target / "manifest.json")]
        assert report(["site", *given, *manifest, "--into", str(site)]) == 0
        assert report(["static", *given, "--into", str(file)]) == 0
        for written in (site / "static/404.html", file):
            assert language_of(written.read_text("utf-8")) == language


@needs_browser
def test_a_page_is_named(seen: dict[str, dict]) -> None:
    for name, visit in seen.items():
        assert visit["title"], name
        assert visit.get("narrow", visit)["overflow"] <= 0, name
        assert visit["headings"][0] == 1 and visit["headings"].count(1) == 1, name
        assert visit["unnamed"] == [], name
        assert visit["overflow"] <= 0, name
        assert all(visit["figures"]), name
        assert "undefined" not in visit["text"] and "NaN" not in visit["text"], name


@needs_browser
def test_no_page_breaks_a_rule_of_accessibility(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    checked = {name: visit for name, visit in seen.items() if "axe" in visit}
    assert len(checked) == len(editions.keys() & set(CHECKED)) * (len(PAGES) + 1)
    broken = {}
    for name, visit in checked.items():
        for width, found in (("1280", visit["axe"]), ("390", visit["narrow"]["axe"])):
            assert found["passes"] > 20, f"axe-core has not read {name}"
            if found["violations"]:
                broken[f"{name} at {width} px"] = found["violations"]
    assert broken == {}


@needs_browser
def test_a_filter_shows_the_sums_of_the_slices(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    demo, written = editions["demo-en"], Locale.of("en")
    chosen = CHOSEN.format(month="month")
    revenue, orders, newcomers = demo.query(
        "select sum(revenue), sum(orders), sum(new_customers) from order_slices where " + chosen
    )[0]
    overview, segments = seen["filter-overview"]["after"], seen["filter-segments"]["after"]
    assert overview["shown"]["slice_revenue"] == written.write_money(revenue, "EUR")
    assert overview["shown"]["slice_orders"] == written.write_number(orders)
    assert overview["shown"]["slice_new_customers"] == written.write_number(newcomers)
    sums = demo.query(
        "select segment_name_now, sum(revenue), sum(orders) from order_slices"
        f" where {chosen} and segment_id_now is not null group by all"
    )
    assert sums
    for name, amount, count in sums:
        money = re.escape(written.write_money(amount, "EUR"))
        assert re.search(rf"{re.escape(name)}\s+{money}\s", overview["text"]), name
        row = rf"{re.escape(name)}\s+{re.escape(written.write_number(count))}\s+{money}\s"
        assert re.search(row, segments["text"]), name
    cohorts = demo.query(
        "select strftime(cohort_month, '%Y-%m'), sum(customers) from cohort_slices"
        f" where months_since = 0 and {CHOSEN.format(month='cohort_month')} group by all"
    )
    assert cohorts
    for cohort, size in cohorts:
        row = rf"{cohort}\s+{written.write_number(size)}\s"
        assert re.search(row, seen["filter-cohorts"]["after"]["text"]), cohort
    # The filter has effect: without it, the page shows other sums.
    assert seen["filter-overview"]["text"] != overview["text"]


@needs_browser
def test_a_bar_and_a_cell_lead_on(seen: dict[str, dict], editions: dict[str, Build]) -> None:
    (segment,) = editions["demo-en"].query(
        "select segment_id from segments order by segment_rank limit 1 offset 1"
    )
    assert seen["bar"]["after"]["address"].rstrip("/").endswith(f"/segments/{segment[0]}")
    assert seen["cell"]["after"]["address"].endswith("/lists/#cell-5-5")


@needs_browser
@pytest.mark.parametrize("edition", ["demo-en", "demo-fr", "retail"])
def test_the_key_figures_are_those_of_the_marts(
    seen: dict[str, dict], editions: dict[str, Build], edition: str
) -> None:
    if edition not in editions:
        pytest.skip("no online_retail.parquet: its pages are not checked")
    build, overview = editions[edition], seen[f"{edition}-overview"]
    language = "fr" if edition == "demo-fr" else "en"
    currency = build.query("select currency from kpis")[0][0]
    written = Locale.of(language)

    def write(kpi: str, figure: Decimal) -> str:
        if kpi == "customers":
            return written.write_number(figure)
        return written.write_money(figure, currency, 0 if kpi == "revenue" else 2)

    changes = build.query(
        "select kpi, figure, all_time_figure, change_rate from kpi_changes where kpi <> 'orders'"
    )
    assert overview["shown"] == {kpi: write(kpi, figure) for kpi, figure, *_ in changes}
    for kpi, _, all_time_figure, change_rate in changes:
        assert write(kpi, all_time_figure) in overview["text"]
        assert change_rate is None or written.write_percent(change_rate) in overview["text"]
    at_risk, stake, pareto, share = build.query(
        "select high_value_at_risk_customers, high_value_at_risk_revenue, pareto_customers,"
        " pareto_customer_share from kpis"
    )[0]
    for figure in (
        Locale.of(language).write_number(at_risk),
        Locale.of(language).write_money(stake, currency),
        Locale.of(language).write_number(pareto),
        Locale.of(language).write_percent(share),
    ):
        assert figure in overview["text"]
    rows = build.query("select segment_name, customers, revenue from segments")
    segments = seen[f"{edition}-segments"]["text"]
    for name, count, amount in rows:
        line = rf"{re.escape(name)}\s+{re.escape(Locale.of(language).write_number(count))}\s"
        assert re.search(line, segments), name
        assert Locale.of(language).write_money(amount, currency) in segments, name
    assert seen[f"{edition}-segments"]["rows"][0] == len(rows)


@needs_browser
@pytest.mark.parametrize("page", [page or "overview" for page in PAGES if page != "dictionary"])
def test_a_page_without_data_says_so(seen: dict[str, dict], page: str) -> None:
    visit = seen[f"empty-{page}"]
    assert visit["tiles"] == {} and visit["drawings"] == 0
    assert re.search(r"\b(no|nobody|nothing|none)\b", visit["text"], re.IGNORECASE), visit["text"]


@needs_browser
def test_online_retail_shows_the_published_figures(
    seen: dict[str, dict], retail: Build | None
) -> None:
    if not retail:
        pytest.skip("no online_retail.parquet: its pages are not checked")
    overview = seen["retail-overview"]
    for figure in ("£8,887,209", "£479.56", "£2,048.69"):
        assert figure in overview["text"], figure
    for figure in ("1,129", "26.0%", "52", "£305,088", "3.4%", "147", "2,889", "66.6%", "65.2%"):
        assert figure in overview["text"], figure


@needs_browser
def test_a_customer_is_found_by_name_by_id_and_by_address(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    customer, name = a_customer(editions["demo-en"])
    monetary, risk = editions["demo-en"].query(
        f"select monetary, risk_score from customers where customer_id = '{customer}'"
    )[0]
    for visit in (seen[name]["after"] for name in ("search", "keyboard", "address")):
        assert name in visit["text"]
        assert Decimal(visit["tiles"]["monetary"]) == monetary
        assert Decimal(visit["tiles"]["risk"]) == risk
        assert visit["address"].endswith(f"#{customer}")


@needs_browser
@pytest.mark.parametrize("edition", ["demo-en", "demo-fr"])
def test_a_customer_shows_what_is_due_first(
    seen: dict[str, dict], editions: dict[str, Build], edition: str
) -> None:
    words = load_words(edition[-2:])["pages"]["customers"]
    _, product = due_reorder(editions[edition])
    text = seen[f"reorders-{edition}"]["after"]["text"]
    _, _, shown = text.partition(words["reorders_intro"])
    assert words["due_now"] in shown
    assert shown.index(words["due_now"]) < shown.index(product) < shown.index(words["history"])


@needs_browser
def test_the_call_list_leads_to_the_customer(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    first = first_at_risk(editions["demo-en"])
    assert seen["drill-down"]["after"]["address"].endswith(f"/demo-en/customers/#{first}")
    assert first in seen["drill-down"]["after"]["text"]


@needs_browser
def test_a_segment_leads_to_its_customers(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    first = editions["demo-en"].query(
        "select customer_id from customer_contacts where segment_id = 'loyal'"
        " order by monetary desc, customer_id limit 1"
    )
    after = seen["list"]["after"]
    assert after["address"].endswith("/lists/#segment-loyal")
    assert first[0][0] in after["text"]


@needs_browser
def test_a_claim_takes_the_numbers_of_the_reader(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    (gain, currency) = editions["demo-en"].query(
        "select 10 * gain_per_percent, currency from assumed_effects cross join settings"
        " where effect_rank = 1"
    )[0]
    assert Locale.of("en").write_money(gain, currency) in seen["own-number"]["after"]["text"]


@needs_browser
def test_a_product_is_looked_up(seen: dict[str, dict], editions: dict[str, Build]) -> None:
    product = a_product(editions["demo-en"])
    rules = editions["demo-en"].query(
        f"select consequent_names from product_rules where product_id = '{product}'"
    )
    assert all(names in seen["product"]["after"]["text"] for (names,) in rules)


@needs_browser
def test_a_segment_is_chosen_from_the_dropdown(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    segment = last_segment(editions["demo-en"])
    offers = editions["demo-en"].query(
        "select product_name from segment_recommendations where segment_id ="
        f" (select segment_id from segments where segment_name = $${segment}$$)"
    )
    assert offers
    assert all(name in seen["dropdown"]["after"]["text"] for (name,) in offers)


def test_one_file_holds_all_and_loads_nothing(tmp_path: Path, demo: Build) -> None:
    file = tmp_path / "demo.html"
    arguments = ["--database", str(demo.database), "--into", str(file)]
    assert report(["static", *arguments, "--reports", str(PROJECT / "reports")]) == 0
    text = file.read_text("utf-8")
    assert not re.search(r"<script|<link|<img|\bsrc=|url\(|https?:", text)
    (kpis,) = demo.query("select revenue, customers, pareto_customers, currency from kpis")
    revenue, customers, pareto, currency = kpis
    for figure in (
        Locale.of("en").write_money(revenue, currency),
        Locale.of("en").write_number(customers),
        Locale.of("en").write_number(pareto),
    ):
        assert figure in text
    called = [name for (name,) in demo.query("select customer_id from customers_at_risk")]
    assert called == re.findall(r'data-customer="([^"]+)"', text)
    segments = demo.query("select count(*) from segments")[0][0]
    assert text.count('class="radar"') == segments


@pytest.mark.parametrize("language", ["en", "fr"])
def test_margin_is_shown_only_if_a_cost_is_known(
    tmp_path: Path, demo: Build, french: Build, language: str
) -> None:
    build = {"en": demo, "fr": french}[language]
    costed = shutil.copy(build.database, tmp_path / "costed.duckdb")
    with duckdb.connect(str(costed)) as connection:
        for table in ("kpis", "segments"):
            connection.execute(
                f"update {table} set cost = revenue / 4, margin = revenue / 4, cost_coverage = 0.5"
            )
        connection.execute("update plan_totals set measured_revenue_share = 0.25")
        (margin, currency) = connection.execute("select margin, currency from kpis").fetchall()[0]
    texts = []
    for database in (build.database, costed):
        file = tmp_path / "shop.html"
        given = ["--database", str(database), "--reports", str(PROJECT / "reports")]
        assert report(["static", *given, "--into", str(file)]) == 0
        texts.append(file.read_text("utf-8"))
    words, locale = load_words(language)["pages"], Locale.of(language)
    measured = words["actions"]["measured"].partition("{share}")[0]
    shown = [
        f">{words['kpis']['margin']}</th>",
        f">{words['kpis']['cost_coverage']}</th>",
        locale.write_money(margin, currency),
        measured,
    ]
    assert [text for text in shown if text in texts[0] or text not in texts[1]] == []
    assert f"<strong>{locale.write_percent(0.25)}</strong>" in texts[1]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-20, -10, "never_pays"), (-20, 0, "may_not_pay"), (0, 10, None)],
    ids=["never", "perhaps", "always"],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_plan_that_does_not_pay_back_is_called_one(
    low: int, high: int, said: str | None, language: str, demo: Build, tmp_path: Path
) -> None:
    changed = tmp_path / "demo.duckdb"
    shutil.copy(demo.database, changed)
    changed.chmod(0o600)
    with duckdb.connect(str(changed)) as connection:
        connection.execute(f"update plan_totals set net_gain_low = {low}, net_gain_high = {high}")
        connection.execute(f"update settings set language = '{language}'")
    file = tmp_path / "shop.html"
    given = ["--database", str(changed), "--reports", str(PROJECT / "reports")]
    assert report(["static", *given, "--into", str(file)]) == 0
    text = file.read_text("utf-8")
    words = load_words(language)["pages"]["actions"]
    shown = [
        name
        for name in ("never_pays", "may_not_pay")
        if words[name].partition("{loss}")[0] in text.replace("&#39;", "'")
    ]
    assert shown == ([said] if said else [])


@needs_browser
def test_the_page_says_that_the_plan_does_not_pay_back(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    ((low, high),) = editions["demo-en"].query(
        "select net_gain_low, net_gain_high from plan_totals"
    )
    words = load_words("en")["pages"]["actions"]
    assert low < high < 0
    assert words["never_pays"].partition("{loss}")[0] in seen["demo-en-actions"]["text"]


def test_without_node_one_sentence_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(str(shutil.which("dirname")))
    run = subprocess.run(
        ["/bin/sh", PROJECT / "script/report"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert run.stderr == (
        "report: The pages need Node 20 or newer with npm, which is not on PATH: install it, or run"
        " script/report --static, which needs Python alone.\n"
    )


@pytest.mark.parametrize("wrong", [["--tarjet", "demo"], ["--port"]])
def test_a_wrong_option_is_one_sentence(wrong: list[str]) -> None:
    run = subprocess.run([PROJECT / "script/report", *wrong], capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.startswith(
        "report: '--tarjet' is not known" if wrong[1:] else "report: --port"
    )
    assert run.stderr.count("\n") == 1
