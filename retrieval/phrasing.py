"""How a question is put: whether it asks for somebody's words, whose, and what about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from embeddings.annotating.cues import Morph, cues
from embeddings.annotating.vocabulary import listed

_CONTRACTED = re.compile(r"^(what|who|where|when|how)(?:['’]s|s(?= ))\b", re.IGNORECASE)
_WORD = re.compile(r"[\w.&’'-]*\w(?:['’]s\b|['’](?=\s|$))?|[,;:?!]")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_MARKS = frozenset(",;:?!")
_ASKING = listed("what who whom which when where why how whose")
_BASE = listed("did does do will would can could might may should shall must")
_SUPPORTS = _BASE | listed("has have had")
"""Verbs that stand before the subject of a question whose main verb reports."""
_AUXILIARIES = _SUPPORTS | listed("is was are were been be")
_PLAIN = listed("say tell comment remark announce tweet")
"""Verbs that do nothing but report words: who is asked for with one either speaks or does not."""
_ANSWERING = listed("reply respond write ask comment")
"""Verbs that report even without words behind them."""
_NOT_REPORTING = listed("add continue begin conclude charge understand see show find")
"""Verbs that report in an article, beside quoted words, and mean something else in a question."""
_SPOKE = listed("spoke talked mentioned")
_WORDS = listed("statement statements remark remarks comment comments quote quotes quotation quotations tweet tweets")
"""Nouns that are nothing but words that somebody said."""
_OPINIONS = listed(
    "reaction reactions response responses view views position opinion opinions speech claim claims reply warning "
    "warnings testimony stance"
)
_NEWEST = listed("latest newest recent")
_NEWS = listed("latest news anything something everything more newest recent")
_ABOUT = listed("about on regarding concerning over of to that whether against for with")
_NOBODY = listed(
    "i we you he she it they him her them this that these those people anyone anybody someone somebody everyone "
    "everybody one others else his their there"
)
_ARTICLES = listed("the a an")
_FILLERS = _ARTICLES | listed(
    "please tell me show give find list all any some there and or so then ever just exactly actually recently lately"
)
_GREETING = r"(?:(?:hi|hello|hey|ok|okay|so|well|and|but)\b[\s,]*)*"
_REQUEST = (
    r"(?:(?:can|could|would|will) you (?:please |kindly )?(?:tell|show|find|give) (?:me|us)?"
    r"|(?:please |pls )?(?:tell|show|give|find) (?:me|us)|i(?:'d| would) like to know|i want to know"
    r"|do you (?:know|remember)|i wonder|please|pls)"
)
_POLITE = re.compile(rf"^{_GREETING}(?:{_REQUEST}\b[\s,:]*)?", re.IGNORECASE)
_LONGEST_SUBJECT = 8
"""Words of the longest speaker's name that is looked for."""
_QUESTION_HEAD = 4
"""Words before the verb in "what else about oil did"."""
_LONGEST_NAME = 4
"""Words of a question that may be nothing but a name."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question's parts."""

    topic: str
    reports: bool = False
    """Whether it asks for what somebody says or thinks."""
    plain: bool = False
    """Whether only words that were said can answer it."""
    subject: str | None = None
    """Whose words it asks for, as it is put; None where anybody's."""
    sure: bool = False
    """Whether the subject stands where only a speaker can."""
    newest: bool = False
    """Whether it asks for the latest."""


def phrasing(text: str) -> Phrasing:
    """Return how the question, its words for time taken out, is put."""
    quiet = text.lower() if text.isupper() else text
    words = _WORD.findall(_CONTRACTED.sub(r"\1", _POLITE.sub("", quiet)))
    readings = (reading(words) for reading in _READINGS)
    found = next((found for found in readings if found is not None), None) or Phrasing(
        " ".join(_content(words)) or text
    )
    return replace(found, newest=bool(words) and bool(_NEWEST & {word.lower() for word in words[:_LONGEST_NAME]}))


def _asked(words: list[str]) -> Phrasing | None:
    """Return the parts of "what did SUBJECT say about TOPIC"."""
    head = words[: _QUESTION_HEAD + 1]
    start = next(
        (at for at, word in enumerate(head) if word in _SUPPORTS or (not at and word.lower() in _SUPPORTS)), None
    )
    if start is None or (start and words[0].lower() == "who"):
        return None
    verb = _main_verb(words, start)
    if verb is None:
        return None
    subject = words[start + 1 : verb]
    while subject and subject[-1] in _AUXILIARIES | {"to", "ever", "not", "also", "publicly", "just"}:
        subject.pop()
    asked = words[1:start]  # the first is the question word, however it is spelt
    return _reported(subject, [*asked, *words[verb + 1 :]], plain=_is_plain(words[verb]), sure=True)


def _main_verb(words: list[str], support: int) -> int | None:
    """Return the place of the reporting verb that goes with the support: "did … say", "has … said"."""
    reach = range(support + 2, min(len(words), support + 2 + _LONGEST_SUBJECT))
    wanted = {Morph.PRESENT} if words[support].lower() in _BASE else {Morph.PAST, Morph.GERUND}
    fitting = [
        at
        for at in reach
        if _reports(words[at].lower() if words[at].lower() in _PLAIN else words[at])
        and cues()[words[at].lower()].morph in wanted
        and not _is_article_only(words[support + 1 : at])
    ]
    return next((at for at in fitting if _is_plain(words[at])), next(iter(fitting), None))


def _is_article_only(words: list[str]) -> bool:
    return all(word.lower() in _ARTICLES for word in words)


def _who(words: list[str]) -> Phrasing | None:
    """Return the parts of "who said that TOPIC"."""
    if not words or words[0].lower() != "who":
        return None
    rest = words[1:]
    while rest and rest[0].lower() in {"has", "have", "had", "else", "ever", "also"}:
        rest = rest[1:]
    if not rest:
        return None
    plain = _is_plain(rest[0]) or rest[0].lower() in _SPOKE
    if not plain and not (_reports(rest[0]) and "that" in rest[1:2]):
        return None
    return Phrasing(" ".join(_content(rest[1:])), reports=True, plain=plain)


def _owned(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT's statement on TOPIC"."""
    for at, word in enumerate(words):
        if word.lower() in _WORDS | _OPINIONS:
            for before in range(max(0, at - 3), at):
                if _POSSESSIVE.search(words[before]):
                    topic = [*words[before + 1 : at], *words[at + 1 :]]
                    plain = word.lower() in _WORDS
                    return _reported(_name_ending_at(words, before), topic, plain=plain, sure=plain)
    return None


def _by(words: list[str]) -> Phrasing | None:
    """Return the parts of "statements by SUBJECT on TOPIC"."""
    at = next((at for at, word in enumerate(words[:_LONGEST_NAME]) if word.lower() in _WORDS), None)
    if at is None:
        return None
    for by in range(at + 1, min(len(words) - 1, at + 3)):
        if words[by].lower() in {"by", "from", "of"}:
            return _reported(*_split_subject(words[by + 1 :]), plain=True, sure=True)
    return _reported(words[:at], words[at + 1 :], plain=True, sure=False)


def _said_by(words: list[str]) -> Phrasing | None:
    """Return the parts of "what was said by SUBJECT about TOPIC"."""
    for at, word in enumerate(words[: _LONGEST_NAME + 1]):
        if at and _is_plain(word) and words[at + 1 : at + 2] == ["by"]:
            return _reported(*_split_subject(words[at + 2 :]), plain=True, sure=True)
    return None


def _news(words: list[str]) -> Phrasing | None:
    """Return the parts of "latest from SUBJECT on TOPIC"."""
    for at, word in enumerate(words[:_LONGEST_NAME]):
        if word.lower() in {"from", "by"} and at and words[at - 1].lower() in _NEWS:
            return _reported(*_split_subject(words[at + 1 :]), plain=True, sure=True)
    return None


def _according(words: list[str]) -> Phrasing | None:
    """Return the parts of "TOPIC according to SUBJECT"."""
    for at in range(len(words) - 2):
        if (words[at].lower(), words[at + 1].lower()) == ("according", "to"):
            subject, rest = _split_subject(words[at + 2 :])
            return _reported(subject, [*words[:at], *rest], plain=False, sure=False)
    return None


def _stated(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT said TOPIC"."""
    sure = bool(words) and words[0].lower() == "what"
    words = words[1:] if sure else words
    if not words or words[0].lower() in _ASKING | _AUXILIARIES:
        return None
    verb = next((at for at, word in enumerate(words[: _LONGEST_SUBJECT + 1]) if at and _is_plain(word)), None)
    return None if verb is None else _reported(words[:verb], words[verb + 1 :], plain=True, sure=sure)


def _on(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT on TOPIC"."""
    at = next((at for at, word in enumerate(words) if word.lower() in {"on", "about"} or word == ":"), None)
    if not at or at > _LONGEST_NAME or words[0].lower() in _ASKING | _AUXILIARIES:
        return None
    return _reported(words[:at], words[at + 1 :], plain=True, sure=False)


def _name(words: list[str]) -> Phrasing | None:
    """Return the parts of a question that is nothing but "SUBJECT"."""
    bare = [word for word in words if word not in _MARKS]
    if not 0 < len(bare) <= _LONGEST_NAME or bare[0].lower() in _ASKING | _AUXILIARIES:
        return None
    return _reported(bare, [], plain=True, sure=False)


def _reported(subject: list[str], topic: list[str], *, plain: bool, sure: bool) -> Phrasing:
    words = [word for word in subject if word not in _MARKS]
    while words and words[0].lower() in _ARTICLES | {"is", "there"}:
        words = words[1:]
    name = _POSSESSIVE.sub("", " ".join(words))
    parts = Phrasing(" ".join(_content(topic)), reports=True, plain=plain)
    return parts if not name or name.lower() in _NOBODY else replace(parts, subject=name, sure=sure)


def _split_subject(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the words up to the preposition that opens the topic, and the words behind it."""
    end = next(
        (at for at, word in enumerate(words) if at and (word.lower() in _ABOUT - {"of"} or word in _MARKS)), None
    )
    return (words, []) if end is None else (words[:end], words[end:])


def _name_ending_at(words: list[str], last: int) -> list[str]:
    first = last
    while first and words[first - 1].lower() not in _ASKING | _AUXILIARIES | _ABOUT | _FILLERS | {"in"}:
        first -= 1
    return words[first : last + 1]


def _content(words: list[str]) -> list[str]:
    """Return the words that say what it is about."""
    kept = [word for word in words if word not in _MARKS and word.lower() not in _ASKING | _AUXILIARIES | _FILLERS]
    while kept and kept[0].lower() in _ABOUT:
        kept = kept[1:]
    while kept and kept[-1].lower() in _ABOUT | {"in", "at", "from", "by"}:
        kept = kept[:-1]
    return kept


@cache
def _reports(word: str) -> bool:
    """Return whether the word, in lower case as it stands, is a verb that asks for words or thoughts."""
    cue = cues().get(word)
    if cue is None or cue.lemma in _NOT_REPORTING:
        return False
    return cue.frames.startswith(("qcb", "cb", "io")) or cue.lemma in _PLAIN | _ANSWERING


@cache
def _is_plain(word: str) -> bool:
    cue = cues().get(word.lower())
    return cue is not None and cue.lemma in _PLAIN


_READINGS = (_who, _asked, _said_by, _owned, _by, _news, _according, _stated, _on, _name)
