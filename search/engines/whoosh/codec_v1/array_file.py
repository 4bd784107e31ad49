"""One array, one file: a header of 64 bytes, then the values, little-endian.

offset  size  what
     0     8  magic, b"CUTTINGS"
     8     2  version of the format, uint16: 1
    10     6  type of a value as numpy writes it, ASCII, padded with NUL: "<u4"
    16     8  number of values, uint64
    24     4  CRC-32 of the values, uint32
    28     4  CRC-32 of the 28 bytes before, uint32
    32    32  zero, so that the values are aligned for any type
"""

import mmap
import os
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.errors import ArchiveDamagedError

Array = NDArray[np.generic]

MAGIC = b"CUTTINGS"
VERSION = 1
HEADER_SIZE = 64
_HEADER = struct.Struct("<8sH6sQI")
_CHECKSUM = struct.Struct("<I")
_CHUNK = 1 << 22


def header(dtype: np.dtype[np.generic], count: int, checksum: int) -> bytes:
    """The header of an array file.

    :param checksum: CRC-32 of the values as bytes
    """
    fields = _HEADER.pack(MAGIC, VERSION, _type_name(dtype), count, checksum)
    return (fields + _CHECKSUM.pack(zlib.crc32(fields))).ljust(HEADER_SIZE, b"\0")


def write_array(path: Path, values: Array) -> None:
    """Write a one-dimensional array of any integer or float type."""
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    with path.open("wb") as file:
        file.write(header(little.dtype, little.size, zlib.crc32(little.data.cast("B"))))
        file.write(little.data)


def create_array(path: Path, dtype: np.dtype[np.generic], count: int) -> Array:
    """A new array of zeros, mapped for writing in place; ``seal_array`` finishes the file."""
    with path.open("wb") as file:
        file.write(header(dtype, count, 0))
        file.truncate(HEADER_SIZE + count * dtype.itemsize)
    if count == 0:
        return np.empty(0, dtype)
    return np.memmap(path, dtype, "r+", HEADER_SIZE, (count,))


def seal_array(path: Path) -> None:
    """Put the checksum of what ``create_array`` mapped into the header."""
    dtype, count, _ = _read_header(path)
    checksum = _checksum(path)
    with path.open("r+b") as file:
        file.write(header(dtype, count, checksum))


def open_array(path: Path) -> Array:
    """Map an array for reading: read-only, shared with all processes that map it.

    :raises ArchiveDamagedError: the file is missing, cut short or no array file
    """
    dtype, count, _ = _read_header(path)
    if path.stat().st_size != HEADER_SIZE + count * dtype.itemsize:
        raise ArchiveDamagedError(f"{path} is cut short; mend it with: cuttings build --full")
    if count == 0:
        # Read-only too: the compiled loops take an array that can be written for another type.
        return np.frombuffer(bytes(dtype.itemsize), dtype)[:0]
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(mapped, dtype, count, HEADER_SIZE)


def release_array(values: Array) -> None:
    """Let the system take back the memory that holds a mapped array; it is read again on use."""
    base: object = values
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, mmap.mmap):
        base.madvise(mmap.MADV_DONTNEED)


def verify_array(path: Path) -> None:
    """Read the whole file and compare its checksum.

    :raises ArchiveDamagedError: a byte differs from what was written
    """
    open_array(path)
    _, _, expected = _read_header(path)
    if _checksum(path) != expected:
        raise ArchiveDamagedError(
            f"{path} is not as it was written (checksum); mend it with: cuttings build --full"
        )


def _type_name(dtype: np.dtype[np.generic]) -> bytes:
    return dtype.newbyteorder("<").str.encode("ascii")


def _read_header(path: Path) -> tuple[np.dtype[np.generic], int, int]:
    try:
        with path.open("rb") as file:
            start = file.read(HEADER_SIZE)
        magic, version, type_name, count, checksum = _HEADER.unpack_from(start)
        (own,) = _CHECKSUM.unpack_from(start, _HEADER.size)
    except (OSError, struct.error) as error:
        raise ArchiveDamagedError(
            f"{path} cannot be read ({error}); mend it with: cuttings build --full"
        ) from error
    if magic != MAGIC or own != zlib.crc32(start[: _HEADER.size]):
        raise ArchiveDamagedError(
            f"{path} is not an array of this archive; mend it with: cuttings build --full"
        )
    if version != VERSION:
        raise ArchiveDamagedError(
            f"{path} has format {version}, and this program reads {VERSION}; "
            "make the index anew with: cuttings build --full"
        )
    return np.dtype(type_name.rstrip(b"\0").decode("ascii")), count, checksum


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        file.seek(HEADER_SIZE, os.SEEK_SET)
        while chunk := file.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
