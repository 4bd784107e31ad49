"""The one place that writes a Whoosh index: new segments, deletions, merges, and the commit."""

import os
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.articles.article import Article
from search.articles.skipped import Skipped
from search.engines.contract import Refused, Snapshot
from search.engines.whoosh.codec_v1.builder import SegmentBuilder, size_of
from search.engines.whoosh.codec_v1.columns import Columns, open_columns
from search.engines.whoosh.codec_v1.compaction import without_deleted
from search.engines.whoosh.codec_v1.merging import merge
from search.engines.whoosh.codec_v1.methods import NUMPY, fastest
from search.engines.whoosh.codec_v1.schema import archive_schema
from search.engines.whoosh.codec_v1.segment import INDEX_NAME, ArraySegment
from search.engines.whoosh.merge_policy import segments_to_merge
from search.engines.whoosh.segment_thread import SegmentThread
from search.engines.whoosh.segment_worker import spilled
from search.engines.whoosh.segment_workers import SegmentWorkers
from search.errors import ArchiveDamagedError
from search.settings import Settings

# Bytes of articles from which it pays to load the compiled loops or to start processes, which
# takes half a second.
_LARGE = 1 << 21
# Articles from which it pays to load them for a merge.
_LARGE_MERGE = 50_000
# Bytes that are handed on together.
_LOT = 1 << 21


class WhooshWriter:
    """Writes the next snapshot into an empty folder.

    :param base: folder of the snapshot that it builds on; its files are linked, not changed
    """

    def __init__(self, folder: Path, base: Path | None, settings: Settings) -> None:
        self._folder = folder
        self._memory = settings.memory << 20
        self._lot: list[Article] = []
        self._size = 0
        self._makers: SegmentThread | SegmentWorkers | None = None
        self._jobs = settings.jobs or len(os.sched_getaffinity(0))
        self._deleted: dict[int, set[int]] = defaultdict(set)
        self._base: list[ArraySegment] = []
        self._written: list[ArraySegment] = []
        if base is not None:
            self._base = read_segments(base)
            _link_segments(base, folder, self._base)
        self._columns = [open_columns(folder, s.segment_id()) for s in self._base]

    def add(self, article: Article) -> None:
        self._lot.append(article)
        self._size += size_of(article)
        if self._size >= (_LARGE if self._makers is None else _LOT):
            self._hand_on()

    def remove(self, article_id: str) -> None:
        for number, columns in enumerate(self._columns):
            document = columns.document(article_id)
            if document is not None and not self._base[number].is_deleted(document):
                self._deleted[number].add(document)

    def commit(self) -> int:
        self._finish_segments()
        for number, documents in self._deleted.items():
            self._base[number].delete_documents(documents)
        segments = [s for s in (*self._base, *self._written) if s.doc_count()]
        merged = segments_to_merge([s.doc_count() for s in segments], _deleted_shares(segments))
        if merged:
            replaced = [segments[i] for i in merged]
            segments = [s for s in segments if s not in replaced] + [self._merged(replaced)]
        self._write_contents(segments)
        return sum(s.doc_count() for s in segments)

    @property
    def refused(self) -> Sequence[Refused]:
        return ()

    def publish(self, snapshot: Snapshot, skipped: Sequence[Skipped]) -> None:
        """Nothing: searches find the folder as soon as it is the one in use."""

    def close(self) -> None:
        if self._makers is not None:
            self._makers.close()

    def _hand_on(self) -> None:
        """Let the lot be made a part of a segment, while the next is read."""
        if self._makers is None:
            self._makers = (
                SegmentWorkers(self._jobs, self._folder, self._memory)
                if self._jobs > 1
                else SegmentThread(self._folder, self._memory)
            )
        self._makers.extend(self._lot)
        self._lot, self._size = [], 0

    def _finish_segments(self) -> None:
        if self._makers is not None:
            self._hand_on()
            self._written += self._makers.finish()
        elif self._lot:
            builder = SegmentBuilder(self._memory)
            builder.extend(self._lot)
            self._written.append(spilled(builder, self._folder))

    def _merged(self, segments: Sequence[ArraySegment]) -> ArraySegment:
        segment = ArraySegment(sum(s.doc_count() for s in segments))
        method = fastest() if segment.doc_count() >= _LARGE_MERGE else NUMPY
        parts = [self._live_columns(s) for s in segments]
        merge(parts, self._folder, segment.segment_id(), method)
        return segment

    def _live_columns(self, segment: ArraySegment) -> Columns:
        columns = open_columns(self._folder, segment.segment_id())
        live = segment.live()
        return columns if live is None else without_deleted(columns, live)

    def _write_contents(self, segments: Sequence[ArraySegment]) -> None:
        kept = {segment.segment_id() for segment in segments}
        for path in self._folder.glob(f"{INDEX_NAME}_*"):
            if path.name.partition(".")[0] not in kept:
                path.unlink()
        TOC(archive_schema(), list(segments), 1).write(FileStorage(str(self._folder)), INDEX_NAME)


def read_segments(folder: Path) -> list[ArraySegment]:
    """The segments that the table of contents of a Whoosh index names.

    :raises ArchiveDamagedError: it is missing, or cannot be read
    """
    try:
        return list(TOC.read(FileStorage(str(folder)), INDEX_NAME).segments)
    except Exception as error:  # of a damaged pickle nearly any
        raise ArchiveDamagedError(
            f"the table of contents in {folder} cannot be read ({error!r}); "
            "mend it with: cuttings build --full"
        ) from error


def _deleted_shares(segments: Sequence[ArraySegment]) -> list[float]:
    return [segment.deleted_count() / segment.doc_count_all() for segment in segments]


def _link_segments(base: Path, folder: Path, segments: Sequence[ArraySegment]) -> None:
    for segment in segments:
        for path in base.glob(f"{segment.segment_id()}.*"):
            try:
                os.link(path, folder / path.name)
            except OSError:  # a file system without hard links
                shutil.copyfile(path, folder / path.name)
