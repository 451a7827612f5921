"""Hypothesis strategies for extractions: any that the types allow, sensible or not."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from kg.nouns import Claim, DayCount, Entity, Event, Extraction, Mention, Notice, Participation, Report, When

WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
SPANS = st.builds(Mention, st.integers(0, 99), st.integers(0, 99), WORDS, WORDS, st.floats(0, 1))
MANY = st.lists(SPANS, max_size=2).map(tuple)
NAMES = st.lists(WORDS, max_size=2).map(tuple)
BASES = st.sampled_from(["stated", "relative", "counted", "calendar", "publication"])
WHENS = st.builds(When, WORDS, DAYS, DAYS, WORDS, BASES, WORDS, DAYS, WORDS, MAYBE, st.none() | SPANS, NAMES)
PARTS = st.builds(Participation, WORDS, WORDS, MANY, MAYBE, st.none() | SPANS, MAYBE, MAYBE)
EXTRACTIONS = st.builds(
    Extraction,
    st.builds(Report, WORDS, WORDS, WORDS, DAYS, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE),
    MANY,
    st.lists(
        st.builds(
            Entity,
            WORDS,
            st.sampled_from(["person", "organization", "place", "group"]),
            WORDS,
            MANY,
            NAMES,
            st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
            NAMES,
        ),
        max_size=2,
    ).map(tuple),
    st.lists(
        st.builds(
            Event,
            WORDS,
            st.sampled_from(["meeting", "visit", "phone-call", "unheard-of"]),
            st.sampled_from(["held", "planned", "cancelled", "denied"]),
            SPANS,
            MANY,
            st.sampled_from([None, "in_person", "phone", "video", "indirect"]),
            st.lists(PARTS, max_size=2).map(tuple),
            NAMES,
            MAYBE,
            st.none() | WHENS,
            MAYBE,
            MANY,
        ),
        max_size=2,
    ).map(tuple),
    st.lists(
        st.builds(
            Claim,
            WORDS,
            WORDS,
            WORDS,
            WORDS,
            SPANS,
            SPANS,
            st.booleans(),
            NAMES,
            NAMES,
            NAMES,
            MAYBE,
            st.none() | WHENS,
            NAMES,
        ),
        max_size=2,
    ).map(tuple),
    st.lists(WHENS, max_size=2).map(tuple),
    st.lists(
        st.builds(
            DayCount,
            st.integers(0, 999),
            st.booleans(),
            WORDS,
            SPANS,
            DAYS,
            DAYS,
            MAYBE,
            DAYS,
            MAYBE,
            st.none() | st.integers(),
            MAYBE,
        ),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(Notice, WORDS, WORDS, st.none() | SPANS), max_size=2).map(tuple),
)
