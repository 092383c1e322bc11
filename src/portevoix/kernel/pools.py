"""The threads in which synchronous work runs beside the event loop.

*quick*: what answers from the database alone. *slow*: what may wait for the
network or a password hash. *worker*: database work of jobs. *leases*: claiming
and settling them, so that no long job loses its lease. *fetching*: jobs that
wait for other houses. No quick thread ever waits for a slow one, so two slow
peers cannot stop the house.
"""

import asyncio
import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections

from portevoix.kernel.errors import Unavailable

_P = ParamSpec("_P")
_R = TypeVar("_R")


class _Step:
    """One call for a thread to make, and the future in the loop that waits for its outcome."""

    __slots__ = ("args", "function", "future", "kwargs", "loop")

    def __init__(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        self.function, self.args, self.kwargs = function, args, kwargs
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()

    def run(self) -> None:
        """Makes the call, in the thread that calls this."""
        try:
            result, fault = _run_and_tidy(self.function, self.args, self.kwargs), None
        except BaseException as raised:
            result, fault = None, raised
        self.tell(result, fault)

    def tell(self, result: Any, fault: BaseException | None) -> None:
        """Hands the outcome to the loop; a loop that has ended wants none."""
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._settle, result, fault)

    def _settle(self, result: Any, fault: BaseException | None) -> None:
        if self.future.cancelled():
            return
        if fault is None:
            self.future.set_result(result)
        elif isinstance(fault, asyncio.CancelledError):
            self.future.cancel()
        else:
            self.future.set_exception(fault)


class Pool:
    """A few threads and a bounded queue before them. Each thread keeps its database connection.

    Every request passes here, so it is as little as a queue and a callback: a third of what
    the standard library's executor with futures of its own costs.
    """

    def __init__(
        self, name: str, *, threads: int, longest_queue: int, beside_the_loop: bool = False
    ) -> None:
        self.name = name
        self.beside_the_loop = beside_the_loop
        self.threads = threads
        self.longest_queue = longest_queue
        self.inside = 0
        self._started = 0
        self._changed = threading.Condition()
        self._queue: queue.SimpleQueue[_Step | None] = queue.SimpleQueue()

    async def run(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Runs `function` in a thread and returns its result.

        Raises Unavailable at once when the queue is full.
        """
        if self.inside >= self.threads + self.longest_queue:
            raise Unavailable(f"the {self.name} pool is full")
        return await self.run_admitted(function, *args, **kwargs)

    async def run_admitted(
        self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs
    ) -> _R:
        """As `run`, and never refused: the next step of something that was let in already."""
        step = _Step(function, args, kwargs)
        with self._changed:
            if self._started < 0:
                raise Unavailable(f"the {self.name} pool has stopped")
            self.inside += 1
            if self._started < min(self.threads, self.inside):
                self._started += 1
                threading.Thread(
                    target=self._work, name=f"{self.name}_{self._started}", daemon=True
                ).start()
        self._queue.put(step)
        result: _R = await step.future
        return result

    def stop(self, patience: float = 10.0) -> bool:
        """Drops what waits and lets what runs finish; returns whether it did within `patience`."""
        with self._changed:
            started, self._started = self._started, -1
        with contextlib.suppress(queue.Empty):
            while True:
                step = self._queue.get_nowait()
                if step is not None:
                    step.tell(None, asyncio.CancelledError())
                    self._left()
        for _ in range(started):
            self._queue.put(None)
        with self._changed:
            return self._changed.wait_for(lambda: self.inside == 0, patience)

    def _work(self) -> None:
        if not self.beside_the_loop:
            _spread()
        while (step := self._queue.get()) is not None:
            try:
                if not step.future.cancelled():
                    step.run()
            finally:
                self._left()

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
        _tidy()


def _tidy() -> None:
    """Gives a pooled connection back and drops a broken one; a sound one of SQLite stays open."""
    held = connections[DEFAULT_DB_ALIAS]
    is_sound = held.vendor == "sqlite" and held.autocommit and not held.errors_occurred
    if held.connection is not None and not is_sound:
        close_old_connections()


def gather() -> None:
    """Puts the thread that calls, which is the loop's, on one core, and the quick ones with it.

    One of them works at a time anyway, since each needs the interpreter. On two cores they
    hand it to and fro at every row of an answer, which doubles what a request costs.
    """
    if _CORES:
        os.sched_setaffinity(0, {sorted(_CORES)[os.getpid() % len(_CORES)]})


def _spread() -> None:
    """Lets the thread that calls run on every core again: its maker may be the loop's thread."""
    if _CORES:
        os.sched_setaffinity(0, _CORES)


_CORES: set[int] = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
quick = Pool("quick", threads=2, longest_queue=500, beside_the_loop=True)
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
