"""The words with which a question asks for what somebody said: verbs, nouns, and what stands between them."""

from __future__ import annotations

from functools import lru_cache

from embeddings.language.reporting_verbs import NOUNS, cues, says
from embeddings.language.word_lists import listed

AND = listed("and or & vs versus")
"""Words that join names, as a comma does."""
PAIRED = listed("both either neither")
ASKING = listed("what who whom which when where why how whose")
"""Question words."""
BASE = listed("did does do will would can could might may should shall must")
SUPPORTS = BASE | listed("has have had")
"""Verbs that stand before the subject of a question whose main verb reports."""
AUXILIARIES = SUPPORTS | listed("is was are were been being be")
BETWEEN = AUXILIARIES | listed("to ever not also publicly just")
"""Words between the subject and its verb."""
PLAIN = listed("say tell comment remark announce tweet")
"""Verbs that do nothing but report words: who is asked for with one either speaks or does not."""
ANSWERING = listed("reply respond write ask comment mention")
"""Verbs that report even without words behind them."""
NOT_REPORTING = listed("add continue begin conclude charge understand see show find read relate figure")
"""Verbs that report in an article, beside quoted words, and mean something else in a question."""
SPOKE = listed("spoke talked mentioned")
WORDS = listed("statement statements remark remarks comment comments quote quotes quotation quotations tweet tweets")
"""Nouns that are nothing but words that somebody said."""
OPINIONS = frozenset().union(*NOUNS.values()) - WORDS | listed(
    "reaction reactions response responses opinions speech reply testimony stance thinking take attitude feelings"
)
OPINIONS -= listed("attack attacks plan plans decision report reports charge charges support")
"""Nouns that report what somebody says, thinks or wants."""
LIGHT = listed(
    "make made give gave given issue issued release released take took taken have had hold held express expressed"
)
"""Verbs that mean little beside such a noun: "make a statement"."""
NEWEST = listed("latest newest recent")
NEWS = listed("latest news anything something everything more newest recent")
ABOUT = listed("about on regarding concerning over of to that whether against for with")
NOBODY = listed(
    "i we you he she it they him her them this that these those people anyone anybody someone somebody everyone "
    "everybody one others else his their there"
)
ARTICLES = listed("the a an")
OF = listed("from of at in")
"""Between anybody and the body that he speaks for: "anyone from the State Department"."""
TALKERS = listed("i we you")
"""Who asks and who answers: "what should I say" and "what do you think" ask for nobody's words."""
TOLD = listed("did has have had")
FILLERS = ARTICLES | listed(
    "please tell me show give find list all any some there and or so then ever just exactly actually recently lately "
    "else anything something everything nothing publicly"
)
BEFORE_VERB = listed("has have had else ever also publicly")
BEFORE_GERUND = BEFORE_VERB | listed("is was are were been")
"""Words between "who" and its verb."""


def after(words: list[str], verb: int) -> str:
    """Return the word after the verb, past an adverb: of "spoken publicly about" it is "about"."""
    return next((word.lower() for word in words[verb + 1 : verb + 3] if not word.endswith("ly")), "")


def tells(words: list[str], at: int) -> bool:
    """Return whether the verb there has somebody say something: "warned", "called for", "thinks that"."""
    verb, following = words[at].lower(), after(words, at)
    if is_plain(verb) or verb in SPOKE or (reports(verb) and following == "that"):
        return True
    cue = cues().get(verb)
    return cue is not None and cue.lemma not in NOT_REPORTING | {"write"} and says(verb, following)


@lru_cache(maxsize=4096)
def reports(word: str) -> bool:
    """Return whether the word, in lower case as it stands, is a verb that asks for words or thoughts."""
    cue = cues().get(word)
    if cue is None or cue.lemma in NOT_REPORTING:
        return False
    return cue.frames.startswith(("qcb", "cb", "io")) or cue.lemma in PLAIN | ANSWERING


@lru_cache(maxsize=4096)
def asks_words(word: str, following: str) -> bool:
    """Return whether the word, in lower case as it stands, is a verb with which somebody's words are asked for."""
    cue = cues().get(word)
    return reports(word) or (cue is not None and cue.lemma not in NOT_REPORTING and says(word, following))


@lru_cache(maxsize=4096)
def is_plain(word: str) -> bool:
    """Return whether the word is a verb that does nothing but report words."""
    cue = cues().get(word.lower())
    return cue is not None and cue.lemma in PLAIN
