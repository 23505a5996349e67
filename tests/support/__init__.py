"""What the tests of all folders share: the project's folders, and the one way to run dbt."""

from .parsing import PROJECT
from .project import copy_of_project, data_folder, real_data
from .runs import Build, build_once, compiled_analyses, dbt, working_database

__all__ = [
    "PROJECT",
    "Build",
    "build_once",
    "compiled_analyses",
    "copy_of_project",
    "data_folder",
    "dbt",
    "real_data",
    "working_database",
]
