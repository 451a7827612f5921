"""Two persons or two bodies compared: points for and against their being one, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.linking import bodies, names
from kg.linking.offices import agree
from kg.linking.profiles import Held, Profile

SAME, UNSURE = 3.0, 1.0
"""From SAME points on two are one, from UNSURE on a human should look."""

NAMES = {"full": 3.0, "inner": 2.2, "initials": 2.2, "initial": 1.6, "part": 0.6, "near": 1.0}
EVERYBODYS, MORE_WORDS = -1.2, 0.4
SAME_OFFICE, SAME_OFFICE_THERE, MAYBE_OFFICE, MAYBE_OFFICE_THERE = 1.0, 2.6, 0.4, 1.6
SAME_COUNTRY, SAME_BODY, MET_SAME, MET_SAME_DAY = 0.7, 1.8, 1.0, 1.0
OTHER_COUNTRY, OTHER_OFFICE, BESIDE, OTHER_BODY, BOTH_THERE, ONE_REPORT = -3.5, -1.6, -0.8, -1.0, -9.0, -1.5
BODY, BODY_ALIKE, BODY_NEAR, ONE_IN_EACH_STATE, ONE_PERSON = 3.2, 2.4, 1.2, -1.2, 2.0
VERY_ALIKE, NEAR, LITTLE = 0.9, 0.55, 0.35
MOST_MET = 2
STRAY = 20
"""Two are told apart by events that both take part in: one such event counts against STRAY others at most."""

Met = dict[str, tuple[str, frozenset[date]]]
"""Whom somebody met, by a mark under which other reports know them: the occurrence, and the days."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Points, the reasons, and whether anything speaks against it. ``clash``: the names themselves are two's."""

    points: float
    why: tuple[str, ...]
    against: bool = False
    clash: bool = False

    @property
    def verdict(self) -> str:
        """same, unsure or different; ``none`` where nothing speaks for it nor firmly against it."""
        if self.clash:
            return "different"
        if self.points >= SAME:
            return "same"
        if self.points >= UNSURE:
            return "unsure"
        return "different" if self.against else "none"


def persons(a: Profile, b: Profile, met: Callable[[Profile], Met]) -> Judgement:
    """Whether two are one person."""
    match, mine, theirs = names.best(names.full(a.names), names.full(b.names))
    if match.kind in ("none", "clash"):
        return Judgement(-9, (f"another name: {mine} / {theirs}",), match.kind == "clash", match.kind == "clash")
    points = NAMES[match.kind]
    if match.kind in ("full", "inner"):
        points += 0 if match.telling else EVERYBODYS
    if match.kind == "full":
        points += MORE_WORDS * (match.shared - 2)
    found = [(points, _how(match, mine, theirs)), *_standing(a, b), *_company(met(a), met(b)), *_together(a, b)]
    judged = _sum(found)
    if a.reports & b.reports and match.kind in ("full", "inner", "near") and judged.points < SAME:
        return Judgement(judged.points, judged.why, True, True)
    return judged


def organizations(a: Profile, b: Profile, met: Callable[[Profile], Met]) -> Judgement:
    """Whether two are one body."""
    match, mine, theirs = max(
        ((bodies.compare(x, y), x, y) for x in a.names for y in b.names), key=lambda found: (found[0].points, found[1:])
    )
    shared = {met(a)[mark][0] for mark in met(a).keys() & met(b).keys()}
    if match.points < (LITTLE if shared and not match.clash and not match.two_kinds else NEAR):
        return Judgement(-9, (f"another name: {mine} / {theirs}",), match.clash, match.clash)
    points = BODY if match.points >= VERY_ALIKE else BODY_ALIKE if match.points >= bodies.ALIKE else BODY_NEAR
    found = [(points, f"same name: {mine}" if mine == theirs else f"same words: {mine} ~ {theirs}")]
    mine_in, theirs_in = (p.countries | {c for n in p.names for c in bodies.countries(n)} for p in (a, b))
    if mine_in and theirs_in:
        found.append(_countries(mine_in, theirs_in))
    elif (mine_in or theirs_in or mine != theirs) and (bodies.generic(mine) or bodies.generic(theirs)):
        found.append((ONE_IN_EACH_STATE, "a name that many bodies bear"))
    if shared:
        found.append((ONE_PERSON, "one person stood for both"))
    judged = _sum([*found, *_together(a, b)])
    return Judgement(judged.points, judged.why, judged.against or match.clash, match.clash and not shared)


def _sum(found: list[tuple[float, str]]) -> Judgement:
    return Judgement(round(sum(p for p, _ in found), 3), tuple(w for _, w in found), any(p < -1.3 for p, _ in found))


def _how(match: names.Match, mine: str, theirs: str) -> str:
    if mine == theirs:
        return f"same name: {mine}"
    words = {
        "full": "same sound",
        "inner": "same sound in part",
        "initials": "same initials",
        "initial": "same initials",
        "near": "near sound",
    }
    return f"{words.get(match.kind, 'a word of the name')}: {mine} ~ {theirs}"


def _standing(a: Profile, b: Profile) -> list[tuple[float, str]]:
    """Office, country and body. The same office of one country says more than the office and the country apart."""
    found: list[tuple[float, str]] = []
    pairs = [(_office(x, y), x, y) for x in a.held if x.office.words for y in b.held if y.office.words]
    points, x, y = max(pairs, key=lambda p: (p[0], p[1].office.words, p[2].office.words), default=(0.0, Held, Held))
    if points and isinstance(x, Held) and isinstance(y, Held):
        where = f" of {_list({x.country})}" if x.country and x.country == y.country else ""
        word = "same office" if points > 0 else "another office"
        found.append((points, f"{word}{where}: {x.office.words} ~ {y.office.words}"))
    if a.countries and b.countries:
        country = _countries(a.countries, b.countries)
        if country[0] < 0 or points <= 0:
            found.append(country)
    if a.bodies and b.bodies:
        alike, mine, theirs = max((bodies.compare(m, t).points, m, t) for m in a.bodies for t in b.bodies)
        if alike >= bodies.ALIKE:
            found.append((SAME_BODY, f"same body: {mine} ~ {theirs}"))
        elif alike < bodies.UNLIKE:
            found.append((OTHER_BODY, f"another body: {mine} / {theirs}"))
    return found


def _office(x: Held, y: Held) -> float:
    there = x.country is not None and x.country == y.country
    elsewhere = x.country is not None and y.country is not None and not there
    agreement = agree(x.office, y.office)
    if agreement == "other":
        return OTHER_OFFICE
    if agreement == "beside":
        return BESIDE
    if agreement == "unknown" or elsewhere:
        return 0.0
    if agreement == "same":
        return SAME_OFFICE_THERE if there else SAME_OFFICE
    return MAYBE_OFFICE_THERE if there else MAYBE_OFFICE


def _countries(mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, str]:
    if shared := mine & theirs:
        return SAME_COUNTRY, f"same country: {_list(shared)}"
    return OTHER_COUNTRY, f"another country: {_list(mine)} / {_list(theirs)}"


def _company(mine: Met, theirs: Met) -> list[tuple[float, str]]:
    """Whom both met, and whether on one day."""
    marks = mine.keys() & theirs.keys()
    if not marks:
        return []
    points = MET_SAME * min(len({mine[m][0] for m in marks}), len({theirs[m][0] for m in marks}), MOST_MET)
    on = sorted({day for m in marks for day in mine[m][1] & theirs[m][1]})
    if not on:
        return [(points, "met the same people")]
    return [(points + MET_SAME_DAY, f"met the same people on {on[0].isoformat()}")]


def _together(a: Profile, b: Profile) -> list[tuple[float, str]]:
    both = len(a.events & b.events)
    if both * STRAY >= min(len(a.events), len(b.events)) and both:
        return [(BOTH_THERE, "both took part in one event")]
    one = len(a.reports & b.reports)
    if one * STRAY >= min(len(a.reports), len(b.reports)) and one:
        return [(ONE_REPORT, "two in one report")]
    return []


def _list(ids: frozenset[str] | set[str] | set[str | None]) -> str:
    return ", ".join(sorted(str(id).partition("/")[2].upper() for id in ids))
