"""Whole questions for somebody's words: "what did SUBJECT say about TOPIC", "who said that TOPIC"."""

from __future__ import annotations

from embeddings.language.reporting_verbs import Morph, cues
from retrieval.understanding.parts import (
    LONGEST_NAME,
    LONGEST_SUBJECT,
    Phrasing,
    content,
    reported,
    room,
    split_subject,
)
from retrieval.understanding.question_words import (
    ARTICLES,
    AUXILIARIES,
    BASE,
    BEFORE_GERUND,
    BEFORE_VERB,
    BETWEEN,
    LIGHT,
    NOBODY,
    OF,
    PAST,
    PLAIN,
    SPOKE,
    SUPPORTS,
    TALKERS,
    WORDS,
    after,
    asks_words,
    is_plain,
    speech_nouns,
    tells,
)

_BEFORE_VERB_MOST = 4
"""Words between "who" and its verb at most: "who else has also said"."""
_QUESTION_HEAD = 4
"""Words before the support verb at most: "what else about oil did"."""


def _who(words: list[str]) -> Phrasing | None:
    """Return the parts of "who said that TOPIC", "which senators warned about TOPIC"."""
    if words[1:2] == ["who"]:  # "senators who warned" are "which senators warned"
        words = ["which", words[0], *words[2:]] if words[0].lower() not in NOBODY else words[1:]
    first = words[0].lower() if words else ""
    among = first == "which" or (words[1:2] != [] and words[1].lower() in OF)
    farthest = (_BEFORE_VERB_MOST + LONGEST_NAME * among) * (first in {"who", "which"})
    at = next((at for at in range(1, min(len(words), farthest)) if tells(words, at)), None)
    if at is None:
        return None
    asked = words[1:at]
    while asked and asked[-1].lower() in (BEFORE_GERUND if words[at].endswith("ing") else BEFORE_VERB):
        asked = asked[:-1]
    if bool(asked) != among or not AUXILIARIES.isdisjoint(asked) or not words[at].islower():
        return None
    plain = not asked and (is_plain(words[at]) or words[at].lower() in SPOKE)
    return Phrasing(" ".join(content([*asked, *words[at + 1 :]])), reports=True, plain=plain)


def _made(words: list[str]) -> Phrasing | None:
    """Return the parts of "what comments did SUBJECT make on TOPIC"."""
    start = _support(words) or 0
    nouns = {word.lower() for word in words[1:start]} & speech_nouns()
    ahead = range(start + 2, min(len(words), start + 2 + room(words[start + 1 :], LONGEST_SUBJECT)))
    verb = next((at for at in ahead if words[at].lower() in LIGHT), None)
    if not nouns or verb is None:
        return None
    plain = not nouns.isdisjoint(WORDS)
    return reported(words[start + 1 : verb], words[verb + 1 :], plain=plain, sure=plain)


def _asked(words: list[str]) -> Phrasing | None:
    """Return the parts of "what did SUBJECT say about TOPIC"."""
    start = _support(words)
    if start is None or (start and words[0].lower() == "who"):
        return None
    verb = _main_verb(words, start)
    if verb is None:
        return None
    subject = words[start + 1 : verb]
    while subject and subject[-1] in BETWEEN and (len(subject) > 1 or subject[0] not in BASE):
        subject.pop()
    if not subject and start > 1:
        return None
    past = is_plain(words[verb]) and words[start].lower() in PAST
    if not past and not TALKERS.isdisjoint(word.lower() for word in subject):
        return None
    asked = words[1:start]  # the first is the question word, however it is spelt
    return reported(subject, [*asked, *words[verb + 1 :]], plain=is_plain(words[verb]), sure=True)


def _said_by(words: list[str]) -> Phrasing | None:
    """Return the parts of "what was said by SUBJECT about TOPIC", "what is being said about TOPIC"."""
    at = next((at for at, word in enumerate(words[: LONGEST_NAME + 1]) if at and is_plain(word)), None)
    if at is None:
        return None
    if words[at + 1 : at + 2] == ["by"]:
        return reported(*split_subject(words[at + 2 :]), plain=True, sure=True)
    passive = at > 1 and words[0].lower() == "what" and set(words[1:at]) <= AUXILIARIES
    return reported([], words[at + 1 :], plain=False, sure=False) if passive else None


def _support(words: list[str]) -> int | None:
    """Return the place of the support verb: of "did" in "what else about oil did SUBJECT say"."""
    head = enumerate(words[: _QUESTION_HEAD + 1])
    return next((at for at, word in head if word in SUPPORTS or (not at and word.lower() in SUPPORTS)), None)


def _main_verb(words: list[str], support: int) -> int | None:
    """Return the place of the reporting verb that agrees with the support verb: "did … say", "has … said"."""
    reach = range(support + 2, min(len(words), support + 2 + room(words[support + 1 :], LONGEST_SUBJECT)))
    wanted = {Morph.PRESENT} if words[support].lower() in BASE else {Morph.PAST, Morph.GERUND}
    fitting = [
        at
        for at in reach
        if asks_words(words[at].lower() if words[at].lower() in PLAIN else words[at], after(words, at))
        and cues()[words[at].lower()].morph in (wanted | {Morph.PAST} if words[at - 1] == "have" else wanted)
        and not _is_article_only(words[support + 1 : at])
    ]
    return next((at for at in fitting if is_plain(words[at])), next(iter(fitting), None))


def _is_article_only(words: list[str]) -> bool:
    return all(word.lower() in ARTICLES for word in words)


READINGS = (_who, _made, _asked, _said_by)
