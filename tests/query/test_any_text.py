"""What holds for every text that can be typed."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from search.fields import TEXT_FIELDS
from search.query.matching import all_of, any_of, can_relax
from search.query.nodes import (
    And,
    DateRange,
    Everything,
    Keywords,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)
from search.query.parser import parse, parse_by_grammar
from search.query.readback import readback
from search.query.writing import write
from search.text.tokens import tokens

# Pieces of queries, so that operators, fields and brackets meet often; and any characters.
PIECES = """flood river the of a.m. U.S. F-16 O'Neill co-op 1,000 foo/bar café M&S x_y 3.5a1,000
    AND OR NOT & | && || - – ( ) (( -( " “ ” "x "hero driver" * ** brib* b* co-op* U.S-A*
    headline: title: by: DATE: date: text: auther: http:// 2022 2022-01 2022-02-30 2021..2022
    2022..2021 .. 26/01/2022 -flood -headline: AND, \0 \ud800 e\u0301 ½ ﷺ ʼ ‐ ᄀ-ᅡ* ſ"""
TYPED = st.lists(
    st.tuples(st.sampled_from(PIECES.split()), st.sampled_from(["", " ", " "])), max_size=25
).map(lambda pieces: "".join(piece + space for piece, space in pieces))
PLAIN = st.builds(
    "".join,
    st.lists(
        st.sampled_from(("flood", "Of", "AND", "OR", "not", "NOT", "F16", "1000", " ", " ", '"'))
    ),
) | st.text("ab1é \"'-", max_size=8)
TEXTS = st.one_of(TYPED, st.text(st.characters(), max_size=100))
TREES = TEXTS.map(lambda text: parse(text).tree)


def nodes_of(tree: Node) -> Iterator[Node]:
    yield tree
    match tree:
        case And(parts) | Or(parts) | Keywords(parts):
            for part in parts:
                yield from nodes_of(part)
        case Not(part):
            yield from nodes_of(part)


@given(TEXTS)
def test_any_text_can_be_read_written_and_read_back(text: str) -> None:
    parsed = parse(text)
    for match in ("all", "any"):
        assert readback(parsed.tree, match).startswith(("Articles ", "All articles"))
    (write(parsed.tree) + parsed.text + "".join(parsed.notes)).encode("utf-8")


@given(st.one_of(TEXTS, PLAIN))
def test_plain_words_are_read_as_the_grammar_reads_them(text: str) -> None:
    assert parse(text) == parse_by_grammar(text)


@given(TREES)
def test_a_tree_has_no_empty_single_or_needless_node(tree: Node) -> None:
    for node in nodes_of(tree):
        match node:
            case And(parts) | Or(parts) | Keywords(parts):
                assert len(parts) > 1
                assert isinstance(node, Keywords) or type(node) not in map(type, parts)
            case Not(part):
                assert not isinstance(part, Not)
            case Everything():
                assert node is tree


@given(TREES)
def test_a_leaf_names_a_text_field_and_holds_what_can_be_found(tree: Node) -> None:
    for node in nodes_of(tree):
        match node:
            case Word(text, field) | Prefix(text, field) | Phrase(text, field):
                assert field is None or field in {known.name for known in TEXT_FIELDS}
                assert tokens(text)
            case DateRange(first, last):
                assert first or last
                assert not (first and last) or first <= last


@given(TREES)
def test_a_prefix_is_of_one_word_of_two_letters_or_more(tree: Node) -> None:
    for node in nodes_of(tree):
        if isinstance(node, Prefix):
            assert len(tokens(node.text)) == 1
            assert sum(map(str.isalnum, node.text)) >= 2


@given(TREES)
def test_what_is_written_reads_as_the_same_tree(tree: Node) -> None:
    assert parse(write(tree)).tree == tree


@given(TREES)
def test_a_tree_for_an_engine_has_no_keywords_and_no_needless_nodes(tree: Node) -> None:
    for ready in (all_of(tree), any_of(tree)):
        for node in nodes_of(ready):
            assert not isinstance(node, Keywords)
            if isinstance(node, And | Or):
                assert len(node.parts) > 1
                assert type(node) not in map(type, node.parts)
        assert all_of(ready) == ready == any_of(ready)


def leaves_of(tree: Node) -> set[Node]:
    return {node for node in nodes_of(tree) if not isinstance(node, And | Or | Keywords)}


# A small engine over made-up articles: each is the set of leaves that it matches.
def matches(tree: Node, article: frozenset[Node]) -> bool:
    match tree:
        case And(parts):
            return all(matches(part, article) for part in parts)
        case Or(parts):
            return any(matches(part, article) for part in parts)
        case Not(part):
            return not matches(part, article)
        case Everything():
            return True
        case _:
            return tree in article


@given(st.data(), TREES)
def test_whatever_matches_all_the_words_matches_any(data: st.DataObject, tree: Node) -> None:
    leaves = sorted((leaf for leaf in leaves_of(tree) if not isinstance(leaf, Not)), key=repr)
    article = frozenset(data.draw(st.lists(st.sampled_from(leaves)) if leaves else st.just([])))
    if matches(all_of(tree), article):
        assert matches(any_of(tree), article)
    if not can_relax(tree):
        assert matches(all_of(tree), article) == matches(any_of(tree), article)


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_any_span_of_days_is_written_so_that_it_reads_the_same(first: date, days: int) -> None:
    last = first + timedelta(min(days, (date.max - first).days))
    for span in (DateRange(first, last), DateRange(first, None), DateRange(None, last)):
        assert parse(write(span)).tree == span
