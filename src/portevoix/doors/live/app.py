"""The ASGI application that holds streams: apps' sockets and events, and the pages' line."""

import functools
from typing import Any
from urllib.parse import parse_qs

from portevoix.doors.live.connection import Receive, Send
from portevoix.doors.live.events import EventStream, PageStream
from portevoix.doors.live.holders import (
    Scope,
    header,
    holder,
    member_by_cookie,
    member_of_session,
    still_holds,
)
from portevoix.doors.live.plain import OK, answer, not_there, preflight, refuse, refuse_socket
from portevoix.doors.live.sockets import Socket
from portevoix.doors.live.streams import opened
from portevoix.gateways import broker
from portevoix.kernel import pools
from portevoix.kernel.errors import DomainError, NotSignedIn, Unavailable
from portevoix.wire.mastodon import channels

_BASE = "/api/v1/streaming"
_MOST_WORDS = 20


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers one connection."""
    path = scope["path"].rstrip("/")
    if scope["type"] == "websocket":
        await _socket(scope, receive, send, path)
    elif scope["method"] == "OPTIONS" and path.startswith(_BASE):
        await preflight(send)
    elif scope["method"] != "GET":
        await not_there(send)
    elif path == f"{_BASE}/health":
        await answer(send, OK, b"OK", kind=b"text/plain; charset=utf-8")
    elif path == "/live":
        await _page(scope, receive, send)
    elif path.startswith(f"{_BASE}/"):
        await _events(scope, receive, send, path.removeprefix(f"{_BASE}/"))
    else:
        await not_there(send)


async def _socket(scope: Scope, receive: Receive, send: Send, path: str) -> None:
    await receive()
    said = _said(scope)
    offered = list(scope.get("subprotocols") or [])
    token = said.get("access_token") or _bearer(scope) or (offered[0] if offered else "")
    if path != _BASE:
        await refuse_socket(scope, send, 404, "There is nothing at this address")
        return
    try:
        who = await holder(token)
    except NotSignedIn as error:
        await refuse_socket(scope, send, 401, str(error))
        return
    except Unavailable as error:
        await refuse_socket(scope, send, 503, str(error))
        return
    async with broker.subscribe([channels.channel(channels.END, who.account_id or 0)]) as heard:
        chosen = {"subprotocol": offered[0]} if offered else {}
        await send({"type": "websocket.accept", **chosen})
        socket = Socket(receive, send, heard, who)
        if said.get("stream"):
            await socket.subscribe(said["stream"], _subject(said))
        await socket.run()


async def _events(scope: Scope, receive: Receive, send: Send, rest: str) -> None:
    said = _said(scope)
    name = rest.replace("/", ":")
    if said.get("only_media") in ("true", "1") and name.startswith("public"):
        name += ":media"
    try:
        who = await holder(said.get("access_token") or _bearer(scope))
        found = await opened(name, _subject(said), who)
    except DomainError as error:
        await refuse(send, error)
        return
    end = channels.channel(channels.END, who.account_id or 0)
    async with broker.subscribe([end, *found.channels]) as heard:
        may_stay = functools.partial(still_holds, who)
        events = EventStream(receive, send, heard, may_stay, open_to_all=True)
        await events.start()
        await events.run()


async def _page(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        found = await member_by_cookie(scope)
    except Unavailable as error:
        await refuse(send, error)
        return
    if found is None:
        await refuse(send, NotSignedIn("Nobody is signed in"))
        return
    account_id, session_key = found

    async def may_stay() -> bool:
        return await pools.in_quick(member_of_session, session_key) is not None

    kinds = (channels.END, channels.HOME, channels.NOTIFICATIONS)
    async with broker.subscribe([channels.channel(kind, account_id) for kind in kinds]) as heard:
        page = PageStream(receive, send, heard, may_stay, open_to_all=False)
        await page.start()
        await page.run()


def _bearer(scope: Scope) -> str:
    kind, _, token = header(scope, b"authorization").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _subject(said: dict[str, str]) -> str:
    """Which tag or list."""
    return said.get("tag") or said.get("list", "")


def _said(scope: Scope) -> dict[str, str]:
    text = scope["query_string"].decode("latin-1")
    try:
        said: dict[str, Any] = parse_qs(text, max_num_fields=_MOST_WORDS)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in said.items()}
