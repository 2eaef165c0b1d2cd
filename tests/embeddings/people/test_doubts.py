from embeddings.people.doubts import Doubt, Voice, doubted


def test_a_name_that_may_be_anothers_comes_first_then_what_is_no_name() -> None:
    voices = [
        Voice("Ana Ruiz", 9, 20, 0),
        Voice("crowd of men", 2, 2, 0),
        Voice("Reed", 1, 4, 3),
        Voice("Crooked Ana Ruiz", 1, 1, 0),
        Voice("Jane Smithson", 1, 1, 0),
        Voice("Jane Smithsen", 3, 3, 0),
    ]
    assert [(one.voice.name, one.doubts, one.other) for one in doubted(voices)] == [
        ("Crooked Ana Ruiz", (Doubt.OTHER,), "Ana Ruiz"),
        ("Jane Smithson", (Doubt.OTHER,), "Jane Smithsen"),
        ("Reed", (Doubt.SHORT, Doubt.STATEMENTS), ""),
        ("crowd of men", (Doubt.DESCRIPTION,), ""),
        ("Ana Ruiz", (), ""),
        ("Jane Smithsen", (), ""),
    ]


def test_a_count_a_persons_staff_and_a_namesake_are_nobody_else() -> None:
    names = ("21 percent", "22 percent", "Ana Ruiz’s aides", "Ana Ruiz’s aide", "Ron Paul", "Rand Paul", "Ana Moss Jr.")
    assert [one.other for one in doubted([Voice(name, 1, 1, 0) for name in (*names, "Ana Moss")])] == [""] * 8
