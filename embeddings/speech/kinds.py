"""Kinds of reports: whose words are printed, whose are retold, and who only thinks, wants or criticises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.documents import StatementKind
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.language.reporting_verbs import Cue

_SAYINGS = word_list(__file__, "sayings")
_WITH_PREPOSITION = word_list(__file__, "sayings with a preposition")
_NO_SAYINGS = word_list(__file__, "no sayings")


def is_saying(cue: Cue, following: str) -> bool:
    """Return whether the cue, before the following word, reports words and not what somebody thinks or wants."""
    if cue.lemma in _WITH_PREPOSITION and following in cue.prepositions:
        return True
    return cue.lemma in _SAYINGS or ("q" in cue.frames and cue.lemma not in _NO_SAYINGS)


def kind_of(letters: str, *, is_saying: bool) -> StatementKind:
    """Return the kind of a report by the letters of its content, in which ``Q`` and ``q`` stand for quote marks."""
    if letters.startswith("Q"):
        return StatementKind.DIRECT
    if "Q" in letters or "q" in letters:
        return StatementKind.MIXED
    return StatementKind.INDIRECT if is_saying else StatementKind.ATTITUDE
