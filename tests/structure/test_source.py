"""The habits that keep the source portable, readable and fit for a public repository."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from project import COMMENTS, ROOT, files, none_of, place, sql_files, without

JINJA = (r"\{\{.*?\}\}", r"\{%.*?%\}")
TEXTS = r"'[^'\n]*'"

# In Jinja, // divides and log() prints: these two are looked for outside it.
BANNED = {
    "`::`, which Spark lacks: write cast(… as …)": r"::",
    "`qualify`: filter a window in a CTE of its own": r"\bqualify\b",
    "`exclude`: name the columns": r"\bexclude\s*\(",
    "`distinct on`: number the rows and keep the first": r"\bdistinct\s+on\s*\(",
    "`select distinct *`: group by the columns that matter": r"\bselect\s+distinct\s+\*",
    "the clock: everything is as of as_of_date": (
        r"\b(current_date|current_timestamp|localtimestamp|now\s*\(|today\s*\()(?!\w)"
    ),
    "a distinct count over a window: count in a CTE and join": (
        r"\bcount\s*\(\s*distinct\b[^()]*(\([^()]*\)[^()]*)*\)\s*over\b"
    ),
    "a recursive CTE, which Spark lacks": r"\bwith\s+recursive\b",
    "`varchar`, which needs a length in Spark: write string": r"\bas\s+varchar\b",
}
BANNED_OUTSIDE_JINJA = {
    "`//`: write floor(… / …)": r"//",
    "`log`, whose base differs: write ln": r"\blog\s*\(",
}

# What DuckDB and Spark write or round differently has a macro.
BANNED_IN_MODELS = {
    "an interval: write add_days or add_months": r"\binterval\s*\(",
    "a function of DuckDB: write a macro of macros/cross_database": (
        r"\b(unnest|len|error|arg_(max|min)|string_agg|date_diff|generate_series|(try_)?strptime"
        r"|to_seconds|list_\w+)\s*\("
    ),
    "an element of a list: write list_element": r"\w\[[\w ]+\]",
    "a quotient as a decimal: write rounded(…)": r"\bcast\(\s*[\w.]+ / [\w.(), ]+ as decimal",
}

PRIVATE = {
    "a path of one machine": r"(?<![\w.}])/(home/\w+|Users/\w+|root|work)/",
    "a package registry's host": r"\b(py(pi|thonhosted)\.(org|io)|registry\.npm\w*\.)",
    "a package index": r"(?m)^\s*--?(index-url|extra-index-url|find-links)\b",
}


def matches(rules: dict[str, str], path: Path, text: str) -> Iterator[str]:
    """One line for each place where a rule's pattern is found."""
    for rule, pattern in rules.items():
        for found in re.finditer(pattern, text, flags=re.IGNORECASE):
            yield f"{place(path, text, found.start())}: {rule}."


def closing(text: str, start: int) -> int:
    """The place of the bracket that closes the one before `start`."""
    depth = 1
    for end in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return end
    return len(text)


def test_sql_is_portable() -> None:
    problems = []
    for path in sql_files():
        if "macros/increments" in path.as_posix():
            # Other engines have no increments.
            continue
        text = without(path.read_text("utf-8"), *COMMENTS)
        problems += matches(BANNED, path, text)
        outside = without(text, *JINJA)
        problems += matches(BANNED_OUTSIDE_JINJA, path, outside)
        if path.is_relative_to(ROOT / "models"):
            problems += matches(BANNED_IN_MODELS, path, without(outside, TEXTS))
    none_of(problems)


def test_every_window_says_where_nulls_come() -> None:
    """DuckDB and Spark put them at different ends where nothing is said."""
    problems = []
    for path in sql_files():
        text = without(path.read_text("utf-8"), *COMMENTS)
        for found in re.finditer(r"\b(?:over|as)\s*\((?=\s*(?:partition|order)\s+by)", text):
            window = text[found.end() : closing(text, found.end())]
            order = re.split(r"\border\s+by\b", window, maxsplit=1)[1:]
            terms = re.split(r"\b(?:rows|range|groups)\s+between\b", "".join(order))[0]
            # What stands in brackets or in Jinja has commas of its own.
            flat = without(terms, *JINJA)
            while "(" in flat and (bare := re.sub(r"\([^()]*\)", "", flat)) != flat:
                flat = bare
            if any("nulls " not in term for term in flat.split(",") if term.strip()):
                problems.append(f"{place(path, text, found.start())}: order by without nulls.")
    none_of(problems)


def test_a_model_is_one_thought() -> None:
    longest = {".sql": 120, ".py": 15}
    lines = {
        path: len(path.read_text("utf-8").splitlines())
        for path in files("models/*.sql", "models/*.py")
    }
    none_of(
        [
            f"{place(path)}: {count} lines, at most {longest[path.suffix]}."
            for path, count in lines.items()
            if count > longest[path.suffix]
        ]
    )
    middle = median(count for path, count in lines.items() if path.suffix == ".sql")
    assert middle <= 40, f"the median model has {middle} lines, at most 40"


def test_sql_lines_fit_and_are_indented_by_four() -> None:
    problems = []
    for path in sql_files():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if len(line) > 100:
                problems.append(f"{path.relative_to(ROOT)}:{number}: {len(line)} characters.")
            indent = line[: len(line) - len(line.lstrip())]
            if "\t" in indent or len(indent) % 4:
                problems.append(f"{path.relative_to(ROOT)}:{number}: indented by {len(indent)}.")
    none_of(problems)


def test_only_source_is_committed() -> None:
    built = re.compile(
        r"(^|/)(target|logs|dbt_packages|node_modules|\.venv|__pycache__)/"
        r"|\.(duckdb|duckdb\.wal|pyc)$"
    )
    problems = []
    for path in files():
        if path.stat().st_size > 3_000_000:
            problems.append(f"{place(path)}: over 3 MB.")
        if built.search(str(path.relative_to(ROOT))):
            problems.append(f"{place(path)}: a build's output.")
    none_of(problems)


def test_nothing_names_a_machine_or_a_registry() -> None:
    problems = []
    for path in files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        problems += matches(PRIVATE, path, text)
    none_of(problems)
