"""What people say around a question: greetings, thanks, and requests to be told; none of it is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.language.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADVERB = r"(?:please|pls|kindly|maybe|perhaps|just|also|now|first|quickly|briefly|ever|even|possibly|really|still)"
_GREETING = r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)(?: (?:there|all|everyone|again|bot))?"
_THANKS = (
    r"(?:thanks(?: a lot| again| so much)?|thank you(?: so much| very much| again)?|cheers|sorry|excuse me|pardon me)"
)
_MARKER = (
    r"(?:ok|okay|alright|all right|right|well|so|and|but|then|now|oh|ah|hm+|u[hm]+|wow|great|cool|nice|good|fine|sure|"
    r"yes|yeah|yep|no|nope|interesting|anyway|also|actually|by the way|btw|got it|i see|fair enough|(?:please|pls))"
)
"""Discourse markers (Schiffrin, *Discourse Markers*, 1987) and interjections."""
_OPENER = rf"(?:{_GREETING}|{_THANKS}|{_MARKER})"
_MODAL = r"(?:can|could|would|will|may|might)"
_PERSON = r"(?:me|(?-i:us))"
_TELL = (
    rf"(?:tell|show|give|find|get|send|remind|help)(?: {_PERSON})?(?: (?:out|know|find(?: out)?|understand|see))?"
    r"|(?:expand|elaborate|comment)(?= (?:on|upon|about)\b)"
    rf"|let {_PERSON} (?:know|see|hear)|explain(?: to {_PERSON})?|look up|check|list|summari[sz]e|describe|share"
)
_INDIRECT = r"(?:what|who|whom|whose|which|when|where|why|how|if|whether)\b"
_LEARN = r"(?:know|hear|see|learn|find out|read|understand|be told)"
_REQUEST = (
    rf"{_MODAL} (?:you|anyone|somebody|someone) (?:{_ADVERB} )*(?:{_TELL})"
    rf"|{_MODAL} you mind (?:telling|showing|giving|finding|reminding)(?: {_PERSON})?"
    rf"|{_MODAL} (?:i|we) (?:{_ADVERB} )*(?:ask(?: you)?|{_LEARN})"
    rf"|{_MODAL} you (?:{_ADVERB} )*\w+(?: (?:up|out|for|{_PERSON}))?(?= {_INDIRECT})"
    rf"|any \w+ (?:on|about|of|as to)(?= {_INDIRECT})|is it (?:true|right|correct|the case) that"
    rf"|(?:tell|show|give|find|remind|quote|read|send|get) {_PERSON}|let {_PERSON} know|explain(?: to {_PERSON})?"
    rf"|(?:i|we)(?:['’]d| would|['’]m| am|['’]re| are)? (?:{_ADVERB} )*"
    rf"(?:(?:want(?:ed)?|need(?:ed)?|like|love|keen|eager|trying|try)(?: you)? to {_LEARN}|wonder(?:ing)?|curious|"
    r"interested to know|asking|ask)"
    rf"|(?:i|we) (?:was|were) (?:{_ADVERB} )*(?:wondering|curious|asking|trying to {_LEARN})"
    rf"|do you (?:{_ADVERB} )*(?:happen to )?(?:know|remember|recall|have any (?:idea|clue))"
    r"|(?:any|no) (?:idea|clue)|does any(?:one|body) know|is it possible to know"
)
_WHETHER = r"(?: (?:if|whether))?"
_ASKING = (
    r"(?=(?:what|who|whom|whose|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|can|could|would|will|"
    rf"should|any|{_REQUEST})\b)"
)
_OPENING = re.compile(
    rf"(?:{_GREETING}|{_THANKS}|ok|okay|and|but|so|please|pls)(?![\w'’-])[\s,.!;:…–—-]*"
    rf"|{_OPENER}(?![\w'’-])\s*(?:[,.!;:…–—-]+\s*|{_ASKING})"
    rf"|(?:{_REQUEST})(?![\w'’-]){_WHETHER}[\s,:]*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"[\s,;.!–—-]+(?:if (?:possible|you (?:can|know|please|don['’]t mind))|{_THANKS}(?: in advance)?|please|pls"
    r"|(?<=[,;–—-] )(?:do you know|(?:would|can|could) you|right))\s*(?=[\s?!.…]*$)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?<=\w\w[.!?])\s+(?=(?:what|who|whom|whose|which|when|where|why|how|did|does)\b)")
"""Where a sentence ends though the next begins in lower case."""
_ASKS = re.compile(_ASKING, re.IGNORECASE)


def without_courtesy(text: str) -> str:
    """Return the text without what opens and closes it; as it is where nothing would be left."""
    bare = _closed(_opened(text))
    return bare if any(character.isalnum() for character in bare) else text


def asking_sentences(text: str) -> list[str]:
    """Return the sentences that ask, the last first, without courtesy; the whole text where none does."""
    found = (piece for each in sentences(text, Span(0, len(text))) for piece in _BREAK.split(each.of(text)))
    asking = [each for each in found if any(map(_ASKS.match, _openings(each)))]
    return [without_courtesy(each) for each in reversed(asking or [text])]


def _opened(text: str) -> str:
    *_, bare = _openings(text)
    return bare


def _openings(text: str) -> Iterator[str]:
    """Yield the text, and what is left of it as one courtesy after the other is taken away."""
    yield text
    while (opening := _OPENING.match(text)) and opening.end():
        text = text[opening.end() :]
        yield text


def _closed(text: str) -> str:
    while closing := _CLOSING.search(text):
        text = text[: closing.start()] + text[closing.end() :]
    return text
