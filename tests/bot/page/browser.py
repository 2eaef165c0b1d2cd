"""A real browser without a window, spoken to by its own protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt-get install chromium")
_LARGEST = 64 * 1024 * 1024


class Browser:
    """One page of it."""

    def __init__(self, connection: WebSocketClientConnection, session: str) -> None:
        self._connection, self._session, self._number = connection, session, 0
        self.events: list[str] = []
        """What happened by itself, such as requests."""

    async def call(self, method: str, **params: object) -> Any:  # noqa: ANN401 - any JSON
        """Do what the protocol calls so, and return its result."""
        self._number += 1
        message = {"id": self._number, "sessionId": self._session, "method": method, "params": params}
        await self._connection.write_message(json.dumps(message))
        while True:
            received = json.loads(await self._connection.read_message() or "{}")
            if received.get("id") == self._number:
                assert "error" not in received, received
                return received["result"]
            self.events.append(json.dumps(received))

    async def opens(self, url: str, width: int, height: int = 800, *, dark: bool = False) -> None:
        """Open the address as on a screen of that size."""
        mobile = width < 600
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])
        await self.call("Page.navigate", url=url)
        while await self.evaluate("document.readyState") != "complete":
            await asyncio.sleep(0.02)
        await self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    async def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what the expression is in the page."""
        outcome = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return outcome["result"].get("value")

    async def picture(self, file: Path, *, whole: bool = False) -> None:
        """Write what is seen into the file."""
        shot = await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(shot["data"]))


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    """Yield a browser that keeps its things in the folder."""
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run")
    process = subprocess.Popen(
        [str(CHROMIUM), *options, f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        connection = await websocket_connect(_address(folder, process), max_message_size=_LARGEST)
        target = await _first(connection, "Target.createTarget", url="about:blank")
        session = await _first(connection, "Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = Browser(connection, session["sessionId"])
        await page.call("Page.enable")
        yield page
        connection.close()
    finally:
        process.terminate()
        process.wait(20)


def _address(folder: Path, process: subprocess.Popen[bytes]) -> str:
    """Return where the browser listens, once it says so."""
    file = folder / "DevToolsActivePort"
    while not file.exists() or file.read_text().count("\n") < 1:
        assert process.poll() is None, "the browser does not start"
        time.sleep(0.05)
    port, path = file.read_text().split("\n")[:2]
    return f"ws://127.0.0.1:{port}{path}"


async def _first(connection: WebSocketClientConnection, method: str, **params: object) -> Any:  # noqa: ANN401
    await connection.write_message(json.dumps({"id": 0, "method": method, "params": params}))
    while True:
        received = json.loads(await connection.read_message() or "{}")
        if received.get("id") == 0:
            return received["result"]
