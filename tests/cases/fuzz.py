"""Files that are almost right: bytes, headers and cells of good files, spoilt at random."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl

HEADER = ["customer", "order", "date", "sku", "item", "qty", "price"]
LINES = [
    f"C{at % 7} O{at} 2024-0{1 + at % 6}-{10 + at % 18} S{at % 5} Lamp 2 9.50".split()
    for at in range(40)
]
HOSTILE = [
    *("", " ", "\t", "'", '"', '""', "\\", ";", ",", "\n", "\r\n", "\r", "\x00", "\ufeff"),
    *("{{ x }}", "{% x %}", "{0}", "%s", "${x}", "--", "/*", "select 1", "null", "NaN", "inf"),
    *("-inf", "1e999", "9" * 60, "0." + "0" * 60 + "1", "2024-02-30", "0000-00-00", "99999-01-01"),
    *("12/13/14", "=1+1", "\u202eabc", "\u200b", "\U0001f4a9", "é" * 300, "x" * 70000, "1.2.3"),
    *("1,2,3", "--5", "+-5", "(5", "5)", "٣", "Ⅷ", "½", "true", "[]", "{}", "<b>", "\x1b[31m"),
]


def table(random_: random.Random) -> list[list[str]]:
    """Return a good table with some hostile cells and names."""
    rows = [list(HEADER), *(list(line) for line in LINES)]
    for _ in range(random_.choice([0, 1, 1, 2, 5])):
        row = random_.choice(rows if random_.random() < 0.3 else rows[1:])
        row[random_.randrange(len(row))] = random_.choice(HOSTILE)
    if random_.random() < 0.2:
        row = random_.choice(rows)
        random_.choice([row.pop, lambda: row.append(random_.choice(HOSTILE))])()
    return rows


def as_csv(rows: list[list[str]], random_: random.Random) -> bytes:
    separator = random_.choice([",", ",", ";", "\t", "|"])
    end = random_.choice(["\n", "\n", "\r\n", "\r"])
    quoted = random_.random() < 0.7

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if quoted and text else text

    text = end.join(separator.join(map(cell, row)) for row in rows) + end
    encoding = random_.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])
    return text.encode(encoding, "replace")


def as_workbook(rows: list[list[str]], random_: random.Random, folder: Path) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        # What no workbook can hold is left out of the cell.
        cells = [openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)[:32000] for cell in row]
        book.active.append(cells)
    path = folder / "made.xlsx"
    book.save(path)
    return path.read_bytes()


def as_parquet(rows: list[list[str]], random_: random.Random, folder: Path) -> bytes:
    path = folder / "made.parquet"
    body = [(row + [""] * len(HEADER))[: len(HEADER)] for row in rows[1:]]
    with duckdb.connect() as connection:
        connection.execute(f"create table t ({', '.join(f'c{at} varchar' for at in range(7))})")
        connection.executemany("insert into t values (?, ?, ?, ?, ?, ?, ?)", body)
        names = [f'c{at} as "{name}"' if name else f"c{at}" for at, name in enumerate(HEADER)]
        connection.execute(f"copy (select {', '.join(names)} from t) to '{path}' (format parquet)")
    return path.read_bytes()


def flipped(content: bytes, random_: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(random_.choice([1, 3, 20])):
        spoilt[random_.randrange(len(spoilt))] = random_.randrange(256)
    return bytes(spoilt)


def cut(content: bytes, random_: random.Random) -> bytes:
    return content[: random_.randrange(len(content))]


def without_a_part(content: bytes, random_: random.Random) -> bytes:
    start = random_.randrange(len(content))
    return content[:start] + content[start + random_.randrange(1, 200) :]


def with_noise(content: bytes, random_: random.Random) -> bytes:
    start = random_.randrange(len(content))
    return content[:start] + random_.randbytes(random_.randrange(1, 50)) + content[start:]


def doubled(content: bytes, random_: random.Random) -> bytes:
    return content + content


def nothing(content: bytes, random_: random.Random) -> bytes:
    return b""


def unchanged(content: bytes, random_: random.Random) -> bytes:
    return content


SPOIL: list[Callable[[bytes, random.Random], bytes]] = [
    *(flipped, cut, without_a_part, with_noise, doubled, nothing),
    *[unchanged] * 4,
]
ENDINGS = ["csv", "csv", "csv", "tsv", "txt", "csv.gz", "xlsx", "xlsx", "parquet", "parquet"]


def fuzzed_file(seed: int, folder: Path) -> Path:
    """Write the fuzzed file of a seed."""
    random_ = random.Random(seed)
    rows = table(random_)
    ending = random_.choice(ENDINGS)
    if ending == "xlsx":
        content = as_workbook(rows, random_, folder)
    elif ending == "parquet":
        content = as_parquet(rows, random_, folder)
    else:
        content = as_csv(rows, random_)
    if ending == "csv.gz":
        content = gzip.compress(content, mtime=0)
    # A file may have a name that promises something else.
    named = ending if random_.random() < 0.9 else random_.choice(ENDINGS)
    path = folder / f"fuzzed_{seed}.{named}"
    path.write_bytes(random_.choice(SPOIL)(content, random_))
    return path
