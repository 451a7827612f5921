"""Names of countries, regions and cities: look one up by any of its spellings.

The lists are ``data/gazetteer/*.tsv`` (sources and licences in its README) and, where given, the user's own: tab
separated, a header line, the columns ``id`` and ``kind``, one or more ``name_LANGUAGE`` columns with the names
separated by ``|``, and if wanted ``demonym_hi`` (adjectives of country), ``source`` and ``keys`` (folded names, worked
out beforehand; without that column they are worked out while reading).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import ResourceError
from kg.resources import path
from kg.text import fold

SHIPPED = ("countries.tsv", "regions.tsv", "cities.tsv")
PLACES = frozenset({"country", "region", "city"})
KINDS = PLACES | {"person", "organization", "group"}
_REQUIRED = {"id", "kind"}
_OPTIONAL = {"demonym_hi", "source", "keys"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a list: its id there, its kind, (language, name) pairs, IRIs of the same thing, and its source.

    Languages are BCP 47 tags; ``und-Deva`` and ``und-Arab`` where the source tells the script only.
    """

    id: str
    kind: str
    labels: tuple[tuple[str, str], ...]
    same_as: tuple[str, ...]
    source: str


def same_as(identifier: str) -> tuple[str, ...]:
    """The IRI that an id stands for: ``Q794`` is Wikidata's, a number GeoNames', an IRI itself; others have none."""
    if identifier[:1] == "Q" and identifier[1:].isdecimal():
        return (f"http://www.wikidata.org/entity/{identifier}",)
    if identifier.isdecimal():
        return (f"https://sws.geonames.org/{identifier}/",)
    return (identifier,) if identifier.startswith(("http://", "https://")) else ()


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells of one list; ``names`` are the (position, language) of its columns of names."""

    columns: Mapping[str, int]
    names: tuple[tuple[int, str], ...]

    def row(self, cells: list[str]) -> Row:
        labels = tuple((language, name) for i, language in self.names for name in cells[i].split("|") if name)
        identifier = cells[self.columns["id"]]
        source = self.columns.get("source")
        return Row(
            identifier, cells[self.columns["kind"]], labels, same_as(identifier), cells[source] if source else ""
        )


_Found = tuple[_Table, list[str]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lists read into memory; :func:`load` makes one."""

    _by_name: dict[str, list[_Found]] = field(default_factory=dict)
    _by_demonym: dict[str, list[_Found]] = field(default_factory=dict)
    _first_words: set[str] = field(default_factory=set)

    def lookup(self, name: str) -> tuple[Row, ...]:
        """Everything called so, however it is spelled: the user's rows, countries, regions, then cities by size."""
        return tuple(table.row(cells) for table, cells in self._by_name.get(fold(name), ()))

    def names(self, kind: str) -> dict[str, str]:
        """Every folded name of the things of one kind, and the id of the first thing called so."""
        return {
            name: cells[table.columns["id"]]
            for name, found in self._by_name.items()
            for table, cells in found[:1]
            if cells[table.columns["kind"]] == kind
        }

    def is_place(self, name: str) -> bool:
        """Whether a country, region or city is called so."""
        return self.has_place(fold(name))

    def begins(self, word: str) -> bool:
        """Whether a name begins with this folded word."""
        return word in self._first_words

    def has_place(self, key: str) -> bool:
        """Whether a country, region or city has a name that is folded to this."""
        found = self._by_name.get(key, ())
        return any(cells[table.columns["kind"]] in PLACES for table, cells in found)

    def by_demonym(self, word: str) -> tuple[Row, ...]:
        """The countries and regions that an adjective (भारतीय, रूसी) belongs to."""
        return tuple(table.row(cells) for table, cells in self._by_demonym.get(fold(word), ()))

    def is_demonym(self, key: str) -> bool:
        """Whether a folded word is an adjective of a country or region."""
        return key in self._by_demonym

    def demonyms(self) -> dict[str, tuple[Row, ...]]:
        """Folded adjectives of countries and regions (भारतीय, रूसी) and what they belong to."""
        return {key: tuple(table.row(cells) for table, cells in found) for key, found in self._by_demonym.items()}


def _table(file: Path, header: list[str]) -> _Table:
    names = tuple((i, column[5:]) for i, column in enumerate(header) if column.startswith("name_") and column[5:])
    unknown = [c for i, c in enumerate(header) if c not in _REQUIRED | _OPTIONAL and i not in dict(names)]
    if missing := sorted(_REQUIRED - set(header)):
        raise ResourceError(f"{file}, line 1: no column {missing[0]!r}; give one tab between columns and a header line")
    if unknown:
        allowed = ", ".join(sorted(_REQUIRED | _OPTIONAL))
        raise ResourceError(f"{file}, line 1: unknown column {unknown[0]!r}; allowed: {allowed}, name_LANGUAGE")
    if not names:
        raise ResourceError(f"{file}, line 1: no column of names; add one, such as name_hi")
    return _Table({column: i for i, column in enumerate(header)}, names)


def _add(gazetteer: Gazetteer, file: Path) -> None:
    """Read one list. Raises :class:`ResourceError` with file and line where it is not as described above."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            lines = list(csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ResourceError(f"{file}: {error}; give a readable UTF-8 file") from error
    table = _table(file, lines[0] if lines else [])
    width, kind = len(table.columns), table.columns["kind"]
    keys, demonyms = table.columns.get("keys"), table.columns.get("demonym_hi")
    by_name = gazetteer._by_name
    for number, cells in enumerate(lines[1:], start=2):
        if not cells:
            continue
        if len(cells) != width or cells[kind] not in KINDS or not cells[table.columns["id"]]:
            raise ResourceError(
                f"{file}, line {number}: need {width} cells, an id and a kind of {', '.join(sorted(KINDS))};"
                f" found {len(cells)} cells"
            )
        found = (table, cells)
        names = "|".join([cells[i] for i, _ in table.names])
        spelled = [fold(name) for name in names.split("|")] if keys is None else f"{names}|{cells[keys]}".split("|")
        for key in dict.fromkeys(spelled):
            if key:
                by_name.setdefault(key, []).append(found)
        if demonyms is not None and cells[demonyms]:
            for key in dict.fromkeys(map(fold, cells[demonyms].split("|"))):
                gazetteer._by_demonym.setdefault(key, []).append(found)


_chosen: list[Path] = []


def use(*files: Path) -> None:
    """Have every later :func:`load` without files of its own put these lists before the shipped ones.

    Raises :class:`ResourceError` naming the file and the line of a mistake; nothing is changed then.
    """
    _load(files)
    _chosen[:] = files


def chosen() -> tuple[Path, ...]:
    """The lists that :func:`use` was given."""
    return tuple(_chosen)


def load(*own: Path) -> Gazetteer:
    """The shipped lists and the user's own (those given, else those of :func:`use`), read once.

    Raises :class:`ResourceError` naming the file and the line of a mistake.
    """
    return _load(own or chosen())


@cache
def _load(own: tuple[Path, ...]) -> Gazetteer:
    gazetteer = Gazetteer()
    folder = path("data/gazetteer")
    for file in (*own, *(folder / name for name in SHIPPED)):
        _add(gazetteer, file)
    gazetteer._first_words.update(key.replace("-", " ").split(" ", 1)[0] for key in gazetteer._by_name)
    return gazetteer
