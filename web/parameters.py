"""What a search may be asked over HTTP, and the one reading of it."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
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
    "full": "true or false",
}
REPEATABLE = frozenset({"byline", "year", "without", "facet"})
MAY_BE_BLANK = frozenset({"q", "from", "to", "byline", "year", "without", "cursor", "facet"})


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
Year = Annotated[int, Field(ge=1, le=9999), BeforeValidator(_whole_number)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
# The schema by hand, since none can be asked for in an address but by leaving the parameter out.
HalfLife = Annotated[
    Annotated[WholeNumber, Field(ge=1, le=LONGEST_HALF_LIFE)] | None,
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LONGEST_HALF_LIFE}),
]
Truth = Annotated[bool, BeforeValidator(_truth)]
# Each of the ways to write a day, as far as a pattern can say what a day is.
_DAY_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "pattern": r"^[12]\d{3}(-(0[1-9]|1[0-2]))?$"},
            {"type": "string", "pattern": r"^(0[1-9]|1\d|2[0-8])/(0[1-9]|1[0-2])/[12]\d{3}$"},
            {"type": "string", "maxLength": 0},
        ]
    }
)
FirstDay = Annotated[date, BeforeValidator(lambda text: _day(text, last=False)), _DAY_SCHEMA]
LastDay = Annotated[date, BeforeValidator(lambda text: _day(text, last=True)), _DAY_SCHEMA]


class NoParameters(BaseModel):
    """A resource that takes none."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class QueryParameters(NoParameters):
    """What is looked for and in which order, as it is asked in the query string."""

    q: str = Field(default="", description="what to look for, in the query language")
    first: FirstDay | None = Field(
        default=None, alias="from", description=f"no article before this day: {DAY}"
    )
    last: LastDay | None = Field(
        default=None, alias="to", description="no article after this day; of a month its last day"
    )
    byline: tuple[str, ...] = Field(
        default=(), description="only articles signed by this name, or by one of several"
    )
    year: tuple[Year, ...] = Field(
        default=(), description="only articles of this year, or of one of several"
    )
    sort: Sort = Field(default=Sort.RELEVANCE, description="what comes first")
    match: Match = Field(
        default=Match.AUTO, description="how many of the words side by side must match"
    )
    recency: HalfLife = Field(
        default=None, description="days: an article so much older than the newest scores half"
    )
    broaden: Truth = Field(
        default=False, description="look for words of the best articles too, any being enough"
    )
    without: tuple[str, ...] = Field(default=(), description="a word not to be added by `broaden`")


class SearchParameters(QueryParameters):
    """A search, and which page of what it finds."""

    page: WholeNumber = Field(default=1, ge=1, le=LAST_PAGE, description="number of the page")
    per_page: WholeNumber = Field(default=20, ge=1, le=100, description="results a page")
    cursor: str = Field(
        default="", description="where a harvest goes on: `page.next_cursor` of the answer before"
    )
    explain: Truth = Field(default=False, description="say of each result how its score came about")
    facet: tuple[FacetName, ...] = Field(
        default=(), description="what to count over all matching articles"
    )


class SimilarParameters(NoParameters):
    """Which articles like one are asked for."""

    limit: WholeNumber = Field(default=10, ge=1, le=20, description="articles at most")


class SuggestParameters(NoParameters):
    """What is asked while a query is typed."""

    q: str = Field(default="", description="what has been typed so far")
    limit: WholeNumber = Field(
        default=5, ge=1, le=20, description="words, names and headlines at most, of each"
    )


Asked = TypeVar("Asked", bound=QueryParameters)
NAMES = tuple(field.alias or name for name, field in SearchParameters.model_fields.items())


def refuse_parameters(args: MultiDict[str, str]) -> None:
    """Raise ParameterError if anything at all is asked."""
    read_values(NoParameters, dict(args))


def read_strictly(args: MultiDict[str, str]) -> SearchParameters:
    """A program's search.

    :raises ParameterError: for an unknown name, one that is repeated but may not be, or a value
        that its parameter cannot take
    """
    asked = _read(SearchParameters, {name: args.getlist(name) for name in args})
    if asked.cursor and "page" in args:
        raise ParameterError("page", args["page"], "no page beside a cursor, which knows its own")
    return asked


def read_query(args: MultiDict[str, str]) -> QueryParameters:
    """A program's search whose hits are wanted all.

    :raises ParameterError: as :func:`read_strictly`
    """
    return _read(QueryParameters, {name: args.getlist(name) for name in args})


def read_similar(args: MultiDict[str, str]) -> SimilarParameters:
    """A program's question for articles like one.

    :raises ParameterError: as :func:`read_strictly`
    """
    return _read_each_once(SimilarParameters, args)


def read_typing(args: MultiDict[str, str]) -> SuggestParameters:
    """What a program asks while somebody types.

    :raises ParameterError: as :func:`read_strictly`
    """
    return _read_each_once(SuggestParameters, args)


def read_kindly(args: MultiDict[str, str]) -> SearchParameters:
    """A person's search, from an address that may have been through a newsletter or a form.

    Unknown names and blank values count as not there; of a repeated one the last counts.

    :raises ParameterError: for a value that its parameter cannot take
    """
    given = {name: _filled(args.getlist(name)) for name in NAMES}
    return _read(
        SearchParameters,
        {
            name: values if name in REPEATABLE else values[-1:]
            for name, values in given.items()
            if values
        },
    )


def _filled(values: Iterable[str]) -> list[str]:
    return [value for value in values if value.strip()]


def _read(model: type[Asked], given: Mapping[str, list[str]]) -> Asked:
    values: dict[str, Any] = {}
    for name, texts in given.items():
        if name in MAY_BE_BLANK and not _filled(texts):
            continue
        values[name] = _filled(texts) if name in REPEATABLE else _only(name, texts, NAMES)
    asked = read_values(model, values)
    if asked.first and asked.last and asked.first > asked.last:
        raise ParameterError(
            "from", values["from"], f"a day no later than to, which is {values['to']}"
        )
    return asked


def _read_each_once(model: type[Model], args: MultiDict[str, str]) -> Model:
    known = model.model_fields
    return read_values(model, {name: _only(name, args.getlist(name), known) for name in args})


def _only(name: str, texts: list[str], known: Container[str]) -> str:
    if len(texts) > 1 and name in known:
        raise ParameterError(name, ", ".join(texts), "one value only")
    return texts[0]


def read_values(model: type[Model], values: Mapping[str, Any]) -> Model:
    """The values by their names, as a model takes them.

    :raises ParameterError: for the first that it does not take
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name, value = str(first["loc"][0]), str(first["input"])
        raise ParameterError(name, value, REMEDIES.get(name) or _known(model)) from error


def _known(model: type[BaseModel]) -> str:
    names = [field.alias or name for name, field in model.model_fields.items()]
    return f"only {', '.join(names)}" if names else "no parameters here"
