"""What is offered while a query is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Archive, build, open_archive
from search.errors import ParameterError
from search.query.typing import read_typed

ARTICLES = {
    "a": ("2019-05-01 Flood at the bridge", "Joan Pellew", "Floods, flooded and floodlit."),
    "b": ("2021-05-01 Flooding again at the café", "JOAN PELLEW", "Flood in Łódź. Flour was dear."),
    "c": ("2020-05-01 Bridge reopens", "Nia Catterall and Joan Pellew", "The floor was swept."),
    "d": ("2018-05-01 Flood of letters", "Tobias Reeve", "The editor writes."),
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Four articles in two segments, of which one was taken out since."""
    folder = tmp_path_factory.mktemp("typing")
    (folder / "seeds").mkdir()
    for name, (headline, byline, body) in ARTICLES.items():
        text = f"date {headline}\n\nBy {byline}\n\n{body}\n"
        (folder / "seeds" / f"{name}.txt").write_text(text, "utf-8")
        if name == "c":
            build(folder / "seeds", folder / "index")
    build(folder / "seeds", folder / "index")
    (folder / "seeds" / "c.txt").unlink()
    build(folder / "seeds", folder / "index")
    return open_archive(folder / "index")


def words(archive: Archive, text: str) -> list[tuple[str, int]]:
    return [(word.word, word.articles) for word in archive.suggest(text).words]


def names(archive: Archive, text: str) -> list[tuple[str, int]]:
    return [(name.text, name.articles) for name in archive.suggest(text).bylines]


def headlines(archive: Archive, text: str) -> list[str]:
    return [headline.id for headline in archive.suggest(text).headlines]


def test_words_that_begin_so_come_with_the_articles_that_a_search_for_them_finds(
    archive: Archive,
) -> None:
    found = words(archive, "flo")
    assert found[0] == ("flood", 3)
    assert set(found[1:]) == {("floodlit", 1), ("flour", 1)}
    for word, articles in found:
        assert archive.search(word).total == articles


def test_of_the_forms_of_a_word_those_that_begin_as_typed_are_offered(archive: Archive) -> None:
    assert words(archive, "floodi") == [("flooding", 3)]
    assert words(archive, "FLOODI") == [("flooding", 3)]
    assert words(archive, "lod") == words(archive, "Łód") == [("lodz", 1)]


def test_a_word_that_only_a_removed_article_has_is_not_offered(archive: Archive) -> None:
    assert words(archive, "swep") == words(archive, "reop") == []


def test_common_words_are_not_offered(archive: Archive) -> None:
    assert words(archive, "th") == []


def test_the_query_of_a_word_is_what_was_typed_with_the_word_at_its_end(archive: Archive) -> None:
    assert [w.query for w in archive.suggest('bridge OR "flou').words] == ['bridge OR "flour']


def test_a_complete_word_is_not_completed(archive: Archive) -> None:
    assert words(archive, "flood ") == []


def test_names_are_found_by_any_of_their_words_and_whatever_their_case(archive: Archive) -> None:
    assert names(archive, "pel") == names(archive, "joan p") == names(archive, "floods joan pell")
    assert names(archive, "PEL") in ([("Joan Pellew", 2)], [("JOAN PELLEW", 2)])


def test_a_byline_completes_names_alone(archive: Archive) -> None:
    for text in ("by:reeve", "flood by:tob", 'by:"tobias re', "author:R"):
        found = archive.suggest(text)
        assert [name.text for name in found.bylines] == ["Tobias Reeve"]
        assert found.words == found.headlines == ()


def test_behind_the_value_of_a_field_all_is_offered_again(archive: Archive) -> None:
    assert words(archive, "by:reeve flou") == [("flour", 1)]
    assert words(archive, 'by:"tobias reeve" flou') == [("flour", 1)]


def test_no_names_are_offered_in_another_field(archive: Archive) -> None:
    assert names(archive, "headline:pel") == []
    assert words(archive, "headline:flou") == [("flour", 1)]
    assert archive.suggest("date:2019") == archive.suggest("")


def test_headlines_have_all_words_and_the_newest_come_first(archive: Archive) -> None:
    assert headlines(archive, "flo") == ["b", "a", "d"]
    assert headlines(archive, "floods bri") == ["a"]
    assert headlines(archive, "the bridge ") == ["a"]
    assert headlines(archive, "CAFE") == ["b"]
    assert headlines(archive, "editor") == []


def test_there_are_no_more_than_asked_for(archive: Archive) -> None:
    found = archive.suggest("f", limit=1)
    assert len(found.words) == len(found.headlines) == 1
    with pytest.raises(ParameterError, match="whole number from 1"):
        archive.suggest("f", limit=0)


def test_an_empty_archive_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    build(tmp_path / "seeds", tmp_path / "index")
    found = open_archive(tmp_path / "index").suggest("flo")
    assert not (found.words or found.bylines or found.headlines)


PIECES = ("by:", '"', "(", " ", "flo", "AND", "w/5", "date:", "é", "*")


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_can_be_completed(archive: Archive, text: str) -> None:
    found = archive.suggest(text)
    typed = read_typed(text)
    assert all(word.query.startswith(text[: typed.start]) for word in found.words)
    assert all(word.word.startswith(typed.prefix) for word in found.words)
