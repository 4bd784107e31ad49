"""The query language told slowly: which articles a tree matches, and what each is scored.

It reads articles, not indexes, and shares with the engines only how a text is cut into tokens.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from search.articles.article import Article
from search.engines.contract import Sort
from search.fields import SEARCHED_FIELDS, TEXT_FIELDS
from search.query.nodes import (
    And,
    DateRange,
    Everything,
    Keywords,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)
from search.text.folding import fold
from search.text.stems import stem
from search.text.tokens import tokens

WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}
GAP = 300

Place = tuple[str, int]
Leaf = Word | Phrase | Wildcard


@dataclass(frozen=True)
class Occurrence:
    """A token of an article: its exact form, and where it stands."""

    field: str
    position: int
    form: str


def texts(article: Article, field: str) -> tuple[str, ...]:
    """What an article has in a field."""
    match field:
        case "byline":
            return article.bylines
        case "captions":
            return article.captions
        case _:
            return (getattr(article, field),)


def occurrences(article: Article, field: str) -> list[Occurrence]:
    """The tokens of a field; positions leave a gap between two captions or two bylines."""
    found = []
    start = 0
    for text in texts(article, field):
        words = tokens(text)
        found += [Occurrence(field, start + t.position, t.form) for t in words]
        start += word_count(text) + GAP
    return found


def word_count(text: str) -> int:
    return sum(not token.joined for token in tokens(text))


def length(article: Article, field: str) -> int:
    return sum(map(word_count, texts(article, field)))


def matches(tree: Node, article: Article) -> bool:
    match tree:
        case And(parts):
            return all(matches(part, article) for part in parts)
        case Or(parts):
            return any(matches(part, article) for part in parts)
        case Not(part):
            return not matches(part, article)
        case Everything():
            return True
        case DateRange(first, last):
            day = article.date
            return day is not None and (first or day) <= day <= (last or day)
        case Keywords():
            raise TypeError("say first how many of the words must match")
        case _:
            return bool(places(tree, article))


def places(leaf: Leaf, article: Article) -> list[Place]:
    """Where a word, phrase or prefix stands: field and position, once for each time it counts."""
    fields = (leaf.field,) if leaf.field else SEARCHED_FIELDS
    found = [o for field in fields for o in occurrences(article, field)]
    if isinstance(leaf, Wildcard):
        start = fold(leaf.text.rstrip("*"))
        return sorted({(o.field, o.position) for o in found if o.form.startswith(start)})
    typed = tokens(leaf.text)
    parts = [token.form for token in typed if not token.joined]
    if not parts:
        return []
    if isinstance(leaf, Word):
        found = [Occurrence(o.field, o.position, stem(o.form)) for o in found]
        parts = [stem(part) for part in parts]
        if len(parts) == 1:
            return [(o.field, o.position) for o in found if o.form == parts[0]]
    rows = _in_a_row(parts, found)
    joined = [t.form for t in typed if t.joined and (t.start, t.end) == (0, typed[-1].end)]
    for form in joined:
        rows |= _in_a_row([stem(form) if isinstance(leaf, Word) else form], found)
    return sorted(rows)


def _in_a_row(forms: Sequence[str], found: Sequence[Occurrence]) -> set[Place]:
    there = {(o.field, o.position, o.form) for o in found}
    return {
        (o.field, o.position)
        for o in found
        if all((o.field, o.position + i, form) in there for i, form in enumerate(forms))
    }


def scored_leaves(tree: Node) -> list[Leaf]:
    """What adds to a score, each once: nothing under a Not, and no bylines."""
    return [leaf for leaf in dict.fromkeys(_leaves(tree)) if leaf.field != "byline"]


def _leaves(tree: Node) -> Iterator[Leaf]:
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Word() | Phrase() | Wildcard():
            yield tree


def score(
    tree: Node, article: Article, archive: Sequence[Article], k1: float = 1.2, b: float = 0.75
) -> float:
    """BM25F; a leaf is like a term with its own number of articles."""
    mean = sum(map(weighted_length, archive)) / len(archive) or 1.0
    k = k1 * (1 - b + b * weighted_length(article) / mean)
    total = 0.0
    for leaf in scored_leaves(tree):
        f = sum(WEIGHTS[field] for field, _ in places(leaf, article))
        n = sum(bool(places(leaf, other)) for other in archive)
        idf = math.log(1 + (len(archive) - n + 0.5) / (n + 0.5))
        total += idf * f / (f + k)
    return total


def weighted_length(article: Article) -> int:
    return sum(WEIGHTS[field] * length(article, field) for field in SEARCHED_FIELDS)


def answer(tree: Node, archive: Sequence[Article], sort: Sort) -> list[tuple[str, float]]:
    """All matching articles as id and score, in the order in which they are shown."""
    scores = {a.id: score(tree, a, archive) for a in archive if matches(tree, a)}
    days = {article.id: article.date for article in archive}
    by_score = sort is Sort.RELEVANCE and bool(scored_leaves(tree))

    def key(article_id: str) -> tuple[float, str]:
        if by_score:
            return -scores[article_id], article_id
        day: date | None = days[article_id]
        if day is None:
            return math.inf, article_id
        return day.toordinal() * (1 if sort is Sort.OLDEST else -1), article_id

    return [(article_id, scores[article_id]) for article_id in sorted(scores, key=key)]
