"""Who is who within one report: names, short names, offices and pronouns → clusters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kg.findings import Findings, Reference
from kg.language.acronyms import is_acronym
from kg.nouns import Mention
from kg.text import fold, name_key, one_name, words

_INITIALS = re.compile("[A-Z]{3,}")
_CAPITALS = re.compile(r"\b[A-Z]")
_SHORT = re.compile(r"\s*(?:\(\s*(?P<bracket>[^\s()]+)\s*\)|[-–]\s*(?P<dash>[^\s,;:।()]+))")
_SUBJECT = {"agent", "", "genitive", "chair", "leader", "source"}


@dataclass(eq=False)
class Cluster:
    """One person (or body) of a report: all references to it, with the fullest name. Two are equal if they are one."""

    kind: str
    name: str
    references: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    role: Mention | None = None
    organization: Mention | None = None
    country: Mention | None = None

    def folded(self) -> list[list[str]]:
        """The folded words of each name."""
        return [name_key(n).split() for n in self.names]


@dataclass
class Cast:
    """The clusters of a report, and the cluster of each reference (by its index) that is resolved."""

    clusters: list[Cluster]
    of: dict[int, Cluster]


def cast(findings: Findings, same_role: Callable[[str], str], lang: str = "") -> Cast:
    """Cluster the references of a report in a language. ``same_role`` maps an office word to its canonical form."""
    clusters: list[Cluster] = []
    of: dict[int, Cluster] = {}
    references = findings.references
    bodies = _known_bodies(references)
    titled = _titled(references)
    for n in _fullest_first(references):
        reference = references[n]
        if reference.kind != "person" or fold(reference.span.text) in bodies:
            continue
        found = _by_name(clusters, reference)
        if found is None:
            found = Cluster("person", reference.span.text)
            clusters.append(found)
        _join(found, n, reference)
        of[n] = found
    for cluster in clusters:
        cluster.references.sort()
        _take_office(cluster, references)
        told = next((titled[n] for n in cluster.references if n in titled), None)
        if cluster.role is None and told is not None:
            cluster.role, cluster.organization, cluster.country = told.role, told.organization, told.country
    short = _spelled_out(findings, lang)
    for n in sorted(range(len(references)), key=lambda n: (n in short, n)):
        reference = references[n]
        if reference.kind == "organization" or (reference.kind == "person" and fold(reference.span.text) in bodies):
            of[n] = _body(clusters, n, reference, of.get(short.get(n, -1)))
    for n, reference in enumerate(references):
        if reference.kind == "description" and reference.role is not None:
            owner = _by_office(clusters, of, references, n, same_role)
            if owner is not None:
                of[n] = owner
    firm = {
        c for c in of.values() if " " in c.name or c.kind != "person" or any(references[m].cued for m in c.references)
    }
    for n, reference in enumerate(references):
        if reference.kind == "pronoun":
            owner = _antecedent(of, references, n, firm)
            if owner is not None:
                of[n] = owner
    return Cast(clusters, of)


def _titled(references: Sequence[Reference]) -> dict[int, Reference]:
    """Names right after "as the ...": ``राष्ट्रपति के तौर पर X``."""
    return {
        n: references[n - 1]
        for n, r in enumerate(references)
        if n and r.kind == "person" and references[n - 1].kind == "description" and references[n - 1].case == "as"
    }


def _known_bodies(references: Sequence[Reference]) -> set[str]:
    bodies = {fold(r.organization.text) for r in references if r.organization is not None}
    return bodies | {fold(r.span.text) for r in references if r.kind == "organization"}


def _fullest_first(references: Sequence[Reference]) -> list[int]:
    """Announced and longer names before short ones, so that a surname finds its full name wherever it stands."""
    people = [n for n, r in enumerate(references) if r.kind == "person"]
    return sorted(people, key=lambda n: (-min(len(words(references[n].span.text)), 2), n))


def _by_name(clusters: Sequence[Cluster], reference: Reference) -> Cluster | None:
    key = name_key(reference.span.text).split()
    hits = [c for c in clusters if c.kind == "person" and any(one_name(k, key) for k in c.folded())]
    if not hits:
        hits = [c for c in clusters if c.kind == "person" and any(_alike(k, key) for k in c.folded())]
    return hits[-1] if hits else None


def _alike(a: list[str], b: list[str]) -> bool:
    """A slip of spelling: the last words nearly equal, and so the first ones where both have them."""
    if not a or not b or min(len(a[-1]), len(b[-1])) < 5:
        return False
    if SequenceMatcher(None, a[-1], b[-1]).ratio() < 0.85:
        return False
    return len(a) == 1 or len(b) == 1 or SequenceMatcher(None, a[0], b[0]).ratio() > 0.7


def _join(cluster: Cluster, n: int, reference: Reference) -> None:
    cluster.references.append(n)
    if reference.span.text not in cluster.names:
        cluster.names.append(reference.span.text)
    if len(words(reference.span.text)) > len(words(cluster.name)):
        cluster.name = reference.span.text


def _take_office(cluster: Cluster, references: Sequence[Reference]) -> None:
    """The office and body in the fullest telling: first one with both, else the first office, and the first body."""
    own = [references[n] for n in cluster.references]
    both = next((r for r in own if r.role is not None and r.organization is not None), None)
    named = next((r for r in own if r.role is not None), None)
    chosen = named if both is None else both
    if chosen is not None:
        cluster.role, cluster.organization, cluster.country = chosen.role, chosen.organization, chosen.country
    if cluster.organization is None:
        cluster.organization = next((r.organization for r in own if r.organization is not None), None)
    if cluster.country is None:
        cluster.country = next((r.country for r in own if r.country is not None), None)


def _spelled_out(findings: Findings, lang: str) -> dict[int, int]:
    """For one-word names of bodies the longer one that the report spells out once, right before it.

    ``Peasants' League (PL)``, and with a dash where the short name is letters: ``किसान मज़दूर संघ-केएमएस``.
    """
    bodies = [(n, r.span) for n, r in enumerate(findings.references) if r.kind == "organization"]
    told: dict[str, int] = {}
    for n, span in bodies:
        sentence = findings.sentences[findings.references[n].sentence]
        after = _SHORT.match(sentence.text, span.end - sentence.start)
        if after is None or len(words(span.text)) < 2:
            continue
        short = after["bracket"] or (after["dash"] if is_acronym(after["dash"], lang) else None)
        if short is not None:
            told.setdefault(fold(short), n)
    found = {n: told.get(fold(r.span.text)) for n, r in enumerate(findings.references)}
    return {n: long for n, long in found.items() if long is not None and long != n}


def _body(clusters: list[Cluster], n: int, reference: Reference, spelled_out: Cluster | None = None) -> Cluster:
    key = fold(reference.span.text)
    found = next((c for c in clusters if c.kind == "organization" and any(fold(name) == key for name in c.names)), None)
    found = spelled_out or found or _by_initials(clusters, reference.span.text)
    if found is None:
        found = Cluster("organization", reference.span.text)
        clusters.append(found)
    _join(found, n, reference)
    return found


def _by_initials(clusters: Sequence[Cluster], short: str) -> Cluster | None:
    """The one body whose capital letters are ``short``: ``NHB``, ``National Housing Bank``."""
    if not _INITIALS.fullmatch(short):
        return None
    bodies = [c for c in clusters if c.kind == "organization"]
    hits = [c for c in bodies if any("".join(_CAPITALS.findall(name)) == short for name in c.names if " " in name)]
    return hits[0] if len(hits) == 1 else None


def office(mention: Mention | None, same_role: Callable[[str], str]) -> list[str]:
    """The folded words of an office, each in its canonical form."""
    return [same_role(w) for w in words(mention.text)] if mention is not None else []


def _by_office(
    clusters: Sequence[Cluster],
    of: dict[int, Cluster],
    references: Sequence[Reference],
    n: int,
    same_role: Callable[[str], str],
) -> Cluster | None:
    """A person whose office has the same head as a description, and no other body or country than it.

    A description without either finds, of several people, the one who was announced without either.
    """
    wanted = office(references[n].role, same_role)
    bare = references[n].organization is None and references[n].country is None
    hits: list[tuple[bool, int, int, Cluster]] = []
    for cluster in clusters:
        if cluster.kind != "person":
            continue
        offices = [
            (m, references[m].role, references[m].organization, references[m].country) for m in cluster.references
        ]
        offices += [(cluster.references[0], cluster.role, cluster.organization, cluster.country)]
        for m, role, organization, country in offices:
            have = office(role, same_role)
            if not have or have[-1] != wanted[-1] or not (set(wanted) <= set(have) or set(have) <= set(wanted)):
                continue
            if _clash(references[n].organization, organization) or _clash(references[n].country, country):
                continue
            owned = cluster.organization is not None or cluster.country is not None
            hits.append((bare and owned, 0 if m < n else 1, abs(n - m), cluster))
    hits.sort(key=lambda h: h[:3])
    return hits[0][3] if hits else None


def _clash(a: Mention | None, b: Mention | None) -> bool:
    if a is None or b is None:
        return False
    left, right = set(words(a.text)), set(words(b.text))
    return not left & right and not any(x[:4] == y[:4] for x in left for y in right)


def _antecedent(of: dict[int, Cluster], references: Sequence[Reference], n: int, firm: set[Cluster]) -> Cluster | None:
    """The last subject before a pronoun that is a person or body; else the last person. Only a ``firm`` one counts."""
    partner = references[n].case in {"with", "between"}
    present = {
        of[m]
        for m in range(n)
        if partner
        and m in of
        and references[m].sentence == references[n].sentence
        and references[m].case in {"agent", ""}
    }
    before = [
        m
        for m in range(n)
        if m in of
        and references[m].kind in {"person", "description", "pronoun", "organization"}
        and of[m] not in present
        and of[m] in firm
    ]
    if partner and before:
        return of[before[-1]]
    subjects = [m for m in before if references[m].case in _SUBJECT]
    people = [m for m in subjects if of[m].kind == "person"]
    for group in (people, subjects, before):
        if group:
            return of[group[-1]]
    return None


def wordings(findings: Findings, company: Cast) -> dict[str, str]:
    """Other wordings of a body (folded) → the first one, for a person whose body is worded in two ways; and short names
    of bodies → the full one.
    """
    out: dict[str, str] = {}
    for cluster in company.clusters:
        own = [findings.references[n] for n in cluster.references]
        named = [r.organization.text for r in own if r.organization is not None]
        for other in named[1:]:
            if fold(other) != fold(named[0]) and _stems(other) >= _stems(named[0]):
                out[fold(other)] = named[0]
        if cluster.kind == "organization":
            out |= {fold(name): cluster.name for name in cluster.names if fold(name) != fold(cluster.name)}
    return out


def _stems(name: str) -> set[str]:
    return {w[:4] for w in words(name)}
