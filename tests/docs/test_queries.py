"""Every row of the query tables, tried in the sample archive."""

import re
from collections.abc import Callable

import pytest

from search import Archive

FOUND = re.compile(r"\d+ articles?(, (then \d+ with )?some of the words)?")
TABLE = ("Type", "It finds", "In the sample archive")


def _typed(cell: str) -> str:
    assert cell[0] == cell[-1] == "`", cell
    return cell.strip("`")


def _found(archive: Archive, typed: str) -> str:
    page = archive.search(typed, per_page=1)
    first = page.with_all or page.total
    articles = f"{first} {'article' if first == 1 else 'articles'}"
    if page.query.relaxed:
        return f"{articles}, some of the words"
    behind = page.total - first
    return f"{articles}, then {behind} with some of the words" if behind else articles


@pytest.mark.parametrize("name", ["README.md", "docs/query-language.md"])
def test_each_query_in_the_tables_finds_as_many_articles_as_it_says(
    name: str, document: Callable, archive: Archive
) -> None:
    rows = document(name).rows(*TABLE)
    says = {_typed(typed): expected for typed, _, expected in rows}
    assert all(map(FOUND.fullmatch, says.values()))
    assert {typed: _found(archive, typed) for typed in says} == says


def test_no_query_in_the_tables_is_read_otherwise_than_typed(
    document: Callable, archive: Archive
) -> None:
    rows = document("docs/query-language.md").rows(*TABLE)
    notes = {typed: archive.search(_typed(typed)).query.notes for typed, *_ in rows}
    assert not {typed: noted for typed, noted in notes.items() if noted}


def test_each_note_in_the_table_is_the_one_that_is_given(
    document: Callable, archive: Archive
) -> None:
    says = {_typed(typed): note for typed, note in document("docs/query-language.md").rows(
        "Type", "The note"
    )}  # fmt: skip
    given = {typed: "; ".join(archive.search(typed).query.notes) for typed in says}
    assert given == says


def test_queries_that_the_tables_call_the_same_find_the_same(
    document: Callable, archive: Archive
) -> None:
    before = ""
    for typed, finds, _ in document("docs/query-language.md").rows(*TABLE):
        if finds.startswith("the same") and "`" not in finds:
            assert archive.rank(_typed(typed), 100) == archive.rank(before, 100), typed
        before = _typed(typed)
