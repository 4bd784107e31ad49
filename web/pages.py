"""The pages."""

from functools import partial

from flask import Blueprint, Response, current_app, render_template, request

from search.archive import Archive
from search.errors import QueryTooSlowError
from search.results.facets import FacetName
from search.results.page import Result
from web.asking import ask
from web.citing import coins, in_words, news_article
from web.conditional import revalidated
from web.context import archive, settings
from web.form import read_form, toggled
from web.formats.citation import cite
from web.links import ALL_PAGES, EXPORT_API, article_links, article_path, search_link
from web.lists import article_addresses
from web.metrics import count_search
from web.paging import page_numbers
from web.parameters import NAMES, read_kindly
from web.suggestions import suggestions
from web.timelines import chart

SIMILAR = 5  # articles that are named below another
_A_DAY = 24 * 3600

pages = Blueprint("pages", __name__)


@pages.get("/")
@revalidated
def search() -> str:
    """The front page, or the results where anything is asked."""
    held = archive()
    if not held.snapshot.documents:
        return render_template("empty.html")
    return _results(held) if any(name in request.args for name in NAMES) else _front(held)


@pages.get("/article/<path:article_id>")
@revalidated
def article(article_id: str) -> str:
    """A whole article, with the words of the search it was found by marked."""
    form = read_form(request.args)
    held = archive()
    marked = held.marked(article_id, form.q)
    citation = cite(held.article(article_id), settings().newspaper, article_addresses()(article_id))
    return render_template(
        "article.html",
        article=marked,
        form=form,
        citation=citation,
        cited=in_words(citation),
        coins=coins(citation),
        news_article=news_article(citation),
        similar=_similar(held, article_id),
        article_path=article_path,
        link=partial(search_link, request.args),
        path=article_path(article_id),
        came_from_search=any(name in request.args for name in NAMES),
    )


@pages.get("/favicon.ico")
def favicon() -> Response:
    """For what asks here without reading the page."""
    icon = current_app.send_static_file("favicon.svg")
    icon.cache_control.max_age = _A_DAY  # this address stays the same when the icon changes
    return icon


def _similar(held: Archive, article_id: str) -> tuple[Result, ...] | None:
    """Articles like one; None where there was no time, for which nobody should miss the article."""
    try:
        return held.similar(article_id, SIMILAR).results
    except QueryTooSlowError:
        return None


def _front(held: Archive) -> str:
    return render_template("front.html", snapshot=held.snapshot, form=read_form(request.args))


def _results(held: Archive) -> str:
    also = {"explain": True, "facet": tuple(FacetName)}
    asked = read_kindly(request.args).model_copy(update=also)
    page, form = ask(held, asked), read_form(request.args)
    assert page.facets.timeline is not None
    count_search(page.total)
    return render_template(
        "results.html",
        page=page,
        form=form,
        chart=chart(page.facets.timeline),
        numbers=page_numbers(page),
        suggestions=suggestions(page.advice, request.args),
        link=partial(search_link, request.args),
        page_link=lambda number: search_link(request.args, {"page": number}),
        toggled=partial(toggled, request.args),
        export_link=lambda suffix: search_link(request.args, ALL_PAGES, f"{EXPORT_API}.{suffix}"),
        feed_link=search_link(request.args, ALL_PAGES, "/feed.atom"),
        article_link=article_links(request.args),
    )
