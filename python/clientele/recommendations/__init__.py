"""What a customer may want next."""

from clientele.recommendations.ease import WEIGHTS, fit_item_weights
from clientele.recommendations.pairs import PAIRS, count_pairs
from clientele.recommendations.scoring import SCORES, score_evidence

__all__ = ["PAIRS", "SCORES", "WEIGHTS", "count_pairs", "fit_item_weights", "score_evidence"]
