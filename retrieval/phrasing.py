"""How a question is put: whether it asks for somebody's words, whose, and what about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from embeddings.annotating.cues import cues

_WORD = re.compile(r"[\w.&’'-]*\w(?:['’]s\b)?|[,;:?!]")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_AUXILIARIES = frozenset(
    ["did", "does", "do", "has", "have", "had", "is", "was", "are", "were", "will", "would", "can", "could"]
)
_ASKING = frozenset(["what", "who", "whom", "which", "when", "where", "why", "how", "whose"])
_SPEECH = frozenset(
    [
        "statement",
        "statements",
        "remark",
        "remarks",
        "comment",
        "comments",
        "quote",
        "quotes",
        "quotation",
        "quotations",
        "word",
        "words",
        "reaction",
        "reactions",
        "response",
        "responses",
        "view",
        "views",
        "position",
        "opinion",
        "opinions",
        "speech",
        "tweet",
        "tweets",
        "claim",
        "claims",
        "reply",
        "answer",
        "answers",
        "letter",
        "warning",
        "warnings",
        "testimony",
        "stance",
    ]
)
_NEWS = frozenset(["latest", "news", "anything", "something", "everything", "more", "newest", "recent"])
_ABOUT = frozenset(
    ["about", "on", "regarding", "concerning", "over", "of", "to", "that", "whether", "against", "for", "with"]
)
_NOBODY = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "this",
        "that",
        "these",
        "those",
        "people",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "one",
        "others",
        "else",
    ]
)
_FILLERS = frozenset(
    [
        "the",
        "a",
        "an",
        "please",
        "tell",
        "me",
        "show",
        "give",
        "us",
        "find",
        "list",
        "all",
        "any",
        "some",
        "there",
        "and",
        "or",
        "so",
        "then",
        "ever",
        "just",
        "exactly",
        "actually",
        "recently",
        "lately",
    ]
)
_ARTICLES = frozenset({"the", "a", "an"})
_PLAINEST = frozenset({"say", "said", "saying", "tell", "told"})
"""Verbs that are no part of a name, as "state" is of "state department"."""
_LONGEST_SUBJECT = 8
"""Words of the longest speaker's name that is looked for."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question's parts."""

    topic: str
    reports: bool = False
    """Whether it asks for what somebody says or thinks."""
    core: bool = False
    """Whether it asks for words that can be quoted, not for what somebody thinks or wants."""
    subject: str | None = None
    """Whose words it asks for, as it is put; None where anybody's."""
    sure: bool = False
    """Whether the subject stands where only a speaker can."""

    @property
    def names_somebody(self) -> bool:
        """Whether the subject is a name: written with a capital, or too short a phrase to be anything else."""
        words = (self.subject or "").split()
        return any(word[:1].isupper() for word in words) or len(words) == 1


def phrasing(text: str) -> Phrasing:
    """Return how the question, its words for time taken out, is put."""
    words = _WORD.findall(text)
    for reading in (_asked, _who, _owned, _by, _news, _according, _stated, _on):
        found = reading(words)
        if found is not None:
            return found
    bare = _content(words)
    if 0 < len(words) <= _LONGEST_SUBJECT // 2 and words[0][:1].isupper():
        return Phrasing("", reports=True, core=True, subject=" ".join(words).strip(" ?!.,;:"))
    return Phrasing(" ".join(bare) or text)


def _asked(words: list[str]) -> Phrasing | None:
    """Return the parts of "what did SUBJECT say about TOPIC"."""
    start = next((at for at, word in enumerate(words) if word.lower() in _AUXILIARIES), None)
    if start is None or not ({word.lower() for word in words[:start]} & _ASKING or start == 0):
        return None
    reach = range(start + 1, min(len(words), start + 2 + _LONGEST_SUBJECT))
    verbs = [
        at for at in reach if words[at] in cues() and any(w.lower() not in _ARTICLES for w in words[start + 1 : at])
    ]
    verb = next((at for at in verbs if words[at] in _PLAINEST), next(iter(verbs), None))
    if verb is None:
        return None
    subject = words[start + 1 : verb]
    while subject and subject[-1].lower() in _AUXILIARIES | {"been", "to", "ever", "not", "also", "publicly"}:
        subject.pop()
    asked = [word for word in words[:start] if word.lower() not in _ASKING]
    return _reported(subject, [*asked, *words[verb + 1 :]], core=_is_core(words[verb]))


def _who(words: list[str]) -> Phrasing | None:
    """Return the parts of "who said that TOPIC"."""
    if not words or words[0].lower() != "who":
        return None
    rest = words[1:]
    while rest and rest[0].lower() in _AUXILIARIES | {"been", "ever", "else"}:
        rest = rest[1:]
    if not rest or rest[0].lower() not in cues() or not _is_core(rest[0]):
        return None
    return Phrasing(" ".join(_content(rest[1:])), reports=True, core=True)


def _owned(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT's statement on TOPIC"."""
    for at, word in enumerate(words):
        if word.lower() in _SPEECH:
            for before in range(max(0, at - 3), at):
                if _POSSESSIVE.search(words[before]):
                    subject = _name_ending_at(words, before)
                    return _reported(subject, [*words[before + 1 : at], *words[at + 1 :]], core=True)
    return None


def _by(words: list[str]) -> Phrasing | None:
    """Return the parts of "statements by SUBJECT on TOPIC"."""
    for at, word in enumerate(words[:-1]):
        if word.lower() in _SPEECH:
            for by in range(at + 1, min(len(words) - 1, at + 3)):
                if words[by].lower() in {"by", "from", "of"}:
                    return _reported(*_split_subject(words[by + 1 :]), core=True)
    return None


def _news(words: list[str]) -> Phrasing | None:
    """Return the parts of "latest from SUBJECT on TOPIC"."""
    for at, word in enumerate(words[:-1]):
        if word.lower() in {"from", "by"} and at and words[at - 1].lower() in _NEWS:
            return _reported(*_split_subject(words[at + 1 :]), core=True)
    return None


def _according(words: list[str]) -> Phrasing | None:
    """Return the parts of "TOPIC according to SUBJECT"."""
    for at in range(len(words) - 2):
        if (words[at].lower(), words[at + 1].lower()) == ("according", "to"):
            subject, rest = _split_subject(words[at + 2 :])
            found = _reported(subject, [*words[:at], *rest], core=True)
            return Phrasing(found.topic, found.reports, found.core, found.subject)
    return None


def _stated(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT said TOPIC"."""
    if not words or words[0].lower() in _ASKING | _AUXILIARIES:
        return None
    verb = next((at for at, word in enumerate(words[: _LONGEST_SUBJECT + 1]) if word.lower() in cues()), None)
    if not verb or not _is_core(words[verb]):
        return None
    found = _reported(words[:verb], words[verb + 1 :], core=True)
    return Phrasing(found.topic, found.reports, found.core, found.subject)


def _on(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT on TOPIC"."""
    at = next((at for at, word in enumerate(words) if word.lower() in {"on", "about"}), None)
    if not at or at > _LONGEST_SUBJECT // 2 or not words[0][:1].isupper() or words[0].lower() in _ASKING:
        return None
    found = _reported(words[:at], words[at + 1 :], core=True)
    return Phrasing(found.topic, found.reports, found.core, found.subject)


def _reported(subject: list[str], topic: list[str], *, core: bool) -> Phrasing:
    name = " ".join(word for word in subject if word not in ",;:?!")
    name = _POSSESSIVE.sub("", re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE))
    nobody = not name or name.lower() in _NOBODY
    return Phrasing(" ".join(_content(topic)), reports=True, core=core, subject=None if nobody else name, sure=True)


def _split_subject(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the words up to the preposition that opens the topic, and the words behind it."""
    end = next(
        (at for at, word in enumerate(words) if (at and word.lower() in _ABOUT - {"of"}) or word in ",;:?!"), None
    )
    return (words, []) if end is None else (words[:end], words[end:])


def _name_ending_at(words: list[str], last: int) -> list[str]:
    first = last
    while first and words[first - 1].lower() not in _ASKING | _AUXILIARIES | _ABOUT | _FILLERS | {"in"}:
        first -= 1
    return words[first : last + 1]


def _content(words: list[str]) -> list[str]:
    """Return the words that say what it is about."""
    kept = [word for word in words if word not in ",;:?!" and word.lower() not in _ASKING | _AUXILIARIES | _FILLERS]
    while kept and kept[0].lower() in _ABOUT:
        kept = kept[1:]
    while kept and kept[-1].lower() in _ABOUT | {"in", "at", "from", "by"}:
        kept = kept[:-1]
    return kept


@cache
def _is_core(word: str) -> bool:
    """Return whether the verb reports words that can be quoted."""
    cue = cues().get(word.lower())
    return cue is not None and "q" in cue.frames
