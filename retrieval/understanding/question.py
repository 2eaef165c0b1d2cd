"""A question's words to a query: who, when, in which outlet, what about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from embeddings.dates.mentions import dates_in
from embeddings.documents import Period
from embeddings.errors import QuestionError
from embeddings.language.given_names import is_given_name
from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import word_list
from embeddings.people.names import given_and_surname, person
from retrieval.understanding.courtesy import without_courtesy
from retrieval.understanding.parts import Phrasing, group_noun
from retrieval.understanding.phrasing import phrasing
from retrieval.understanding.query import Kind, Query
from retrieval.understanding.question_words import ASKING

if TYPE_CHECKING:
    from retrieval.understanding.named_in_corpus import Vocabulary, Voice

LONGEST = 2000
"""Characters of a question at most; more is a text, and the encoder would read only its beginning."""
_LONGEST_QUOTING = 4096
"""Characters of a message whose quotations are checked: as many as a message in Telegram has."""
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_SPELT_OUT = {
    r"\bthis (?:morning|afternoon|evening)\b": "today",
    r"\blast night\b": "yesterday",
    rf"^(?=(?:{_MONTH})\s*[:,–—-])": "in ",  # "May: what did Pompeo say"
    rf",\s*(?=(?:{_MONTH})\W*$)": " in ",  # "Pompeo, March"
}
"""Words for days that the grammar of dates leaves to a question, and what they stand for."""
_LAST = re.compile(rf"\b(?:last|this|past) (?=(?:{_MONTH}|spring|summer|fall|autumn|winter)\b)", re.IGNORECASE)
"""Before a month or a season these words ask for the latest in the corpus, as the bare word does."""
_ALL_WORDS = "what did {} say"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
"""Words that are quoted: never a condition."""
_ASKED_FOR = re.compile(r"\b(?:what|which|how many|how much|any|each|every)\s+$", re.IGNORECASE)
"""Before a word for time: the question asks for the time and gives none."""
_SINCE = re.compile(r"^(?:since|after|from)\b", re.IGNORECASE)
_ABOUT_A_DAY = re.compile(
    r"(?:what(?:['’]s| is| was| has)? ?(?:happened|happening|going on|the news|new)?|any news|news|events?)\W*$",
    re.IGNORECASE,
)
"""A question for a day's news, the words for the day taken out."""
_TIME_WORDS = word_list(__file__, "before dates") | word_list(__file__, "latest")
_OUTLET = (
    r"(?:\b(?:articles?|stories|story|reports?|coverage|printed|published|written)\s+)?"
    r"\b(?:according\s+to|in|by|from|to|of)\s+(?:the\s+)?{}(?!\w)"
)


def interpret(question: str, vocabulary: Vocabulary) -> Query:
    """Return what the question asks for; where it leaves the year open, ``period`` is the latest possible.

    Raises QuestionError if it is empty, has no word, or is too long.
    """
    if not any(character.isalnum() for character in question):
        raise QuestionError("the question is empty: ask in words, such as: what did Pompeo say in April")
    longest = _LONGEST_QUOTING if _QUOTED.search(question) else LONGEST
    if len(question) > longest:
        raise QuestionError(f"the question has {len(question):,} characters: ask in at most {longest:,}")
    readable = " ".join("".join(each if each.isprintable() else " " for each in question).split())
    dated = _days_spelt_out(readable, vocabulary)
    query, rest = _with_period(Query(question, topic=readable, text=readable), dated, vocabulary)
    query, rest = _with_outlet(query, rest, vocabulary)
    if _ABOUT_A_DAY.match(rest):
        return replace(query, topic="")
    query = _with_speaker(query, rest, vocabulary)
    # However somebody's words are asked for, "quotes from her" or "tell me what she said", the same comes first.
    return replace(query, text=_ALL_WORDS.format(_called(query.speaker or ""))) if _asks_all_words(query) else query


def _called(name: str) -> str:
    """Return how passages call the speaker: a person by the surname."""
    return given_and_surname(name)[1] if person(name) == name else name


def _asks_all_words(query: Query) -> bool:
    return bool(query.reported and query.speakers and not query.topic)


def _days_spelt_out(text: str, vocabulary: Vocabulary) -> str:
    """Return the text with parts of a day as the day, and with the "in" that a month at its ends leaves out."""
    for pattern, words in _SPELT_OUT.items():
        text = re.sub(pattern, words, text, count=1, flags=re.IGNORECASE)
    *name, last = text.rstrip(" ?.!").split() or [""]
    if last.lower() == "may" and _is_all_name(name, vocabulary) and not _is_all_name([*name, last], vocabulary):
        return f"{' '.join(name)} in {last}"
    return text


def _is_all_name(words: list[str], vocabulary: Vocabulary) -> bool:
    leading = vocabulary.leading_voice(words)
    return leading is not None and leading[1] == len(words)


def _with_period(query: Query, text: str, vocabulary: Vocabulary) -> tuple[Query, str]:
    """Return the query with its period, and the text without the words for it; quoted words are no condition."""
    plain = _LAST.sub(lambda words: "in".ljust(len(words[0])), _QUOTED.sub(lambda words: "x" * len(words[0]), text))
    dates = dates_in(plain, vocabulary.today, vocabulary.newest or vocabulary.today, vocabulary.years)
    if dates is None or _ASKED_FOR.search(text[: dates.span.start]):
        return query, text
    span, since = dates.span, bool(_SINCE.search(dates.span.of(text)))
    possible = tuple(_within(period, vocabulary, since=since) for period in dates.periods)
    before = _LAST.sub("", text[: span.start]).rstrip()
    while before.rsplit(" ", 1)[-1].lower() in _TIME_WORDS and before:
        before = before.rpartition(" ")[0]
    rest = f"{before} {text[span.end :].lstrip()}".strip()
    return replace(
        query,
        periods=possible,
        period=possible[0],
        counted_from=dates.counted_from,
        last=bool(_LAST.search(text[max(0, span.start - len("last ")) : span.end])),
        time_words=span.of(text),
    ), rest


def _within(period: Period, vocabulary: Vocabulary, *, since: bool) -> Period:
    """Return the period with an open end closed where the corpus begins or ends."""
    days = vocabulary.days
    if days is None:
        return period
    earliest = date(min(vocabulary.years, default=days.first.year), 1, 1)  # words are older than their printing
    first = max(period.first, min(earliest, period.last)) if period.first == date.min else period.first
    last = max(first, days.last) if since else period.last
    return Period(first, last, period.inferred)


def _with_outlet(query: Query, text: str, vocabulary: Vocabulary) -> tuple[Query, str]:
    """Return the query limited to the outlets that it names, and the text without the words for them."""
    outlets = set[str]()
    for key, name in vocabulary.publishers.items():
        if key not in text.lower():
            continue
        without = re.sub(_OUTLET.format(re.escape(key)), " ", text, flags=re.IGNORECASE)
        if without != text:
            outlets.add(name)
            text = " ".join(without.split()).lstrip(" ,:")
    return replace(query, publishers=frozenset(outlets)), text


def _with_speaker(query: Query, text: str, vocabulary: Vocabulary) -> Query:
    """Return the query with its speaker and topic."""
    asked = phrasing(text)
    query = replace(query, newest=asked.newest)
    if asked.subject is None:
        return _by_anybody(query, asked) if asked.reports else _led_by_name(query, text, vocabulary)
    if asked.sure and (group := _group(asked.subject, vocabulary)):
        topic = f"{asked.subject} {asked.topic}".strip()
        return replace(_by_anybody(query, replace(asked, topic=topic)), group=group)
    voice = vocabulary.voice(asked.subject, is_common=asked.is_common)
    is_named = voice is not None and (asked.sure or _is_name(asked.subject, voice))
    by_speaker = _spoken_by(query, voice, asked) if voice and is_named else None
    if outlet := vocabulary.outlet(asked.subject):
        return replace(_printed_by(query, outlet, asked), otherwise=by_speaker)
    if by_speaker:
        likely = _by_likely_holder(query, asked, vocabulary)
        return (
            replace(by_speaker, otherwise=likely) if likely and likely.speakers != by_speaker.speakers else by_speaker
        )
    return _by_no_speaker(query, text, asked, vocabulary)


def _by_no_speaker(query: Query, text: str, asked: Phrasing, vocabulary: Vocabulary) -> Query:
    """Return the query whose subject is no speaker of the corpus."""
    if asked.subject is None:
        return query
    is_words_of = asked.plain and asked.topic and not asked.sure  # "Jo Bly statement on oil"; "apple pie" is a search
    if is_words_of and _is_full_name(asked.subject) and not vocabulary.prints(asked.subject):
        return _of_unknown(query, asked, vocabulary)
    if not asked.sure or not asked.plain:
        return _led_by_name(query, text, vocabulary)
    return replace(_of_unknown(query, asked, vocabulary), otherwise=_by_likely_holder(query, asked, vocabulary))


def _group(subject: str, vocabulary: Vocabulary) -> str:
    """Return the plain noun by which the subject means many people; empty for a name such as "sanders"."""
    noun = group_noun(subject)
    return noun if noun and vocabulary.prints(noun) and not vocabulary.is_name(subject) else ""


def _by_likely_holder(query: Query, asked: Phrasing, vocabulary: Vocabulary) -> Query | None:
    """Return the query for the words of who probably holds the office that is asked for; None where nobody does."""
    voice = vocabulary.likely_holder(asked.subject or "")
    return _spoken_by(query, voice, asked) if voice else None


def _is_name(phrase: str, voice: Voice) -> bool:
    """Return whether the phrase is sure to be a speaker's name where other words may stand too."""
    if voice.respelt or not phrase.islower():
        return not voice.respelt
    return voice.name != voice.name.lower() and not is_function_word(phrase)


def _of_unknown(query: Query, asked: Phrasing, vocabulary: Vocabulary) -> Query:
    """Return the query for words of somebody who is no speaker of the corpus: a stranger, or a plain noun."""
    if asked.subject and _is_stranger(asked.subject, vocabulary):
        return replace(
            query, kind=Kind.STATEMENT, topic=asked.topic, speaker=asked.subject, strangers=True, reported=True
        )
    return _by_anybody(query, replace(asked, topic=f"{asked.subject} {asked.topic}".strip()))


def _printed_by(query: Query, outlet: str, asked: Phrasing) -> Query:
    """Return the query for what the outlet printed on the topic."""
    topic = asked.topic or query.text
    return replace(query, publishers=query.publishers | {outlet}, topic=topic, text=topic)


def _is_full_name(name: str) -> bool:
    """Return whether the name, however it is cased, opens with a given name and has a surname."""
    first, *_, last = name.title().split() * 2
    return " " in name and is_given_name(first, last) and not is_function_word(name.rsplit(maxsplit=1)[-1].lower())


def _is_stranger(name: str, vocabulary: Vocabulary) -> bool:
    """Return whether the name is somebody's whom the corpus does not know, and no plain noun such as "voters"."""
    knows_office = vocabulary.knows_office(name)
    if knows_office is not None:
        return not knows_office
    return _is_full_name(name) or name.rsplit(maxsplit=1)[-1][:1].isupper() or not vocabulary.prints(name)


def _by_anybody(query: Query, asked: Phrasing) -> Query:
    return replace(query, kind=Kind.STATEMENT, topic=asked.topic, reported=asked.plain)


def _spoken_by(query: Query, voice: Voice, asked: Phrasing) -> Query:
    return replace(
        query,
        kind=Kind.STATEMENT,
        topic=asked.topic,
        speaker=voice.name,
        speakers=voice.speakers,
        reported=asked.plain,
        respelt=voice.respelt,
        joint=voice.joint,
        unknown=voice.unknown,
    )


def _led_by_name(query: Query, text: str, vocabulary: Vocabulary) -> Query:
    """Return the query for a name alone, with days, or "on" a topic; "obama syria red line" is a plain search."""
    bare = without_courtesy(text)
    words = bare.strip(" ?!.").split()
    leading = vocabulary.leading_voice(words) if len(words) <= _TERSE else None
    voice, end = leading or (None, 0)
    is_search = words[end:] and words[end].lower() not in {"on", "about"}
    if voice is None or is_search or _asks(bare) or _is_sentence(words[end:]):
        about = _ABOUT.sub("", bare) or query.text
        # No passage prints the wish for the latest.
        asked = about if query.newest and about != bare else query.text
        return replace(query, kind=Kind.FACT, topic=about, text=asked)
    topic = [word for word in words[end:] if word.lower() not in {"on", "about", "statement", "statements", "quotes"}]
    return _spoken_by(query, voice, Phrasing(" ".join(topic), reports=True, plain=True))


def _asks(text: str) -> bool:
    """Return whether "will" or "may" opens a question and is no name: "Will Carter go?"."""
    return text.endswith("?") and is_function_word(text.split(maxsplit=1)[0].lower())


_ABOUT = re.compile(
    r"^(?:(?:(?:what(?:['’]s| is| are)|any|the)\s+)*(?:more|latest|newest|recent)\s+"
    r"(?:(?:news|updates?|developments?)\s+)?)?"
    r"(?:about|on|regarding|concerning|(?<=[^\s] )(?:in|with|from|of))\s+",
    re.IGNORECASE,
)
_TERSE = 6
"""Words of a question at most that is a name and a topic, and no sentence."""


def _is_sentence(words: list[str]) -> bool:
    """Return whether the words behind a name say or ask something of it, and are no topic."""
    return words[:1] != [] and (words[0].lower() in _VERBS or not ASKING.isdisjoint(words))


_VERBS = word_list(__file__, "predicates")
