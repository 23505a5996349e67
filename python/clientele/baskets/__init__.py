"""Which items are bought together."""

from clientele.baskets.itemsets import ITEMSETS, TooManyItemsets, find_itemsets
from clientele.baskets.mlxtend_itemsets import NotEnoughMemory

__all__ = ["ITEMSETS", "NotEnoughMemory", "TooManyItemsets", "find_itemsets"]
