"""What is refused before a request is read, and what is counted of each request."""

from __future__ import annotations

import asyncio
import hmac
import time

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clientele.service.problems import Problem, answer
from clientele.service.settings import LOCAL_NAMES, Settings

# Probes ask for it without a key.
OPEN = ("/health",)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Counts:
    """What Prometheus reads: requests, their time, and what the process takes."""

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "clientele_requests",
            "Requests by address and status.",
            ("method", "address", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "clientele_request_seconds",
            "Time from a request to the end of its answer.",
            ("method", "address"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.open = Gauge(
            "clientele_requests_open", "Requests that are being answered.", registry=self.registry
        )

    def written(self) -> bytes:
        """Return the counts in the text format of Prometheus."""
        return generate_latest(self.registry)

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one request. What clients invent is counted as `unknown`, so counts stay few."""
        route = scope.get("route")
        address = getattr(route, "path", "unknown")
        method = scope["method"] if scope["method"] in getattr(route, "methods", ()) else "unknown"
        self.requests.labels(method, address, str(status)).inc()
        self.seconds.labels(method, address).observe(seconds)


class Guard:
    """Refuses requests without the key, for another host, with a large body, or one too many."""

    def __init__(self, app: ASGIApp, settings: Settings, counts: Counts) -> None:
        """Stand in front of an application."""
        self.app = app
        self.settings = settings
        self.counts = counts
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self.open += 1
        self.counts.open.set(self.open)
        try:
            self._check(scope)
            await self.app(scope, await self._read(receive), watched)
        except Problem as problem:
            refused = answer(problem.code, problem.detail, headers=problem.headers)
            await refused(scope, receive, watched)
        finally:
            self.open -= 1
            self.counts.open.set(self.open)
            self.counts.count(scope, status, time.perf_counter() - began)

    def _check(self, scope: Scope) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if self.open > self.settings.requests:
            raise Problem(
                "too-many-requests", "Ask again in a second.", headers={"Retry-After": "1"}
            )
        key = self.settings.key
        if key is None and self.settings.is_local:
            # Otherwise a page of another site could have its name point to this machine.
            host = headers.get(b"host", "")
            name = host if host.endswith("]") else host.rpartition(":")[0] or host
            if name not in LOCAL_NAMES:
                raise Problem("host-wrong", f"Ask for one of {', '.join(LOCAL_NAMES)}.")
        if key is not None and scope["path"] not in OPEN:
            brought = headers.get(b"authorization", "")
            if not hmac.compare_digest(brought.encode("latin-1"), f"Bearer {key}".encode()):
                raise Problem(
                    "key-wrong",
                    "Bring the key in the header `Authorization: Bearer KEY`.",
                    headers={"WWW-Authenticate": "Bearer"},
                )

    async def _read(self, receive: Receive) -> Receive:
        """Read the body of a request, and return what hands it to the application."""
        body = b""
        limit = self.settings.body_bytes
        try:
            async with asyncio.timeout(self.settings.seconds):
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        break
                    body += message.get("body", b"")
                    if len(body) > limit:
                        raise Problem("body-too-large", f"A body has at most {limit:,} bytes.")
                    if not message.get("more_body"):
                        break
        except TimeoutError:
            raise Problem("body-too-slow", "Send the whole body at once.") from None
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return waiting.pop() if waiting else await receive()

        return replay
