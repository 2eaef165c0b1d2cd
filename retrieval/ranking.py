"""Candidates to an order: vectors, terms, tokens and conditions make one score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from embeddings.documents import fold
from embeddings.language.word_classes import is_function_word
from embeddings.storage.records import news_of
from retrieval.spans import share
from retrieval.understanding.courtesy import asking_sentences
from retrieval.understanding.deeds import as_asked, deed
from retrieval.understanding.offices import names_holder, office_asked
from retrieval.understanding.query import Kind
from retrieval.understanding.stands import stand, takes
from retrieval.understanding.verb_agent import asked_verb, names_agent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from embeddings.documents import Period
    from embeddings.encoding.encoder import QuestionVectors
    from embeddings.indexing.passage_index import Candidate, PassageIndex
    from embeddings.storage.records import StoredDocument, StoredPassage, StoredStatement
    from retrieval.library import Library
    from retrieval.reader.reader import Marking
    from retrieval.understanding.query import Query

_CONSIDERED = 60
"""Best candidates by vector and terms that are read from the corpus: six times a long answer, and each costs a read."""
FUNCTION_WORD = 0.5
"""Weight of the tokens of words such as "who" and "the", beside one for those that carry the meaning; by judgement."""
_AS_GOOD = 0.5
"""A hit at most this far below the best score counts as equally good: it may be moved to the front because it is newer
or another speaker's.

By judgement: about what separates a passage on the topic from one that only shares a word with it.
"""
_WEEK = 7
"""A statement dated to at most this many days ("this week") is never vague."""
_TOLD = 10
"""Best of those in which a deed is looked for: a long answer."""
_COMPARED = 30
"""Best of those whose tokens are compared with the question's: three times a long answer; each costs some time."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much beside the cosine, which has weight one.

    A convex sum but for its scale (Bruch et al. 2023, arXiv:2210.11934). ``tests/benchmarks/weights.py`` chose all but
    the period's, the agent's, the roles', the answer's and that of how something is taken. Those are set by judgement:
    each lifts a passage over its near-equals only. Small changes of any weight hardly matter.
    """

    lexical: float = 0.3
    interaction: float = 4.0
    spoken: float = 0.5
    period: float = 0.2
    agent: float = 0.2
    answering: float = 0.4
    roles: float = 0.4
    taken: float = 0.4
    late: float = 1.0
    """Taken off what was printed outside the asked period, where no topic is asked for; as much as for ``vague``."""
    few: float = 1.0
    """The answer's, where a few words are asked for: those the reader knows best. On questions kept from its training,
    on encyclopaedia articles and on news, more than the other weight; with accounts and explanations, less."""
    headline: float = 0.8
    """Taken off a headline where words are asked for: those that it announces stand in the passages below it."""
    vague: float = 1.0
    """Taken off what is only vaguely of the period; by judgement: enough to come after all that surely is."""


_SIGNS = {True: 1.0, False: -1.0, None: 0.0}
WEIGHTS = Weights()
FIRST = Weights(lexical=0.43, interaction=0.0)
"""What chooses the candidates that are compared: 0.3 of BM25 to 0.7 of the cosine."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate, and what speaks for it; each signal lies in [0, 1] or is a cosine."""

    passage: StoredPassage
    dense: float
    lexical: float
    """BM25 as a share of the question's best."""
    by_meaning: int | None = None
    """Rank by ``dense`` among the candidates, from 1."""
    by_words: int | None = None
    """Rank by ``lexical`` among them; None where no word is shared."""
    spoken: float = 0.0
    """Share of the passage that is the asked speaker's own words; 0 where no words are asked for."""
    in_period: bool = False
    """Whether it speaks of the asked period, where that is a wish and no condition."""
    vague: bool = False
    """Whether its statements are of a time so long, such as a year, that they may lie outside the asked period."""
    late: bool = False
    """Whether it was printed outside the asked period, and so may recall what was said in it."""
    interaction: float = 0.0
    """Weighted mean over the question's tokens of the best cosine, half among all the passage's tokens and half within
    its best stretch."""
    agent: bool = False
    """Whether the passage names the agent of the action asked about: "backed by Egypt"."""
    statements: tuple[StoredStatement, ...] = ()
    """The statements in it that meet the question's conditions."""
    by_others: bool = False
    """Whether only others speak in it than the group that the question asks for."""
    headline: bool = False
    """Whether it is only the title of its document, where words are asked for."""
    few: bool = False
    """Whether a few words are asked for: a name, a day, a number."""
    as_asked: bool | None = None
    """Whether it tells the deed asked about with the same doer, or the other way round; None where it tells neither."""
    taken: bool | None = None
    """Whether it denies, blames or supports as the question has it, or only the contrary; None where neither."""
    marking: Marking | None = None
    """The words in it that answer, and how likely they do; None where it was not read."""
    thread: float = 0.0
    """What it gains or loses by what was read before in the conversation."""

    def score(self, weights: Weights = WEIGHTS) -> float:
        """Return the weighted sum of the signals; larger is better."""
        likeness = self.dense + weights.lexical * self.lexical + weights.interaction * self.interaction
        fit = weights.spoken * self.spoken + weights.period * self.in_period + weights.agent * self.agent
        # Grammar is surer than the reader: a passage that names who did it answers who did it.
        answers = max(self.marking.probability, float(self.agent)) if self.marking else 0.0
        answering = weights.few if self.few else weights.answering
        doubt = weights.vague * self.vague + weights.late * self.late + weights.headline * self.headline
        roles = weights.roles * _SIGNS[self.as_asked] + weights.taken * _SIGNS[self.taken]
        return likeness + fit + roles + answering * answers - doubt + self.thread


def rank(query: Query, encoded: QuestionVectors, candidates: Iterable[Candidate], library: Library) -> list[Hit]:
    """Return the best candidates, best first; where the latest is asked for, the latest of the good ones first."""
    verb = asked_verb(query.text, library.index)
    hits = [_described(query, verb, hit, library) for hit in _considered(list(candidates), library)]
    hits.sort(key=lambda hit: (-hit.score(FIRST), hit.passage.id))
    best = _best_first(_taken(query, _compared(hits[:_COMPARED], encoded, library), library))
    best = _best_first([*_with_roles(query, best[:_TOLD], library), *best[_TOLD:]])
    ordered = (_newest_first(best) if query.newest else best) + hits[_COMPARED:]
    return _each_heard(ordered, about=query.topic) if query.joint else ordered


def _best_first(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score(), hit.passage.id))


def _newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits about as good as the best, the latest day first, then the others."""
    good = [hit for hit in hits if hit.score() >= hits[0].score() - _AS_GOOD]
    good.sort(key=lambda hit: hit.passage.said.last.toordinal() if hit.passage.said else 0, reverse=True)
    return good + list(hits[len(good) :])


def _each_heard(hits: Sequence[Hit], *, about: str) -> list[Hit]:
    """Return the hits with each speaker's best one first, unless it is clearly worse than the best on the topic."""
    heard, firsts = set[int](), list[Hit]()
    for hit in hits:
        speakers = {statement.speaker for statement in hit.statements}
        if speakers - heard and (not about or hit.score() >= hits[0].score() - _AS_GOOD):
            firsts.append(hit)
            heard |= speakers
    first = {hit.passage.id for hit in firsts}
    return firsts + [hit for hit in hits if hit.passage.id not in first]


def _considered(candidates: Sequence[Candidate], library: Library) -> list[Hit]:
    """Return the best candidates by vector and terms, read from the corpus."""
    best = max((candidate.lexical for candidate in candidates), default=0.0) or 1.0
    by_meaning = _ranks(candidates, lambda candidate: candidate.dense)
    by_words = _ranks([each for each in candidates if each.lexical > 0], lambda candidate: candidate.lexical)
    fused = _ranks(candidates, lambda candidate: candidate.dense + FIRST.lexical * candidate.lexical / best)
    scores = {candidate.passage: candidate for candidate in candidates}
    return [
        Hit(
            library.corpus.passage(passage),
            scores[passage].dense,
            scores[passage].lexical / best,
            by_meaning[passage],
            by_words.get(passage),
        )
        for passage in list(fused)[:_CONSIDERED]
    ]


def _ranks(candidates: Iterable[Candidate], score: Callable[[Candidate], float]) -> dict[int, int]:
    """Return each passage's rank from 1, in the order of ranks."""
    ordered = sorted(candidates, key=lambda candidate: (-score(candidate), candidate.passage))
    return {candidate.passage: rank for rank, candidate in enumerate(ordered, 1)}


def _described(query: Query, verb: frozenset[str], hit: Hit, library: Library) -> Hit:
    """Return the hit with what it says and when, and whether it names who did what the verb says."""
    passage, wished = hit.passage, None if query.reported else query.period
    in_period = bool(wished and passage.said and passage.said.overlaps(wished))
    document = library.corpus.document(passage.document)
    if query.kind is Kind.STATEMENT:
        statements = _fitting(query, passage, library)
        contents = [statement.content for statement in statements]
        vague = bool(statements and query.period) and all(_is_vague(each, query.period) for each in statements)
        printed, period = document.provenance.published, None if query.topic else query.period
        late = bool(period and printed and not period.first <= printed <= period.last)
        headline = _is_headline(passage.span.of(document.text), document)
        hit = replace(hit, in_period=in_period, statements=statements, spoken=share(passage.span, contents))
        hit = replace(hit, vague=vague, late=late, headline=headline) if vague or late or headline else hit
        return _by_group(query.group, hit, library) if query.group else hit
    text = passage.span.of(document.text) if verb else ""
    agent = names_agent(verb, text, library.index)
    return replace(hit, in_period=in_period, agent=agent) if in_period or agent else hit


def _by_group(group: str, hit: Hit, library: Library) -> Hit:
    """Return the hit with the statements of speakers whose name prints the group's noun, if there are any."""
    noun = library.index.terms_of(group)
    theirs = tuple(each for each in hit.statements if noun <= library.index.terms_of(each.name))
    spoken = share(hit.passage.span, [statement.content for statement in theirs])
    return replace(hit, statements=theirs or hit.statements, spoken=spoken, by_others=not theirs)


def _taken(query: Query, hits: Sequence[Hit], library: Library) -> list[Hit]:
    """Return the hits with whether each takes what the question is about as the question has it."""
    asked = stand(query, library.index)
    if asked is None:
        return list(hits)
    texts = (hit.passage.span.of(library.corpus.document(hit.passage.document).text) for hit in hits)
    return [replace(hit, taken=takes(asked, text, library.index)) for hit, text in zip(hits, texts, strict=True)]


def _with_roles(query: Query, hits: Sequence[Hit], library: Library) -> list[Hit]:
    """Return the hits with whether each tells the deed asked about or names the holder of the office."""
    tells = None if query.reported else _telling(query, library.index)
    if tells is None:
        return list(hits)
    texts = (hit.passage.span.of(library.corpus.document(hit.passage.document).text) for hit in hits)
    return [replace(hit, as_asked=tells(text)) for hit, text in zip(hits, texts, strict=True)]


def _telling(query: Query, index: PassageIndex) -> Callable[[str], bool | None] | None:
    """Return what tells whether a passage has the roles as asked; None where the question gives none."""
    question = asking_sentences(query.text)[0]
    if office := office_asked(question):
        return lambda text: names_holder(office, text)
    done = deed(question, index)
    if done is None:
        return None
    alike = stand(query, index)
    # Who criticizes is critical, and accuses or blames: all words for one way to take somebody are one deed.
    wide = replace(done, verb=done.verb | alike.words) if alike and done.verb <= alike.words else done
    return lambda text: as_asked(wide, text, index)


def _is_headline(text: str, document: StoredDocument) -> bool:
    title = _letters(document.provenance.title or "")
    return bool(title) and _letters(text).endswith(title)


def _letters(text: str) -> str:
    """Return the letters and digits alone: a headline printed again above its article differs in its marks."""
    return "".join(filter(str.isalnum, fold(text)))


def _compared(hits: Sequence[Hit], encoded: QuestionVectors, library: Library) -> list[Hit]:
    alignments = library.index.alignments(encoded, [hit.passage.id for hit in hits])
    if not alignments.whole.size:
        return list(hits)
    weights = [FUNCTION_WORD if is_function_word(word.strip("?!.,").lower()) else 1.0 for word in encoded.words]
    means = np.average((alignments.whole + alignments.near) / 2, axis=1, weights=weights)
    return [replace(hit, interaction=float(mean)) for hit, mean in zip(hits, means, strict=True)]


def _is_vague(statement: StoredStatement, period: Period | None) -> bool:
    """Return whether the statement's days are too many to tell that they lie within the period."""
    if statement.said is None or period is None:
        return False
    if not statement.said.overlaps(period):
        return True  # only their printing lies within it
    inside = period.first <= statement.said.first and statement.said.last <= period.last
    return not inside and statement.said.days > max(period.days, _WEEK)


def _fitting(query: Query, passage: StoredPassage, library: Library) -> tuple[StoredStatement, ...]:
    """Return the statements of the passage that the question may ask for: of its period, or news in a longer one."""
    mine = [
        statement
        for statement in library.corpus.statements_in(passage.id)
        if not query.speakers or statement.speaker in query.speakers
    ]
    if query.period is None:
        return tuple(mine)
    said = tuple(statement for statement in mine if statement.said and statement.said.overlaps(query.period))
    published = library.corpus.document(passage.document).provenance.published
    news = ((statement, news_of(statement.said, published)) for statement in mine if query.period.days > _WEEK)
    return said or tuple(statement for statement, day in news if day and day.overlaps(query.period))
