"""How a question is put: whether it asks for somebody's words, whose, and what about."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.understanding import fragments, interrogatives
from retrieval.understanding.courtesy import asking_sentences
from retrieval.understanding.parts import LONGEST_NAME, Phrasing, content
from retrieval.understanding.question_words import NEWEST

_CONTRACTED = re.compile(r"^(what|who|where|when|how)(?:['’]s|s(?= ))\b", re.IGNORECASE)
_WORD = re.compile(r"[\w.&’'-]*\w(?:['’]s\b|['’](?=\s|$))?|[,;:?!]")
_READINGS = (*interrogatives.READINGS, *fragments.READINGS)


def phrasing(text: str) -> Phrasing:
    """Return how the question, its words for time taken out, is put; of several, the last that names somebody."""
    read = [_read(each) for each in asking_sentences(text.lower() if text.isupper() else text)]
    return next((each for each in read if each.subject), next((each for each in read if each.reports), read[0]))


def _read(sentence: str) -> Phrasing:
    words = _WORD.findall(_CONTRACTED.sub(r"\1", sentence))
    readings = (reading(words) for reading in _READINGS)
    found = next((found for found in readings if found is not None), None)
    newest = not NEWEST.isdisjoint(word.lower() for word in words[:LONGEST_NAME])
    return replace(found or Phrasing(" ".join(content(words)) or sentence), newest=newest)
