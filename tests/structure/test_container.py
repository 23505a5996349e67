"""The image of Containerfile has what a build and the service read. hadolint checks the rest."""

import json
import re
from pathlib import Path

import yaml
from project import ROOT, files, none_of

SCRIPTS = ("script/build", "script/serve", "script/publish", "script/setup")


def allowed() -> list[Path]:
    """The files and folders that .dockerignore lets into the image."""
    text = (ROOT / ".dockerignore").read_text("utf-8")
    assert "*" in text.splitlines()
    return [ROOT / line[1:] for line in text.splitlines() if line.startswith("!")]


def instructions() -> list[tuple[str, str]]:
    """The instructions of Containerfile in their order, each with what follows."""
    text = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


def test_the_image_has_what_dbt_and_the_scripts_read() -> None:
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))
    folders = [one for key, paths in project.items() if key.endswith("-paths") for one in paths]
    needed = [
        *("dbt_project.yml", "profiles.yml", "data/demo", "data/sample", "python/clientele"),
        *(folder for folder in folders if (ROOT / folder).exists()),
        *SCRIPTS,
    ]
    # dbt reads these, and script/setup says what is installed.
    apart = ("requirements-metrics.txt", "requirements-spark.txt")
    needed += [path.name for path in ROOT.glob("requirements*.txt") if path.name not in apart]
    inside = allowed()
    none_of(
        [
            f".dockerignore: the image needs {name}"
            for name in needed
            if not any((ROOT / name).is_relative_to(path) for path in inside)
        ]
        + [f".dockerignore: {path.name} does not exist" for path in inside if not path.exists()]
    )


def test_each_copied_file_exists_and_comes_into_the_image() -> None:
    inside = allowed()
    for name, rest in instructions():
        if name == "COPY":
            *sources, _ = [part for part in rest.split() if not part.startswith("--")]
            for source in sources:
                path = ROOT / source
                assert path.exists(), source
                assert source == "." or any(path.is_relative_to(one) for one in inside), source


def test_the_image_runs_without_rights_and_asks_for_a_key() -> None:
    found = dict(instructions())
    # A number, because a system that forbids root cannot look up a name.
    assert re.fullmatch(r"[1-9]\d{3,}", found["USER"])
    assert re.search(rf"--uid {found['USER']}\b", str(instructions()))
    command = json.loads(found["CMD"])
    assert ROOT / command[0] in files("script")
    # The service refuses to start on this address without CLIENTELE_API_KEY.
    assert command[command.index("--host") + 1] == "0.0.0.0"
