"""What custom_source names: a kind, a path, and the sheet or table within."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from clientele.source.address import is_address, shown_address, shown_source
from clientele.source.faults import Raised
from clientele.source.faults.files import SourceUnsupported, SourceWrong

__all__ = ["Reference", "parse_reference"]

# Names that end so are files, and never relations.
OTHER_FILES = (
    "json|jsonl|ndjson|xml|html?|gz|zst|bz2|xz|7z|rar|tar|dat|pdf|feather|arrow|avro|orc|duckdb|db"
    "|sqlite3?|mdb|accdb|sav|dta|numbers|docx?|sql"
)


@dataclass(frozen=True)
class Reference:
    """A source, taken apart.

    Attributes:
        kind: What holds it. An archive that holds one CSV file is `csv`.
        path: The path, glob or address of a file, the settings of a server, the name of a relation.
        within: The sheet of a workbook or the table of a database, or nothing.

    """

    kind: Literal["csv", "parquet", "xlsx", "sqlite", "postgres", "relation"]
    path: str
    within: str = ""


def parse_reference(source: object) -> Reference:
    """Take a custom_source apart, without a look at the files.

    >>> parse_reference("sales/2024.xlsx#January")
    Reference(kind='xlsx', path='sales/2024.xlsx', within='January')
    >>> parse_reference("sqlite:shop.sqlite#orders").within
    'orders'

    Raises:
        Raised: it is not a text, or names a kind of file that is not read.

    """
    # No path and no SQL can hold a NUL character or half of a surrogate pair.
    if not isinstance(source, str) or not source.strip() or re.search("[\0\ud800-\udfff]", source):
        raise Raised(SourceWrong(value=shown_source(str(source))))
    database = re.fullmatch(r"(?is)(sqlite|postgres(?:ql)?):([^#]*)#?(.*)", source)
    if database:
        path = database[2].strip()
        return Reference(
            kind="sqlite" if database[1].lower() == "sqlite" else "postgres",
            # libpq takes an address of its own as a whole.
            path="postgresql:" + path if path.startswith("//") else path,
            within=database[3].strip(),
        )
    workbook = re.fullmatch(r"(?is)(.*\.(?:xls[xmb]?|ods)(?:\?[^#]*)?)#(.+)", source)
    path = (workbook[1] if workbook else source).strip()
    name = shown_address(path).lower() if "://" in path else path.lower()
    if "://" not in path or is_address(path):
        if re.search(r"\.(csv|tsv|txt)(\.gz)?$|\.zip$", name):
            return Reference("csv", path)
        if name.endswith(".parquet"):
            return Reference("parquet", path)
        if re.search(r"\.(xls[xmb]?|ods)$", name):
            return Reference("xlsx", path, workbook[2].strip() if workbook else "")
        if not re.search(rf"[/\\*?\0]|\.({OTHER_FILES})$", name):
            return Reference("relation", path)
    raise Raised(SourceUnsupported(path=shown_source(path)))
