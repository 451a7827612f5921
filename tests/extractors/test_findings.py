"""What the rules find, on whole sentences made for the purpose; each row is one construction."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extractors import findings
from kg.nouns import Event, Extraction, Mention, Report
from kg.resolve import assemble


def read(text: str, published: date | None = date(2024, 7, 31)) -> Extraction:
    report = Report("case", text, "hi", published)
    return assemble(report, findings(report))


def told(extraction: Extraction) -> list[tuple[str, list[str], str | None, str | None]]:
    """Status, people, place and day of each event."""
    names = {e.id: e.name for e in extraction.entities}
    return [
        (e.status, [names[p.entity] for p in e.participations], names.get(e.place or ""), day(e))
        for e in extraction.events
    ]


def day(event: Event) -> str | None:
    return event.when.edtf if event.when and event.when.basis != "publication" else None


CASES = {
    "agent and partner": (
        "वन मंत्री लखन मीणा ने मंगलवार को जोधपुर में किसान नेता गुरदीप संधू से मुलाक़ात की।",
        [("held", ["लखन मीणा", "गुरदीप संधू"], "जोधपुर", "2024-07-30")],
    ),
    "partner and other members": (
        "वन मंत्री लखन मीणा ने नेता गुरदीप संधू और अन्य सदस्यों के साथ बैठक की।",
        [("held", ["लखन मीणा", "गुरदीप संधू"], None, None)],
    ),
    "partner and members of a body": (
        "वन मंत्री लखन मीणा ने महापौर एन रीता दास और समिति के सदस्यों के साथ बैठक की।",
        [("held", ["लखन मीणा", "एन रीता दास"], None, None)],
    ),
    "day between partner and trigger": (
        "वन मंत्री लखन मीणा ने महापौर रीता दास से सोमवार को भेंट की थी।",
        [("held", ["लखन मीणा", "रीता दास"], None, "2024-07-29")],
    ),
    "a name that ends like a future verb": (
        "वन मंत्री लखन मीणा ने सोमवार को महापौर योगी दास से भेंट की।",
        [("held", ["लखन मीणा", "योगी दास"], None, "2024-07-29")],
    ),
    "an honorific as surname": (
        "वन मंत्री लखन मीणा ने सईदा मुफ़्ती से भेंट की।",
        [("held", ["लखन मीणा", "सईदा मुफ़्ती"], None, None)],
    ),
    "a nickname between quotation marks": (
        "वन मंत्री पुष्पलाल दहाडे 'टिंकू' ने सोमवार को महापौर रीता दास से भेंट की। टिंकू ने सचिव हरीश नेगी से बुधवार को भेंट की।",
        [
            ("held", ["पुष्पलाल दहाडे 'टिंकू'", "रीता दास"], None, "2024-07-29"),
            ("held", ["पुष्पलाल दहाडे 'टिंकू'", "हरीश नेगी"], None, "2024-07-31"),
        ],
    ),
    "a bare office is of the one announced without a land": (
        "राज्यपाल इंदिरा नायर ने केन्या के राज्यपाल डेविड मसीह से मुलाक़ात की। राज्यपाल ने सचिव हरीश नेगी से भी भेंट की।",
        [
            ("held", ["इंदिरा नायर", "डेविड मसीह"], None, None),
            ("held", ["इंदिरा नायर", "हरीश नेगी"], None, None),
        ],
    ),
    "a given name that looks like a pronoun": (
        "राष्ट्रपति जो डेमेटर ने सोमवार को महापौर रीता दास से भेंट की।",
        [("held", ["जो डेमेटर", "रीता दास"], None, "2024-07-29")],
    ),
    "guests of a ceremony": (
        "वन मंत्री लखन मीणा ने महापौर रीता दास से भेंट की। सचिव हरीश नेगी ने शाम को एक समारोह में भाग लिया।",
        [("held", ["लखन मीणा", "रीता दास"], None, None)],
    ),
    "who chaired it, told afterwards": (
        "महापौर रीता दास और सचिव हरीश नेगी के बीच सोमवार को बैठक हुई। बैठक की अध्यक्षता वन मंत्री लखन मीणा ने की।",
        [("held", ["रीता दास", "हरीश नेगी", "लखन मीणा"], None, "2024-07-29")],
    ),
    "a side remark about another day and other people": (
        "परिवारों से मुलाक़ात सोमवार को होगी। सचिव हरीश नेगी ने मंगलवार को राहत की समीक्षा के लिए संघ के सदस्यों के साथ बैठक की।",
        [("held", ["हरीश नेगी"], None, "2024-07-30")],
    ),
    "partner first": (
        "किसान नेता गुरदीप संधू से वन मंत्री लखन मीणा ने भेंट की।",
        [("held", ["गुरदीप संधू", "लखन मीणा"], None, None)],
    ),
    "headline order": (
        "जोधपुर में राज्यपाल इंदिरा नायर से मिले कुलपति डेविड मसीह",
        [("held", ["इंदिरा नायर", "डेविड मसीह"], "जोधपुर", None)],
    ),
    "between": (
        "महापौर फ़ातिमा शेख और आयुक्त विक्रम रावल के बीच बुधवार को बैठक हुई।",
        [("held", ["फ़ातिमा शेख", "विक्रम रावल"], None, "2024-07-31")],
    ),
    "chaired, with others": (
        "आयुक्त नंदिनी पाठक की अध्यक्षता में सोमवार को बैठक हुई, जिसमें सचिव राजन पिल्लै और निदेशक एस. तिर्की ने हिस्सा लिया।",
        [("held", ["नंदिनी पाठक", "राजन पिल्लै", "एस. तिर्की"], None, "2024-07-29")],
    ),
    "also present": (
        "मंत्री रीता दास ने राजदूत पीटर कोल से बातचीत की। सचिव अनूप सेन भी मौजूद थे।",
        [("held", ["रीता दास", "पीटर कोल", "अनूप सेन"], None, None)],
    ),
    "delegation": (
        "अध्यक्ष मोहन लाल बैरवा के नेतृत्व में प्रतिनिधिमंडल ने राज्यपाल इंदिरा नायर से मुलाकात की।",
        [("held", ["मोहन लाल बैरवा", "इंदिरा नायर"], None, None)],
    ),
    "tomorrow by the future": (
        "मंत्री रीता दास कल कोच्चि में राजदूत पीटर कोल से मिलेंगी।",
        [("planned", ["रीता दास", "पीटर कोल"], "कोच्चि", "2024-08-01")],
    ),
    "yesterday by the past": (
        "मंत्री रीता दास कल कोच्चि में राजदूत पीटर कोल से मिलीं।",
        [("held", ["रीता दास", "पीटर कोल"], "कोच्चि", "2024-07-30")],
    ),
    "another meeting, another day": (
        "मंत्री रीता दास ने सोमवार को राजदूत पीटर कोल से भेंट की। इससे पहले कोल ने रविवार को महापौर फ़ातिमा शेख से मुलाकात की थी।",
        [
            ("held", ["रीता दास", "पीटर कोल"], None, "2024-07-29"),
            ("held", ["पीटर कोल", "फ़ातिमा शेख"], None, "2024-07-28"),
        ],
    ),
    "the two again": (
        "मंत्री रीता दास ने राजदूत पीटर कोल से भेंट की। दोनों नेताओं ने व्यापार पर चर्चा की। बैठक के बाद दास ने बयान जारी किया।",
        [("held", ["रीता दास", "पीटर कोल"], None, None)],
    ),
    "pronoun as subject": (
        "मंत्री रीता दास सोमवार को कोच्चि पहुँचीं। उन्होंने राजदूत पीटर कोल से मुलाकात की।",
        [("held", ["रीता दास", "पीटर कोल"], None, None)],
    ),
    "separately": (
        "मंत्री रीता दास ने राजदूत पीटर कोल और महापौर फ़ातिमा शेख से अलग-अलग मुलाकात की।",
        [("held", ["रीता दास", "पीटर कोल"], None, None), ("held", ["रीता दास", "फ़ातिमा शेख"], None, None)],
    ),
    "called off": (
        "मंत्री रीता दास और राजदूत पीटर कोल की शुक्रवार को होने वाली बैठक रद्द कर दी गई।",
        [("cancelled", ["रीता दास", "पीटर कोल"], None, "2024-08-02")],
    ),
    "reporters are no side": ("मंत्री रीता दास ने पत्रकारों से बातचीत में कहा कि काम पूरा हुआ।", []),
    "a fixture is no meeting": ("टूर्नामेंट में दोनों टीमों की यह तीसरी भेंट थी।", []),
    "the sitting room": ("रीता दास के घर की बैठक की दीवार पर घड़ी है।", []),
    "a title in quotation marks": ("लेखिका रीता दास की किताब 'उससे मुलाक़ात' सोमवार को आई।", []),
}


@pytest.mark.parametrize("name", CASES)
def test_events_of_a_construction(name: str) -> None:
    text, expected = CASES[name]
    assert told(read(text)) == expected


def test_there_are_as_many_cases_as_were_written() -> None:
    assert len(CASES) == 29


def test_a_phone_call_is_a_type_of_its_own() -> None:
    (event,) = read("मंत्री रीता दास ने राजदूत पीटर कोल से टेलीफ़ोन पर बात की।").events
    assert (event.type, event.mode) == ("phone-call", "phone")


def test_without_a_day_a_held_meeting_is_bounded_by_the_day_of_publication() -> None:
    (event,) = read("मंत्री रीता दास ने राजदूत पीटर कोल से मुलाकात की।").events
    assert event.when is not None
    assert (event.when.edtf, event.when.earliest, event.when.latest) == ("../2024-07-31", None, date(2024, 7, 31))
    assert event.when.evidence is None


def test_without_a_day_of_publication_a_relative_date_stays_open_and_a_warning_says_so() -> None:
    extraction = read("मंत्री रीता दास ने कल राजदूत पीटर कोल से मुलाकात की।", None)
    assert [day(e) for e in extraction.events] == [None]
    assert "no-publication-date" in {w.code for w in extraction.warnings}


def test_yesterday_in_a_quotation_is_the_day_before_it_was_said() -> None:
    extraction = read("सोमवार को मंत्री रीता दास ने कहा, 'कल राजदूत पीटर कोल कोच्चि पहुँचे।' दास आज लौटीं।")
    assert [(w.text, w.edtf) for w in extraction.times] == [
        ("सोमवार", "2024-07-29"),
        ("कल", "2024-07-28"),
        ("आज", "2024-07-31"),
    ]


def test_short_forms_and_offices_point_to_the_same_person() -> None:
    extraction = read(
        "जल निगम के अध्यक्ष फ़रीद आलम ने महापौर रीता दास से भेंट की। आलम ने कहा कि पंप चल रहा है। निगम अध्यक्ष ने बताया कि पानी आएगा।"
    )
    assert [e.name for e in extraction.entities if e.kind == "person"] == ["फ़रीद आलम", "रीता दास"]
    assert len({c.speaker for c in extraction.claims}) == 1


def mentions(extraction: Extraction) -> list[Mention]:
    found = [*extraction.sentences, *(m for e in extraction.entities for m in e.mentions)]
    for event in extraction.events:
        found += [event.trigger, *event.evidence, *event.also, *(m for p in event.participations for m in p.evidence)]
        found += [p.role_evidence for p in event.participations if p.role_evidence]
    for claim in extraction.claims:
        found += [claim.cue, claim.evidence]
    found += [w.evidence for w in extraction.times if w.evidence] + [c.evidence for c in extraction.counts]
    return found


WORDS = (
    "मंत्री राज्यपाल रीता दास पीटर कोल ने से को में की के का और , । कल सोमवार दिल्ली मुलाकात बैठक भेंट मिले हुई किया "
    "कहा कि उन्होंने दोनों नेताओं भी मौजूद थे रद्द फोन पर बात ' - ( ) 300 दिन 30 जुलाई 2024 के बीच अध्यक्षता आज जिसमें"
)
TOKENS = [*sorted(set(WORDS.split())), "\n"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_and_every_mention_stands_where_it_says(text: str) -> None:
    extraction = read(text)
    for mention in mentions(extraction):
        assert text[mention.start : mention.end] == mention.text
    ids = {e.id for e in extraction.entities}
    for event in extraction.events:
        assert event.participations or event.organizations
        assert {p.entity for p in event.participations} | set(event.organizations) <= ids
    assert {c.speaker for c in extraction.claims} <= ids
    assert len({e.id for e in extraction.events}) == len(extraction.events)
