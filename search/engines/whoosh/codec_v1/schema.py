"""The fields as Whoosh knows them; pickled into its table of contents, like the segments."""

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.analysis import Token as WhooshToken
from whoosh.analysis import Tokenizer
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from search.engines.whoosh.codec_v1 import layout
from search.text.stems import stem
from search.text.tokens import tokens


class StemAnalyzer(Tokenizer):  # type: ignore[misc]
    """Gives Whoosh the stems of a text, as they stand in the index."""

    def __call__(
        self, value: str | Sequence[str], positions: bool = False, **_: Any
    ) -> Iterator[WhooshToken]:
        shared = WhooshToken(positions)
        start = 0
        for text in [value] if isinstance(value, str) else value:
            words = 0
            for token in tokens(text):
                shared.text = shared.original = stem(token.form)
                shared.pos = start + token.position
                shared.boost, shared.stopped = 1.0, False
                words = token.position + 1
                yield shared
            start += words + layout.POSITION_GAP


def archive_schema() -> Schema:
    """The schema of every index of this format."""
    text = {name: TEXT(analyzer=StemAnalyzer(), phrase=True) for name in layout.FIELDS}
    return Schema(id=ID(unique=True, stored=True), date=COLUMN(NumericColumn("i")), **text)
