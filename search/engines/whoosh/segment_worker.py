"""A process that makes segments of the articles it is sent.

Articles come in as lines, as :func:`pack_article` packs them, and an empty line behind the last.
For each segment written a line of JSON goes out: its name and its number of documents. Whoever
sends nothing more without an empty line has died, and nothing more is written.
"""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import orjson

from search.engines.whoosh.codec_v1.builder import SegmentBuilder
from search.engines.whoosh.codec_v1.columns import write_columns
from search.engines.whoosh.codec_v1.methods import fastest
from search.engines.whoosh.codec_v1.segment import ArraySegment
from search.engines.whoosh.codec_v1.stored_articles import unpack_article

END = b"\n"


def written_segments(articles: IO[bytes], folder: Path, memory: int) -> Iterator[ArraySegment]:
    """Write the articles as segments; gives each as it is written."""
    builder = SegmentBuilder(memory, fastest())
    for line in articles:
        if line == END:
            if len(builder):
                yield spilled(builder, folder)
            return
        builder.add(unpack_article(line))
        if builder.is_full:
            yield spilled(builder, folder)


def spilled(builder: SegmentBuilder, folder: Path) -> ArraySegment:
    """Write what a builder holds as a segment."""
    columns = builder.finish()
    segment = ArraySegment(columns.document_count)
    write_columns(columns, folder, segment.segment_id())
    return segment


def main() -> None:
    """Serve one build; a failure to write goes out as a line too.

    Arguments: the folder to write into, and the bytes that collecting may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build itself ends its workers
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])
    try:
        for segment in written_segments(sys.stdin.buffer, folder, memory):
            _tell([segment.segid, segment.doc_count_all()])
    except OSError as error:
        _tell(f"{error.filename or folder}: {error.strerror or error}")
        sys.exit(1)


def _tell(what: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(what) + b"\n")
    sys.stdout.buffer.flush()
