from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.reader.tokens import SPECIAL, load_vocabulary, save_vocabulary, unigram, windows, words

PIECES = [*SPECIAL, "▁", "▁ne", "▁the", "a", "b", "c", "▁राम", "▁ने", "।", "क", "़", ".", "▁met", "t"]
TOKENIZER = unigram([(piece, -float(n)) for n, piece in enumerate(PIECES)])


def texts(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


def test_words_keep_vowel_signs_nukta_and_joiners_and_part_from_punctuation() -> None:
    assert texts("क़ुरैशी ने कहा।") == ["क़ुरैशी", "ने", "कहा", "।"]
    assert texts("می‌گوید، «نه»") == ["می‌گوید", "،", "«", "نه", "»"]
    assert texts("Benin's (old) town.") == ["Benin", "'", "s", "(", "old", ")", "town", "."]


def test_a_vocabulary_survives_the_file(tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.tsv.gz"
    save_vocabulary(file, PIECES, [-float(n) for n in range(len(PIECES))])
    assert load_vocabulary(file).encode("राम ने").tokens == TOKENIZER.encode("राम ने").tokens == ["▁राम", "▁ने"]


def test_the_same_vocabulary_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        save_vocabulary(tmp_path / name, PIECES, [0.0] * len(PIECES))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_broken_vocabulary_is_named(tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.tsv.gz"
    file.write_bytes(b"nothing")
    with pytest.raises(ResourceError, match="vocabulary.tsv.gz"):
        load_vocabulary(file)


def test_a_vocabulary_without_special_pieces_is_refused() -> None:
    with pytest.raises(ResourceError, match="begins with"):
        unigram([("a", 0.0)])


def test_each_word_points_to_its_own_first_piece() -> None:
    text = "राम ने the cab."
    (window,) = windows(TOKENIZER, text, words(text))
    tokens = [PIECES[p] for p in window.pieces]
    assert [tokens[f] for f in window.firsts] == ["▁राम", "▁ने", "▁the", "c", "."]


@given(st.text(alphabet="abct .।क़न\u200cे\n", max_size=120), st.integers(6, 30))
def test_windows_hold_every_word_once_and_are_short_enough(text: str, longest: int) -> None:
    spans = words(text)
    found = windows(TOKENIZER, text, spans, longest=longest)
    assert [n for w in found for n in range(w.start, w.stop)] == list(range(len(spans)))
    for w in found:
        assert len(w.pieces) <= longest
        assert all(0 < f < len(w.pieces) - 1 for f in w.firsts)


def test_windows_are_cut_after_the_end_of_a_sentence() -> None:
    text = "ab ab. ab ab. ab ab."
    spans = words(text)
    found = windows(TOKENIZER, text, spans, longest=14, ends=[2, 5, 8])
    assert [text[spans[w.stop - 1][0]] for w in found] == ["."] * len(found) and len(found) > 1
