"""An OpenAPI document laid out in rows, for a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a key.

    :param kind: its type in words
    """

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """One address with its method, in the order in which it is read."""

    anchor: str
    method: str
    path: str
    summary: str
    needs_token: bool
    parameters: tuple[Row, ...]
    formats: tuple[str, ...]
    keys: tuple[Row, ...]
    statuses: tuple[tuple[str, str], ...]


def operations_of(document: Schema) -> list[ShownOperation]:
    """All operations of the document."""
    return [
        _shown(document, path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _shown(document: Schema, path: str, method: str, operation: Schema) -> ShownOperation:
    responses = operation["responses"]
    content = next(iter(responses.values())).get("content", {})
    answer = content.get("application/json", {}).get("schema", {})
    return ShownOperation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        needs_token="security" in operation,
        parameters=tuple(
            Row(p["name"], _kind(document, p["schema"]), p["description"])
            for p in operation["parameters"]
        ),
        formats=tuple(content),
        keys=tuple(_keys(document, answer, "")),
        statuses=tuple((status, r["description"]) for status, r in responses.items()),
    )


def _keys(document: Schema, schema: Schema, before: str) -> Iterator[Row]:
    """A row for each key, those of inner objects behind the outer one: "page.next"."""
    schema = _resolved(document, schema)
    for name, inner in schema.get("properties", {}).items():
        path = f"{before}{name}"
        about = inner.get("description", "") or _resolved(document, inner).get("description", "")
        yield Row(path, _kind(document, inner), about)
        for choice in inner.get("anyOf", [inner]):
            yield from _keys(document, choice, f"{path}.")
            yield from _keys(document, choice.get("items", {}), f"{path}[].")


def _kind(document: Schema, schema: Schema) -> str:
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(document, choice) for choice in schema["anyOf"]))
    schema = _resolved(document, schema)
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    if values:
        return " or ".join(f"“{value}”" for value in values)
    if schema.get("type") == "array":
        return f"list of {_kind(document, schema['items'])}"
    return str(schema.get("format") or schema.get("type", "anything"))


def _resolved(document: Schema, schema: Schema) -> Schema:
    """The schema itself, or the one that it refers to."""
    reference = schema.get("$ref")
    if not reference:
        return schema
    resolved: Schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    return resolved
