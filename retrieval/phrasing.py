"""How a question is put: whether it asks for somebody's words, whose, and what about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from embeddings.annotating.cues import NOUNS, Morph, cues, says
from embeddings.annotating.vocabulary import listed
from retrieval.courtesy import asking_sentences

_CONTRACTED = re.compile(r"^(what|who|where|when|how)(?:['’]s|s(?= ))\b", re.IGNORECASE)
_WORD = re.compile(r"[\w.&’'-]*\w(?:['’]s\b|['’](?=\s|$))?|[,;:?!]")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?=$| (?:and|or|&) | ,)")
_MARKS = frozenset(",;:?!")
_AND = listed("and or & vs versus")
"""Words that join names, as a comma does."""
_PAIRED = listed("both either neither")
ASKING = listed("what who whom which when where why how whose")
"""Question words."""
_BASE = listed("did does do will would can could might may should shall must")
_SUPPORTS = _BASE | listed("has have had")
"""Verbs that stand before the subject of a question whose main verb reports."""
_AUXILIARIES = _SUPPORTS | listed("is was are were been being be")
_BETWEEN = _AUXILIARIES | listed("to ever not also publicly just")
"""Words between the subject and its verb."""
_PLAIN = listed("say tell comment remark announce tweet")
"""Verbs that do nothing but report words: who is asked for with one either speaks or does not."""
_ANSWERING = listed("reply respond write ask comment mention")
"""Verbs that report even without words behind them."""
_NOT_REPORTING = listed("add continue begin conclude charge understand see show find read relate figure")
"""Verbs that report in an article, beside quoted words, and mean something else in a question."""
_SPOKE = listed("spoke talked mentioned")
_WORDS = listed("statement statements remark remarks comment comments quote quotes quotation quotations tweet tweets")
"""Nouns that are nothing but words that somebody said."""
_OPINIONS = frozenset().union(*NOUNS.values()) - _WORDS | listed(
    "reaction reactions response responses opinions speech reply testimony stance thinking take attitude feelings"
)
_OPINIONS -= listed("attack attacks plan plans decision report reports charge charges support")
"""Nouns that report what somebody says, thinks or wants."""
_LIGHT = listed(
    "make made give gave given issue issued release released take took taken have had hold held express expressed"
)
"""Verbs that mean little beside such a noun: "make a statement"."""
_NEWEST = listed("latest newest recent")
_NEWS = listed("latest news anything something everything more newest recent")
_ABOUT = listed("about on regarding concerning over of to that whether against for with")
_NOBODY = listed(
    "i we you he she it they him her them this that these those people anyone anybody someone somebody everyone "
    "everybody one others else his their there"
)
_ARTICLES = listed("the a an")
_OF = listed("from of at in")
"""Between anybody and the body that he speaks for: "anyone from the State Department"."""
_TALKERS = listed("i we you")
"""Who asks and who answers: "what should I say" and "what do you think" ask for nobody's words."""
_TOLD = listed("did has have had")
_FILLERS = _ARTICLES | listed(
    "please tell me show give find list all any some there and or so then ever just exactly actually recently lately "
    "else anything something everything nothing publicly"
)
_BEFORE_VERB = listed("has have had else ever also publicly")
_BEFORE_GERUND = _BEFORE_VERB | listed("is was are were been")
"""Words between "who" and its verb."""
_BEFORE_VERB_MOST = 4
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
    """Return how the question, its words for time taken out, is put; of several, the last that names somebody."""
    read = [_read(each) for each in asking_sentences(text.lower() if text.isupper() else text)]
    return next((each for each in read if each.subject), next((each for each in read if each.reports), read[0]))


def _read(sentence: str) -> Phrasing:
    words = _WORD.findall(_CONTRACTED.sub(r"\1", sentence))
    readings = (reading(words) for reading in _READINGS)
    found = next((found for found in readings if found is not None), None)
    newest = not _NEWEST.isdisjoint(word.lower() for word in words[:_LONGEST_NAME])
    return replace(found or Phrasing(" ".join(_content(words)) or sentence), newest=newest)


def _asked(words: list[str]) -> Phrasing | None:
    """Return the parts of "what did SUBJECT say about TOPIC"."""
    start = _support(words)
    if start is None or (start and words[0].lower() == "who"):
        return None
    verb = _main_verb(words, start)
    if verb is None:
        return None
    subject = words[start + 1 : verb]
    while subject and subject[-1] in _BETWEEN and (len(subject) > 1 or subject[0] not in _BASE):
        subject.pop()
    if not subject and start > 1:
        return None
    told = _is_plain(words[verb]) and words[start].lower() in _TOLD
    if not told and not _TALKERS.isdisjoint(word.lower() for word in subject):
        return None
    asked = words[1:start]  # the first is the question word, however it is spelt
    return _reported(subject, [*asked, *words[verb + 1 :]], plain=_is_plain(words[verb]), sure=True)


def _support(words: list[str]) -> int | None:
    """Return the place of the verb before the subject: of "did" in "what else about oil did SUBJECT say"."""
    head = enumerate(words[: _QUESTION_HEAD + 1])
    return next((at for at, word in head if word in _SUPPORTS or (not at and word.lower() in _SUPPORTS)), None)


def _made(words: list[str]) -> Phrasing | None:
    """Return the parts of "what comments did SUBJECT make on TOPIC"."""
    start = _support(words) or 0
    nouns = {word.lower() for word in words[1:start]} & (_WORDS | _OPINIONS)
    ahead = range(start + 2, min(len(words), start + 2 + _room(words[start + 1 :], _LONGEST_SUBJECT)))
    verb = next((at for at in ahead if words[at].lower() in _LIGHT), None)
    if not nouns or verb is None:
        return None
    plain = not nouns.isdisjoint(_WORDS)
    return _reported(words[start + 1 : verb], words[verb + 1 :], plain=plain, sure=plain)


def _main_verb(words: list[str], support: int) -> int | None:
    """Return the place of the reporting verb that goes with the support: "did … say", "has … said"."""
    reach = range(support + 2, min(len(words), support + 2 + _room(words[support + 1 :], _LONGEST_SUBJECT)))
    wanted = {Morph.PRESENT} if words[support].lower() in _BASE else {Morph.PAST, Morph.GERUND}
    fitting = [
        at
        for at in reach
        if _asks_words(words[at].lower() if words[at].lower() in _PLAIN else words[at], _after(words, at))
        and cues()[words[at].lower()].morph in (wanted | {Morph.PAST} if words[at - 1] == "have" else wanted)
        and not _is_article_only(words[support + 1 : at])
    ]
    return next((at for at in fitting if _is_plain(words[at])), next(iter(fitting), None))


def _after(words: list[str], verb: int) -> str:
    """Return the word after the verb, past an adverb: of "spoken publicly about" it is "about"."""
    return next((word.lower() for word in words[verb + 1 : verb + 3] if not word.endswith("ly")), "")


def _is_article_only(words: list[str]) -> bool:
    return all(word.lower() in _ARTICLES for word in words)


def _room(words: list[str], most: int) -> int:
    """Return how many words the names at the beginning may have, of which each has at most so many."""
    end = most
    while joined := [at for at, word in enumerate(words[:end]) if word in _AND | {","} and at + 1 + most > end]:
        end = joined[-1] + 1 + most
    return end


def _who(words: list[str]) -> Phrasing | None:
    """Return the parts of "who said that TOPIC", "which senators warned about TOPIC"."""
    if words[1:2] == ["who"]:  # "senators who warned" are "which senators warned"
        words = ["which", words[0], *words[2:]] if words[0].lower() not in _NOBODY else words[1:]
    first = words[0].lower() if words else ""
    among = first == "which" or (words[1:2] != [] and words[1].lower() in _OF)
    farthest = (_BEFORE_VERB_MOST + _LONGEST_NAME * among) * (first in {"who", "which"})
    at = next((at for at in range(1, min(len(words), farthest)) if _tells(words, at)), None)
    if at is None:
        return None
    asked = words[1:at]
    while asked and asked[-1].lower() in (_BEFORE_GERUND if words[at].endswith("ing") else _BEFORE_VERB):
        asked = asked[:-1]
    if bool(asked) != among or not _AUXILIARIES.isdisjoint(asked) or not words[at].islower():
        return None
    plain = not asked and (_is_plain(words[at]) or words[at].lower() in _SPOKE)
    return Phrasing(" ".join(_content([*asked, *words[at + 1 :]])), reports=True, plain=plain)


def _tells(words: list[str], at: int) -> bool:
    """Return whether the verb there has somebody say something: "warned", "called for", "thinks that"."""
    verb, following = words[at].lower(), _after(words, at)
    if _is_plain(verb) or verb in _SPOKE or (_reports(verb) and following == "that"):
        return True
    cue = cues().get(verb)
    return cue is not None and cue.lemma not in _NOT_REPORTING | {"write"} and says(verb, following)


def _owned(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT's statement on TOPIC"."""
    for at, word in enumerate(words):
        if word.lower() in _WORDS | _OPINIONS:
            for before in range(at - 1, max(-1, at - 4), -1):
                if _POSSESSIVE.search(words[before]):
                    topic = [*words[before + 1 : at], *words[at + 1 :]]
                    plain = word.lower() in _WORDS
                    return _reported(_name_ending_at(words, before), topic, plain=plain, sure=plain)
    return None


def _by(words: list[str]) -> Phrasing | None:
    """Return the parts of "statements by SUBJECT on TOPIC"."""
    at = next((at for at, word in enumerate(words[: _LONGEST_NAME + 1]) if word.lower() in _WORDS | _OPINIONS), None)
    if at is None:
        return None
    plain = words[at].lower() in _WORDS
    for by in range(at + 1, min(len(words) - 1, at + 3)):
        if words[by].lower() in {"by", "from", "of"}:
            return _reported(*_split_subject(words[by + 1 :]), plain=plain, sure=plain)
    if at == _LONGEST_NAME or not (plain or _opens_topic(words, at)):
        return None
    return _reported(words[:at], words[at + 1 :], plain=plain, sure=False)


def _opens_topic(words: list[str], noun: int) -> bool:
    """Return whether somebody stands before the noun and a topic behind it: "the U.N. position on fuel"."""
    following = {word.lower() for word in words[noun + 1 : noun + 2]}
    return noun > 0 and words[0].lower() not in ASKING | _AUXILIARIES and not following.isdisjoint(_ABOUT)


def _said_by(words: list[str]) -> Phrasing | None:
    """Return the parts of "what was said by SUBJECT about TOPIC", "what is being said about TOPIC"."""
    at = next((at for at, word in enumerate(words[: _LONGEST_NAME + 1]) if at and _is_plain(word)), None)
    if at is None:
        return None
    if words[at + 1 : at + 2] == ["by"]:
        return _reported(*_split_subject(words[at + 2 :]), plain=True, sure=True)
    passive = at > 1 and words[0].lower() == "what" and _AUXILIARIES.issuperset(words[1:at])
    return _reported([], words[at + 1 :], plain=False, sure=False) if passive else None


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
    if not words or words[0].lower() in ASKING | _AUXILIARIES:
        return None
    ahead = range(1, min(len(words), _room(words, _LONGEST_SUBJECT) + 1))
    verb = next(
        (at for at in ahead if _is_plain(words[at]) or (sure and _asks_words(words[at], _after(words, at)))), None
    )
    subject = words[:verb]
    while len(subject) > 1 and subject[-1] in _AUXILIARIES:
        subject.pop()
    if verb is None or not _AUXILIARIES.isdisjoint(subject[1:]):
        return None
    plain = _is_plain(words[verb])
    return _reported(subject, words[verb + 1 :], plain=plain, sure=sure and plain)


def _on(words: list[str]) -> Phrasing | None:
    """Return the parts of "SUBJECT on TOPIC"."""
    at = next((at for at, word in enumerate(words) if word.lower() in {"on", "about"} or word == ":"), None)
    if not at or at > _room(words, _LONGEST_NAME) or words[0].lower() in ASKING | _AUXILIARIES:
        return None
    return _reported(words[:at], words[at + 1 :], plain=True, sure=False)


def _name(words: list[str]) -> Phrasing | None:
    """Return the parts of a question that is nothing but "SUBJECT"."""
    bare = [word for word in words if word not in _MARKS - {","}]
    if not 0 < len(bare) <= _room(bare, _LONGEST_NAME) or bare[0].lower() in ASKING | _AUXILIARIES | _ABOUT:
        return None
    if not ASKING.isdisjoint(bare):
        return None
    read = _reported(bare, [], plain=True, sure=False)
    return read if read.subject else None


def _reported(subject: list[str], topic: list[str], *, plain: bool, sure: bool) -> Phrasing:
    words = [word for word in subject if word not in _MARKS - {","}]
    if words and words[0].lower() in _NOBODY and words[1:2] and words[1].lower() in _OF and words[2:]:
        words = words[2:]
    while words and words[0].lower() in _ARTICLES | _AND | _PAIRED | {"is", "there", ","}:
        words = words[1:]
    name = _POSSESSIVE.sub("", " ".join(words).strip(" ,"))
    parts = Phrasing(" ".join(_content(topic)), reports=True, plain=plain)
    return parts if not name or name.lower() in _NOBODY else replace(parts, subject=name, sure=sure)


def _split_subject(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the words up to the preposition that opens the topic, and the words behind it."""
    ends = _ABOUT - {"of"} | ASKING | _MARKS - {","}
    end = next((at for at, word in enumerate(words) if at and word.lower() in ends), len(words))
    if _AND.isdisjoint(words[:end]) and "," in words[:end]:
        end = words.index(",")
    return words[:end], words[end:]


def _name_ending_at(words: list[str], last: int) -> list[str]:
    first = last
    while first and words[first - 1].lower() not in (ASKING | _AUXILIARIES | _ABOUT | _FILLERS | {"in"}) - _AND:
        first -= 1
    return words[first : last + 1]


def _content(words: list[str]) -> list[str]:
    """Return the words that say what it is about."""
    kept = [word for word in words if word not in _MARKS and word.lower() not in ASKING | _AUXILIARIES | _FILLERS]
    while kept and kept[0].lower() in _ABOUT:
        kept = kept[1:]
    while kept and kept[-1].lower() in _ABOUT | {"in", "at", "from", "by"}:
        kept = kept[:-1]
    return kept


@lru_cache(maxsize=4096)
def _reports(word: str) -> bool:
    """Return whether the word, in lower case as it stands, is a verb that asks for words or thoughts."""
    cue = cues().get(word)
    if cue is None or cue.lemma in _NOT_REPORTING:
        return False
    return cue.frames.startswith(("qcb", "cb", "io")) or cue.lemma in _PLAIN | _ANSWERING


@lru_cache(maxsize=4096)
def _asks_words(word: str, following: str) -> bool:
    """Return whether the word, in lower case as it stands, is a verb with which somebody's words are asked for."""
    cue = cues().get(word)
    return _reports(word) or (cue is not None and cue.lemma not in _NOT_REPORTING and says(word, following))


@lru_cache(maxsize=4096)
def _is_plain(word: str) -> bool:
    cue = cues().get(word.lower())
    return cue is not None and cue.lemma in _PLAIN


_READINGS = (_who, _made, _asked, _said_by, _owned, _by, _news, _according, _stated, _on, _name)
