"""The house: floors, rooms, who may import whom, and where each heavy library lives."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BELOW = {
    "embeddings": {"embeddings"},
    "retrieval": {"embeddings", "retrieval"},
    "bot": {"embeddings", "retrieval", "bot"},
}
TRAINING = ("network", "train", "export")
"""Modules that only who trains the reader needs."""
HOMES = {
    "sentence_transformers": {"embeddings/encoding/torch_encoder.py"},
    "torch": {"embeddings/encoding/torch_encoder.py", *(f"retrieval/reader/{name}.py" for name in TRAINING)},
    "transformers": {"embeddings/encoding/torch_encoder.py", "retrieval/reader/network.py"},
    "onnx": {"embeddings/encoding/torch_encoder.py"},
    "onnxruntime": {
        "embeddings/encoding/onnx_encoder.py",
        "retrieval/reader/onnx_reader.py",
        "retrieval/reader/export.py",
    },
    "faiss": {"embeddings/indexing/vectors.py"},
    "tantivy": {"embeddings/indexing/terms.py"},
    "pymilvus": {"embeddings/indexing/milvus/connection.py"},
    "ray": {"embeddings/cluster/connection.py"},
    "tiktoken": {"embeddings/encoding/token_counts.py"},
    "telegram": {"bot/telegram/"},
    "mcp": {"bot/assistants/"},
}
BESIDE_ROOMS = {*BELOW, "bot.telegram"}
"""Folders that hold rooms; a module directly in one of them counts as a room."""
ROOMS = [
    f"embeddings.{room}"
    for room in (
        "language", "dates", "formats", "cleaning", "provenance", "people", "speech", "copies", "wording",
        "reading", "encoding", "storage", "indexing",
    )
]  # fmt: skip
"""Each may import those before it."""
MOST_FILES, MOST_LINES = 17, 2600
"""What a newcomer can learn of one folder in a morning; ``__init__.py`` counts."""
ALLOWED_AT_TOP = {
    *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("seeds", "bot", "retrieval", "embeddings", "tests"),
}


def modules() -> list[Path]:
    return sorted(path for floor in BELOW for path in (ROOT / floor).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """Return the folder that holds the module; one that stands beside rooms is a room of its own."""
    folder = module.rpartition(".")[0]
    return module if folder in BESIDE_ROOMS else folder


def rooms_below() -> dict[str, set[str]]:
    """Return for each room those that its modules import."""
    known = {name_of(path) for path in modules()}
    below: dict[str, set[str]] = {}
    for path in modules():
        if path.name != "__init__.py":
            room = room_of(name_of(path))
            named = {room_of(name) for name in imports(path) if name in known}
            below.setdefault(room, set()).update(named - {room})
    return below


def circle(below: dict[str, set[str]]) -> list[str]:
    """Return rooms each of which imports the next, the first again at the end; empty where there are none."""
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_a_circle_of_rooms_is_found() -> None:
    assert sorted(set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}))) == ["a", "b", "c"]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    floor = path.relative_to(ROOT).parts[0]
    floors = {name.split(".")[0] for name in imports(path)} & BELOW.keys()
    assert floors <= BELOW[floor]


def test_no_two_rooms_import_each_other_even_in_a_circle() -> None:
    assert circle(rooms_below()) == []


def test_a_seed_goes_through_the_rooms_in_their_order() -> None:
    below = rooms_below()
    upward = {room: below[room] & set(ROOMS[place:]) for place, room in enumerate(ROOMS)}
    assert {room: names for room, names in upward.items() if names} == {}


def test_each_room_is_small_enough_to_know() -> None:
    rooms = {path.parent for path in modules()}
    sizes = {room: [path.read_text(encoding="utf-8").count("\n") for path in room.glob("*.py")] for room in rooms}
    assert {
        str(room): lines for room, lines in sizes.items() if len(lines) > MOST_FILES or sum(lines) > MOST_LINES
    } == {}


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
    quieting = {
        "embeddings/encoding/torch_encoder.py",
        "embeddings/encoding/onnx_encoder.py",
        "retrieval/reader/onnx_reader.py",
        "embeddings/cluster/connection.py",
    }
    assert readers <= {"bot/settings.py", "bot/safe_path.py", *quieting}


def test_no_heavy_library_is_imported_at_start_up() -> None:
    code = f"import bot.cli, sys; print(*(set({list(HOMES)!r}) & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_the_top_level_holds_nothing_but_the_layout() -> None:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    names = {line.split("/")[0] for line in listed.splitlines()}
    assert {name for name in names if not name.startswith(".")} <= ALLOWED_AT_TOP
