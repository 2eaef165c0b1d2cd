"""The connection to a Ray cluster: functions over many items, and encoders; the only home of Ray.

Tasks and actors rather than Ray Data: a build needs its results in order, one file of its own for each checkpoint, and
pauses where the whole corpus is looked at. Ray Data's operators would hide the first two and stop at each of the third.
"""

from __future__ import annotations

import os
import warnings
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from embeddings.errors import SettingsError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from ray import ObjectRef

    from embeddings.encoding.encoder import PassageEncoder, PassageText, PassageVectors

_Item = TypeVar("_Item")
_Key = TypeVar("_Key")
_Result = TypeVar("_Result")
_AHEAD = 3
"""Items under way or waiting for each core: enough that none is idle while results are taken in order."""
_TRIES = 3
"""How often an item is given to another process after one was killed: one that kills its process each time is ill."""
_QUEUED = 2
"""Batches sent to an encoder at once: the next is there when one is done."""
_LOADED = 4
"""Shared values kept in a process: the encoder, and what is known of the corpus."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[_Item]):
    """A value sent to each machine once, and loaded once in each process that asks for it."""

    reference: ObjectRef[Any]

    def value(self) -> _Item:
        """Return the value."""
        loaded: _Item = _loaded(self.reference)
        return loaded


class RayCluster:
    """The cluster at an address such as ``ray://host:10001``; ``ray`` is the one of this machine, started if need be.

    Raises SettingsError if there is none, or Ray is not installed.
    """

    def __init__(self, address: str) -> None:
        # The library reports its use unless told not to; this program reports nothing.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError:
            raise SettingsError("a build on Ray needs the extra: pip install 'verbatim-news[ray]'") from None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the error that follows says the same
                ray.init(None if address == "ray" else address, logging_level="ERROR", log_to_driver=False)
        except (ConnectionError, ImportError, RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise SettingsError(f"no Ray cluster answers at {address} ({reason}): see that it runs") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        import ray

        ray.shutdown()

    def share(self, value: _Item) -> Shared[_Item]:
        """Return the value as functions on the cluster can ask for it."""
        import ray

        return Shared(ray.put(value))

    def map(self, function: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
        """Yield the function's result for each item, in order; function, items and results must be picklable.

        An item whose process or machine is lost is given to another. Raises what the function raises, and WorkerError
        if an item is lost each time.
        """
        import ray

        remote = ray.remote(max_retries=_TRIES)(function_of)
        shared, remaining, waiting = ray.put(function), iter(items), deque[Any]()
        while True:
            free = _AHEAD * self._count("CPU") - len(waiting)
            waiting.extend(remote.remote(shared, item) for item in islice(remaining, max(free, 0)))
            if not waiting:
                return
            with _errors():
                result: _Result = ray.get(waiting.popleft())
            yield result

    def embed(
        self, encoder: Shared[PassageEncoder], batches: Iterable[dict[_Key, PassageText]]
    ) -> Iterator[Iterable[tuple[_Key, PassageVectors]]]:
        """Yield the vectors of each batch by key, as they come; on each GPU, or else each core, runs one encoder."""
        import ray

        gpus = self._count("GPU")
        actor = ray.remote(num_cpus=1, num_gpus=min(gpus, 1), max_restarts=-1, max_task_retries=_TRIES)(_Encoder)
        encoders = [actor.remote() for _ in range(gpus or self._count("CPU"))]
        idle, remaining = deque(encoders * _QUEUED), iter(batches)
        running: dict[Any, tuple[Any, dict[_Key, PassageText]]] = {}
        while True:
            for batch in islice(remaining, len(idle)):
                chosen = idle.popleft()
                running[chosen.embed.remote(encoder, list(batch.values()))] = chosen, batch
            if not running:
                break
            (done, *_), _ = ray.wait(list(running))
            chosen, batch = running.pop(done)
            idle.append(chosen)
            with _errors():
                vectors: list[PassageVectors] = ray.get(done)
            yield zip(batch, vectors, strict=True)
        for each in encoders:
            ray.kill(each)

    def _count(self, resource: str) -> int:
        import ray

        count = int(ray.cluster_resources().get(resource, 0))
        return max(count, 1) if resource == "CPU" else count


class _Encoder:
    """A process that keeps its encoder, and its GPU where it has one."""

    def embed(self, encoder: Shared[PassageEncoder], passages: Sequence[PassageText]) -> list[PassageVectors]:
        return encoder.value().embed(passages)


def function_of(function: Callable[[_Item], _Result], item: _Item) -> _Result:
    """Return the function's result for the item."""
    return function(item)


@lru_cache(_LOADED)
def _loaded(reference: ObjectRef[Any]) -> Any:  # noqa: ANN401 - whatever was shared
    import ray

    return ray.get(reference)


@contextmanager
def _errors() -> Iterator[None]:
    """Raise what a function raised as itself, and what Ray raised as one line."""
    from ray.exceptions import RayError, RayTaskError

    try:
        yield
    except RayTaskError as error:
        raise error.cause from None
    except RayError as error:
        reason = str(error).strip().partition("\n")[0]
        raise WorkerError(
            f"the cluster lost work and could not repeat it ({reason}): see that its machines run and have memory"
        ) from error
