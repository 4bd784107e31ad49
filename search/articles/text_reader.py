"""The text format: a headline, often with its date, a standfirst, ``By NAME``, and the body."""

from dataclasses import dataclass

from search.articles.article import Article
from search.articles.bylines import is_byline, is_role, parse_byline
from search.articles.captions import is_caption
from search.articles.decoding import decode
from search.articles.headers import split_header
from search.articles.paragraphs import blocks, is_wrapped, paragraphs
from search.errors import UnreadableArticleError

_MOST_HEADLINE_WORDS = 40
# More paragraphs than this above a By line are the article itself, signed at its end.
_MOST_STANDFIRST_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class _Parts:
    bylines: tuple[str, ...]
    standfirst: tuple[str, ...]
    body: tuple[str, ...]


def read_text(article_id: str, data: bytes) -> Article:
    """The article in a text file.

    :raises UnreadableArticleError: when there is no text in it
    """
    header, rest = split_header(decode(data))
    headline, text = _fitting_headline(header.headline, rest)
    found = paragraphs(text, alone=_stands_alone)
    captions = tuple(filter(is_caption, found))
    parts = _parts([paragraph for paragraph in found if not is_caption(paragraph)])
    article = Article(
        id=article_id,
        headline=headline,
        date=header.date,
        bylines=tuple(dict.fromkeys(header.bylines + parts.bylines)),
        standfirst="\n\n".join(filter(None, (header.standfirst, *parts.standfirst))),
        body="\n\n".join(parts.body),
        captions=header.captions + captions,
    )
    if not (headline or article.standfirst or article.body or article.captions):
        raise UnreadableArticleError("there is no text in it")
    return article


def _fitting_headline(headline: str, rest: str) -> tuple[str, str]:
    """The headline and the text below it; a line too long for a headline is text."""
    if not headline:
        return _first_line_as_headline(rest)
    if len(headline.split()) > _MOST_HEADLINE_WORDS:
        return "", f"{headline}\n\n{rest}"
    return headline, rest


def _first_line_as_headline(text: str) -> tuple[str, str]:
    """The first line and what is below it, or "" and all where it does not look like a headline."""
    text = text.strip()
    first, _, rest = text.partition("\n")
    line = " ".join(first.split())
    if len(line.split()) > _MOST_HEADLINE_WORDS or _stands_alone(line) or _runs_on(text):
        return "", text
    return line, rest


def _runs_on(text: str) -> bool:
    """Whether the first line was wrapped: the next line's first word would not have fitted."""
    # The first twenty lines show how wide a block is set.
    block = blocks("\n".join(text.split("\n", 20)[:20]))[:1]
    if not block or len(block[0]) < 2:
        return False
    first, second = block[0][0].strip(), block[0][1].strip()
    if _stands_alone(second) or not is_wrapped(block[0]):
        return False
    width = max(map(len, block[0]))
    return second[0].islower() or len(first) + 1 + len(second.split()[0]) > width


def _stands_alone(line: str) -> bool:
    # A wrapped sentence goes on with a small "by"; a By line on a line of its own has a capital.
    return is_caption(line) or (is_byline(line) and not line.startswith("by"))


def _parts(found: list[str]) -> _Parts:
    """Bylines, standfirst and body of the paragraphs below the headline."""
    start = next((i for i, paragraph in enumerate(found) if is_byline(paragraph)), None)
    if start is None:
        return _Parts((), (), tuple(found))
    end = start + 1
    while end < len(found) and (is_byline(found[end]) or is_role(found[end])):
        end += 1
    bylines = tuple(name for line in found[start:end] for name in _signed(line))
    above, below = tuple(found[:start]), tuple(found[end:])
    if below and start <= _MOST_STANDFIRST_PARAGRAPHS:
        return _Parts(bylines, above, below)
    return _Parts(bylines, (), above + below)


def _signed(line: str) -> tuple[str, ...]:
    return parse_byline(line) if is_byline(line) else ()
