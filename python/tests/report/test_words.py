"""The words: the same keys in each language, and nothing that a page would read as code."""

from pathlib import Path

import pytest

from clientele.report.errors import ReportError
from clientele.report.words import flat, languages, load_words, say

WORDS = Path(__file__).resolve().parents[3] / "reports" / "words"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_that_ship_are_whole(language):
    assert (
        dict(flat(load_words(WORDS, language))).keys() == dict(flat(load_words(WORDS, "en"))).keys()
    )


def test_there_are_two_languages():
    assert languages(WORDS) == ["en", "fr"]


def test_an_unknown_language_is_one_sentence():
    with pytest.raises(ReportError, match="There are no words in 'de': allowed is one of en, fr"):
        load_words(WORDS, "de")


@pytest.mark.parametrize(
    ("french", "problem"),
    [
        ("a: {b: Bonjour}", "a.c is missing"),
        ("a: {b: Bonjour, c: '{n} clients', d: Trop}", "a.d is not in en.yml"),
        ("a: {b: Bonjour, c: clients}", "a.c has other placeholders"),
        ("a: {b: No, c: '{n} clients'}", "a.b is no text: put it between quotes"),
        ("a: {b: Bonjour <b>, c: '{n} clients'}", "a.b holds a sign"),
    ],
)
def test_all_that_is_wrong_with_a_file_is_said(tmp_path, french, problem):
    (tmp_path / "en.yml").write_text("a: {b: Hello, c: '{n} customers'}")
    (tmp_path / "fr.yml").write_text(french)
    with pytest.raises(ReportError, match=problem):
        load_words(tmp_path, "fr")


def test_a_text_takes_exactly_its_values():
    assert say("{n} of {m}", n=1, m=2) == "1 of 2"
    with pytest.raises(ReportError, match="takes"):
        say("{n} of {m}", n=1)
    with pytest.raises(ReportError, match="takes"):
        say("none", n=1)
