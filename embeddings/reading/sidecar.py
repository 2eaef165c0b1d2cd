"""What a file beside a document states of it: ``article.toml`` beside ``article.txt`` wins over what was read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from embeddings.documents import Provenance
from embeddings.errors import SidecarError
from embeddings.provenance.provenance import stating

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = ("title", "author", "publisher", "agency", "url")
_KEYS = (*_TEXTS, "published")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a file beside a document states."""

    stated: Provenance = field(default_factory=Provenance)
    warnings: tuple[str, ...] = ()
    """One line where it states what is not known, and so is passed over."""


def sidecar(path: Path) -> Sidecar:
    """Return what the file beside the document states; nothing where there is no such file, or only a link out.

    Raises SidecarError if it is not TOML, or states something of a wrong type, or a day that does not exist.
    """
    beside = sidecar_path(path)
    if not beside.is_file() or beside.resolve().parent != path.resolve().parent:
        return Sidecar()
    stated = read_toml(beside)
    unknown = ", ".join(repr(key) for key in stated if key not in _KEYS)
    texts = {key: _text(key, stated[key], beside.name) for key in _TEXTS if key in stated}
    published = _day(stated["published"], beside.name) if "published" in stated else None
    passed_over = f"{beside.name} states {unknown}, which is passed over: known are {', '.join(_KEYS)}"
    return Sidecar(stating(texts, published), (passed_over,) if unknown else ())


def sidecar_path(path: Path) -> Path:
    """Return where a document's sidecar stands, if it has one."""
    return path.with_suffix(".toml")


def read_toml(path: Path) -> dict[str, object]:
    """Return what the file states.

    Raises SidecarError if it cannot be read, or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SidecarError(f"{path.name} cannot be read ({error.strerror}): repair it or remove it") from error
    except UnicodeDecodeError as error:
        raise SidecarError(f"{path.name} is not UTF-8, which TOML is: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SidecarError(f'{path.name} is not TOML ({_one_line(error)}): write lines such as title = "…"') from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _text(key: str, value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SidecarError(f"{name}: {key} is {value!r}, but must be a text in quote marks that is not empty")
    return " ".join(value.split())


def _day(value: object, name: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise SidecarError(f"{name}: published is {value!r}, but must be a day such as 2019-11-16") from None
