"""Whoosh's own reader, searcher and matchers work on an index of ours."""

import pickle
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from types import ModuleType

import pytest
import whoosh.index
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query, sorting
from whoosh.collectors import TopCollector
from whoosh.index import FileIndex
from whoosh.qparser import QueryParser
from whoosh.reading import IndexReader, TermNotFound
from whoosh.searching import Searcher

from search.articles.article import Article
from search.engines.contract import Request
from search.engines.whoosh.codec_v1.segment import ArraySegment
from search.errors import ArchiveDamagedError, UsageError
from search.query.nodes import And, Node, Not, Or, Wildcard, Word
from search.text.stems import stem

FIELDS = ("body", "byline", "captions", "headline", "standfirst")

# field -> stem -> document number -> positions
Model = dict[str, dict[str, dict[int, list[int]]]]


def model_of(articles: Sequence[Article], oracle: ModuleType) -> Model:
    """The postings of articles by document number, made from their text."""
    model: Model = {}
    for field in FIELDS:
        terms: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for document, article in enumerate(articles):
            for occurrence in oracle.occurrences(article, field):
                terms[stem(occurrence.form)][document].append(occurrence.position)
        model[field] = terms
    return model


def stored(reader: IndexReader) -> list[Article]:
    """All articles of a segment by document number, deleted ones included."""
    documents = reader._perdoc._columns
    return documents.articles.articles(range(documents.document_count))


def ids_of(searcher: Searcher, wanted: query.Query) -> set[str]:
    """What Whoosh's own search finds, by the only collector that finds all of it."""
    collector = TopCollector(1000, replace=0)
    searcher.search_with_collector(wanted, collector)
    return {hit["id"] for hit in collector.results()}


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_term_posting_position_and_length_is_that_of_the_text(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    with archives.written(data.draw(archives.histories())) as generation:
        index = whoosh.index.open_dir(str(generation.folder))
        with index.reader() as whole:
            assert whole.doc_count() == generation.size
            for reader, _ in whole.leaf_readers() if generation.size else ():
                articles = stored(reader)
                check_terms(reader, model_of(articles, oracle), len(articles))
                check_ids(reader, articles)
                check_lengths(reader, articles, oracle)


def check_terms(reader: IndexReader, model: Model, documents: int) -> None:
    deleted = {document for document in range(documents) if reader.is_deleted(document)}
    for field, terms in model.items():
        assert list(reader.field_terms(field)) == sorted(terms)
        for text, postings in terms.items():
            assert (field, text) in reader
            assert reader.doc_frequency(field, text) == len(postings)
            assert reader.frequency(field, text) == sum(map(len, postings.values()))
            info = reader.term_info(field, text)
            assert (info.min_id(), info.max_id()) == (min(postings), max(postings))
            assert info.max_weight() == max(map(len, postings.values()))
            live = {d: places for d, places in postings.items() if d not in deleted}
            found = list(reader.postings(field, text).items_as("positions"))
            assert found == sorted(live.items())
    every = [(field, text.encode()) for field in FIELDS for text in sorted(model[field])]
    assert [term for term in reader.all_terms() if term[0] != "id"] == every


def check_ids(reader: IndexReader, articles: Sequence[Article]) -> None:
    assert list(reader.field_terms("id")) == sorted(article.id for article in articles)
    for document, article in enumerate(articles):
        if not reader.is_deleted(document):
            assert list(reader.postings("id", article.id).all_ids()) == [document]
            assert reader.stored_fields(document)["id"] == article.id


def check_lengths(reader: IndexReader, articles: Sequence[Article], oracle: ModuleType) -> None:
    for field in FIELDS:
        lengths = [oracle.length(article, field) for article in articles]
        assert [reader.doc_field_length(d, field) for d in range(len(articles))] == lengths
        assert reader.field_length(field) == sum(lengths)
        assert reader.min_field_length(field) == min(lengths)
        assert reader.max_field_length(field) == max(lengths)


def in_all_fields(make: Callable[[str], query.Query]) -> query.Query:
    return query.Or([make(field) for field in FIELDS if field != "byline"])


def as_whoosh(tree: Node) -> query.Query:
    """The same question to Whoosh; of words and prefixes that are stems only."""
    match tree:
        case Word(text):
            return in_all_fields(lambda field: query.Term(field, stem(text)))
        case Wildcard(text):
            return in_all_fields(lambda field: query.Prefix(field, text.rstrip("*")))
        case And(parts):
            return query.And([as_whoosh(part) for part in parts])
        case Or(parts):
            return query.Or([as_whoosh(part) for part in parts])
        case Not(part):
            return query.And([query.Every(), query.Not(as_whoosh(part))])
        case _:
            raise TypeError(tree)


def shared_trees() -> st.SearchStrategy[Node]:
    words = st.sampled_from(("flood", "floor", "council", "the", "run", "runner", "unheard"))
    leaves = st.builds(Word, words) | st.builds(Wildcard, st.sampled_from(("flo*", "co*")))

    def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, parts)

    return st.recursive(leaves, joined, max_leaves=5)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whoosh_finds_what_our_engine_finds(data: st.DataObject, archives: ModuleType) -> None:
    with archives.written(data.draw(archives.histories())) as generation:
        engine = generation.engine()
        with whoosh.index.open_dir(str(generation.folder)).searcher() as searcher:
            for tree in data.draw(st.lists(shared_trees(), min_size=1, max_size=5)):
                ours = {hit.id for hit in engine.search(Request(tree, limit=100)).hits}
                assert ids_of(searcher, as_whoosh(tree)) == ours


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_phrases_and_patterns_find_what_the_stems_of_the_text_say(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    with archives.written(data.draw(archives.histories())) as generation:
        stems = {
            article.id: [(o.position, stem(o.form)) for o in oracle.occurrences(article, "body")]
            for article in generation.articles.values()
        }
        words = data.draw(st.lists(st.sampled_from(("flood", "council", "the")), min_size=2))
        with whoosh.index.open_dir(str(generation.folder)).searcher() as searcher:

            def agree(wanted: query.Query, test: Callable[[list[tuple[int, str]]], bool]) -> None:
                assert ids_of(searcher, wanted) == {name for name in stems if test(stems[name])}

            def has(pattern: str) -> Callable[[list[tuple[int, str]]], bool]:
                return lambda places: any(re.fullmatch(pattern, text) for _, text in places)

            agree(
                query.Phrase("body", words[:2]),
                lambda places: any(
                    (position + 1, words[1]) in places
                    for position, text in places
                    if text == words[0]
                ),
            )
            agree(query.Prefix("body", "flo"), has("flo.*"))
            agree(query.Wildcard("body", "*o?r"), has(".*o.r"))
            agree(query.TermRange("body", "co", "floo"), has("(co.*|d.*|floo)"))
            agree(query.FuzzyTerm("body", "floot", prefixlength=1), has("flood|floor"))


SMALL = (
    Article("a", "Flood in Łódź", date(2019, 3, 1), ("Joan Pellew",), body="The river rose."),
    Article("b", "Council sorry", None, ("PA",), "After the flood", "Nobody was warned."),
    Article("c", "Library closes", date(1987, 10, 16), (), body="The council said so, councillor."),
    Article("d", "Co-operate now", date(2019, 3, 2), captions=("The mayor", "A river")),
)


@pytest.fixture(params=["one segment", "two segments and a deletion"])
def index(request: pytest.FixtureRequest, archives: ModuleType) -> Iterator[FileIndex]:
    history = [(frozenset(), SMALL)]
    if request.param != "one segment":
        old = Article("d", "Flooded again", body="It is gone.")
        padding = tuple(Article(f"x{i}", "Weather", body="Dry and mild.") for i in range(9))
        history = [(frozenset(), (*SMALL[:3], old, *padding)), (frozenset(), SMALL[3:])]
    with archives.written(history) as generation:
        index = whoosh.index.open_dir(str(generation.folder))
        assert len(index._segments()) == len(history)
        yield index


def test_results_are_sorted_by_the_date_column_with_undated_articles_last(index: FileIndex) -> None:
    with index.searcher() as searcher:
        known = query.Or([query.Term("id", name) for name in "abcd"])
        rising = searcher.search(known, sortedby="date", limit=None)
        assert [hit["id"] for hit in rising] == ["c", "a", "d", "b"]
        newest = sorting.FieldFacet("date", reverse=True)
        falling = searcher.search(known, sortedby=newest, limit=None)
        assert [hit["id"] for hit in falling] == ["d", "a", "c", "b"]


def test_stored_fields_are_those_of_the_article(index: FileIndex) -> None:
    with index.searcher() as searcher:
        assert searcher.document(id="a") == {
            "id": "a",
            "headline": "Flood in Łódź",
            "date": "2019-03-01",
            "byline": "Joan Pellew",
            "body": "The river rose.",
        }
        assert searcher.document(id="d")["captions"] == "The mayor\n\nA river"
        assert searcher.document(id="nobody") is None


def test_a_misspelt_word_is_put_right(index: FileIndex) -> None:
    with index.searcher() as searcher:
        assert searcher.suggest("headline", "fluod") == ["flood"]
        assert searcher.corrector("body").suggest("rivr", maxdist=1) == ["river"]
        wanted = QueryParser("headline", index.schema).parse("fluod")
        assert searcher.correct_query(wanted, "fluod").string == "flood"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("floods", "a"),
        ('"after the flood"', ""),
        ("standfirst:floods", "b"),
        ('standfirst:"after the floods"', "b"),
        ("byline:joan", "a"),
        ("Łó*", "a"),
        ("counc?l", "b"),
        ("body:council", "c"),
        ("co-operate", "d"),
        ("captions:mayor captions:river", "d"),
        ('captions:"mayor a"', ""),
        ("library OR sorry", "bc"),
        ("id:c", "c"),
    ],
)
def test_typed_queries_of_whoosh_find_articles(index: FileIndex, typed: str, found: str) -> None:
    with index.searcher() as searcher:
        wanted = QueryParser("headline", index.schema).parse(typed)
        assert ids_of(searcher, wanted) == set(found)


def test_inflections_are_found_through_their_stem(index: FileIndex) -> None:
    with index.searcher() as searcher:
        assert ids_of(searcher, query.Variations("headline", "flooding")) >= {"a"}


def test_matches_are_highlighted_in_stored_fields(index: FileIndex) -> None:
    with index.searcher() as searcher:
        hits = searcher.search(query.Term("headline", "flood"))
        assert hits[0].highlights("headline") == '<b class="match term0">Flood</b> in Łódź'


def test_a_term_of_another_field_is_none_of_this_one(index: FileIndex) -> None:
    with index.reader() as reader:
        assert ("headline", "sorri") in reader
        assert ("body", "sorri") not in reader
        assert reader.doc_frequency("body", "sorri") == 0
        with pytest.raises(TermNotFound):
            reader.term_info("body", "sorri")


def test_the_best_of_one_word_are_the_best_of_all(archives: ModuleType) -> None:
    articles = tuple(
        Article(f"{i:03}", body=" ".join(["flood"] * (i % 7 + 1) + ["word"] * (i * 37 % 101)))
        for i in range(500)
    )
    with (
        archives.written([(frozenset(), articles)]) as generation,
        whoosh.index.open_dir(str(generation.folder)).searcher() as searcher,
    ):
        wanted = query.Term("body", "flood")
        best = searcher.search(wanted, limit=10)
        every = searcher.search(wanted, limit=None)
        assert [hit.score for hit in best] == [hit.score for hit in every][:10]


def test_a_matcher_can_be_copied_and_set_back(index: FileIndex) -> None:
    with index.reader() as reader:
        leaf, _ = next(iter(reader.leaf_readers()))
        matcher = leaf._terms.matcher("body", b"the", index.schema["body"].format)
        first = matcher.id()
        copy = matcher.copy()
        matcher.next()
        assert copy.id() == first
        assert matcher.id() > first
        matcher.reset()
        assert matcher.id() == first
        assert [span.start for span in matcher.spans()] == [0]
        matcher.skip_to(10**6)
        assert not matcher.is_active()


def test_whoosh_cannot_write_with_the_codec(index: FileIndex) -> None:
    with pytest.raises(UsageError, match="cuttings build"):
        index.writer(codec=ArraySegment(0).codec())


def test_a_writer_without_the_codec_leaves_an_index_that_only_whoosh_reads(
    archives: ModuleType,
) -> None:
    with archives.written([(frozenset(), SMALL)]) as generation:
        index = whoosh.index.open_dir(str(generation.folder))
        index.writer().commit(optimize=True)
        with index.searcher() as searcher:
            assert ids_of(searcher, query.Phrase("body", ["the", "river", "rose"])) == {"a"}
        with pytest.raises(ArchiveDamagedError, match="cuttings build --full"):
            generation.engine()


def test_the_name_under_which_a_segment_is_pickled_is_part_of_the_format() -> None:
    segment = ArraySegment(3)
    pickled = pickle.dumps(segment, 2)
    assert b"search.engines.whoosh.codec_v1.segment\nArraySegment" in pickled
    assert set(vars(segment)) == {"indexname", "segid", "compound", "_document_count", "_deleted"}
