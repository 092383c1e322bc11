"""Reads an answer of unknown size: chunk by chunk, decoded here, given up at the cap."""

import zlib

import aiohttp

from portevoix.gateways.outgoing_errors import RefusedError, UnreachableError

_CHUNK = 64 * 1024
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_BARE_DEFLATE = -zlib.MAX_WBITS


async def read_capped(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """Returns the decoded body. Raises RefusedError over `limit` bytes or for another encoding."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise RefusedError("encoding")
    if (response.content_length or 0) > limit:
        raise RefusedError("too_large")
    decoder = Decoder(limit) if encoding not in ("identity", "") else None
    parts: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        part = decoder.feed(chunk) if decoder else chunk
        size += len(part)
        if size > limit:
            raise RefusedError("too_large")
        parts.append(part)
    return b"".join(parts)


class Decoder:
    """Takes gzip, zlib or bare deflate, and never makes more than `limit` + 1 bytes of it."""

    def __init__(self, limit: int) -> None:
        self._left = limit + 1
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False

    def feed(self, chunk: bytes) -> bytes:
        """Returns what `chunk` decodes to, within what is left. Raises UnreachableError."""
        if self._left <= 0:
            return b""
        try:
            made = self._stream.decompress(chunk, self._left)
        except zlib.error as error:
            if self._begun:
                raise UnreachableError("the answer is not what its encoding says") from error
            made = self._bare(chunk)
        self._begun = True
        self._left -= len(made)
        return made

    def _bare(self, chunk: bytes) -> bytes:
        """Some servers say deflate and leave out zlib's header."""
        self._stream = zlib.decompressobj(_BARE_DEFLATE)
        try:
            return self._stream.decompress(chunk, self._left)
        except zlib.error as error:
            raise UnreachableError("the answer is not what its encoding says") from error
