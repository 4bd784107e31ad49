"""What each address takes and answers, by the endpoint that answers there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus as H

from pydantic import BaseModel

from web.builds import BuildRequest
from web.formats.known import (
    CITATION_FORMATS,
    EXPORT_FORMATS,
    FEED_FORMATS,
    SEARCH_FORMATS,
)
from web.negotiation import Format
from web.openapi import answers
from web.parameters import (
    NoParameters,
    QueryParameters,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a view reads and gives, in the classes that read and give it.

    :param answer: the shape of its JSON; None where it has none
    :param formats: what it can also be had in; by ``Accept`` or, where the address has a
        ``suffix``, by ending
    :param refusals: statuses of the problems that are its own, besides those of all
    :param status: of success
    """

    parameters: type[BaseModel] = NoParameters
    answer: type[answers.Answer] | None = None
    formats: Sequence[Format] = ()
    refusals: Mapping[H, str] = field(default_factory=dict)
    status: H = H.OK
    body: type[BaseModel] | None = None
    bearer: bool = False
    conditional: bool = True


_NO_FORMAT = {H.NOT_ACCEPTABLE: "no format that the client accepts"}
_WRONG = {H.BAD_REQUEST: "a parameter is unknown, repeated or cannot be so"}
_NO_ENDING = {H.NOT_FOUND: "no format has this ending"}
_NO_INDEX = {H.SERVICE_UNAVAILABLE: "there is no index, or it cannot be read now"}
_NO_ANSWER = {
    H.SERVICE_UNAVAILABLE: "there is no index, it cannot be read now, or it took too long"
}
_NO_ARTICLE = {H.NOT_FOUND: "no article has this id"}
_UNKNOWN = {
    H.UNAUTHORIZED: "the token is missing or wrong",
    H.FORBIDDEN: "builds over HTTP are off",
}
COMMON = {
    H.TOO_MANY_REQUESTS: "more requests than the limit; `Retry-After` says when to go on",
    H.INTERNAL_SERVER_ERROR: "a fault of the server",
}

OPERATIONS = {
    "api.search": Operation(
        SearchParameters,
        answers.SearchAnswer,
        SEARCH_FORMATS,
        _WRONG | _NO_ENDING | _NO_FORMAT | {H.GONE: "the cursor's snapshot has gone"} | _NO_ANSWER,
    ),
    "api.export": Operation(
        QueryParameters, None, EXPORT_FORMATS, _WRONG | _NO_ENDING | _NO_FORMAT | _NO_ANSWER
    ),
    "api.article": Operation(
        NoParameters,
        answers.ArticleAnswer,
        CITATION_FORMATS,
        _WRONG | _NO_ARTICLE | _NO_FORMAT | _NO_INDEX,
    ),
    "api.similar": Operation(
        SimilarParameters,
        answers.SimilarAnswer,
        refusals=_WRONG | _NO_ARTICLE | _NO_INDEX,
    ),
    "api.suggest": Operation(SuggestParameters, answers.SuggestAnswer, refusals=_WRONG | _NO_INDEX),
    "api.index": Operation(NoParameters, answers.IndexAnswer, refusals=_WRONG | _NO_INDEX),
    "builds.start": Operation(
        answer=answers.BuildAnswer,
        status=H.ACCEPTED,
        body=BuildRequest,
        bearer=True,
        refusals=_WRONG
        | _UNKNOWN
        | {
            H.CONFLICT: "a build is running",
            H.REQUEST_ENTITY_TOO_LARGE: "the body is too long",
            H.UNSUPPORTED_MEDIA_TYPE: "the body is no JSON",
        },
        conditional=False,
    ),
    "builds.show": Operation(
        answer=answers.BuildAnswer,
        refusals=_WRONG | _UNKNOWN | {H.NOT_FOUND: "no build of this id was started"},
        bearer=True,
        conditional=False,
    ),
    "feeds.feed": Operation(
        SearchParameters,
        None,
        FEED_FORMATS,
        _WRONG | _NO_ENDING | _NO_ANSWER,
    ),
    "operations.health": Operation(answer=answers.AliveAnswer, conditional=False),
    "operations.ready": Operation(
        answer=answers.ReadyAnswer, refusals=_NO_INDEX, conditional=False
    ),
}
