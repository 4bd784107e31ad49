"""Ids: stable from build to build, different for different files, and safe in a URL."""

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath

_KNOWN_ENDING = re.compile(r"\.(?:txt|text|jsonl(?:\.(?:xz|gz))?)\Z", re.IGNORECASE)
_SAFE = re.compile(r"[A-Za-z0-9._~-]{1,200}")
_UNSAFE_RUN = re.compile(r"[^A-Za-z0-9._~-]+")
_SLUG_LENGTH = 80


def article_id(relative: PurePosixPath) -> str:
    """The id of the article in a file: its path below seeds/ without the ending.

    >>> article_id(PurePosixPath("2022/January/flood.txt"))
    '2022/January/flood'
    """
    name = _without_ending(relative.name)
    return "/".join(_safe_segment(segment) for segment in (*relative.parts[:-1], name))


def entry_id(file_id: str, key: str) -> str:
    """The id of one article of a many-article file; a key may have slashes.

    >>> entry_id("wire/1987", "page-1/3")
    'wire/1987/page-1/3'
    """
    return "/".join([file_id, *(_safe_segment(segment) for segment in key.split("/"))])


def _without_ending(name: str) -> str:
    known = _KNOWN_ENDING.search(name)
    return name[: known.start()] if known else PurePosixPath(name).stem


def _safe_segment(segment: str) -> str:
    """The segment itself, or a slug of it with a digest that keeps different names different."""
    # A browser resolves "." and ".." away before the server sees them.
    if _SAFE.fullmatch(segment) and segment not in (".", ".."):
        return segment
    digest = sha256(segment.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    ascii_letters = unicodedata.normalize("NFKD", segment).encode("ascii", "ignore").decode()
    slug = _UNSAFE_RUN.sub("-", ascii_letters).strip("-.")[:_SLUG_LENGTH]
    return f"{slug}-{digest}" if slug else digest
