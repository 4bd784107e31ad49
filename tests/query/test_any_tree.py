"""What holds for every tree of any kinds of nodes, whether or not somebody typed it."""

from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.matching import all_of, any_of, can_relax, some_of
from search.query.nodes import And, AtLeast, Everything, First, Near, Node, Not, NotNear, Or, Some
from search.query.parser import parse
from search.query.readback import readback


@settings(max_examples=2_000)
@given(data=st.data())
def test_what_a_tree_writes_reads_as_the_same_tree(data: st.DataObject, trees: ModuleType) -> None:
    tree = data.draw(trees.TREES)
    parsed = parse(str(tree))
    assert parsed.tree == tree
    assert parsed.notes == ()


@given(data=st.data())
def test_any_tree_can_be_read_back(data: st.DataObject, trees: ModuleType) -> None:
    tree = data.draw(trees.TREES)
    for match in ("all", "any", "auto"):
        assert readback(tree, match).startswith(("Articles ", "All articles"))


# A small engine over made-up articles: each is the set of leaves that it matches.
def matches(tree: Node, article: frozenset[Node]) -> bool:
    match tree:
        case And(parts):
            return all(matches(part, article) for part in parts)
        case Or(parts):
            return any(matches(part, article) for part in parts)
        case Some(parts, share):
            return sum(matches(part, article) for part in parts) >= max(share * len(parts), 1)
        case Not(part):
            return not matches(part, article)
        case Everything():
            return True
        case _:
            return tree in article


def atoms(tree: Node, trees: ModuleType) -> list[Node]:
    joins = And | Or | Not | Some | Everything
    return sorted((n for n in trees.nodes_of(all_of(tree)) if not isinstance(n, joins)), key=repr)


@given(data=st.data())
def test_what_matches_all_the_words_matches_some_and_what_matches_some_matches_any(
    data: st.DataObject, trees: ModuleType
) -> None:
    tree = data.draw(trees.TREES)
    leaves = atoms(tree, trees)
    article = frozenset(data.draw(st.lists(st.sampled_from(leaves)) if leaves else st.just([])))
    share = data.draw(st.floats(0, 1))
    found = [
        matches(ready, article) for ready in (all_of(tree), some_of(tree, share), any_of(tree))
    ]
    assert found == sorted(found)
    if not can_relax(tree):
        assert found[0] == found[2]


@given(data=st.data())
def test_nearness_and_counts_are_never_broken_up(data: st.DataObject, trees: ModuleType) -> None:
    tree = data.draw(trees.TREES)
    whole = {
        n for n in trees.nodes_of(all_of(tree)) if isinstance(n, AtLeast | Near | NotNear | First)
    }
    for ready in (any_of(tree), some_of(tree, 0.5)):
        assert whole == {
            n for n in trees.nodes_of(ready) if isinstance(n, AtLeast | Near | NotNear | First)
        }
