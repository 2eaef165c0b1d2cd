"""Where sentences begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

from embeddings.documents import FILLER, Span
from embeddings.language.word_lists import word_list

TITLES = word_list(__file__, "titles")
"""Abbreviated titles, which a name follows."""
_ABBREVIATIONS = TITLES | word_list(__file__, "never close a sentence")
_NUMBERED = word_list(__file__, "before a number")
"""Abbreviations that a number follows."""
_CLOSING = word_list(__file__, "may also close a sentence")
"""Abbreviations that may also end a sentence: a word that commonly begins one must follow."""
_OPENERS = word_list(__file__, "open a sentence")
"""Words that begin sentences and seldom stand capitalised within one."""

_STOP = re.compile(
    r"(?P<cjk>[。！？｡]+[”’」』）】]*)"
    r"|(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]\ufdd0]*)(?=(?P<gap>\s+|)(?P<open>[\"'“‘«„([\ufdd0]*)(?P<next>\w|[^\w\s]|\Z))"
    r"|(?P<blank>\n[ \t\r\f\v]*\n)"
)
_WORD_BEFORE = 24
"""How far back the word before a stop is read; no abbreviation is longer."""
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of the span in order, stripped of white space; they hold all its visible characters."""
    inside = span.of(text)
    ends = [0, *(_end(match) for match in _STOP.finditer(inside) if _ends(inside, match)), len(inside)]
    pieces = (Span(a, b).shifted(span.start).stripped(text) for a, b in pairwise(ends) if a < b)
    return tuple(piece for piece in pieces if len(piece))


def _end(match: re.Match[str]) -> int:
    return match.end("close") if match["stop"] else match.end()


def _ends(text: str, match: re.Match[str]) -> bool:
    """Return whether a sentence ends at the stop."""
    if not match["stop"]:
        return True
    following = match["next"]
    if not following:
        return True
    if not match["gap"]:
        return _glued(text, match)
    if following.islower() or following in ",;:)]-–—―":
        return False
    return match["stop"] != "." or not _abbreviates(text, match)


def _glued(text: str, match: re.Match[str]) -> bool:
    """Return whether a lost break glued two sentences, as in ``2011.He``; a dotted name, ``Foo.Bar``, is one word."""
    word, following = _word_before(text, match), _first_word(text, match.start("next"))
    if not following.istitle():
        return False
    return bool(match["close"].strip(FILLER)) or (
        len(word) > 1 and (following.lower() in _OPENERS or not word.istitle())
    )


def _abbreviates(text: str, match: re.Match[str]) -> bool:
    """Return whether the stop belongs to an abbreviation within a sentence."""
    word = _word_before(text, match)
    if match["close"].strip(FILLER) or not word:
        return False
    if word.lower() in _NUMBERED:
        return match["next"].isdigit()
    if word.lower() in _ABBREVIATIONS:
        return True
    if word.lower() not in _CLOSING and not _INITIALS.fullmatch(word):
        return False
    return word != "I" and _first_word(text, match.start("next")).lower() not in _OPENERS


def _word_before(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - _WORD_BEFORE) : match.start()].replace(FILLER, "")
    word = _LAST_WORD.search(before)
    return word[1] if word else ""


def _first_word(text: str, start: int) -> str:
    word = _FIRST_WORD.match(text[start : start + _WORD_BEFORE].replace(FILLER, ""))
    return word[0] if word else ""
