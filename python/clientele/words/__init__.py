"""The words that people read: one YAML file per language, with the same keys in each file."""

from clientele.words.locale import Locale, format_codes, sign
from clientele.words.texts import WordsError, flatten, languages, load_words, read_words, say

__all__ = [
    "Locale",
    "WordsError",
    "flatten",
    "format_codes",
    "languages",
    "load_words",
    "read_words",
    "say",
    "sign",
]
