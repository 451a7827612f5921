"""Who is who: persons, bodies and places of many reports, compared in blocks and joined by the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.linking import keys, sounds, twins
from kg.linking.blocks import pairs
from kg.linking.canonical import Ends, Groups, Occurrence, decided, join
from kg.linking.evidence import Judgement, Met, organizations, persons
from kg.linking.ledger import ends
from kg.linking.lexicon import stem
from kg.linking.profiles import Profile
from kg.nouns import Link
from kg.text import words

ROUNDS = 2
"""Rounds of comparing: in the second, whom somebody met is known by the groups that the first made."""

Edge = tuple[float, str, str, Judgement]


def entity_links(profiles: Sequence[Profile], human: Sequence[Link]) -> tuple[list[Link], Groups]:
    """The machine's lines on persons, bodies and places, and the groups that they and the human lines make."""
    human = tuple(decided(human))
    apart = frozenset(end for link in human for end in (link.left, link.right))
    people = twins.twins((p for p in profiles if p.kind == "person"), apart)
    others = twins.twins((p for p in profiles if p.kind in ("organization", "group")), apart)
    places = [p for p in profiles if p.kind == "place"]
    by_key = {p.key: p for p in profiles}
    made = _start(profiles, human, [*people, *others])
    for turn in range(ROUNDS):
        met = _meetings(by_key, made if turn else None)
        edges = [
            *_edges(people, _person_keys, _person_contexts, persons, met),
            *_edges(others, _body_keys(met), lambda p: sorted(p.countries), organizations, met),
            *_edges(places, _place_keys, lambda p: p.names, _same_place, met),
        ]
        made = _start(profiles, human, [*people, *others])
        kept, barred = _joined(made, edges)
    lines = [line for profile in [*people, *others] for line in twins.links(profile)]
    lines += [_line(edge, "same") for edge in kept]
    lines += [_line(e, "different") for e in barred if by_key[e[1]].id == by_key[e[2]].id]
    lines += [_line(e, "unsure") for e in _doubtful(made, edges)]
    return lines, made


def _start(profiles: Sequence[Profile], human: Sequence[Link], merged: Sequence[Profile]) -> Groups:
    """The groups that the human lines and the twins make."""
    ones = [Occurrence(p.key, p.id, p.firm) for p in profiles]
    stand_for, kinds = Ends(ones), {one.key: one.kind for one in ones}
    apart = ((stand_for.of(x.left), stand_for.of(x.right)) for x in human if x.verdict == "different")
    made = Groups(kinds, apart)
    join(made, (x for x in human if x.verdict == "same"), stand_for, kinds)
    for profile in merged:
        for other in profile.members[1:]:
            made.join(profile.key, other)
    return made


def _edges(
    things: Sequence[Profile],
    first: Callable[[Profile], Iterable[str]],
    second: Callable[[Profile], Iterable[str]],
    judge: Callable[[Profile, Profile, Callable[[Profile], Met]], Judgement],
    met: Callable[[Profile], Met],
) -> Iterator[Edge]:
    """The judgements of the pairs worth comparing that say anything; the best first, then by keys."""
    found = []
    for a, b in pairs(things, first, second, lambda p: p.names):
        judged = judge(a, b, met)
        if judged.verdict != "none":
            found.append((-judged.points, *ends(a.key, b.key), judged))
    return iter(sorted(found, key=lambda edge: edge[:3]))


def _joined(made: Groups, edges: Sequence[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Join what is the same, the best first, where nothing bars it; the edges that joined, and those that bar."""
    barred = [edge for edge in edges if edge[3].verdict == "different"]
    for _, left, right, _ in barred:
        if not made.together(left, right):
            made.bar((left,), (right,))
    ordered = sorted(edges, key=lambda edge: edge[:3])
    return [e for e in ordered if e[3].verdict == "same" and made.join(e[1], e[2])], barred


def _doubtful(made: Groups, edges: Sequence[Edge]) -> list[Edge]:
    return [e for e in edges if e[3].verdict == "unsure" and not made.together(e[1], e[2]) and not made.barred(*e[1:3])]


def _line(edge: Edge, verdict: str) -> Link:
    minus, left, right, judged = edge
    why = f"{-minus:.1f} points: {'; '.join(judged.why)}"
    return Link(left, right, verdict, "machine:evidence", why)  # type: ignore[arg-type]


def _meetings(by_key: Mapping[str, Profile], made: Groups | None) -> Callable[[Profile], Met]:
    @cache
    def met(companions: tuple[tuple[str, object], ...]) -> Met:
        found: dict[str, tuple[str, frozenset[object]]] = {}
        for other, span in companions:
            profile = by_key.get(other)
            if profile is None:
                continue
            marks = keys.person_pairs(profile.names) | ({made.top(other)} if made else frozenset())
            day = span.day  # type: ignore[attr-defined]
            for mark in marks:
                owner, days = found.get(mark, (other, frozenset()))
                found[mark] = owner, days | ({day} if day else frozenset())
        return found  # type: ignore[return-value]

    return lambda profile: met(profile.met)


def _person_keys(person: Profile) -> Iterable[str]:
    return keys.person_pairs(person.names) | keys.person_words(person.names)


def _person_contexts(person: Profile) -> Iterable[str]:
    heads = {head for held in person.held for head in held.office.heads}
    return [*keys.person_pairs(person.names), *person.countries, *heads, *person.bodies]


def _body_keys(met: Callable[[Profile], Met]) -> Callable[[Profile], Iterable[str]]:
    """The keys of a body: of its names, and of those who stood for it."""
    return lambda body: {*met(body), *(key for name in body.names for key in keys.of_body(name))}


def _place_keys(place: Profile) -> Iterable[str]:
    return map(keys.of_place, place.names)


def _same_place(a: Profile, b: Profile, met: Callable[[Profile], Met]) -> Judgement:
    """Two places that no gazetteer has: one name that sounds the same, word by word."""
    best = 0.0
    for x in a.names:
        for y in b.names:
            mine, theirs = words(x), words(y)
            if len(mine) == len(theirs):
                alike = [sounds.likeness(stem(m), stem(t)) for m, t in zip(mine, theirs, strict=True)]
                best = max(best, min(alike, default=0.0))
    pair = f"{a.names[0]} ~ {b.names[0]}"
    same = best >= sounds.ALIKE
    return Judgement(3.0 + best if same else 0.0, (f"same sound: {pair}" if same else f"another name: {pair}",))
