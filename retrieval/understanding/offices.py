"""Who holds an office that a question names: "the mayor of Flint", "Pfizer's CEO", "the labor secretary"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from embeddings.documents import Span
from embeddings.indexing.passage_index import Filter
from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import word_list, word_table
from embeddings.people.names import folded, person, without_possessive
from embeddings.people.offices import SOLE, titles_around
from embeddings.people.runs import runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.indexing.passage_index import PassageIndex
    from embeddings.people.runs import Run
    from embeddings.storage.corpus import Corpus

_SAME = (
    word_list(__file__, "heads"),
    word_list(__file__, "leaders"),
    word_list(__file__, "chairs"),
    word_list(__file__, "executives"),
    word_list(__file__, "speakers for others"),
    word_list(__file__, "lawyers"),
    word_list(__file__, "members of a house"),
    word_list(__file__, "senators"),
    word_list(__file__, "governors"),
    word_list(__file__, "secretaries"),
    word_list(__file__, "advisers"),
    word_list(__file__, "couples"),
    word_list(__file__, "generals"),
    word_list(__file__, "doctors"),
)
"""Offices that go by several names."""
_FURTHER = word_list(__file__, "further offices")
_ABBREVIATED = word_table(__file__, "abbreviations")
_READ = 80
"""Passages that print most of the words, in which holders are looked for: a holder is mostly named with the office."""
_MOST = 3
"""Holders named as often as the best that are meant together; of more the office tells nobody apart."""
_STEM = 4
"""Letters at least that a place and its adjective share: Chile, Chilean."""
_ENDING = 2
"""Letters at most of the place that its adjective lacks: Mexico, Mexican."""
_FORMER = frozenset({"ex", "former", "late", "once"})
_PARTIES = word_list(__file__, "parties")
"""Adjectives of parties, which do not tell whose an office is."""
_ARTICLES_READ = 8
"""Documents that are looked through for an office without its place, of those that print most of the words for both,
and of those that print most names of the office."""
_NEARBY = 0.7
"""Share of the words for whose office it is that the passage or its document's opening prints at least: of four words
one may differ, as in "teachers union" for a federation of teachers."""
_OPENING = 600
"""Characters of a document's opening, which mostly tells where its story takes place."""
_WORD = re.compile(r"[^\W_][\w&-]*")
_WHO_IS = re.compile(r"\W*who(?:['’]s| is| was) (?:the )?(?P<office>[^?]+)", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")


@dataclass(frozen=True, slots=True)
class Office:
    """An office, by all words for it, and the words that tell whose it is."""

    names: frozenset[str]
    of: frozenset[str]
    is_former: bool = False
    """Whether somebody is asked for who held it once."""


def office_named(phrase: str) -> Office | None:
    """Return the office that the phrase names, "head of the caucus"; None where it names none, or nobody's."""
    words = [word.lower() for word in _words(phrase)]
    head = words[: words.index("of")] if "of" in words else words
    at = next((at for at in reversed(range(len(head))) if head[at] in _all_names()), None)
    if at is None or (at < len(head) - 1 and head[at + 1] not in _all_names() | {"general"}):
        return None
    telling = frozenset(word for place, word in enumerate(words) if place != at and not is_function_word(word))
    of = telling - _FORMER
    names = frozenset[str]().union({head[at]}, *(same.words for same in _SAME if head[at] in same))
    return Office(names, of, is_former=of != telling) if of else None


def office_asked(question: str) -> Office | None:
    """Return the office whose holder is asked for: "who is the mayor of Flint"; None where none is."""
    match = _WHO_IS.match(question)
    return office_named(match["office"]) if match else None


def is_printed(office: Office, corpus: Corpus, index: PassageIndex) -> bool:
    """Return whether some passage prints the words for the office and whose it is."""
    for key in index.printing(" ".join(sorted(office.of | office.names)), Filter(), _READ):
        passage = corpus.passage(key)
        if _fits(office, passage.span.of(corpus.document(passage.document).text)):
            return True
    return False


def holders(office: Office, corpus: Corpus, index: PassageIndex) -> frozenset[int]:
    """Return the speakers whom the corpus names with the office; none where it names nobody, or too many."""
    votes, former = Counter[frozenset[int]](), Counter[frozenset[int]]()
    spelt = " ".join(_ABBREVIATED.get(word, word) for word in sorted(office.of))
    for key in index.printing(f"{spelt} {' '.join(sorted(office.names))}", Filter(), _READ):
        passage = corpus.passage(key)
        text = corpus.document(passage.document).text
        for name, title in dict(_named_with(office, text, passage.span)).items():
            held_once = not _FORMER.isdisjoint(word.lower() for word in _words(title)) and not office.is_former
            (former if held_once else votes)[_bearers(name, corpus)] += 1
    del votes[frozenset()], former[frozenset()]
    counts = votes or former
    best = [speakers for speakers, count in counts.items() if count == max(counts.values())]
    return frozenset[int]().union(*best) if len(best) <= _MOST else frozenset()


def likely_holders(office: Office, corpus: Corpus, index: PassageIndex) -> frozenset[int]:
    """Return who is given the office alone, "Mayor Ruiz", where a document tells nearby whose it is; one, or none."""
    votes = Counter[frozenset[int]]()
    names = " ".join(sorted(office.names))
    documents = dict[int, None]()
    for spelt in (f"{' '.join(sorted(office.of))} {names}", names):
        passages = map(corpus.passage, index.printing(spelt, Filter(), _READ))
        documents |= dict.fromkeys(islice(dict.fromkeys(each.document for each in passages), _ARTICLES_READ))
    for document in documents:
        text = corpus.document(document).text
        for passage in corpus.passages_of(document):
            holders = [_bearers(name, corpus) for name in _named_plainly(office, text, passage.span)]
            if holders and _is_nearby(office, f"{text[:_OPENING]} {passage.span.of(text)}"):
                votes.update(holders)
    del votes[frozenset()]
    (best, most), (_, second) = [*votes.most_common(2), (frozenset[int](), 0), (frozenset[int](), 0)][:2]
    return best if most > second else frozenset()


def names_holder(office: Office, text: str) -> bool | None:
    """Return whether the text names a holder of the office, or only of one elsewhere; None if neither is clear."""
    words = _words(text)
    plain = {folded(word) for word in words}
    if office.names.isdisjoint(plain):
        return None
    within = Span(0, len(text))
    if next(_named_with(office, text, within), None):
        return True
    if all(_is_printed(word, words, plain) for word in office.of):
        return None
    titles = (title for run in runs(text, within) if person(run.text) for title in titles_around(text, run))
    return False if any(_is_elsewhere(office, title) for title in titles) else None


def _is_elsewhere(office: Office, title: str) -> bool:
    """Return whether the title is that office of somewhere or somebody else: "mayor of New York"."""
    words = _words(title)
    lower = [word.lower() for word in words]
    at = next((at for at, word in enumerate(lower) if word in office.names), None)
    if at is None or "of" not in lower[at + 1 :]:
        return False
    return any(word[:1].isupper() for word in words[lower.index("of", at) :])


def _is_nearby(office: Office, text: str) -> bool:
    """Return whether the text prints most of the words that tell whose office it is."""
    printed = {folded(word) for word in _words(text)}
    return sum(word in printed for word in office.of) >= _NEARBY * len(office.of)


def _named_plainly(office: Office, text: str, within: Span) -> Iterator[str]:
    """Yield the people whom the text names with the office, and with nothing that makes it another's."""
    if office.names.isdisjoint(map(str.lower, _words(within.of(text)))):
        return
    for run in runs(text, within):
        name = person(run.text)
        titles = (title for title in titles_around(text, run) if _runs_into(title, text, run)) if name else ()
        if any(_is_plain(office, title) for title in titles):
            yield name


def _runs_into(title: str, text: str, run: Run) -> bool:
    """Return whether the title stands right before the name, "Mayor Ruiz", and not around a comma."""
    return text[: run.end].removesuffix(person(run.text)).rstrip().endswith(title)


def _is_plain(office: Office, title: str) -> bool:
    words = [word for word in _words(title) if not is_function_word(word.lower())]
    names = {word.lower() for word in words if word[:1].isupper()} - office.names - office.of - _PARTIES.words
    is_office = not office.names.isdisjoint(map(str.lower, words))
    # News speaks of "the president" of its own country without saying whose.
    is_sole = {word.lower() for word in words} <= SOLE.words
    return is_office and not names and not is_sole and (office.is_former or _FORMER.isdisjoint(map(str.lower, words)))


@cache
def _all_names() -> frozenset[str]:
    return frozenset[str]().union(_FURTHER.words, *(same.words for same in _SAME))


def _words(phrase: str) -> list[str]:
    spelt = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), phrase.replace("’", "'"))
    return [without_possessive(word) for word in _WORD.findall(spelt.replace("'s", ""))]


def _named_with(office: Office, text: str, within: Span) -> Iterator[tuple[str, str]]:
    """Yield the people whom the text names with the office, and the words of the title."""
    for run in runs(text, within):
        name = person(run.text)
        title = next((title for title in titles_around(text, run) if _fits(office, title)), None) if name else None
        if title:
            yield name, title


def _fits(office: Office, title: str) -> bool:
    words = _words(title)
    plain = {folded(word) for word in words}
    return not plain.isdisjoint(office.names) and all(_is_printed(word, words, plain) for word in office.of)


def _is_printed(word: str, words: list[str], plain: set[str]) -> bool:
    """Return whether the title prints the word, its adjective, what it abbreviates, or words with these initials."""
    if word in plain or set(_ABBREVIATED.get(word, "?").split()) <= plain:
        return True
    stem = max(_STEM, len(word) - _ENDING)
    if any(other[:stem] == word[:stem] for other in plain):
        return True
    return len(word) <= _STEM and word in "".join(other[0] for other in words if other[:1].isupper()).lower()


def _bearers(name: str, corpus: Corpus) -> frozenset[int]:
    """Return the one speaker of that name; nobody where a bare surname is several people's."""
    speakers = corpus.people.bearers([folded(name)])
    return speakers if len(speakers) == 1 else frozenset()
