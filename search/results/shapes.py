"""Results as plain values for JSON; the keys and their order are a promise of the API."""

from typing import Any

from search.articles.article import Article
from search.engines.contract import Explanation, LeafScore, Snapshot
from search.results.explanation import headline_score, length_score, sentences
from search.results.nothing_found import Advice
from search.results.page import QueryReading, Result, Spans, plain
from search.results.suggestions import Suggestions

Shape = dict[str, Any]


def query_shape(query: QueryReading) -> Shape:
    """How the query was read."""
    return {
        "text": query.text,
        "readback": query.readback,
        "relaxed": query.relaxed,
        "notes": list(query.notes),
        "broadened": [{"word": str(word), "weight": word.weight} for word in query.added],
    }


def advice_shape(advice: Advice) -> Shape:
    """What to ask instead."""
    return {
        "spellings": [
            {"query": s.query, "words": dict(s.words), "total": s.total} for s in advice.spellings
        ],
        "without": [
            {
                "part": without.part,
                "parameters": list(without.parameters),
                "query": without.query,
                "total": without.total,
                "alone": without.alone,
            }
            for without in advice.without
        ],
        "apart": advice.apart and {"query": advice.apart.query, "total": advice.apart.total},
        "any_word": advice.any_word,
    }


def total_shape(total: int, with_all: int | None) -> Shape:
    """How many articles match, and have all the words; the relation says it is no estimate."""
    return {"value": total, "relation": "eq", "with_all_words": with_all}


def result_shape(result: Result) -> Shape:
    """One hit."""
    explained = result.explanation
    return {
        "id": result.id,
        "headline": plain(result.headline),
        "date": result.date and result.date.isoformat(),
        "byline": result.byline,
        "bylines": list(result.bylines),
        "standfirst": result.standfirst,
        "snippet": spans_shape(result.snippet),
        "score": result.score,
        "has_all_words": result.has_all,
    } | ({"explanation": explanation_shape(explained)} if explained else {})


def explanation_shape(explanation: Explanation) -> Shape:
    """How a score came about: in sentences, and in numbers that add up to it."""
    return {
        "score": explanation.score,
        "sentences": list(sentences(explanation)),
        "parts": [_leaf_shape(leaf) for leaf in explanation.leaves],
        "others": [{"name": name, "score": score} for name, score in explanation.others],
        "headline": headline_score(explanation),
        "length": {
            "words": explanation.words,
            "weighted": explanation.length,
            "mean": explanation.mean,
            "score": length_score(explanation),
        },
        "articles": explanation.articles,
        "k1": explanation.k1,
        "b": explanation.b,
        "norm": explanation.norm,
    }


def _leaf_shape(leaf: LeafScore) -> Shape:
    return {
        "query": str(leaf.leaf),
        "articles": leaf.articles,
        "idf": leaf.idf,
        "boost": leaf.boost,
        "occurrences": dict(leaf.occurrences),
        "frequency": leaf.frequency,
        "saturation": leaf.saturation,
        "score": leaf.score,
    }


def article_shape(article: Article) -> Shape:
    """A whole article."""
    return {
        "id": article.id,
        "headline": article.headline,
        "date": article.date and article.date.isoformat(),
        "byline": article.byline,
        "bylines": list(article.bylines),
        "standfirst": article.standfirst,
        "body": article.body,
        "captions": list(article.captions),
    }


def suggestions_shape(found: Suggestions) -> Shape:
    """What may be typed next."""
    return {
        "words": [{"word": w.word, "query": w.query, "articles": w.articles} for w in found.words],
        "bylines": [{"name": n.text, "articles": n.articles} for n in found.bylines],
        "headlines": [
            {"id": h.id, "headline": h.headline, "date": h.date and h.date.isoformat()}
            for h in found.headlines
        ],
    }


def spans_shape(spans: Spans) -> list[Shape]:
    """Text in pieces, each with whether it matches."""
    return [{"text": span.text, "match": span.match} for span in spans]


def snapshot_shape(snapshot: Snapshot) -> Shape:
    """Which state of the archive an answer speaks of."""
    return {
        "snapshot": snapshot.name,
        "documents": snapshot.documents,
        "built_at": snapshot.built_at.isoformat(),
    }
