"""The set phrases by which a block says that it is not the article: general words of the press and of the web.

They stand in ``set_phrases.txt``: those that are a block "alone", those with which it "first" begins, and those that
tell "anywhere" in it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from embeddings.dates.vocabulary import MONTHS
from embeddings.documents import Reason
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.cleaning.blocks import Block

_SHORT = 90
"""Words of the longest block whose own phrases are believed; longer ones only talk about such things."""
_LABEL = 14
"""Words of the longest line that is a label: a date line, a byline, the heading over other stories."""
_BESIDE_A_DATE = 4
"""Words that may stand in a date line beside the date: a place, an agency, a name."""
_MONTH = "(?:sept[.]?|" + "|".join(f"{month[:3]}(?:{month[3:]}|[.])?" for month in MONTHS) + ")"
"""A month in full or shortened to three letters, "sept" too."""
_PLACE = r"[A-Z][\w.'’-]*,?(?: [A-Z][\w.'’-]*,?){0,5}"
_OPENING = re.compile(
    rf"^(?:{_PLACE} ?)?\((?P<agency>[A-Z][\w ./]{{1,40}})\) ?(?:—|–|--?) \S|"
    rf"^[A-Z]{{4,}}(?: [A-Z]{{2,}}){{0,3}}(?:, [A-Z][\w. ]{{1,20}})? ?(?:—|–|--?) \S"
)
"""The place, and often the agency, with which a news story's first paragraph opens: "PARIS (Agency) — "."""
_ATTRIBUTED_POST = re.compile(r"^[—–-]{1,2} ?.{1,80}\(@\w+\)")
"""Under a quoted post, the name and the account that it came from: part of what is quoted."""


_LONGEST = {
    Reason.NAVIGATION: 6,
    Reason.COMMENTS: 20,
    Reason.SOURCE: 40,
    Reason.FOOTER: _SHORT,
    Reason.CREDIT: 60,
    Reason.BYLINE: 20,
    Reason.PROMOTION: 50,
    Reason.CAPTION: 60,
    Reason.RELATED: _LABEL,
}
"""Words of the longest block in which a reason's phrases are believed, in the order in which the reasons are asked."""
_ALONE = {
    Reason.NAVIGATION: word_list(__file__, "navigation, alone"),
    Reason.COMMENTS: word_list(__file__, "comments, alone"),
}
_FIRST = {
    Reason.SOURCE: word_list(__file__, "source, first"),
    Reason.FOOTER: word_list(__file__, "footer, first"),
    Reason.CREDIT: word_list(__file__, "credit, first"),
    Reason.BYLINE: word_list(__file__, "byline, first"),
    Reason.PROMOTION: word_list(__file__, "promotion, first"),
    Reason.CAPTION: word_list(__file__, "caption, first"),
    Reason.RELATED: word_list(__file__, "related, first"),
}
_ANYWHERE = {
    Reason.SOURCE: word_list(__file__, "source, anywhere"),
    Reason.FOOTER: word_list(__file__, "footer, anywhere"),
    Reason.CREDIT: word_list(__file__, "credit, anywhere"),
    Reason.PROMOTION: word_list(__file__, "promotion, anywhere"),
    Reason.CAPTION: word_list(__file__, "caption, anywhere"),
}
_NEVER_PROSE = frozenset({Reason.BYLINE, Reason.RELATED})
"""Reasons whose phrases are not believed in running text."""
_OFFERS = frozenset({Reason.PROMOTION, Reason.FOOTER})
"""Reasons that quoted speech with a verb that reports it never has."""


@cache
def _opening(why: Reason) -> re.Pattern[str]:
    phrases = rf"{_ALONE[why].pattern}\W*$" if why in _ALONE else _FIRST[why].pattern
    return re.compile(rf"\W*{phrases}", re.IGNORECASE)


@cache
def _inside(why: Reason) -> re.Pattern[str]:
    return re.compile(_ANYWHERE[why].pattern, re.IGNORECASE)


@cache
def _inside_any() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a phrase of any reason: for lower case those that begin with a word, for any case the others.

    In lower case an expression is left at its first letter; ten such searches would be a fourteenth of all reading.
    """
    entries = [*chain.from_iterable(_ANYWHERE.values())]
    small = [entry.removeprefix(r"\b") for entry in entries if entry.startswith(r"\b")]
    others = [entry for entry in entries if not entry.startswith(r"\b")]
    return (
        re.compile(rf"\b(?=\w)(?:{'|'.join(small)})"),
        re.compile(rf"(?!\B\w|\s)(?:{'|'.join(others)})", re.IGNORECASE),
    )


@cache
def _date() -> re.Pattern[str]:
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(
        rf"\b(?:{_MONTH}\s+{day},?\s*(?:\d{{4}}|\d\d:)|{day}[\s.-]+{_MONTH},?[\s.-]*\d{{4}}|"
        r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}:\d\d)\b|\b\d+ (?:minutes?|hours?|days?|weeks?|months?) ago\b",
        re.IGNORECASE,
    )


@cache
def _date_label() -> re.Pattern[str]:
    return re.compile(rf"\W*{word_list(__file__, 'labels of dates').pattern}", re.IGNORECASE)


@cache
def _other_stories() -> re.Pattern[str]:
    return re.compile(rf"\W*{word_list(__file__, 'headings over other stories').pattern}\W*$", re.IGNORECASE)


@cache
def _date_words() -> re.Pattern[str]:
    words = word_list(__file__, "words of dates").pattern
    return re.compile(rf"\b(?:{_MONTH}|{words})\b|[\d\W_]+", re.IGNORECASE)


@cache
def _to_reader() -> re.Pattern[str]:
    return re.compile(rf"\b{word_list(__file__, 'to the reader').pattern}\b|[!:]\W*$", re.IGNORECASE)


@cache
def _person() -> re.Pattern[str]:
    return re.compile(
        r"(?:[A-Z][\w.'’-]*\.? ){1,4}(?:\(@?\w+\) )?(?:is|was|has been|covers|writes|works|reports|joined)\b.{0,200}"
        rf"\b{word_list(__file__, 'who writes').pattern}\b"
    )


def said_of_itself(block: Block) -> Reason | None:
    """Return the reason for which the block is not the article's body, by its own phrases, else None.

    In running text a phrase counts only if it stands at an end, or the text is not somebody's words; a promotion's only
    if the text speaks to the reader.
    """
    if block.size > _SHORT:
        return None
    inside = _holds_phrase(block.text)
    for why, longest in _LONGEST.items():
        if block.size <= longest and not (block.prose and why in _NEVER_PROSE):
            match = _opening(why).match(block.text)
            match = match or (_inside(why).search(block.text) if inside and why in _ANYWHERE else None)
            if match and not (block.prose and _only_talks(block, why, match)):
                return why
    if attributes_post(block.text):
        return None
    if block.prose and _is_signed_and_dated(block):
        return Reason.BYLINE
    if block.size > _LABEL // 2 and not block.ended and _ends_with_day(block.text):
        return Reason.SOURCE  # a reference: news ends its sentences
    return Reason.DATELINE if block.size <= _LABEL and is_dateline(block.text) else None


def _holds_phrase(text: str) -> bool:
    """Return whether a phrase of any reason stands in the text; most texts hold none."""
    small, others = _inside_any()
    return bool(small.search(text.lower()) or others.search(text))


def _is_signed_and_dated(block: Block) -> bool:
    """Return whether the block is a byline with its date and time, which may end in "a.m." as a sentence does."""
    return block.size <= _SIGNED and bool(_byline_start().match(block.text)) and bool(_date().search(block.text))


def _ends_with_day(text: str) -> bool:
    """Return whether the text ends with a day and its year, as a reference does: "Daily News, “Title,” May 3, 2019"."""
    return bool(_day_at_end().search(text[-_DAY:]))


_SIGNED = 20
"""Words of the longest byline, with its date and time."""
_DAY = 30
"""Characters of the longest day at a text's end."""


@cache
def _byline_start() -> re.Pattern[str]:
    return re.compile(r"\W*(?:written |reported |posted |story )?by:?\s+(?-i:[A-Z])", re.IGNORECASE)


@cache
def _day_at_end() -> re.Pattern[str]:
    return re.compile(rf"[,\s(]{_MONTH}\s+\d{{1,2}},\s+(?:19|20)\d\d\)?$", re.IGNORECASE)


def _only_talks(block: Block, why: Reason, phrase: re.Match[str]) -> bool:
    """Return whether the running text holds the phrase without being what it says."""
    if why in _OFFERS and block.spoken and block.reporting:
        return True
    if phrase.start() == 0 or phrase.end() == len(block.text):
        return False
    return block.spoken or block.reporting or (why is Reason.PROMOTION and not speaks_to_reader(block.text))


def opens_story(text: str) -> bool:
    """Return whether the block opens as a story's first paragraph does, with its place or agency."""
    return bool(_OPENING.match(text))


def opening_agency(text: str) -> str | None:
    """Return the agency that the story's first words name in brackets, None where they name none."""
    opening = _OPENING.match(text)
    return opening["agency"] if opening else None


def introduces_person(text: str) -> bool:
    """Return whether the block presents somebody who writes, as a page does with its author."""
    return bool(_person().match(text))


def heads_other_stories(text: str) -> bool:
    """Return whether the block is a heading over other stories, and nothing else."""
    return bool(_other_stories().match(text))


def speaks_to_reader(text: str) -> bool:
    """Return whether the text speaks to who reads the page, as the page's owner does."""
    return bool(_to_reader().search(text))


def attributes_post(text: str) -> bool:
    """Return whether the block names whom the quoted post above it is by."""
    return bool(_ATTRIBUTED_POST.match(text))


def is_of_dates(text: str) -> bool:
    """Return whether the text holds nothing but words of dates and times."""
    return not _date_words().sub("", text)


def is_dateline(text: str) -> bool:
    """Return whether the block is mostly a date and a time."""
    if not _date_label().match(text) and not _date().search(text):
        return False
    return len(_date_words().sub(" ", text).split()) <= _BESIDE_A_DATE
