"""The indices of a generation on a cluster: their names, settings and fields.

An alias names the index in use. Beside the index of a generation lies that of its words, which
serves whatever asks for words of the archive: wildcards, spellings, suggestions, names.

The texts of an article are sent as the terms they come to, with a blank between two positions and
:data:`STACK` between the terms of one; positions are those of the embedded engine, counted in each
field from 0. The cluster only cuts them apart.
"""

from enum import StrEnum
from hashlib import blake2b
from typing import Any

from search.fields import TEXT_FIELDS
from search.settings import Settings

FORMAT = "opensearch 1"

STACK = "\x01"
STEM, FORM = "s:", "f:"
AGAIN = "a:"
"""What stands before a stem that a place has twice: "run-s" is run and runs."""
CAPITALS = ("", "1:", "2:", "3:")
"""What stands before a form that is printed in capitals, by :func:`search.text.tokens.capitals`;
words without capitals have no such term."""

SENTENCE_BEGINS, SENTENCE_ENDS = "<s", "s>"
PARAGRAPH_BEGINS, PARAGRAPH_ENDS = "<p", "p>"

# Fewer bytes than a cluster takes in an id (512), and far fewer than in a term (32,766).
_LONGEST = 480
_KEPT = 440
_SURELY_SHORT = _LONGEST // 4

# As many positions as the embedded engine leaves free between two captions or bylines.
_GAP = 300
_LONGEST_POSITION = 1_048_576


class Kind(StrEnum):
    """What a document in the index of words tells of."""

    FORM = "form"
    BYLINE_FORM = "byline_form"
    NAME = "name"
    SKIPPED = "skipped"


def index_name(alias: str, snapshot: str) -> str:
    """The index that holds a snapshot."""
    return f"{alias}-{snapshot}"


def words_index(index: str) -> str:
    """The index of words that belongs to an index."""
    return f"{index}-words"


def shortened(text: str) -> str:
    """A name or an article's id as a cluster can hold it: a long one as beginning and digest."""
    if len(text) <= _SURELY_SHORT:
        return text
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= _LONGEST:
        return text
    digest = blake2b(encoded, digest_size=16).hexdigest()
    return f"{encoded[:_KEPT].decode('utf-8', 'ignore')}_{digest}"


def term(word: str) -> str:
    """A form or a stem as it stands in the indices.

    A few Arabic letters fold to words with a blank between, and no form has an underscore.
    """
    return shortened(word.replace(" ", "_"))


def word_id(kind: Kind, text: str) -> str:
    """The id of a word in the index of words.

    :param text: as :func:`term` or :func:`shortened` gives it
    """
    return f"{kind}:{text}"


def articles_body(settings: Settings, snapshot: str) -> dict[str, Any]:
    """What creates the index of a generation."""
    own = {"analysis": _ANALYSIS, "similarity": {"times": _TIMES}}
    mappings = {
        "dynamic": "strict",
        "_meta": {"snapshot": snapshot, "format": FORMAT},
        "_source": {"includes": ["id", "article"]},
        "properties": _ARTICLE,
    }
    return {"settings": {"index": {**while_building(settings), **own}}, "mappings": mappings}


def words_body(settings: Settings) -> dict[str, Any]:
    """What creates the index of its words."""
    mappings = {"dynamic": "strict", "properties": _WORD}
    return {"settings": {"index": while_building(settings)}, "mappings": mappings}


def while_building(settings: Settings) -> dict[str, Any]:
    """Settings of an index that is being filled: no copies, and nothing is searched yet."""
    return {
        "number_of_shards": settings.shards,
        "number_of_replicas": 0,
        "auto_expand_replicas": False,
        "refresh_interval": f"{settings.refresh}s" if settings.refresh else "-1",
    }


def when_built(settings: Settings) -> dict[str, Any]:
    """Settings of a finished index: with its copies, and nothing in it changes any more."""
    copies = f"0-{settings.replicas}" if settings.replicas else False
    return {"auto_expand_replicas": copies, "refresh_interval": "-1", "blocks": {"write": True}}


_ANALYSIS = {
    "tokenizer": {"positions": {"type": "whitespace", "max_token_length": _LONGEST_POSITION}},
    "filter": {
        "stacked": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": [f"([^{STACK}]+)"],
        }
    },
    "analyzer": {"places": {"type": "custom", "tokenizer": "positions", "filter": ["stacked"]}},
}
# A term scores how often it occurs; what that is worth is for the query to say: see scoring.
_TIMES = {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}
_STORED = {"type": "keyword", "index": False, "doc_values": False}
_NUMBER = {"type": "integer"}


def _terms(**options: Any) -> dict[str, Any]:
    """A field of terms; what is searched for in it is one term, and not cut."""
    own = {"analyzer": "places", "search_analyzer": "keyword", "norms": False}
    return {"type": "text", **own, **options}


# `stems` has the words of all searched fields, each as often as its field's weight says: so the
# cluster's frequencies are those of BM25F.
_ARTICLE = {
    "id": {"type": "keyword"},
    "stems": _terms(index_options="freqs", similarity="times"),
    "forms": _terms(index_options="docs"),
    "byline_forms": _terms(index_options="docs"),
    **{
        field.name: _terms(similarity="times", position_increment_gap=_GAP) for field in TEXT_FIELDS
    },
    "length": _NUMBER,
    "weighted_length": _NUMBER,
    "day": _NUMBER,
    "month": _NUMBER,
    "year": _NUMBER,
    "month_day": _NUMBER,
    "names": {"type": "keyword"},
    "article": {"type": "object", "enabled": False},
}

# `text` is shortened; of what was long, `whole` has all and `long` is true. The most frequent word
# is that with most `occurrences`.
_WORD = {
    "kind": {"type": "keyword"},
    "text": {"type": "keyword"},
    "articles": _NUMBER,
    "occurrences": {"type": "long"},
    "long": {"type": "boolean"},
    "whole": _STORED,
    "number": _NUMBER,
    "path": _STORED,
    "place": _STORED,
    "reason": _STORED,
}
