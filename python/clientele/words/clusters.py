"""Sentences about clusters, made from the codes and numbers of `clientele.clustering`.

A message is JSON: a code, and the numbers that its template takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from clientele.words.locale import Locale
from clientele.words.texts import load_words

CLUSTER_SENTENCES: Final = pa.schema(
    [("subject", pa.string()), ("subject_id", pa.string()), ("sentence", pa.string())]
)
# The columns of each table that name a row of it, and the key of the words that its messages take.
SUBJECTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "selection": (("cluster_count",), "reasons"),
    "rule": (("cluster_id",), "rule"),
    "stability": (("cluster_id",), "stability"),
    "algorithm": (("algorithm", "scaler"), "parameters"),
    "retraining": (("advice",), "retraining"),
}
Values = Mapping[str, Any]


def message(code: str, **values: object) -> str:
    """Return a code and its numbers as JSON, the same text for the same numbers.

    >>> message("not_elbow", selected=4)
    '{"code": "not_elbow", "selected": 4}'

    """
    return json.dumps({"code": code, **values})


def write_sentences(language: str, **tables: pa.Table) -> pa.Table:
    """Write the sentence of each row of each table that has a message.

    Args:
        language: A language that has words.
        tables: Tables by subject (a key of SUBJECTS), each with a column `message` and the columns
            that name a row.

    Returns:
        A CLUSTER_SENTENCES table, one row per row that has a message. subject_id joins the columns
        that name the row by a slash, such as `kmeans/standard`.

    """
    rows = []
    for subject, table in tables.items():
        keys, topic = SUBJECTS[subject]
        for row in table.select([*keys, "message"]).to_pylist():
            if row["message"] is not None:
                subject_id = "/".join(str(row[key]) for key in keys)
                rows.append((subject, subject_id, say_message(topic, row["message"], language)))
    columns = list(zip(*rows, strict=True)) or [()] * len(CLUSTER_SENTENCES)
    arrays = [pa.array(list(column), pa.string()) for column in columns]
    return pa.Table.from_arrays(arrays, schema=CLUSTER_SENTENCES)


def say_message(topic: str, text: str, language: str) -> str:
    """Return the sentence of one message of a topic, a key under `clusters` in the words.

    >>> say_message("reasons", message("not_elbow", selected=4), "en")
    'Not selected: 4 clusters are the elbow of inertia.'

    """
    values = json.loads(text)
    code = values.pop("code")
    if topic == "rule":
        return describe_rule(values["conditions"], language)
    return "".join(_sentences(topic, code, values, language))


def describe_rule(
    conditions: Sequence[tuple[str, float | None, float | None]], language: str
) -> str:
    """Return conditions on features as a phrase: feature, least and largest value, or None.

    >>> describe_rule([("recency_days", None, 31), ("frequency", 4, None)], "en")
    'last order at most 31 days ago, at least 4 orders'

    """
    words = load_words(language)["clusters"]
    phrases = [_phrase(words, Locale.of(language), *condition) for condition in conditions]
    return ", ".join(phrases) or str(words["everyone"])


def _phrase(
    words: Mapping[str, Any], locale: Locale, feature: str, low: float | None, high: float | None
) -> str:
    features: Mapping[str, str] = words["features"]
    families = [name for name in features if name.endswith("_")]
    family = next((name for name in families if feature.startswith(name)), "")
    forms = features.get(feature) or features.get(family) or features["other"]
    last = high if high is not None else low
    form = locale.choose_form(forms, 2 if last is None else last)
    name = feature.removeprefix(family).replace("_", " ")
    return form.format(range=_range(words, locale, low, high), name=name)


def _range(words: Mapping[str, Any], locale: Locale, low: float | None, high: float | None) -> str:
    if low is not None and low == high:
        return locale.write_exactly(low)
    ends = {
        name: locale.write_exactly(end)
        for name, end in (("low", low), ("high", high))
        if end is not None
    }
    pattern = {("low", "high"): "between", ("low",): "at_least"}.get(tuple(ends), "at_most")
    return str(words[pattern]).format(**ends)


def _sentences(topic: str, code: str, values: Values, language: str) -> Iterator[str]:
    templates, locale = load_words(language)["clusters"][topic], Locale.of(language)
    held = values.get("held")
    counted = values.get("weeks", values.get("clusters", 2))
    written = {name: _written(locale, name, values) for name in values if name != "held"}
    yield locale.choose_form(templates[code], counted).format(**written)
    if held:
        again = {name: _written(locale, name, held) for name in held}
        yield locale.choose_form(templates[f"{code}_held"], held["weeks"]).format(**again)


def _written(locale: Locale, name: str, values: Values) -> str:
    value = values[name]
    if name == "least" and value < 1:
        return locale.percent.format(number=locale.write_exactly(float(f"{100 * value:.2g}")))
    if name == "smallest":
        return _smallest(locale, value, values.get("least", 2.0))
    if name in ("silhouette", "index"):
        return locale.write_number(value, 3)
    return locale.write_exactly(float(f"{value:.4g}") if name == "eps" else value)


def _smallest(locale: Locale, share: float, below: float) -> str:
    """Write a share with one decimal, or with as many as show that it is below a bound."""
    decimals = next(
        (places for places in range(1, 12) if 0 < round(100 * share, places) < 100 * below), 12
    )
    return locale.write_percent(share, decimals)
