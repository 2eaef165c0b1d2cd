"""Reported speech within one stretch of words: the cue, whose words they are, and which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.annotating.cues import ATTITUDES, Cue, cues, is_attitude
from embeddings.annotating.nominals import noun_report
from embeddings.annotating.phrases import Range, main_subject, phrase_after, phrase_before
from embeddings.annotating.vocabulary import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.annotating.words import Words


@dataclass(frozen=True, slots=True)
class Report:
    """Positions of words: who reports, with which cue, what."""

    cue: Range
    source: Range | None
    content: Range
    shared: bool = False
    """Whether the source is that of the report before."""
    begins: int = 0
    """Where its own words begin, from the source or the cue on: a content that stands before ends here."""


_GROUP = re.compile(r"[xa]*")
_QUOTED_ALONE = re.compile(r"Q(?:[,;s.]|c[axvVEG])")
"""A quotation after which the sentence goes on with something else."""
_BE = listed("is are was were be been being 's 're 'm am")
_ADJUNCTS = re.compile(r"(?:,?a,?|d?y+|[po](?:(?:d|q)*[nNyq]+(?:z[nNq]+)*(?:[oc,](?=[dnN])d?[nNy]+(?:z[nN]+)*)*|y))+")
_SIMPLE_ADJUNCTS = re.compile(r"(?:a|d?y+|py+n?)+")
_OVER = re.compile(r"[.\-)q*]*\Z")
_FINITE = re.compile(r"[xvVE]")
_CLAUSE = re.compile(r"[^,.;:\-]*[xvVEG]")
_NOUNISH = frozenset("dzpo")
_ALWAYS_VERBS = listed("say tell insist argue maintain contend assert allege add claim believe think")
_PLURALS = listed(
    """
    people police men women children media majority youth voters staff public many most some others
    """
)
_RESUMES = frozenset({"", *"wGEcbsapxrdi"})
"""What begins another clause after a comma; a name or a noun goes on with the same phrase."""
_TIMES = listed("after when while during since amid before until on at")


def reports(stretch: Words) -> tuple[Report, ...]:
    """Return the reports of the stretch in the order of their cues; none lies within the content of another."""
    found: list[Report] = []
    stretch = _with_nouns(stretch)
    for i, letter in enumerate(stretch.letters):
        if letter in "VEGJ":
            report = _verbal(stretch, i, found)
        elif letter == "n" and (noun := noun_report(stretch, i)):
            report = _nominal(stretch, i, *noun)
        elif stretch.said[i] == "according" and stretch.said[i + 1 : i + 2] == ("to",):
            report = _according(stretch, i)
        else:
            continue
        if report:
            _add(stretch, found, report)
    return tuple(found)


def _with_nouns(stretch: Words) -> Words:
    """Return the stretch with those words lettered as nouns that only look like a reporting verb."""
    letters = list(stretch.letters)
    for i, letter in enumerate(letters):
        if letter in "VE" and _is_noun(stretch, i, cues()[stretch.said[i]]):
            letters[i] = "n"
    return replace(stretch, letters="".join(letters))


def _nominal(stretch: Words, i: int, source: Range, start: int) -> Report | None:
    content = _to_end(stretch, start, objective=True)
    return Report((i, i + 1), source, content, begins=source[0]) if content else None


def _add(stretch: Words, found: list[Report], report: Report) -> None:
    """Add the report unless it lies in the content of the last, which ends where a clause joined to it begins."""
    if found and report.begins and _holds(found[-1], report):
        last = found[-1]
        cut = _joint(stretch, report)
        if cut is None or cut <= last.content[0]:
            return
        found[-1] = replace(last, content=(last.content[0], cut))
    found.append(report)


def _holds(last: Report, report: Report) -> bool:
    return last.content[0] <= report.cue[0] < last.content[1]


def _joint(stretch: Words, report: Report) -> int | None:
    """Return where the words that join the report to the clause before begin, or None where it depends on that clause."""
    joint = re.search(r"(?:[,;\-][cbsa]*|[cb]a?)\Z", stretch.letters[: report.begins])
    return joint.start() if joint else None


def _according(stretch: Words, i: int) -> Report | None:
    source = phrase_after(stretch, i + 2)
    if source is None:
        return None
    size = _end(stretch)
    if i <= 1:
        start = source[1] + 1
        comma = stretch.letters.find(",", source[1])
        start = comma + 1 if comma >= 0 else start
        return Report((i, i + 2), source, (start, size), begins=i) if start < size else None
    start = _left_start(stretch, i)
    end = i - 1 if stretch.letters[i - 1] in ",-" else i
    return Report((i, i + 2), source, (start, end), begins=0) if start < end else None


def _verbal(stretch: Words, i: int, found: Sequence[Report]) -> Report | None:
    letters = stretch.letters
    cue = cues()[stretch.said[i]]
    start = i - len(_GROUP.match(letters[max(0, i - 8) : i][::-1]).group())  # type: ignore[union-attr]
    before = letters[start - 1] if start else ""
    helped = set(stretch.said[start:i])
    if start == i and _is_noun(stretch, i, cue):
        return None
    attitude = _attitude(stretch, i)
    if letters[i] == "J" and not (attitude and helped & _BE):
        return None
    if attitude and helped & _BE:
        cue = ATTITUDES
    elif letters[i] == "E" and helped & _BE:
        return _passive(stretch, start, i, cue)
    if inverted := _inverted(stretch, start, i, cue):
        return inverted
    participle = letters[i] == "G" and not helped & _BE
    if before == "i":
        start -= 1
    shared = (participle and before not in "nN") or before in "cbi" or not before
    source = None if shared else phrase_before(stretch, start)
    begins = source[0] if source else start
    if source is None:
        shared = True
        source = found[-1].source if found else main_subject(stretch, start)
    content = None if participle else _left(stretch, begins, i, cue)
    content = content or _right(stretch, i, cue)
    if content is None or source is None:
        return None
    begins = begins if content[0] > i else 0
    return Report((i, i + 1), source, content, shared=shared, begins=begins)


def _attitude(stretch: Words, i: int) -> bool:
    return is_attitude(stretch.said[i])


def _is_noun(stretch: Words, i: int, cue: Cue) -> bool:
    """Return whether the form is a noun or an adjective here, as in "the claims" and "an alleged plan"."""
    before = stretch.letters[i - 1] if i else ""
    after = stretch.letters[i + 1 : i + 2]
    if (
        stretch.letters[i] == "E"
        and before == "a"
        and stretch.letters[i - 2 : i - 1] in ("d", "z")
        and after in ("n", "N")
    ):
        return True
    if before == "-" and stretch.spans[i - 1][1] == stretch.spans[i][0]:
        return True
    if before and before in _NOUNISH:
        return not (before == "p" and stretch.letters[i] == "G")
    if stretch.letters[i] != "V" or before not in tuple("nN"):
        return False
    if "q" in cue.frames and cue.lemma in _ALWAYS_VERBS:
        return False
    if after in tuple("oxv;)VE") or (after == "p" and stretch.said[i + 1] not in cue.prepositions):
        return True
    if after == "t" and stretch.letters[i + 2 : i + 3] in tuple("xvVEa"):
        return True
    plural = _is_plural(stretch, i - 1)
    if stretch.said[i] == cue.lemma:
        return not plural
    return before == "n" and (plural or not _is_determined(stretch, i - 1))


def _is_plural(stretch: Words, i: int) -> bool:
    word = stretch.said[i]
    return (
        word in _PLURALS
        or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        or "c" in stretch.letters[max(0, i - 3) : i]
    )


def _is_determined(stretch: Words, i: int) -> bool:
    """Return whether a determiner opens the noun phrase that ends at the word, or the phrase opens the stretch."""
    run = re.compile(r"[nNzopyc]*").match(stretch.letters[: i + 1][::-1])
    start = i + 1 - (run.end() if run else 0)
    return start == 0 or stretch.letters[start - 1] in "d,Q-" or "z" in stretch.letters[start:i]


def _passive(stretch: Words, start: int, i: int, cue: Cue) -> Report | None:
    subject = phrase_before(stretch, start)
    if subject is None:
        return None
    by = re.compile(r"a?p").match(stretch.letters, i + 1)
    source = None
    if by and stretch.said[by.end() - 1] == "by":
        source = phrase_after(stretch, by.end())
    if source is None and "q" in cue.frames:
        return None
    end = source[0] - 1 if source else _end(stretch)
    return Report((i, i + 1), source, (subject[0], end), begins=subject[0])


def _inverted(stretch: Words, start: int, i: int, cue: Cue) -> Report | None:
    """Return the report whose source follows its cue: "…," said Mr X."""
    if "q" not in cue.frames or stretch.letters[i] == "G":
        return None
    letters = stretch.letters
    before = letters[start - 1] if start else ""
    if before not in ("Q", ",", "q", "-", ""):
        return None
    source = phrase_after(stretch, i + 1)
    if not before:
        comes = source and stretch.letters[source[1] : source[1] + 1] in (":", ",") and _end(stretch) > source[1] + 1
        return Report((i, i + 1), source, (source[1] + 1, _end(stretch))) if source and comes else None
    if source is None or (before != "Q" and not re.compile(r"[,.;)\-]|\Z").match(stretch.letters, source[1])):
        return None
    left = _left_range(stretch, start)
    if left is None:
        return None
    end = _resumed(stretch, source[1], left[1]) if before == "Q" and "Q" in letters[source[1] :] else left[1]
    return Report((i, i + 1), source, (left[0], end))


def _right(stretch: Words, i: int, cue: Cue) -> Range | None:
    """Return the content that follows the cue, if one does that the cue takes."""
    letters, j = stretch.letters, i + 1
    if j < len(letters) and stretch.said[j] in cue.prepositions:
        return _to_end(stretch, j + 1, objective=True)
    addressee = phrase_after(stretch, j) if "x" in cue.frames else None
    if addressee:
        after = _skip(stretch, addressee[1])
        if (
            letters[after : after + 1] in ("i", "t", "Q", ":")
            or letters[after : after + 2] == ",Q"
            or letters[after : after + 1] == "w"
        ):
            if letters[after] == "i":
                return _to_end(stretch, j)
            j = after
        elif letters[after : after + 1] == "p" and "q" not in cue.frames:
            return _to_end(stretch, j)
        elif cue.lemma == "tell" and not _OVER.match(letters, after):
            j = addressee[1]
        elif "b" not in cue.frames and "o" not in cue.frames:
            return _to_end(stretch, j) if "q" not in cue.frames else None
        else:
            j = i + 1
    j = _skip(stretch, j)
    ahead = letters[j : j + 1]
    if ahead == ":" and "q" in cue.frames:
        return _to_end(stretch, j + 1) or (len(letters), len(letters))
    if letters[j : j + 2] == ",Q" and "q" in cue.frames:
        return _to_end(stretch, j + 1)
    if ahead in ("t", "w") and "o" in cue.frames and "c" not in cue.frames:
        return _to_end(stretch, j, objective=True)
    if ahead in ("t", "w") or stretch.said[j : j + 1] in (("if",), ("whether",)):
        return _to_end(stretch, j) if set("cbq") & set(cue.frames) else None
    if ahead == "Q":
        return _to_end(stretch, j)
    if ahead == "i" and "i" in cue.frames:
        return _to_end(stretch, j)
    if ahead and ahead in "dnNrqzpGsV" and "o" in cue.frames and not (ahead in "ps" and "b" not in cue.frames):
        return _to_end(stretch, j, objective="b" not in cue.frames or not _CLAUSE.match(letters, j))
    if ahead and ahead in "dnNrqzs" and "b" in cue.frames and (_CLAUSE.match(letters, j) or "q" in cue.frames):
        return _to_end(stretch, j)
    if (
        ahead == "p"
        and "q" in cue.frames
        and "b" in cue.frames
        and not _OVER.match(letters, _adjuncts(stretch, j))
        and letters[_adjuncts(stretch, j)] not in ",."
    ):
        return _to_end(stretch, j)
    return None


def _skip(stretch: Words, j: int) -> int:
    """Return where the content begins after adverbs, days, and phrases that say where or how it was said."""
    simple = _SIMPLE_ADJUNCTS.match(stretch.letters, j)
    after = _adjuncts(stretch, j)
    ahead = stretch.letters[after : after + 1]
    if ahead in ("t", "Q", ":", "w") or stretch.letters[after : after + 2] == ",Q":
        return after
    return simple.end() if simple else j


def _adjuncts(stretch: Words, j: int) -> int:
    found = _ADJUNCTS.match(stretch.letters, j)
    return found.end() if found else j


def _to_end(stretch: Words, start: int, *, objective: bool = False) -> Range | None:
    end = _end(stretch)
    if _QUOTED_ALONE.match(stretch.letters, start):
        return start, start + 1
    if objective:
        end = _object_end(stretch, start, end)
    return (start, end) if start < end else None


def _object_end(stretch: Words, start: int, end: int) -> int:
    """Return where the object ends: before an aside, and before what says when or where."""
    for j in range(start + 1, end):
        letter = stretch.letters[j]
        if letter == "," and stretch.letters[j + 1 : j + 2] not in _RESUMES:
            continue
        if letter in ",;-y" or stretch.said[j] in _TIMES:
            return j - 1 if letter == "y" and stretch.letters[j - 1] == "p" and j - 1 > start else j
    return end


def _end(stretch: Words) -> int:
    return len(stretch.letters.rstrip(".-*"))


def _left(stretch: Words, begins: int, i: int, cue: Cue) -> Range | None:
    """Return the content that stands before the source: a quotation, or a clause where nothing but when and where follows."""
    left = _left_range(stretch, begins) if set("qb") & set(cue.frames) else None
    if left is None:
        return None
    after = i + 1
    if "x" in cue.frames and (addressee := phrase_after(stretch, after)):
        after = addressee[1]
    ahead = stretch.letters[after : after + 1]
    quoted = stretch.letters[left[1] - 1] in "Qq"
    over = (
        not ahead or ahead in ",.;-)Q" or (ahead in "psayd" and _OVER.match(stretch.letters, _adjuncts(stretch, after)))
    )
    if not over and not (
        quoted
        and (ahead in "psay" or _adjuncts(stretch, after) > after)
        and ("t" not in re.split("[,Q]", stretch.letters[after:], maxsplit=1)[0])
    ):
        return None
    if stretch.letters[after : after + 2] == ",Q" and not quoted:
        return None
    return left[0], _resumed(stretch, after, left[1])


def _left_range(stretch: Words, begins: int) -> Range | None:
    """Return the words before a source that a comma or a closing mark divides from it."""
    if begins < 1 or stretch.letters[begins - 1] not in ",Qq-":
        return None
    end = begins if stretch.letters[begins - 1] in "Qq" else begins - 1
    start = _left_start(stretch, end)
    return (start, end) if start < end else None


def _left_start(stretch: Words, end: int) -> int:
    start = stretch.letters.rfind(";", 0, end) + 1
    while start < end and stretch.letters[start] in "cb":
        start += 1
    return start


def _resumed(stretch: Words, after: int, otherwise: int) -> int:
    """Return where the content ends: where it goes on after the cue, at the end of the stretch."""
    quoted = stretch.letters.find("Q", after)
    if (
        quoted >= 0
        and stretch.letters[otherwise - 1] in "Qq"
        and not re.search("[;b]|[xvVE]", stretch.letters[after:quoted])
    ):
        return _end(stretch)
    after = _adjuncts(stretch, after)
    if stretch.letters[after : after + 1] in (",", "-", ":") and after + 1 < len(stretch.letters):
        if stretch.letters[otherwise - 1] in "Qq":
            return otherwise
        goes_on = stretch.letters[after + 1] not in "GwEcbsp" or not _FINITE.search(stretch.letters, 0, otherwise)
        return _end(stretch) if goes_on else otherwise
    return otherwise
