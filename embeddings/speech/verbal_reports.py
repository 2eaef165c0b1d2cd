"""Reports that a verb makes: "Ruiz said that", "said Ruiz", "was announced by Ruiz"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.language.reporting_verbs import ATTITUDES, Cue, cues, is_attitude, reports_speech, says
from embeddings.language.word_lists import word_list
from embeddings.speech.kinds import is_saying
from embeddings.speech.nominals import before_main_verb
from embeddings.speech.noun_phrases import (
    REFLEXIVE,
    Range,
    is_plural,
    main_subject,
    nearest_subject,
    phrase_after,
    phrase_before,
    verb_group,
)
from embeddings.speech.occasion_words import before_medium
from embeddings.speech.report import Report
from embeddings.speech.reported_content import (
    content_after,
    content_before,
    content_of_main_clause,
    content_of_relative,
    end_of,
    range_before,
    resumed,
)
from embeddings.speech.unsaid import is_only_named, is_supposed, is_undone, is_unsaid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.language.word_classes import TaggedWords

_BE = word_list(__file__, "forms of be")
_LEANING = word_list(__file__, "leaning")
"""Verbs whose denial is an attitude too: "did not endorse Ruiz", but "did not mention Ruiz"."""
_PAPERS = word_list(__file__, "papers")
_NOBODY = frozenset({"it", "there"})
"""Subjects that are nobody before an infinitive: "it is hard to see how"."""
_GOING_ON = word_list(__file__, "going on")
_UNSURE = frozenset({"could", "may", "might"})
"""Auxiliaries of what nobody may think: "might be backing"."""
_NAMING = frozenset({"call", "dub", "label", "brand"})
"""Verbs that need to say what they call somebody: "called Ruiz" is a telephone call."""
_ONLY_A_NAME = re.compile(r"(?:[dN]*N|r)(?:[py].*)?")
_SUBORDINATORS = frozenset({"after", "although", "as", "because", "before", "since", "though", "when", "while"})
_FINITE = re.compile(r"[xvVE]")
_MAIN_CLAUSE = re.compile(r",a?(?=(?:r|[dzq]*[nN][nNzop]*)a*[xvVE])")
"""Where the main clause begins behind another: "after he said it would hold, it broke"."""
_MAIN_VERB = re.compile(r"(?<!^),a?[xvVE]")
"""Where a relative clause ends: "Ruiz, who says it holds, left"."""
_TO_DO_AND = re.compile(r"ia*[nvV][^,;:.()\-QxvVEGrtw]*ca*\Z")
"""An infinitive and what belongs to it, before "and"."""
_HELPED = re.compile(r"[vVEG]N+\Z")
"""Another verb and its object, which in the singular has no verb in this form."""
_BY = re.compile(r"a?p")
_CLOSED = re.compile(r"[,.;)w\-]|\Z")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A reporting verb, or an adjective after "to be": where it stands, where its auxiliaries begin, and its cue."""

    at: int
    group: int
    cue: Cue
    be: bool

    @property
    def span(self) -> Range:
        return self.at, self.at + 1


def verbal_report(stretch: TaggedWords, i: int, earlier: Sequence[Report]) -> Report | None:
    """Return the report of the verb at the word, or of an adjective after "to be"; ``earlier`` are those before it."""
    group = verb_group(stretch, i)
    be = not _BE.isdisjoint(stretch.words[group:i])
    cue = ATTITUDES if be and is_attitude(stretch.words[i]) else cues()[stretch.words[i]]
    if cue is not ATTITUDES and stretch.letters[i] == "J":
        return None
    verb = _Verb(i, group, cue, be)
    agent = _agent(stretch, i) if stretch.letters[i] == "E" else None
    if stretch.letters[i] == "E" and (be or agent) and cue is not ATTITUDES:
        return _passive(stretch, verb, agent) if be and agent else None
    return _inverted(stretch, verb) or _active(stretch, verb, earlier)


def _active(stretch: TaggedWords, verb: _Verb, earlier: Sequence[Report]) -> Report | None:
    """Return the report whose source stands before its cue; joined verbs share the source of the first."""
    before = stretch.letters[verb.group - 1 : verb.group]
    participle = stretch.letters[verb.at] == "G" and not verb.be
    start = verb.group - (before == "i")
    own = None if _is_shared(before, participle=participle) else phrase_before(stretch, start)
    begins = own[0] if own else start
    source = own or (earlier[-1].source if earlier else main_subject(stretch, start))
    if participle and own:
        source = _issuer(stretch, own)
    if own and (ensuing := content_of_main_clause(stretch, own[0], verb.at, verb.cue)):
        return Report(verb.span, own, ensuing, own[0])
    content = (
        (content_before(stretch, begins, verb.at, verb.cue) if own and not participle else None)
        or content_after(stretch, verb.at, verb.cue)
        or content_of_relative(stretch, begins, verb.at, verb.cue)
    )
    if content is None or source is None:
        return None
    following = stretch.words[verb.at + 1] if verb.at + 1 < len(stretch.words) else ""
    saying = is_saying(verb.cue, following)
    words = stretch.letters[slice(*content)]
    if _is_nothing_said(stretch, verb, (source[0], begins), words, saying=saying):
        return None
    if content[0] < verb.at:
        return Report(verb.span, source, content, 0, is_saying=saying)
    if own and _is_subordinate(stretch, begins) and (main := _MAIN_CLAUSE.search(stretch.letters, *content)):
        content = content[0], main.start()
    if participle and source == own and stretch.letters[content[0]] not in "tw":
        main_verb = before_main_verb(stretch, content, 1)[1]  # "voters saying it holds are few"
        content = (content[0], main_verb) if stretch.letters[main_verb : main_verb + 1] == "x" else content
    if stretch.letters[source[0]] == "w":
        content = _within_relative(stretch, source[0], content)
    return Report(verb.span, source, before_medium(stretch, content), begins, is_saying=saying)


def _is_nothing_said(stretch: TaggedWords, verb: _Verb, places: Range, content: str, *, saying: bool) -> bool:
    """Return whether nobody says or thinks anything.

    ``places`` are where the source and its clause begin, ``content`` the letters of the content.
    """
    source, begins = places
    before = stretch.letters[verb.group - 1 : verb.group]
    if before == "i":
        nobody = stretch.words[source] in _NOBODY or not _says_to(stretch, verb, verb.group - 1)
        return nobody or (saying and is_undone(stretch, source, verb.group - 1))
    if _is_another_thing(stretch, verb, before, content) or _is_infinitive(stretch, verb):
        return True
    if saying:
        return "Q" not in content and is_unsaid(stretch, verb.group, verb.at, begins)
    if verb.cue.frames == "o" and verb.cue.lemma not in _LEANING and is_unsaid(stretch, verb.group, verb.at, begins):
        return True
    return is_supposed(stretch, begins) or not _UNSURE.isdisjoint(stretch.words[verb.group : verb.at])


def _is_another_thing(stretch: TaggedWords, verb: _Verb, before: str, content: str) -> bool:
    """Return whether the words around it show the form to report nothing: "as reported", "called Ruiz in May"."""
    letter, cue = stretch.letters[verb.at], verb.cue
    if cue.lemma == "find" and stretch.words[verb.at + 1 : verb.at + 2] and stretch.words[verb.at + 1] in REFLEXIVE:
        return True
    ahead, later = stretch.letters[verb.at + 1 : verb.at + 2], "".join(stretch.words[verb.at + 2 : verb.at + 3])
    return (
        (letter == "G" and not verb.be and is_only_named(stretch, verb.group))
        or (letter == "E" and before == "s")
        or (cue is ATTITUDES and not verb.be and "x" not in stretch.letters[verb.group : verb.at])
        or (cue.lemma == "decline" and reports_speech(later))
        or (cue.lemma in _NAMING and ahead != "p" and _ONLY_A_NAME.fullmatch(content) is not None)
    )


def _is_infinitive(stretch: TaggedWords, verb: _Verb) -> bool:
    """Return whether the verb need not happen: "has time to step up and show", "helps Ruiz keep"."""
    if stretch.words[verb.at] != verb.cue.lemma:
        return False
    helped = _HELPED.search(stretch.letters, 0, verb.group)
    is_one = helped is not None and not is_plural(stretch.words[verb.group - 1])
    return is_one or _TO_DO_AND.search(stretch.letters, 0, verb.at) is not None


def _is_subordinate(stretch: TaggedWords, begins: int) -> bool:
    """Return whether a word that opens a clause before the main one stands there: "three days after Ruiz told"."""
    opens = stretch.words[begins - 1 : begins] and stretch.words[begins - 1] in _SUBORDINATORS
    return bool(opens) and not _FINITE.search(stretch.letters, 0, begins - 1)


def _within_relative(stretch: TaggedWords, pronoun: int, content: Range) -> Range:
    """Return the content up to where its relative clause ends: before the verb of whom "who" goes back to."""
    if main := _MAIN_VERB.search(stretch.letters, *content):
        return content[0], main.start()
    if stretch.letters[pronoun - 1 : pronoun] in ("", ","):
        return content
    return before_main_verb(stretch, content, stretch.letters[content[0]] not in "tw")


def _says_to(stretch: TaggedWords, verb: _Verb, infinitive: int) -> bool:
    """Return whether the infinitive, at its "to", is done in words: "to accuse", and not "to promote trade"."""
    goes_on = not _GOING_ON.isdisjoint(stretch.words[max(0, infinitive - 2) : infinitive])
    following = "".join(stretch.words[verb.at + 1 : verb.at + 2])
    return goes_on or "c" in verb.cue.frames or says(stretch.words[verb.at], following)


def _is_shared(before: str, *, participle: bool) -> bool:
    """Return whether the verb has the subject of the verb before it: "said … and warned", "…, adding"."""
    return (participle and before not in ("n", "N")) or before in ("", "c", "b", "i")


def _issuer(stretch: TaggedWords, source: Range) -> Range:
    """Return who put out "a statement saying": its verb's subject."""
    if stretch.words[source[1] - 1] not in _PAPERS:
        return source
    return nearest_subject(stretch, source[0]) or source


def _agent(stretch: TaggedWords, i: int) -> Range | None:
    """Return the agent of a participle: "Egypt" in "backed by Egypt"."""
    by = _BY.match(stretch.letters, i + 1)
    return phrase_after(stretch, by.end()) if by and stretch.words[by.end() - 1] == "by" else None


def _passive(stretch: TaggedWords, verb: _Verb, agent: Range) -> Report | None:
    """Return the report whose content is its subject: "The closure was announced by Ruiz"."""
    subject = phrase_before(stretch, verb.group) if "q" in verb.cue.frames else None
    return Report(verb.span, agent, (subject[0], agent[0] - 1), subject[0]) if subject else None


def _inverted(stretch: TaggedWords, verb: _Verb) -> Report | None:
    """Return the report whose source follows its cue, as in: "…," said Mr X."""
    before = stretch.letters[verb.group - 1 : verb.group]
    may_follow = "q" in verb.cue.frames and stretch.letters[verb.at] != "G" and verb.cue.lemma != "tell"
    source = phrase_after(stretch, verb.at + 1) if may_follow else None
    if source is None or before not in ("Q", ",", "q", "-", ""):
        return None
    if before == "-" and "-" in stretch.letters[: verb.group - 1]:
        return None  # "The film - which Ruiz made - explains the flood"
    if not before:
        return _announced(stretch, verb, source)
    content = range_before(stretch, verb.group)
    plain = _CLOSED.match(stretch.letters, source[1]) and stretch.letters[verb.at + 1] != "n"
    if content is None or (before != "Q" and not plain):
        return None
    again = before == "Q" and "Q" in stretch.letters[source[1] :]
    end = resumed(stretch, source[1], content[1]) if again else content[1]
    return Report(verb.span, source, (content[0], end))


def _announced(stretch: TaggedWords, verb: _Verb, source: Range) -> Report | None:
    """Return the report whose cue opens the sentence, as in: Said Mr X: "…"."""
    start, end = source[1] + 1, end_of(stretch)
    comes = stretch.letters[source[1] : start] in (":", ",") and start < end
    return Report(verb.span, source, (start, end)) if comes else None
