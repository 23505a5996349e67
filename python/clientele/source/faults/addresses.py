"""Faults of addresses: refused, out of reach, too large."""

from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class AddressUnreachable(Fault):
    """Nothing answers."""

    code: ClassVar[str] = "address-unreachable"
    description: ClassVar[str] = "The address does not answer."
    label: str
    reason: str


@dataclass(frozen=True)
class AddressForbidden(Fault):
    """The server does not let us in."""

    code: ClassVar[str] = "address-forbidden"
    description: ClassVar[str] = "The address asks for a secret, or for another one."
    label: str
    answer: str


@dataclass(frozen=True)
class AddressRefused(Fault):
    """The server answers with an error."""

    code: ClassVar[str] = "address-refused"
    description: ClassVar[str] = "The address answers with an error."
    label: str
    answer: str


@dataclass(frozen=True)
class AddressGlob(Fault):
    """A glob on a server that lists nothing."""

    code: ClassVar[str] = "address-glob"
    description: ClassVar[str] = "A glob on a web server, which does not list its files."
    label: str


@dataclass(frozen=True)
class AddressMissing(Fault):
    """No file there has such a name."""

    code: ClassVar[str] = "address-missing"
    description: ClassVar[str] = "A glob on an address matches no file."
    label: str


@dataclass(frozen=True)
class AddressTooLarge(Fault):
    """The address holds too much for a copy."""

    code: ClassVar[str] = "address-too-large"
    description: ClassVar[str] = "The address holds a file that is too large to be copied."
    label: str
    gigabytes: int


@dataclass(frozen=True)
class VariableUnset(Fault):
    """The environment variable that holds the source is not set."""

    code: ClassVar[str] = "environment-unset"
    description: ClassVar[str] = (
        "custom_source is env:NAME, and there is no environment variable of that name."
    )
    variable: str


@dataclass(frozen=True)
class SecretInSource(Fault):
    """The address of a source holds a secret."""

    code: ClassVar[str] = "secret-in-source"
    description: ClassVar[str] = (
        "The address in custom_source has a password or a signature in it, which dbt would write"
        " into its logs."
    )
    address: str
