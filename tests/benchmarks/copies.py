"""How well copies and furniture are told in a folder of articles that is seeded with both.

Usage: python tests/benchmarks/copies.py DATA_FOLDER
Prints one JSON object; larger is better except for seconds.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from itertools import pairwise
from pathlib import Path

from embeddings.cleaning.furniture import block_print, fingerprint, furniture
from embeddings.copies.copies import Copies, copies

NOTE = (
    "Editor's note: our newsroom is paid for by its readers, takes no orders from its owners, and corrects its errors "
    "within a day. Write to the public editor if you find one."
)
FEWEST = 20
"""Words of the passages that are copied: those that are very short are copies only where nearly equal."""
COPIED, NOTED = 5, 7
"""One article in so many is reprinted; one in so many has the note."""
INVENTED, INVENTED_PASSAGES, INVENTED_WORDS = (1000, 2000, 4000, 8000), 16, 40
"""Documents invented to see how the time grows, passages in each, and words in each passage."""

SPELLINGS = (
    ("iz", "is"),
    ("or ", "our "),
    ("U.S.", "US"),
    ("U.N.", "UN"),
    ("“", '"'),
    ("”", '"'),
    ("’", "'"),
    ("ense", "ence"),
)
SENTENCE = re.compile(r"(?<=[.!?]) ")

Article = list[str]
Passages = list[tuple[int, int, str]]


def read(folder: Path) -> list[Article]:
    """Return the articles' passages, without the title and what else is short at their head."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [[line for line in map(str.strip, text.split("\n")) if len(line.split()) >= FEWEST] for text in texts]


def respelled(passage: str, _: random.Random) -> str:
    for one, other in SPELLINGS:
        passage = passage.replace(one, other)
    return passage


def cut(passage: str, chance: random.Random) -> str:
    """Return the passage without up to 30 % of its words at one end."""
    words = passage.split()
    kept = chance.randint(int(0.7 * len(words)), len(words))
    return " ".join(words[:kept] if chance.random() < 0.5 else words[-kept:])


def edited(passage: str, chance: random.Random) -> str:
    """Return the passage with one word in fifteen left out, doubled or put in another's place."""
    words = passage.split()
    for place in chance.sample(range(len(words)), max(1, len(words) // 15)):
        words[place] = chance.choice(("", f"{words[place]} reportedly", chance.choice(words)))
    return " ".join(words)


def shortened(passage: str, chance: random.Random) -> str:
    """Return the passage with a sentence left out, where the rest is at least half of it."""
    sentences = SENTENCE.split(passage)
    dropped = chance.randrange(len(sentences))
    rest = " ".join(sentences[:dropped] + sentences[dropped + 1 :])
    return rest if len(rest) >= len(passage) / 2 else passage


EDITS = {"respelled": respelled, "cut": cut, "edited": edited, "shortened": shortened}


def seeded(articles: list[Article], chance: random.Random) -> tuple[Passages, list[tuple[int, int, str]], set[int]]:
    """Return all passages, the copies made as (original, copy, kind of edit), and the passages that are notes."""
    passages: Passages = []
    made: list[tuple[int, int, str]] = []
    notes: set[int] = set()
    reprints = []
    for document, article in enumerate(articles):
        first = len(passages)
        passages += [(first + place, document, text) for place, text in enumerate(article)]
        if document % COPIED == 0:
            reprints.append((first, article))
        if document % NOTED == 0:
            notes.add(len(passages))
            passages.append((len(passages), document, NOTE))
    for document, (first, article) in enumerate(reprints, len(articles)):
        for place in sorted(chance.sample(range(len(article)), chance.randint(len(article) // 2, len(article)))):
            kind = chance.choice(sorted(EDITS))
            made.append((first + place, len(passages), kind))
            passages.append((len(passages), document, EDITS[kind](article[place], chance)))
    return passages, made, notes


def timed(passages: Passages) -> tuple[Copies, float]:
    imprints = {document: (None, f"{document:07}") for _, document, _ in passages}
    began = time.process_time()
    found = copies(passages, imprints)
    return found, round(time.process_time() - began, 2)


def figures(articles: list[Article]) -> dict[str, float]:
    chance = random.Random(1)
    passages, made, notes = seeded(articles, chance)
    found, _ = timed(passages)
    before, _ = timed([passage for passage in passages if passage[1] < len(articles)])
    group_of = {member.passage: place for place, group in enumerate(found.groups) for member in group.members}
    original = {copy: first for first, copy, _ in made}
    together = [[original.get(m.passage, m.passage) for m in group.members] for group in found.groups]
    # The articles print some things twice of themselves: what was a group before is no error of the seeding.
    known = {frozenset(pair) for group in before.groups for pair in pairs([m.passage for m in group.members])}
    judged = [one == other for group in together for one, other in pairs(group) if frozenset((one, other)) not in known]
    recalled = {
        kind: share(
            [group_of.get(one, -1) == group_of.get(other, -2) for one, other, made_by in made if made_by == kind]
        )
        for kind in EDITS
    }
    standing = {member.passage for group in found.furniture for member in group.members}
    prints = furniture(
        [block_print(text) for _, number, text in passages if number == document] for document in range(len(articles))
    )
    return {
        "pairs": len(made),
        "precision": share(judged),
        "recall": share([group_of.get(one, -1) == group_of.get(other, -2) for one, other, _ in made]),
        **{f"recall_{kind}": value for kind, value in recalled.items()},
        "notes": len(notes),
        "notes_furniture": share([note in standing for note in notes]),
        "copies_not_furniture": share([copy not in standing for _, copy, _ in made]),
        "note_dropped_when_reading": float(fingerprint(NOTE) in prints),
        "copies_kept_when_reading": share([fingerprint(passages[copy][2]) not in prints for _, copy, _ in made]),
    }


def pairs(members: list[int]) -> list[tuple[int, int]]:
    return [(one, other) for place, one in enumerate(members) for other in members[:place]]


def share(outcomes: list[bool]) -> float:
    return round(sum(outcomes) / max(1, len(outcomes)), 4)


def invented(articles: list[Article], documents: int, chance: random.Random) -> Passages:
    """Return documents of which each word follows the one before as somewhere in the articles: only phrases repeat."""
    words = " ".join(passage for article in articles for passage in article).split()
    following: dict[str, list[str]] = {}
    for one, after in pairwise(words):
        following.setdefault(one, []).append(after)
    passages: Passages = []
    word = words[0]
    for document in range(documents):
        for _ in range(INVENTED_PASSAGES):
            text = [word := chance.choice(following.get(word, words)) for _ in range(INVENTED_WORDS)]
            passages.append((len(passages), document, " ".join(text)))
    return passages


def main() -> None:
    articles = read(Path(sys.argv[1]))
    result = figures(articles)
    result |= {f"seconds_{len(half)}": timed(listed(half))[1] for half in (articles[::2], articles)}
    for documents in INVENTED:
        passages = invented(articles, documents, random.Random(2))
        result[f"seconds_{documents}_invented"] = timed(passages)[1]
    json.dump(result, sys.stdout, indent=1)


def listed(articles: list[Article]) -> Passages:
    texts = [(document, text) for document, article in enumerate(articles) for text in article]
    return [(passage, document, text) for passage, (document, text) in enumerate(texts)]


if __name__ == "__main__":
    main()
