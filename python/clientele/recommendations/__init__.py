"""What a customer may want next."""

from clientele.recommendations.ease import WEIGHTS, fit_item_weights
from clientele.recommendations.scoring import SCORES, score_evidence

__all__ = ["SCORES", "WEIGHTS", "fit_item_weights", "score_evidence"]
