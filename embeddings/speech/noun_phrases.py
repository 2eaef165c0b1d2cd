"""Noun phrases in a stretch of words: the one before a verb, the one after it, and the subject of the whole."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import cues
from embeddings.language.word_lists import word_list

if TYPE_CHECKING:
    from embeddings.language.word_classes import TaggedWords

Range = tuple[int, int]
"""Words ``start`` up to, not including, ``end``."""

_RUN = re.compile(r"[nNdzoycpq*r]*[nNdryzq]")
"""The letters of a subject, read backwards from its verb."""
_DATED = re.compile(r"p?d?y+n?\Z")
"""A day or a month at the end of a phrase, which says when, not who."""
_ASIDE_DATE = re.compile(r"(?<=[,\-)])p?d?y+n?\Z")
"""A day between an aside and the verb: "Ruiz, the mayor, on Friday said"."""
_GROUP = re.compile(r"[xa]{0,8}")
"""The auxiliaries and adverbs of a verb."""
_GROUP_WORDS = 8
"""Words looked back over for a verb's auxiliaries and adverbs, as many as the pattern above takes."""
_WITHIN_GROUP = re.compile(r"xa?p[dqz]?[nN]{1,3}\Z")
"""A place or a time between an auxiliary and its participle."""
_ADJUNCT_WORDS = 8
"""Words of the longest such phrase."""
_DATE_WORDS = 6
"""Words looked back over for a date: the longest is "on the 4th of April, 2019"."""
_OPENING = frozenset("cbsay,q*-")
_IN_PHRASE = frozenset("nyqzo")
_PHRASE = re.compile(
    r"(?:r|w|d(?=o)|[dq]*[nNyq]+(?:z[nNq]+)*)(?:[op](?=[dnNyq])[dq]*[nNyq]+(?:z[nNq]+)*|c(?=[dnN])d?[nN]+|(?:,[nN]+)+,?c[dnN]+)*"
)
_FINITE = re.compile(r"[xvVE]")
_ADVERBS = re.compile(r"a{0,3}")
_VERBS = 4
"""Verbs tried for the subject of the whole sentence; the later ones are within its clauses."""
_BARE = word_list(__file__, "no phrase alone")
"""Words that are no phrase by themselves."""
_PLURALS = word_list(__file__, "plural nouns")
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
"""Pronouns that begin no subject."""
_CLAUSE_OPENERS = frozenset({"after", "before", "since", "until", "till", "because", "while", "when", "if", "whether"})
"""Words within a phrase before a verb that open the verb's clause: "three days after Ruiz told"."""
_SEGMENT_BREAKS = ",-()"
_BOUNDARY = frozenset(";:Q")
_ASIDE = re.compile(r"[wGEvsp]|[dnNo]{1,6}w|[ya]")
"""How a segment begins that stands between a subject and its verb: "who", "a man who", "led by", "in"; "as" too."""
_PLAIN = re.compile(r"[cba]*[dqz]*[nNry][^xvVE]*\Z")
"""A segment that is a noun phrase."""
_TIME = re.compile(r"d?y+")
_NAMED_BEFORE = re.compile(r"(?<![poN])(?P<name>N+),\Z")
"""A name, and an apposition follows."""
_PAST_AND_NAME = re.compile(r"[nvE](?P<name>N+)(?=[.,]|\Z)")
_INNER = re.compile(r".*[nN](?=d)")
"""All before the last phrase that a determiner opens behind a noun."""
_NAME = re.compile(r"[^poGw]*?NN(?!z)")
"""A noun phrase that opens with a name."""
_PLACE = re.compile(r"N{1,2}\Z")


def verb_group(stretch: TaggedWords, verb: int) -> int:
    """Return where the auxiliaries and adverbs of the verb begin."""
    group = _GROUP.match(stretch.letters[max(0, verb - _GROUP_WORDS) : verb][::-1])
    return verb - (group.end() if group else 0)


def phrase_after(stretch: TaggedWords, start: int) -> Range | None:
    """Return the noun phrase that begins at the word, if one does."""
    phrase = _PHRASE.match(stretch.letters, start)
    if phrase is None or _TIME.fullmatch(phrase[0]):
        return None
    return phrase.span()


def phrase_before(stretch: TaggedWords, end: int) -> Range | None:
    """Return the noun phrase whose verb begins at ``end``, past any appositions, asides and relative clauses."""
    dated = _ASIDE_DATE.search(stretch.letters, max(0, end - _DATE_WORDS), end)
    end = dated.start() if dated else end
    if end == 0:
        return None
    before = stretch.letters[end - 1]
    if before == "w":
        return end - 1, end
    if before == ")" and (named := _run(stretch, 0, _before_bracket(stretch, end - 1))):
        return named
    if before in _SEGMENT_BREAKS:
        return _past_asides(stretch, end - 1)
    adjunct = _WITHIN_GROUP.search(stretch.letters, max(0, end - _ADJUNCT_WORDS), end)
    if adjunct:
        return phrase_before(stretch, verb_group(stretch, adjunct.start()))  # "has throughout his campaign boasted"
    return _run(stretch, 0, end)


def _run(stretch: TaggedWords, floor: int, end: int) -> Range | None:
    """Return the noun phrase at the end of the words from ``floor`` to ``end``."""
    backwards = stretch.letters[floor:end][::-1]
    run = _RUN.match(backwards)
    if run is None or stretch.letters[end - 1] in "co":
        return None
    start = _past_joint(stretch.letters, end - run.end(), end)
    start = _past_object(stretch, start, end)
    if stretch.letters[start - 2 : start] in ("ni", "Ni") and start - 1 > floor and stretch.letters[start] in "dN":
        outer = _RUN.match(stretch.letters[floor : start - 1][::-1])  # "antagonists to Ruiz"
        start = _past_joint(stretch.letters, start - 1 - outer.end(), start - 1) if outer else start
    start = _past_leading(stretch.letters, start, end)
    if start > floor and stretch.letters[start - 1] == "w" and stretch.letters[start] in "py":
        return start - 1, start
    dated = _DATED.search(stretch.letters[start:end])
    if dated and not dated.start():
        return None
    end = start + dated.start() if dated else end
    start = max((i + 1 for i in range(start, end - 1) if stretch.words[i] in _CLAUSE_OPENERS), default=start)
    if stretch.letters[end - 1] == "r" and stretch.letters[end - 2 : end - 1] not in ("", "o"):
        start = end - 1  # "the line that law he", and not "some of them"
    if stretch.words[start] in REFLEXIVE or (end - start == 1 and stretch.words[start] in _BARE):
        return None
    return (start, end) if re.search("[nNrdy]", stretch.letters[start:end]) else None


def _past_joint(letters: str, start: int, end: int) -> int:
    """Return where the subject begins: behind an "and" that joins it to a phrase with a preposition."""
    joint = letters.rfind("c", start, end - 1)
    is_whole = letters[start - 1 : start] == "Q" or (start == 0 and letters[0] != "p")
    is_of_another = not is_whole and "p" in letters[start:joint]
    return joint + 1 if joint > start and is_of_another else start


def _past_object(stretch: TaggedWords, start: int, end: int) -> int:
    """Return where the subject begins behind another verb's object: "5 percent prefer Ruiz and 1 percent support"."""
    joint = stretch.letters.rfind("c", start, end - 1)
    if joint <= start:
        return start
    if stretch.words[end - 1] == "percent":
        return joint + 1
    if stretch.letters[start - 1 : start] not in ("v", "V", "E"):
        return start
    cue = cues().get(stretch.words[start - 1])
    return start if cue and "b" in cue.frames else joint + 1


def _past_leading(letters: str, start: int, end: int) -> int:
    """Return where the subject begins, past conjunctions, adverbs, and phrases that a preposition opens."""
    at = start
    while at < end - 1 and (letters[at] in _OPENING or letters[at] == "p"):
        at = at + 1 if letters[at] in _OPENING else min(_past_phrase(letters, at + 1, end), end - 1)
    return at if letters[at : at + 1] in tuple("dnNr") else start


def _past_phrase(letters: str, at: int, end: int) -> int:
    """Return where the phrase of a preposition ends: before the first name or determiner that may be a subject."""
    if letters[at : at + 1] in tuple("dq"):
        at += 1
    names = at
    while names < end and letters[names] == "N":
        names += 1
    if names > at and letters[names : names + 1] in tuple(",d"):
        return names
    while at < end and letters[at] in _IN_PHRASE:
        at += 1
    return at


def antecedent(stretch: TaggedWords, at: int) -> Range | None:
    """Return the phrase before a relative word, past an apposition: "Ana Ruiz, an analyst at the bank, who"."""
    end = at - (stretch.letters[at - 1 : at] == ",")
    start = max(stretch.letters.rfind(mark, 0, max(end, 0)) for mark in ",-();:Q") + 1
    named = _NAMED_BEFORE.search(stretch.letters, 0, start)
    if named and stretch.letters[start:end].startswith("d"):
        return named.span("name")
    phrase = _run(stretch, start, end) if start < end else None
    if phrase is None:
        return None
    inner = _INNER.match(stretch.letters, *phrase)
    to = stretch.letters[phrase[0] - 1 : phrase[0]] == "i"  # "to placate voters who"
    return (inner.end() if inner else min(phrase[0] + to, phrase[1] - 1)), phrase[1]


def after_verb(stretch: TaggedWords, quoted: int) -> Range | None:
    """Return the name behind a quotation and any verb in the past: “…,” reacted Ruiz."""
    name = _PAST_AND_NAME.match(stretch.letters, quoted + 1)
    return name.span("name") if name and stretch.words[quoted + 1].endswith("ed") else None


def is_several(stretch: TaggedWords, phrase: Range) -> bool:
    """Return whether the phrase names several: "two officials", "Ohio and Iowa"."""
    head = next((i for i in range(*phrase) if stretch.letters[i] in "powGv"), phrase[1]) - 1
    return is_plural(stretch.words[head]) or "c" in stretch.letters[phrase[0] : head]


def is_plural(noun: str) -> bool:
    """Return whether the noun, in lower case, means several: "officials", "women"."""
    return noun in _PLURALS or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))


def _past_asides(stretch: TaggedWords, end: int) -> Range | None:
    """Return the phrase before the asides that end at ``end``; of one and its appositions, the first that has a name.

    In "Ruiz, the mayor, who won, said" it is "Ruiz"; in "the mayor, Ana Ruiz, said", "the mayor".
    """
    chain: list[Range] = []
    while end > 0:
        end = _before_bracket(stretch, end)
        start = max(stretch.letters.rfind(mark, 0, max(end, 0)) for mark in ",-();:Q") + 1
        segment = stretch.letters[start:end]
        if _PLAIN.match(segment) and not _is_place(stretch, start, segment):
            phrase = _run(stretch, start, end)
            chain += [phrase] if phrase else []
        elif chain or not (_ASIDE.match(segment) or not segment):
            break
        if start == 0 or stretch.letters[start - 1] in _BOUNDARY:
            break
        end = start - 1
    named = [phrase for phrase in chain if _NAME.match(stretch.letters[slice(*phrase)])]
    return named[-1] if named else chain[-1] if chain else None


def _before_bracket(stretch: TaggedWords, end: int) -> int:
    """Return where the words before a bracket end that closes there."""
    if stretch.letters[end : end + 1] != ")":
        return end
    opening = stretch.letters.rfind("(", 0, end)
    return opening if opening >= 0 else end


def _is_place(stretch: TaggedWords, start: int, segment: str) -> bool:
    """Return whether the segment only says where the place before it lies: "in Miami, Florida,"."""
    before = stretch.letters[: max(0, start - 1)]
    return bool(_PLACE.match(segment)) and re.search(r"p[^,]*N\Z", before) is not None


def nearest_subject(stretch: TaggedWords, end: int) -> Range | None:
    """Return the subject of the last verb before ``end``."""
    verb = max((verb.start() for verb in _FINITE.finditer(stretch.letters, 0, end)), default=None)
    return phrase_before(stretch, verb_group(stretch, verb)) if verb is not None else None


def main_subject(stretch: TaggedWords, end: int) -> Range | None:
    """Return the subject of the first verb before ``end``."""
    for verb in islice(_FINITE.finditer(stretch.letters, 0, end), _VERBS):
        adverbs = _ADVERBS.match(stretch.letters[: verb.start()][::-1])
        subject = phrase_before(stretch, verb.start() - (adverbs.end() if adverbs else 0))
        if subject and stretch.letters[subject[0]] != "w":
            return subject
    return phrase_after(stretch, _past_leading(stretch.letters, 0, end))
