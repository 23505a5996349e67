"""Faults of files: missing, damaged, of another kind, without a clear header."""

from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class SourceWrong(Fault):
    """The source is not a text."""

    code: ClassVar[str] = "source-wrong"
    description: ClassVar[str] = "custom_source is not a text, or is empty."
    value: str


@dataclass(frozen=True)
class SourceUnsupported(Fault):
    """The source is of a kind that is not read."""

    code: ClassVar[str] = "source-unsupported"
    description: ClassVar[str] = "custom_source names a kind of file or address that is not read."
    path: str


@dataclass(frozen=True)
class FileMissing(Fault):
    """Nothing has the name that custom_source gives."""

    code: ClassVar[str] = "file-missing"
    description: ClassVar[str] = "The path or glob of custom_source matches no file."
    path: str
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilesMany(Fault):
    """A glob names several files where one is read."""

    code: ClassVar[str] = "files-many"
    description: ClassVar[str] = "custom_source names several files where only one is read."
    path: str
    count: int


@dataclass(frozen=True)
class FilesEqual(Fault):
    """A glob names a file and a copy of it."""

    code: ClassVar[str] = "files-equal"
    description: ClassVar[str] = "Two files that custom_source names have the same content."
    label: str
    copy: str


@dataclass(frozen=True)
class FileNotRegular(Fault):
    """The name is not that of a file with bytes in it."""

    code: ClassVar[str] = "file-not-regular"
    description: ClassVar[str] = "The path is a folder, a pipe, a socket or a device."
    label: str
    kind: str


@dataclass(frozen=True)
class FileNameUnfit(Fault):
    """SQL cannot name the file."""

    code: ClassVar[str] = "file-name-unfit"
    description: ClassVar[str] = "The name of the file is not UTF-8."
    label: str


@dataclass(frozen=True)
class FileUnreadable(Fault):
    """The system does not let us read the file."""

    code: ClassVar[str] = "file-unreadable"
    description: ClassVar[str] = "The file cannot be opened or read."
    label: str
    reason: str


@dataclass(frozen=True)
class FileEmpty(Fault):
    """The file has no text in it."""

    code: ClassVar[str] = "file-empty"
    description: ClassVar[str] = "The file has no bytes, or only blank lines."
    label: str


@dataclass(frozen=True)
class FileOfOtherKind(Fault):
    """The content is not what the name says."""

    code: ClassVar[str] = "file-of-other-kind"
    description: ClassVar[str] = "The content of the file is not what its name says."
    label: str
    kind: str


@dataclass(frozen=True)
class FileDamaged(Fault):
    """The file is not whole."""

    code: ClassVar[str] = "file-damaged"
    description: ClassVar[str] = "The file is cut off or damaged."
    label: str


@dataclass(frozen=True)
class GzipBroken(Fault):
    """The packed file is not whole."""

    code: ClassVar[str] = "gzip-broken"
    description: ClassVar[str] = "The file is packed with gzip, and breaks off or is damaged."
    label: str


@dataclass(frozen=True)
class ZipUnfit(Fault):
    """The archive does not hold exactly one CSV file."""

    code: ClassVar[str] = "zip-unfit"
    description: ClassVar[str] = "The archive does not hold exactly one CSV file."
    label: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class ZipLocked(Fault):
    """The archive has a password."""

    code: ClassVar[str] = "zip-locked"
    description: ClassVar[str] = "The archive has a password."
    label: str


@dataclass(frozen=True)
class FileNul(Fault):
    """A text file holds a character that no text has."""

    code: ClassVar[str] = "file-nul"
    description: ClassVar[str] = "A text file holds a NUL byte."
    label: str
    line: int
    proposed: str


@dataclass(frozen=True)
class EncodingUnclear(Fault):
    """The file is not UTF-8, and nothing says what it is."""

    code: ClassVar[str] = "encoding-unclear"
    description: ClassVar[str] = "A text file is not UTF-8, and custom_encoding is not set."
    label: str
    line: int
    text: str
    proposed: str


@dataclass(frozen=True)
class EncodingUnfit(Fault):
    """The file is not of the encoding that is set."""

    code: ClassVar[str] = "encoding-unfit"
    description: ClassVar[str] = (
        "A text file is not in the encoding that custom_encoding or its byte order mark names."
    )
    label: str
    encoding: str
    line: int


@dataclass(frozen=True)
class HeaderBroken(Fault):
    """The header has no end."""

    code: ClassVar[str] = "header-broken"
    description: ClassVar[str] = (
        "The header of a CSV file has a quotation mark that is not closed, or no end."
    )
    label: str
    row: int


@dataclass(frozen=True)
class HeaderRowMissing(Fault):
    """The row that is to be the header is empty."""

    code: ClassVar[str] = "header-row-missing"
    description: ClassVar[str] = "custom_header_row names a row that is empty or not there."
    label: str
    row: int


@dataclass(frozen=True)
class HeaderRowProposed(Fault):
    """Another row looks like the header."""

    code: ClassVar[str] = "header-row-proposed"
    description: ClassVar[str] = "The first row does not look like a header, and another row does."
    label: str
    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ColumnsEqual(Fault):
    """Two columns have the name of a mapped one."""

    code: ClassVar[str] = "columns-equal"
    description: ClassVar[str] = "Two columns have the same name, and custom_columns maps it."
    label: str
    column: str
    positions: str


@dataclass(frozen=True)
class ColumnUnnamable(Fault):
    """A column has a name that DuckDB cannot hold."""

    code: ClassVar[str] = "column-unnamable"
    description: ClassVar[str] = "The name of a column holds a NUL character."
    label: str
    position: int


@dataclass(frozen=True)
class LinesBroken(Fault):
    """Lines that the CSV reader cannot split into cells."""

    code: ClassVar[str] = "lines-broken"
    description: ClassVar[str] = (
        "Lines of a CSV file have too few or too many cells, or a stray quotation mark."
    )
    label: str
    line: int
    count: int
    reason: str


@dataclass(frozen=True)
class FaultsMany(Fault):
    """More is wrong than is worth saying."""

    code: ClassVar[str] = "faults-many"
    description: ClassVar[str] = "So much is wrong that only the first faults are shown."
    count: int
