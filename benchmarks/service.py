"""How long the service takes for an answer while many ask and versions are published.

    .venv/bin/python benchmarks/service.py [--database warehouse/demo.duckdb] [--readers 50]
        [--seconds 60] [--flood-seconds 10]

Each reader keeps a connection open and asks one question after the other: a customer,
recommendations for a customer and for a basket, a score, a cluster, a value, a key figure. There
are three loads:

- `calm`: each reader asks once per second on average, at random times, so some ask at once. Its
  answers have the times that people see.
- `flood`: each reader asks again as soon as it has an answer. The times are then the number of
  readers divided by the answers per second, so this load measures how much the service can answer.
- `floor`: as `flood`, but all ask `GET /health`. Nothing is asked of the database, so this is the
  cost of HTTP alone.

Two versions are published during `calm` and during `flood`: the same data, with another id. The
readers run in a process of their own, on the same machine. Prints a Markdown table, and ends with
status 1 if a request fails.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import duckdb

from clientele.publish.places import Places
from clientele.publish.versions import put

# The seconds between two questions of a reader. The floor has no questions.
LOADS = {"calm": 1.0, "flood": 0.0, "floor": 0.0}
PER_KIND = 5000


def questions(database: Path) -> list[tuple[str, str, bytes]]:
    """Return questions of seven kinds in random order: name, address, body."""
    chance = random.Random(1)
    with duckdb.connect(str(database), read_only=True) as connection:
        customers = [
            one for (one,) in connection.execute("select customer_id from customers").fetchall()
        ]
        products = [
            one for (one,) in connection.execute("select product_id from products").fetchall()
        ]
        (named,) = connection.execute(
            "select features from cluster_models where is_current"
        ).fetchone()
    features = named.split(", ")
    found = []
    for _ in range(PER_KIND):
        customer = chance.choice(customers)
        metrics = {
            "recency_days": chance.randrange(400),
            "frequency": chance.randrange(2, 20),
            "monetary": chance.randrange(5000),
        }
        history = metrics | {"tenure_days": metrics["recency_days"] + chance.randrange(1, 400)}
        basket = {"products": chance.sample(products, 3), "customer_id": customer}
        group = {"features": {one: chance.randrange(500) for one in features}}
        found += [
            ("customer", f"/customers/{customer}", b""),
            ("for a customer", f"/customers/{customer}/recommendations", b""),
            ("for a basket", "/basket/recommendations", json.dumps(basket).encode()),
            ("score", "/score", json.dumps(metrics).encode()),
            ("cluster", "/cluster", json.dumps(group).encode()),
            ("value", "/value", json.dumps(history).encode()),
            ("key figure", "/metrics/revenue", b""),
        ]
    chance.shuffle(found)
    return found


class Readers:
    """Readers that ask at once.

    Attributes:
        times: The seconds of each answer, with the name of the question.
        failed: What failed.
        again: The answers to questions that the same version had answered before.

    """

    def __init__(self, port: int) -> None:
        """Ask the service on a port."""
        self.port = port
        self.times: list[tuple[str, float]] = []
        self.failed: list[str] = []
        self.again = 0
        self._asked: set[tuple[bytes, str, bytes]] = set()

    async def ask(self, asked: list, seed: int, seconds: float, pause: float) -> None:
        """Let one reader ask for some seconds."""
        chance = random.Random(seed)
        end = time.perf_counter() + seconds
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.sleep(chance.uniform(0, pause))
        number = 0
        while time.perf_counter() < end:
            name, address, body = asked[number % len(asked)]
            number += 1
            began = time.perf_counter()
            head = f"{'POST' if body else 'GET'} {address} HTTP/1.1\r\nHost: localhost\r\n"
            if body:
                head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            writer.write(head.encode() + b"\r\n" + body)
            try:
                received = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(received.partition(b"content-length: ")[2].partition(b"\r\n")[0])
                await reader.readexactly(length)
            except (OSError, asyncio.IncompleteReadError) as error:
                self.failed.append(f"{address}: {error!r}")
                break
            taken = time.perf_counter() - began
            self.times.append((name, taken))
            status = received.partition(b"\r\n")[0].decode()
            if " 200 " not in status:
                self.failed.append(f"{address}: {status}")
            version = received.partition(b"clientele-version: ")[2].partition(b"\r\n")[0]
            question = (version, address, body)
            self.again += question in self._asked
            self._asked.add(question)
            await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)
        writer.close()

    async def ask_all(self, asked: list, readers: int, seconds: float, pause: float) -> None:
        """Let all readers ask, each beginning with another question."""
        step = max(len(asked) // readers, 1)
        await asyncio.gather(
            *(
                self.ask(asked[n * step :] + asked[: n * step], n, seconds, pause)
                for n in range(readers)
            )
        )


def ask(database: Path, port: int, load: str, readers: int, seconds: float) -> dict:
    """Return what the readers of a load saw, and the seconds of the processor that they took."""
    asked = [("health", "/health", b"")] if load == "floor" else questions(database)
    before = time.process_time()
    asking = Readers(port)
    asyncio.run(asking.ask_all(asked, readers, seconds, LOADS[load]))
    return {
        "times": asking.times,
        "failed": asking.failed,
        "again": asking.again,
        "processor": time.process_time() - before,
    }


def processor_of(port: int) -> float:
    """Return the seconds of the processor that the service has taken, as it says."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    (found,) = [line for line in lines if line.startswith("process_cpu_seconds_total ")]
    return float(found.split()[1])


def main() -> int:
    """Serve, ask, publish, and print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", type=Path, default=Path("warehouse/demo.duckdb"))
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--flood-seconds", type=float, default=10, help="and those of the floor")
    parser.add_argument("--load", choices=LOADS, help="only ask a service that is running")
    parser.add_argument("--port", type=int, help="its port")
    given = parser.parse_args()
    if given.load:
        found = ask(given.database, given.port, given.load, given.readers, given.seconds)
        json.dump(found, sys.stdout)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        lasting = {load: given.seconds if load == "calm" else given.flood_seconds for load in LOADS}
        found = serve_and_ask(Path(folder), given.database, given.readers, lasting)
    return show(found, given.readers, lasting)


def serve_and_ask(folder: Path, database: Path, readers: int, lasting: dict) -> dict:
    """Serve a database and return what the readers of each load saw."""
    places = Places(folder, "shop")
    places.scratch.mkdir(parents=True)
    versions = [str(number) for number in range(1, 6)]
    for version in versions:
        file = places.scratch / f"{version}.duckdb"
        shutil.copy(database, file)
        file.chmod(0o644)
        with duckdb.connect(str(file)) as connection:
            connection.execute("update build_history set build_id = ?", [version])
    waiting = iter(versions)

    def publish() -> None:
        version = next(waiting)
        put(places, places.scratch / f"{version}.duckdb", version, 1)

    publish()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    service = subprocess.Popen(
        [sys.executable, "-m", "clientele.service", "--target", "shop", "--port", str(port)],
        env={**os.environ, "CLIENTELE_WAREHOUSE": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        found = {}
        for load, seconds in lasting.items():
            before = processor_of(port)
            asking = subprocess.Popen(
                [
                    *(sys.executable, __file__, "--database", str(database), "--load", load),
                    *("--readers", str(readers), "--seconds", str(seconds), "--port", str(port)),
                ],
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(0 if load == "floor" else 2):
                time.sleep(seconds / 3)
                publish()
            found[load] = json.loads(asking.communicate()[0])
            found[load]["service"] = processor_of(port) - before
        return found
    finally:
        service.terminate()
        service.wait()


def show(found: dict, readers: int, lasting: dict) -> int:
    """Print a table of all loads, and return 1 if a request failed."""
    seconds = ", ".join(f"{load} {seconds:g} s" for load, seconds in lasting.items())
    print(f"{readers} readers, {seconds}\n")
    print("| load | question | answers | per second | median, ms | p95, ms | p99, ms |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for load, seen in found.items():
        names = sorted({name for name, _ in seen["times"]})
        for name in ["all", *names] if len(names) > 1 else ["all"]:
            times = [taken for one, taken in seen["times"] if name in ("all", one)]
            cuts = statistics.quantiles(times, n=100)
            figures = " | ".join(f"{1000 * cuts[at]:.1f}" for at in (49, 94, 98))
            rate = f"{len(times) / lasting[load]:.0f}"
            print(f"| {load} | {name} | {len(times):,} | {rate} | {figures} |")
    floor = found["floor"]["service"] / len(found["floor"]["times"])
    print(
        "\n| load | service, ms per answer | of the floor | readers, ms per answer | asked before |"
    )
    print("|---|---:|---:|---:|---:|")
    for load, seen in found.items():
        answers = len(seen["times"])
        service = seen["service"] / answers
        figures = f"{1000 * service:.2f} | {service / floor:.1f}"
        reading = f"{1000 * seen['processor'] / answers:.2f}"
        print(f"| {load} | {figures} | {reading} | {100 * seen['again'] / answers:.0f} % |")
    failed = [f"{load}: {one}" for load, seen in found.items() for one in seen["failed"]]
    print(f"\nFailed: {len(failed)}")
    for one in failed[:10]:
        print(one)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
