"""Conditions on features as phrases that people read, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Phrases = Mapping[str, Mapping[str, str]]

# {range} is 'at most 31', 'at least 4', '4 to 8' or '4'; after | the plural, if it is another.
PHRASES: Final[Phrases] = MappingProxyType(
    {
        "recency_days": {
            "en": "last order {range} day ago|last order {range} days ago",
            "fr": "dernière commande il y a {range} jour|dernière commande il y a {range} jours",
        },
        "frequency": {
            "en": "{range} order|{range} orders",
            "fr": "{range} commande|{range} commandes",
        },
        "monetary": {
            "en": "{range} spent",
            "fr": "{range} dépensé|{range} dépensés",
        },
        "average_order_value": {
            "en": "{range} an order",
            "fr": "{range} par commande",
        },
        "tenure_days": {
            "en": "customer for {range} day|customer for {range} days",
            "fr": "client depuis {range} jour|client depuis {range} jours",
        },
        "category_count": {
            "en": "{range} category|{range} categories",
            "fr": "{range} catégorie|{range} catégories",
        },
        "product_count": {
            "en": "{range} different product|{range} different products",
            "fr": "{range} produit différent|{range} produits différents",
        },
        "average_review_score": {
            "en": "average review score {range}",
            "fr": "note moyenne : {range}",
        },
        "income": {
            "en": "income {range}",
            "fr": "revenu : {range}",
        },
    }
)
# Of features of which each category, or channel, has one: {name} is its name.
FAMILIES: Final[Phrases] = MappingProxyType(
    {
        "category_share_": {
            "en": "{range} of spend in {name}",
            "fr": "{range} des dépenses en {name}",
        },
        "category_spend_": {
            "en": "{range} spent on {name}",
            "fr": "{range} dépensé en {name}|{range} dépensés en {name}",
        },
        "channel_share_": {
            "en": "{range} of orders by {name}",
            "fr": "{range} des commandes par {name}",
        },
        "channel_orders_": {
            "en": "{range} order by {name}|{range} orders by {name}",
            "fr": "{range} commande par {name}|{range} commandes par {name}",
        },
    }
)
FALLBACK: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "{feature} {range}", "fr": "{feature} : {range}"}
)
EVERYONE: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "all customers", "fr": "tous les clients"}
)
RANGES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "en": ("at most {}", "at least {}", "{} to {}"),
        "fr": ("au plus {}", "au moins {}", "{} à {}"),
    }
)
NO_BREAK_SPACE = "\u00a0"


def phrase(
    feature: str, low: float | None, high: float | None, language: str, phrases: Phrases = PHRASES
) -> str:
    """Write `low <= feature <= high` (None: no bound on that side) in 'en' or 'fr'.

    Args:
        feature: The name of the feature.
        low: The least value, included.
        high: The largest value, included.
        language: 'en' or 'fr'.
        phrases: For each feature a template in each language; others get that of their family in
            `FAMILIES`, else `FALLBACK`.

    """
    family = next((prefix for prefix in FAMILIES if feature.startswith(prefix)), "")
    template = (
        phrases.get(feature, {}).get(language)
        or FAMILIES.get(family, {}).get(language)
        or FALLBACK[language]
    )
    singular, _, plural = template.partition("|")
    last = high if high is not None else low
    is_one = last is not None and (last == 1 if language == "en" else abs(last) < 2)
    chosen = singular if is_one or not plural else plural
    name = feature.removeprefix(family).replace("_", " ")
    return chosen.format(
        range=_range(low, high, language), name=name, feature=feature.replace("_", " ")
    )


def number(value: float, language: str) -> str:
    """Write a number as people of a language do: 1,020.5 in 'en', 1 020,5 in 'fr'."""
    text = f"{round(value, 12) + 0.0:,.12f}".rstrip("0").rstrip(".")
    if language == "fr":
        text = text.replace(",", NO_BREAK_SPACE).replace(".", ",")
    return text


def _range(low: float | None, high: float | None, language: str) -> str:
    at_most, at_least, between = RANGES[language]
    if low is not None and high is not None:
        ends = (number(low, language), number(high, language))
        return ends[0] if low == high else between.format(*ends)
    if low is not None:
        return at_least.format(number(low, language))
    return at_most.format(number(high if high is not None else 0.0, language))
