"""`python -m clientele.service --target demo --port 8000`, as script/serve calls it."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence

import uvicorn

from clientele.service.app import make_app
from clientele.service.problems import ServiceError
from clientele.service.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the process is asked to end; return the exit code."""
    parser = argparse.ArgumentParser(prog="script/serve", allow_abbrev=False)
    parser.add_argument("--target", default="demo")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    asked = parser.parse_args(arguments)
    try:
        app = make_app(Settings.of(asked.target, asked.host))
    except ServiceError as error:
        print(f"serve: {error}", file=sys.stderr)
        return 1
    # What is loaded stays until the end, so it is not searched for garbage while requests wait.
    gc.collect()
    gc.freeze()
    host = f"[{asked.host}]" if ":" in asked.host else asked.host
    print(f"serve: {asked.target} on http://{host}:{asked.port} until Ctrl+C", flush=True)
    # The ids of customers are in addresses, so addresses are not logged.
    uvicorn.run(
        app,
        host=asked.host,
        port=asked.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        # Proxies keep a connection for a minute. Were it closed before, a request could be lost.
        timeout_keep_alive=75,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
