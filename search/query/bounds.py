"""What of a typed text is read at all: clean characters, and not too many of them."""

import re
import unicodedata

from search.query.notes import Notes

MAX_QUERY_CHARS = 2_000
"""As long as two pages of typescript; nobody types more than that to find an article."""

_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def bounded(text: str, notes: Notes) -> str:
    """The text in NFC, without control characters, and cut at a word end if it is long.

    Control characters and lone surrogates become spaces: no page and no terminal can show them.
    """
    # The first cut is for time: putting many combining marks in order, which NFC does, takes
    # time by their square. NFC can halve a text, so that twice the bound is left for it.
    head = text[: 2 * MAX_QUERY_CHARS]
    readable = unicodedata.normalize("NFC", _UNREADABLE.sub(" ", head))
    if len(head) == len(text) and len(readable) <= MAX_QUERY_CHARS:
        return readable
    cut = _cut_at_word_end(readable[: MAX_QUERY_CHARS + 1])
    notes.add(f"only the first {len(cut):,} characters were read; the rest is too long")
    return cut


def _cut_at_word_end(text: str) -> str:
    words = text.rstrip()
    if len(words) < len(text):
        return words[:MAX_QUERY_CHARS]
    last_word = len(words.split()[-1]) if words else 0
    return words[:-last_word].rstrip() or words[:MAX_QUERY_CHARS]
