"""Faults of the datasets that the project knows: files and columns that are missing."""

from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class DatasetFileMissing(Fault):
    """No file of a dataset that `clientele.download` fetches is there."""

    code: ClassVar[str] = "dataset-file-missing"
    description: ClassVar[str] = "The folder of raw files has no file of the dataset."
    folder: str
    dataset: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class DatasetFilesMissing(Fault):
    """Files of a dataset that people fetch themselves are not there."""

    code: ClassVar[str] = "dataset-files-missing"
    description: ClassVar[str] = "The folder of raw files lacks files of the dataset."
    folder: str
    dataset: str
    files: tuple[str, ...]
    origin: str


@dataclass(frozen=True)
class ProjectFileMissing(Fault):
    """A file that comes with the project is not there."""

    code: ClassVar[str] = "project-file-missing"
    description: ClassVar[str] = "A file of the demo, which comes with the project, is missing."
    folder: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class DatasetColumnsMissing(Fault):
    """The file of a dataset has not the columns that its publisher gave it."""

    code: ClassVar[str] = "dataset-columns-missing"
    description: ClassVar[str] = "The file of a dataset lacks columns that are read."
    label: str
    missing: tuple[str, ...]
    columns: tuple[str, ...]
