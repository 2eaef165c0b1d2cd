"""The words of a stretch of text, each with the letter that says what part it may play in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from embeddings.documents import FILLER, Span
from embeddings.language.given_names import is_given_name
from embeddings.language.reporting_verbs import cues
from embeddings.language.sentences import TITLES
from embeddings.language.word_lists import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*|(?:" + "|".join(sorted(TITLES)) + r")\.)"
    r"|(?P<number>\d+(?:[.,:]\d+)+)"
    r"|(?P<word>[^\W_]+(?:['’&/\-\ufdd0][^\W_]+)*)"
    r"|(?P<mark>--+|\.\.+|\S)",
    re.IGNORECASE,
)
_CLITIC = re.compile(r"(?:['’](?:s|re|ve|ll|d|m))\Z", re.IGNORECASE)

_CLASSES = {
    "d": "a an the this these those his her its their our my your some any no each every all both many most few "
    "several much more another other last next such either neither various numerous one two three four five "
    "six seven eight nine ten dozens hundreds thousands",
    "r": "he she it they i we you him them us me himself herself itself themselves someone somebody anyone anybody "
    "everyone everybody nobody there",
    "w": "who which what whom whose how why",
    "p": "in on at by for with from about against between into through during before after above below under over "
    "among amid amongst toward towards upon within without across behind beyond near despite via like "
    "including per besides outside inside around throughout until since except regarding concerning off up "
    "down out",
    "o": "of",
    "c": "and or &",
    "b": "but yet nor",
    "s": "because if whether while when where although though unless whereas as than once so",
    "t": "that",
    "x": "is are was were be been being am has have had having do does did will would can could may might must "
    "shall should 'll 're 've 'd 'm isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't "
    "won't wouldn't can't cannot couldn't shouldn't mightn't mustn't ain't",
    "i": "to",
    "a": "not there long also then now still just never always often even only already again ever too perhaps maybe "
    "soon later earlier once repeatedly further instead however rather quite very really first ahead meanwhile "
    "therefore thus nevertheless nonetheless indeed otherwise moreover furthermore ago back away almost simply "
    "clearly recently privately publicly initially apparently reportedly allegedly",
    "y": "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december week month year night morning afternoon evening weekend today "
    "yesterday tomorrow tonight",
    "v": "came come comes went go goes going gone got get gets gave give gives took take takes made make makes won "
    "win wins lost lose loses held hold holds kept keep keeps left leave leaves met meet meets paid pay pays "
    "ran run runs sent send sends set stood stand stands became become becomes brought bring brings built "
    "bought began broke chose drew fell flew grew led rose spent struck sat sold shot taught wore knew put "
    "puts hit hits cut cuts killed died voted seems seem seemed appeared appear appears remains remain "
    "remained became happened works worked lives lived tried tries try used uses includes included followed "
    "follows started starts turned turns helped helps moved moves looks looked continues failed fails served "
    "serves joined faced faces",
}
"""Closed classes, and the commonest verbs that report nothing."""

QUOTED = "“”"
"""Stands for a whole quotation among the words."""
_POSSESSIVE = frozenset({"'s", "'"})
_STARTS = frozenset({"", ".", ":", "-", "Q", "q"})
_BEFORE_VERB = frozenset("xrwaN")
_VERBAL = frozenset("VEGvxpasbtd")
_VERBS = frozenset("VEGvx")
_QUOTES = "\"'“”„‘’«»‹›`「」『』"
_MARKS = {
    **dict.fromkeys(".!?…。！？", "."),
    **dict.fromkeys(",、，", ","),
    **dict.fromkeys(";；", ";"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("([{（", "("),
    **dict.fromkeys(")]}）", ")"),
    **dict.fromkeys("-–—―", "-"),
    **dict.fromkeys(_QUOTES, "q"),
}
_INITIAL = re.compile(r"(?<![^\W_])(?<!['’])[^\W\d_]")
_HEADLINE_LENGTH = 300
_WINDOW = 200
"""Words of the longest stretch that is read as one; printed sentences stay below a hundred."""
_HEADLINE = 4
"""Words that a line needs before its capitals are weighed."""
_TITLED = 0.6
"""Share of capitalised words above which a line is a headline; running text stays below a third."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one stretch, aligned: what they say in lower case, their letters, and where they stand.

    Letters: ``d`` determiner, ``r`` pronoun, ``w`` question or relative word, ``p`` preposition, ``o`` "of",
    ``c`` "and", ``b`` "but", ``s`` subordinator, ``t`` "that", ``x`` auxiliary, ``i`` "to", ``a`` adverb, ``y`` time
    word, ``v`` other verb, ``V E G`` a reporting verb's present, past and gerund, ``J`` an attitude, ``N`` capitalised,
    ``n`` any other word, ``z`` possessive, ``Q`` a quotation, punctuation for itself (every dash ``-``, every stray
    quote mark ``q``).
    """

    said: tuple[str, ...]
    letters: str
    spans: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Return where the words from ``start`` up to, not including, ``end`` stand."""
        return Span(self.spans[start][0], self.spans[end - 1][1])


def words(text: str, span: Span, quotations: Sequence[Span] = ()) -> Words:
    """Return the words of the span; each of the quotations, which lie in it in order, is one word."""
    found = list(_tokens(text, span, quotations))
    titled = is_headline(span.of(text))
    letters: list[str] = []
    for said, start, _ in found:
        letters.append(_letter(said, text[start], letters[-1] if letters else "", titled=titled))
    if not titled:
        _name_openings(text, found, letters)
    return Words(tuple(said for said, *_ in found), "".join(letters), tuple((start, end) for _, start, end in found))


def _name_openings(text: str, found: Sequence[_Token], letters: list[str]) -> None:
    """Letter as a name what opens a sentence and is a verb too: "Hope Hicks said" and not "Will Ruiz go?"."""
    for i, (_, start, end) in enumerate(found[:-1]):
        if letters[i] not in _VERBS or letters[i + 1] != "N" or (i and letters[i - 1] not in _STARTS):
            continue
        _, begins, ends = found[i + 1]
        if is_given_name(text[start:end], text[begins:ends]) and not _asks(found[i:]):
            letters[i] = "N"


def _asks(told: Sequence[_Token]) -> bool:
    """Return whether the first mark that ends a sentence is a question mark."""
    return next((said for said, *_ in told if said[0] in ".!?…"), "") == "?"


def is_headline(stretch: str) -> bool:
    """Return whether most words are capitalised, so that capitals tell nothing."""
    initials = _INITIAL.findall(stretch[:_HEADLINE_LENGTH])
    return len(initials) >= _HEADLINE and sum(map(str.isupper, initials)) > _TITLED * len(initials)


def windows(stretch: Words) -> Iterator[Words]:
    """Yield the stretch in pieces short enough for a grammar; a sentence is one piece, a page without stops many."""
    for start in range(0, len(stretch.said), _WINDOW):
        piece = slice(start, start + _WINDOW)
        yield Words(stretch.said[piece], stretch.letters[piece], stretch.spans[piece])


_Token = tuple[str, int, int]


def _tokens(text: str, span: Span, quotations: Sequence[Span]) -> Iterator[_Token]:
    position = span.start
    for quotation in quotations:
        yield from _plain(text, position, quotation.start)
        yield QUOTED, quotation.start, quotation.end
        position = quotation.end
    yield from _plain(text, position, span.end)


def _plain(text: str, start: int, end: int) -> Iterator[_Token]:
    for match in _WORD.finditer(text, start, end):
        said = match[0].replace(FILLER, "").replace("’", "'").lower()
        if not said:
            continue
        clitic = _CLITIC.search(match[0]) if "'" in said and match.lastgroup == "word" else None
        if clitic is None:
            yield said, match.start(), match.end()
            continue
        middle = match.start() + clitic.start()
        yield said[: -len(clitic[0])], match.start(), middle
        yield said[-len(clitic[0]) :], middle, match.end()


def _letter(said: str, first: str, before: str, *, titled: bool) -> str:
    if len(said) == 1 or not said[0].isalnum():
        return _mark(said, before)
    letter = _letters().get(said, "")
    if letter == "J" and before not in tuple("xa"):
        return "n"
    named = first.isupper() and before not in _STARTS and not titled and letter in _VERBAL
    if letter and not named:
        return letter
    return _open_letter(said, first, before)


def _open_letter(said: str, first: str, before: str) -> str:
    """Return the letter of a word of no closed class, by its capital and its ending."""
    if first.isupper():
        return "N"
    if said.endswith("ed") and before in _BEFORE_VERB and "-" not in said:
        return "v"
    return "a" if said.endswith("ly") else "n"


def _mark(said: str, before: str) -> str:
    if said == QUOTED:
        return "Q"
    if said in _POSSESSIVE and before:
        return "x" if before in "rwt" else "z" if before in "nN" else "q"
    return _letters().get(said) or _MARKS.get(said[0]) or ("n" if said.isalnum() else "*")


@cache
def _letters() -> dict[str, str]:
    closed = {word: letter for letter, listed in _CLASSES.items() for word in listed.split()}
    return {form: cue.morph.value for form, cue in cues().items()} | closed


def is_function_word(word: str) -> bool:
    """Return whether the word, in lower case, is of a closed class: it begins sentences, not names."""
    return word in _letters() and word not in _AMBIGUOUS


_AMBIGUOUS = listed("may march")
