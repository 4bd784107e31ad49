"""Whole articles, compressed in blocks of many, each found again by its document number.

An article is a JSON list: id, headline, date as ISO or null, bylines, standfirst, body, captions.
A block is a Zstandard frame of about 16 KB of such lists without anything between.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import orjson
import zstandard
from numpy.typing import NDArray

from search.articles.article import Article

_BLOCK_SIZE = 1 << 14
_LEVEL = 3

_Buffer = bytes | bytearray | memoryview


class _Unpacker(threading.local):
    """Of each thread its own: to make one takes longer than to unpack a block."""

    def __init__(self) -> None:
        self.unpack = zstandard.ZstdDecompressor().decompress


_UNPACKER = _Unpacker()


@dataclass(frozen=True, slots=True)
class StoredArticles:
    """The three arrays of a segment's stored articles.

    :param blocks: uint8, compressed blocks in a row
    :param block_starts: int64[blocks + 1]
    :param places: uint32[documents, 3]: block, offset in the block before compression, length
    """

    blocks: NDArray[np.uint8]
    block_starts: NDArray[np.int64]
    places: NDArray[np.uint32]

    def packed(self, documents: Sequence[int]) -> list[bytes]:
        """The JSON of each of the documents; a block shared by several is unpacked once."""
        unpacked: dict[int, bytes] = {}
        found = []
        for block, offset, length in self.places[np.asarray(documents, np.int64)].tolist():
            if block not in unpacked:
                unpacked[block] = self._unpack(block)
            found.append(unpacked[block][offset : offset + length])
        return found

    def articles(self, documents: Sequence[int]) -> list[Article]:
        """The articles of these document numbers, in that order."""
        return [unpack_article(data) for data in self.packed(documents)]

    def _unpack(self, block: int) -> bytes:
        start, end = self.block_starts[block], self.block_starts[block + 1]
        return _UNPACKER.unpack(self.blocks[start:end].data)


def pack_article(article: Article) -> bytes:
    """The article as it stands in a block."""
    day = article.date.isoformat() if article.date else None
    values = (
        article.id, article.headline, day, article.bylines,
        article.standfirst, article.body, article.captions,
    )  # fmt: skip
    return orjson.dumps(values)


def unpack_article(data: bytes) -> Article:
    """The article that ``pack_article`` packed."""
    article_id, headline, day, bylines, standfirst, body, captions = orjson.loads(data)
    return Article(
        id=article_id,
        headline=headline,
        date=date.fromisoformat(day) if day else None,
        bylines=tuple(bylines),
        standfirst=standfirst,
        body=body,
        captions=tuple(captions),
    )


class ArticlePacker:
    """Takes packed articles in document order and gives their blocks.

    :ivar size: bytes of the blocks that are closed
    """

    def __init__(self) -> None:
        self._compress = zstandard.ZstdCompressor(level=_LEVEL).multi_compress_to_buffer
        self._open: list[bytes] = []
        self._open_size = 0
        self.size = 0
        self._blocks: list[bytes] = []
        self._places: list[tuple[int, int, int]] = []

    def extend(self, packed: Iterable[bytes]) -> None:
        """Add articles; the blocks that they fill are compressed together."""
        full: list[_Buffer] = []
        for data in packed:
            self._places.append((len(self._blocks) + len(full), self._open_size, len(data)))
            self._open.append(data)
            self._open_size += len(data)
            if self._open_size >= _BLOCK_SIZE:
                full.append(self._close_block())
        self._add_blocks(full)

    def finish(self) -> StoredArticles:
        """All that was added, with the last block closed."""
        if self._open:
            self._add_blocks([self._close_block()])
        starts = np.zeros(len(self._blocks) + 1, np.int64)
        np.cumsum([len(block) for block in self._blocks], out=starts[1:])
        return StoredArticles(
            np.frombuffer(b"".join(self._blocks), np.uint8),
            starts,
            np.array(self._places, np.uint32).reshape(-1, 3),
        )

    def _close_block(self) -> bytes:
        block = b"".join(self._open)
        self._open, self._open_size = [], 0
        return block

    def _add_blocks(self, blocks: list[_Buffer]) -> None:
        if blocks:
            # All at once: in the meantime Python's lock is free for other threads.
            compressed = self._compress(blocks, threads=1)
            self._blocks += [compressed[i].tobytes() for i in range(len(compressed))]
            self.size += compressed.size()
