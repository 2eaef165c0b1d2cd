"""Tells a question or message whose quotations are to be checked from one that only names something in marks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import reports_speech
from embeddings.language.word_lists import word_list
from embeddings.speech.quotations import is_titled
from retrieval.checking.claims import claims_in, claims_in_line

if TYPE_CHECKING:
    from retrieval.checking.claims import Claim
    from retrieval.understanding.query import Query

_MARK = re.compile(r"[\"“”„‟«»「」『』‘’‚‹›`']")
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_CHECK = re.compile(
    rf"\W*(?:please\W+)?{word_list(__file__, 'check').pattern}\b(?:\W+{word_list(__file__, 'checked').pattern}\b)*\W*?"
    r"(?=[\w\"“„«‘'\[]|$)",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"\b{word_list(__file__, 'persons').pattern}\b", re.IGNORECASE)
_OPENING, _THINGS = word_list(__file__, "opening"), word_list(__file__, "asking for things")
_BETWEEN, _PREPOSITIONS = word_list(__file__, "between"), word_list(__file__, "prepositions")
_LABEL = re.compile(r"(?:\A|\n)[^\n?!]*\w\W{0,2}:\W*\Z")
"""What stands before a quotation behind a name and a colon: "Pompeo: “…”"."""
_SIGNATURE = re.compile(r"[^\w\n(—–-]*\s*(?:[—–-]+|\()\s*[A-Z][^\n?!]*(?:\n|\Z)")
"""What stands behind a quotation that is signed: "“…” — Pompeo"."""
_SENTENCE = 6
"""Words of a quotation that is somebody's sentence wherever it stands: what is only named in marks seldom has more
than five, as in `is_speech`."""
_ALONE = 3
"""Words of a quotation that stands alone and is checked: fewer are a name or a term to search for."""


def claims_asked(text: str) -> list[Claim]:
    """Return the quotations that the text wants checked; none where it asks for something else.

    "Who said “…”?" wants that, and so do "check: …", a message that quotes, and a quotation alone; "what did he say
    about “…”?" does not.
    """
    if asked := _CHECK.match(text):
        claimed = text[asked.end() :].strip()
        return claims_in(claimed) or claims_in_line(claimed) if claimed else []
    claims = claims_in(text) if _MARK.search(text) else []
    return claims if claims and _is_check(text, claims) else []


def quotes_somebody(text: str) -> bool:
    """Return whether the text holds a quotation that is more than a name or a term in marks."""
    return bool(_MARK.search(text)) and any(_length(claim) >= _ALONE for claim in claims_in(text))


def spoken_by(claim: Claim, query: Query) -> Claim:
    """Return the claim with the speaker whom the conversation means by "he"."""
    if claim.speaker or not query.carried_over or not _PERSON.search(claim.around):
        return claim
    return replace(claim, speaker=query.speaker)


def _is_check(text: str, claims: list[Claim]) -> bool:
    bounds = [0, *(edge for claim in claims for edge in claim.quoted), len(text)]
    around = [text[first:last] for first, last in zip(bounds[::2], bounds[1::2], strict=True)]
    words = [word.lower() for word in _WORD.findall(_MARK.sub(" ", " ".join(around)))]
    if not words:
        return any(_length(claim) >= _ALONE for claim in claims)
    if "?" in "".join(around) or words[0] in _OPENING:
        return any(_is_said(claim) or _is_sentence(claim, words[0]) for claim in claims)
    return around[-1].rstrip()[-1:] in {".", "!"} or any(_is_said(claim) or _is_signed(claim) for claim in claims)


def _is_said(claim: Claim) -> bool:
    """Return whether a verb of saying has the quotation as its object: "did he say “…”"."""
    before = _WORD.findall(claim.text[: claim.quoted.start].lower())
    while before and before[-1] in _BETWEEN:
        before.pop()
    is_object = bool(before) and before[-1] not in _PREPOSITIONS and reports_speech(before[-1])
    return is_object and not _is_title(claim)


def _is_signed(claim: Claim) -> bool:
    """Return whether a name stands before the quotation with a colon, or behind it with a dash, as in posts."""
    before, after = claim.text[: claim.quoted.start], claim.text[claim.quoted.end :]
    is_signed = bool(_LABEL.search(before) or _SIGNATURE.match(after))
    return is_signed and _length(claim) >= _ALONE and not _is_title(claim)


def _is_sentence(claim: Claim, first_word: str) -> bool:
    """Return whether a question that asks for no thing holds a whole sentence of somebody's."""
    before = _WORD.findall(claim.text[: claim.quoted.start].lower())[-1:]
    named = first_word in _THINGS or _is_title(claim) or (before and before[0] in _PREPOSITIONS)
    return _length(claim) >= _SENTENCE and not named


def _is_title(claim: Claim) -> bool:
    words = claim.quotation.split()
    return is_titled(words) and any(word[:1].isupper() for word in words[1:])


def _length(claim: Claim) -> int:
    return len(_WORD.findall(claim.quotation))
