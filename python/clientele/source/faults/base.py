"""The base of all faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar

from clientele.words import load_words

# A cell or a name in a sentence is cut after so many characters.
LONGEST_VALUE = 80
# A list in a sentence is cut after so many members.
LONGEST_LIST = 5


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a source, and all that its sentence needs.

    A subclass sets `code`, which never changes, and `description`, which the documentation shows.
    Its fields fill the template of its code in the words of a language. The template is either a
    text or a map. The map has the text under `sentence`, and other keys for fields that need
    words of their own: a text, which is left out where the field is empty, or a map from the
    values of the field to their words.

    A field named `label` is the label of a table. It holds no secret and is never cut.
    """

    code: ClassVar[str] = ""
    description: ClassVar[str] = ""

    def sentence(self, language: str = "en") -> str:
        """Return the sentence for people: what is wrong, where, what is allowed, how to fix it."""
        entry = load_words(language)["faults"][self.code]
        parts: dict[str, Any] = entry if isinstance(entry, dict) else {"sentence": entry}
        values = {
            field.name: getattr(self, field.name)
            if field.name == "label"
            else shown(getattr(self, field.name), language)
            for field in fields(self)
        }
        filled = dict(values)
        for field, words in parts.items():
            if field == "sentence":
                continue
            if isinstance(words, dict):
                filled[field] = words[values[field]]
            else:
                filled[field] = words.format(**values) if getattr(self, field) else ""
        template = str(parts["sentence"])
        text = template.format(**filled)
        # A template that starts with a field starts with whatever the field holds.
        return text[:1].upper() + text[1:] if template.startswith("{") else text


class Raised(Exception):
    """Carries a fault out of a function that cannot go on."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault, whose code is the exception's text."""
        super().__init__(fault.code)
        self.fault = fault


def all_faults() -> list[type[Fault]]:
    """Return every fault that exists, in the order of their codes.

    >>> from clientele.source.faults import all_faults
    >>> "file-missing" in [fault.code for fault in all_faults()]
    True

    """
    package = import_module("clientele.source.faults")
    for module in iter_modules(package.__path__):
        if module.name != "__main__":
            import_module(f"clientele.source.faults.{module.name}")
    return sorted(_subclasses(Fault), key=lambda fault: fault.code)


def shown(value: object, language: str = "en") -> str:
    """Return a value as a sentence shows it: on one line, and cut where it is long.

    >>> shown("a" * 200)[-3:]
    'aa…'
    >>> shown(["Order", "Price"])
    '"Order" and "Price"'
    >>> shown(["Commande", "Prix"], "fr")
    '« Commande » et « Prix »'
    >>> shown([str(number) for number in range(9)])
    '"0", "1", "2", "3", "4" and 4 more'

    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _shown_list(value, load_words(language)["lists"])
    text = str(value)
    # Control characters could rewrite a terminal, and some of them survive a split.
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _shown_list(values: Sequence[object], words: dict[str, str]) -> str:
    quoted = [words["quoted"].format(value=shown(value)) for value in values[:LONGEST_LIST]]
    more = len(values) - len(quoted)
    if more:
        return words["more"].format(values=words["between"].join(quoted), count=more)
    if len(quoted) < 2:
        return "".join(quoted)
    return words["between"].join(quoted[:-1]) + words["last"] + quoted[-1]


def _subclasses(parent: type[Fault]) -> list[type[Fault]]:
    found = [child for child in parent.__subclasses__() if child.code]
    for child in parent.__subclasses__():
        found += _subclasses(child)
    return found
