"""Scores, clusters, recommendations and key figures of a published version over HTTP.

`make_app` returns the application, which asks the table functions and public tables of the file
that readers open. `python -m clientele.service` serves it, and script/serve calls that. Both need
the packages of the extra `serve`.
"""

from clientele.service.app import make_app
from clientele.service.problems import ServiceError
from clientele.service.settings import Settings
from clientele.service.versions import Version, Versions

__all__ = ["ServiceError", "Settings", "Version", "Versions", "make_app"]
