"""Where the project's own files stand."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
