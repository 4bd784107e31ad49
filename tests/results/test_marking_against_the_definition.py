"""What is marked in an article is what the slow definition of the query language finds there."""

from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.nodes import AtLeast, First
from search.results.marking import Marked, Marker
from search.text.tokens import tokens


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_something_is_marked_exactly_where_a_query_matches(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    tree = data.draw(archives.placed_trees(archives.leaves(), 5))
    tree = data.draw(st.sampled_from((tree, AtLeast(2, tree), AtLeast(3, tree))))
    marker = Marker(tree)
    for number in range(3):
        article = data.draw(archives.article(f"{number}"))
        marked = [text for texts in marker.read(article).values() for text in texts]
        assert any(text.marks for text in marked) == oracle.matches(tree, article)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_each_place_begins_where_the_definition_has_it(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    placed = data.draw(archives.placed_trees(archives.leaves(), 5))
    tree = First(1_000, placed)  # one part, also where it is an Or
    article = data.draw(archives.article("a"))
    found = sorted(
        (field, value, words[group.start])
        for field, texts in Marker(tree).read(article).items()
        for value, text in enumerate(texts)
        for words in [{t.start: t.position for t in tokens(text.text) if not t.joined}]
        for group in text.groups
    )
    assert found == sorted((p.field, p.value, p.first) for p in oracle.places(tree, article))


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_every_word_that_stands_in_any_pair_is_marked(
    data: st.DataObject, archives: ModuleType
) -> None:
    tree = data.draw(archives.placed_trees(archives.leaves(), 5))
    article = data.draw(archives.article("a"))
    shown, every = Marker(tree).read(article), Marker(First(1_000, tree)).read(article)
    assert _stretches(shown) == _stretches(every)


def _stretches(marked: Marked) -> list[set[tuple[int, int]]]:
    return [
        {(mark.start, mark.end) for mark in text.marks}
        for texts in marked.values()
        for text in texts
    ]
