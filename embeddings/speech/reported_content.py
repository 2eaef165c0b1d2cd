"""The content of a report: the words that follow its cue, or those before its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.language.word_lists import word_list
from embeddings.speech.noun_phrases import phrase_after
from embeddings.speech.occasion_words import OCCASIONS

if TYPE_CHECKING:
    from embeddings.language.reporting_verbs import Cue
    from embeddings.language.word_classes import TaggedWords
    from embeddings.speech.noun_phrases import Range

_ADJUNCTS = re.compile(
    r"(?:,?a,?|d?y+(?!z)(?:n(?=[tQ,]))?|dna(?=[tQ,])|[po](?:[dq]*[nNyq]+(?:z[nNq]+)*(?:[oc,](?=[dnNy])d?[nNy]+(?:z[nN]+)*)*|y))+"
)
"""Says where, when and how: "in a statement on Friday"."""
_WHEN = re.compile(r"(?:a|d?y+(?!z)(?:n(?=[tQ,]))?|py+n?)+")
_OVER = re.compile(r"[.\-)q*]*\Z")
_CLAUSE = re.compile(r"[^,.;:\-]*[xvVEG]")
_NO_CLAUSE = re.compile(r"[^QxvVEw:;,.]*(?:[,.]|\Z)")
_EARLIER_AND_LATER = frozenset({"after", "before"})
_DATELINE = re.compile(r"N{1,3}\(N\)-")
"""Where and for whom it was written, before the sentence: "ROME (AP) -"."""
_UP_TO_COMMA = re.compile(r"(?:[pya][^QxvVEwt:;,]*)?,")
_FINITE_CLAUSE = re.compile(r"[^,.;:\-]*[xvVE]")
_FINITE = re.compile(r"[xvVE]")
_QUOTED_ALONE = re.compile(r"Q(?:[,;s.]|c[axvVEG])")
"""A quotation after which the sentence continues with another clause."""
_INTRODUCED = re.compile(r"[tQ:w]|,Q")
_INTRODUCES = re.compile(r"[,:]?Q|:")
_SO_DOES = re.compile(r",sx")
"""Somebody else who does so too: ", as has Ruiz"."""
_GOES_ON = re.compile(r"[,\-:](?=.)")
_RESUMES = frozenset({"", *"wGEVcbsapxrdi"})
"""Letters that begin another clause after a comma; a name or a noun goes on with the same phrase."""
_LISTED = re.compile(r",c[^xvVEw,;\-]*(?=[,;.\-]|\Z)")
"""The last of several things: ", and a need to raise it"."""
_NEW_CLAUSE = re.compile(r"[cb][dnNrzyao]*[nNr]a?[xvVE]")
"""Another subject and its verb: "and his administration has"."""
_JOINED = re.compile(r"[cb]a*[xvEn]")
_OPENED = re.compile(r"[xvVEGwt]")
"""A letter of a clause or an action within an object, to which another verb may belong."""
_ACTION = re.compile(r"[Gi]")
"""A letter that shows the object to be something done, whose time is its own."""
_LATE_CLAUSE = re.compile(r"p(?:[^,;:()VEGtwvQ]*(?=t(?![xvVE]))|[dnNop]*?[nN](?=r[xvVE]|d[nN].{4,}))")
"""A place or a time at some length, before the content: "tweeted in the early hours of the day that"."""
_RELATIVE = re.compile(r"t[xvVE]")
_PREDICATE = re.compile(r"a?[xvVE][^,;.\-]+")
"""A verb and what follows it in its clause."""
_PART_OF_MONTH = frozenset({"early", "mid", "late", "last", "next", "this", "that", "past"})
"""Words of a time before its noun: "in early June", "last week"."""
_OPENING_WORDS = 3
"""Words that may open a sentence before its subject: "Yet, as"."""
_PLACING = frozenset({"on", "at"})
_OCCASION_WORDS = 4
"""Words of a preposition's phrase that may name an occasion: "at a crowded rally"."""
_JOINS = frozenset("GwEcbsp")
"""Letters that add to "he said" after a comma; any other goes on with what he said."""
_TIMES = word_list(__file__, "time words")
_CONDITIONS = frozenset({"if", "whether"})


def content_after(stretch: TaggedWords, i: int, cue: Cue) -> Range | None:
    """Return the content after the cue at word ``i``, if the verb takes what follows (``cue.frames``).

    It is empty, at the end of the stretch, where a colon leaves it to the next paragraph.
    """
    start = i + 1
    if stretch.words[start : start + 1] and stretch.words[start] in cue.prepositions:
        return to_end(stretch, start + 1, objective=True)
    if addressed := _addressed(stretch, start, cue):
        start, content = addressed
        if content:
            return content
    start = _skipped(stretch, start)
    if start > i + 1 and _RELATIVE.match(stretch.letters, start):
        return None  # "adds to the drama that has grown"
    return _quoted(stretch, start, cue) or _opened(stretch, start, cue) or _bare(stretch, start, cue)


def _addressed(stretch: TaggedWords, start: int, cue: Cue) -> tuple[int, Range | None] | None:
    """Return where the addressee of "told AFP" ends, and the content if it has begun; None where there is none."""
    addressee = phrase_after(stretch, start) if "x" in cue.frames else None
    if addressee is None:
        return None
    after = _skipped(stretch, addressee[1])
    ahead = stretch.letters[after : after + 1]
    if ahead == "i" or ("q" not in cue.frames and not _INTRODUCED.match(stretch.letters, after)):
        return after, to_end(stretch, start)
    if _INTRODUCED.match(stretch.letters, after):
        return after, None
    if cue.lemma == "tell" and not _OVER.match(stretch.letters, after):
        return addressee[1], None
    return start, None


def _quoted(stretch: TaggedWords, start: int, cue: Cue) -> Range | None:
    letters = stretch.letters
    if letters[start : start + 1] == "Q":
        return to_end(stretch, start)
    if "q" not in cue.frames:
        return None
    if letters[start : start + 1] == ":":
        return to_end(stretch, start + 1) or (len(letters), len(letters))
    return to_end(stretch, start + 1) if letters[start : start + 2] == ",Q" else None


def _opened(stretch: TaggedWords, start: int, cue: Cue) -> Range | None:
    """Return the content that "that", "whether", a question word or "to" opens."""
    ahead = stretch.letters[start : start + 1]
    if ahead == "i" and "i" in cue.frames:
        return to_end(stretch, start)
    if ahead not in ("t", "w") and not (ahead and stretch.words[start] in _CONDITIONS):
        return None
    if stretch.words[start] == "when" and "i" not in cue.frames and "q" not in cue.frames:
        return None  # "envisioned when he founded it"
    if "o" in cue.frames and "c" not in cue.frames:
        return to_end(stretch, start, objective=True)
    return to_end(stretch, start) if set("cbq") & set(cue.frames) else None


def _bare(stretch: TaggedWords, start: int, cue: Cue) -> Range | None:
    """Return the content that is an object or a clause of its own."""
    ahead = "n" if stretch.letters.startswith("yz", start) else stretch.letters[start : start + 1]
    clause = (_CLAUSE if "q" in cue.frames else _FINITE_CLAUSE).match(stretch.letters, start) is not None
    if not ahead or "b" not in cue.frames:
        return to_end(stretch, start, objective=True) if ahead in tuple("dnNrqzGV") and "o" in cue.frames else None
    if "o" in cue.frames and ahead in "dnNrqzGsV":
        return to_end(stretch, start, objective=not clause)
    if ahead in "dnNrqzsa" and (clause or cue.lemma == "say"):
        return to_end(stretch, start)
    late = _LATE_CLAUSE.match(stretch.letters, start) if "q" in cue.frames else None
    return to_end(stretch, late.end()) if late else None


def content_before(stretch: TaggedWords, source: int, i: int, cue: Cue) -> Range | None:
    """Return the content before the source: a quotation, or a clause if only when and where follow the cue."""
    before = range_before(stretch, source) if set("qb") & set(cue.frames) else None
    if before is None:
        return None
    after = i + 1
    if "x" in cue.frames and (addressee := phrase_after(stretch, after)):
        after = addressee[1]
    quoted = stretch.letters[before[1] - 1] in "Qq"
    if stretch.letters[after : after + 2] == ",Q" and not quoted:
        return None
    if not _is_over(stretch, after) and not (quoted and _is_aside(stretch, after)):
        return None
    return before[0], resumed(stretch, after, before[1])


def content_of_main_clause(stretch: TaggedWords, source: int, i: int, cue: Cue) -> Range | None:
    """Return what follows the clause of the cue, if "as" opens that: "As Ruiz put it on Monday, it holds"."""
    if not 0 < source <= _OPENING_WORDS or stretch.words[source - 1] != "as" or "q" not in cue.frames:
        return None
    if stretch.words[0] in _CONDITIONS:
        return None  # "If, as Ruiz said, it holds"
    adjunct = _UP_TO_COMMA.match(stretch.letters, i + 1)
    return to_end(stretch, adjunct.end()) if adjunct else None


def content_of_relative(stretch: TaggedWords, source: int, i: int, cue: Cue) -> Range | None:
    """Return what is said of the word that a relative clause goes back to: "which officials said will end soon"."""
    told = "b" in cue.frames and "q" in cue.frames and stretch.letters[source - 1 : source] == "w"
    clause = _PREDICATE.match(stretch.letters, i + 1) if told else None
    return clause.span() if clause else None


def _is_over(stretch: TaggedWords, after: int) -> bool:
    """Return whether nothing but when and where follows in the clause of the cue."""
    ahead = stretch.letters[after : after + 1]
    if not ahead or ahead in ",.;-)Q":
        return True
    return ahead in "psayd" and _OVER.match(stretch.letters, _past_adjuncts(stretch, after)) is not None


def _is_aside(stretch: TaggedWords, after: int) -> bool:
    """Return whether what follows says when or where at some length, and is no content."""
    if stretch.letters[after] == "s" or stretch.words[after] in _EARLIER_AND_LATER:
        return True  # "after Ruiz argued that it holds"
    content = "t" in re.split("[,Q]", stretch.letters[after:], maxsplit=1)[0]
    is_adjunct = stretch.letters[after] in "psay" or _past_adjuncts(stretch, after) > after
    return not content and (is_adjunct or _NO_CLAUSE.match(stretch.letters, after) is not None)


def range_before(stretch: TaggedWords, source: int) -> Range | None:
    """Return the words before the source that a comma or a closing mark divides from it."""
    if source < 1 or stretch.letters[source - 1] not in ",Qq-":
        return None
    end = source if stretch.letters[source - 1] in "Qq" else source - 1
    start = start_before(stretch, end)
    return (start, end) if start < end else None


def start_before(stretch: TaggedWords, end: int) -> int:
    """Return where the clause that ends there begins, without the conjunction before it."""
    dateline = _DATELINE.match(stretch.letters, 0, end)
    start = max(stretch.letters.rfind(";", 0, end) + 1, dateline.end() if dateline else 0)
    while start < end and stretch.letters[start] in "cb":
        start += 1
    return start


def resumed(stretch: TaggedWords, after: int, otherwise: int) -> int:
    """Return where the content before a cue ends: at the end of the stretch if it goes on after the cue."""
    letters = stretch.letters
    if letters[otherwise - 1] in "Qq":
        again = letters.find("Q", after)
        return end_of(stretch) if again >= 0 and not re.search("[;bxvVE]", letters[after:again]) else otherwise
    joint = _GOES_ON.match(letters, _past_adjuncts(stretch, after))
    if joint and (letters[joint.end()] not in _JOINS or not _FINITE.search(letters, 0, otherwise)):
        return end_of(stretch)
    return otherwise


def to_end(stretch: TaggedWords, start: int, *, objective: bool = False) -> Range | None:
    """Return the content from the word to the end of its clause, or of its phrase where it is an object."""
    if _QUOTED_ALONE.match(stretch.letters, start):
        return start, start + 1
    end = end_of(stretch)
    if also := _SO_DOES.search(stretch.letters, start, end):
        end = also.start() if stretch.words[also.start() + 1] == "as" else end
    end = _object_end(stretch, start, end) if objective else end
    return (start, end) if start < end else None


def end_of(stretch: TaggedWords) -> int:
    """Return where the words of the stretch end, before its last marks."""
    return len(stretch.letters.rstrip(".-*"))


def _object_end(stretch: TaggedWords, start: int, end: int) -> int:
    """Return where the object ends: before an aside, and before what says when or where."""
    letters = stretch.letters
    for j in range(start + 1, end):
        letter = letters[j]
        if letter == "," and (letters[j + 1 : j + 2] not in _RESUMES or _LISTED.match(letters, j, end)):
            continue
        if letter == "y" and (letters[j + 1 : j + 2] in ("i", "o") or letters[j - 1] == "z"):
            continue
        if _is_joined(stretch, start, j):
            return j - (letters[j - 1] == ",")
        if letter in "cb" and letters[j - 1] in "Q,":
            if _NEW_CLAUSE.match(letters, j):
                return j - (letters[j - 1] == ",")
            continue
        if stretch.words[j] in _TIMES and _ACTION.search(letters, start, j):
            continue
        if letter == "G" and _INTRODUCES.match(letters, j + 1):
            return j  # "responded to Ruiz on Facebook, writing: …"
        if letter in ",;-y" or (stretch.words[j] in _TIMES and not _is_of_object(stretch, j)):
            return _before_preposition(stretch, start, j) if letter == "y" else j
    return end


def _is_of_object(stretch: TaggedWords, j: int) -> bool:
    """Return whether "on" or "at" belongs to the object: "views on trade", and not "at a rally on Monday"."""
    ahead = stretch.letters[j + 1 : j + 1 + _OCCASION_WORDS]
    is_of_occasion = not OCCASIONS.words.isdisjoint(stretch.words[j + 1 : j + 1 + _OCCASION_WORDS])
    return stretch.words[j] in _PLACING and "y" not in ahead and not is_of_occasion


def _is_joined(stretch: TaggedWords, start: int, j: int) -> bool:
    """Return whether another verb of the same subject follows: "endorsed Ruiz and has praised her"."""
    joined = _JOINED.match(stretch.letters, j)
    if joined is None or _OPENED.search(stretch.letters, start, j):
        return False
    verb = joined.end() - 1
    if stretch.letters[verb] == "n":
        return stretch.words[verb].endswith("ed") and stretch.letters[verb + 1 : verb + 2] in ("d", "r", "N")
    return stretch.letters[verb] == "x" or stretch.words[verb].endswith("ed")


def _before_preposition(stretch: TaggedWords, start: int, time: int) -> int:
    """Return where the preposition of a time stands, past an adverb: "in early June"; else the time's own place."""
    at = time - (stretch.words[time - 1] in _PART_OF_MONTH)
    return at - 1 if stretch.letters[at - 1] == "p" and at - 1 > start else at


def _skipped(stretch: TaggedWords, start: int) -> int:
    """Return where the content begins after adverbs, days, and phrases that say where or how it was said."""
    after = _past_adjuncts(stretch, start)
    if _INTRODUCED.match(stretch.letters, after):
        return after
    when = _WHEN.match(stretch.letters, start)
    if when is None:
        return start
    is_of_clause = stretch.letters[when.end() - 1 : when.end() + 1] == "as"  # "just because it holds"
    return when.end() - is_of_clause


def _past_adjuncts(stretch: TaggedWords, start: int) -> int:
    adjuncts = _ADJUNCTS.match(stretch.letters, start)
    return adjuncts.end() if adjuncts else start
