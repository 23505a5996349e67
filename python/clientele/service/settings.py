"""What the service is started with."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clientele.service.problems import ServiceError

KEY = "CLIENTELE_API_KEY"
SHORTEST_KEY = 16
# Names of this machine, which a page of another site cannot take.
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Settings:
    """The database that is read, who may ask, and the limits of a request.

    Attributes:
        database: The published file of the target.
        key: The key that every request must bring; none: no key is asked for.
        is_local: Whether only this machine can reach the service.
        seconds: The longest time that the database may take for one answer.
        body_bytes: The largest body of a request.
        requests: The most requests at a time.
        poll_seconds: How often the file is looked at for a newly published version.

    """

    database: Path
    key: str | None = None
    is_local: bool = True
    seconds: float = 10.0
    body_bytes: int = 65_536
    requests: int = 256
    poll_seconds: float = 0.5

    @classmethod
    def of(cls, target: str, host: str, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings of a target that is served on an address.

        Raises:
            ServiceError: Other machines could ask without a key, or the key can be guessed.

        >>> Settings.of("demo", "127.0.0.1", {}).database.as_posix()
        'warehouse/demo.duckdb'
        >>> Settings.of("demo", "0.0.0.0", {})
        Traceback (most recent call last):
        clientele.service.problems.ServiceError: [key-missing] ...

        """
        key = environment.get(KEY) or None
        if not is_loopback(host) and not key:
            raise ServiceError(
                "key-missing",
                f"Other machines can reach {host}: set {KEY} to a key that requests must bring, or"
                " leave --host out to serve this machine alone.",
            )
        if key and (len(key) < SHORTEST_KEY or not key.isascii() or not key.isprintable()):
            raise ServiceError(
                "key-too-short",
                f"{KEY} must have {SHORTEST_KEY} or more ASCII characters: set it to a random text,"
                " for example of `openssl rand -hex 32`.",
            )
        folder = Path(environment.get("CLIENTELE_WAREHOUSE") or "warehouse")
        return cls(folder / f"{target}.duckdb", key, is_loopback(host))


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "0.0.0.0", "shop.test")]
    [True, True, True, False, False]

    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
