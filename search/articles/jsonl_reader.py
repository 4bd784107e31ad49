"""The JSON Lines format: one article a line, read in constant memory."""

import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator
from lzma import LZMAError
from typing import IO

import orjson

from search.articles.article import Article
from search.articles.bylines import parse_byline
from search.articles.dates import parse_date
from search.articles.decoding import clean
from search.articles.ids import entry_id
from search.articles.paragraphs import parted
from search.articles.skipped import Skipped
from search.errors import UnreadableArticleError

# A newspaper page has 60 kB of text; a longer line is not an article, and would fill the memory.
LONGEST_LINE = 16 * 1024 * 1024

_NAMES = {
    "headline": ("headline", "title"),
    "date": ("date", "published"),
    "bylines": ("bylines", "byline", "authors", "author"),
    "standfirst": ("standfirst", "summary"),
    "body": ("body", "text"),
    "captions": ("captions", "caption"),
}


def read_jsonl(file_id: str, stream: IO[bytes]) -> Iterator[Article | Skipped]:
    """The articles of a stream of JSON objects, and a Skipped for each line that is none.

    A stream that breaks off, as a damaged archive does, ends with a Skipped.

    :param file_id: goes before the id of each article, and stands as the path of each Skipped
    """
    number = 0
    try:
        for number, line in enumerate(_lines(stream), 1):
            if line.strip():
                yield _article_or_skipped(file_id, number, line)
    except (EOFError, LZMAError, zlib.error, OSError) as error:
        reason = f"the file is damaged, what follows could not be read: {error}"
        yield Skipped(file_id, reason, f"line {number + 1}", breaks_off=True)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long, as much as shows that it is."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def _article_or_skipped(file_id: str, number: int, line: bytes) -> Article | Skipped:
    try:
        return _article(file_id, number, _object(line))
    except UnreadableArticleError as error:
        return Skipped(file_id, str(error), f"line {number}")


def _object(line: bytes) -> dict[str, object]:
    if len(line) > LONGEST_LINE:
        raise UnreadableArticleError(f"the line is longer than {LONGEST_LINE >> 20} MB")
    try:
        found = orjson.loads(line.removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise UnreadableArticleError(f"it is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise UnreadableArticleError("it is JSON, but not an object in braces")
    return found


def _article(file_id: str, number: int, found: dict[str, object]) -> Article:
    article = Article(
        id=entry_id(file_id, _string(found.get("id")) or str(number)),
        headline=" ".join(_string(_value(found, "headline")).split()),
        date=parse_date(_string(_value(found, "date"))),
        bylines=_bylines(_strings(_value(found, "bylines"))),
        standfirst=_text(_value(found, "standfirst")),
        body=_text(_value(found, "body")),
        captions=tuple(" ".join(c.split()) for c in _strings(_value(found, "captions"))),
    )
    if not (article.headline or article.standfirst or article.body or article.captions):
        raise UnreadableArticleError('there is no text in it: give it a "headline" or a "body"')
    return article


def _value(found: dict[str, object], field: str) -> object:
    """The first value that is there under one of a field's names."""
    for name in _NAMES[field]:
        if value := found.get(name):
            return value
    return None


def _string(value: object) -> str:
    if isinstance(value, str):
        return clean(value).strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _strings(value: object) -> list[str]:
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [text for item in values if (text := _string(item))]


def _text(value: object) -> str:
    if isinstance(value, str):
        return parted(_string(value))
    return "\n\n".join(filter(None, map(parted, _strings(value))))


def _bylines(lines: list[str]) -> tuple[str, ...]:
    if len(lines) == 1:
        return parse_byline(lines[0])
    return tuple(dict.fromkeys(name for line in lines for name in parse_byline(line)))
