"""What a search may be asked over HTTP, and the one reading of it."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from search.archive import Match
from search.engines.contract import Sort
from search.errors import ParameterError
from search.query.dates import parse_day
from search.results.facets import FacetName

DAY = "a day, month or year: 2022-01-26, 26/01/2022, 2022-01 or 2022"
LAST_PAGE = 1_000_000_000  # far behind the end of any archive, and small enough to count with
LONGEST_HALF_LIFE = 100_000  # days; longer than there have been newspapers
REMEDIES = {
    "from": DAY,
    "to": DAY,
    "year": "a year from 1 to 9999",
    "facet": f"one of {', '.join(FacetName)}",
    "sort": "relevance, newest or oldest",
    "page": f"a whole number from 1 to {LAST_PAGE}",
    "per_page": "a whole number from 1 to 100",
    "match": "auto, all or any",
    "recency": f"a whole number of days from 1 to {LONGEST_HALF_LIFE}",
    "broaden": "true or false",
    "explain": "true or false",
    "limit": "a whole number from 1 to 20",
}
REPEATABLE = frozenset({"byline", "year", "without", "facet"})
MAY_BE_BLANK = frozenset({"q", "from", "to", "byline", "year", "without", "facet"})


def _whole_number(text: str) -> str:
    # int() and pydantic also take "1_000", "+1", " 1 " and "1.0"; an address should have one form.
    if not (text.isascii() and text.isdigit()):
        raise ValueError("not a whole number")
    return text


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("neither true nor false")
    return text == "true"


def _day(text: str, last: bool) -> date:
    day = parse_day(text, last)
    if day is None:
        raise ValueError("not a day")
    return day


Model = TypeVar("Model", bound=BaseModel)
Year = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=9999)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Truth = Annotated[bool, BeforeValidator(_truth)]
FirstDay = Annotated[date, BeforeValidator(lambda text: _day(text, last=False))]
LastDay = Annotated[date, BeforeValidator(lambda text: _day(text, last=True))]


class NoParameters(BaseModel):
    """A resource that takes none."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SearchParameters(NoParameters):
    """A search as it is asked in the query string, with all values read."""

    q: str = ""
    first: FirstDay | None = Field(default=None, alias="from")
    last: LastDay | None = Field(default=None, alias="to")
    byline: tuple[str, ...] = ()
    year: tuple[Year, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: WholeNumber = Field(default=1, ge=1, le=LAST_PAGE)
    per_page: WholeNumber = Field(default=20, ge=1, le=100)
    match: Match = Match.AUTO
    recency: WholeNumber | None = Field(default=None, ge=1, le=LONGEST_HALF_LIFE)
    broaden: Truth = False
    without: tuple[str, ...] = ()
    explain: Truth = False
    facet: tuple[FacetName, ...] = ()


class SimilarParameters(NoParameters):
    """Which articles like one are asked for."""

    limit: WholeNumber = Field(default=10, ge=1, le=20)


class SuggestParameters(NoParameters):
    """What is asked while a query is typed."""

    q: str = ""
    limit: WholeNumber = Field(default=5, ge=1, le=20)


NAMES = tuple(field.alias or name for name, field in SearchParameters.model_fields.items())


def refuse_parameters(args: MultiDict[str, str]) -> None:
    """Raise ParameterError if anything at all is asked."""
    _validate(NoParameters, dict(args))


def read_strictly(args: MultiDict[str, str]) -> SearchParameters:
    """A program's search.

    :raises ParameterError: for an unknown name, one that is repeated but may not be, or a value
        that its parameter cannot take
    """
    return _read({name: args.getlist(name) for name in args})


def read_similar(args: MultiDict[str, str]) -> SimilarParameters:
    """A program's question for articles like one.

    :raises ParameterError: as :func:`read_strictly`
    """
    known = SimilarParameters.model_fields
    return _validate(
        SimilarParameters, {name: _only(name, args.getlist(name), known) for name in args}
    )


def read_typing(args: MultiDict[str, str]) -> SuggestParameters:
    """What a program asks while somebody types.

    :raises ParameterError: as :func:`read_strictly`
    """
    known = SuggestParameters.model_fields
    return _validate(
        SuggestParameters, {name: _only(name, args.getlist(name), known) for name in args}
    )


def read_kindly(args: MultiDict[str, str]) -> SearchParameters:
    """A person's search, from an address that may have been through a newsletter or a form.

    Unknown names and blank values count as not there; of a repeated one the last counts.

    :raises ParameterError: for a value that its parameter cannot take
    """
    given = {name: _filled(args.getlist(name)) for name in NAMES}
    return _read(
        {
            name: values if name in REPEATABLE else values[-1:]
            for name, values in given.items()
            if values
        }
    )


def _filled(values: Iterable[str]) -> list[str]:
    return [value for value in values if value.strip()]


def _read(given: Mapping[str, list[str]]) -> SearchParameters:
    values: dict[str, Any] = {}
    for name, texts in given.items():
        if name in MAY_BE_BLANK and not _filled(texts):
            continue
        values[name] = _filled(texts) if name in REPEATABLE else _only(name, texts, NAMES)
    asked = _validate(SearchParameters, values)
    if asked.first and asked.last and asked.first > asked.last:
        raise ParameterError(
            "from", values["from"], f"a day no later than to, which is {values['to']}"
        )
    return asked


def _only(name: str, texts: list[str], known: Container[str]) -> str:
    if len(texts) > 1 and name in known:
        raise ParameterError(name, ", ".join(texts), "one value only")
    return texts[0]


def _validate(model: type[Model], values: Mapping[str, Any]) -> Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name, value = str(first["loc"][0]), str(first["input"])
        raise ParameterError(name, value, REMEDIES.get(name) or _known(model)) from error


def _known(model: type[BaseModel]) -> str:
    names = [field.alias or name for name, field in model.model_fields.items()]
    return f"only {', '.join(names)}" if names else "no parameters here"
