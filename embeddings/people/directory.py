"""The directory of a corpus's speakers: one name for each, and the forms in which documents print it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from embeddings.documents import SpeakerEvidence, fold
from embeddings.language.word_lists import word_list
from embeddings.people.names import first_of_two, folded, given_and_surname, is_place_adjective, person, voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from embeddings.documents import Document

Sighting = tuple[str, str]
"""A form in which a document prints a speaker, and the name to which the document resolves it."""

_ALIASES = 24
"""Forms kept of each speaker, the commonest ones; the rest are long appositions that nobody asks by."""
_DOMINANT = 3
"""How many times as many documents must name one of two namesakes for the bare name to mean that one.

Stricter than within a document, where the two stand side by side.
"""
_SHORTEST = 2
"""Words of a body's name that a place may stand before: "US State Department", for "Department" names no body."""
_PERSONAL = frozenset({"he", "she"})
_GENERIC = word_list(__file__, "generic speakers")


@dataclass(frozen=True, slots=True)
class SpeakerDirectory:
    """The speakers of a corpus: each form leads to one canonical name, and each name to its forms."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Canonical names by folded form."""
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Printed forms by canonical name, the commonest first."""
    documents: Mapping[str, int] = field(default_factory=dict)
    """Documents in which each speaks, by canonical name."""

    def canonical(self, name: str) -> str:
        """Return the speaker's one name, nothing for a name that is nobody's; an unknown one loses its titles."""
        plain = plain_name(name)
        return next((self.names[key] for key in (folded(plain), folded(name)) if key in self.names), plain)

    def aliases(self, canonical: str) -> tuple[str, ...]:
        """Return the forms in which documents print the speaker, the commonest first; empty where unknown."""
        return self.forms.get(canonical, ())


def plain_name(name: str) -> str:
    """Return the name without titles and articles."""
    return person(name) or voice(fold(name))


def sightings(document: Document) -> frozenset[Sighting]:
    """Return the forms and names of the document's speakers; a speaker carried over shows no form of a name.

    Nor does "Ruiz and Reed": it is a name of neither.
    """
    seen = {
        (document.quote(statement.speaker_span), statement.speaker)
        for statement in document.statements
        if statement.speaker_span and statement.speaker and statement.speaker_evidence is not SpeakerEvidence.CARRIED
    }
    alone = ((form if one == name else one, one) for form, name in seen for one in [first_of_two(name)])
    return frozenset((form, name) for form, name in alone if folded(name) not in _GENERIC)


def speaker_directory(
    seen: Iterable[Iterable[Sighting]], stated: Mapping[str, str] = MappingProxyType({})
) -> SpeakerDirectory:
    """Return the directory of the speakers that the documents show, whatever the order of the documents.

    What a person states wins: whom each name means, nothing where it is nobody's.
    Memory grows with the distinct names, not with the documents.
    """
    counts: Counter[Sighting] = Counter()
    names: Counter[str] = Counter()
    for document in seen:
        inside = set(document)
        counts.update(inside)
        names.update({plain_name(name) for _, name in inside})
    leads = _leads(names, frozenset(plain_name(name) for form, name in counts if _is_personal(form)))
    leads = _corrected(leads, stated)
    totals = dict(sorted(_totals(names, leads).items()))
    return SpeakerDirectory(
        _meanings(counts, leads)
        | {folded(name): canonical for name, canonical in sorted(leads.items())}
        | {folded(name): one for name, one in sorted(stated.items())},
        _forms(counts, leads),
        totals,
    )


def _is_personal(form: str) -> bool:
    """Return whether the form, a pronoun or a name with a title, shows that its speaker is a person."""
    return folded(form) in _PERSONAL or (bool(person(form)) and person(form) != voice(form))


def _leads(names: Counter[str], personal: frozenset[str]) -> dict[str, str]:
    """Return the canonical name of every name."""
    spelt = _spellings(names)
    totals = _totals(names, spelt)
    full = _people(totals, personal) | _bodies(totals)
    return {name: full.get(one, one) for name, one in spelt.items()}


def _spellings(names: Counter[str]) -> dict[str, str]:
    """Return each name's commonest spelling; spellings differ in case, dots, and middle initials."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in names.items():
        groups[_key(name)][name] += count
    return {name: _commonest(forms) for forms in groups.values() for name in forms}


def _key(name: str) -> str:
    given, surname = given_and_surname(name)
    return f"{given} {surname}" if given and person(name) == name else folded(name)


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def _totals(names: Counter[str], leads: Mapping[str, str]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for name, count in names.items():
        if leads[name]:
            totals[leads[name]] += count
    return totals


def _corrected(leads: Mapping[str, str], stated: Mapping[str, str]) -> dict[str, str]:
    """Return the leads as a person states them; a name that leads to nothing is nobody's."""
    meant = {folded(name): one for name, one in stated.items()}
    spelt = {leads.get(one, one): one for one in stated.values() if one}
    corrected = dict(leads)
    for name, one in leads.items():
        corrected[name] = meant.get(folded(name), meant.get(folded(one), spelt.get(one, one)))
    return corrected


def _people(names: Counter[str], personal: frozenset[str]) -> dict[str, str]:
    """Return the person whom each bare surname means, where one of that surname dominates."""
    by_surname: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in names.items():
        given, surname = given_and_surname(name)
        if given and person(name) == name:
            by_surname[surname][name] = count
    bare = ((name, by_surname.get(name.lower())) for name in names if " " not in name)
    return {
        name: one
        for name, fitting in bare
        if fitting and (one := _dominant(fitting, 0 if name in personal else names[name]))
    }


def _bodies(names: Counter[str]) -> dict[str, str]:
    """Return the full name of each body that is named short: "US State Department" for "State Department"."""
    by_short: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in names.items():
        words = folded(name).split()
        if len(words) > _SHORTEST and is_place_adjective(words[0]):
            by_short[" ".join(words[1:])][name] = count
    short = ((name, by_short.get(folded(name))) for name in names)
    return {name: one for name, fitting in short if fitting and (one := _dominant(fitting, 0))}


def _dominant(fitting: Counter[str], bare: int) -> str:
    """Return the one that a bare name means, or nothing.

    It must be far commoner than the next, and named at least as often as the bare name stands alone.
    """
    ranked = sorted(fitting.items(), key=lambda item: (-item[1], item[0]))
    (first, most), following = ranked[0], ranked[1:]
    clear = not following or most >= _DOMINANT * following[0][1]
    return first if clear and most >= bare else ""


def _meanings(counts: Counter[Sighting], leads: Mapping[str, str]) -> dict[str, str]:
    """Return whom each form means, an acronym or a bare surname too, where the documents that print it agree."""
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for (form, name), count in sorted(counts.items()):
        if leads[plain_name(name)] and folded(form) not in _GENERIC and form != form.lower():
            meant[folded(plain_name(form))][leads[plain_name(name)]] += count
    return {form: one for form, fitting in sorted(meant.items()) if (one := _dominant(fitting, 0))}


def _forms(counts: Counter[Sighting], leads: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for (form, name), count in counts.items():
        canonical = leads[plain_name(name)]
        if not canonical:
            continue
        forms[canonical][name] += count
        if folded(form) not in _GENERIC and (person(form) or not person(canonical)):
            forms[canonical][voice(form)] += count
    return {name: tuple(_ranked(forms[name])[:_ALIASES]) for name in sorted(forms)}


def _ranked(forms: Counter[str]) -> list[str]:
    return sorted(forms, key=lambda form: (-forms[form], form))
