"""How long the service takes for an answer while many ask and versions are published.

    .venv/bin/python benchmarks/service.py [--database warehouse/demo.duckdb] [--readers 50]
        [--seconds 60] [--pause 0.1]

Readers keep a connection open and ask one question after the other: a customer, recommendations for
a customer and for a basket, a score, a cluster, a key figure. After an answer, a reader waits for
`--pause` seconds. Two versions are published meanwhile: the same data, with another id. The readers
run in a process of their own, on the same machine. Prints a Markdown table, and ends with status 1
if a request fails.
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
from pathlib import Path

import duckdb

from clientele.publish.places import Places
from clientele.publish.versions import put


def questions(database: Path) -> list[tuple[str, str, bytes]]:
    """Return 3,000 questions of six kinds: name, address, body."""
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
    for _ in range(500):
        customer = chance.choice(customers)
        metrics = {
            "recency_days": chance.randrange(400),
            "frequency": chance.randrange(1, 20),
            "monetary": chance.randrange(5000),
        }
        basket = {"products": chance.sample(products, 3), "customer_id": customer}
        found += [
            ("customer", f"/customers/{customer}", b""),
            ("for a customer", f"/customers/{customer}/recommendations", b""),
            ("for a basket", "/basket/recommendations", json.dumps(basket).encode()),
            ("score", "/score", json.dumps(metrics).encode()),
            (
                "cluster",
                "/cluster",
                json.dumps({"features": {one: chance.randrange(500) for one in features}}).encode(),
            ),
            ("key figure", "/metrics/revenue", b""),
        ]
    chance.shuffle(found)
    return found


async def read_for(port: int, asked: list, seconds: float, pause: float) -> tuple[list, list]:
    """Ask for some seconds; return the times by the name of the question, and what failed."""
    times, failed = [], []
    end = time.perf_counter() + seconds
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
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
            received = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(received.partition("content-length: ")[2].partition("\r\n")[0])
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError) as error:
            failed.append(f"{address}: {error!r}")
            break
        times.append((name, time.perf_counter() - began))
        if " 200 " not in received.partition("\r\n")[0]:
            failed.append(f"{address}: {received.partition(chr(13))[0]}")
        await asyncio.sleep(pause)
    writer.close()
    return times, failed


async def read_all(port: int, asked: list, readers: int, seconds: float, pause: float) -> dict:
    """Let all readers ask at once."""
    step = max(len(asked) // readers, 1)
    done = await asyncio.gather(
        *(
            read_for(port, asked[n * step :] + asked[: n * step], seconds, pause)
            for n in range(readers)
        )
    )
    return {
        "times": [one for times, _ in done for one in times],
        "failed": [one for _, failed in done for one in failed],
    }


def main() -> int:
    """Serve, ask, publish, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, default=Path("warehouse/demo.duckdb"))
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.1)
    parser.add_argument("--port", type=int, help="only ask a service that is running")
    given = parser.parse_args()
    if given.port:
        asked = questions(given.database)
        found = asyncio.run(read_all(given.port, asked, given.readers, given.seconds, given.pause))
        json.dump(found, sys.stdout)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder), "shop")
        places.scratch.mkdir(parents=True)
        for version in ("1", "2", "3"):
            file = places.scratch / f"{version}.duckdb"
            shutil.copy(given.database, file)
            file.chmod(0o644)
            with duckdb.connect(str(file)) as connection:
                connection.execute("update build_history set build_id = ?", [version])
        put(places, places.scratch / "1.duckdb", "1", 1)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "clientele.service", "--target", "shop"]
        service = subprocess.Popen(
            [*command, "--port", str(port)], env={**os.environ, "CLIENTELE_WAREHOUSE": folder}
        )
        try:
            while True:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            readers = subprocess.Popen(
                [
                    *(sys.executable, __file__, "--database", str(given.database)),
                    *("--readers", str(given.readers), "--seconds", str(given.seconds)),
                    *("--pause", str(given.pause), "--port", str(port)),
                ],
                stdout=subprocess.PIPE,
                text=True,
            )
            for version in ("2", "3"):
                time.sleep(given.seconds / 3)
                put(places, places.scratch / f"{version}.duckdb", version, 1)
            found = json.loads(readers.communicate()[0])
        finally:
            service.terminate()
            service.wait()
    rows = [("all", [time for _, time in found["times"]])]
    for name in sorted({name for name, _ in found["times"]}):
        rows.append((name, [time for one, time in found["times"] if one == name]))
    print(
        f"{given.readers} readers, {given.seconds:g} s, {given.pause:g} s between two questions\n"
    )
    print("| question | answers | per second | median, ms | p95, ms | p99, ms |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, times in rows:
        cuts = statistics.quantiles(times, n=100)
        figures = [f"{1000 * cuts[at]:.1f}" for at in (49, 94, 98)]
        rate = f"{len(times) / given.seconds:.0f}"
        print(f"| {name} | {len(times):,} | {rate} | {' | '.join(figures)} |")
    print(f"\nFailed: {len(found['failed'])}")
    for one in found["failed"][:10]:
        print(one)
    return 1 if found["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
