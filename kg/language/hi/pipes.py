"""Hindi tokens: what spaCy's Hindi leaves together is split at danda, quotation marks and dashes."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_MARKS = ["।", "॥", "…", "—", "–", "‘", "’", "“", "”", r"\|"]


def customize(nlp: Language) -> Language:
    """Give the tokenizer of a blank Hindi pipeline the marks of Hindi newsprint."""
    tokenizer, defaults = nlp.tokenizer, nlp.Defaults
    if not isinstance(tokenizer, Tokenizer):
        raise TypeError("the Hindi pipeline has no rule-based tokenizer")
    tokenizer.prefix_search = compile_prefix_regex([*(defaults.prefixes or []), *_MARKS]).search
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or []), *_MARKS, "-"]).search
    tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or []), *_MARKS]).finditer
    return nlp
