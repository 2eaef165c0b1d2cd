"""The verbs and nouns that report what somebody says, thinks or wants, and what may follow each.

The classes follow Levin, *English Verb Classes and Alternations* (1993), sections 29, 31 to 33, 36, 37 and 62.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from embeddings.language.word_lists import listed


class Morph(StrEnum):
    """The form of a verb; its value is the letter that stands for it in a clause."""

    PRESENT = "V"
    PAST = "E"
    GERUND = "G"
    ATTITUDE = "J"


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a reporting verb.

    ``frames`` holds a letter for each thing that may follow: ``q`` quoted words, ``c`` a clause that "that", "whether"
    or a question word opens, ``b`` a bare clause, ``o`` an object that is itself the content, ``i`` an infinitive,
    ``x`` somebody who is told;
    ``prepositions`` hold the words that open a content of their own, as "for" in "called for a truce".
    """

    lemma: str
    morph: Morph
    frames: str
    prepositions: frozenset[str]


_JUDGED = (
    "accuse criticize criticise condemn denounce praise laud applaud hail commend welcome blame mock ridicule chide "
    "scold rebuke chastise lambaste assail decry deride dismiss reject rebuff endorse dispute refute rebut "
    "downplay bemoan disparage berate castigate excoriate vilify disavow renounce repudiate protest exaggerate "
    "overstate misstate demean insult thank "
)
"""Verbs of judgement that is put in words: who condemns a strike says so, who attacks a town need not."""
_FRAMES = {
    # words, quoted or not
    "qcb": "say add claim insist argue maintain contend assert allege testify reckon surmise gripe quip joke boast "
    "brag opine theorize speculate remark retort swear attest affirm guess figure grumble fret tweet retweet "
    "caution",
    "qcbo": "state note declare announce explain report acknowledge admit concede confirm deny disclose reveal predict "
    "suggest complain observe recall recount reiterate stress emphasize emphasise underscore lament propose "
    "estimate forecast imply proclaim profess posit postulate hypothesize divulge relate charge caution",
    "qc": "read reply respond write conclude continue comment begin answer interject counter specify clarify ask "
    "wonder inquire hint",
    "q": "shout yell scream whisper murmur mutter mumble cry exclaim chant sing interrupt snap bark blurt stammer "
    "sigh tease scoff sneer chuckle laugh smile deadpan recite plead rant",
    "qcbx": "tell warn assure remind inform notify advise persuade convince",
    "qcbiox": "promise",
    "qcbio": "vow pledge threaten demand recommend agree",
    # belief, desire and intention
    "cb": "think believe assume suspect presume know feel imagine realize realise understand hear learn",
    "cbo": "doubt fear regret anticipate envision foresee",
    "cbi": "hope wish",
    "cbiox": "expect",
    "qcb ": "worry",
    "io": "want seek prefer love hate oppose",
    "ci": "decide",
    "i": "plan intend refuse decline offer consent opt aim aspire",
    # evidence, as a report, a poll or a picture gives it
    "cb  ": "show find indicate see remember determine discover illustrate demonstrate signal prove",
    # somebody is told to do something
    "xq": "urge implore beg",
    "x": "encourage instruct order command exhort pressure summon",
    # judgement: what the attitude is about
    "o": f"{_JUDGED} attack back blast slam rip favor favour champion advocate tout promote cite mention reference "
    "invoke quote echo discuss describe characterize characterise portray depict label brand call dub liken outline "
    "detail highlight support question address admire respect resent trust distrust ban prohibit permit bash pan "
    "challenge celebrate express voice articulate convey link overrule grill savage approve forbid defend",
}

_PREPOSITIONS = {
    "call": "for on",
    "speak": "of about out against",
    "talk": "about of",
    "comment": "on about",
    "complain": "about of",
    "joke": "about of",
    "agree": "with on",
    "disagree": "with on",
    "respond": "to",
    "react": "to",
    "refer": "to",
    "point": "to out",
    "push": "for",
    "argue": "for against",
    "warn": "of about against",
    "worry": "about over",
    "object": "to",
    "allude": "to",
    "appeal": "for",
    "campaign": "for against",
    "boast": "of about",
    "hint": "at",
    "lay": "out",
    "rule": "out",
    "apologize": "for",
    "ask": "for about",
    "press": "for",
    "hope": "for",
    "think": "of about",
    "wonder": "about",
    "insist": "on",
    "testify": "about",
    "elaborate": "on",
    "approve": "of",
    "rail": "against at",
    "weigh": "in",
    "dream": "of",
    "care": "about",
    "lash": "out",
    "hit": "back",
    "shout": "at",
    "chime": "in",
    "seize": "on",
    "marvel": "at",
    "dwell": "on",
    "side": "with",
    "break": "with",
}

_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "swear": "swore sworn",
    "think": "thought",
    "know": "knew known",
    "feel": "felt",
    "understand": "understood",
    "hear": "heard",
    "learn": "learned learnt",
    "foresee": "foresaw foreseen",
    "show": "showed shown",
    "find": "found",
    "read": "read",
    "see": "saw seen",
    "sing": "sang sung",
    "begin": "began begun",
    "seek": "sought",
    "forbid": "forbade forbidden",
    "speak": "spoke spoken",
    "lay": "laid",
    "forecast": "forecast",
    "rebut": "rebutted",
    "prove": "proved proven",
}
_DOUBLED = listed("quip brag rebut plan permit ban rip slam opt chat dub pan refer begin forbid")

ATTITUDES = Cue("be", Morph.ATTITUDE, "cbi", listed("about of over with"))
_ATTITUDES = listed(
    """
    worried concerned sure unsure confident certain uncertain convinced afraid optimistic pessimistic skeptical
    sceptical hopeful aware unaware proud happy unhappy glad sorry eager willing unwilling determined reluctant
    doubtful wary adamant fearful satisfied dissatisfied pleased angry upset frustrated disappointed surprised
    shocked alarmed outraged committed critical supportive
    """
)
"""Adjectives that say after "to be" what somebody thinks or feels."""

NOUNS = {
    "that": listed(
        """
    claim claims allegation allegations assertion assertions accusation accusations statement suggestion
    contention argument belief view opinion warning warnings promise vow pledge threat admission acknowledgment
    acknowledgement announcement prediction hope hopes fear fears concern concerns worry worries suspicion
    insistence denial report reports finding findings complaint complaints conclusion assurance assurances
    declaration comment comments remark remarks charge charges notion idea position doubts
    """
    ),
    "to": listed(
        """
    promise vow pledge threat plan plans decision desire determination refusal willingness commitment call
    proposal
    """
    ),
    "on": listed(
        """
    criticism condemnation praise support opposition call calls demand demands attack attacks endorsement
    questions question concern concerns worries comments comment remarks remark views view claims claim
    statement statements position thoughts disdain contempt admiration skepticism complaints warnings plan plans
    proposal proposals denial rejection defense assessment description
    """
    ),
}
"""Nouns that report, by what opens their content: "that", "to", or a preposition."""


@cache
def cues() -> dict[str, Cue]:
    """Return every form of every reporting verb; where two verbs share a form, the later in the lists has it."""
    frames = {verb: letters.strip() for letters, verbs in _FRAMES.items() for verb in verbs.split()}
    attitudes = dict.fromkeys(_ATTITUDES, ATTITUDES)
    return attitudes | {
        form: Cue(verb, morph, frames.get(verb, ""), frozenset(_PREPOSITIONS.get(verb, "").split()))
        for verb in (*_PREPOSITIONS, *frames)
        for form, morph in _forms(verb)
    }


def reports_speech(word: str) -> bool:
    """Return whether the word, in lower case, is a form of a verb that words follow, quoted or not."""
    return word in cues() and "qc" in cues()[word].frames


def says(word: str, following: str = "") -> bool:
    """Return whether the word, in lower case, is a form of a verb by which somebody says something or judges in words.

    A verb that does so only with a preposition, as "called for", needs that word to follow.
    """
    cue = cues().get(word)
    if cue is None or cue.morph is Morph.ATTITUDE:
        return False
    speaks = "q" in cue.frames and cue.frames != "q"
    return speaks or cue.lemma in _JUDGED.split() or following in cue.prepositions


def is_attitude(word: str) -> bool:
    """Return whether the word says after "to be" what somebody thinks or feels."""
    return word in _ATTITUDES


def _forms(verb: str) -> list[tuple[str, Morph]]:
    past = _IRREGULAR.get(verb, _regular(verb, "ed")).split()
    return [
        (verb, Morph.PRESENT),
        (_third(verb), Morph.PRESENT),
        (_regular(verb, "ing"), Morph.GERUND),
        *((form, Morph.PAST) for form in past),
    ]


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "sh", "ch", "z")):
        return verb + "es"
    return verb[:-1] + "ies" if _ends_in_consonant_and_y(verb) else verb + "s"


def _regular(verb: str, suffix: str) -> str:
    if verb in _DOUBLED:
        return verb + verb[-1] + suffix
    if verb.endswith("e") and (suffix == "ed" or not verb.endswith(("ee", "ye"))):
        return verb[:-1] + suffix
    return verb[:-1] + "ied" if suffix == "ed" and _ends_in_consonant_and_y(verb) else verb + suffix


def _ends_in_consonant_and_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in "aeou"
