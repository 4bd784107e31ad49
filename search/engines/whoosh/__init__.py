"""The embedded engine: a Whoosh index with an array codec and vectorised evaluation."""

from pathlib import Path

from search.engines.contract import Backend
from search.engines.whoosh.codec_v1.array_file import verify_array
from search.engines.whoosh.codec_v1.columns import segment_file
from search.engines.whoosh.codec_v1.layout import COLUMN_FILES
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.writer import WhooshWriter, read_segments
from search.errors import ArchiveDamagedError


def check(folder: Path) -> list[str]:
    """Compare the checksum of every file of a generation."""
    problems = []
    for segment in read_segments(folder):
        for name in COLUMN_FILES:
            try:
                verify_array(segment_file(folder, segment.segment_id(), name))
            except ArchiveDamagedError as error:
                problems.append(str(error))
    return problems


WHOOSH = Backend("whoosh arrays 1.2", WhooshEngine, WhooshWriter, KERNELS.load, check)
