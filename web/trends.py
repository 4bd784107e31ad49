"""Trends: several queries over time, as a picture, a table and a file for spreadsheets."""

import csv
from collections.abc import Iterator
from io import StringIO

from flask import Blueprint, Response, render_template, request

from search.engines.counts import Period
from search.errors import ParameterError
from search.results.trends import Trends
from web.conditional import revalidated
from web.context import archive
from web.form import read_form
from web.formats.table import harmless
from web.links import trends_link
from web.trend_chart import SHAPES, trend_chart

_COLUMNS = ("query", "from", "to", "matching", "articles", "words", "per_10000_words")

trend_pages = Blueprint("trends", __name__)


@trend_pages.get("/trends")
@revalidated
def trends() -> str:
    """The queries as lines; a form where nothing is asked yet."""
    asked, period = _asked()
    found = archive().trends(asked, period)
    return render_template(
        "trends.html",
        asked=asked,
        period=period,
        form=read_form(request.args),
        most=len(SHAPES),
        chart=trend_chart(found) if asked else None,
        csv=trends_link(asked, period, "/trends.csv"),
        snapshot=found.snapshot,
    )


@trend_pages.get("/trends.csv")
@revalidated
def trends_table() -> Response:
    """A line for each query and period."""
    asked, period = _asked()
    text = "\ufeff" + "".join(_lines(archive().trends(asked, period)))  # by which Excel knows UTF-8
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="trends.csv"'
    return response


def _asked() -> tuple[tuple[str, ...], Period | None]:
    texts = tuple(dict.fromkeys(text for text in request.args.getlist("q") if text.strip()))
    if len(texts) > len(SHAPES):
        raise ParameterError("q", texts[len(SHAPES)], f"at most {len(SHAPES)} queries")
    period = request.args.get("period") or None
    if period is not None and period not in (Period.MONTH, Period.YEAR):
        raise ParameterError("period", period, "month or year")
    return texts, Period(period) if period else None


def _lines(found: Trends) -> Iterator[str]:
    yield _line(_COLUMNS)
    for trend in found.trends:
        for p in trend.points:
            yield _line(
                (
                    harmless(trend.query.text), p.first.isoformat(), p.last.isoformat(),
                    p.matching, p.held, p.words, f"{p.rate:.6g}",
                )
            )  # fmt: skip


def _line(values: tuple[object, ...]) -> str:
    out = StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()
