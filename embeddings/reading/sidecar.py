"""What a file beside a document states of it: ``article.toml`` beside ``article.txt`` wins over what was read."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from embeddings.documents import Provenance
from embeddings.errors import SidecarError

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = ("title", "author", "publisher", "agency", "url")


def sidecar(path: Path) -> Provenance | None:
    """Return what the file beside the document states, None where there is no such file.

    Raises SidecarError if it is not TOML, or states something unknown, of a wrong type, or a day that does not exist.
    """
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return None
    stated = Provenance()
    for key, value in _read(beside).items():
        stated = _with(stated, key, value, beside.name)
    return stated


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SidecarError(f"{path.name} cannot be read ({error.strerror}): mend it or take it out") from error
    except UnicodeDecodeError as error:
        raise SidecarError(f"{path.name} is not UTF-8, which TOML is: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SidecarError(f'{path.name} is not TOML ({_one_line(error)}): write lines such as title = "…"') from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _with(stated: Provenance, key: str, value: object, name: str) -> Provenance:
    if key == "published":
        return replace(stated, published=_day(value, name))
    if key in _TEXTS:
        return replace(stated, **{key: _text(key, value, name)})
    raise SidecarError(f"{name} states {key!r}, which is not known: allowed are {', '.join(_TEXTS)}, published")


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
