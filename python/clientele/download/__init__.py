"""Fetch public datasets: `python -m clientele.download online_retail`."""

from clientele.download.content import Content, fingerprint
from clientele.download.datasets import DATASETS, DataFile, Dataset
from clientele.download.errors import DownloadError, NetworkError, WrongContentError
from clientele.download.fetch import fetch

__all__ = [
    "DATASETS",
    "Content",
    "DataFile",
    "Dataset",
    "DownloadError",
    "NetworkError",
    "WrongContentError",
    "fetch",
    "fingerprint",
]
