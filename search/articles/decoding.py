"""Bytes of unknown origin turned into clean text."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from unicodedata import is_normalized, normalize

from search.errors import UnreadableArticleError

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
# Text has hardly any control characters; compressed bytes have one in ten.
_TOLERATED_CONTROLS = 1 / 20

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028]")
_PAGE_ENDS = re.compile(r"[\x0c\u2029]")
_SPACES = re.compile(r"[\u00a0\u2007\u202f]")
# What no reader sees: controls (they are also forbidden in the XML of the feeds), soft hyphens,
# zero-width characters, BOMs, and surrogates, which JSON can smuggle in and UTF-8 cannot hold.
_JUNK = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_UNCLEAN = re.compile("|".join(p.pattern for p in (_LINE_ENDS, _PAGE_ENDS, _SPACES, _JUNK)))


def decode(data: bytes) -> str:
    """The text of a file, cleaned as by :func:`clean`.

    :raises UnreadableArticleError: when the bytes are no text
    """
    text = _decoded(data)
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) * _TOLERATED_CONTROLS:
        raise UnreadableArticleError(
            "it looks like a binary file: save it as plain text, best in UTF-8"
        )
    return clean(text)


def clean(text: str) -> str:
    """Text in composed letters (NFC), with plain newlines and spaces, without invisible junk."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    if not _UNCLEAN.search(text) and is_normalized("NFC", text):
        return text
    text = _PAGE_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    text = _JUNK.sub("", _SPACES.sub(" ", text))
    return normalize("NFC", text)


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or data.decode("windows-1252", "replace")


def _damaged_utf8(data: bytes) -> str:
    """The text of a UTF-8 file with a few bad bytes; "" where it is none."""
    # Windows-1252 hardly ever forms UTF-8 sequences by chance: where more are good than bad,
    # one damaged byte should not turn each "é" of the file into "Ã©".
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return text if good > bad else ""
