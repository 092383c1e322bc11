"""The threads in which synchronous work runs beside the event loop.

*quick*: what answers from the database alone. *slow*: what may wait for the
network or a password hash. *worker*: database work of jobs. *leases*: claiming
and settling them, so that no long job loses its lease. *fetching*: jobs that
wait for other houses. No quick thread ever waits for a slow one, so two slow
peers cannot stop the house.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from portevoix.kernel.errors import Unavailable

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Pool:
    """A few threads and a bounded queue before them. Each thread keeps its database connection."""

    def __init__(self, name: str, *, threads: int, longest_queue: int) -> None:
        self.name = name
        self.threads = threads
        self.longest_queue = longest_queue
        self.inside = 0
        self._changed = threading.Condition()
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Runs `function` in a thread and returns its result.

        Raises Unavailable at once when the queue is full.
        """
        with self._changed:
            if self.inside >= self.threads + self.longest_queue:
                raise Unavailable(f"the {self.name} pool is full")
        return await self.run_admitted(function, *args, **kwargs)

    async def run_admitted(
        self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs
    ) -> _R:
        """As `run`, and never refused: the next step of something that was let in already."""
        with self._changed:
            self.inside += 1
        try:
            future = self._executor.submit(_run_and_tidy, function, args, kwargs)
        except BaseException:
            self._left()
            raise
        future.add_done_callback(lambda _: self._left())
        return await asyncio.wrap_future(future)

    def stop(self, patience: float = 10.0) -> bool:
        """Drops what waits and lets what runs finish; returns whether it did within `patience`."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        with self._changed:
            return self._changed.wait_for(lambda: self.inside == 0, patience)

    def _left(self) -> None:
        with self._changed:
            self.inside -= 1
            self._changed.notify_all()


def _run_and_tidy(
    function: Callable[..., _R], args: tuple[object, ...], kwargs: dict[str, object]
) -> _R:
    try:
        return function(*args, **kwargs)
    finally:
        # Gives a pooled connection back and drops a broken one; SQLite's stay open.
        close_old_connections()


quick = Pool("quick", threads=2, longest_queue=500)
slow = Pool("slow", threads=8, longest_queue=100)
worker = Pool("worker", threads=2, longest_queue=100_000)
leases = Pool("leases", threads=1, longest_queue=100_000)
fetching = Pool("fetching", threads=4, longest_queue=100_000)
_in_caller: ContextVar[bool] = ContextVar("in_caller", default=False)


async def in_quick(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Runs `function`, which only asks the database, in a quick thread."""
    return await quick.run(function, *args, **kwargs)


async def in_slow(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Runs `function`, which may wait, in a slow thread."""
    return await slow.run(function, *args, **kwargs)


async def in_worker(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Runs the database work of a job in a worker thread, or in the caller's (see `in_caller`)."""
    if _in_caller.get():
        return await sync_to_async(function, thread_sensitive=True)(*args, **kwargs)
    return await worker.run(function, *args, **kwargs)


async def in_fetching(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """As `in_worker`, in threads of their own: for jobs that wait for other houses."""
    if _in_caller.get():
        return await sync_to_async(function, thread_sensitive=True)(*args, **kwargs)
    return await fetching.run(function, *args, **kwargs)


@contextlib.contextmanager
def in_caller() -> Iterator[None]:
    """Makes `in_worker` run in the thread that called `async_to_sync`, with its connection.

    So jobs run one by one (`jobs.run_due`) see the transaction they are in.
    """
    token = _in_caller.set(True)
    try:
        yield
    finally:
        _in_caller.reset(token)


def stop_all(patience: float) -> bool:
    """Ends every pool; returns whether all that ran was finished within `patience` seconds."""
    until = time.monotonic() + patience
    stopped = [
        pool.stop(max(0.0, until - time.monotonic()))
        for pool in (quick, slow, worker, leases, fetching)
    ]
    return all(stopped)
