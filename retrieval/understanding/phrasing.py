"""Reads how a question is put: whether it asks for somebody's words, whose, and about what."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.understanding import fragments, interrogatives
from retrieval.understanding.courtesy import asking_sentences
from retrieval.understanding.parts import LONGEST_NAME, Phrasing, content
from retrieval.understanding.question_words import NEWEST

_CONTRACTED = re.compile(r"^(what|who|where|when|how)(?:['’]s|s(?= ))\b", re.IGNORECASE)
_QUOTED_AS = re.compile(r"\b(?:is|was|are|were|has|have) (?P<name>.+?) (?:been )?quoted as saying\b", re.IGNORECASE)
_TOLD_PRESS = re.compile(r"\b(?:tell|(?P<past>told)) (?:reporters|journalists|the (?:press|media))\b", re.IGNORECASE)
"""Whom somebody speaks to, who does not matter to what is said."""
_WORD = re.compile(r"[\w.&’'-]*\w(?:['’]s\b|['’](?=\s|$))?|[,;:?!]")
_READINGS = (*interrogatives.READINGS, *fragments.READINGS)


def phrasing(text: str) -> Phrasing:
    """Return how a question without its words for time is put; of several sentences, the last that names somebody."""
    parts = [_read(sentence) for sentence in asking_sentences(text.lower() if text.isupper() else text)]
    return max(parts, key=lambda sentence: (bool(sentence.subject), sentence.reports))


def _read(sentence: str) -> Phrasing:
    plain = _QUOTED_AS.sub(r"did \g<name> say", _CONTRACTED.sub(r"\1", sentence))
    words = _WORD.findall(_TOLD_PRESS.sub(lambda told: "said" if told["past"] else "say", plain))
    readings = (reading(words) for reading in _READINGS)
    parts = next(filter(None, readings), None) or Phrasing(" ".join(content(words)) or sentence)
    return replace(parts, newest=not NEWEST.isdisjoint(word.lower() for word in words[:LONGEST_NAME]))
