"""Customer value: what customers will order and spend, as parameters that SQL scores with.

scipy takes a second to import, so each function imports what it needs of it.
"""

from clientele.value.models import VALUE_PARAMETERS, fit_value_models
from clientele.value.orders import Histories, fit_mbg_nbd, fit_nbd
from clientele.value.spend import Spending, fit_gamma_gamma

__all__ = [
    "VALUE_PARAMETERS",
    "Histories",
    "Spending",
    "fit_gamma_gamma",
    "fit_mbg_nbd",
    "fit_nbd",
    "fit_value_models",
]
