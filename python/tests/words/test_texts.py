"""The words: the same keys in each language, and nothing that a page would read as code."""

import pytest

from clientele.words import WordsError, flatten, languages, load_words, say


@pytest.mark.parametrize("language", languages())
def test_the_words_that_ship_are_whole(language):
    assert dict(flatten(load_words(language))).keys() == dict(flatten(load_words("en"))).keys()


def test_english_and_french_ship():
    assert languages() == ["en", "fr"]


def test_an_unknown_language_is_one_sentence():
    with pytest.raises(WordsError, match="allowed is one of en, fr"):
        load_words("de")


@pytest.mark.parametrize(
    ("french", "problem"),
    [
        ("pages: {b: Bonjour}", "pages.c is missing"),
        ("pages: {b: Bonjour, c: '{n} clients', d: Trop}", "pages.d is not in en.yml"),
        ("pages: {b: Bonjour, c: clients}", "pages.c has other placeholders"),
        ("pages: {b: No, c: '{n} clients'}", "pages.b is not a text"),
        ("pages: {b: Bonjour <b>, c: '{n} clients'}", "pages.b holds a sign"),
    ],
)
def test_all_that_is_wrong_with_a_file_is_named(tmp_path, french, problem):
    (tmp_path / "en.yml").write_text("pages: {b: Hello, c: '{n} customers'}")
    (tmp_path / "fr.yml").write_text(french)
    with pytest.raises(WordsError, match=problem):
        load_words("fr", tmp_path)


def test_a_text_takes_exactly_its_values():
    assert say("{n} of {m}", n=1, m=2) == "1 of 2"
    with pytest.raises(WordsError):
        say("{n} of {m}", n=1)
    with pytest.raises(WordsError):
        say("none", n=1)
