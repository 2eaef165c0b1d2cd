from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.telegram.bot_api import BotApi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def index(seeds_index: Path) -> Path:
    """Return the index that all tests share; who changes it copies it first."""
    return seeds_index
