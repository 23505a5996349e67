"""The vars of a source, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What a user sets about a source; each field is the var of the same name.

    The values are as the user wrote them: `clientele.source.mapping` checks them.
    """

    dataset: str = "custom"
    project_dir: str = "."
    data_dir: str = "data"
    language: str = "en"
    custom_source: Any = None
    custom_columns: Any = field(default_factory=dict)
    custom_preset: Any = None
    custom_date_format: Any = None
    custom_decimal_separator: Any = None
    custom_header_row: Any = None
    custom_missing_words: Any = field(default_factory=list)
    custom_encoding: Any = None
    fold_customer_ids: Any = False
    guest_orders: Any = "exclude"
    deduplicate: Any = "auto"
    earliest_date: Any = None
    latest_date: Any = None
    order_span_days: Any = 31
    time_zone: Any = None
    currency: Any = None
    excluded_products: Any = None
    cluster_features: Any = None

    @classmethod
    def from_vars(cls, values: Mapping[str, Any]) -> Settings:
        """Return the settings that a map of vars holds; other names are ignored."""
        known = cls.__dataclass_fields__
        return cls(**{name: value for name, value in values.items() if name in known})
