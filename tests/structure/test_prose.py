"""Comments, docs and messages are in plain English: short sentences and standard terms."""

import re
from pathlib import Path

from project import ROOT, files, none_of, place

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


def test_text_is_plain() -> None:
    none_of([phrase for found in texts().values() for phrase in found])
