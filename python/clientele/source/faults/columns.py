"""Faults of custom_columns, and of the columns that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class ColumnsNotAMap(Fault):
    """custom_columns is not a map."""

    code: ClassVar[str] = "columns-not-a-map"
    description: ClassVar[str] = "custom_columns is not a map from contract names to columns."
    value: Any


@dataclass(frozen=True)
class ContractNameUnknown(Fault):
    """custom_columns maps a name that the contract does not have."""

    code: ClassVar[str] = "contract-name-unknown"
    description: ClassVar[str] = "custom_columns maps a name that the input contract does not have."
    key: str
    nearby: str
    allowed: Sequence[str]


@dataclass(frozen=True)
class ColumnRequired(Fault):
    """custom_columns leaves out a name that every source needs."""

    code: ClassVar[str] = "column-required"
    description: ClassVar[str] = "custom_columns does not map customer_id or ordered_at."
    name: str
    preset: str = ""


@dataclass(frozen=True)
class PriceRequired(Fault):
    """custom_columns maps no column of money."""

    code: ClassVar[str] = "price-required"
    description: ClassVar[str] = "custom_columns maps neither unit_price nor amount."
    preset: str = ""


@dataclass(frozen=True)
class ColumnListMisplaced(Fault):
    """custom_columns maps a list of columns to a name that takes one."""

    code: ClassVar[str] = "column-list-misplaced"
    description: ClassVar[str] = "custom_columns maps several columns to a name that takes one."
    name: str


@dataclass(frozen=True)
class ColumnNameInvalid(Fault):
    """custom_columns maps a name to something that cannot be a column."""

    code: ClassVar[str] = "column-name-invalid"
    description: ClassVar[str] = "custom_columns maps a name to a value that cannot be a column."
    name: str
    value: str


@dataclass(frozen=True)
class ColumnMissing(Fault):
    """A table does not have a column that custom_columns names."""

    code: ClassVar[str] = "column-missing"
    description: ClassVar[str] = "A file or table does not have a column that custom_columns names."
    label: str
    column: str
    name: str
    nearby: str
    columns: Sequence[str]
    preset: str = ""


@dataclass(frozen=True)
class ColumnNested(Fault):
    """A column holds lists or structs, not single values."""

    code: ClassVar[str] = "column-nested"
    description: ClassVar[str] = "A mapped column holds lists, structs or maps."
    label: str
    column: str
    name: str


@dataclass(frozen=True)
class ColumnTooWide(Fault):
    """A column of Parquet holds decimals that DuckDB reads as other numbers."""

    code: ClassVar[str] = "column-too-wide"
    description: ClassVar[str] = "A mapped column of Parquet has decimals of more than 38 digits."
    label: str
    column: str
    name: str
    digits: int
