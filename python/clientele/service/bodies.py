"""What requests may bring. Anything else is refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MOST_CUSTOMERS = 500
MOST_PRODUCTS = 100
MOST_RECOMMENDATIONS = 100

Name = Annotated[str, Field(min_length=1, max_length=200)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=MOST_RECOMMENDATIONS, description="The most rows.")]


class Body(BaseModel):
    """The body of a request: JSON with these names and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Score(Body):
    """The metrics of a customer."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"recency_days": 12, "frequency": 3, "monetary": 250}}
    )

    recency_days: int = Field(ge=0, le=100_000, description="Days since the last order.")
    frequency: int = Field(ge=1, le=1_000_000, description="Number of orders.")
    monetary: float = Field(
        ge=0, le=1e15, allow_inf_nan=False, description="Revenue, in the currency of the shop."
    )


class Value(Body):
    """The history of a customer."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"recency_days": 12, "frequency": 3, "tenure_days": 200, "monetary": 250}
        }
    )

    recency_days: int = Field(ge=0, le=100_000, description="Days since the last order.")
    frequency: int = Field(
        ge=1,
        le=1_000_000,
        description="Days with an order; with `value_same_day_orders: count`, orders.",
    )
    tenure_days: int = Field(ge=0, le=100_000, description="Days since the first order.")
    monetary: float = Field(
        ge=0,
        le=1e15,
        allow_inf_nan=False,
        description="Revenue of all these orders, in the currency of the shop.",
    )


class Cluster(Body):
    """The features of a customer."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"features": {"recency_days": 12, "frequency": 3, "monetary": 250}}
        }
    )

    features: dict[Name, Number | None] = Field(
        min_length=1,
        max_length=100,
        description="Each feature of the model; null if it is unknown.",
    )


class Basket(Body):
    """The products of a basket."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"products": ["GA101", "GA105"], "n": 5}}
    )

    products: list[Name] = Field(
        min_length=1,
        max_length=MOST_PRODUCTS,
        description="Ids of products; names of categories under `basket_item: category`.",
    )
    customer_id: Name | None = Field(
        None, description="The customer, whose former purchases then weigh more."
    )
    n: Count = 5
