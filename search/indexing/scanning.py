"""The state of a file on disk."""

import hashlib
import time
from pathlib import Path

from search.indexing.manifest import FileState

# A file written within this time before it was looked at could be written again without a later
# time stamp, so that its bytes are compared once more at the next build.
_SETTLED_NS = 2_000_000_000


def look_at(path: Path) -> FileState:
    """The state of a file without its digest, which takes reading it.

    :raises OSError: it is not there, or may not be looked at
    """
    stat = path.stat()
    return FileState(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, "")


def is_settled(state: FileState) -> bool:
    """Whether any later change of the file is sure to show in its time stamps."""
    return max(state.mtime_ns, state.ctime_ns) < time.time_ns() - _SETTLED_NS


def digest_of(path: Path) -> str:
    """A digest of all bytes of a file; "" for what is no file.

    :raises OSError: it cannot be read
    """
    if not path.is_file():
        path.stat()
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
