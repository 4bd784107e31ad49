"""The OpenAPI document of an application, from its routes and what stands in ``operations``."""

import inspect
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from web.openapi.answers import ProblemAnswer
from web.openapi.operations import COMMON, OPERATIONS, Operation

Schema = dict[str, Any]

_REFERENCE = "#/components/schemas/{model}"
_CONVERTER = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
_SECURITY = "token"
_ABOUT = (
    "Full-text search for a newspaper's archive. Within v1 keys may be added to answers, "
    "and none is renamed, removed or given another meaning."
)
_IN_PATH = {
    "article_id": ("the article's id; its slashes stand as they are", "2021/mayor-resigns"),
    "build_id": ("the build's id, as the answer to its start gave it", "20260126T101500-0a1b2c3d"),
}


def openapi_document(app: Flask) -> Schema:
    """The document: every route that ``OPERATIONS`` describes."""
    models = [*_models()]
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template=_REFERENCE
    )
    components = schemas["$defs"]
    paths: dict[str, Schema] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPERATIONS:
            about, *_ = (inspect.getdoc(app.view_functions[rule.endpoint]) or "").split("\n\n")
            described = _describe(rule, OPERATIONS[rule.endpoint], about, components)
            paths.setdefault(_path(rule), {})[_method(rule)] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Cuttings", "version": version("cuttings"), "description": _ABOUT},
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {n: s for n, s in components.items() if not n.endswith("Parameters")},
            "securitySchemes": {_SECURITY: {"type": "http", "scheme": "bearer"}},
        },
    }


def _models() -> Iterator[type[BaseModel]]:
    yield ProblemAnswer
    for operation in OPERATIONS.values():
        yield from filter(None, (operation.parameters, operation.answer, operation.body))


def _path(rule: Rule) -> str:
    return _CONVERTER.sub(r"{\1}", rule.rule)


def _method(rule: Rule) -> str:
    return "post" if "POST" in (rule.methods or ()) else "get"


def _describe(
    rule: Rule, operation: Operation, summary: str, schemas: Mapping[str, Schema]
) -> Schema:
    described: Schema = {
        "operationId": _operation_id(rule),
        "summary": summary,
        "parameters": [*_in_path(rule, operation), *_in_query(operation.parameters, schemas)],
        "responses": dict(_responses(rule, operation)),
    }
    if operation.body:
        described["requestBody"] = {"content": _json(operation.body)}
    if operation.bearer:
        described["security"] = [{_SECURITY: []}]
    return described


def _operation_id(rule: Rule) -> str:
    by_ending = "_by_ending" if "suffix" in rule.arguments else ""
    return str(rule.endpoint).replace(".", "_") + by_ending


def _in_path(rule: Rule, operation: Operation) -> Iterator[Schema]:
    for name in _CONVERTER.findall(rule.rule):
        parameter: Schema = {"name": name, "in": "path", "required": True}
        if name == "suffix":
            endings = [format.suffix for format in operation.formats]
            yield parameter | {"schema": {"enum": endings}, "description": "the format"}
        else:
            about, example = _IN_PATH[name]
            schema = {"type": "string", "minLength": 1}
            yield parameter | {"schema": schema, "description": about, "example": example}


def _in_query(model: type[BaseModel], schemas: Mapping[str, Schema]) -> Iterator[Schema]:
    for name, property in schemas[model.__name__].get("properties", {}).items():
        schema = {k: v for k, v in property.items() if k not in ("title", "description")}
        parameter = {"name": name, "in": "query", "schema": schema}
        yield parameter | {"description": property.get("description", "")}


def _responses(rule: Rule, operation: Operation) -> Iterator[tuple[str, Schema]]:
    yield _status(operation.status), {"description": "the answer", "content": _content(operation)}
    if operation.conditional:
        yield "304", {"description": "the client has it already: `If-None-Match` names its tag"}
    for status, about in sorted({**operation.refusals, **COMMON}.items()):
        yield _status(status), _problem(about)
    yield "default", _problem("any other problem")


def _content(operation: Operation) -> Schema:
    own = _json(operation.answer) if operation.answer else {}
    others: Schema = {format.mimetype: {"schema": {}} for format in operation.formats}
    return others | own


def _json(model: type[BaseModel]) -> Schema:
    return {"application/json": {"schema": {"$ref": _REFERENCE.format(model=model.__name__)}}}


def _problem(about: str) -> Schema:
    (content,) = _json(ProblemAnswer).values()
    return {"description": about, "content": {"application/problem+json": content}}


def _status(status: HTTPStatus) -> str:
    return str(status.value)
