"""The floors of the house: who may import whom, and where each heavy library lives."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
BELOW = {
    "embeddings": {"embeddings"},
    "retrieval": {"embeddings", "retrieval"},
    "bot": {"embeddings", "retrieval", "bot"},
}
HOMES = {
    "sentence_transformers": {"embeddings/indexing/sentence_encoder.py"},
    "torch": {"embeddings/indexing/sentence_encoder.py"},
    "transformers": {"embeddings/indexing/sentence_encoder.py"},
    "onnx": {"embeddings/indexing/sentence_encoder.py"},
    "onnxruntime": {"embeddings/indexing/onnx_encoder.py"},
    "faiss": {"embeddings/indexing/vectors.py"},
    "tantivy": {"embeddings/indexing/terms.py"},
    "tiktoken": {"embeddings/indexing/tokens.py"},
    "telegram": {"bot/telegram/"},
}
ALLOWED_AT_TOP = {"pyproject.toml", "README.md", "seeds", "bot", "retrieval", "embeddings", "tests", ".env.example"}


def modules() -> list[Path]:
    return sorted(path for floor in BELOW for path in (ROOT / floor).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    floor = path.relative_to(ROOT).parts[0]
    floors = {name.split(".")[0] for name in imports(path)} & BELOW.keys()
    assert floors <= BELOW[floor]


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_has_one_home(library: str) -> None:
    users = {
        path.relative_to(ROOT).as_posix() for path in modules() if library in {n.split(".")[0] for n in imports(path)}
    }
    strangers = {user for user in users if not any(user.startswith(home) for home in HOMES[library])}
    assert not strangers


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    quieting = {"embeddings/indexing/sentence_encoder.py", "embeddings/indexing/onnx_encoder.py"}
    assert readers <= {"bot/settings.py", *quieting}


def test_no_heavy_library_is_imported_at_start_up() -> None:
    code = f"import bot.cli, sys; print(*(set({list(HOMES)!r}) & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_the_top_level_is_the_design_cards() -> None:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    names = {line.split("/")[0] for line in listed.splitlines()}
    assert {name for name in names if not name.startswith(".")} <= ALLOWED_AT_TOP
