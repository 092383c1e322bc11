"""The front of the house: live sockets in the event loop, everything else in threads."""

import ipaddress
from collections.abc import Awaitable, Callable
from typing import Any

from portevoix.kernel import config, pools
from portevoix.site import routes
from portevoix.site.wsgi_adapter import Adapter
from portevoix.site.wsgi_refusals import Send

Receive = Callable[[], Awaitable[dict[str, Any]]]


class Front:
    """The ASGI application that uvicorn serves."""

    def __init__(self) -> None:
        from portevoix.site.wsgi import application as wsgi

        proxies = [ipaddress.ip_network(each) for each in config.current().trusted_proxies]
        self._adapter = Adapter(wsgi, proxies=proxies)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Leads a connection to those who answer it."""
        if scope["type"] == "lifespan":
            await _live_on(receive, send)
        elif scope["type"] == "websocket" or routes.is_live(scope["path"]):
            from portevoix.doors.live.app import application as live

            await live(scope, receive, send)
        else:
            query = scope["query_string"].decode("latin-1")
            # Who signs may be unknown still: the key is then fetched before the answer.
            is_signed = any(name == b"signature" for name, _ in scope["headers"])
            slow = is_signed or routes.is_slow(scope["method"], scope["path"], query)
            await self._adapter(scope, receive, send, pools.slow if slow else pools.quick)


async def _live_on(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
