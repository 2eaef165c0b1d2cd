"""What a person states of the speakers: ``speakers.toml`` beside the seeds tells who is who, and who is nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.documents import SpeakerEvidence
from embeddings.errors import SidecarError
from embeddings.people.names import folded
from embeddings.reading.sidecar import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from embeddings.documents import Document

SPEAKERS = "speakers.toml"
"""The file's name, in the seeds folder itself."""
_HOW = f'write "Sens Ana Ruiz" = "Ana Ruiz" in {SPEAKERS}, or = false for a name that is nobody\'s'


def corrections(seeds: Path) -> dict[str, str]:
    """Return whom each corrected name means, nothing where it is nobody's; no names where there is no such file.

    Raises SidecarError if the file is not TOML, states anything else, or leads a name back to itself.
    """
    path = seeds / SPEAKERS
    if not path.is_file():
        return {}
    stated = {name: _meant(name, value) for name, value in read_toml(path).items()}
    return {name: _last(name, stated) for name in stated}


def corrected(document: Document, stated: Mapping[str, str]) -> Document:
    """Return the document with the speakers of its statements as a person states them."""
    meant = {folded(name): one for name, one in stated.items()}
    statements = (
        replace(
            statement, speaker=one, certain=bool(one), speaker_evidence=statement.speaker_evidence if one else _NOBODY
        )
        if (one := meant.get(folded(statement.speaker))) is not None
        else statement
        for statement in document.statements
    )
    return replace(document, statements=tuple(statements)) if meant else document


_NOBODY = SpeakerEvidence.NONE


def unheard(stated: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Yield one line for each corrected name that no document's statement bears."""
    heard = set(map(folded, names))
    for name in stated:
        if folded(name) not in heard:
            yield f"{SPEAKERS} corrects {name!r}, and nobody of that name speaks: see verbatim speakers"


def _meant(name: str, value: object) -> str:
    if value is False:
        return ""
    if not isinstance(value, str) or not value.strip():
        raise SidecarError(f"{SPEAKERS}: {name!r} is {value!r}: {_HOW}")
    return " ".join(value.split())


def _last(name: str, stated: Mapping[str, str]) -> str:
    """Return whom the name means in the end: a correction may lead to a name that is corrected too."""
    passed = [name]
    while (one := stated[passed[-1]]) in stated:
        if one in passed:
            raise SidecarError(f"{SPEAKERS} leads {one!r} back to itself: {_HOW}")
        passed.append(one)
    return one
