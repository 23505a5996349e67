"""A bucket on this machine alone, which DuckDB reads, writes, lists and empties."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, unquote, urlsplit

from .loopback import InRanges, listing, serving


class Store:
    """The objects of a bucket, and the parts of those that are being written."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.lock = threading.Lock()


class Bucket(InRanges):
    """The part of the protocol of S3 that DuckDB speaks. Keys have the bucket in front."""

    protocol_version = "HTTP/1.1"
    store: Store

    def do_HEAD(self) -> None:
        self.send_object(head_only=True)

    def do_GET(self) -> None:
        if "list-type" in self.query():
            self.send_listing()
        else:
            self.send_object(head_only=False)

    def do_POST(self) -> None:
        query, body = self.query(), self.body()
        with self.store.lock:
            if "uploads" in query:
                upload = f"upload{len(self.store.parts)}"
                self.store.parts[upload] = {}
                answer = f"<UploadId>{upload}</UploadId>"
                self.answer(
                    f"<InitiateMultipartUploadResult>{answer}</InitiateMultipartUploadResult>"
                )
            elif "delete" in query:
                for key in body.decode().split("<Key>")[1:]:
                    name = key.partition("</Key>")[0]
                    self.store.objects.pop(f"{self.key().strip('/')}/{name}", None)
                self.answer("<DeleteResult></DeleteResult>")
            else:
                parts = self.store.parts.pop(query["uploadId"][0])
                self.store.objects[self.key()] = b"".join(parts[part] for part in sorted(parts))
                self.answer(
                    "<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>"
                )

    def do_PUT(self) -> None:
        query, body = self.query(), self.body()
        with self.store.lock:
            if "uploadId" in query:
                self.store.parts[query["uploadId"][0]][int(query["partNumber"][0])] = body
            else:
                self.store.objects[self.key()] = body
        self.answer("", etag=hashlib.md5(body).hexdigest())

    def do_DELETE(self) -> None:
        with self.store.lock:
            self.store.objects.pop(self.key(), None)
        self.answer("", status=204)

    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    def key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/")

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def send_object(self, *, head_only: bool) -> None:
        content = self.store.objects.get(self.key())
        if content is None:
            self.answer("<Error><Code>NoSuchKey</Code></Error>", status=404, head_only=head_only)
            return
        self.send(
            content,
            head_only,
            ETag=hashlib.md5(content).hexdigest(),
            Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT",
        )

    def send_listing(self) -> None:
        bucket = self.key().strip("/")
        prefix = f"{bucket}/{self.query().get('prefix', [''])[0]}"
        with self.store.lock:
            found = {
                key: len(content)
                for key, content in sorted(self.store.objects.items())
                if key.startswith(prefix)
            }
        sizes = {key.removeprefix(bucket + "/"): size for key, size in found.items()}
        self.answer(listing(sizes).decode())

    def answer(
        self, xml: str, status: int = 200, etag: str = "1", *, head_only: bool = False
    ) -> None:
        content = xml.encode()
        self.send_response(status)
        self.send_header("ETag", f'"{etag}"')
        self.send_header("Content-Length", "0" if head_only else str(len(content)))
        self.end_headers()
        if not head_only:
            self.wfile.write(content)


@contextmanager
def bucket() -> Iterator[tuple[str, Store]]:
    """Serve an empty store, and give the host and port and what it holds."""
    store = Store()
    with serving(type("Served", (Bucket,), {"store": store})) as address:
        yield address, store
