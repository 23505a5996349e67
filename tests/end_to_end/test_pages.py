"""The pages as a reader sees them: in a browser that reaches this machine alone.

One build holds three editions: the demo in both languages and, where the data are, Online Retail.
Pictures of every page are kept in CLIENTELE_PICTURES, or in the folder of the test.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from clientele.report.__main__ import main as report
from clientele.report.notation import money, percent, written

from .conftest import PROJECT, SHARED_DATA, Build, build_retail

PAGES = [
    *("", "segments", "actions", "customers", "clusters", "baskets", "cohorts", "quality"),
    "dictionary",
]
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
    data = Path(os.environ.get("CLIENTELE_DATA_DIR", SHARED_DATA))
    if not (data / "online_retail.parquet").exists():
        return None
    build = build_retail(shared_folder, data, "peer_a")
    assert build.code == 0, build.end()
    return build


@pytest.fixture(scope="module")
def editions(demo: Build, french: Build, empty: Build, retail: Build | None) -> dict[str, Build]:
    """What is shown, by the path it stands under."""
    shown = {"demo-en": demo, "demo-fr": french, "empty": empty}
    return shown | ({"retail": retail} if retail else {})


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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with subprocess.Popen(
        [*command, "--directory", folder / "build"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        yield f"http://127.0.0.1:{port}"
        server.terminate()


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
            "wait": "button[role=combobox]",
            "steps": [
                ["click", "button[role=combobox]"],
                ["type", "input[placeholder=Segment]", segment],
                ["click", f"[role=option]:has-text('{segment}')"],
                ["wait", f"td:has-text('{segment}')"],
            ],
        },
    ]
    visits += [
        {"name": f"phone-{page or 'overview'}", "path": f"/demo-fr/{page}", "phone": True}
        for page in ("", "actions", "customers")
    ]
    plan = folder / "plan.json"
    plan.write_text(json.dumps({"base": site, "pages": visits}))
    run = subprocess.run(
        ["node", PROJECT / "reports/tests/browse.mjs", plan, folder / "seen.json", pictures],
        env=os.environ | {"CHROMIUM": str(CHROMIUM)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return {visit["name"]: visit for visit in json.loads((folder / "seen.json").read_text())}


def a_customer(build: Build) -> tuple[str, str]:
    """A customer whom nothing shows first, with a name that search has to find."""
    return build.query(
        "select customer_id, customer_name from customers where customer_name is not null"
        " order by revenue_rank offset 500 limit 1"
    )[0]


def a_product(build: Build) -> str:
    """A product with rules that the page does not show first."""
    return build.query("select max(product_id) from product_rules")[0][0]


def first_at_risk(build: Build) -> str:
    """The first of the call list."""
    return build.query("select customer_id from customers_at_risk where risk_rank = 1")[0][0]


def last_segment(build: Build) -> str:
    """A segment that the page does not show first, and whose reasons name it."""
    return build.query(
        "select segments.segment_name from segments"
        " inner join segment_recommendations as offers"
        " on segments.segment_id = offers.segment_id"
        " where contains(offers.because, segments.segment_name)"
        " order by segments.segment_rank desc limit 1"
    )[0][0]


@needs_browser
def test_no_page_complains_or_asks_anybody_else(seen: dict[str, dict]) -> None:
    assert {name: visit["problems"] for name, visit in seen.items() if visit["problems"]} == {}
    assert {name: visit["outside"] for name, visit in seen.items() if visit["outside"]} == {}


@needs_browser
def test_a_page_is_named_and_in_its_language(seen: dict[str, dict]) -> None:
    for name, visit in seen.items():
        assert visit["title"], name
        is_french = name.startswith(("demo-fr", "phone"))
        assert visit["lang"] == ("fr" if is_french else "en"), name
        assert visit["headings"][0] == 1 and visit["headings"].count(1) == 1, name
        assert visit["unnamed"] == [], name
        assert visit["overflow"] <= 0, name
        assert all(visit["figures"]), name
        assert "undefined" not in visit["text"] and "NaN" not in visit["text"], name


@needs_browser
@pytest.mark.parametrize("edition", ["demo-en", "demo-fr", "retail"])
def test_the_key_figures_are_those_of_the_marts(
    seen: dict[str, dict], editions: dict[str, Build], edition: str
) -> None:
    if edition not in editions:
        pytest.skip("no online_retail.parquet: its pages are not checked")
    build, overview = editions[edition], seen[f"{edition}-overview"]
    language = "fr" if edition == "demo-fr" else "en"
    names = "currency, revenue, customers, average_order_value, revenue_per_customer"
    currency, revenue, customers, basket, value = build.query(f"select {names} from kpis")[0]
    assert overview["shown"] == {
        "revenue": money(revenue, language, currency),
        "customers": written(customers, language),
        "average_order_value": money(basket, language, currency, 2),
        "revenue_per_customer": money(value, language, currency, 2),
    }
    at_risk, stake, pareto, share = build.query(
        "select high_value_at_risk_customers, high_value_at_risk_revenue, pareto_customers,"
        " pareto_customer_share from kpis"
    )[0]
    for figure in (
        written(at_risk, language),
        money(stake, language, currency),
        written(pareto, language),
        percent(share, language),
    ):
        assert figure in overview["text"]
    rows = build.query("select segment_name, customers, revenue from segments")
    segments = seen[f"{edition}-segments"]["text"]
    for name, count, amount in rows:
        line = rf"{re.escape(name)}\s+{re.escape(written(count, language))}\s"
        assert re.search(line, segments), name
        assert money(amount, language, currency) in segments, name
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
    assert overview["shown"]["revenue"] == "£8,887,209"
    assert overview["shown"]["average_order_value"] == "£479.56"
    assert overview["shown"]["revenue_per_customer"] == "£2,048.69"
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
def test_the_call_list_leads_to_the_customer(
    seen: dict[str, dict], editions: dict[str, Build]
) -> None:
    first = first_at_risk(editions["demo-en"])
    assert seen["drill-down"]["after"]["address"].endswith(f"/demo-en/customers/#{first}")
    assert first in seen["drill-down"]["after"]["text"]


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
    for figure in (money(revenue, "en", currency), written(customers, "en"), written(pareto, "en")):
        assert figure in text
    called = [name for (name,) in demo.query("select customer_id from customers_at_risk")]
    assert called == re.findall(r'data-customer="([^"]+)"', text)
    segments = demo.query("select count(*) from segments")[0][0]
    assert text.count('class="radar"') == segments


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
