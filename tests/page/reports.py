"""Small extractions made by hand for the tests of the page; the reports are invented."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from kg.nouns import Claim, DayCount, Entity, Event, Extraction, Kind, Mention, Participation, Report, Status, When


@dataclass
class Hand:
    """Builds one extraction: offsets are found by the words."""

    report: Report
    entities: list[Entity] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    counts: list[DayCount] = field(default_factory=list)

    def span(self, words: str, nth: int = 0) -> Mention:
        start = [m.start() for m in re.finditer(re.escape(words), self.report.text)][nth]
        return Mention(start, start + len(words), words, "by hand")

    def sentences(self) -> tuple[Mention, ...]:
        spans = re.finditer(r"[^\n।.]*[^\n।.\s][^\n।.]*[।.]?", self.report.text)
        return tuple(Mention(m.start(), m.end(), m.group(), "sentence") for m in spans)

    def entity(self, id: str, kind: Kind, name: str, **more: object) -> str:
        spots = [m.start() for m in re.finditer(re.escape(name), self.report.text)]
        mentions = tuple(Mention(s, s + len(name), name, "by hand") for s in spots)
        self.entities.append(Entity(f"{kind}/{id}", kind, name, mentions, **more))  # type: ignore[arg-type]
        return f"{kind}/{id}"

    def took_part(self, entity: str, words: str, role: str | None = None, **more: str | None) -> Participation:
        role_at = self.span(role) if role else None
        return Participation(entity, more.pop("part", None) or "principal", (self.span(words),), role, role_at, **more)

    def extraction(self) -> Extraction:
        return Extraction(
            self.report,
            self.sentences(),
            tuple(self.entities),
            tuple(self.events),
            tuple(self.claims),
            counts=tuple(self.counts),
        )


def day(iso: str, text: str, evidence: Mention) -> When:
    value = date.fromisoformat(iso)
    return When(iso, value, value, text, "stated", "by hand", evidence=evidence)


HINDI = (
    "नेपाल की विदेश मंत्री आरज़ू राणा ने मंगलवार 12 मार्च 2024 को काठमांडू में भारत के विदेश सचिव विनय क्वात्रा से मुलाक़ात की। "
    "राणा ने 🌊 कोसी बाँध के बारे में कहा कि काम के 300 दिन कल पूरे हो गए।\n"
    "दोनों की अगली बैठक अप्रैल 2024 में होनी है।"
)


def hindi() -> Extraction:
    h = Hand(
        Report(
            "hi-a",
            HINDI,
            "hi",
            date(2024, 3, 13),
            title="काठमांडू में मुलाक़ात",
            publisher="पहाड़ समाचार",
            url="https://news.example/hi-a?x=1&y=2",
        )
    )
    rana = h.entity("rana", "person", "आरज़ू राणा", aliases=("राणा",), labels=(("en", "Arzu Rana"), ("hi", "आरज़ू राणा")))
    kwatra = h.entity("kwatra", "person", "विनय क्वात्रा", same_as=("https://www.wikidata.org/entity/Q1",))
    nepal = h.entity("nepal", "place", "नेपाल", labels=(("en", "Nepal"),))
    bharat = h.entity("india", "place", "भारत")
    town = h.entity("kathmandu", "place", "काठमांडू")
    h.events.append(
        Event(
            "event/one",
            "meeting",
            "held",
            h.span("मुलाक़ात"),
            (h.sentences()[0],),
            "in_person",
            (
                h.took_part(rana, "आरज़ू राणा", "विदेश मंत्री", country=nepal),
                h.took_part(kwatra, "विनय क्वात्रा", "विदेश सचिव", country=bharat, part="counterpart"),
            ),
            place=town,
            when=day("2024-03-12", "मंगलवार 12 मार्च 2024", h.span("मंगलवार 12 मार्च 2024")),
        )
    )
    april = h.span("अप्रैल 2024")
    h.events.append(
        Event(
            "event/two",
            "meeting",
            "planned",
            h.span("बैठक"),
            (h.sentences()[2],),
            None,
            (h.took_part(rana, "दोनों"), h.took_part(kwatra, "दोनों")),
            when=When("2024-04", date(2024, 4, 1), date(2024, 4, 30), "अप्रैल 2024", "stated", "by hand", evidence=april),
        )
    )
    h.claims.append(
        Claim(
            "claim/dam",
            rana,
            "statement",
            "काम के 300 दिन कल पूरे हो गए",
            h.span("कहा"),
            h.sentences()[1],
            made_at="event/one",
            addressees=(kwatra,),
            inferred=("addressees",),
        )
    )
    h.counts.append(
        DayCount(
            300, False, "काम", h.span("300 दिन"), date(2024, 3, 12), date(2023, 5, 17), "dam", date(2023, 5, 20),
            "Gazette", 3, "claim/dam",
        )
    )  # fmt: skip
    return h.extraction()


def english(status: Status = "denied", day_of: str = "2024-03-11") -> Extraction:
    """Another report of the same meeting, which contradicts the first."""
    text = "Foreign minister Arzu Rana did not meet Vinay Kwatra, a spokesman for the Koshi Board said on 11 March."
    h = Hand(Report("en-b", text, "en", date(2024, 3, 14), title="No meeting", publisher="Valley Post"))
    rana = h.entity("rana", "person", "Arzu Rana")
    kwatra = h.entity("kwatra", "person", "Vinay Kwatra")
    board = h.entity("board", "organization", "Koshi Board")
    h.events.append(
        Event(
            "event/one",
            "meeting",
            status,
            h.span("meet"),
            (h.sentences()[0],),
            None,
            (h.took_part(rana, "Arzu Rana", "Foreign minister"), h.took_part(kwatra, "Vinay Kwatra")),
            (board,),
            when=day(day_of, "11 March", h.span("11 March")),
        )
    )
    return h.extraction()


HOSTILE = (
    '<img src=x onerror="window.hit=1">',
    "</script><script>window.hit=2</script>",
    "<a href='javascript:window.hit=3'>href</a>",
    "javascript:window.hit=4",
    "\u202etxeT \"quoted\" 'name' \\ `x`",
    "<!--<script>window.hit=5",
    "{{ 7 * 7 }} ${window.hit=6} __proto__",
    "<b>bold</b> *it* \u2028line\u2029 \ud800 \x00 end",
    "]]><svg onload=window.hit=7>",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "<svg><animate onbegin=window.hit=8 attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.hit=9</script>'></iframe>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=10>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=11>'>",
    "<template><script>window.hit=12</script></template>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=13'>",
    "<base href='https://evil.example/'>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<form action=https://evil.example><input name=a autofocus onfocus=window.hit=14>",
    "<details open ontoggle=window.hit=15>x</details>",
    "JaVaScRiPt\t:window.hit=16",
    "data:text/html,<script>window.hit=17</script>",
    "vbscript:window.hit=18",
    "//evil.example/x",
    'https://ok.example/"onmouseover="window.hit=19',
    "\u2066\u2067\u202a isolates never closed",
    "&lt;script&gt;window.hit=20&lt;/script&gt; &#60;b&#62;",
    "%3Cscript%3Ewindow.hit=21%3C/script%3E",
    "#node=x&lang=ur&view=table",
    '=HYPERLINK("https://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{% for x in y %}{{ config }}{% endfor %}",
    "\ufeff\u200b\u200d\u00ad invisible",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301\u0327\u0336" + "\u0300" * 40,
    "\u0000\u0001\u001b[31m\u0007\u0008\u007f\u0085 control",
    "x" * 3000,
)


def as_shown(bad: str) -> str:
    """A hostile title as a page holds it: controls and half characters are replaced, the rest stays text."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", bad)


def hostile() -> list[Extraction]:
    """One report for each hostile string, which stands in every field that comes from outside."""
    out = []
    for i, bad in enumerate(HOSTILE):
        text = f"Before {bad} met {bad} after."
        h = Hand(Report(f"bad-{i}", text, bad, None, None, bad, bad, bad, bad))
        one = h.entity(f"one{i}", "person", bad, aliases=(bad + "2",), labels=(("en", bad), (bad, bad)), same_as=(bad,))
        two = h.entity(f"two{i}", "organization", bad, same_as=("javascript:alert(1)", "https://ok.example/" + bad))
        place = h.entity(f"place{i}", "place", bad)
        spot = h.span(bad)
        when = When(bad, None, None, bad, "stated", bad, evidence=spot, original=bad, calendar=bad, warnings=(bad,))
        role = Participation(one, bad, (spot,), bad, spot, two, place)
        event = Event(
            f"event/{i}", bad, "held", spot, (spot,), None, (role,), (two,), place, when, f"claim/{i}"
        )  # fmt: skip
        h.events.append(event)
        h.claims.append(Claim(f"claim/{i}", one, bad, bad, spot, spot, True, (two,), (), (event.id,), event.id, when))
        h.counts.append(DayCount(3, True, bad, spot, reference_source=bad, claim=f"claim/{i}"))
        out.append(h.extraction())
    return out


def crowd(n: int) -> list[Extraction]:
    """A synthetic graph of about ``n`` nodes: two people and a body at each meeting, some people at many."""
    out: list[Extraction] = []
    people = max(2, n // 2)
    for i in range(n - people - n // 10):
        a, b, body = (i * 7) % people, (i * i + 3) % people, i % max(1, n // 10)
        text = f"Person {a} of Body {body} met Person {b} in session {i}."
        h = Hand(Report(f"r{i:05}", text, "en", date(2024, 1, 1 + i % 28), title=f"Report {i}"))
        one = h.entity(f"p{a}", "person", f"Person {a}")
        two = h.entity(f"p{b}", "person", f"Person {b}") if a != b else one
        org = h.entity(f"b{body}", "organization", f"Body {body}")
        parts = (h.took_part(one, f"Person {a}", organization=org), h.took_part(two, f"Person {b}"))
        h.events.append(Event(f"event/{i}", "meeting", "held", h.span("met"), (h.sentences()[0],), None, parts))
        out.append(h.extraction())
    return out
