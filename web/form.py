"""The search form as it was sent, so that it can be shown again as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from search.errors import ParameterError
from web.links import Change


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter in force: what it says, and the change that takes it away."""

    label: str
    removal: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class Form:
    """The typed values, blank where nothing was.

    :param filters: those in force, in the order of the form
    :param refused: the value that could not be taken, if any
    """

    q: str
    first: str
    last: str
    bylines: tuple[str, ...]
    years: tuple[str, ...]
    sort: str
    match: str
    broaden: bool
    without: tuple[str, ...]
    filters: tuple[Filter, ...]
    refused: ParameterError | None = None

    def message(self, name: str) -> str:
        """What is wrong with a field, "" if nothing."""
        wrong = self.refused is not None and self.refused.name == name
        return f"Give {self.refused.remedy}." if self.refused and wrong else ""


def read_form(args: MultiDict[str, str], refused: ParameterError | None = None) -> Form:
    """The form of a request."""
    return Form(
        q=_last(args, "q"),
        first=_last(args, "from"),
        last=_last(args, "to"),
        bylines=_filled(args, "byline"),
        years=_filled(args, "year"),
        sort=_last(args, "sort") or "relevance",
        match=_last(args, "match") or "auto",
        broaden=_last(args, "broaden") == "true",
        without=tuple(word for word in args.getlist("without") if word.strip()),
        filters=_filters(args),
        refused=refused,
    )


def _last(args: MultiDict[str, str], name: str) -> str:
    return (args.getlist(name) or [""])[-1]


def _filters(args: MultiDict[str, str]) -> tuple[Filter, ...]:
    dates = [
        Filter(f"{name} {_last(args, name)}", {name: None})
        for name in ("from", "to")
        if _last(args, name).strip()
    ]
    years = [Filter(year, toggled(args, "year", year)) for year in _filled(args, "year")]
    bylines = [
        Filter(f"by {name}", toggled(args, "byline", name)) for name in _filled(args, "byline")
    ]
    return (*dates, *years, *bylines)


def toggled(args: MultiDict[str, str], name: str, value: str) -> Mapping[str, Change]:
    """The change that takes a value of a repeated parameter away, or puts it in."""
    given = [own for own in _filled(args, name) if own.casefold() != value.casefold()]
    return {name: given if len(given) < len(_filled(args, name)) else [*given, value], "page": None}


def _filled(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    return tuple(value for value in args.getlist(name) if value.strip())
