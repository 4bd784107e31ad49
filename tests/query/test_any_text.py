"""What holds for every text that can be typed."""

from datetime import date
from types import ModuleType

from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.fields import TEXT_FIELDS
from search.query.matching import all_of, any_of, some_of
from search.query.nodes import (
    And,
    AtLeast,
    DateRange,
    Everything,
    First,
    Fuzzy,
    Keywords,
    Length,
    Near,
    Not,
    NotNear,
    Or,
    Phrase,
    Unordered,
    Wildcard,
    Word,
)
from search.query.parser import ParsedQuery, parse, parse_by_grammar
from search.query.placing import is_placed
from search.query.readback import readback, told
from search.text.tokens import tokens

# Pieces of queries, so that operators, fields and brackets meet often; and any characters.
PIECES = """flood river the of a.m. U.S. F-16 O'Neill co-op 1,000 foo/bar café M&S x_y 3.5a1,000
    AND OR NOT & | && || - – ( ) (( -( " “ ” "x "hero driver" * ** brib* b* co-op* U.S-A*
    headline: title: by: DATE: date: text: auther: http:// 2022 2022-01 2022-02-30 2021..2022
    2022..2021 .. 26/01/2022 -flood -headline: AND, \0 \ud800 e\u0301 ½ ﷺ ʼ ‐ ᄀ-ᅡ* ſ
    w/5 W/3 near/s pre/2 pre/p w/0 w/999 not atleast3( atleast( atleast3 first/50( first9( cap(
    cap first/50 te?t *gate ?b who? a?? who?ʼ m?yoﾞ x?ﾞ colour~1 cat~2 x~ ~ ~2
    words: words:>800 800..200 1,000.. >=9 before: after:2022 last-week 01-26 0001 9999
    yesterday q1-2022 1990s 26-january >2022-01 <0001 29/02 "~1 𐘀 𐘁x"""
QUOTED = ('"said * * would"', '"a* b"~3', '"a"~9', '"a b"~0', "“* a * b *”~999", '"hero driver"~3')
TODAY = date(2022, 1, 26)
TYPED = st.lists(
    st.tuples(st.sampled_from([*PIECES.split(), *QUOTED]), st.sampled_from(["", " ", " "])),
    max_size=25,
).map(lambda pieces: "".join(piece + space for piece, space in pieces))
PLAIN = st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            ("flood", "Of", "AND", "OR", "not", "NOT", "F16", "atleast3", "1000", " ", " ", '"')
        )
    ),
) | st.text("ab1é \"'-", max_size=8)
TEXTS = st.one_of(TYPED, st.text(st.characters(), max_size=100))
QUERIES = TEXTS.map(lambda text: parse(text, TODAY))


@given(QUERIES)
def test_any_text_can_be_read_written_and_read_back(parsed: ParsedQuery) -> None:
    for match in ("all", "any", "auto"):
        said = readback(parsed.tree, match)
        assert said.startswith(("Articles ", "All articles"))
        assert said == str(told(parsed.tree, match))
    (str(parsed.tree) + parsed.text + "".join(parsed.notes)).encode("utf-8")


@settings(max_examples=1_000)
@given(QUERIES)
@example(parse('first/5(a -b) w/3 (c OR d e) NOT w/9 date:2022 "x * y"~3 cap(M-S*)'))
def test_what_is_written_reads_as_the_same_tree(parsed: ParsedQuery) -> None:
    assert parse(str(parsed.tree)).tree == parsed.tree


@given(text=st.one_of(TEXTS, PLAIN))
def test_plain_words_are_read_as_the_grammar_reads_them(text: str, trees: ModuleType) -> None:
    plain, long = parse(text, TODAY), parse_by_grammar(text, TODAY)
    assert plain == long
    places = [[node.at for node in trees.nodes_of(read.tree)] for read in (plain, long)]
    assert places[0] == places[1]


@given(parsed=QUERIES)
def test_a_tree_has_no_empty_single_or_needless_node(
    parsed: ParsedQuery, trees: ModuleType
) -> None:
    for node in trees.nodes_of(parsed.tree):
        match node:
            case And(parts) | Or(parts) | Keywords(parts):
                assert len(parts) > 1
                assert isinstance(node, Keywords) or type(node) not in map(type, parts)
            case Not(part):
                assert not isinstance(part, Not)
            case Everything():
                assert node is parsed.tree


@given(parsed=QUERIES)
def test_only_what_has_places_is_near_counted_or_first(
    parsed: ParsedQuery, trees: ModuleType
) -> None:
    for node in trees.nodes_of(parsed.tree):
        if isinstance(node, Near | NotNear | First | AtLeast):
            assert all(map(is_placed, trees.parts_of(node)))
            assert not any(
                isinstance(inner, And | Keywords | Not) for inner in trees.nodes_of(node)
            )


@given(parsed=QUERIES)
def test_a_leaf_names_a_text_field_and_holds_what_can_be_found(
    parsed: ParsedQuery, trees: ModuleType
) -> None:
    for node in trees.nodes_of(parsed.tree):
        match node:
            case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
                assert node.field is None or node.field in {known.name for known in TEXT_FIELDS}
                assert tokens(node.text)
            case DateRange(first, last):
                assert first or last
                assert not (first and last) or first <= last
            case Length(least, most):
                assert least or most is not None
                assert most is None or (least or 0) <= most


@given(parsed=QUERIES)
def test_a_pattern_is_of_one_word_of_two_letters_or_more(
    parsed: ParsedQuery, trees: ModuleType
) -> None:
    for node in trees.nodes_of(parsed.tree):
        if isinstance(node, Wildcard | Fuzzy):
            assert len(tokens(node.text.replace("*", "x").replace("?", "x"))) == 1
            assert sum(map(str.isalnum, node.text)) >= 2
        if isinstance(node, Fuzzy):
            assert node.edits == 1 or (node.edits == 2 and len(node.text) >= 4)


@given(parsed=QUERIES)
def test_a_phrase_begins_and_ends_with_a_word(parsed: ParsedQuery, trees: ModuleType) -> None:
    for node in trees.nodes_of(parsed.tree):
        if isinstance(node, Phrase | Unordered):
            words = node.text.split()
            assert tokens(words[0]) and tokens(words[-1])
            assert isinstance(node, Phrase) or "*" not in words


@given(parsed=QUERIES)
def test_every_node_stands_where_its_parts_stand(parsed: ParsedQuery, trees: ModuleType) -> None:
    for node in trees.nodes_of(parsed.tree):
        if isinstance(node, Everything):
            continue
        start, end = node.at
        assert 0 <= start < end <= len(parsed.text)
        assert tokens(parsed.text[start:end])
        for part in trees.parts_of(node):
            assert start <= part.at[0] <= part.at[1] <= end


@given(parsed=QUERIES)
def test_a_tree_for_an_engine_has_no_keywords_and_no_needless_nodes(
    parsed: ParsedQuery, trees: ModuleType
) -> None:
    for ready in (all_of(parsed.tree), any_of(parsed.tree), some_of(parsed.tree, 0.5)):
        for node in trees.nodes_of(ready):
            assert not isinstance(node, Keywords)
            if parts := getattr(node, "parts", ()):
                assert len(parts) > 1
                assert type(node) not in map(type, parts)
        assert all_of(ready) == ready == any_of(ready)
