"""The words with which a question asks for what somebody said: verbs, nouns, and what stands between them."""

from __future__ import annotations

from functools import cache, lru_cache

from embeddings.language.reporting_verbs import NOUNS, cues, says
from embeddings.language.word_lists import word_list

AND = word_list(__file__, "joining")
"""Words that join names, as a comma does."""
PAIRED = word_list(__file__, "paired")
ASKING = word_list(__file__, "asking")
"""Question words."""
BASE = word_list(__file__, "support")
SUPPORTS = BASE | word_list(__file__, "have")
"""Verbs that stand before the subject of a question whose main verb reports."""
AUXILIARIES = SUPPORTS | word_list(__file__, "be")
BETWEEN = AUXILIARIES | word_list(__file__, "between")
"""Words between the subject and its verb."""
PLAIN = word_list(__file__, "plain verbs")
"""Verbs that only report words: a question with one asks for nothing but somebody's words."""
ANSWERING = word_list(__file__, "answering verbs")
"""Verbs that report even without words behind them."""
CALLING = word_list(__file__, "calling verbs")
"""Verbs that give somebody a name: "what did Haddad call him"."""
NOT_REPORTING = word_list(__file__, "not reporting")
"""Verbs that report in an article, beside quoted words, and mean something else in a question."""
SPOKE = word_list(__file__, "spoke")
WORDS = word_list(__file__, "words")
"""Nouns for words that somebody said."""
LIGHT = word_list(__file__, "light verbs")
"""Verbs that mean little beside such a noun: "make a statement"."""
NEWEST = word_list(__file__, "newest")
NEWS = word_list(__file__, "news")
ABOUT = word_list(__file__, "about")
NOBODY = word_list(__file__, "nobody")
ARTICLES = word_list(__file__, "articles")
COLLECTIVES = word_list(__file__, "collectives")
"""Nouns for many people without the plural's ending."""
BEFORE_PLACE = word_list(__file__, "before place")
"""Words behind a noun for people that tell which: "people in Charlotte"."""
OF = word_list(__file__, "of")
"""Between anybody and the body that he speaks for: "anyone from the State Department"."""
TALKERS = word_list(__file__, "talkers")
"""Who asks and who answers: "what should I say" and "what do you think" ask for nobody's words."""
PAST = word_list(__file__, "past")
FILLERS = ARTICLES | word_list(__file__, "fillers")
EMPTY = ASKING | AUXILIARIES | FILLERS
"""Words that say nothing of what a question is about."""
TRAILING = ABOUT | word_list(__file__, "trailing")
"""Prepositions that are left over behind a topic."""
BEFORE_NAME = ASKING | AUXILIARIES | ABOUT | FILLERS | word_list(__file__, "inside")
"""Words that end a name on its left, unless they join it to another."""
BEFORE_VERB = word_list(__file__, "before verb")
BEFORE_GERUND = BEFORE_VERB | word_list(__file__, "before gerund")
"""Words between "who" and its verb."""


@cache
def speech_nouns() -> frozenset[str]:
    """Return the nouns that report what somebody says, thinks or wants: "statement", "view", "reaction"."""
    opinions = frozenset().union(*NOUNS.values()) | word_list(__file__, "opinions")
    return (opinions - word_list(__file__, "deeds")) | WORDS.words


def after(words: list[str], verb: int) -> str:
    """Return the word after the verb, past an adverb: of "spoken publicly about" it is "about"."""
    return next((word.lower() for word in words[verb + 1 : verb + 3] if not word.endswith("ly")), "")


def tells(words: list[str], at: int) -> bool:
    """Return whether the verb there has somebody say something: "warned", "called for", "thinks that"."""
    verb, following = words[at].lower(), after(words, at)
    if is_plain(verb) or verb in SPOKE or (reports(verb) and following == "that"):
        return True
    cue = cues().get(verb)
    return cue is not None and cue.lemma not in NOT_REPORTING and cue.lemma != "write" and says(verb, following)


@lru_cache(maxsize=1024)
def reports(word: str) -> bool:
    """Return whether the word, in lower case as it stands, is a verb that asks for words or thoughts."""
    cue = cues().get(word)
    if cue is None or cue.lemma in NOT_REPORTING:
        return False
    return cue.frames.startswith(("qcb", "cb", "io")) or cue.lemma in PLAIN | ANSWERING


@lru_cache(maxsize=1024)
def asks_words(word: str, following: str) -> bool:
    """Return whether the word, in lower case as it stands, is a verb with which somebody's words are asked for."""
    cue = cues().get(word)
    if cue is not None and cue.lemma in CALLING:
        return True
    return reports(word) or (cue is not None and cue.lemma not in NOT_REPORTING and says(word, following))


@lru_cache(maxsize=1024)
def is_plain(word: str) -> bool:
    """Return whether the word is a verb that does nothing but report words."""
    cue = cues().get(word.lower())
    return cue is not None and cue.lemma in PLAIN
