"""Serves a built site on this machine, with the headers that a public server should set too.

    python -m clientele.report serve reports/site/demo/build --port 3000

The server answers GET and HEAD. It compresses text, sends parts of files, lists no folder, and
sends the Content-Security-Policy that `content_security_policy` returns.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clientele.report.errors import ReportError

__all__ = ["content_security_policy", "make_server", "wanted_range"]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Evidence puts a hash of the content into these names.
UNCHANGING = "/_app/immutable/"
COMPRESSED = re.compile(r"text/|application/(javascript|json|wasm|manifest)|image/svg")
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
}
INLINE = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script\s*>", re.DOTALL | re.I)


def content_security_policy(page: bytes) -> str:
    """Return the policy of a page: its own files, and the inline scripts that Evidence wrote.

    DuckDB in the browser compiles WebAssembly and starts a worker. Charts set inline styles.
    Scripts of other servers, event handlers in attributes and `eval` do not run.

    >>> policy = content_security_policy(b"<script>start()</script>")
    >>> policy.split("; ")[1]
    "script-src 'self' 'wasm-unsafe-eval' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='"

    """
    hashes = [
        base64.b64encode(hashlib.sha256(found["code"]).digest()).decode()
        for found in INLINE.finditer(page)
        if b"src=" not in found["attributes"] and b"application/json" not in found["attributes"]
    ]
    allowed = " ".join(f"'sha256-{value}'" for value in dict.fromkeys(hashes))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {allowed}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that a Range header asks for, or None for the whole file.

    >>> wanted_range("bytes=0-99", 1000), wanted_range("bytes=900-", 1000)
    ((0, 99), (900, 999))
    >>> wanted_range("bytes=-100", 1000), wanted_range("lines=1-2", 1000)
    ((900, 999), None)

    Raises:
        ValueError: the file has no such byte.

    """
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", header.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        first, last = str(max(size - int(last), 0)), ""
    begin, end = int(first), min(int(last), size - 1) if last else size - 1
    if begin > end:
        raise ValueError(header)
    return begin, end


@lru_cache(maxsize=512)
def _compressed(path: Path, _version: tuple[int, int]) -> bytes:
    """Return the compressed bytes of a version of a file."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


@dataclass(frozen=True)
class _Served:
    """A file that answers a request."""

    path: Path
    content_type: str
    version: tuple[int, int]

    @classmethod
    def of(cls, path: Path) -> _Served:
        stat = path.stat()
        guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        content_type = TYPES.get(path.suffix.lower(), guessed)
        return cls(path, content_type, (stat.st_mtime_ns, stat.st_size))

    @property
    def tag(self) -> str:
        return '"{:x}-{:x}"'.format(*self.version)


def make_server(folder: Path, port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """Return a server of a folder, which `serve_forever` starts. Port 0 takes a free port.

    Raises:
        ReportError: the folder has no site, or the port cannot be used.

    """
    if not (folder / "index.html").is_file():
        raise ReportError(f"{folder} has no index.html: build the site with script/report.")
    handler = type("Handler", (_Handler,), {"root": folder.resolve()})
    try:
        return _Server((host, port), handler)
    except (OSError, OverflowError) as error:
        raise ReportError(
            f"Port {port} cannot be used: choose another from 1024 to 65535 with --port, such as"
            " --port 8080."
        ) from error


class _Server(ThreadingHTTPServer):
    """Answers in threads that end with the server."""

    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    root: Path
    protocol_version = "HTTP/1.1"
    server_version = "clientele"
    sys_version = ""
    # Without it, a small answer waits for the acknowledgement of its headers.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Send a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send the headers of a file."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: an address can contain the id of a customer."""

    def _answer(self, with_body: bool) -> None:
        if not self._is_own_name():
            # A page of another site can point a name of its own at this machine.
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        address = urlsplit(self.path).path
        path = self._find(unquote(address))
        if path is None:
            return self._refuse_address()
        if path.name == "index.html" and not address.endswith(("/", "index.html")):
            return self._refuse(
                HTTPStatus.MOVED_PERMANENTLY, {"Location": "/" + address.lstrip("/") + "/"}
            )
        served = _Served.of(path)
        headers = HEADERS | {
            "Content-Type": served.content_type,
            "ETag": served.tag,
            "Cache-Control": (
                "public, max-age=31536000, immutable" if UNCHANGING in address else "no-cache"
            ),
        }
        if self.headers.get("If-None-Match") == served.tag:
            return self._send(HTTPStatus.NOT_MODIFIED, headers, None)
        if served.content_type.startswith("text/html"):
            headers["Content-Security-Policy"] = content_security_policy(path.read_bytes())
        if COMPRESSED.match(served.content_type) and "Range" not in self.headers:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = _compressed(path, served.version)
                return self._send(
                    HTTPStatus.OK, headers | {"Content-Encoding": "gzip"}, body, with_body
                )
        headers["Accept-Ranges"] = "bytes"
        self._send_part(path, served.version[1], headers, with_body)

    def _send_part(self, path: Path, size: int, headers: dict[str, str], with_body: bool) -> None:
        """Send the bytes that the request asks for."""
        try:
            part = wanted_range(self.headers.get("Range", ""), size)
        except ValueError:
            return self._refuse(
                HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"Content-Range": f"bytes */{size}"}
            )
        begin, end = part or (0, size - 1)
        with path.open("rb") as file:
            file.seek(begin)
            body = file.read(end - begin + 1)
        if part is None:
            return self._send(HTTPStatus.OK, headers, body, with_body)
        headers["Content-Range"] = f"bytes {begin}-{end}/{size}"
        return self._send(HTTPStatus.PARTIAL_CONTENT, headers, body, with_body)

    def _is_own_name(self) -> bool:
        """Return whether the request names this machine."""
        name = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        return name in ("127.0.0.1", "localhost", "::1")

    def _find(self, address: str) -> Path | None:
        """Return the file of an address, or None if the site has no such file."""
        if "\0" in address or "\\" in address:
            return None
        path = (self.root / address.lstrip("/")).resolve()
        if path.is_dir():
            path = path / "index.html"
        return path if path.is_relative_to(self.root) and path.is_file() else None

    def _refuse_address(self) -> None:
        """Send the site's own page for an address that it does not have."""
        page = self.root / "404.html"
        if not page.is_file():
            return self._refuse(HTTPStatus.NOT_FOUND)
        body = page.read_bytes()
        headers = HEADERS | {
            "Content-Type": TYPES[".html"],
            "Content-Security-Policy": content_security_policy(body),
        }
        self._send(HTTPStatus.NOT_FOUND, headers, body, self.command != "HEAD")

    def _refuse(self, status: HTTPStatus, headers: dict[str, str] | None = None) -> None:
        body = f"{status.value} {status.phrase}\n".encode()
        plain = HEADERS | {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}
        self._send(status, plain, body, self.command != "HEAD")

    def _send(
        self,
        status: HTTPStatus,
        headers: dict[str, str],
        body: bytes | None,
        with_body: bool = True,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body is not None and with_body:
            self.wfile.write(body)
