"""A segment as Whoosh knows it.

Whoosh pickles this class into its table of contents: module path, class name and attributes are
part of the format on disk, and may not change while the folder is called ``codec_v1``.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, Segment

INDEX_NAME = "MAIN"


class ArraySegment(Segment):  # type: ignore[misc]
    """The name of a segment, how many documents it holds, and which of them are deleted."""

    def __init__(self, document_count: int, indexname: str = INDEX_NAME) -> None:
        super().__init__(indexname)
        self._document_count = document_count
        self._deleted: frozenset[int] = frozenset()

    def codec(self) -> Codec:
        # Here lies a circle that Whoosh draws: a segment hands out the codec, and the codec makes
        # segments.
        from search.engines.whoosh.codec_v1.codec import ArrayCodec  # noqa: PLC0415

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
