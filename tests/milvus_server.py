"""A small Milvus of our own, for tests and benchmarks."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISSING = (
    "" if importlib.util.find_spec("milvus_lite") else "milvus-lite is not installed: pip install -e '.[milvus-lite]'"
)
"""Why there is no server; nothing if there can be one."""
_SERVE = """
import sys
from milvus_lite.adapter.grpc.server import start_server_in_thread
server, database, port = start_server_in_thread(sys.argv[1])
print(port, flush=True)
sys.stdin.read()
server.stop(None)
database.close()
"""
"""Takes a free port, says which once it listens there, and ends with whoever started it."""


@contextmanager
def milvus(folder: Path) -> Iterator[str]:
    """Run a server that keeps its data in the folder, and yield its URL."""
    command = [sys.executable, "-c", _SERVE, str(folder)]
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        port = server.stdout.readline().strip() if server.stdout else ""
        if not port:
            raise RuntimeError(f"the server did not start: {(folder / 'server.log').read_text()}")
        yield f"milvus://127.0.0.1:{port}"
