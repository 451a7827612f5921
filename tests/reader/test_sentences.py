from kg.reader.sentences import sentences


def cut(text: str, *names: str) -> list[str]:
    spans = [(text.index(n), text.index(n) + len(n)) for n in names]
    return [text[a:b] for a, b in sentences(text, spans)]


def test_signs_of_five_languages() -> None:
    assert cut("राम आए। कब? Now. وہ گئے۔ لماذا؟ نعم") == ["राम आए।", "कब?", "Now.", "وہ گئے۔", "لماذا؟", "نعم"]


def test_titles_and_initials_end_nothing() -> None:
    assert cut("Dr. Ana Ruiz came. She left.", "Ana Ruiz") == ["Dr. Ana Ruiz came.", "She left."]
    assert cut("आर. मुरुगानंदम आए। सब गए।", "आर. मुरुगानंदम") == ["आर. मुरुगानंदम आए।", "सब गए।"]


def test_numbers_keep_their_point_and_lines_end_sentences() -> None:
    assert cut("A headline\nIt rose 2.5 percent.") == ["A headline", "It rose 2.5 percent."]


def test_a_name_may_begin_the_next_sentence() -> None:
    assert cut("They agreed. Ana Ruiz left.", "Ana Ruiz") == ["They agreed.", "Ana Ruiz left."]


def test_an_empty_text_has_none() -> None:
    assert cut(" \n ") == []
