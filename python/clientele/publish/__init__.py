"""Whole versions of the public tables: built beside, checked, and published by one rename.

A build works in `warehouse/.work/<target>.duckdb`. `publish` copies the public tables of a build
that passed into a file of their own and renames it to `warehouse/<target>.duckdb`, which readers
open. They never see a half-built table, and never wait for a build.
"""

from clientele.publish.errors import PublishError
from clientele.publish.lock import BuildLock
from clientele.publish.places import Places
from clientele.publish.publishing import Published, Request, publish
from clientele.publish.versions import kept_versions, published_version, roll_back
from clientele.publish.working import prepare

__all__ = [
    "BuildLock",
    "Places",
    "PublishError",
    "Published",
    "Request",
    "kept_versions",
    "prepare",
    "publish",
    "published_version",
    "roll_back",
]
