from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from embeddings.copies.copies import Copies, copies
from tests.places import SEEDS

NOTE = "Editor's note: this newspaper is published by a trust and takes no money from parties, firms or governments."


def corpus(*documents: list[str]) -> list[tuple[int, int, str]]:
    """Return the documents' passages; passage 201 is the second of document 2."""
    return [(100 * d + p, d, text) for d, texts in enumerate(documents) for p, text in enumerate(texts)]


def grouped(passages: list[tuple[int, int, str]]) -> Copies:
    return copies(passages, {document: (None, f"{document:03}.txt") for _, document, _ in passages})


def members(found: Copies) -> list[list[int]]:
    return [[member.passage for member in group.members] for group in found.groups]


def prose(seed: int, words: int = 40) -> str:
    """Return words that no other seed gives."""
    letters = random.Random(seed)
    return " ".join("".join(letters.choices("bcdfghjklmnp", k=7)) for _ in range(words))


def article(seed: int, passages: int = 6) -> list[str]:
    return [prose(100 * seed + passage) for passage in range(passages)]


def test_a_reprinted_passage_is_a_copy() -> None:
    assert members(grouped(corpus([prose(1), prose(2)], [prose(3), prose(1)]))) == [[0, 101]]


def test_passages_of_their_own_are_no_copies() -> None:
    assert members(grouped(corpus(article(1), article(2), article(3)))) == []


def test_a_passage_repeated_in_its_own_document_is_no_copy() -> None:
    assert members(grouped(corpus([prose(1), prose(1)], [prose(2)]))) == []


def test_a_respelled_passage_is_a_copy() -> None:
    british = "The organisation recognised the U.S. defence programme’s centre, and favoured a dialogue"
    american = "The organization recognized the US defense program's center, and favored a dialog"
    assert members(grouped(corpus([british], [american]))) == [[0, 100]]


def test_a_passage_glued_to_another_is_a_copy_of_it() -> None:
    found = grouped(corpus([prose(1)], [f"{prose(2)}.{prose(1)}"]))
    assert members(found) == [[0, 100]]
    assert found.groups[0].fullest == 100


def test_passages_glued_by_one_outlet_are_not_copies_of_each_other() -> None:
    found = grouped(corpus([prose(1, 50), prose(2)], [prose(1, 50), prose(2)], [f"{prose(1, 50)} {prose(2)}"]))
    assert members(found) == [[0, 100, 200], [1, 101]]


def test_a_chain_of_near_copies_draws_no_strangers_together() -> None:
    words = prose(1, 150).split()
    chain = [" ".join(words[start : start + 50]) for start in range(0, 101, 20)]
    found = grouped(corpus(*([text] for text in chain)))
    overlapping = {(100 * one, 100 * other) for one in range(6) for other in range(6) if abs(one - other) <= 1}
    assert found.groups
    assert all((one, other) in overlapping for group in members(found) for one in group for other in group)


def test_a_passage_with_half_of_each_of_two_others_is_in_one_group() -> None:
    words = prose(1, 100).split()
    fullest, between, other = words[:60], words[35:75], words[50:]
    assert members(grouped(corpus([" ".join(fullest)], [" ".join(between)], [" ".join(other)]))) == [[0, 100]]


def test_many_outlets_with_an_edit_each_are_one_group() -> None:
    words = prose(1).split()
    edited = [" ".join([*words[:place], "changed", *words[place + 1 :]]) for place in range(40)]
    assert members(grouped(corpus(*([text] for text in edited)))) == [[100 * document for document in range(40)]]


def test_a_short_passage_is_a_copy_only_of_its_near_equal() -> None:
    short, equal, longer = (
        "He declined to say more.",
        "He declined to say more",
        f"He declined to say more. {prose(1, 12)}",
    )
    assert members(grouped(corpus([short], [equal], [longer]))) == [[0, 100]]


def test_a_short_passage_with_another_last_word_is_a_copy() -> None:
    passages = [prose(number, 8) for number in range(30)]
    changed = [f"{passage.rsplit(maxsplit=1)[0]} otherwise" for passage in passages]
    assert members(grouped(corpus(passages, changed))) == [[number, 100 + number] for number in range(30)]


def test_a_name_with_its_titles_makes_no_copy() -> None:
    titles = "the former prime minister and leader of the opposition, Jane Roe,"
    assert members(grouped(corpus([f"{prose(1, 8)} {titles}"], [f"{titles} {prose(2, 9)}"]))) == []


def test_the_first_printed_leads_and_the_undated_come_last() -> None:
    passages = corpus([prose(1)], [prose(1)], [prose(1)], [f"{prose(1)} {prose(2, 5)}"])
    imprints = {
        0: (None, "a.txt"),
        1: (date(2019, 11, 16), "c.txt"),
        2: (date(2019, 11, 16), "b.txt"),
        3: (date(2019, 11, 20), "a.txt"),
    }
    group = copies(passages, imprints).groups[0]
    assert [member.document for member in group.members] == [2, 1, 3, 0]
    assert (group.earliest, group.fullest) == (200, 300)


def test_a_note_under_unrelated_articles_is_furniture() -> None:
    found = grouped(corpus(*([*article(number), NOTE] for number in range(4))))
    assert found.groups == ()
    assert [len(group.members) for group in found.furniture] == [4]


def test_a_statement_in_two_unrelated_articles_is_a_copy() -> None:
    found = grouped(corpus([*article(1), prose(900)], [*article(2), prose(900)]))
    assert members(found) == [[6, 106]]


def test_a_passage_of_a_story_that_strangers_quote_is_a_copy() -> None:
    strangers = ([*article(number), article(1)[0]] for number in (2, 3))
    found = grouped(corpus(*[article(1)] * 4, *strangers))
    assert members(found)[0] == [0, 100, 200, 300, 406, 506]
    assert found.furniture == ()


def test_a_page_of_notes_makes_no_family_of_those_that_print_them() -> None:
    notes = [NOTE, prose(900, 20)]
    found = grouped(corpus(notes, *([*article(number), *notes] for number in range(5))))
    assert [len(group.members) for group in found.furniture] == [6, 6]


def test_a_note_under_pairs_of_reprints_is_furniture_and_the_pairs_are_copies() -> None:
    found = grouped(corpus(*([*article(number // 2), NOTE] for number in range(8))))
    assert len(found.groups) == 4 * 6
    assert [len(group.members) for group in found.furniture] == [8]


def test_a_passage_of_a_story_that_many_print_is_no_furniture() -> None:
    found = grouped(corpus(*([*article(1), prose(900 + number)] for number in range(6))))
    assert [len(group) for group in members(found)] == [6] * 6
    assert found.furniture == ()


def test_documents_that_share_two_passages_have_two_groups() -> None:
    found = grouped(corpus([prose(1), prose(2)], [prose(2), prose(1)]))
    assert [{member.passage for member in group.members} for group in found.groups] == [{0, 101}, {1, 100}]


def test_nothing_and_the_wordless_have_no_copies() -> None:
    assert copies([], {}) == Copies((), ())
    assert members(grouped(corpus(["—"], ["—"], [""]))) == []


def test_a_long_line_and_a_script_without_spaces_are_compared_like_any_other() -> None:
    line, chinese = prose(1, 20_000), "美国国务院周四在联合声明中呼吁利比亚国民军停止对的黎波里的攻势"
    assert members(grouped(corpus([line, chinese], [f"{chinese}。", line]))) == [[0, 101], [1, 100]]


def test_what_the_seeds_reprint_is_found() -> None:
    paths = sorted(SEEDS.glob("*.txt"))
    found = grouped(corpus(*([line for line in path.read_text("utf-8").split("\n") if line.strip()] for path in paths)))
    partly = [group for group in found.groups if {member.document for member in group.members} == {0, 1, 3}]
    assert len(partly) == 5
    assert found.furniture == ()


texts = st.lists(st.sampled_from([prose(n, w) for n in range(4) for w in (4, 9, 20, 45)]), min_size=1, max_size=5)


@given(st.lists(texts, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_passages_is_of_no_matter(documents: list[list[str]], shuffler: random.Random) -> None:
    passages = corpus(*documents)
    shuffled = shuffler.sample(passages, len(passages))
    assert grouped(shuffled) == grouped(passages)


@given(st.lists(texts, max_size=6))
def test_each_passage_is_in_one_group_at_most(documents: list[list[str]]) -> None:
    found = grouped(corpus(*documents))
    passages = [member.passage for group in (*found.groups, *found.furniture) for member in group.members]
    assert len(passages) == len(set(passages))
    assert all(group.fullest in {member.passage for member in group.members} for group in found.groups)


@given(st.integers(45, 80), st.integers(0, 9), st.integers(0, 9), st.sets(st.integers(0, 79), max_size=3))
def test_an_edited_and_cut_passage_is_a_copy(length: int, head: int, tail: int, edited: set[int]) -> None:
    words = prose(length, length).split()
    copy = ["changed" if place in edited else word for place, word in enumerate(words)][head : length - tail]
    assert members(grouped(corpus([" ".join(words), prose(1)], [" ".join(copy), prose(2)]))) == [[0, 100]]
