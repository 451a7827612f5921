"""Extractions as JSON: one object a report, one line an object.

The record holds every field of the :class:`kg.nouns.Extraction` under its own name (its times under ``whens``), IRIs
under ``iri``, and beside them short forms for tables and scores: ``times`` (each once), ``meetings`` (events of type
meeting and of the types below it), ``statements``, ``persons``, ``organizations``, ``places``, ``war_day``.
:func:`from_record` does not read these short forms.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kg.graph import iris
from kg.graph.concepts import narrower
from kg.nouns import Claim, Entity, Event, Extraction, Participation, When
from kg.text import fold

Record = dict[str, Any]

_NOT_ON_ONE_LINE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def to_record(extraction: Extraction) -> Record:
    """The extraction as a JSON object of strings, numbers, booleans, lists, objects and nulls; dates are ISO 8601."""
    names = {entity.id: entity.name for entity in extraction.entities}
    record: Record = {**_encode(extraction), **_encode(extraction.report)}
    del record["report"]
    record["iri"] = iris.document(extraction.report.id)
    for key in ("entities", "events", "claims"):
        for item in record[key]:
            item["iri"] = iris.thing(item["id"])
    record["whens"] = record["times"]
    said = {
        (fold(when.text), when.edtf): {"text": when.text, "value": when.edtf} for when in reversed(extraction.times)
    }
    record["times"] = list(reversed(said.values()))
    meetings = narrower("meeting")
    record["meetings"] = [_meeting(event, extraction, names) for event in extraction.events if event.type in meetings]
    record["statements"] = [_statement(claim, names) for claim in extraction.claims]
    for key, kind in (("persons", "person"), ("organizations", "organization"), ("places", "place")):
        record[key] = _names_of(extraction.entities, kind)
    record["war_day"] = _war_day(extraction)
    return record


def from_record(record: Mapping[str, Any]) -> Extraction:
    """The extraction of a record. Raises KeyError, TypeError or ValueError where a field is missing or wrong."""
    extraction: Extraction = _decoder(Extraction)({**record, "times": record["whens"], "report": record})
    return extraction


def dumps(found: Extraction | Iterable[Extraction]) -> str:
    """An extraction as one line of JSON without a line end; several as lines that each end in one.

    Keys are sorted and letters of every script stand as they are.
    """
    if isinstance(found, Extraction):
        line = json.dumps(to_record(found), ensure_ascii=False, sort_keys=True, allow_nan=False)
        return _NOT_ON_ONE_LINE.sub(lambda c: f"\\u{ord(c.group()):04x}", line)
    return "".join(dumps(one) + "\n" for one in found)


def plain_lines(nouns: Iterable[Any]) -> str:
    """Frozen nouns as lines of JSON, one object a line, keys sorted."""
    lines = (json.dumps(_encode(noun), ensure_ascii=False, sort_keys=True) for noun in nouns)
    return "".join(f"{line}\n" for line in lines)


def loads(line: str) -> Extraction:
    """The extraction of one line of JSON. Raises ValueError, KeyError or TypeError for anything else."""
    return from_record(json.loads(line))


def _meeting(event: Event, extraction: Extraction, names: Mapping[str, str]) -> Record:
    entities = {entity.id: entity for entity in extraction.entities}
    return {
        "iri": iris.thing(event.id),
        "type": event.type,
        "status": event.status,
        "mode": event.mode,
        "trigger": event.trigger.text,
        "date": _date(event.when),
        "place": names.get(event.place or ""),
        "organizations": [names.get(side, side) for side in event.organizations],
        "participants": [_participant(part, entities, names) for part in event.participations],
        "told_by": iris.thing(event.told_by) if event.told_by else None,
    }


def _participant(part: Participation, entities: Mapping[str, Entity], names: Mapping[str, str]) -> Record:
    entity = entities.get(part.entity)
    return {
        "iri": iris.thing(part.entity),
        "name": names.get(part.entity, part.entity),
        "mentions": list(entity.aliases) if entity else [],
        "part": part.part,
        "role": part.role,
        "organization": names.get(part.organization or ""),
        "country": names.get(part.country or ""),
    }


def _date(when: When | None) -> str | None:
    return when.edtf if when and when.basis != "publication" else None


def _statement(claim: Claim, names: Mapping[str, str]) -> Record:
    return {
        "iri": iris.thing(claim.id),
        "speaker": names.get(claim.speaker, claim.speaker),
        "kind": claim.kind,
        "text": claim.text,
        "verb": claim.cue.text,
    }


def _names_of(entities: Iterable[Entity], kind: str) -> list[str]:
    return list(dict.fromkeys(entity.name for entity in entities if entity.kind == kind))


def _war_day(extraction: Extraction) -> Record | None:
    for count in extraction.counts:
        on = count.on.isoformat() if count.on else None
        return {"text": count.evidence.text, "n": count.n, "on": on, "war": count.subject}
    return None


def _encode(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
    return value


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    """What makes the value that :func:`_encode` was given, by the type of the field it stood in."""
    options = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        given = _decoder(next(o for o in options if o is not type(None)))
        return lambda value: None if value is None else given(value)
    if get_origin(hint) is Literal:
        return lambda value: _checked(value, value in options, hint)
    if get_origin(hint) is tuple:
        return _tuple_decoder(hint, [_decoder(option) for option in options if option is not Ellipsis])
    if is_dataclass(hint):
        return _noun_decoder(hint, {name: _decoder(of) for name, of in get_type_hints(hint).items()})
    if hint is date:
        return lambda value: date.fromisoformat(_checked(value, isinstance(value, str), hint))
    if hint is float:
        return lambda value: float(_checked(value, isinstance(value, int | float), hint))
    return lambda value: _checked(value, type(value) is hint, hint)


def _tuple_decoder(hint: Any, parts: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    if get_args(hint)[-1] is Ellipsis:
        return lambda value: tuple(map(parts[0], _checked(value, isinstance(value, list), hint)))
    return lambda value: tuple(
        part(item) for part, item in zip(parts, _checked(value, isinstance(value, list), hint), strict=True)
    )


def _noun_decoder(noun: Any, parts: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def decoded(value: Any) -> Any:
        given = _checked(value, isinstance(value, Mapping), noun)
        return noun(**{name: part(given[name]) for name, part in parts.items()})

    return decoded


def _checked(value: Any, right: bool, hint: Any) -> Any:
    if not right:
        raise TypeError(f"{value!r} is not {getattr(hint, '__name__', hint)}")
    return value
