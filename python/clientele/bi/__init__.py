"""What tools for dashboards need to know about the public tables: keys, roles, formats and labels.

`describe` adds it to dbt's manifest, which dbt-metabase and cube_dbt read. It comes from the names
and types of columns (`columns.yml`) and from the tests of the project: `unique` and the first
grain of `valid_rows` name the key of a table, `relationships` the keys of others.
"""

from clientele.bi.columns import Role, load_roles, role_of
from clientele.bi.manifest import describe

__all__ = ["Role", "describe", "load_roles", "role_of"]
