"""Keeps passwords and keys out of dbt's output, its log and its target folder.

    python -m clientele.redaction parse --target demo

runs dbt with these arguments. dbt replaces the secrets in all that it logs. Afterwards, the secrets
in the files of the log folder and the target folder are overwritten with asterisks.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

import yaml

__all__ = [
    "dbt_environment",
    "dbt_folders",
    "given_secrets",
    "redact",
    "redact_files",
    "secrets_in",
    "secrets_of_environment",
]

# dbt replaces the values of variables with this prefix in every message.
PREFIX = "DBT_ENV_SECRET_CLIENTELE_"
# A shorter value, such as "1", is part of too many words.
SHORTEST = 4
# Words of dbt's own files. Without them, nobody could read its log or its manifest.
COMMON = {"true", "false", "null", "none", "clientele", "duckdb", "postgres", "demo", "custom"}
NAME = re.compile(
    r"(?i)passw|pwd|secret|token|credential|signature|api_?key|access_?key|private_?key"
    r"|(^|_)(pass|sig|auth|pat)$"
)
# The part of an address or a connection string that opens it. Each has the secret in a group.
PARTS = (
    re.compile(r"://[^/\s:@'\"]*:([^/\s@'\"]+)@"),
    re.compile(
        r"(?i)[?&][^=&\s]*(?:sig|token|secret|passw|key|credential|auth)[^=&\s]*=([^&#\s'\"]+)"
    ),
    re.compile(
        r"(?i)(?:passw\w*|pwd|secret\w*|token|\w*_key)\s*[=:]\s*"
        r"(?:'([^']+)'|\"([^\"]+)\"|([^\s'\",;}]+))"
    ),
)
BINARY_LIMIT = 200_000_000


def secrets_in(value: object, name: str = "") -> Iterator[str]:
    """Yield the secrets in a var or a setting: of an address, or all text under a telling name.

    >>> list(secrets_in({"custom_source": "https://me:hunter2@example.org/a.csv?sig=5ec2e7"}))
    ['hunter2', '5ec2e7']
    >>> list(secrets_in([{"type": "s3", "secret": "hunter2"}]))
    ['hunter2']

    """
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from secrets_in(inner, str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from secrets_in(inner, name)
    elif isinstance(value, str):
        if NAME.search(name) and not value.startswith("{{"):
            yield value
        for pattern in PARTS:
            for found in pattern.finditer(value):
                yield next(group for group in found.groups() if group)


def secrets_of_environment(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets of environment variables: by their names, and of addresses in them.

    >>> list(secrets_of_environment({"SHOP": "postgres://me:hunter2@db", "PGPASSWORD": "correct"}))
    ['hunter2', 'correct']

    """
    for name, value in environment.items():
        # A path is not a secret, and dbt shows it often.
        is_path = value.startswith(("/", "~", "./"))
        if not is_path:
            yield from secrets_in(value, name)


def given_secrets(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    profiles: Sequence[Path] = (),
    extra: Iterable[str] = (),
) -> list[str]:
    """Return the secrets that a user gave in arguments, variables and profiles, longest first.

    >>> given_secrets(["build", "--vars", "{custom_source: 'https://a:hunter2@b/c.csv'}"], {})
    ['hunter2']

    """
    found = [*extra, *secrets_of_environment(environment)]
    for argument in [*arguments, environment.get("DBT_ENGINE_VARS", "")]:
        found += secrets_in(_loaded(argument))
    for profile in profiles:
        if profile.is_file():
            text = profile.read_text("utf-8", "replace")
            found += secrets_in(_loaded(re.sub(r"\{\{.*?\}\}", "rendered", text)))
            found += _named_in_profile(text, environment)
    forms = {form for secret in found for form in _forms(secret)}
    return sorted(forms, key=lambda form: (-len(form), form))


def _loaded(text: str) -> object:
    """Return what a text means as YAML, or the text itself."""
    try:
        loaded: object = yaml.safe_load(text)
    except yaml.YAMLError:
        return text
    # Words such as `a: b` can be a map, and the whole text an address.
    return [text, loaded] if isinstance(loaded, dict | list) else text


def _named_in_profile(text: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the variables that a profile reads into a setting with a telling name."""
    for key, variable in re.findall(r"(\w+)\s*:\s*[\"']?\{\{\s*env_var\(\s*['\"](\w+)", text):
        if NAME.search(key) and variable in environment:
            yield environment[variable]


def _forms(secret: str) -> set[str]:
    """Return a secret as it can stand in a log: in JSON, in a shell, in an address."""
    plain = unquote(secret)
    forms = {secret, plain, quote(plain, safe=""), quote(plain)}
    forms |= {json.dumps(form)[1:-1] for form in (secret, plain)}
    forms |= {json.dumps(form, ensure_ascii=False)[1:-1] for form in (secret, plain)}
    forms |= {shlex.quote(form).strip("'") for form in (secret, plain)}
    forms |= {form.replace("'", "''") for form in (secret, plain)}
    return {form for form in forms if len(form) >= SHORTEST and form.lower() not in COMMON}


def _mask(secret: str) -> str:
    """Return as many signs as a secret has. Digits stay digits, so JSON stays readable."""
    return ("1" if secret.isdigit() else "*") * len(secret)


def redact(text: str, secrets: Iterable[str]) -> str:
    """Return a text with asterisks in the place of secrets, also of those that it shows itself.

    >>> redact("cannot open postgres://me:other@db/shop with hunter2", ["hunter2"])
    'cannot open postgres://me:*****@db/shop with *******'

    """
    for secret in [*secrets, *secrets_in(text)]:
        text = text.replace(secret, _mask(secret))
    return text


def redact_files(folders: Iterable[Path], secrets: Sequence[str]) -> int:
    """Overwrite secrets in all files of some folders, and return how many files had one.

    Every secret is overwritten in place with as many asterisks, so dbt can still append to its log,
    and a binary file stays readable.
    """
    # A secret of letters outside ASCII has more bytes than signs.
    needles = {
        secret.encode(): _mask(secret).encode().ljust(len(secret.encode()), b"*")
        for secret in secrets
    }
    changed = 0
    for folder in folders:
        for path in sorted(folder.rglob("*")) if needles else []:
            if path.is_file() and not path.is_symlink() and path.stat().st_size < BINARY_LIMIT:
                changed += _overwrite(path, needles)
    return changed


def _overwrite(path: Path, needles: Mapping[bytes, bytes]) -> bool:
    content = path.read_bytes()
    places = [
        (found.start(), mask)
        for needle, mask in needles.items()
        for found in re.finditer(re.escape(needle), content)
    ]
    if places:
        with path.open("r+b") as file:
            for start, mask in places:
                file.seek(start)
                file.write(mask)
    return bool(places)


def dbt_environment(secrets: Sequence[str]) -> dict[str, str]:
    """Return the variables that make dbt replace these secrets in its messages.

    >>> dbt_environment(["hunter2"])
    {'DBT_ENV_SECRET_CLIENTELE_0': 'hunter2'}

    """
    return {f"{PREFIX}{place}": secret for place, secret in enumerate(secrets)}


def dbt_folders(
    arguments: Sequence[str], environment: Mapping[str, str], project: Path
) -> tuple[Path, Path]:
    """Return the log folder and the target folder of a run of dbt.

    >>> dbt_folders(["--log-path", "/tmp/a"], {"DBT_TARGET_PATH": "t"}, Path("/p"))
    (PosixPath('/tmp/a'), PosixPath('/p/t'))

    """

    def folder(option: str, variables: Sequence[str], default: str) -> Path:
        given = [environment[name] for name in variables if environment.get(name)]
        for place, argument in enumerate(arguments):
            if argument == option and place + 1 < len(arguments):
                given.insert(0, arguments[place + 1])
            elif argument.startswith(f"{option}="):
                given.insert(0, argument.partition("=")[2])
        return project / (given[0] if given else default)

    return (
        folder("--log-path", ("DBT_ENGINE_LOG_PATH", "DBT_LOG_PATH"), "logs"),
        folder("--target-path", ("DBT_ENGINE_TARGET_PATH", "DBT_TARGET_PATH"), "target"),
    )


def main(arguments: Sequence[str]) -> int:
    """Run dbt with these arguments and keep its files free of secrets; return its exit code."""
    project = Path.cwd()
    secrets = given_secrets(arguments, os.environ, [project / "profiles.yml"])
    dbt = [str(Path(sys.executable).with_name("dbt")), *arguments]
    try:
        return subprocess.run(dbt, env=os.environ | dbt_environment(secrets)).returncode
    finally:
        redact_files(dbt_folders(arguments, os.environ, project), secrets)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
