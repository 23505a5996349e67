"""The planted truth: seven kinds of customers, and the segments in which each may land."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Archetype:
    """How one kind of customer behaves.

    ``orders`` lists equally likely numbers of orders; ``recency`` is the range of days from the
    last order to the as-of date; ``gap`` the range of the mean days between two orders; ``lines``
    equally likely numbers of products picked for an order; ``quantity`` the pieces of a product in
    an order, before the customer's own factor, in whole packs of ``pack``; ``web`` the percentage
    of web orders; ``stars`` the relative weights of reviews with 1 to 5 stars; ``income`` the range
    of yearly incomes in thousands.
    """

    name: str
    segments: tuple[str, ...]
    customers: int
    orders: tuple[int, ...]
    recency: tuple[int, int]
    gap: tuple[int, int]
    lines: tuple[int, ...]
    quantity: float
    pack: int
    web: int
    stars: tuple[int, int, int, int, int]
    income: tuple[int, int]


# Baskets whose size spreads as a Poisson number does: picks stay independent of one another, the
# lift of two products is 1. With sizes more even than that, it would be below.
_BASKETS: Final = (1, 1, 1, 1, 2, 2, 3, 3, 6)
_SMALL_BASKETS: Final = (1, 1, 1, 2, 2, 4)

ARCHETYPES: Final = (
    Archetype(
        name="devoted",
        segments=("champions", "loyal"),
        customers=225,
        orders=(9, 10, 11, 12, 13, 13, 14, 14, 15, 16, 18, 21, 26),
        recency=(1, 26),
        gap=(28, 52),
        lines=_BASKETS,
        quantity=3.6,
        pack=1,
        web=60,
        stars=(1, 2, 6, 26, 65),
        income=(30, 82),
    ),
    Archetype(
        name="regular",
        segments=("loyal", "champions"),
        customers=250,
        orders=(5, 6, 7, 7, 8, 8, 8, 9, 10),
        recency=(16, 85),
        gap=(50, 85),
        lines=_BASKETS,
        quantity=3.0,
        pack=1,
        web=55,
        stars=(2, 4, 14, 40, 40),
        income=(24, 70),
    ),
    Archetype(
        name="newcomer",
        segments=("new", "promising"),
        customers=350,
        orders=(1, 1, 1, 1, 2),
        recency=(2, 62),
        gap=(10, 30),
        lines=_SMALL_BASKETS,
        quantity=1.3,
        pack=1,
        web=75,
        stars=(4, 6, 16, 34, 40),
        income=(20, 62),
    ),
    Archetype(
        name="occasional",
        segments=("potential_loyalist", "need_attention"),
        customers=370,
        orders=(2, 3, 3, 3, 3, 4, 4, 4),
        recency=(55, 190),
        gap=(60, 150),
        lines=_BASKETS,
        quantity=2.5,
        pack=1,
        web=50,
        stars=(4, 8, 22, 38, 28),
        income=(20, 64),
    ),
    Archetype(
        name="lapsed_regular",
        segments=("at_risk", "cant_lose"),
        customers=225,
        orders=(4, 5, 5, 6, 6, 7, 7, 8),
        recency=(200, 560),
        gap=(40, 75),
        lines=_BASKETS,
        quantity=2.4,
        pack=1,
        web=55,
        stars=(12, 18, 28, 26, 16),
        income=(22, 66),
    ),
    Archetype(
        name="lapsed_big_spender",
        segments=("cant_lose", "at_risk"),
        customers=150,
        orders=(1, 1, 1, 2, 2, 3),
        recency=(210, 660),
        gap=(40, 120),
        lines=(3, 4, 5, 6, 8),
        quantity=10.0,
        pack=6,
        web=40,
        stars=(10, 16, 26, 28, 20),
        income=(36, 98),
    ),
    Archetype(
        name="one_timer_lost",
        segments=("lost", "hibernating"),
        customers=430,
        orders=(1,),
        recency=(290, 725),
        gap=(1, 1),
        lines=_SMALL_BASKETS,
        quantity=1.2,
        pack=1,
        web=70,
        stars=(14, 18, 28, 26, 14),
        income=(18, 58),
    ),
)

# In this percentage of customers the recency is off by up to half or twice: real groups overlap.
STRAY_PERCENT: Final = 6
