"""What was not said: "did not say", "declined to comment", "if he says", "has he said so?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.language.word_classes import TaggedWords

_NEGATIONS = word_list(__file__, "negations")
_UNREAL = word_list(__file__, "unreal")
_UNDONE = word_list(__file__, "undone")
_BEFORE_THINGS = word_list(__file__, "before things")
_CONDITIONS = word_list(__file__, "conditions")


def is_unsaid(stretch: TaggedWords, group: int, verb: int, source: int) -> bool:
    """Return whether the verb of saying says nothing; its auxiliaries begin at ``group``, its subject at ``source``."""
    auxiliaries = stretch.words[group:verb]
    if any(word in _NEGATIONS or word in _UNREAL for word in auxiliaries):
        return True
    return is_supposed(stretch, source)


def is_supposed(stretch: TaggedWords, source: int) -> bool:
    """Return whether the clause with its subject at ``source`` is a condition or a question: "if he wants"."""
    before = stretch.words[source - 1] if source else ""
    return before in _CONDITIONS or _is_asked(stretch, source)


def is_undone(stretch: TaggedWords, source: int, infinitive: int) -> bool:
    """Return whether the infinitive, at its "to", is only spoken of: "declined to comment", "should get to tell"."""
    if any(word in _UNREAL or word == "would" for word in stretch.words[source:infinitive]):
        return True
    at = infinitive - 1
    while at > 0 and stretch.letters[at] == "a" and stretch.words[at] not in _UNDONE:
        at -= 1
    return at >= 0 and (stretch.words[at] in _UNDONE or stretch.letters[at] in "nNdp-")


def is_only_named(stretch: TaggedWords, gerund: int) -> bool:
    """Return whether the gerund is a thing spoken of: "without saying", "it means admitting"."""
    return gerund > 0 and stretch.words[gerund - 1] in _BEFORE_THINGS


def _is_asked(stretch: TaggedWords, source: int) -> bool:
    """Return whether the clause is a question: an auxiliary stands before its subject, and a question mark ends it."""
    return stretch.letters[source - 1 : source] == "x" and "?" in stretch.words[source:]
