"""The error tree: each error is one line that names the place and the fix."""

from __future__ import annotations


class KgError(Exception):
    """Anything that Mulaqat refuses; ``str()`` is one line for the user."""


class ReportError(KgError):
    """An input cannot be read: file, line, reason."""


class ResourceError(KgError):
    """A file that ships with Mulaqat (language, ontology, gazetteer) is wrong: file, key, what is allowed."""


class LanguageError(KgError):
    """There is no such language; the message lists those there are."""


class CheckError(KgError):
    """A graph violates its shapes: node, message, sentence."""


class QueryError(KgError):
    """A query cannot be parsed, or a question lacks a parameter."""


class StoreError(KgError):
    """A store cannot be opened, read or written."""
