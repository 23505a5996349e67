"""Faults: each has words in each language, and a row on the page of all faults."""

from __future__ import annotations

import string
from dataclasses import fields
from pathlib import Path

import pytest

from clientele.source.faults import all_faults
from clientele.source.faults.document import faults_page
from clientele.words import languages, load_words

PAGE = Path(__file__).resolve().parents[3] / "docs" / "faults.md"
FAULTS = all_faults()


def texts(words: object) -> dict[str, str]:
    """Return all templates of a fault by their place."""
    if isinstance(words, str):
        return {"sentence": words}
    assert isinstance(words, dict)
    found = {}
    for key, value in words.items():
        inner = value if isinstance(value, dict) else {"": value}
        found |= {f"{key}.{choice}".rstrip("."): text for choice, text in inner.items()}
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_a_template_uses_exactly_the_fields(fault, language):
    words = texts(load_words(language)["faults"][fault.code])
    used = set().union(*map(placeholders, words.values()))
    assert used == {field.name for field in fields(fault)}
    assert {key.partition(".")[0] for key in words} - {"sentence"} <= placeholders(
        words["sentence"]
    )


@pytest.mark.parametrize("language", languages())
def test_no_language_has_words_for_a_fault_that_is_none(language):
    assert load_words(language)["faults"].keys() == {fault.code for fault in FAULTS}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_the_parts_are_the_same_in_each_language(fault):
    found = [set(texts(load_words(language)["faults"][fault.code])) for language in languages()]
    assert all(keys == found[0] for keys in found)


def test_codes_are_unique():
    codes = [fault.code for fault in FAULTS]
    assert len(codes) == len(set(codes))


def test_the_page_is_what_the_classes_say():
    assert PAGE.read_text("utf-8") == faults_page()
