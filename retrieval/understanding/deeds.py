"""Who did what to whom: the roles that a question gives, and whether a passage gives them the other way round."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.given_names import is_given_name
from embeddings.language.sentences import sentences
from embeddings.language.word_classes import is_function_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.indexing.passage_index import PassageIndex

_ASKED_OF = re.compile(r"\W*(?:who|whom|what|when|where|why|how|which)\b.*?\bdid (?P<rest>\S.*)", re.IGNORECASE)
"""Names who did it: "why did Palin read …"."""
_ASKED_FOR = re.compile(
    r"\W*who (?:(?:ha(?:s|ve|d)|will|would) )?"
    r"(?P<rest>(?!(?:is|was|were|are|did|do|does|be|said|says)\b)[a-z]\w* \S.*)",
    re.IGNORECASE,
)
"""Asks who did it: "who endorsed Perry"."""
_WORD = re.compile(r"[^\W_][\w.-]*[^\W_]|[^\W_]|['’]s\b")
_POSSESSIVE = frozenset({"'s", "’s"})
_PASSIVE = frozenset({"am", "are", "be", "been", "being", "got", "is", "was", "were"})
_MAY = frozenset({"could", "may", "might", "would"})
"""Before a verb whose deed is not told, only thought possible."""
_FROM = frozenset({"by", "from"})
"""Before the one who did it, behind a verb or its noun: "an endorsement from Perry"."""
_DETERMINERS = frozenset({"a", "an", "her", "his", "its", "their", "the"})
_PRONOUNS = frozenset({"he", "i", "she", "they", "we"})
_SHORTEST = 3
"""Letters of the shortest verb that is compared."""
_NO_PARTICIPLE = ("al", "ful", "ing", "ive", "ous")
"""Endings of what makes no passive behind "is": "was critical of", "is supporting"."""
_AHEAD = 14
"""Words behind a verb in which whom it was done to stands: "his endorsement of Texas Senator Ted Cruz"."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a question says was done: the verb as the index knows it, who did it, or to whom it was done."""

    verb: frozenset[str]
    agent: str = ""
    """The last word of the name; empty where it is asked for."""
    patient: str = ""
    """The same of whom it was done to."""
    given: str = ""
    """The word before it in the name; empty where there is none."""


def deed(question: str, index: PassageIndex) -> Deed | None:
    """Return what the question says was done; None where it gives no roles."""
    if match := _ASKED_OF.match(question):
        words = _WORD.findall(match["rest"])
        end = _name_end(words)
        if end and words[end:] and words[end] not in _POSSESSIVE:
            return Deed(frozenset(index.terms_of(words[end])), agent=words[end - 1].lower(), given=_given(words[:end]))
    elif match := _ASKED_FOR.match(question):
        verb, *words = _WORD.findall(match["rest"])
        end = _name_end(words)
        if end and words[end : end + 1] != ["'s"] and (words[end - 1][:1].isupper() or end > 1):
            return Deed(frozenset(index.terms_of(verb)), patient=words[end - 1].lower(), given=_given(words[:end]))
    return None


def as_asked(deed: Deed, passage: str, index: PassageIndex) -> bool | None:
    """Return whether the passage tells the deed with the roles as asked, or the other way round; None if neither."""
    tellings = [
        telling
        for sentence in sentences(passage, Span(0, len(passage)))
        for telling in _tellings(deed, _without_namesakes(deed, _WORD.findall(sentence.of(passage))), index)
    ]
    return max(tellings) if tellings else None


def _given(name: Sequence[str]) -> str:
    return name[-2].lower() if len(name) > 1 else ""


def _without_namesakes(deed: Deed, words: Sequence[str]) -> list[str]:
    """Return the words with each surname of somebody else cleared: "Bill Clinton" where Hillary is asked about."""
    named = deed.agent or deed.patient
    pairs = zip(["", *words], words, strict=False)
    return ["" if word.lower() == named and _is_another(first, word, deed.given) else word for first, word in pairs]


def _is_another(first: str, surname: str, given: str) -> bool:
    return bool(given) and first[:1].isupper() and first.lower() != given and is_given_name(first, surname)


def _tellings(deed: Deed, words: Sequence[str], index: PassageIndex) -> list[bool]:
    """Return for each place that tells of the verb whether the roles are as asked; of unclear ones nothing."""
    lower = [word.lower() for word in words]
    if (deed.agent or deed.patient) not in lower:
        return []
    verbs = (at for at, word in enumerate(lower) if at and len(word) >= _SHORTEST and deed.verb & index.terms_of(word))
    return [telling for at in verbs if (telling := _telling(deed, words, at)) is not None]


def _telling(deed: Deed, words: Sequence[str], at: int) -> bool | None:
    """Return whether the verb there is told with the roles as asked; None where it is unclear."""
    before, behind = words[:at], words[at + 1 : at + 1 + _AHEAD]
    aside = {word.lower() for word in words[max(0, at - 2) : at]}
    if not _MAY.isdisjoint(aside):
        return None
    is_passive = (not _PASSIVE.isdisjoint(aside) and not words[at].endswith(_NO_PARTICIPLE)) or behind[:1] == ["by"]
    # In the active voice who did it stands before the verb; in the passive to whom it was done.
    here, there = (before, behind) if bool(deed.agent) != is_passive else (behind, before)
    name = deed.agent or deed.patient
    if not is_passive and _comes_from(name, behind):
        return True if deed.agent else False if _names_somebody(before) else None
    if name in map(str.lower, here):
        return True
    is_clear = is_passive or _source(behind) == len(behind)
    return False if is_clear and name in map(str.lower, there) and _names_somebody(here) else None


def _comes_from(name: str, behind: Sequence[str]) -> bool:
    """Return whether the name stands behind a verb's noun as who did it: "an endorsement from Perry"."""
    words, source = [word.lower() for word in behind], _source(behind)
    return name in words[source:] and name not in words[:source]


def _source(behind: Sequence[str]) -> int:
    """Return where "by" or "from" stands before somebody, and not as in "leading from behind"; the end if nowhere."""
    pairs = enumerate(zip(behind, [*behind[1:], ""], strict=False))
    return next((at for at, (word, after) in pairs if word.lower() in _FROM and _opens_name(after)), len(behind))


def _opens_name(word: str) -> bool:
    return word.lower() in _DETERMINERS or not is_function_word(word.lower())


def _names_somebody(words: Sequence[str]) -> bool:
    """Return whether a name or a pronoun for somebody is among the words."""
    capitals = (word.lower() for word in words if word[:1].isupper())
    return not _PRONOUNS.isdisjoint(map(str.lower, words)) or any(not is_function_word(word) for word in capitals)


def _name_end(words: Sequence[str]) -> int:
    """Return how many words the name takes that opens the list: its capitals, a full name, or one word; 0 for none.

    Only where nothing has a capital may a name have none: "why did palin read it", not "did foreign clones of DATAPAC".
    """
    capitals = next((at for at, word in enumerate(words) if not word[:1].isupper()), len(words))
    if any(word[:1].isupper() for word in words) or not words or is_function_word(words[0].lower()):
        return capitals
    return 2 if len(words) > 1 and is_given_name(words[0].title(), words[1].title()) else 1
