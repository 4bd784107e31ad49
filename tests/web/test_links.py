"""Addresses of searches and articles."""

from werkzeug.datastructures import MultiDict

from web.links import article_links, article_path, search_link


def test_a_link_leaves_out_what_is_blank_unknown_or_goes_without_saying() -> None:
    args = MultiDict(
        [("q", "flood"), ("from", ""), ("sort", "relevance"), ("page", "1"), ("utm_source", "x")]
    )
    assert search_link(args) == "/?q=flood"


def test_a_link_with_nothing_to_say_is_the_front_page() -> None:
    assert search_link(MultiDict()) == "/"


def test_a_change_replaces_adds_or_takes_away() -> None:
    args = MultiDict([("q", "flood"), ("from", "2021"), ("page", "3")])
    changes = {"page": 4, "from": None, "byline": ["A & B", "C"]}
    assert search_link(args, changes) == "/?q=flood&byline=A+%26+B&byline=C&page=4"


def test_an_article_keeps_the_slashes_of_its_id() -> None:
    assert article_path("2021/mayor~2") == "/article/2021/mayor~2"


def test_an_article_knows_the_search_it_was_found_by() -> None:
    args = MultiDict([("q", "flood"), ("page", "2")])
    assert article_links(args)("2021/mayor") == "/article/2021/mayor?q=flood&page=2"
