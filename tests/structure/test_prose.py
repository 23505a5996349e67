"""Comments, docs and messages are in plain English: short sentences and standard terms.

`prose.csv` holds how many phrases of each file are still to be replaced. The counts may only fall:
`python tests/structure/test_prose.py` writes the counts of today, after you have replaced some.
"""

import csv
import re
from pathlib import Path

from project import ROOT, files, none_of, place

ALLOWED = Path(__file__).with_name("prose.csv")
TEXT = {"", ".md", ".py", ".sql", ".yml", ".toml", ".sh", ".mjs", ".js", ".svelte", ".j2", ".cfg"}
# Text that others wrote, in another language, or that names the phrases.
LEFT_OUT = re.compile(r"LICENSE|(^|/)fr\.yml|^requirements|^data/|test_prose\.py|package-lock")

REPLACE = {
    "reckon: write calculate, compute or count": r"\breckon\w*",
    "anew: write again": r"\banew\b",
    "whoever: write a user who, or anyone who": r"\bwhoever\b",
    "mend: write fix": r"\bmend(s|ed|ing)?\b",
    "told: write said, shown or distinguished": r"\btold\b",
    "whence, whilst or thereby: write where, while or so": r"\b(whence|whilst|thereby)\b",
    "one … a …: write per": (
        r"\b(one|1) (row|line|file|folder|target|process|sentence|test|review|payment|product)"
        r" an?\b"
    ),
    "is no …: write is not a": (
        r"(?<!there )\b(is|are|was|were) no (?!(longer|more|less|fewer|one|way|need)\b)\w+"
    ),
}


def phrases(path: Path) -> list[str]:
    """One line per phrase of a file that is to be replaced."""
    text = path.read_text("utf-8")
    found = [
        (match.start(), match[0], advice)
        for advice, pattern in REPLACE.items()
        for match in re.finditer(pattern, text, flags=re.IGNORECASE)
    ]
    return [
        f"{place(path, text, at)}: “{phrase}”. {advice}." for at, phrase, advice in sorted(found)
    ]


def texts() -> dict[str, list[str]]:
    """The phrases of each text file of the project."""
    names = {path: path.relative_to(ROOT).as_posix() for path in files()}
    return {
        name: phrases(path)
        for path, name in names.items()
        if path.suffix in TEXT and not LEFT_OUT.search(name)
    }


def test_no_phrase_is_added() -> None:
    with ALLOWED.open(newline="", encoding="utf-8") as file:
        allowed = {row["file"]: int(row["phrases"]) for row in csv.DictReader(file)}
    problems = []
    for name, found in texts().items():
        if len(found) > allowed.get(name, 0):
            problems += found
    none_of(problems)


if __name__ == "__main__":
    with ALLOWED.open("w", newline="", encoding="utf-8") as written:
        rows = csv.writer(written, lineterminator="\n")
        rows.writerow(["file", "phrases"])
        rows.writerows([name, len(found)] for name, found in texts().items() if found)
