"""Data flow one way, and the name of a model tells its layer and its topic."""

import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import Any

from project import COMMENTS, ROOT, files, none_of, place, resources, without

READS = {
    "staging": {"source", "its own dataset"},
    "input": {"staging", "input"},
    "intermediate": {"input", "intermediate", "seed"},
    "marts": {"intermediate", "seed", "marts"},
    "functions": {"intermediate", "seed", "marts"},
}
PLAIN_NOUN = r"(?!stg_|input_|int_|py_|dim_|fct_|mart_)[a-z0-9]+(_[a-z0-9]+)*"
NAMES = {
    "staging": r"stg_{folder}__\w+",
    "input": r"input__\w+",
    "intermediate": r"int_{folder}(__\w+)?|py_{folder}__\w+",
    "marts": PLAIN_NOUN,
    "functions": PLAIN_NOUN,
}
# Folders of macros and seeds that serve no single topic.
SHARED = {
    "configuration",
    "cross_database",
    "custom",
    "increments",
    "input",
    "materializations",
    "publishing",
    "sources",
    "testing",
}

# Models of cleaning that an increment leaves whole: a view of the kept lines, and one value per
# product, text or build. The others that are not incremental hold the touched orders only.
WHOLE = {
    "int_cleaning__accepted",
    "int_cleaning__excluded_products",
    "int_cleaning__limits",
    "int_cleaning__plausible_dates",
    "int_cleaning__product_names",
    "int_cleaning__spellings",
}
# They go along with an increment, or claim something that holds for any part of the lines.
READS_TOUCHED = {"int_orders", "int_orders__states", "grains_of_cleaning"}

# A relation that is read, as opposed to one that a macro or a hook looks at.
REFERENCE = (
    r"\b(?:from|join)\s+\{\{\s*(?:ref|ref_by_var|source|published_\w+|adapter_relation)\b[^}]*\}\}"
)
JINJA_BLOCK = r"(?:\{%[^%]*%\}\s*)?"
IMPORT = re.compile(
    rf"\s*select \*\s+from\s+\{{\{{[^}}]*\}}\}}\s*(?:{JINJA_BLOCK}where\b(?!.*{REFERENCE}).*)?",
    flags=re.DOTALL,
)


def layer(node: dict[str, Any]) -> str:
    """Return the layer: a model's folder under models/, or the kind of another node."""
    if node["resource_type"] != "model":
        return str(node["resource_type"])
    return folders(node)[1]


def folders(node: dict[str, Any]) -> list[str]:
    """Return the folders that a node's file lies in."""
    return str(node["original_file_path"]).split("/")[:-1]


def may_read(node: dict[str, Any], read: dict[str, Any]) -> bool:
    """A dataset's staging may take several steps; no other dataset sees them."""
    if layer(node) == layer(read) == "staging":
        return folders(node) == folders(read)
    return layer(read) in READS.get(layer(node), set())


def topics(manifests: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the folders of models/intermediate, and the other folders that each of them reads."""
    reads: dict[str, set[str]] = defaultdict(set)
    for manifest in manifests:
        for node in resources([manifest], "model"):
            if layer(node) != "intermediate":
                continue
            topic = folders(node)[-1]
            for name in node["depends_on"]["nodes"]:
                read = manifest["nodes"].get(name)
                if read and layer(read) == "intermediate":
                    reads[topic].add(folders(read)[-1])
    return {topic: names - {topic} for topic, names in reads.items()}


def ctes(text: str) -> list[tuple[str, str, int]]:
    """Return the name, the body and the offset of each CTE."""
    found = []
    for match in re.finditer(r"(?:\bwith|,)\s+(\w+) as \(", text):
        depth, end = 1, match.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        found.append((match[1], text[match.end() : end - 1], match.end()))
    return found


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


def test_what_an_increment_fills_in_part_is_read_by_cleaning_alone(
    manifests: list[dict[str, Any]],
) -> None:
    """Any other reader would see all lines after a full build, and a few after the next one."""
    problems = set()
    for manifest in manifests:
        parts = {
            name
            for name, node in manifest["nodes"].items()
            if node["name"].startswith("int_cleaning__")
            and node["config"]["materialized"] != "incremental"
            and node["name"] not in WHOLE
        }
        assert parts
        for node in manifest["nodes"].values():
            about = (node.get("attached_node") or "").split(".")[-1]
            if (
                node["name"].startswith("int_cleaning__")
                or node["name"] in READS_TOUCHED
                or about.startswith("int_cleaning__")
            ):
                continue
            problems |= {
                f"{node['original_file_path']}: reads {name.split('.')[-1]}, which holds the"
                " touched orders only after an increment."
                for name in node.get("depends_on", {}).get("nodes", [])
                if name in parts
            }
    none_of(sorted(problems))


def test_a_build_without_evaluation_lacks_nothing_that_it_reads(
    manifests: list[dict[str, Any]],
) -> None:
    """What reads a model with the tag evaluation, beside others, has the tag too."""
    problems = set()
    for manifest in manifests:
        judging = {
            name
            for name, node in manifest["nodes"].items()
            if node["resource_type"] == "model" and "evaluation" in node["tags"]
        }
        assert judging
        for node in manifest["nodes"].values():
            read = set(node.get("depends_on", {}).get("nodes", []))
            if read & judging and read - judging and "evaluation" not in node["tags"]:
                problems.add(
                    f"{node['original_file_path']}: {node['name']} reads"
                    f" {', '.join(name.split('.')[-1] for name in sorted(read & judging))}, so it"
                    " needs the tag evaluation."
                )
    none_of(sorted(problems))


def test_topics_read_each_other_in_one_direction(manifests: list[dict[str, Any]]) -> None:
    """The folders of models/intermediate form a directed acyclic graph."""
    try:
        TopologicalSorter(topics(manifests)).prepare()
    except CycleError as error:
        none_of([f"models/intermediate: {' reads '.join(reversed(error.args[1]))}."])


def test_the_readme_shows_the_order_of_topics(manifests: list[dict[str, Any]]) -> None:
    """In the picture, a topic comes after every topic that it reads."""
    text = (ROOT / "README.md").read_text("utf-8")
    picture = re.search(r"models/intermediate\b[^\n]*\n(.*?)\n[^\n]*models/marts", text, re.DOTALL)
    assert picture, "README.md has no picture of models/intermediate."
    shown = re.findall(r"[a-z]+", picture[1])
    reads = topics(manifests)
    problems = [f"README.md: the picture lacks {topic}." for topic in sorted(reads.keys() - shown)]
    problems += [
        f"README.md: the picture shows {topic} before {read}, which it reads."
        for topic, names in sorted(reads.items())
        for read in sorted(names)
        if topic in shown and read in shown and shown.index(topic) < shown.index(read)
    ]
    none_of(problems)


def test_a_name_tells_the_layer_and_the_topic(manifests: list[dict[str, Any]]) -> None:
    problems = []
    for node in resources(manifests, "model"):
        pattern = NAMES.get(layer(node), "").format(folder=folders(node)[-1])
        if not re.fullmatch(pattern, node["name"]):
            problems.append(
                f"{node['original_file_path']}: names in {'/'.join(folders(node))} match {pattern}."
            )
    none_of(problems)


def test_every_folder_is_a_topic(manifests: list[dict[str, Any]]) -> None:
    """Marts, macros and seeds use the words of models/intermediate."""
    known = set(topics(manifests)) | SHARED
    found = {
        path.parent.relative_to(ROOT)
        for path in files("models/marts/*.sql", "macros/*.sql", "seeds/*.csv")
        if path.parent.relative_to(ROOT).name not in {"marts", "macros", "seeds"}
    }
    none_of(
        [
            f"{path}: no topic of models/intermediate."
            for path in sorted(found)
            if path.name not in known
        ]
    )


def test_refs_are_import_ctes_at_the_top() -> None:
    """All that a model reads stands on the first screen, and joins name CTEs only."""
    problems = []
    for path in files("models/*.sql"):
        text = without(path.read_text("utf-8"), *COMMENTS)
        parts = ctes(text)
        imports = [part for part in parts if IMPORT.fullmatch(part[1])]
        spans = [range(offset, offset + len(body)) for _, body, offset in imports]
        for found in re.finditer(REFERENCE, text):
            if not any(found.start() in span for span in spans):
                problems.append(f"{place(path, text, found.start())}: not in an import CTE.")
        own = next(
            (offset for name, body, offset in parts if not IMPORT.fullmatch(body)), len(text)
        )
        problems += [
            f"{place(path, text, offset)}: the import {name} is not at the top."
            for name, _, offset in imports
            if offset > own
        ]
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


def test_other_projects_read_the_public_tables_and_nothing_before_them(
    manifests: list[dict[str, Any]],
) -> None:
    none_of(
        [
            f"{node['original_file_path']}: access is {node['access']} in group {node['group']}"
            for node in resources(manifests, "model")
            if (node["access"], node["group"])
            != (
                "public" if node["fqn"][1] in ("marts", "functions") else "private",
                "clientele",
            )
        ]
    )
