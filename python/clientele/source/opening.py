"""Opens what custom_source names: tables that the rest of the reader reads, or faults."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace
from pathlib import Path, PurePosixPath
from shutil import copyfileobj

import duckdb

from clientele.source.address import (
    copy_address,
    has_secret,
    is_address,
    request_fault,
    shown_address,
)
from clientele.source.csvfile import broken_lines, csv_tables
from clientele.source.database import postgres_table, relation_table, sqlite_table
from clientele.source.extensions import load_extension
from clientele.source.faults import Fault, Raised
from clientele.source.faults.addresses import AddressGlob, AddressMissing
from clientele.source.faults.files import (
    FaultsMany,
    FileDamaged,
    FilesEqual,
    FilesMany,
    ZipLocked,
    ZipUnfit,
)
from clientele.source.files import Found, cut_path, equal_files, find_files, read_head
from clientele.source.parquet import parquet_tables
from clientele.source.private import private_file
from clientele.source.reference import Reference, parse_reference
from clientele.source.settings import Settings
from clientele.source.sql import literal
from clientele.source.table import Table
from clientele.source.workbook import workbook_tables
from clientele.words import languages, load_words

__all__ = ["broken_lines", "open_tables"]

# So many faults are shown; a glob can name thousands of files.
MOST_FAULTS = 20


def open_tables(
    settings: Settings, connection: duckdb.DuckDBPyConnection
) -> tuple[list[Table], list[Fault]]:
    """Return the tables that custom_source names, and what is wrong with it.

    Nothing of large files is read but what their checks need: `Table.scan` reads the rows.
    """
    if settings.language not in languages():
        settings = replace(settings, language="en")
    try:
        reference = _reference(settings)
        if reference.kind == "relation":
            return [relation_table(reference, connection, settings.language)], []
        if reference.kind == "postgres":
            return [postgres_table(reference, connection, settings.language)], []
        files = _files(reference, settings, connection)
        if reference.kind == "sqlite":
            if len(files) > 1:
                raise Raised(FilesMany(path=reference.path, count=len(files)))
            return [sqlite_table(files[0], reference, connection, settings.language)], []
        if reference.kind == "parquet":
            tables, faults = parquet_tables(files, settings, connection)
        elif reference.kind == "xlsx":
            tables, faults = workbook_tables(files, reference.within, settings)
        else:
            tables, faults = _text_tables(files, settings)
    except Raised as raised:
        return [], [raised.fault]
    if len(faults) > MOST_FAULTS:
        faults = [*faults[:MOST_FAULTS], FaultsMany(count=len(faults) - MOST_FAULTS)]
    return tables, faults


def _reference(settings: Settings) -> Reference:
    source = settings.custom_source
    reference = parse_reference(source)
    # A name that exists is that file, also where it looks like a sheet in a workbook.
    is_sheet = reference.kind == "xlsx" and reference.within and "\0" not in str(source)
    if is_sheet and (Path(settings.project_dir) / Path(str(source)).expanduser()).is_file():
        return Reference("xlsx", str(source))
    return reference


def _files(
    reference: Reference, settings: Settings, connection: duckdb.DuckDBPyConnection
) -> list[Found]:
    if not is_address(reference.path):
        files = find_files(reference.path, settings.project_dir, settings.language)
        equal = next(equal_files(files), None)
        if equal:
            raise Raised(FilesEqual(label=equal[0].label, copy=equal[1].name))
        return files
    load_extension(connection, "httpfs")
    found = [
        Found(path=address, name=name, label=_address_label(address, settings.language))
        for address, name in _addresses(reference.path, settings.language, connection)
    ]
    if reference.kind == "parquet" and not has_secret(reference.path):
        for file in found:
            fault = request_fault(
                connection, f"select size from read_blob({literal(file.path)})", file.label
            )
            if fault:
                raise Raised(fault)
        return found
    # DuckDB reads no other kind well over a network, and the definition of a view would show the
    # signature of an address.
    return [
        replace(
            file,
            path=str(copy_address(connection, file.path, file.label)),
            is_private=True,
        )
        for file in found
    ]


def _addresses(
    path: str, language: str, connection: duckdb.DuckDBPyConnection
) -> list[tuple[str, str]]:
    """Return the addresses that an address or a glob of them names, with the names of the files."""
    if "*" not in path:
        return [(path, PurePosixPath(shown_address(path)).name)]
    label = _address_label(path, language)
    if path.lower().startswith("http"):
        raise Raised(AddressGlob(label=label))
    query = f"select file from glob({literal(path)}) order by file"
    fault = request_fault(connection, query, label)
    if fault:
        raise Raised(fault)
    addresses = [str(row[0]) for row in connection.execute(query).fetchall()]
    if not addresses:
        raise Raised(AddressMissing(label=label))
    folders = [address.split("/")[:-1] for address in addresses]
    shared = 0
    while len({tuple(folder[: shared + 1]) for folder in folders}) == 1 and shared < len(
        folders[0]
    ):
        shared += 1
    return [(address, "/".join(address.split("/")[shared:])) for address in addresses]


def _text_tables(files: list[Found], settings: Settings) -> tuple[list[Table], list[Fault]]:
    plain: list[Found] = []
    faults: list[Fault] = []
    for found in files:
        try:
            plain.append(_unzipped(found) if found.name.lower().endswith(".zip") else found)
        except Raised as raised:
            faults.append(raised.fault)
    tables, others = csv_tables(plain, settings)
    return tables, faults + others


def _unzipped(found: Found) -> Found:
    """Return a private copy of the one CSV file of an archive."""
    read_head(found)
    try:
        with zipfile.ZipFile(found.path) as archive:
            members = [
                member
                for member in archive.infolist()
                # macOS adds a folder of its own, with a namesake of each file.
                if not member.is_dir() and not member.filename.startswith("__MACOSX/")
            ]
            texts = [m for m in members if m.filename.lower().endswith((".csv", ".tsv", ".txt"))]
            if len(texts) != 1:
                names = tuple(member.filename for member in members)
                raise Raised(ZipUnfit(label=found.label, members=names))
            if texts[0].flag_bits & 1:
                raise Raised(ZipLocked(label=found.label))
            path = private_file(".csv")
            with archive.open(texts[0]) as packed, path.open("wb") as out:
                copyfileobj(packed, out)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Raised(FileDamaged(label=found.label)) from error
    return replace(found, path=str(path), is_private=True)


def _address_label(address: str, language: str) -> str:
    return str(load_words(language)["labels"]["address"]).format(
        path=cut_path(shown_address(address))
    )
