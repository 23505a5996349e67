"""The service over HTTP: its answers, what it refuses, and a version published under readers."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient
from support import Build

from clientele.publish.places import Places
from clientele.publish.versions import put
from clientele.service import Settings, Version, Versions, make_app

from .versions import another_version

KEY = "a key of the tests, long enough"
HISTORY = {"recency_days": 10, "frequency": 2, "tenure_days": 12, "monetary": 1}
INJECTIONS = [
    "' or 1=1 --",
    "'; drop table customers; --",
    '" union select * from settings --',
    "C10153' --",
    "$1); attach 'other.duckdb'; --",
    "read_csv('dbt_project.yml')",
    "../../etc/passwd",
    "{{ 7 * 7 }}",
    "\u0000",
    "%00",
    "\u202e'",
]


def client_of(database: Path, **given: Any) -> TestClient:
    app = make_app(Settings(database, **given))
    return TestClient(app, "http://localhost", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(demo: Build) -> Iterator[TestClient]:
    with client_of(demo.published) as opened:
        yield opened


def row_of(demo: Build, sql: str) -> dict[str, Any]:
    """Return a row of a query as the service writes it."""
    with duckdb.connect(str(demo.published), read_only=True) as connection:
        found = connection.execute(sql)
        names = [column[0] for column in found.description]
        return dict(zip(names, map(written, found.fetchone()), strict=True))


def written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def read(answer: Any) -> Any:
    """Return the body of an answer with its decimal numbers as they are written."""
    return json.loads(answer.text, parse_float=Decimal)


# What is asked, and the query that has the same row as its answer.
SAME = {
    "customer_360": (
        "/customers/C10153",
        None,
        "select * from customers where customer_id = 'C10153'",
    ),
    "score_customer": (
        "/score",
        {"recency_days": 12, "frequency": 3, "monetary": 250},
        "select * from score_customer(recency_days := 12, frequency := 3, monetary := 250)",
    ),
    "predict_cluster": (
        "/cluster",
        {"features": {"monetary": 250, "frequency": 3, "recency_days": 12}},
        "select * from predict_cluster(12, 3, 250)",
    ),
    "unknown_feature": (
        "/cluster",
        {"features": {"monetary": 250, "frequency": None, "recency_days": 12}},
        "select * from predict_cluster(12, null, 250)",
    ),
    "predict_value": (
        "/value",
        {"recency_days": 12, "frequency": 3, "tenure_days": 200, "monetary": 250},
        "select * from predict_value(12, 3, 200, 250)",
    ),
    "one_order_today": (
        "/value",
        {"recency_days": 0, "frequency": 1, "tenure_days": 0, "monetary": 0},
        "select * from predict_value(0, 1, 0, 0)",
    ),
    "recommend_for_customer": (
        "/customers/C10153/recommendations?n=1",
        None,
        "select * from recommend_for_customer('C10153', 1)",
    ),
    "recommend_for_basket": (
        "/basket/recommendations",
        {"products": ["GA101", "GA105"], "n": 1, "customer_id": "C10153"},
        "select * from recommend_for_basket(['GA101', 'GA105'], 1, customer := 'C10153')",
    ),
    "kpis": (
        "/metrics/high_value_at_risk_revenue",
        None,
        "select 'high_value_at_risk_revenue' as name, high_value_at_risk_revenue as value,"
        " as_of_date, currency from kpis",
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_an_answer_is_what_sql_answers(client: TestClient, demo: Build, name: str) -> None:
    address, body, sql = SAME[name]
    found = client.post(address, json=body) if body else client.get(address)
    assert found.status_code == 200, found.text
    answer = json.loads(found.text)
    exact = read(found)
    row = answer[0] if isinstance(answer, list) else answer
    digits = exact[0] if isinstance(exact, list) else exact
    expected = row_of(demo, sql)
    assert list(row) == list(expected)
    # Decimal numbers have all their digits, and others are equal as numbers.
    assert {k: digits[k] if isinstance(v, Decimal) else row[k] for k, v in expected.items()} == (
        expected
    )


def test_pages_of_customers_are_all_customers_of_a_segment(client: TestClient, demo: Build) -> None:
    found: list[str] = []
    after = ""
    while after is not None:
        address = f"/customers?segment=at_risk&limit=50{after and '&after='}{after}"
        page = client.get(address).json()
        found += [one["customer_id"] for one in page["customers"]]
        after = page["next"]
    with duckdb.connect(str(demo.published), read_only=True) as connection:
        expected = connection.execute(
            "select customer_id from customers where segment_id = 'at_risk' order by 1"
        ).fetchall()
    assert len(found) > 50
    assert found == [one for (one,) in expected]


def test_a_key_figure_per_month_adds_up(client: TestClient) -> None:
    months = read(client.get("/metrics/revenue?by=month"))["months"]
    total = read(client.get("/metrics/revenue"))["value"]
    assert sum(Decimal(month["value"]) for month in months) == total


def test_every_address_is_listed_and_every_listed_key_figure_is_answered(
    client: TestClient,
) -> None:
    listed = client.get("/").json()
    assert {(one["method"], one["address"]) for one in listed["addresses"]} == {
        ("GET", "/"),
        ("GET", "/health"),
        ("GET", "/version"),
        ("GET", "/metrics"),
        ("GET", "/metrics/{name}"),
        ("GET", "/customers"),
        ("GET", "/customers/{customer_id}"),
        ("GET", "/customers/{customer_id}/recommendations"),
        ("POST", "/basket/recommendations"),
        ("POST", "/cluster"),
        ("POST", "/score"),
        ("POST", "/value"),
    }
    assert listed["features"] == ["recency_days", "frequency", "monetary"]
    assert {"revenue", "gini"} <= set(listed["metrics"])
    answered = {name: client.get(f"/metrics/{name}").status_code for name in listed["metrics"]}
    assert set(answered.values()) == {200}, answered


def test_the_contract_describes_columns_as_the_database_does(client: TestClient) -> None:
    contract = client.get("/openapi.json").json()
    monetary = contract["components"]["schemas"]["customer"]["properties"]["monetary"]
    assert monetary["type"] == "number"
    assert monetary["description"]
    schemas = contract["components"]["schemas"]
    assert all(schemas[name]["example"] for name in ("Score", "Value", "Cluster", "Basket"))


@pytest.mark.parametrize(
    ("method", "address", "body", "status", "code"),
    [
        ("GET", "/customers/nobody", None, 404, "not-found"),
        ("GET", "/customers/nobody/recommendations", None, 404, "not-found"),
        ("GET", "/metrics/as_of_date", None, 404, "not-found"),
        ("GET", "/metrics/opportunity?by=month", None, 404, "not-found"),
        ("GET", "/metrics/revenue?by=day", None, 422, "invalid-value"),
        ("GET", "/nowhere", None, 404, "no-such-address"),
        ("PUT", "/score", None, 405, "method-not-allowed"),
        ("GET", "/customers?limit=501", None, 422, "invalid-value"),
        ("GET", "/customers?colour=red", None, 422, "invalid-value"),
        ("GET", "/customers?segment=nowhere", None, 422, "invalid-value"),
        ("GET", "/customers?after=nobody", None, 422, "invalid-value"),
        ("POST", "/score", {"recency_days": 1, "frequency": 1}, 422, "invalid-value"),
        (
            "POST",
            "/score",
            {"recency_days": "1", "frequency": 1, "monetary": 1},
            422,
            "invalid-value",
        ),
        ("POST", "/value", HISTORY | {"tenure_days": None}, 422, "invalid-value"),
        ("POST", "/value", HISTORY | {"recency_days": 13}, 422, "invalid-value"),
        ("POST", "/value", HISTORY | {"frequency": 1}, 422, "invalid-value"),
        ("POST", "/value", HISTORY | {"frequency": 0}, 422, "invalid-value"),
        ("POST", "/cluster", {"features": {"recency_days": 1}}, 422, "invalid-value"),
        ("POST", "/basket/recommendations", {"products": ["GA101", "XX"]}, 422, "invalid-value"),
        (
            "POST",
            "/basket/recommendations",
            {"products": ["GA101"], "customer_id": "nobody"},
            422,
            "invalid-value",
        ),
        ("POST", "/basket/recommendations", {"products": ["x" * 66_000]}, 413, "body-too-large"),
    ],
)
def test_a_request_that_cannot_be_answered_gets_problem_details(
    client: TestClient, method: str, address: str, body: Any, status: int, code: str
) -> None:
    found = client.request(method, address, json=body)
    assert found.headers["content-type"] == "application/problem+json"
    problem = found.json()
    assert (found.status_code, problem["status"]) == (status, status)
    assert problem["type"] == f"urn:clientele:problem:{code}"
    assert problem["title"] and problem["detail"]


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_injection_through_any_parameter_is_refused(client: TestClient, text: str) -> None:
    metrics = {"recency_days": 1, "frequency": 1, "monetary": 1}
    basket = {"products": ["GA101"]}
    asked = [
        *(client.get("/customers", params={name: text}) for name in ("segment", "after", "limit")),
        client.get("/customers", params={text: "1"}),
        client.get("/metrics/revenue", params={"by": text}),
        client.get("/customers/C10153/recommendations", params={"n": text}),
        *(
            client.get(address.format(quoted(text)))
            for address in ("/customers/{}", "/customers/{}/recommendations", "/metrics/{}")
        ),
        *(client.post("/score", json=metrics | {name: text}) for name in (*metrics, text)),
        *(client.post("/value", json=HISTORY | {name: text}) for name in (*HISTORY, text)),
        *(
            client.post("/cluster", json={"features": metrics | {name: text}})
            for name in (*metrics, text)
        ),
        client.post("/cluster", json={"features": metrics | {text: 1}}),
        *(
            client.post("/basket/recommendations", json=basket | {name: given})
            for name, given in [
                ("products", text),
                ("products", [text]),
                ("customer_id", text),
                ("n", text),
                (text, text),
            ]
        ),
    ]
    statuses = {str(one.request.url): one.status_code for one in asked}
    assert {400 <= status < 500 for status in statuses.values()} == {True}, statuses
    assert {one.headers["content-type"] for one in asked} == {"application/problem+json"}


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def test_any_request_has_the_answer_of_the_contract(demo: Build, tmp_path: Path) -> None:
    with served(demo.published.parent) as (_, port):
        ended = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", "--no-color"),
                f"http://127.0.0.1:{port}/openapi.json",
                *("--phases", "examples,coverage,fuzzing", "--max-examples", "40"),
                *("--seed", "1", "--generation-database", "none", "--workers", "1"),
                # A value that the contract allows may still name nothing in the shop.
                *("--exclude-checks", "positive_data_acceptance"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": f"Bearer {KEY}x"}, 401),
        ({"Authorization": KEY}, 401),
        ({"Authorization": f"Bearer {KEY}"}, 200),
    ],
)
def test_a_key_is_asked_for(demo: Build, headers: dict[str, str], status: int) -> None:
    with client_of(demo.published, key=KEY, is_local=False) as opened:
        asked = [
            opened.get(address, headers=headers).status_code
            for address in ("/", "/version", "/metrics", "/openapi.json", "/customers/C10153")
        ]
        assert set(asked) == {status}
        assert opened.get("/health", headers=headers).status_code == 200


def test_another_site_cannot_ask(client: TestClient) -> None:
    found = client.get("/version", headers={"Host": "shop.example"})
    assert (found.status_code, found.json()["type"]) == (421, "urn:clientele:problem:host-wrong")
    answer = client.get("/version", headers={"Origin": "https://shop.example"})
    assert [name for name in answer.headers if name.startswith("access-control")] == []


def test_a_value_that_is_withheld_has_a_reason(demo: Build, tmp_path: Path) -> None:
    file = another_version(demo.published, tmp_path, "20260101T000000000Z")
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "update main_internal.int_value__models set withheld_reason = 'few_customers'"
        )
    with client_of(file) as opened:
        found = opened.post("/value", json=HISTORY)
    assert found.status_code == 200
    assert found.json() == {
        "expected_orders": None,
        "expected_revenue": None,
        "probability_alive": None,
        "withheld_reason": "few_customers",
        "alive_reason": "few_customers",
    }


HOURS = "select count(*) from range(10000000) a, range(10000000) b"


def test_a_query_that_takes_too_long_is_stopped(demo: Build) -> None:
    app = make_app(Settings(demo.published, seconds=0.2))

    @app.get("/slow", summary="Count for hours")
    async def slow() -> None:
        await app.state.versions.answer("slow", lambda read: read(HOURS))

    @app.get("/many", summary="Ask without an end")
    async def many() -> None:
        await app.state.versions.answer("many", lambda read: [read("select 1") for _ in count()])

    with TestClient(app, "http://localhost") as opened:
        for address in ("/slow", "/many"):
            found = opened.get(address)
            problem = found.json()["type"]
            assert (found.status_code, problem) == (504, "urn:clientele:problem:too-slow")
        # The cursors are free again.
        assert opened.get("/customers/C10153").status_code == 200


def test_a_request_that_is_given_up_leaves_its_cursor_when_the_query_has_ended(
    demo: Build,
) -> None:
    async def give_up() -> None:
        versions = Versions(Settings(demo.published, seconds=600))
        free = len(versions.current.cursors)
        asked = [
            asyncio.create_task(versions.answer(n, lambda read: read(HOURS)))
            for n in range(free + 1)
        ]
        while versions.current.cursors:
            await asyncio.sleep(0.01)
        for one in asked:
            one.cancel()
        done = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(one) for one in done} == {asyncio.CancelledError}
        # A cursor that a thread still uses is not handed out.
        _, answer = await versions.answer("next", lambda read: read("select 1 as one"))
        assert answer == b'[{"one":1}]'
        while len(versions.current.cursors) < free:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(give_up(), 60))


def test_a_request_that_waits_too_long_for_its_turn_is_refused(demo: Build) -> None:
    async def wait() -> None:
        versions = Versions(Settings(demo.published, seconds=0.3))
        asked = [versions.answer(n, lambda read: read(HOURS)) for n in range(20)]
        done = await asyncio.gather(*asked, return_exceptions=True)
        assert {getattr(one, "code", one) for one in done} == {"too-slow"}

    asyncio.run(asyncio.wait_for(wait(), 60))


def test_one_request_too_many_is_refused(demo: Build) -> None:
    with client_of(demo.published, requests=0) as opened:
        found = opened.get("/version")
        assert found.status_code == 503
        assert found.headers["retry-after"] == "1"


def test_the_file_cannot_be_written_and_no_other_file_read(demo: Build) -> None:
    version = Version(demo.published)
    for sql in (
        "update customers set customer_name = 'x'",
        "create table other as select 1 as one",
        "from read_csv('dbt_project.yml')",
        "copy customers to 'customers.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            version.read(sql)


@pytest.mark.parametrize(
    ("host", "environment", "code"),
    [
        ("0.0.0.0", {}, "key-missing"),
        ("127.0.0.1", {"CLIENTELE_API_KEY": "short"}, "key-too-short"),
        ("127.0.0.1", {}, "database-missing"),
    ],
)
def test_a_start_that_is_refused_is_one_sentence(
    tmp_path: Path, host: str, environment: dict[str, str], code: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "clientele.service", "--host", host],
        env={**os.environ, "CLIENTELE_WAREHOUSE": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"serve: [{code}] ")
    assert len(ended.stderr.splitlines()) == 1


class Reader(threading.Thread):
    """Asks one question after the other, and keeps what went wrong."""

    def __init__(self, port: int, asked: list[str]) -> None:
        super().__init__()
        self.port = port
        self.asked = asked
        self.versions: list[str] = []
        self.wrong: list[str] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        number = 0
        while not self.stopped.is_set():
            try:
                connection.request("GET", self.asked[number % len(self.asked)])
                answer = connection.getresponse()
                version = answer.headers["Clientele-Version"]
                name = json.loads(answer.read())["customer_name"]
            except (OSError, http.client.HTTPException, KeyError) as error:
                self.wrong.append(repr(error))
                return
            if answer.status != 200 or name != version:
                self.wrong.append(f"{answer.status}, {name} in {version}")
            self.versions.append(version)
            number += 1
        connection.close()


def test_versions_published_under_readers_drop_no_request(demo: Build, tmp_path: Path) -> None:
    names = ["20260101T000000000Z", "20260102T000000000Z", "20260103T000000000Z"]
    files = [another_version(demo.published, tmp_path, name) for name in names]
    places = Places(tmp_path / "warehouse", "demo")
    places.scratch.mkdir(parents=True)
    put(places, files[0], names[0], 2)
    ids = [one for (one,) in demo.query("select customer_id from customers order by 1 limit 400")]
    with served(places.warehouse) as (process, port):
        readers = [Reader(port, [f"/customers/{one}" for one in ids[n::8]]) for n in range(8)]
        for reader in readers:
            reader.start()
        try:
            for file, name in zip(files[1:], names[1:], strict=True):
                until(lambda: all(len(reader.versions) > 5 or reader.wrong for reader in readers))
                put(places, file, name, 2)
                until(lambda wanted=name: answers(port) == wanted)
            # The files of the versions before are closed, so their space is given back.
            until(lambda: open_files(process) == 1)
        finally:
            for reader in readers:
                reader.stopped.set()
            for reader in readers:
                reader.join()
    assert [one for reader in readers for one in reader.wrong] == []
    assert {one for reader in readers for one in reader.versions} == set(names)
    for reader in readers:
        assert reader.versions == sorted(reader.versions)


@contextlib.contextmanager
def served(warehouse: Path) -> Iterator[tuple[int, int]]:
    """Serve the demo of a warehouse, and give the process and the port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "clientele.service", "--port", str(port)],
        env={**os.environ, "CLIENTELE_WAREHOUSE": str(warehouse)},
    )
    try:
        until(lambda: answers(port) or process.poll() is not None)
        yield process.pid, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert process.returncode in (0, -signal.SIGTERM)


def answers(port: int) -> str:
    """Return the version that a service answers from; nothing if it does not listen yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/version")
        return str(json.loads(connection.getresponse().read())["version"])
    except ConnectionError:
        return ""
    finally:
        connection.close()


def open_files(process: int) -> int:
    """Return how many databases a process has open."""
    found = 0
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += ".duckdb" in str(descriptor.readlink())
    return found


def until(is_so: Any) -> None:
    """Wait for a condition, for at most a minute."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, "this did not come true in a minute"
        time.sleep(0.05)
