"""spaCy pipelines, one a language, loaded when first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module, util
from typing import TYPE_CHECKING

from kg.language import folder

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def load(code: str) -> Language:
    """The spaCy pipeline of a language: its tokenizer, changed by the folder's ``pipes.py`` where there is one.

    Raises :class:`kg.errors.LanguageError` for an unknown language.
    """
    import spacy

    folder(code)
    nlp = spacy.blank(code)
    nlp.max_length = 10_000_000
    if util.find_spec(f"kg.language.{code}.pipes"):
        nlp = import_module(f"kg.language.{code}.pipes").customize(nlp)
    return nlp
