from pathlib import Path

from kg.resources import path
from kg.training.silver import NAMELESS, RAW, files, silver

READER = path("models/reader")


def raw(root: Path, *lines: str) -> Path:
    folder = root / "raw" / "hi-common-voice"
    folder.mkdir(parents=True)
    (folder / "sentences.txt").write_text("\n".join(lines), encoding="utf-8")
    return root


def test_names_in_raw_text_are_marked_where_they_stand(tmp_path: Path) -> None:
    root = raw(tmp_path, "प्रधानमंत्री नरेंद्र मोदी सोमवार को नई दिल्ली पहुंचे।", "हाँ।")
    (example,) = silver(root, READER)
    assert [(m.kind, example.text[m.start : m.end]) for m in example.marks] == [
        ("person", "नरेंद्र मोदी"),
        ("place", "नई दिल्ली"),
    ]
    assert not example.full and example.lang == "hi"
    assert [f.name for f in files(root)] == ["sentences.txt"]


def test_the_order_of_the_lines_does_not_matter(tmp_path: Path) -> None:
    lines = [f"राम सिंह ने {n} किताबें लखनऊ भेज दीं।" for n in ("दो", "तीन", "चार", "पाँच")]
    first = silver(raw(tmp_path / "a", *lines), READER)
    second = silver(raw(tmp_path / "b", *reversed(lines), lines[0]), READER)
    assert first == second and len(first) == len(lines)


def test_sentences_without_a_name_are_few(tmp_path: Path) -> None:
    most = next(most for pattern, _, most in RAW if "hi-common-voice" in pattern)
    lines = [f"आज बाज़ार में {n} तरह की सब्ज़ियाँ मिल रही थीं।" for n in range(most // NAMELESS + 20)]
    assert len(silver(raw(tmp_path, *lines), READER)) == most // NAMELESS
