"""The fields as Whoosh knows them; pickled into its table of contents, like the segments."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token as WhooshToken
from whoosh.analysis import Tokenizer
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from search.engines.whoosh.codec_v1 import layout
from search.text.folding import fold
from search.text.stems import stem
from search.text.tokens import Token, tokens


class StemAnalyzer(Tokenizer):  # type: ignore[misc]
    """Gives Whoosh the stems of a text, as they stand in the index.

    In a query a compound is its parts alone: Whoosh asks for all tokens that a query has, and
    would look for "co-operate" only where that is written with a hyphen.
    """

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        tokenize: bool = True,
        mode: str = "",
        **_: Any,
    ) -> Iterator[WhooshToken]:
        # Whoosh's analysers yield one object again and again, and its readers count on that.
        shared = WhooshToken(positions, chars)
        shared.boost, shared.stopped = 1.0, False
        for token in tokens(value) if tokenize else [Token(value, 0, len(value), 0)]:
            if token.joined and mode == "query":
                continue
            # What Whoosh asks not to be cut up is the pattern of a wildcard or the like.
            shared.text = stem(token.form) if tokenize else fold(value)
            shared.original = shared.text
            shared.pos = token.position
            shared.startchar, shared.endchar = token.start, token.end
            yield shared


def archive_schema() -> Schema:
    """The schema of every index of this format."""
    text = {name: TEXT(analyzer=StemAnalyzer(), phrase=True) for name in layout.FIELDS}
    return Schema(id=ID(unique=True, stored=True), date=COLUMN(NumericColumn("i")), **text)
