import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kg.reader.decode import RARER, best_tags, mentions
from kg.reader.labels import tags
from kg.reader.scoring import STEPS, buckets, gelu, sigmoid, softmax
from kg.training.corpora import EMPTY

NAMES = tags("mention")


def logits(*rows: str) -> np.ndarray:
    found = np.zeros((len(rows), len(NAMES)), np.float32)
    for n, row in enumerate(rows):
        found[n, NAMES.index(row)] = 6
    return found


def test_a_mention_runs_from_its_begin_tag_through_its_inside_tags() -> None:
    found = mentions(logits("O", "B-person", "I-person", "B-person", "O", "B-role"), "mention", 1.0)
    assert [(m.first, m.last, m.kind) for m in found] == [(1, 2, "person"), (3, 3, "person"), (5, 5, "role")]


def test_an_inside_tag_cannot_follow_another_kind() -> None:
    scores = logits("B-person", "I-role", "O")
    scores[1, NAMES.index("I-person")] = 5
    assert [NAMES[t] for t in best_tags(scores, "mention")] == ["B-person", "I-person", "O"]


def test_two_mentions_of_a_kind_side_by_side_are_one_unless_the_model_is_sure() -> None:
    scores = logits("B-place", "B-place", "O")
    assert len(mentions(scores, "mention", 1.0)) == 2
    scores[1, NAMES.index("I-place")] = 5
    assert [(m.first, m.last) for m in mentions(scores, "mention", 1.0)] == [(0, 1)]


def test_two_kinds_side_by_side_stay_two() -> None:
    scores = logits("B-role", "B-person", "O")
    scores[1, NAMES.index("I-role")] = 4
    assert [m.kind for m in mentions(scores, "mention", 1.0)] == ["role", "person"]


def test_names_are_rarer_than_the_model_learned_and_offices_are_not() -> None:
    scores = np.zeros((2, len(NAMES)), np.float32)
    scores[0, NAMES.index("B-person")] = scores[1, NAMES.index("B-role")] = 1.5
    assert [(m.first, m.kind) for m in mentions(scores, "mention", 1.0)] == [(1, "role")]


def test_names_are_as_much_rarer_as_training_left_out() -> None:
    assert np.isclose(RARER, -np.log(EMPTY), atol=0.02)


def test_a_higher_temperature_is_less_sure() -> None:
    scores = logits("B-place")
    assert mentions(scores, "mention", 2.0)[0].confidence < mentions(scores, "mention", 1.0)[0].confidence < 1


@given(arrays.arrays(np.float32, (7, len(NAMES)), elements=st.floats(-5, 5, width=32)))
def test_every_decoding_is_well_formed(scores: np.ndarray) -> None:
    chosen = ["O", *(NAMES[t] for t in best_tags(scores, "mention"))]
    assert all(now[0] != "I" or before[2:] == now[2:] for before, now in zip(chosen, chosen[1:], strict=False))


def test_no_words_no_mentions() -> None:
    assert mentions(np.zeros((0, len(NAMES)), np.float32), "mention", 1.0) == []


def test_distance_buckets_tell_before_from_after() -> None:
    first, last = np.array([0, 5, 300]), np.array([1, 5, 301])
    found = buckets(first, last)
    half = len(STEPS) + 1
    assert found[0, 1] < half <= found[1, 0]
    assert found[0, 1] == found[1, 0] - half
    assert found[0, 2] == half - 1


def test_functions_at_known_points() -> None:
    x = np.array([-1.0, 0.0, 1.0], np.float32)
    assert np.allclose(gelu(x), [-0.158655, 0.0, 0.841345], atol=1e-5)
    assert np.allclose(sigmoid(x), [0.268941, 0.5, 0.731059], atol=1e-5)
    with np.errstate(over="raise"):
        assert sigmoid(np.array([-1000.0, 1000.0], np.float32)).round(6).tolist() == [0, 1]
    assert np.allclose(softmax(x).sum(), 1) and softmax(x)[2] > softmax(x)[1]
