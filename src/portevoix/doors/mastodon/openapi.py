"""The description of this API (OpenAPI 3.1), made from the table of routes and its types."""

import functools
import inspect
import re
from typing import Any

import msgspec

import portevoix
from portevoix.domain.access.scopes import KNOWN
from portevoix.doors.mastodon.answers import Answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, Route, all_routes, route
from portevoix.kernel import config
from portevoix.wire import addresses
from portevoix.wire.mastodon import whole

_REF = "#/components/schemas/{name}"
_FORMS = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
_PAGE = {
    "max_id": "Older than this.",
    "since_id": "Newer than this, the newest first.",
    "min_id": "Newer than this, those next to it first.",
}
_SCHEME = "oauth"
_LIMITED = {
    f"X-RateLimit-{name}": {"schema": {"type": kind}}
    for name, kind in (("Limit", "integer"), ("Remaining", "integer"), ("Reset", "string"))
}
_LINK = {"Link": {"schema": {"type": "string"}, "description": "The next page and the one before."}}


@route("GET", "/api/openapi.json", scope="", auth=Auth.PUBLIC, gives=dict[str, Any])
def described(call: Call) -> Answer:
    """Describes this API."""
    return Answer(_encoded(config.current().origin))


@functools.lru_cache(maxsize=2)
def _encoded(origin: str) -> bytes:
    """The description in JSON. It is put together once: that takes as long as a hundred calls."""
    return msgspec.json.encode(document())


def document() -> dict[str, Any]:
    """Returns the description, for this house's address."""
    routes = all_routes()
    kinds = [whole.Error, *(each.gives for each in routes)]
    (_, *schemas), components = msgspec.json.schema_components(kinds, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for each, schema in zip(routes, schemas, strict=True):
        path = re.sub(r":(\w+)", r"{\1}", each.path)
        paths.setdefault(path, {})[each.method.lower()] = _operation(each, schema)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Portevoix",
            "version": portevoix.__version__,
            "summary": "The part of Mastodon's client API that this house speaks.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": addresses.address("").rstrip("/")}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {_SCHEME: _scheme()}},
    }


def _operation(each: Route, schema: dict[str, Any]) -> dict[str, Any]:
    told = inspect.getdoc(each.handler) or ""
    operation: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{each.method.lower()}{each.path}"),
        "tags": [each.handler.__module__.rpartition(".")[2]],
        "summary": told.partition("\n")[0],
        "description": told,
        "parameters": [_in_path(name) for name in re.findall(r":(\w+)", each.path)],
        "responses": {"200": _success(each, schema), "default": _failure()},
        "security": _security(each),
    }
    if each.method == "GET":
        operation["parameters"] += [named for kind in each.asks for named in _in_query(kind)]
    elif each.asks:
        body = {"schema": _body(each.asks)}
        operation["requestBody"] = {"content": dict.fromkeys(_FORMS, body)}
    if each.pages:
        operation["parameters"] += _page()
    return operation


def _success(each: Route, schema: dict[str, Any]) -> dict[str, Any]:
    kind = "text/plain" if each.gives is str else "application/json"
    headers = {**(_LIMITED if each.counted else {}), **(_LINK if each.pages else {})}
    return {"description": "Done.", "headers": headers, "content": {kind: {"schema": schema}}}


def _failure() -> dict[str, Any]:
    error = {"$ref": _REF.format(name="Error")}
    return {"description": "Refused.", "content": {"application/json": {"schema": error}}}


def _security(each: Route) -> list[dict[str, list[str]]]:
    """What lets a caller in: any one of these. A scope may be written as several words."""
    ways = [{_SCHEME: [scope] if scope else []} for scope in each.scope.split(" / ")]
    return [{}, *ways] if each.auth is Auth.PUBLIC else ways


def _scheme() -> dict[str, Any]:
    scopes = dict.fromkeys(sorted(KNOWN), "")
    token = addresses.address("/oauth/token")
    member = {
        "authorizationUrl": addresses.address("/oauth/authorize"),
        "tokenUrl": token,
        "scopes": scopes,
    }
    app = {"tokenUrl": token, "scopes": scopes}
    return {"type": "oauth2", "flows": {"authorizationCode": member, "clientCredentials": app}}


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _page() -> list[dict[str, Any]]:
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}}
    ids = [
        {"name": name, "in": "query", "description": what, "schema": {"type": "string"}}
        for name, what in _PAGE.items()
    ]
    return [limit, *ids]


def _in_query(kind: type[msgspec.Struct]) -> list[dict[str, Any]]:
    """A list is said as `name[]`, once for each thing in it."""
    return [
        {
            "name": f"{name}[]" if schema.get("type") == "array" else name,
            "in": "query",
            "schema": schema,
        }
        for name, schema in _whole(kind)["properties"].items()
    ]


def _body(kinds: tuple[type[msgspec.Struct], ...]) -> dict[str, Any]:
    properties = {name: one for kind in kinds for name, one in _whole(kind)["properties"].items()}
    return {"type": "object", "properties": properties}


def _whole(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The schema of what is asked, with nothing left to look up: its names are a handler's own."""
    (schema,), components = msgspec.json.schema_components([kind], ref_template="{name}")
    found: dict[str, Any] = _resolved(schema, components)
    return found


def _resolved(schema: Any, components: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_resolved(value, components) for value in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _resolved(components[schema["$ref"]], components)
    # What may be null may be left out: nothing needs to say so.
    said = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(said) == 1:
        return _resolved(said[0], components)
    told = {name: value for name, value in schema.items() if name != "title"}
    return {name: _resolved(value, components) for name, value in told.items()}
