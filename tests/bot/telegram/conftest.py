from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.bot.telegram.bot_api import BotApi
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a real index of the five seeds, once, in a process of its own: torch stays out of the tests."""
    folder = tmp_path_factory.mktemp("built") / "index"
    command = [sys.executable, "-m", "bot", "rebuild", "--seeds", str(ROOT / "seeds"), "--index", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return folder
