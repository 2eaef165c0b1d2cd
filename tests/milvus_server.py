"""A small Milvus of our own, for tests and benchmarks."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISSING = (
    "" if importlib.util.find_spec("milvus_lite") else "milvus-lite is not installed: pip install -e '.[milvus-lite]'"
)
"""Why there is no server; nothing if there can be one."""
_PAUSE, _TRIES = 0.1, 600
"""Seconds between two looks whether it answers, and how many: a busy machine takes some ten seconds to start it."""


@contextmanager
def milvus(folder: Path) -> Iterator[str]:
    """Run a server that keeps its data in the folder, and yield its URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = "from milvus_lite.cmdline import main; main()"
    where = ("--data-dir", str(folder), "--host", "127.0.0.1", "--port", str(port))
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-c", start, "server", *where], stdout=log, stderr=log)
    try:
        _wait(server, port)
        yield f"milvus://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(_TRIES):
        if server.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(_PAUSE)
        else:
            return
    raise RuntimeError("the server does not answer")
