"""Whether a text is English."""

import pytest

from embeddings.language.detection import foreign_language
from tests.places import SEEDS


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Der Stadtrat beschloss am Montag, die alte Brücke bis zum Herbst zu schließen.",
            "de",
        ),
        ("Le conseil a voté lundi la fermeture du vieux pont jusqu'à l'automne, a déclaré la maire, Ana Ruiz.", "fr"),
        ("أعلن المجلس يوم الاثنين أن الجسر القديم سيغلق حتى الخريف، وقال رئيس المجلس إن العمل سيستمر خمسة أشهر.", "ar"),
        ("The council voted on Monday to close the old bridge until the autumn, said the mayor, Ana Ruiz.", None),
        ("Haftar, Tripoli, Pompeo", None),
        ("", None),
    ],
)
def test_another_language_is_named_and_english_is_not(text: str, language: str | None) -> None:
    assert foreign_language(text) == language


def test_the_seeds_are_english() -> None:
    assert {foreign_language(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")} == {None}
