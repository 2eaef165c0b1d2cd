"""Resolves the sources of a document's statements: surnames, offices, pronouns, and "the statement"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import SpeakerEvidence, fold
from embeddings.language.sentences import TITLES
from embeddings.language.word_lists import word_list
from embeddings.people.antecedents import (
    BODIES,
    HE,
    PRONOUNS,
    RELATIVE,
    SHE,
    PastSpeaker,
    gender_meant,
    is_somebody,
    named_before,
    person_before,
    related,
)
from embeddings.people.bodies import Bodies, fullest
from embeddings.people.cast import cast_of, named_in
from embeddings.people.names import JOINT, OWNERS, gender_of, person, voice, without_possessive
from embeddings.people.offices import Offices, is_sole, title_of
from embeddings.people.runs import RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.documents import Span

_APPOSED = re.compile(r",\s+(" + RUN.pattern + r")(?=[,.;]|\s+\()")
_PAPERS = word_list(__file__, "papers")
"""Nouns that speak for whoever issued them: "the statement said"."""
_PARTIES = frozenset({"republican", "democratic", "democrat", "gop", "labour", "conservative"})
"""Words that say little of whom a title means: "the Republican candidate"."""
_ANSWERS = word_list(__file__, "answer labels")
_NOBODY = word_list(__file__, "nobody")
"""Words that name no speaker by themselves."""
_PAPER_WORDS = 2
"""Words of "joint statement", without its article; a longer mention names its issuer itself."""
_NEAR = 160
"""Characters around a source in which a statement, a release or a letter shows that it speaks in writing."""
_MEMORY = 40
"""Speakers looked back over for a pronoun or "the statement"; bounds the time on a page of quotations."""
_SINGLE = frozenset({"one", "another", "a", "an"})
"""Words before one person, whom "they" does not mean."""
_SMALL = frozenset({"of", "the", "and", "for", "on", "in"})
"""Words that have no capital within a name."""
_SHOWN_WORDS = 8
"""Words of a description that are shown; readers recognise it by them."""
_COMPLEMENT = re.compile(r"\s(of|for|with|from|to|at|in|by|on|about|against)\s")
"""Prepositions within a mention."""
_CUT = re.compile(r"[,;:(—–]|\s(?:who|which|that|whose|when|where)\s")


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a statement's speaker, and where they stand."""

    position: int
    span: Span | None = None
    """The words that name the speaker; None where nothing does, and whoever spoke before goes on."""
    is_label: bool = False
    since: int = 0
    """The end of the last statement's sentence: only a sentence after it may turn to somebody else."""
    speaks: bool = True
    """Whether a statement is theirs, so that "he" may go back to them."""
    thinks: bool = False
    """Whether an attitude is theirs, so that "he" may go back to them if they are named."""
    antecedent: Span | None = None
    """The words that "who" goes back to within its sentence."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source is, and what shows it."""

    name: str = ""
    evidence: SpeakerEvidence = SpeakerEvidence.NONE
    certain: bool = False


class Speakers:
    """Tells who the sources of one document are, in the order of the text."""

    def __init__(self, text: str, paragraphs: Sequence[Span], quoted: Sequence[Span], writer: str = "") -> None:
        named = named_in(text, paragraphs)
        self._text = text
        self._cast = cast_of(text, named, quoted)
        self._offices = Offices(text, named, self._cast)
        self._bodies = Bodies(text, paragraphs)
        self._history: list[PastSpeaker] = []
        self._writer = writer
        self._answers: Counter[str] = Counter()
        """How often the introduction of an interview names each person."""

    def resolved(self, sources: Iterable[Source]) -> dict[Source, Speaker]:
        """Return who each source is, under the fullest name that the document prints."""
        speakers: dict[Source, Speaker] = {}
        for source in sorted(dict.fromkeys(sources), key=lambda source: source.position):
            speaker = self._speaker(source)
            speakers[source] = speaker
            if speaker.name and (
                source.speaks
                or (source.thinks and speaker.evidence is SpeakerEvidence.NAME and " " in person(speaker.name))
            ):
                is_one = is_somebody(speaker.name) and JOINT not in speaker.name
                in_writing = source.span is not None and self._is_in_writing(source.span)
                self._history.append(PastSpeaker(source.position, speaker.name, is_one, in_writing))
                del self._history[:-_MEMORY]
        names = fullest(speaker.name for speaker in speakers.values())
        return {
            source: replace(speaker, name=names.get(speaker.name, speaker.name)) for source, speaker in speakers.items()
        }

    def _speaker(self, source: Source) -> Speaker:
        if source.span is None:
            return self._carried(source)
        if source.is_label and source.span.of(self._text).lower() in _ANSWERS:
            return self._interviewed(source.position)
        if source.antecedent and (meant := related(self._text, source.antecedent, source.span)):
            return self._named(meant, source.position)
        if source.antecedent and source.span.of(self._text).split()[0].lower() in BODIES:
            self._hear(source.antecedent)
        speaker = self._named(source.span, source.position)
        if source.is_label and speaker.name:
            return replace(speaker, evidence=SpeakerEvidence.LABEL)
        return speaker

    def _hear(self, span: Span) -> None:
        """Take in a subject that "they" or "it" may go back to, though no words are theirs."""
        subject = self._named(span, span.start)
        if subject.name and not person(subject.name):
            self._history.append(PastSpeaker(span.start, subject.name, is_person=False, in_writing=False))

    def _interviewed(self, position: int) -> Speaker:
        """Return who answers: the person whom the introduction of the interview names in full, or names most often."""
        self._answers = self._answers or Counter(
            self._cast.expanded(mention.name, mention.start)[0] for mention in self._cast.before(position, _MEMORY)
        )
        ranked = self._answers.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return Speaker()
        return Speaker(ranked[0][0], SpeakerEvidence.LABEL)

    def _carried(self, source: Source) -> Speaker:
        """Return who goes on: the last speaker, unless a sentence since then is about somebody else."""
        last = self._history[-1] if self._history else None
        if last is None:
            return Speaker()
        for mention in self._cast.before(source.position, _MEMORY):
            if mention.start <= max(last.start, source.since):
                break
            if mention.is_subject:
                name, _ = self._cast.expanded(mention.name, mention.start)
                return Speaker(name, SpeakerEvidence.CARRIED, certain=name == last.name)
        return Speaker(last.name, SpeakerEvidence.CARRIED, certain=True)

    def _named(self, span: Span, position: int) -> Speaker:
        mention = fold(span.of(self._text))
        owner = voice(mention)
        if owner == "I":
            return Speaker(self._writer, SpeakerEvidence.PRONOUN, certain=True) if self._writer else Speaker()
        if owner.lower() in PRONOUNS:
            return self._meant(owner.lower(), position)
        if not owner or (owner.lower() in _NOBODY and not (owner.isupper() and len(owner) > 1)):
            return Speaker()
        if owner.split()[0].lower() in OWNERS:
            return self._person(span, mention, owner, position) or self._belonging(owner, position)
        return (
            self._person(span, mention, owner, position)
            or self._body(mention, owner, position)
            or self._holder(mention, position)
            or Speaker(_shown(owner), _evidence(owner), certain=True)
        )

    def _meant(self, word: str, position: int) -> Speaker:
        """Return whom the pronoun stands for."""
        if word in HE | SHE:
            antecedent = person_before(self._cast, position, self._history, gender_meant(word))
            if antecedent is None:
                return Speaker()
            return Speaker(antecedent.name, SpeakerEvidence.PRONOUN, antecedent.certain)
        if word in RELATIVE:
            return self._related(position)
        several = word not in {"it", "its"}
        bodies = (past.name for past in reversed(self._history) if not past.is_person)
        name = next((name for name in bodies if not (several and name.split()[0].lower() in _SINGLE)), "")
        return Speaker(name, SpeakerEvidence.PRONOUN) if name else Speaker()

    def _related(self, position: int) -> Speaker:
        name = named_before(self._text, position)
        if not name or name.lower() in _NOBODY:
            return Speaker()
        if own := person(name):
            full, clear = self._cast.expanded(own, position, gender_of(name))
            return Speaker(full, SpeakerEvidence.PRONOUN, clear)
        return Speaker(self._bodies.spelt_out(name) or voice(name), SpeakerEvidence.PRONOUN, certain=True)

    def _belonging(self, owner: str, position: int) -> Speaker:
        """Return who "his office" or "her lawyer" is: the office of whom the pronoun means."""
        first, _, rest = owner.partition(" ")
        meant = self._meant(first.lower(), position)
        if not meant.name or not rest:
            return Speaker(_shown(owner), SpeakerEvidence.DESCRIPTION)
        return Speaker(_shown(f"{meant.name}’s {rest}"), SpeakerEvidence.PRONOUN, meant.certain)

    def _person(self, span: Span, mention: str, owner: str, position: int) -> Speaker | None:
        """Return the person whom the mention, or an apposition to it, names."""
        last = without_possessive(owner.rsplit(maxsplit=1)[-1])
        name = person(owner.title() if owner.isupper() and self._cast.knows(owner) else owner)
        if not name and self._cast.knows(last) and not _ends_in_complement(owner) and not self._bodies.spelt_out(owner):
            name = last
        name = name or self._apposed(span)
        if not name:
            return None
        full, clear = self._cast.expanded(name, position, gender_of(mention))
        if second := self._second(mention, position):
            first = full if " " in name or self._cast.knows(name) else name  # "Ana and Leo Ruiz"
            return Speaker(f"{first}{JOINT}{second}", SpeakerEvidence.NAME, clear)
        return Speaker(full.title() if full.isupper() and " " in full else full, SpeakerEvidence.NAME, clear)

    def _second(self, mention: str, position: int) -> str:
        """Return the full name of the second of two people: "Mr. Ruiz and Mr. Reed"; empty where one is meant."""
        first, joint, second = mention.partition(JOINT)
        name = person(second)
        if not joint or not name or "," in first or not first.rsplit(maxsplit=1)[-1][:1].isupper():
            return ""
        full, _ = self._cast.expanded(name, position, gender_of(second))
        return full if " " in full and person(first) else ""

    def _body(self, mention: str, owner: str, position: int) -> Speaker | None:
        """Return the body that issued "the statement", that an acronym spells, or that "the board" means."""
        if issuer := self._issuer(owner):
            return Speaker(issuer, SpeakerEvidence.OFFICE)
        name = self._bodies.spelt_out(owner)
        if name:
            return Speaker(name, SpeakerEvidence.NAME, certain=True)
        name = self._bodies.called(mention, position)
        return Speaker(name, SpeakerEvidence.OFFICE, certain=True) if name else None

    def _issuer(self, owner: str) -> str:
        """Return who last spoke in writing, where the mention is "the statement" or the like."""
        words = owner.split()
        if not words or words[-1] not in _PAPERS or len(words) > _PAPER_WORDS:
            return ""
        written = [past.name for past in self._history if past.in_writing]
        issuers = [name for name in written if not name.endswith(tuple(_PAPERS))]
        return issuers[-1] if issuers else self._history[-1].name if self._history else ""

    def _holder(self, mention: str, position: int) -> Speaker | None:
        """Return who holds the office that the mention gives: "the governor", "a spokesman for Ruiz"."""
        title = title_of(mention)
        if title is None:
            return None
        holder = self._offices.holder(title, position)
        if holder:
            return Speaker(holder[0], SpeakerEvidence.OFFICE, certain=holder[1])
        if title.of - _PARTIES or not title.is_definite or is_sole(title) or not mention.lower().startswith("the "):
            return None
        antecedent = person_before(self._cast, position, self._history, gender_of(mention))
        return Speaker(antecedent.name, SpeakerEvidence.OFFICE) if antecedent and antecedent.certain else None

    def _apposed(self, span: Span) -> str:
        """Return the person whom an apposition names: "the mayor, Ana Ruiz,"."""
        aside = _APPOSED.match(self._text, span.end, span.end + _NEAR)
        return person(aside[1]) if aside else ""

    def _is_in_writing(self, span: Span) -> bool:
        around = self._text[max(0, span.start - _NEAR) : span.end + _NEAR].lower()
        return any(f" {word}" in around for word in ("statement", "release", "letter", "memo"))


def _ends_in_complement(owner: str) -> bool:
    """Return whether the last name is whose they are: "a spokesman for Ruiz", not "Secretary of State Ruiz"."""
    if not owner.rsplit(maxsplit=1)[-1][:1].isupper():
        return True
    parts = _COMPLEMENT.split(owner)
    if len(parts) == 1:
        return False
    first, *rest = parts[-1].split()
    return parts[-2] != "of" or not rest or first.rstrip(".").lower() in TITLES or person(parts[-1]) == parts[-1]


def _evidence(owner: str) -> SpeakerEvidence:
    """Return whether the words name a body, as "Free Rivers League" does, or describe somebody."""
    words = [word for word in owner.split() if word.lower() not in _SMALL]
    return SpeakerEvidence.NAME if all(word[:1].isupper() for word in words) else SpeakerEvidence.DESCRIPTION


def _shown(description: str) -> str:
    """Return the description's first words, up to what only adds to it."""
    words = _CUT.split(description, maxsplit=1)[0].split()
    if len(words) > _SHOWN_WORDS:
        stops = [i for i in range(2, _SHOWN_WORDS + 1) if words[i] in {"of", "for", "in", "at", "with", "from", "to"}]
        words = words[: stops[-1]] if stops else words[:_SHOWN_WORDS]
    return " ".join(words)
