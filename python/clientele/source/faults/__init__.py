"""What can be wrong with a source: one small class per fault, with a stable code.

Each module of this package holds the faults of one topic.
"""

from clientele.source.faults.base import Fault, Raised, all_faults, shown

__all__ = ["Fault", "Raised", "all_faults", "shown"]
