"""Clusters of customers: how many, which, what they mean, and how far to trust them.

scikit-learn and scipy take two seconds to import, so each function imports what it needs of them.
"""

from clientele.clustering.centroids import CLUSTER_CENTROIDS
from clientele.clustering.clusters import fit_clusters
from clientele.clustering.comparison import CLUSTER_ALGORITHMS, compare_algorithms
from clientele.clustering.drift import (
    CLUSTER_RETRAINING,
    CLUSTER_STABILITY,
    advise_retraining,
    measure_drift,
)
from clientele.clustering.explanation import CLUSTER_FEATURES, rank_features
from clientele.clustering.naming import CLUSTER_ARCHETYPES, name_clusters
from clientele.clustering.rules import CLUSTER_RULES, describe_clusters
from clientele.clustering.selection import (
    CLUSTER_SELECTION,
    read_cluster_count,
    select_cluster_count,
)
from clientele.clustering.stability import CLUSTER_BOOTSTRAP, bootstrap_clusters
from clientele.clustering.versions import LIBRARY_VERSIONS, list_versions

__all__ = [
    "CLUSTER_ALGORITHMS",
    "CLUSTER_ARCHETYPES",
    "CLUSTER_BOOTSTRAP",
    "CLUSTER_CENTROIDS",
    "CLUSTER_FEATURES",
    "CLUSTER_RETRAINING",
    "CLUSTER_RULES",
    "CLUSTER_SELECTION",
    "CLUSTER_STABILITY",
    "LIBRARY_VERSIONS",
    "advise_retraining",
    "bootstrap_clusters",
    "compare_algorithms",
    "describe_clusters",
    "fit_clusters",
    "list_versions",
    "measure_drift",
    "name_clusters",
    "rank_features",
    "read_cluster_count",
    "select_cluster_count",
]
