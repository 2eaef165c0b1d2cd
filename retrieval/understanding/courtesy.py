"""Words around a question that ask for nothing: greetings, thanks, "could you tell me"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.sentences import sentences
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODAL = "(?:can|could|would|will|may|might)"
_PERSON = "(?:me|(?-i:us))"
_BREAK = re.compile(r"(?<=\w\w[.!?])\s+(?=(?:what|who|whom|whose|which|when|where|why|how|did|does)\b)")
"""Where a sentence ends though the next begins in lower case."""


@cache
def _request() -> str:
    """Return the pattern of words that only ask to be told: "could you tell me", "I wonder"."""
    adverbs = rf"(?:{word_list(__file__, 'adverbs').pattern} )*"
    tell = (
        rf"(?:{word_list(__file__, 'handing').pattern}(?: {_PERSON})?(?: (?:out|know|find(?: out)?|understand|see))?"
        rf"|{word_list(__file__, 'expanding').pattern}(?= (?:on|upon|about)\b)"
        rf"|{word_list(__file__, 'telling').pattern})"
    )
    learn, indirect = word_list(__file__, "learning").pattern, rf"{word_list(__file__, 'indirect').pattern}\b"
    return (
        rf"(?:{_MODAL} (?:you|anyone|somebody|someone) {adverbs}{tell}"
        rf"|{_MODAL} you mind (?:telling|showing|giving|finding|reminding)(?: {_PERSON})?"
        rf"|{_MODAL} (?:i|we) {adverbs}(?:ask(?: you)?|{learn})"
        rf"|{_MODAL} you {adverbs}\w+(?: (?:up|out|for|{_PERSON}))?(?= {indirect})"
        rf"|any \w+ (?:on|about|of|as to)(?= {indirect})|is it (?:true|right|correct|the case) that"
        rf"|(?:tell|show|give|find|remind|quote|read|send|get) {_PERSON}|let {_PERSON} know|explain(?: to {_PERSON})?"
        rf"|(?:i|we)(?:['’]d| would|['’]m| am|['’]re| are)? {adverbs}"
        rf"(?:(?:want(?:ed)?|need(?:ed)?|like|love|keen|eager|trying|try)(?: you)? to {learn}|wonder(?:ing)?|curious|"
        r"interested to know|asking|ask)"
        rf"|(?:i|we) (?:was|were) {adverbs}(?:wondering|curious|asking|trying to {learn})"
        rf"|do you {adverbs}(?:happen to )?(?:know|remember|recall|have any (?:idea|clue))"
        r"|(?:any|no) (?:idea|clue)|does any(?:one|body) know|is it possible to know)"
    )


@cache
def _asks() -> re.Pattern[str]:
    """Return what opens a question."""
    return re.compile(rf"(?:{word_list(__file__, 'asking').pattern}|{_request()})\b", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    """Return a courtesy that opens a text."""
    greeting = rf"{word_list(__file__, 'greetings').pattern}(?: (?:there|all|everyone|again|bot))?"
    thanks, at_once = word_list(__file__, "thanks").pattern, word_list(__file__, "opening at once").pattern
    return re.compile(
        rf"(?:{greeting}|{thanks}|{at_once})(?![\w'’-])[\s,.!;:…–—-]*"
        rf"|(?:{greeting}|{thanks}|{word_list(__file__, 'markers').pattern})(?![\w'’-])\s*"
        rf"(?:[,.!;:…–—-]+\s*|(?={_asks().pattern}))"
        rf"|{_request()}(?![\w'’-])(?: (?:if|whether))?[\s,:]*",
        re.IGNORECASE,
    )


@cache
def _closing() -> re.Pattern[str]:
    """Return a courtesy that closes a text."""
    return re.compile(
        r"[\s,;.!–—-]+(?:if (?:possible|you (?:can|know|please|don['’]t mind))"
        rf"|{word_list(__file__, 'thanks').pattern}(?: in advance)?|please|pls"
        r"|(?<=[,;–—-] )(?:do you know|(?:would|can|could) you|right))\s*(?=[\s?!.…]*$)",
        re.IGNORECASE,
    )


def small_talk(text: str) -> str:
    """Return a short reply to a greeting, to thanks, or to a wish for a summary; empty where something is asked."""
    said = text.strip(" ?!.,").lower()
    if re.fullmatch(rf"{word_list(__file__, 'greetings').pattern}(?: (?:there|all|everyone|again|bot))?", said):
        return "Hello. Ask what was said, by whom and when, such as: what did Pompeo say in April."
    if re.fullmatch(word_list(__file__, "thanks").pattern, said):
        return "You are welcome."
    if re.match(r"(?:please )?summari[sz]e\b", said):
        return "Articles are quoted here, never summarized: ask what somebody said, or about a topic."
    return ""


def without_courtesy(text: str) -> str:
    """Return the text without courtesies at its ends; unchanged where nothing would be left."""
    bare = _closed(_opened(text))
    return bare if any(character.isalnum() for character in bare) else text


def asking_sentences(text: str) -> list[str]:
    """Return the sentences that ask, the last first, without courtesy; the whole text where none does."""
    pieces = (piece for span in sentences(text, Span(0, len(text))) for piece in _BREAK.split(span.of(text)))
    asking = [piece for piece in pieces if any(map(_asks().match, _openings(piece)))]
    return [without_courtesy(piece) for piece in reversed(asking or [text])]


def _opened(text: str) -> str:
    *_, bare = _openings(text)
    return bare


def _openings(text: str) -> Iterator[str]:
    """Yield the text, then what is left of it as each courtesy is taken away."""
    yield text
    while (opening := _opening().match(text)) and opening.end():
        text = text[opening.end() :]
        yield text


def _closed(text: str) -> str:
    while closing := _closing().search(text):
        text = text[: closing.start()] + text[closing.end() :]
    return text
