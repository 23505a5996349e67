"""Servers on this machine alone: of files, of a bucket, and of PostgreSQL."""

from __future__ import annotations

import http.server
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest


class InRanges(http.server.BaseHTTPRequestHandler):
    """Answers with a content, or with the range of it that is asked for."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def send(self, content: bytes, head_only: bool, **headers: str) -> None:
        wanted = self.headers.get("Range", "")
        part = content
        if wanted:
            first, last = wanted.removeprefix("bytes=").split("-")
            part = content[int(first) : int(last) + 1 if last else None]
        self.send_response(206 if wanted else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        if wanted:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if not head_only:
            self.wfile.write(part)


def listing(sizes: dict[str, int]) -> bytes:
    """The answer to a request for the keys of a bucket, from their sizes."""
    contents = "".join(
        f"<Contents><Key>{escape(key)}</Key><Size>{size}</Size>"
        "<LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>1</ETag></Contents>"
        for key, size in sizes.items()
    )
    return (
        '<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>'
        f"{contents}</ListBucketResult>"
    ).encode()


class Files(InRanges, http.server.SimpleHTTPRequestHandler):
    """Files of a folder, in ranges; /private/ is forbidden; a folder is also listed as a bucket."""

    def do_HEAD(self) -> None:
        self.reply(head_only=True)

    def do_GET(self) -> None:
        self.reply(head_only=False)

    def reply(self, *, head_only: bool) -> None:
        query = parse_qs(urlsplit(self.path).query)
        file = Path(self.directory) / unquote(urlsplit(self.path).path).lstrip("/")
        if "private" in file.parts:
            self.send_error(403)
        elif "list-type" in query:
            self.send(self.listing(file, query["prefix"][0]), head_only)
        elif file.is_file():
            self.send(file.read_bytes(), head_only)
        else:
            self.send_error(404)

    def listing(self, bucket: Path, prefix: str) -> bytes:
        keys = sorted(str(path.relative_to(bucket)) for path in bucket.rglob("*.*"))
        return listing(
            {key: (bucket / key).stat().st_size for key in keys if key.startswith(prefix)}
        )


@contextmanager
def serving(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answer requests with a handler, and give the host and port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def serve(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder, and give the host and port."""
    return serving(partial(Files, directory=str(folder)))


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server, and give the settings that reach it.

    Drivers that know no sockets reach it on a port of 127.0.0.1.
    """
    programs = [
        shutil.which("initdb"),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True),
    ]
    initdb = next((Path(program) for program in programs if program), None)
    if initdb is None:
        pytest.skip("no PostgreSQL server here (initdb is missing): reading from one is not tried")
    # The server refuses to run as root, and another user must reach its folder. A build in this
    # process may have moved tempfile's folder to one that only its user can read.
    user = "nobody" if os.geteuid() == 0 else None
    shared = os.environ.get("TMPDIR", "/tmp")
    folder = Path(tempfile.mkdtemp(prefix="clientele-postgres-", dir=shared))
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(initdb.with_name(program)), "-D", str(folder / "data"), *arguments],
            user=user,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = f"-c listen_addresses=127.0.0.1 -p {port} -c fsync=off -k {folder}"
    try:
        run("initdb", "-A", "trust", "-U", "reader")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", given, "start")
        try:
            yield f"host={folder} port={port} dbname=postgres user=reader"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
