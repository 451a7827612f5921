"""Findings → Extraction: who is who, which tellings are one event, which day it was. No spaCy, no RDF."""

from kg.resolve.assemble import assemble

__all__ = ["assemble"]
