"""Questions that are no sentences: "SUBJECT on TOPIC", "latest from SUBJECT", "SUBJECT's statement"."""

from __future__ import annotations

from embeddings.language.reporting_verbs import Morph, cues
from retrieval.understanding.offices import office_named
from retrieval.understanding.parts import (
    LONGEST_NAME,
    LONGEST_SUBJECT,
    MARKS,
    POSSESSIVE,
    Phrasing,
    name_ending_at,
    reported,
    room,
    split_subject,
)
from retrieval.understanding.question_words import (
    ABOUT,
    ASKING,
    AUXILIARIES,
    NEWS,
    NOT_REPORTING,
    WORDS,
    after,
    asks_words,
    is_plain,
    speech_nouns,
)


def _owned(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT's statement on TOPIC"."""
    for at, word in enumerate(words):
        if word.lower() in speech_nouns():
            for before in range(at - 1, max(-1, at - 4), -1):
                if POSSESSIVE.search(words[before]):
                    topic = [*words[before + 1 : at], *words[at + 1 :]]
                    plain = word.lower() in WORDS
                    return reported(name_ending_at(words, before), topic, plain=plain, sure=plain)
    return None


def _by(words: list[str]) -> Phrasing | None:
    """Return the parts of "statements by SUBJECT on TOPIC"."""
    at = next((at for at, word in enumerate(words[: LONGEST_NAME + 1]) if word.lower() in speech_nouns()), None)
    if at is None:
        return None
    plain = words[at].lower() in WORDS
    for by in range(at + 1, min(len(words) - 1, at + 3)):
        if words[by].lower() in {"by", "from", "of"}:
            return reported(*split_subject(words[by + 1 :]), plain=plain, sure=plain)
    if at == LONGEST_NAME or not (plain or _opens_topic(words, at)):
        return None
    return reported(words[:at], words[at + 1 :], plain=plain, sure=False)


def _opens_topic(words: list[str], noun: int) -> bool:
    """Return whether a name precedes the noun and a topic follows it: "the U.N. position on fuel"."""
    following = {word.lower() for word in words[noun + 1 : noun + 2]}
    return noun > 0 and words[0].lower() not in ASKING | AUXILIARIES and not following.isdisjoint(ABOUT)


def _news(words: list[str]) -> Phrasing | None:
    """Return the parts of "latest from SUBJECT on TOPIC"."""
    for at, word in enumerate(words[:LONGEST_NAME]):
        if word.lower() in {"from", "by"} and at and words[at - 1].lower() in NEWS:
            return reported(*split_subject(words[at + 1 :]), plain=True, sure=True)
    return None


def _according(words: list[str]) -> Phrasing | None:
    """Return the parts of "TOPIC according to SUBJECT"."""
    for at in range(len(words) - 2):
        if (words[at].lower(), words[at + 1].lower()) == ("according", "to"):
            subject, rest = split_subject(words[at + 2 :])
            return reported(subject, [*words[:at], *rest], plain=False, sure=False)
    return None


def _stated(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT said TOPIC", of "SUBJECT defends TOPIC", or of "said SUBJECT"."""
    if len(words) > 1 and is_plain(words[0]) and words[1][:1].isupper():
        return reported(*split_subject(words[1:]), plain=True, sure=False)
    sure = bool(words) and words[0].lower() == "what"
    words = words[1:] if sure else words
    if not words or words[0].lower() in ASKING | AUXILIARIES:
        return None
    ahead = range(1, min(len(words), room(words, LONGEST_SUBJECT) + 1))
    verb = next((at for at in ahead if _reports(words, at, sure=sure)), None)
    subject = words[:verb]
    while len(subject) > 1 and subject[-1] in AUXILIARIES:
        subject.pop()
    if verb is None or not AUXILIARIES.isdisjoint(subject[1:]):
        return None
    plain = is_plain(words[verb])
    return reported(subject, words[verb + 1 :], plain=plain, sure=sure and plain)


def _reports(words: list[str], at: int, *, sure: bool) -> bool:
    """Return whether the verb there reports: in a question any such verb, else one of saying, or as in a headline."""
    if is_plain(words[at]) or (sure and asks_words(words[at], after(words, at))):
        return True
    cue = cues().get(words[at])
    if sure or cue is None or cue.morph is not Morph.PRESENT or cue.lemma in NOT_REPORTING:
        return False
    return words[at].endswith("s") and at + 1 < len(words) and words[0][:1].isupper()


def _on(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT on TOPIC"."""
    at = next((at for at, word in enumerate(words) if word.lower() in {"on", "about"} or word == ":"), None)
    if not at or words[0].lower() in ASKING | AUXILIARIES:
        return None
    if at > room(words, LONGEST_SUBJECT if office_named(" ".join(words[:at])) else LONGEST_NAME):
        return None
    return reported(words[:at], words[at + 1 :], plain=True, sure=False)


def _name(words: list[str]) -> Phrasing | None:
    """Return the parts of a question that is nothing but "SUBJECT"."""
    bare = [word for word in words if word not in MARKS - {","}]
    if not 0 < len(bare) <= room(bare, LONGEST_NAME) or bare[0].lower() in ASKING | AUXILIARIES | ABOUT:
        return None
    if not ASKING.isdisjoint(bare):
        return None
    parts = reported(bare, [], plain=True, sure=False)
    return parts if parts.subject else None


READINGS = (_owned, _by, _news, _according, _stated, _on, _name)
