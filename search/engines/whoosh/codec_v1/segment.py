"""A segment as Whoosh knows it, and the codec that lets Whoosh read it.

Whoosh pickles this class into its table of contents: module path, class name and attributes are
part of the format on disk, and may not change while the folder is called ``codec_v1``.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, Segment
from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.codec_v1.columns import Columns, open_columns
from search.engines.whoosh.codec_v1.whoosh_documents import ArrayDocumentReader
from search.engines.whoosh.codec_v1.whoosh_terms import ArrayTermsReader
from search.errors import UsageError

INDEX_NAME = "MAIN"


class ArraySegment(Segment):  # type: ignore[misc]
    """The name of a segment, how many documents it holds, and which of them are deleted."""

    def __init__(self, document_count: int, indexname: str = INDEX_NAME) -> None:
        super().__init__(indexname)
        self._document_count = document_count
        self._deleted: frozenset[int] = frozenset()

    def codec(self) -> Codec:
        return ArrayCodec()

    def is_compound(self) -> bool:
        return False

    def should_assemble(self) -> bool:
        return False

    def doc_count_all(self) -> int:
        return self._document_count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        return self._deleted

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        self._deleted = self._deleted | {docnum} if delete else self._deleted - {docnum}

    def delete_documents(self, documents: Iterable[int]) -> None:
        """Mark many documents as deleted."""
        self._deleted |= frozenset(documents)

    def live(self) -> NDArray[np.bool_] | None:
        """bool[documents]: which are not deleted; None where all are there."""
        if not self._deleted:
            return None
        live = np.ones(self._document_count, bool)
        live[list(self._deleted)] = False
        return live


class ArrayCodec(Codec):  # type: ignore[misc]
    """Lets Whoosh read a segment; it does not write one.

    Articles are written by :class:`search.engines.whoosh.writer.WhooshWriter`, through
    ``cuttings build``. A writer of Whoosh's own that is given this codec is refused. One that is
    opened without it (``ix.writer()``) cannot be refused from here, and does this:

    - ``add_document`` and ``commit`` put a segment of Whoosh's kind beside ours. Whoosh reads
      both; our engine, ``cuttings check`` and an incremental build call the index damaged.
    - ``commit(optimize=True)`` and ``ix.optimize()``, and any commit once there are more than
      four small segments, turn ours into Whoosh's kind. Stems, positions, dates and stored text
      are kept; exact forms, exact lengths and single bylines and captions are lost.
    - A deletion is written into the generation, and the manifest does not know of it.

    ``cuttings build --full`` mends all three.
    """

    def __init__(self) -> None:
        self._opened: tuple[str, Columns] | None = None

    def terms_reader(self, storage: FileStorage, segment: Segment) -> ArrayTermsReader:
        return ArrayTermsReader(self._columns(storage, segment))

    def per_document_reader(self, storage: FileStorage, segment: Segment) -> ArrayDocumentReader:
        return ArrayDocumentReader(self._columns(storage, segment), segment)

    def new_segment(self, storage: FileStorage, indexname: str) -> NoReturn:
        _refuse_to_write()

    def per_document_writer(self, storage: FileStorage, segment: Segment) -> NoReturn:
        _refuse_to_write()

    def field_writer(self, storage: FileStorage, segment: Segment) -> NoReturn:
        _refuse_to_write()

    def postings_writer(self, dbfile: object, byteids: bool = False) -> NoReturn:
        _refuse_to_write()

    def _columns(self, storage: FileStorage, segment: Segment) -> Columns:
        """The arrays of the segment, mapped once for both readers of it."""
        if self._opened is None or self._opened[0] != segment.segment_id():
            columns = open_columns(Path(storage.folder), segment.segment_id())
            self._opened = segment.segment_id(), columns
        return self._opened[1]


def _refuse_to_write() -> NoReturn:
    raise UsageError(
        "a Whoosh writer cannot write this index: "
        "put article files into the folder of seeds and run: cuttings build"
    )
