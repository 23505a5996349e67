"""Data flow one way, and a name says which layer a model belongs to."""

import re
from typing import Any

from project import ROOT, none_of, resources

READS = {
    "staging": {"source", "its own dataset"},
    "input": {"staging"},
    "intermediate": {"input", "intermediate", "ml", "seed"},
    "ml": {"intermediate", "ml", "seed"},
    "marts": {"intermediate", "ml", "seed", "marts"},
    "functions": {"intermediate", "seed", "marts"},
}
PLAIN_NOUN = r"(?!stg_|input_|int_|py_|dim_|fct_|mart_)[a-z0-9]+(_[a-z0-9]+)*"
NAMES = {
    "staging": r"stg_{folder}__\w+",
    "input": r"input__\w+",
    "intermediate": r"int_\w+",
    "ml": r"py_\w+",
    "marts": PLAIN_NOUN,
    "functions": PLAIN_NOUN,
}


def layer(node: dict[str, Any]) -> str:
    """A model's layer is its folder under models/; other things are their own kind."""
    if node["resource_type"] != "model":
        return str(node["resource_type"])
    return folders(node)[1]


def folders(node: dict[str, Any]) -> list[str]:
    """The folders that a node's file lies in."""
    return str(node["original_file_path"]).split("/")[:-1]


def may_read(node: dict[str, Any], read: dict[str, Any]) -> bool:
    """A dataset's staging may take several steps; no other dataset sees them."""
    if layer(node) == layer(read) == "staging":
        return folders(node) == folders(read)
    return layer(read) in READS.get(layer(node), set())


def test_every_model_lies_in_a_layer(manifests: list[dict[str, Any]]) -> None:
    none_of(
        [
            f"{node['original_file_path']}: the folders of models/ are {', '.join(READS)}."
            for node in resources(manifests, "model")
            if layer(node) not in READS
        ]
    )


def test_a_layer_reads_only_what_it_may(manifests: list[dict[str, Any]]) -> None:
    problems = set()
    for manifest in manifests:
        nodes = manifest["nodes"] | manifest["sources"]
        for node in resources([manifest], "model"):
            for name in node["depends_on"]["nodes"]:
                read = nodes.get(name)
                if read and not may_read(node, read):
                    problems.add(
                        f"{node['original_file_path']}: {layer(node)} reads "
                        f"{', '.join(sorted(READS.get(layer(node), ())))}, never {read['name']}"
                        f" ({layer(read)})."
                    )
    none_of(sorted(problems))


def test_a_name_says_the_layer(manifests: list[dict[str, Any]]) -> None:
    problems = []
    for node in resources(manifests, "model"):
        pattern = NAMES.get(layer(node), "").format(folder=folders(node)[-1])
        if not re.fullmatch(pattern, node["name"]):
            problems.append(
                f"{node['original_file_path']}: names in {layer(node)} match {pattern}."
            )
    none_of(problems)


def test_every_model_is_built_by_a_target(manifests: list[dict[str, Any]]) -> None:
    """A model that no target switches on would pass every check unread."""
    built = {node["original_file_path"] for node in resources(manifests, "model")}
    written = {
        str(path.relative_to(ROOT))
        for ending in ("sql", "py")
        for path in (ROOT / "models").rglob(f"*.{ending}")
    }
    none_of([f"{path}: no target of profiles.yml builds it." for path in sorted(written - built)])
