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
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLITIC = re.compile(r"(?:['’](?:s|re|ve|ll|d|m))\Z", re.IGNORECASE)

_CLASSES = {
    "d": word_list(__file__, "determiners"),
    "r": word_list(__file__, "pronouns"),
    "w": word_list(__file__, "question words"),
    "p": word_list(__file__, "prepositions"),
    "o": ("of",),
    "c": word_list(__file__, "conjunctions"),
    "b": word_list(__file__, "contrasts"),
    "s": word_list(__file__, "subordinators"),
    "t": ("that",),
    "x": word_list(__file__, "auxiliaries"),
    "i": ("to",),
    "a": word_list(__file__, "adverbs"),
    "y": word_list(__file__, "times"),
    "v": word_list(__file__, "other verbs"),
}
"""Closed classes, and the commonest verbs that report nothing; of a word in two, the later is meant."""

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
_WORD = re.compile(r"['’]?[^\W_]++")
_HEADLINE_LENGTH = 300
"""Characters that are looked at; no headline is longer."""
_WINDOW = 200
"""Words of the longest stretch that is read as one; printed sentences stay below a hundred."""
_HEADLINE = 4
"""Words that a line needs before its capitals are weighed."""
_TITLED = 0.6
"""Share of capitalised words above which a line is a headline; running text stays below a third."""


@dataclass(frozen=True, slots=True)
class TaggedWords:
    """The words of one stretch, in lower case, each with a letter for its class and the span where it stands.

    Letters: ``d`` determiner, ``r`` pronoun, ``w`` question or relative word, ``p`` preposition, ``o`` "of",
    ``c`` "and", ``b`` "but", ``s`` subordinator, ``t`` "that", ``x`` auxiliary, ``i`` "to", ``a`` adverb, ``y`` time
    word, ``v`` other verb, ``V E G`` a reporting verb's present, past and gerund, ``J`` an attitude, ``N`` capitalised,
    ``n`` any other word, ``z`` possessive, ``Q`` a quotation, punctuation for itself (every dash ``-``, every stray
    quote mark ``q``).
    """

    words: tuple[str, ...]
    letters: str
    spans: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Return where the words from ``start`` up to, not including, ``end`` stand."""
        return Span(self.spans[start][0], self.spans[end - 1][1])


def tagged_words(text: str, span: Span, quotations: Sequence[Span] = ()) -> TaggedWords:
    """Return the words of the span; each of the quotations, which lie in it in order, is one word."""
    tokens = list(_tokens(text, span, quotations))
    titled = is_headline(span.of(text))
    letters: list[str] = []
    for word, start, _ in tokens:
        letters.append(_letter(word, text[start], letters[-1] if letters else "", titled=titled))
    if not titled:
        _name_openings(text, tokens, letters)
    return TaggedWords(
        tuple(word for word, *_ in tokens), "".join(letters), tuple((start, end) for _, start, end in tokens)
    )


def _name_openings(text: str, tokens: Sequence[_Token], letters: list[str]) -> None:
    """Letter as a name what opens a sentence and is a verb too: "Hope Hicks said" and not "Will Ruiz go?"."""
    for i, (_, start, end) in enumerate(tokens[:-1]):
        if letters[i] not in _VERBS or letters[i + 1] != "N" or (i and letters[i - 1] not in _STARTS):
            continue
        _, next_start, next_end = tokens[i + 1]
        if is_given_name(text[start:end], text[next_start:next_end]) and not _asks(tokens[i:]):
            letters[i] = "N"


def _asks(tokens: Sequence[_Token]) -> bool:
    """Return whether the first mark that ends a sentence is a question mark."""
    return next((word for word, *_ in tokens if word[0] in ".!?…"), "") == "?"


def is_headline(stretch: str) -> bool:
    """Return whether most words are capitalised, so that capitals tell nothing."""
    initials: list[str] = [word[0] for word in _WORD.findall(stretch[:_HEADLINE_LENGTH])]
    words = len(initials) - sum(initial in "'’" or initial.isdecimal() for initial in initials)
    return words >= _HEADLINE and sum(map(str.isupper, initials)) > _TITLED * words


def windows(stretch: TaggedWords) -> Iterator[TaggedWords]:
    """Yield the stretch in pieces short enough for a grammar; a sentence is one piece, a page without stops many."""
    for start in range(0, len(stretch.words), _WINDOW):
        piece = slice(start, start + _WINDOW)
        yield TaggedWords(stretch.words[piece], stretch.letters[piece], stretch.spans[piece])


_Token = tuple[str, int, int]
"""A word in lower case, its start and its end."""


def _tokens(text: str, span: Span, quotations: Sequence[Span]) -> Iterator[_Token]:
    position = span.start
    for quotation in quotations:
        yield from _unquoted(text, position, quotation.start)
        yield QUOTED, quotation.start, quotation.end
        position = quotation.end
    yield from _unquoted(text, position, span.end)


def _unquoted(text: str, start: int, end: int) -> Iterator[_Token]:
    for match in _word_pattern().finditer(text, start, end):
        word = match[0].lower()
        if word.isalnum():
            yield word, *match.span()
        else:
            yield from _without_clitic(match, word.replace(FILLER, "").replace("’", "'"))


def _without_clitic(match: re.Match[str], word: str) -> Iterator[_Token]:
    """Yield the word, and what is joined to it by an apostrophe as a word of its own: "he" and "'ll"."""
    clitic = _CLITIC.search(match[0]) if "'" in word and match.lastgroup == "word" else None
    if clitic:
        middle = match.start() + clitic.start()
        yield word[: -len(clitic[0])], match.start(), middle
        yield word[-len(clitic[0]) :], middle, match.end()
    elif word:
        yield word, *match.span()


@cache
def _word_pattern() -> re.Pattern[str]:
    abbreviated = rf"{TITLES.pattern}\.|(?:jan|feb|aug|sept|oct|nov|dec)\."
    return re.compile(
        rf"(?P<dotted>(?=[^\W\d_]+\.)(?:(?:[^\W\d_]\.){{2,}}(?:-[^\W_]+)*|(?i:{abbreviated})|[A-Z]\.(?=\s[A-ZÀ-Þ])))"
        r"|(?P<number>\d+(?:[.,:]\d+)+)"
        r"|(?P<word>[^\W_]++(?:['’&/\-\ufdd0][^\W_]++)*+)"
        r"|(?P<mark>--+|\.\.+|\S)"
    )


def _letter(word: str, first_letter: str, before: str, *, titled: bool) -> str:
    if len(word) == 1 or not word[0].isalnum():
        return _mark(word, before)
    letter = _letters().get(word, "")
    if letter == "J" and before not in tuple("xa"):
        return "n"
    named = first_letter.isupper() and before not in _STARTS and not titled and letter in _VERBAL
    if letter and not named:
        return letter
    return _open_letter(word, first_letter, before)


def _open_letter(word: str, first_letter: str, before: str) -> str:
    """Return the letter of a word of no closed class, by its capital and its ending."""
    if first_letter.isupper():
        return "N"
    if word.endswith("ed") and before in _BEFORE_VERB and "-" not in word:
        return "v"
    return "a" if word.endswith("ly") else "n"


def _mark(word: str, before: str) -> str:
    if word == QUOTED:
        return "Q"
    if word in _POSSESSIVE and before:
        return "x" if before in "rwt" else "z" if before in "nNy" else "q"
    return _letters().get(word) or _MARKS.get(word[0]) or ("n" if word.isalnum() else "*")


@cache
def _letters() -> dict[str, str]:
    closed = {word: letter for letter, words in _CLASSES.items() for word in words}
    return {form: cue.morph.value for form, cue in cues().items()} | closed


def is_function_word(word: str) -> bool:
    """Return whether the word, in lower case, is of a closed class: it begins sentences, not names."""
    return word in _letters() and word not in {"may", "march"}


def is_finite(word: str) -> bool:
    """Return whether the word, in lower case, may be a finite verb: "said", "has", "came", "walked"."""
    letter = _letters().get(word)
    return letter in ("x", "v", "V", "E") or (letter is None and word.endswith("ed"))
