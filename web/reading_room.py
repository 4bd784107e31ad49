"""Ways in without a search: what was printed on this day, and what the archive holds."""

from datetime import UTC, date, datetime

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from search.errors import ParameterError
from web.conditional import revalidated
from web.context import archive, settings
from web.lists import absolute
from web.paging import page_numbers
from web.parameters import read_kindly

_LEAP_YEAR = 2024
_REMEDY = "a month and a day, as in 01-26"

reading_room = Blueprint("reading_room", __name__)


@reading_room.get("/on-this-day")
def today() -> ResponseReturnValue:
    """Today's page; a day asked for by the form is led to its own address."""
    asked = request.args.get("day", "").strip()
    day = _day(asked) if asked else datetime.now(UTC).date()
    return redirect(url_for("reading_room.on_this_day", day=f"{day:%m-%d}"))


@reading_room.get("/on-this-day/<day>")
@revalidated
def on_this_day(day: str) -> str:
    """The articles of a day in whatever year, newest first."""
    when = _day(day)
    number = read_kindly(request.args).page
    page = archive().on_this_day(when.month, when.day, number)
    return render_template(
        "on_this_day.html",
        day=when,
        page=page,
        numbers=page_numbers(page),
        page_path=lambda number: f"{request.path}?page={number}",
    )


@reading_room.get("/about")
@revalidated
def about() -> str:
    """What the archive holds, what could not be read, and which state of it this is."""
    return render_template("about.html", holdings=archive().holdings())


@reading_room.get("/opensearch.xml")
def opensearch() -> Response:
    """By which a browser takes the archive in among its search engines (OpenSearch 1.1)."""
    text = render_template(
        "opensearch.xml", root=absolute("/"), name=settings().newspaper or "Cuttings"
    )
    return Response(text, mimetype="application/opensearchdescription+xml")


def _day(text: str) -> date:
    try:
        return datetime.strptime(f"{_LEAP_YEAR}-{text}", "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise ParameterError("day", text, _REMEDY) from error
