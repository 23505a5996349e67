"""Bring the bytes of a URL into a file, going on where an earlier attempt broke off.

What has come so far is kept in `<name>.part`; `<name>.part.json` keeps how the server described
the file then, for a part may only be continued while the file there is still the same.
"""

import http.client
import json
import re
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import TextIO

from clientele.download.errors import DownloadError, NetworkError
from clientele.download.progress import Progress

_CHUNK_BYTES = 1 << 16
_CONTENT_RANGE = re.compile(r"bytes (?:(?P<start>\d+)-\d+|\*)/(?P<total>\d+|\*)$")


@dataclass(frozen=True)
class _Described:
    """How the server described the file when its first bytes came."""

    url: str
    etag: str | None
    last_modified: str | None
    total: int | None

    @property
    def validator(self) -> str | None:
        """What an If-Range header may hold: a weak ETag does not promise equal bytes."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


def transfer(
    url: str,
    part: Path,
    *,
    label: str,
    usual_bytes: int | None,
    timeout: float,
    stream: TextIO,
) -> bool:
    """Bring all bytes of a URL into the file `part`.

    Args:
        url: an http or https address.
        part: the file that grows; kept when the transfer breaks off, so that it can go on.
        label: what is being fetched, for the progress lines.
        usual_bytes: the size to show where the server does not tell.
        timeout: seconds of silence after which to give up.
        stream: where the progress goes.

    Returns:
        Whether bytes of an earlier attempt are part of the file.

    Raises:
        NetworkError: the server cannot be reached, refuses, or stops in the middle.
        DownloadError: the URL is not one of http or https.
        OSError: the part cannot be written.

    """
    if not url.lower().startswith(("http://", "https://")):
        raise DownloadError(
            f"{url!r} cannot be fetched: an address starts with https:// or http://."
        )
    before = _described_part(part, url)
    received = part.stat().st_size if before else 0
    if before is None:
        discard(part)
    headers = {"User-Agent": "clientele-download", "Accept-Encoding": "identity"}
    if before and received:
        headers["Range"] = f"bytes={received}-"
        if before.validator:
            headers["If-Range"] = before.validator

    try:
        response = urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=timeout
        )
    except urllib.error.HTTPError as error:
        with error:
            if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and received:
                if _content_range(error.headers)[1] == received:
                    return True
                return _start_over(url, part, label, usual_bytes, timeout, stream)
            reason = f"{error.code} {error.reason}".strip()
        raise NetworkError(f"{url} answers {reason}: run this again later") from error
    except (OSError, http.client.HTTPException) as error:
        raise NetworkError(
            f"{url} cannot be reached ({_reason(error, timeout)}): "
            "check the connection and run this again"
        ) from error
    except ValueError as error:
        raise DownloadError(f"{url!r} is not an address that can be fetched ({error}).") from error

    with response:
        is_continued: bool = response.status == HTTPStatus.PARTIAL_CONTENT
        if is_continued:
            start, total = _content_range(response.headers)
            if start != received or (before and before.total and total != before.total):
                return _start_over(url, part, label, usual_bytes, timeout, stream)
        else:
            received = 0
            length = response.headers.get("Content-Length", "")
            total = int(length) if length.isdecimal() else None
            now = _Described(
                url, response.headers.get("ETag"), response.headers.get("Last-Modified"), total
            )
            discard(part)
            _notes(part).write_text(json.dumps(asdict(now)), encoding="utf-8")
        progress = Progress(stream, label, received, total or usual_bytes)
        with part.open("ab") as file:
            try:
                while chunk := _read(response, url, timeout):
                    file.write(chunk)
                    received += len(chunk)
                    progress.advance(len(chunk))
            finally:
                progress.finish()
    if total is not None and received < total:
        raise NetworkError(
            f"{url} was cut off after {received:,} of {total:,} bytes: run this again to go on"
        )
    return is_continued


def discard(part: Path) -> None:
    """Remove what an earlier attempt left."""
    part.unlink(missing_ok=True)
    _notes(part).unlink(missing_ok=True)


def _start_over(
    url: str, part: Path, label: str, usual_bytes: int | None, timeout: float, stream: TextIO
) -> bool:
    # Without a part no range is asked for, so this cannot come back here.
    discard(part)
    return transfer(url, part, label=label, usual_bytes=usual_bytes, timeout=timeout, stream=stream)


def _notes(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _described_part(part: Path, url: str) -> _Described | None:
    """Return how the server described a part that may be continued, else None."""
    if not part.is_file():
        return None
    try:
        described = _Described(**json.loads(_notes(part).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return described if described.url == url else None


def _content_range(headers: Message) -> tuple[int | None, int | None]:
    """Return the first byte and the total that a Content-Range header tells, where it does."""
    match = _CONTENT_RANGE.match(headers.get("Content-Range", ""))
    if match is None:
        return None, None
    start, total = match["start"], match["total"]
    return (int(start) if start else None), (int(total) if total != "*" else None)


def _read(response: http.client.HTTPResponse, url: str, timeout: float) -> bytes:
    try:
        return response.read(_CHUNK_BYTES)
    except (OSError, http.client.HTTPException) as error:
        raise NetworkError(
            f"{url} was cut off ({_reason(error, timeout)}): run this again to go on"
        ) from error


def _reason(error: Exception, timeout: float) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"nothing came for {timeout:g} seconds"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return str(cause) or type(cause).__name__
